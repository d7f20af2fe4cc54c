"""The settings of the audit: read whole, refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.core import Refused
from diogel.quality.settings import DEFAULT_SETTINGS, load_settings

RULING = """
[[ruling]]
force = "gwent"
first = "2025-09"
last = "2025-12"
verdict = "thin"
reason_en = "Not whole."
reason_cy = "Nid yw'n gyflawn."
by = "Name"
on = "2026-02-01"
"""


def written(folder: Path, change: tuple[str, str] = ("", ""), more: str = "") -> Path:
    """A copy of the default settings, changed."""
    text = DEFAULT_SETTINGS.read_text(encoding="utf-8").replace(*change) + more
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        load_settings(path)
    return [(problem.code, problem.found) for problem in refused.value.problems]


def test_the_default_settings_can_be_read() -> None:
    settings = load_settings()

    assert settings.id == "default"
    assert settings.limit("completeness", "thin_below") == 60
    assert settings.rulings == ()


def test_a_ruling_is_read_with_its_reason_in_both_languages(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, more=RULING))

    (ruling,) = settings.rulings
    assert (ruling.force, str(ruling.last), ruling.verdict) == ("gwent", "2025-12", "thin")
    assert ruling.reason.complete


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    bad = RULING.replace('"thin"', '"perhaps"').replace('by = "Name"\n', "")
    path = written(tmp_path, ("thin_below = 60", "thinn_below = 0"), bad)

    found = codes(path)

    assert found == [
        ("policy.unknown-key", "completeness.thinn_below"),
        ("policy.missing-key", "completeness.thin_below"),
        ("policy.missing-key", "ruling[1].by"),
        ("policy.bad-value", "ruling[1].verdict = perhaps"),
    ]


def test_a_limit_that_is_not_a_positive_number_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, ("spreads_below = 3.5", 'spreads_below = "high"'))

    assert codes(path) == [("policy.bad-value", "completeness.spreads_below = high")]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.toml") == [("file.missing", "")]
