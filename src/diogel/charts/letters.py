"""How wide words are, so that labels are placed where they fit and never lie on each other.

The letters are Liberation Sans, whose widths are those of Arial. Pairs that are set closer
only make words narrower than is reckoned here.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_UNITS = 2048
_OTHER = 1366
# Advance widths in 1/2048 of the size, from the fonts themselves; an accent changes none.
_REGULAR = {
    391: "'",
    455: "ijl\u0131\u2018\u2019",
    532: "|",
    569: " !,./:;I[\\]ft\u00a0\u00ec\u00ed\u00ee\u00ef\u0129\u012d",
    682: "()-`r\u201c\u201d",
    684: "{}",
    717: "\u2022",
    727: '"',
    797: "*",
    819: "\u00b0",
    961: "^",
    1024: "Jcksvxyz",
    1124: "\u00b1\u00f7\u2264\u2265",
    1139: "#$0123456789?L_abdeghnopqu\u00a3\u2013",
    1196: "+<=>~\u00d7\u2212",
    1251: "FTZ",
    1366: "&ABEKPSVXY",
    1479: "CDHNRUw",
    1593: "GOQ",
    1706: "Mm",
    1821: "%",
    1933: "W",
    2048: "\u2014\u2026",
    2079: "@",
}
_BOLD = {
    487: "'",
    569: " ,./I\\ijl\u00a0\u0131\u2018\u2019",
    573: "|",
    682: "!()-:;[]`ft\u00ec\u00ed\u00ee\u00ef",
    717: "\u2022",
    797: "*r{}",
    819: "\u00b0",
    971: '"',
    1024: "z\u201c\u201d",
    1124: "\u00b1\u00f7\u2264\u2265",
    1139: "#$0123456789J_aceksvxy\u00a3\u2013",
    1196: "+<=>^~\u00d7\u2212",
    1251: "?FLTZbdghnopqu",
    1366: "EPSVXY",
    1479: "&ABCDHKNRU",
    1593: "GOQw",
    1706: "M",
    1821: "%m",
    1933: "W",
    1997: "@",
    2048: "\u2014\u2026",
}


def _by_letter(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


@cache
def _letter(letter: str, bold: bool) -> int:
    table = _WIDTHS[bold]
    if letter in table:
        return table[letter]
    return table.get(unicodedata.normalize("NFD", letter)[0], _OTHER)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of words is at a size. [pixels]"""
    return sum(_letter(letter, bold) for letter in text) * size / _UNITS


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Words in lines no wider than `room` pixels; no word is cut, and there is always a line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
