"""Facts that stand outside every table: nothing beside them adds up, so a hole says much.

Were zero shown, a hidden one of them could only be one or two. So of these nobody and
everybody are hidden too, where the policy would only have noted them.
"""

from __future__ import annotations

from diogel.core import Figure, Kind, Tabulation, Unit
from diogel.disclosure.cells import parts
from diogel.disclosure.policy import Policy
from diogel.disclosure.primary import count_of

ANOTHER_WAVES = ":"


def lone_facts(tabulation: Tabulation) -> frozenset[str]:
    """The ids of the counted facts that no table shows, nor any part of.

    A figure that repeats another wave's is shown or hidden as it is there; a number of what
    was recorded, rather than answered, has rules of its own.
    """
    tabled = {
        part
        for table in tabulation.tables
        for name in table.cells.values()
        for part in parts(tabulation.figures[name])
    }
    return frozenset(
        figure.id
        for figure in tabulation.figures.values()
        if _is_fact(figure) and not tabled & set(parts(figure))
    )


def _is_fact(figure: Figure) -> bool:
    counted = figure.kind in (Kind.COUNT, Kind.SHARE) and figure.unit is not Unit.ITEM
    answered = not figure.sensitive and not figure.disclosure
    return counted and answered and ANOTHER_WAVES not in figure.shown_cell


def lone_rule(figure: Figure, policy: Policy) -> str:
    """The rule that hides nobody or everybody of a lone fact; empty when neither is flagged."""
    count, rules = count_of(figure), policy.rules(figure)
    if figure.value is None or count is None:
        return ""
    if count == 0:
        return "nobody-held" if rules.nobody == "flag" else ""
    whole = rules.complement and count == figure.denominator
    return "everybody-held" if whole and rules.everybody == "flag" else ""
