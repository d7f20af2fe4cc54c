"""Rows that are sums of other rows: told once, and left out of everything else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diogel.standard.validation.did_you_mean import plain
from diogel.standard.validation.faults import Finding

TOTAL = "data.total-row"
_TOTALS = re.compile(
    r"(?:(?:grand|sub|overall)[\s-]?)?totals?|sum|all (?:areas|authorities|wales)|"
    r"cyfanswm(?: cymru| y cyfan)?|is-?gyfanswm|cyfansymiau|pob (?:ardal|awdurdod)|y cyfan|"
    r"(?:wales|force|area|regional|region) (?:total|average|mean)|total (?:wales|force|area)|"
    r"cyfanswm (?:yr )?(?:ardal|heddlu)|cymru gyfan|average|mean|cyfartaledd"
)


def is_total(text: str) -> bool:
    """True for a word that stands in front of sums and averages, in either language."""
    return bool(_TOTALS.fullmatch(plain(text).casefold().rstrip(": ")))


def total_rows(findings: Iterable[Finding]) -> set[int]:
    """The rows that are totals."""
    return {finding.row for finding in findings if finding.fault.code == TOTAL}


def without_total_rows(findings: list[Finding]) -> list[Finding]:
    """The findings without any other of a row that is a total."""
    totals = total_rows(findings)
    if not totals:
        return findings
    return [f for f in findings if f.row not in totals or f.fault.code == TOTAL]
