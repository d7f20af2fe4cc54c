"""A second wave of the workforce survey, invented from the first, to be compared with it.

Fourteen of the fifteen respondents answer again; one leaves and two join. Most that had no
analyst have found one among partners; some themes move in and out; the rest stays as it was.
"""

from __future__ import annotations

from dataclasses import replace

from diogel.demo.fitting import deal, tick
from diogel.demo.workforce import THEMES, TOPICS, workforce_responses
from diogel.surveys import Response, Value, builtin_instrument_path

SEED = "workforce-2022"
LEFT = ("W06000022",)
JOINED = (("W06000014",), ("W06000024",))
# What people wrote belongs to the year in which they wrote it.
WRITTEN = ("w11", "w11_staff", "w12", "w13", "w15", "w16")
# Questions that one who joins answers as somebody of the year before did.
LIKE: dict[str, Value] = {"w1": "yes", "w2": 1, "w3": 3, "w4": "no", "w7": "partnership_access"}
# The learning programme is a year on: a small change of words, and yet another question.
REWORDED = (
    ("later in 2021/22", "later in 2022/23"),
    ("yn nes ymlaen yn 2021/22", "yn nes ymlaen yn 2022/23"),
    ("| workforce-2021 | 1 |", "| workforce-2022 | 1 |"),
)
STILL_WITHOUT_ANALYST = 1
# How many come to each theme and how many leave it, of those who answered both times.
MOVED = {
    "early_intervention": (5, 1),
    "modern_slavery": (2, 0),
    "rural_watch": (1, 3),
    "cctv": (2, 2),
    "youth_education": (3, 0),
}


# How many teams found that their staff have duties elsewhere, and how many that they have none.
DUTIES_FOUND, DUTIES_LOST = 2, 3


def workforce_2022_form() -> str:
    """The questionnaire of the year before, with the words that changed."""
    text = builtin_instrument_path("workforce-2021").read_text(encoding="utf-8")
    for old, new in REWORDED:
        if old not in text:
            raise ValueError(old)
        text = text.replace(old, new)
    return text


def workforce_2022_responses() -> tuple[Response, ...]:
    """Sixteen invented responses, fourteen of them of the year before's respondents."""
    stayed = [r for r in workforce_responses() if r.areas != LEFT]
    values = {response.id: _kept(response) for response in stayed}
    _change_duties(values)
    _find_analysts(values)
    _move_themes(values)
    again = [replace(r, id=f"V{r.id[1:]}", values=values[r.id]) for r in stayed]
    return (*again, *_joined())


def _kept(response: Response) -> dict[str, Value]:
    return {name: given for name, given in response.values.items() if name not in WRITTEN}


def _change_duties(values: dict[str, dict[str, Value]]) -> None:
    without, having = (
        sorted(person for person, given in values.items() if given.get("w4") == code)
        for code in ("no", "yes")
    )
    for person in deal(without, {"found": DUTIES_FOUND}, f"{SEED}:duties:found"):
        values[person] |= {"w4": "yes", "w5": 1, "w6": 0}
    for person in deal(having, {"lost": DUTIES_LOST}, f"{SEED}:duties:lost"):
        values[person]["w4"] = "no"
        values[person].pop("w5", None)
        values[person].pop("w6", None)


def _find_analysts(values: dict[str, dict[str, Value]]) -> None:
    """All but one without an analyst find one among partners; the question after it falls away."""
    without = sorted(person for person, given in values.items() if given.get("w7") == "no")
    for person in without[STILL_WITHOUT_ANALYST:]:
        values[person]["w7"] = "partnership_access"
        values[person].pop("w8", None)


def _move_themes(values: dict[str, dict[str, Value]]) -> None:
    for theme, (come, go) in MOVED.items():
        within = {person for person, given in values.items() if theme in _themes(given)}
        come_to = deal(sorted(values.keys() - within), {"come": come}, f"{SEED}:{theme}:come")
        gone = deal(sorted(within), {"go": go}, f"{SEED}:{theme}:go")
        for person in come_to:
            values[person]["w9"] = _themes(values[person]) | {theme}
            values[person]["w10"] = _themes(values[person], "w10") - {theme}
        for person in gone:
            values[person]["w9"] = _themes(values[person]) - {theme}


def _themes(given: dict[str, Value], question: str = "w9") -> frozenset[str]:
    found = given.get(question)
    return found if isinstance(found, frozenset) else frozenset()


def _joined() -> tuple[Response, ...]:
    people = [f"V{16 + n}" for n in range(len(JOINED))]
    themes = tick(
        people, {theme: min(2, inside // 6) for theme, (inside, _) in THEMES.items()}, SEED
    )
    topics = tick(people, dict.fromkeys(TOPICS, 1), f"{SEED}:topics")
    return tuple(
        Response(
            id=person,
            areas=areas,
            language="en",
            values={
                "f03": "agreed",
                "f04": frozenset(areas),
                **LIKE,
                "w9": themes.get(person, frozenset()),
                "w14": topics.get(person, frozenset()),
            },
        )
        for person, areas in zip(people, JOINED, strict=True)
    )
