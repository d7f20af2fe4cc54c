"""The functions of the dialect: how many things each is given, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Gives = Literal["boolean", "number", "text", "date", "nodes", "any"]
MANY = 1_000


@dataclass(frozen=True, slots=True)
class Signature:
    """How a function is called.

    Attributes
    ----------
    least, most : int
        How many arguments; `most` is MANY when there is no limit of its own.
    gives : str
        The type of what comes back; "any" when that depends on what goes in.
    """

    least: int
    most: int
    gives: Gives


def _read(table: str) -> dict[str, Signature]:
    found = {}
    for line in table.split("\n"):
        if line.strip():
            name, least, most, gives = line.split()
            found[name] = Signature(int(least), MANY if most == "*" else int(most), gives)  # type: ignore[arg-type]
    return found


FUNCTIONS: Mapping[str, Signature] = _read("""
    selected 2 2 boolean
    selected-at 2 2 text
    count-selected 1 1 number
    jr:choice-name 2 2 text
    if 3 3 any
    coalesce 2 2 text
    once 1 1 text
    true 0 0 boolean
    false 0 0 boolean
    not 1 1 boolean
    boolean 1 1 boolean
    boolean-from-string 1 1 boolean
    string 0 1 text
    concat 0 * text
    join 1 * text
    string-length 0 1 number
    substr 2 3 text
    substring 2 3 text
    substring-before 2 2 text
    substring-after 2 2 text
    contains 2 2 boolean
    starts-with 2 2 boolean
    ends-with 2 2 boolean
    normalize-space 0 1 text
    translate 3 3 text
    regex 2 2 boolean
    uuid 0 1 text
    number 0 1 number
    int 1 1 number
    round 1 2 number
    floor 1 1 number
    ceiling 1 1 number
    abs 1 1 number
    pow 2 2 number
    exp 1 1 number
    exp10 1 1 number
    log 1 1 number
    log10 1 1 number
    sqrt 1 1 number
    sin 1 1 number
    cos 1 1 number
    tan 1 1 number
    asin 1 1 number
    acos 1 1 number
    atan 1 1 number
    atan2 2 2 number
    pi 0 0 number
    random 0 0 number
    sum 1 1 number
    min 1 * number
    max 1 * number
    count 1 1 number
    count-non-empty 1 1 number
    position 0 1 number
    last 0 0 number
    name 0 1 text
    local-name 0 1 text
    checklist 3 * boolean
    weighted-checklist 4 * boolean
    current 0 0 nodes
    instance 1 1 nodes
    indexed-repeat 3 7 nodes
    randomize 1 2 nodes
    today 0 0 date
    now 0 0 date
    date 1 1 date
    date-time 1 1 date
    decimal-date 1 1 number
    decimal-date-time 1 1 number
    decimal-time 1 1 number
    format-date 2 2 text
    format-date-time 2 2 text
""")

# Which arguments, from 0, must be entries of the record: a question or a path.
TAKES_ENTRIES: Mapping[str, tuple[int, ...]] = {
    "count": (0,),
    "count-non-empty": (0,),
    "position": (0,),
    "name": (0,),
    "local-name": (0,),
    "randomize": (0,),
    "indexed-repeat": (0, 1, 3, 5),
}
