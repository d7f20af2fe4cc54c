"""The demonstration's two waves of the workforce survey, and small changes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from diogel.core import Tabulation
from diogel.demo import lay_out_waves
from diogel.disclosure import RecordedException, load_exceptions, load_policy, release
from diogel.surveys import Response, Study, Value, read_study
from diogel.surveys.waves import DEMONSTRATION_KEY, Comparison, LinkKey, Told, compare_waves

FIRST, SECOND = "workforce-2021", "workforce-2022"
POLICY = load_policy()
KEY = LinkKey(b"0123456789abcdef0123456789abcdef")


@cache
def studies() -> tuple[Study, Study, tuple[RecordedException, ...], tuple[RecordedException, ...]]:
    """Both waves as they are read, with the exceptions recorded for each."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out_waves(root)
        recorded = [load_exceptions(root / name / "exceptions.toml") for name in (FIRST, SECOND)]
        return read_study(root / FIRST), read_study(root / SECOND), recorded[0], recorded[1]


def told(
    study: Study,
    exceptions: Sequence[RecordedException] = (),
    cited: Mapping[str, Tabulation] | None = None,
) -> Told:
    """A wave counted and released."""
    counted = study.tabulate(cited or {})
    return Told(study, counted, release(counted, POLICY, exceptions))


def compared(*, excepted: bool = False, key: LinkKey | None = DEMONSTRATION_KEY) -> Comparison:
    """The demonstration's comparison: as published, or under the policy alone."""
    first, second, before, after = studies()
    return compare_waves(
        told(first, before if excepted else ()),
        told(second, after if excepted else ()),
        key,
        POLICY,
        after if excepted else (),
    )


def answering(study: Study, responses: Sequence[Response], questions: Sequence[str]) -> Study:
    """A wave with other responses, of which only some questions are compared."""
    wave = replace(study.wave, compared=tuple(questions), synthetic=False)
    return replace(study, wave=wave, answers=replace(study.answers, responses=tuple(responses)))


def respondents(
    areas: Sequence[str], values: Callable[[int], dict[str, Value]], prefix: str
) -> list[Response]:
    """One response for each authority."""
    return [
        Response(f"{prefix}{n:02}", (area,), "en", {"f04": frozenset([area]), **values(n)})
        for n, area in enumerate(areas)
    ]
