"""The policy: what may be said of answers, read from a file that a person can change."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from diogel.core import Bilingual, Figure, Place, Problem, Refused

DEFAULT_POLICY = Path(__file__).parent / "policies" / "default.toml"
RESERVED = "default"
_STRICTER = ("publish", "flag", "hold")


RELEASED, OWN, EVERYTHING = "released", "own", "everything"
AUDIENCES = (
    ("public", RELEASED),
    ("board", RELEASED),
    ("partnership", RELEASED),
    ("own_authority", OWN),
    ("network", EVERYTHING),
)
"""Who may see what, where a policy does not say."""


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
    """What may be said. The units are in the comments of `policies/default.toml`.

    `audiences` says who may see what: the public and others, each "released" (what this policy
    lets out), "own" (besides, the numbers of its own authority) or "everything" (what a
    workspace holds).
    """

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
    partners_small: int = 5
    partners_sensitive: int = 10
    holes: bool = True
    level: Literal["exact", "default"] = "default"
    partners_mostly_small: int = 33
    audiences: tuple[tuple[str, str], ...] = AUDIENCES

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


def _is_slug(value: object) -> bool:
    """A name that can also be a folder's: small letters, digits and hyphens."""
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value))


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class _Want:
    """What a key must hold: a test, and the same in words for whoever wrote the file."""

    test: Callable[[object], bool]
    words: Bilingual


def _from(least: int) -> _Want:
    words = f"a whole number from {least}", f"rhif cyfan o {least} i fyny"
    return _Want(lambda v: _is_whole(v) and isinstance(v, int) and v >= least, Bilingual(*words))


def _between(least: int, most: int) -> _Want:
    """A number that is neither endless nor none: such a comparison is never true of those."""
    words = f"a number from {least} to {most}", f"rhif rhwng {least} a {most}"

    def test(value: object) -> bool:
        return (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        )

    return _Want(test, Bilingual(*words))


_TEXT = _Want(_is_text, Bilingual("a text", "testun"))
_WHOLE = _Want(_is_whole, Bilingual("a whole number from 0", "rhif cyfan o 0 i fyny"))
_DECIMALS = _Want(
    lambda value: _is_whole(value) and value in (0, 1, 2), Bilingual.same("0 / 1 / 2")
)
_SLUG = _Want(
    _is_slug,
    Bilingual(
        "a name of small letters, digits and hyphens",
        "enw o lythrennau bach, digidau a chysylltnodau",
    ),
)
_FLAG = _Want(_is_flag, Bilingual.same("true / false"))


def _one_of(*choices: str) -> _Want:
    return _Want(lambda value: value in choices, Bilingual.same(" / ".join(choices)))


_CLASS: dict[str, _Want] = {
    "small_count": _from(2),
    "complement": _FLAG,
    "nobody": _one_of("publish", "flag", "hold"),
    "everybody": _one_of("publish", "flag", "hold"),
    "contributors": _from(2),
}
_SHAPE: dict[str, _Want | dict[str, _Want]] = {
    "id": _SLUG,
    "title": {"en": _TEXT, "cy": _TEXT},
    "base": {"minimum": _from(3)},
    "facts": _CLASS,
    "opinions": _CLASS,
    "sums": {"largest_two": _between(50, 100), "p": _between(0, 100)},
    "extremes": {"publish": _FLAG},
    "coverage": {"publish": _FLAG},
    "percentages": {"decimals": _DECIMALS, "with_count_below": _WHOLE},
    "quotes": {
        "facts": _one_of("none", "sector"),
        "opinions": _one_of("none", "sector"),
        "sector_minimum": _WHOLE,
    },
    "partners": {
        "small_count": _from(3),
        "sensitive": _from(3),
        "mostly_small": _between(0, 100),
    },
    "suppression": {"holes": _FLAG, "level": _one_of("exact", "default")},
    "audiences": {
        "public": _one_of(RELEASED),
        "board": _one_of(RELEASED),
        "partnership": _one_of(RELEASED, OWN),
        "own_authority": _one_of(RELEASED, OWN),
        "network": _one_of(RELEASED, OWN, EVERYTHING),
    },
}
# Added later: a policy that somebody copied before goes on to hold, with these numbers.
_OPTIONAL: dict[str, dict[str, object]] = {
    "partners": {"small_count": 5, "sensitive": 10, "mostly_small": 33},
    "suppression": {"holes": True, "level": "default"},
    "audiences": dict(AUDIENCES),
}


_ADDED = frozenset(("partners.mostly_small",))
"""Keys of a part that came after the part itself."""


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
        if key not in given and _may_be_missing(key, above):
            continue
        if key not in given:
            yield Problem("policy.missing-key", Place(file), name)
        elif isinstance(want, _Want):
            if not want.test(value):
                yield Problem("policy.bad-value", Place(file), f"{name} = {value}", want.words)
        elif isinstance(want, Mapping):
            inner = value if isinstance(value, Mapping) else {}
            yield from _shape_problems(inner, want, file, f"{name}.")


def _may_be_missing(key: str, above: str) -> bool:
    """Whether a key came with a later version than the policy may have been copied from."""
    return key in _OPTIONAL if not above else above + key in _ADDED


def load_policy(path: Path = DEFAULT_POLICY) -> Policy:
    """The policy of a file; Refused with everything that is wrong with it, at once."""
    given = read_toml(path, "policy")
    problems = [*_shape_problems(given, _SHAPE, path.name), *_id_problems(given, path)]
    if problems:
        raise Refused(problems)
    policy = _policy(given)
    if laxer := tuple(_laxer(policy, path.name)):
        raise Refused(laxer)
    return policy


def _id_problems(given: Mapping[str, object], path: Path) -> Iterator[Problem]:
    """A file of one's own may not call itself by the name of the policy that comes with Diogel."""
    if given.get("id") == RESERVED and path.resolve() != DEFAULT_POLICY.resolve():
        yield Problem("policy.reserved-id", Place(path.name), RESERVED)


def _laxer(policy: Policy, file: str) -> Iterator[Problem]:
    """What an opinion may be said of although a fact may not."""
    facts, opinions = policy.facts, policy.opinions
    pairs: dict[str, tuple[int, int]] = {
        "small_count": (facts.small_count, opinions.small_count),
        "complement": (facts.complement, opinions.complement),
        "nobody": (_STRICTER.index(facts.nobody), _STRICTER.index(opinions.nobody)),
        "everybody": (_STRICTER.index(facts.everybody), _STRICTER.index(opinions.everybody)),
        "contributors": (facts.contributors, opinions.contributors),
    }
    for key, (fact, opinion) in pairs.items():
        if opinion < fact:
            found, expected = f"opinions.{key}", f"facts.{key}"
            yield Problem("policy.laxer-opinions", Place(file), found, expected)


def _policy(given: Mapping[str, object]) -> Policy:
    """A policy from contents whose shape has been checked."""
    part: dict[str, dict[str, object]] = dict(_OPTIONAL)
    part |= {k: {**_OPTIONAL.get(k, {}), **v} for k, v in given.items() if isinstance(v, Mapping)}
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
        "partners_small": part["partners"]["small_count"],
        "partners_sensitive": part["partners"]["sensitive"],
        "holes": part["suppression"]["holes"],
        "level": part["suppression"]["level"],
        "partners_mostly_small": part["partners"]["mostly_small"],
        "audiences": tuple((name, part["audiences"][name]) for name, _ in AUDIENCES),
    }
    title = Bilingual(str(part["title"]["en"]), str(part["title"]["cy"]))
    facts, opinions = ClassRules(**part["facts"]), ClassRules(**part["opinions"])  # type: ignore[arg-type]
    return Policy(id=str(given["id"]), title=title, facts=facts, opinions=opinions, **values)  # type: ignore[arg-type]
