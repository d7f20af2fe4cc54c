"""An invented survey of 2,000 responses with weights, for the tests of banner tables."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from diogel.core import Tabulation
from diogel.surveys import Answers, Instrument, Missing, Response, load_instrument, tabulate
from diogel.surveys.plan import Plan, read_plan

FORM = """
| settings | form_title | form_title_cy | form_id | version | default_language |
| | Feeling safe | Teimlo'n ddiogel | safe | 1 | English (en) |

| survey | type | name | label::English (en) | label::Cymraeg (cy) | relevant | disclosure |
| | select_multiple areas | areas | Where do you live? | Ble rydych chi'n byw? | | fact |
| | select_one region | region | Which region? | Pa ranbarth? | | fact |
| | select_multiple help | help | Who helped you? | Pwy a'ch helpodd? | | fact |
| | select_one safe | safe | How safe do you feel? | Pa mor ddiogel rydych chi'n teimlo? | | fact |
| | select_one yesno | told | Did you tell anybody? | A ddywedoch chi wrth rywun? | | fact |
| | select_one heard | heard | Were you heard? | A gawsoch wrandawiad? | ${told} = 'yes' | fact |
| | select_multiple places | places | Where do you feel safe? | Ble mae'n ddiogel? | | fact |

| choices | list_name | name | label::English (en) | label::Cymraeg (cy) | missing | collapse |
| | areas | W06000001 | Isle of Anglesey | Ynys Môn | | |
| | areas | W06000015 | Cardiff | Caerdydd | | |
| | region | north | North | Y Gogledd | | |
| | region | mid | Mid | Y Canolbarth | | |
| | region | south | South | Y De | | |
| | region | abroad | Elsewhere | Rhywle arall | | |
| | help | police | The police | Yr heddlu | | |
| | help | council | The council | Y cyngor | | |
| | help | friends | Friends | Ffrindiau | | |
| | safe | very | Very safe | Diogel iawn | | safe |
| | safe | fairly | Fairly safe | Eithaf diogel | | safe |
| | safe | not | Not safe | Ddim yn ddiogel | | |
| | safe | unsure | Not sure | Ddim yn siŵr | unsure | |
| | yesno | yes | Yes | Do | | |
| | yesno | no | No | Naddo | | |
| | heard | yes | Yes | Do | | |
| | heard | no | No | Naddo | | |
| | places | home | At home | Gartref | | |
| | places | town | In town | Yn y dref | | |
| | places | park | In the park | Yn y parc | | |

| groups | name | label::English (en) | label::Cymraeg (cy) |
| | safe | Very or fairly safe | Diogel iawn neu eithaf diogel |
"""
PLAN = """
wave = "safe-2026"
[frame]
known = false
reason = { en = "Nobody knows who could.", cy = "Ni ŵyr neb pwy allai ateb." }
"""
BANNER = """
[[figure]]
id = "by"
kind = "banner"
questions = ["safe", "told", "heard", "places"]
by = ["region", "help"]
"""
AS_AT = date(2026, 6, 30)


@cache
def instrument() -> Instrument:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "safe.md"
        path.write_text(FORM, encoding="utf-8")
        return load_instrument(path)


def plan(text: str = BANNER) -> Plan:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_text(PLAN + text, encoding="utf-8")
        return read_plan(path)


def response(number: int, weight: float = 1.0, **values: object) -> Response:
    """One response; `states` gives what was said in place of answers."""
    states = values.pop("states", {})
    areas = tuple(sorted(values.get("areas", ())))  # type: ignore[call-overload]
    return Response(str(number), areas, "", values, states, weight=weight)  # type: ignore[arg-type]


def one(draw: random.Random, number: int, weighted: bool) -> Response:
    """One invented response, with blanks, `unsure`, and some that were withdrawn."""
    region = draw.choices(["north", "mid", "south", None], [30, 20, 45, 5])[0]
    values: dict[str, object] = {
        "areas": frozenset(draw.choice([["W06000001"], ["W06000015"], ["W06000001", "W06000015"]])),
        "region": region,
        "help": ticks(draw, ("police", "council", "friends")),
        "safe": draw.choices(
            ["very", "fairly", "not", "unsure", None],
            [50 if region == "north" else 20, 30, 20, 5, 5],
        )[0],
        "told": draw.choice(["yes", "no", "no", None]),
        "places": ticks(draw, ("home", "town", "park")),
    }
    if values["told"] == "yes" or draw.random() < 0.1:  # Some answer off their route.
        values["heard"] = draw.choice(["yes", "no", None])
    states = {"told": Missing.UNSURE} if values["told"] is None and draw.random() < 0.5 else {}
    return Response(
        str(number),
        tuple(sorted(values["areas"])),  # type: ignore[call-overload]
        "",
        {name: value for name, value in values.items() if value is not None},  # type: ignore[misc]
        states,
        withdrawn=draw.random() < 0.02,
        weight=round(draw.uniform(0.2, 3), 4) if weighted else 1.0,
    )


def ticks(draw: random.Random, codes: Iterable[str]) -> frozenset[str] | None:
    found = frozenset(code for code in codes if draw.random() < 0.4)
    return found or None


@cache
def survey(size: int = 2000, *, weighted: bool = True, seed: int = 11) -> Answers:
    draw = random.Random(seed)
    responses = tuple(one(draw, number, weighted) for number in range(1, size + 1))
    return Answers("safe-2026", instrument(), responses)


def tabulated(answers: Answers, text: str = BANNER) -> Tabulation:
    return tabulate(answers, plan(text), AS_AT)
