"""The shapes that population tables come in: who counts in which column.

Wide tables have a row for each area and a column for each age ("0", "90+", "F0", "M90") or
total; long ones a row for each area, sex and age. Nothing is recognised by a file's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diogel.sources.grids import Head, Header, find_header, heading_key

ALL, FEMALE, MALE = "all", "female", "male"
LSOA_11, LSOA_21, AUTHORITY = "lsoa11", "lsoa21", "local-authority"

_AGE = re.compile(
    r"(?:aged?|a)?(?P<from>\d{1,3})(?P<open>\+|andover|plus|yearsandover)?(?:years?)?"
)
_SEX_AGE = re.compile(r"(?P<sex>[fm])(?P<from>\d{1,3})(?P<open>\+)?")
_YEARLY = re.compile(r"population(20\d\d)")
_TOTALS = {
    "totalpopulation": ALL,
    "totalresidents": ALL,
    "allages": ALL,
    "total": ALL,
    "allpersons": ALL,
    "totalfemales": FEMALE,
    "females": FEMALE,
    "totalmales": MALE,
    "males": MALE,
}
_HOUSEHOLDS = frozenset(("totalhouseholds", "households"))
_BANDS = re.compile(r"(?:younger|workingage|older)(?:females|males)?")
_LSOA = re.compile(r"lsoa(?:20)?(11|21)?(?:code|cd)")
_LSOA_REVERSED = re.compile(r"(?:20)?(11|21)superoutputarealowerlayer|lsoacode")
_AUTHORITY = re.compile(
    r"(?:ltla|lad|la|utla)(?:20)?(\d\d)?(?:code|cd)(?:\d{4}boundaries)?|ladcode\d\d|areacode|code"
    r"|mnemonic|geographycode"
)
LONG: Mapping[str, Sequence[str]] = {
    "code": ("geographycode", "ladcode", "areacode"),
    "sex": ("gendername", "sexname", "sex", "gender"),
    "age": ("cagename", "agename", "age"),
    "value": ("obsvalue", "value", "population", "observation"),
    "date": ("datename", "date", "year"),
    "measure": ("measuresname", "measurename"),
}


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who a column counts: a sex and ages, both ends included; no upper end is None."""

    sex: str
    age_from: int
    age_to: int | None

    @property
    def total(self) -> bool:
        """True for people of every age."""
        return self.age_from == 0 and self.age_to is None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in one sheet.

    Attributes
    ----------
    header : Header
        With the column "code", and for a long table those of `LONG`.
    level : str
        "lsoa11", "lsoa21", "local-authority", or "" where the codes must tell.
    cohorts : mapping of int to Cohort
        The columns of a wide table, from 0; empty for a long one.
    households : int or None
        The column of households.
    unnamed : tuple of str
        Headings of age bands that do not say their ages.
    yearly : mapping of int to int
        In a long table with a column for each year: the column, and its year.
    """

    header: Header
    level: str
    cohorts: Mapping[int, Cohort]
    households: int | None = None
    unnamed: tuple[str, ...] = ()
    yearly: Mapping[int, int] | None = None

    @property
    def long(self) -> bool:
        """True for a row for each sex and age."""
        return not self.cohorts and self.households is None


def layout_of(head: Head) -> Layout | None:
    """The layout of a sheet by its headings; None when it is not a population table."""
    return _wide(head) or _long(head)


def _wide(head: Head) -> Layout | None:
    sheet_sex = _sex_of_sheet(head)
    for number, cells in head.rows:
        keys = [heading_key(cell) for cell in cells]
        code = _code_column(keys)
        if code is None:
            continue
        cohorts = {n: c for n, key in enumerate(keys) if (c := cohort_of(key, sheet_sex))}
        households = next((n for n, key in enumerate(keys) if key in _HOUSEHOLDS), None)
        totals = [c for c in cohorts.values() if c.total]
        single = len(cohorts) - len(totals)
        # A column called "total" or "males" alone could be of anything.
        named = {"totalpopulation", "totalresidents", "allages"} & set(keys)
        if not named and single < 10:
            continue
        unnamed = tuple(cells[n] for n, key in enumerate(keys) if _BANDS.fullmatch(key))
        header = Header(head.sheet, number, cells, {"code": code})
        return Layout(header, level_of_heading(keys[code]), cohorts, households, unnamed)
    return None


def _code_column(keys: Sequence[str]) -> int | None:
    """The column of the smallest areas' codes."""
    for shape in (_LSOA, _LSOA_REVERSED, _AUTHORITY):
        # The last of several: ONS gives an authority's code on old boundaries first.
        found = [n for n, key in enumerate(keys) if shape.fullmatch(key)]
        if found:
            return found[-1]
    return None


def level_of_heading(key: str) -> str:
    """The level that a code's heading names; empty for LSOA of an unnamed census."""
    if found := (_LSOA.fullmatch(key) or _LSOA_REVERSED.fullmatch(key)):
        return {"11": LSOA_11, "21": LSOA_21}.get(found[1] or "", "")
    return AUTHORITY


def cohort_of(key: str, sex: str = ALL) -> Cohort | None:
    """Who a column with this heading counts; `sex` where the heading does not say."""
    if key in _TOTALS:
        return Cohort(sex if _TOTALS[key] == ALL else _TOTALS[key], 0, None)
    if found := _SEX_AGE.fullmatch(key):
        sex = FEMALE if found["sex"] == "f" else MALE
    else:
        found = _AGE.fullmatch(key)
    if not found or int(found["from"]) > 120:
        return None
    age = int(found["from"])
    # ONS writes the last column of one of its layouts as F90, and means 90 and over.
    return Cohort(sex, age, None if found["open"] or age >= 90 else age)


def _sex_of_sheet(head: Head) -> str:
    """What the sheet's name or its first titles say the numbers are of."""
    titles = [head.sheet, *(cells[0] for _, cells in head.rows[:3] if len(set(cells)) <= 2)]
    for title in titles:
        words = set(re.findall(r"[a-z]+", title.casefold()))
        if {"persons", "people"} & words or {"males", "females"} <= words:
            return ALL
        if "females" in words or "female" in words:
            return FEMALE
        if "males" in words or "male" in words:
            return MALE
    return ALL


def _long(head: Head) -> Layout | None:
    header = find_header(head, LONG, ("code", "sex", "age"))
    if header is None:
        header = find_header(head, _with_numbered_code(head), ("code", "sex", "age"))
    if header is None:
        return None
    yearly = {
        n: int(found[1])
        for n, heading in enumerate(header.headings)
        if (found := _YEARLY.fullmatch(heading_key(heading)))
    }
    if not yearly and not {"value", "date"} <= set(header.columns):
        return None
    return Layout(header, AUTHORITY, {}, yearly=yearly)


def _with_numbered_code(head: Head) -> dict[str, Sequence[str]]:
    """The headings of a long table, its area's code with any year: ladcode23."""
    keys = {heading_key(cell) for _, cells in head.rows for cell in cells}
    codes = sorted(key for key in keys if re.fullmatch(r"lad(?:code)?\d\d(?:cd)?", key))
    return {**LONG, "code": codes}


def sex_of(text: str) -> str | None:
    """A sex as long tables write it; None when it is neither, nor both together."""
    word = text.strip().casefold()
    if word in ("total", "all", "persons", "all persons", "0"):
        return ALL
    if word in ("female", "females", "f", "2"):
        return FEMALE
    return MALE if word in ("male", "males", "m", "1") else None


def age_of(text: str) -> Cohort | None:
    """Ages as long tables write them: "All Ages", "Aged 16 to 64", "Age 5", "90+", "7"."""
    key = heading_key(text)
    if found := re.fullmatch(r"(?:aged?)?(\d{1,3})(?:to|-)(\d{1,3})(?:years)?", key):
        return Cohort(ALL, int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(?:aged?)?\s*(\d{1,3})\s*[-–]\s*(\d{1,3})", text.casefold().strip()):
        return Cohort(ALL, int(found[1]), int(found[2]))
    return cohort_of(key)
