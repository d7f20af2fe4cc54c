"""A small released wave, and narratives about it, for the tests of narratives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from disclosure_factory import mean, share, single_choice, tabulation, text, ticks

from diogel.core import Base, Figure, Interval, Kind, Language, Problem, Status, Unit
from diogel.disclosure import RecordedException, Released, load_policy, release
from diogel.reports.narrative import Known, hash_of_narrative, lint_narrative

POLICY = load_policy()
ALL = RecordedException(
    "already-published-2021", text("Already published"), text("why"), text("who"), "2021-11-01"
)
FULL_TIME = (9.0, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 1, 0, 0)


def wave() -> tuple[object, ...]:
    """Figures of the workforce survey of 2021 under its register's ids."""
    limits = Interval(9, 13, "hypergeometric", 9, 17, 22)
    return (
        ticks("W12", {"hate": 14, "crime": 13, "cohesion": 13, "asb": 12}, 15),
        single_choice("W9", {"no": 12, "yes": 2, "access": 1}),
        share("W1", 17, 22, kind=Kind.COVERAGE, base=Base.FRAME, unit=Unit.AUTHORITY),
        share("W2", 12, 15, interval=limits, bounds=limits),
        mean("W3", FULL_TIME, source="full"),
        share("W4", 1, 12, kind=Kind.MINIMUM, value=1.0, numerator=None),
        share("W8", 5, 7, base=Base.ROUTED),
        share("W10", 8, 12, base=Base.ROUTED),
        share("W14.vawdasv", 9, 15),
        share("W14.drugs", 10, 15),
        share("B5", 14, 19, rank=1, tied=True),
        share("B9", 12, 19),
        share("lost", 1, value=None, numerator=None, status=Status.NOT_AVAILABLE),
        share("gone", 2, 15),
    )


def released(exceptions: bool = True, name: str = "workforce-2021", **changes: Figure) -> Released:
    parts = []
    for part in wave():
        if isinstance(part, tuple):
            figures, table = part
            if table.id == "W12":
                ranks = {"hate": (1, False), "crime": (2, True), "cohesion": (2, True)}
                figures = {
                    key: replace(
                        figure,
                        rank=ranks.get(key[4:], (4, False))[0],
                        tied=ranks.get(key[4:], (4, False))[1],
                    )
                    for key, figure in figures.items()
                }
            parts.append((figures, table))
        else:
            parts.append(part)
    counted = tabulation(*parts)
    counted = replace(counted, wave=name, figures={**counted.figures, **changes})
    return release(counted, POLICY, [ALL] if exceptions else [])


RELEASED = released()
EARLIER = released(name="workforce-2020", W2=share("W2", 9, 15))
OTHER = released(name="baseline-2021")


def known(**more: object) -> Known:
    given: dict[str, object] = {
        "released": RELEASED,
        "cited": {"workforce-2020": EARLIER, "baseline-2021": OTHER},
        "sections": ("method", "limitations"),
        "quotes": ("funding",),
    }
    return Known(**{**given, **more})  # type: ignore[arg-type]


def narrative(body: str, language: Language = "en", english: str = "") -> str:
    stamp = f'english = "{english}"\n' if language == "cy" else ""
    return f'+++\ntitle = "T"\ndate = 2021-04-01\nauthor = "A"\n{stamp}+++\n\n{body}\n'


def lint(body: str, language: Language = "en", **more: object) -> list[Problem]:
    """The problems of a text whose twin has the same references."""
    if language == "en":
        return lint_narrative(
            "report.en.md", narrative(body), "en", known(**more), twin=narrative(body, "cy")
        )
    english = narrative(body)
    text_cy = narrative(body, "cy", hash_of_narrative(english))
    return lint_narrative("report.cy.md", text_cy, "cy", known(**more), twin=english)


def codes(body: str, language: Language = "en", **more: object) -> list[str]:
    return [problem.code.removeprefix("narrative.") for problem in lint(body, language, **more)]


def slots_of(problem: Problem) -> Mapping[str, object]:
    return {**problem.slots, "found": problem.found, "expected": problem.expected}
