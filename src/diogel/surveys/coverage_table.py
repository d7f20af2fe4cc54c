"""Which areas the evidence reached: the survey, the conversations, and either, side by side.

Kept in columns of their own so that a conversation is never taken for a response. Only how
many areas were reached is ever said, never which.
"""

from __future__ import annotations

from dataclasses import replace

from diogel.core import Bilingual, Line, Table
from diogel.language import both
from diogel.places import Scheme, scheme_name
from diogel.surveys.figures import covered
from diogel.surveys.plan import Wanted
from diogel.surveys.tables import Workings

# Public services boards are left out: when they merged is not known, so neither is how many
# there were on a day of the past.
SCHEMES = (
    Scheme.LOCAL_AUTHORITY,
    Scheme.POLICE,
    Scheme.HEALTH,
    Scheme.SAFEGUARDING,
    Scheme.RPB,
    Scheme.CSP_OPERATING,
    Scheme.FIRE,
)
TABLE = "coverage"


def add_coverage(work: Workings) -> None:
    """Count coverage of every scheme into `coverage.<scheme>.<evidence>` and its table."""
    held = bool(work.answers.conversations)
    evidence = ("survey", "conversations", "either") if held else ("survey",)
    cells: dict[tuple[str, str], str] = {}
    for scheme in SCHEMES:
        for kind in evidence:
            if kind != "survey" and scheme is not Scheme.POLICE and kind != "either":
                # A conversation says which force area it was in, and nothing finer.
                continue
            name = f"{TABLE}.{scheme.value}.{kind}"
            wanted = Wanted(name, "coverage", None, {}, {"scheme": scheme, "evidence": kind})
            work.figures[name] = replace(covered(work, wanted)[name], family="")
            cells[(scheme.value, kind)] = name
    work.tables.append(
        Table(
            id=TABLE,
            title=both("surveys.coverage.title"),
            row_heading=both("surveys.coverage.areas"),
            rows=tuple(Line(scheme.value, scheme_name(scheme)) for scheme in SCHEMES),
            columns=tuple(Line(kind, both(f"surveys.coverage.{kind}")) for kind in evidence),
            cells=cells,
            bands=False,
            note=both("surveys.coverage.note") if held else Bilingual("", ""),
        )
    )
