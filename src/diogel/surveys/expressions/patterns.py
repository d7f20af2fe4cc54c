"""Regular expressions that cannot hang: read into states, walked all at once.

A matcher that tries one way after another can take longer than a person's life over
`(a+)+b`. Here every state that could be reached is carried along together, so the time is
bounded by text times states. The price: no looking ahead or behind and no references back,
which rules of forms do without. As ODK's documentation says, the whole text must match.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from diogel.surveys.expressions.errors import EvaluationError

MOST_STATES = 2_000
MOST_REPEATS = 500
LONGEST_TEXT = 10_000  # [characters]
DEEPEST = 40
MOST_REMEMBERED = 5_000

Test = Callable[[str], bool]

_SETS: dict[str, Test] = {
    "d": lambda c: "0" <= c <= "9",
    "w": lambda c: c == "_" or (c.isascii() and c.isalnum()),
    "s": str.isspace,
}
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}


@dataclass(slots=True)
class _State:
    """A place in the pattern: what it may read, and where it may go."""

    test: Test | None = None
    at: str = ""  # "^" or "$": passed only at that end of the text
    next: list[int] = field(default_factory=list)


class Pattern:
    """A regular expression ready to be matched."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._depth = text, 0, 0
        self._states = list[_State]()
        first, last = self._either()
        if self._at < len(text):
            raise self._fault()
        self._first, self._last = first, last
        self._steps = dict[tuple[frozenset[int], str], frozenset[int]]()

    def matches(self, text: str) -> bool:
        """Whether the whole text is one that the pattern describes."""
        if len(text) > LONGEST_TEXT:
            return False
        reached = self._closure({self._first}, begins=True, ends=not text)
        for place, letter in enumerate(text):
            reached = self._step(reached, letter, ends=place == len(text) - 1)
            if not reached:
                return False
        return self._last in reached

    def _step(self, reached: frozenset[int], letter: str, *, ends: bool) -> frozenset[int]:
        key = (reached, letter)
        if not ends and key in self._steps:
            return self._steps[key]
        moved = set[int]()
        for number in reached:
            state = self._states[number]
            if state.test is not None and state.test(letter):
                moved.update(state.next)
        found = self._closure(moved, begins=False, ends=ends)
        if not ends and len(self._steps) < MOST_REMEMBERED:
            self._steps[key] = found
        return found

    def _closure(self, reached: set[int], *, begins: bool, ends: bool) -> frozenset[int]:
        """The states and all that can be reached from them without reading on."""
        waiting = list(reached)
        while waiting:
            state = self._states[waiting.pop()]
            if state.test is not None:
                continue
            if (state.at == "^" and not begins) or (state.at == "$" and not ends):
                continue
            for number in state.next:
                if number not in reached:
                    reached.add(number)
                    waiting.append(number)
        return frozenset(reached)

    def _fault(self) -> EvaluationError:
        return EvaluationError(self._at + 1, self._text[self._at : self._at + 12], "pattern")

    def _state(self, test: Test | None = None, at: str = "") -> int:
        if len(self._states) >= MOST_STATES:
            raise self._fault()
        self._states.append(_State(test, at))
        return len(self._states) - 1

    def _link(self, start: int, *ends: int) -> None:
        self._states[start].next.extend(ends)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _either(self) -> tuple[int, int]:
        """One way or another, between bars. Gives the first state and the last."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault()
        first, last = self._state(), self._state()
        while True:
            begin, end = self._sequence()
            self._link(first, begin)
            self._link(end, last)
            if self._peek() != "|":
                break
            self._at += 1
        self._depth -= 1
        return first, last

    def _sequence(self) -> tuple[int, int]:
        first = last = self._state()
        while self._peek() and self._peek() not in "|)":
            begin, end = self._repeated()
            self._link(last, begin)
            last = end
        return first, last

    def _repeated(self) -> tuple[int, int]:
        """A piece as often as the mark after it says; each copy is read from the text again."""
        begun = self._at
        piece = self._piece()
        least, most = self._count()
        if (least, most) == (1, 1):
            return piece
        after = self._at
        made = self._copies(begun, least, most)
        self._at = after
        return made

    def _again(self, begun: int) -> tuple[int, int]:
        self._at = begun
        return self._piece()

    def _copies(self, begun: int, least: int, most: int | None) -> tuple[int, int]:
        """`least` copies of the piece that begins at a place, then as many more as may be."""
        first = last = self._state()
        for _ in range(least):
            begin, end = self._again(begun)
            self._link(last, begin)
            last = end
        if most is None:
            begin, end = self._again(begun)
            loop, out = self._state(), self._state()
            self._link(last, loop)
            self._link(loop, begin, out)
            self._link(end, loop)
            return first, out
        out = self._state()
        for _ in range(most - least):
            self._link(last, out)
            begin, end = self._again(begun)
            self._link(last, begin)
            last = end
        self._link(last, out)
        return first, out

    def _count(self) -> tuple[int, int | None]:
        """How often: from a star, a plus, a question mark or braces; once when none."""
        mark = self._peek()
        if mark and mark in "*+?":
            self._at += 1
            counts: tuple[int, int | None] = {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
        elif mark == "{":
            counts = self._braces()
        else:
            return 1, 1
        self._at += self._peek() == "?"  # to match the whole, lazy or greedy is the same
        return counts

    def _braces(self) -> tuple[int, int | None]:
        end = self._text.find("}", self._at)
        low, comma, high = self._text[self._at + 1 : end].partition(",") if end > 0 else ("",) * 3
        if not (low.isdecimal() and (high.isdecimal() or not high)):
            raise self._fault()
        least = int(low[:6])
        most = (int(high[:6]) if high else None) if comma else least
        if max(least, most or 0) > MOST_REPEATS or (most is not None and most < least):
            raise self._fault()
        self._at = end + 1
        return least, most

    def _piece(self) -> tuple[int, int]:
        letter = self._peek()
        if letter == "(":
            return self._group()
        if not letter or letter in "*+?{":
            raise self._fault()
        self._at += 1
        if letter in "^$":
            place = self._state(at=letter)
            return place, place
        begin = self._state(self._test(letter))
        end = self._state()
        self._link(begin, end)
        return begin, end

    def _group(self) -> tuple[int, int]:
        self._at += 1
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise self._fault()
        piece = self._either()
        if self._peek() != ")":
            raise self._fault()
        self._at += 1
        return piece

    def _test(self, letter: str) -> Test:
        if letter == ".":
            return lambda c: c not in "\n\r"
        if letter == "[":
            return self._class()
        return self._escape() if letter == "\\" else letter.__eq__

    def _escape(self) -> Test:
        letter = self._peek()
        self._at += 1
        if letter.lower() in _SETS and letter:
            inside = _SETS[letter.lower()]
            return inside if letter.islower() else lambda c: not inside(c)
        if not letter or (letter.isalnum() and letter not in _CONTROL):
            self._at -= 1
            raise self._fault()
        return _CONTROL.get(letter, letter).__eq__

    def _class(self) -> Test:
        """One of the letters in square brackets, or none of them after a caret."""
        other = self._peek() == "^"
        self._at += other
        tests = list[Test]()
        while self._peek() != "]":
            tests.append(self._member())
        self._at += 1
        if other:
            return lambda c: not any(test(c) for test in tests)
        return lambda c: any(test(c) for test in tests)

    def _member(self) -> Test:
        low = self._peek()
        if not low:
            raise self._fault()
        self._at += 1
        if low == "\\":
            return self._escape()
        high = self._text[self._at + 1 : self._at + 2]
        if self._peek() != "-" or high in ("]", "", "\\"):
            return low.__eq__
        if high < low:
            raise self._fault()
        self._at += 2
        return lambda c: low <= c <= high


@lru_cache(maxsize=512)
def pattern(text: str) -> Pattern:
    """The pattern of a regular expression; EvaluationError when it is none that we read."""
    return Pattern(text)
