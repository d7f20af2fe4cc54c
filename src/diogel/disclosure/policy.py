"""The policy: what may be said of answers, read from a file that a person can change."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from diogel.core import Bilingual, Figure, Place, Problem, Refused

DEFAULT_POLICY = Path(__file__).parent / "policies" / "default.toml"


@dataclass(frozen=True, slots=True)
class ClassRules:
    """The rules for one class of figure: facts, or opinions.

    Attributes
    ----------
    small_count : int
        Counts from 1 to one less than this are hidden. [responses]
    complement : bool
        Whether the same holds for base less count.
    nobody, everybody : str
        What becomes of 0 and of n of n: "publish", "flag" or "hold".
    contributors : int
        Fewest contributors to a mean, a median or a sum.
    """

    small_count: int
    complement: bool
    nobody: str
    everybody: str
    contributors: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be said. The units are in the comments of `policies/default.toml`."""

    id: str
    title: Bilingual
    minimum_base: int
    facts: ClassRules
    opinions: ClassRules
    largest_two_percent: float
    p_percent: float
    publish_extremes: bool
    publish_coverage: bool
    decimals: int
    with_count_below: int
    quotes_facts: str
    quotes_opinions: str
    quotes_sector_minimum: int

    def rules(self, figure: Figure) -> ClassRules:
        """The rules of the class that a figure belongs to."""
        return self.opinions if figure.sensitive else self.facts

    def may_name_sector(self, responses: int, *, opinion: bool) -> bool:
        """Whether a quotation may carry its sector, when so many responses came from it."""
        allowed = self.quotes_opinions if opinion else self.quotes_facts
        return allowed == "sector" and responses >= self.quotes_sector_minimum


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_percent(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class _Want:
    """What a key must hold: a test, and the same in words for whoever wrote the file."""

    test: Callable[[object], bool]
    words: Bilingual


_TEXT = _Want(_is_text, Bilingual("a text", "testun"))
_WHOLE = _Want(_is_whole, Bilingual("a whole number from 0", "rhif cyfan o 0 i fyny"))
_PERCENT = _Want(_is_percent, Bilingual("a number from 0 to 100", "rhif rhwng 0 a 100"))
_FLAG = _Want(_is_flag, Bilingual.same("true / false"))


def _one_of(*choices: str) -> _Want:
    return _Want(lambda value: value in choices, Bilingual.same(" / ".join(choices)))


_CLASS: dict[str, _Want] = {
    "small_count": _WHOLE,
    "complement": _FLAG,
    "nobody": _one_of("publish", "flag", "hold"),
    "everybody": _one_of("publish", "flag", "hold"),
    "contributors": _WHOLE,
}
_SHAPE: dict[str, _Want | dict[str, _Want]] = {
    "id": _TEXT,
    "title": {"en": _TEXT, "cy": _TEXT},
    "base": {"minimum": _WHOLE},
    "facts": _CLASS,
    "opinions": _CLASS,
    "sums": {"largest_two": _PERCENT, "p": _PERCENT},
    "extremes": {"publish": _FLAG},
    "coverage": {"publish": _FLAG},
    "percentages": {"decimals": _WHOLE, "with_count_below": _WHOLE},
    "quotes": {
        "facts": _one_of("none", "sector"),
        "opinions": _one_of("none", "sector"),
        "sector_minimum": _WHOLE,
    },
}


def read_toml(path: Path, code: str) -> dict[str, object]:
    """The contents of a TOML file; Refused with `<code>.unreadable` when it is not one."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise Refused([Problem("file.missing", Place(path.name))]) from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused([Problem(f"{code}.unreadable", Place(path.name), str(fault))]) from fault


def _shape_problems(
    given: Mapping[str, object], shape: Mapping[str, object], file: str, above: str = ""
) -> Iterator[Problem]:
    for key in given:
        if key not in shape:
            near = get_close_matches(key, shape, n=1)
            expected = above + near[0] if near else ", ".join(shape)
            yield Problem("policy.unknown-key", Place(file), above + key, expected)
    for key, want in shape.items():
        name = above + key
        value = given.get(key)
        if key not in given:
            yield Problem("policy.missing-key", Place(file), name)
        elif isinstance(want, _Want):
            if not want.test(value):
                yield Problem("policy.bad-value", Place(file), f"{name} = {value}", want.words)
        elif isinstance(want, Mapping):
            inner = value if isinstance(value, Mapping) else {}
            yield from _shape_problems(inner, want, file, f"{name}.")


def load_policy(path: Path = DEFAULT_POLICY) -> Policy:
    """The policy of a file; Refused with everything that is wrong with it, at once."""
    given = read_toml(path, "policy")
    problems = tuple(_shape_problems(given, _SHAPE, path.name))
    if problems:
        raise Refused(problems)
    return _policy(given)


def _policy(given: Mapping[str, object]) -> Policy:
    """A policy from contents whose shape has been checked."""
    part: dict[str, dict[str, object]] = {
        k: dict(v) for k, v in given.items() if isinstance(v, Mapping)
    }
    values: dict[str, object] = {
        "minimum_base": part["base"]["minimum"],
        "largest_two_percent": part["sums"]["largest_two"],
        "p_percent": part["sums"]["p"],
        "publish_extremes": part["extremes"]["publish"],
        "publish_coverage": part["coverage"]["publish"],
        "decimals": part["percentages"]["decimals"],
        "with_count_below": part["percentages"]["with_count_below"],
        "quotes_facts": part["quotes"]["facts"],
        "quotes_opinions": part["quotes"]["opinions"],
        "quotes_sector_minimum": part["quotes"]["sector_minimum"],
    }
    title = Bilingual(str(part["title"]["en"]), str(part["title"]["cy"]))
    facts, opinions = ClassRules(**part["facts"]), ClassRules(**part["opinions"])  # type: ignore[arg-type]
    return Policy(id=str(given["id"]), title=title, facts=facts, opinions=opinions, **values)  # type: ignore[arg-type]
