"""A survey is read, counted and released once for a whole build, also where it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.core import Refused
from diogel.surveys import Study, read_study
from diogel.workspace import Counting, editions, new_survey, new_workspace, open_workspace


def test_a_survey_that_is_refused_is_read_once_and_refused_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diogel.core import Bilingual

    workspace = new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")
    (new_survey(workspace, "training-2026") / "plan.toml").write_text("[", encoding="utf-8")
    read = list[Path]()

    def reading(folder: Path) -> Study:
        read.append(folder)
        return read_study(folder)

    monkeypatch.setattr(editions, "read_study", reading)
    counting = Counting(workspace)

    told = []
    for policy in ("", "default"):
        with pytest.raises(Refused) as refused:
            counting.edition("training-2026", policy)
        told.append(refused.value.problems)

    assert len(read) == 1
    assert told[0] == told[1]
    assert told[0][0].place.file == "plan.toml"


def test_an_edition_is_released_once(demo_workspace: Path) -> None:
    counting = Counting(open_workspace(demo_workspace))

    once = counting.edition("workforce-2021", "")

    assert counting.edition("workforce-2021", "") is once
    assert counting.edition("workforce-2021", "default") is not once
