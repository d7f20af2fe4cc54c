"""Invented answers to the workforce survey, fitted to what its report published.

Every count that the report of April 2021 prints is met; everything else is made up. No
answer is any authority's. Source of the counts: Wales Safer Communities Network,
"Understanding the profile of community safety in Wales", April 2021, pages 4 to 11.
"""

from __future__ import annotations

from diogel.demo.fitting import deal, tick
from diogel.demo.texts import FUNDING, MOVED, OTHER_TEAMS, REMARKS, deal_texts
from diogel.surveys import Missing, Response, Value

SEED = "workforce-2021"

# 17 authorities in 15 responses, two of them for joint arrangements.
AREAS: tuple[tuple[str, ...], ...] = (
    ("W06000001", "W06000002"),
    ("W06000003", "W06000004"),
    ("W06000005",),
    ("W06000008",),
    ("W06000009",),
    ("W06000010",),
    ("W06000011",),
    ("W06000012",),
    ("W06000013",),
    ("W06000015",),
    ("W06000016",),
    ("W06000018",),
    ("W06000019",),
    ("W06000021",),
    ("W06000022",),
)

# Full-time and part-time staff of each team. None: left blank. "unsure": said so.
STAFF: tuple[tuple[int | str, int | str | None], ...] = (
    (9, 2),
    (6, 0),
    (5, 1),
    (5, 3),
    (4, 1),
    (4, None),
    (3, 2),
    (3, 1),
    (3, None),
    (2, 4),
    (2, 0),
    (1, None),
    (0, 1),
    (0, 2),
    ("unsure", "unsure"),
)
# The lines of STAFF that are no team: one person, a dual role, part of another team.
OTHER_ARRANGEMENTS = {11: "one_person", 12: "dual_role", 13: "other_team"}

# Theme: within the team, outside it. Appendix 2 of the report.
THEMES = {
    "asb": (12, 3),
    "vawdasv": (9, 4),
    "substance_misuse": (10, 4),
    "fire_education": (2, 4),
    "armed_forces": (1, 5),
    "rehabilitation": (3, 3),
    "neighbourhood_watch": (4, 5),
    "cctv": (5, 5),
    "crime_prevention": (13, 2),
    "contest": (12, 1),
    "fire_prevention": (2, 3),
    "modern_slavery": (11, 1),
    "victim_support": (9, 2),
    "rural_watch": (5, 4),
    "youth_education": (5, 5),
    "hate_crime": (14, 0),
    "cohesion": (13, 1),
    "early_intervention": (5, 3),
    "other": (3, 2),
}
TOPICS = {
    "data_analysis": 12,
    "statutory_duties": 11,
    "strategic_assessments": 10,
    "problem_solving": 9,
    "mediation": 5,
    "trauma_informed": 8,
    "asb_powers": 7,
    "contest": 6,
    "serious_violence": 9,
    "information_sharing": 7,
    "evaluation": 8,
    "funding_bids": 6,
}
# Staff with duties elsewhere, part-time and full-time: mostly part-time in five of seven.
OUTSIDE_DUTIES = ((2, 0), (2, 1), (1, 0), (3, 1), (1, 0), (0, 2), (1, 3))


def workforce_responses() -> tuple[Response, ...]:
    """Fifteen invented responses for seventeen authorities."""
    people = [f"W{n:02}" for n in range(1, len(AREAS) + 1)]
    values: dict[str, dict[str, Value]] = {person: {} for person in people}
    states: dict[str, dict[str, Missing]] = {person: {} for person in people}
    _staff(people, values, states)
    _duties(people, values)
    _analysts(people, values)
    _themes(people, values)
    _words(people, values)
    return tuple(
        Response(
            id=person,
            areas=areas,
            language="cy" if n % 3 == 0 else "en",
            values={"f03": "agreed", "f04": frozenset(areas), **_joint(areas), **values[person]},
            states=states[person],
        )
        for n, (person, areas) in enumerate(zip(people, AREAS, strict=True))
    )


def _joint(areas: tuple[str, ...]) -> dict[str, Value]:
    return {"f05": "yes"} if len(areas) > 1 else {}


def _staff(
    people: list[str],
    values: dict[str, dict[str, Value]],
    states: dict[str, dict[str, Missing]],
) -> None:
    dealt = deal(people, {str(n): 1 for n in range(len(STAFF))}, f"{SEED}:staff")
    for person, line in dealt.items():
        for question, given in zip(("w3", "w2"), STAFF[int(line)], strict=True):
            if given == "unsure":
                states[person][question] = Missing.UNSURE
            elif given is not None:
                values[person][question] = int(given)
        reason = OTHER_ARRANGEMENTS.get(int(line))
        values[person]["w1"] = "other" if reason else "yes"
        if reason:
            values[person]["w1_reason"] = reason


def _duties(people: list[str], values: dict[str, dict[str, Value]]) -> None:
    dealt = deal(people, {"yes": 7, "no": 7, "unsure": 1}, f"{SEED}:w4")
    with_duties = [person for person, code in sorted(dealt.items()) if code == "yes"]
    for person, code in dealt.items():
        values[person]["w4"] = code
    for person, (part_time, full_time) in zip(with_duties, OUTSIDE_DUTIES, strict=True):
        values[person] |= {"w5": part_time, "w6": full_time}


def _analysts(people: list[str], values: dict[str, dict[str, Value]]) -> None:
    counts = {"no": 12, "yes_full_time": 1, "yes_part_time": 1, "partnership_access": 1}
    dealt = deal(people, counts, f"{SEED}:w7")
    for person, code in dealt.items():
        values[person]["w7"] = code
    without = [person for person, code in dealt.items() if code == "no"]
    for person, code in deal(without, {"no": 8, "yes": 3, "unsure": 1}, f"{SEED}:w8").items():
        values[person]["w8"] = code


def _themes(people: list[str], values: dict[str, dict[str, Value]]) -> None:
    within: dict[str, set[str]] = {person: set() for person in people}
    outside: dict[str, set[str]] = {person: set() for person in people}
    for theme, (inside, out) in THEMES.items():
        counts = {"within": inside, "outside": out}
        for person, state in deal(people, counts, f"{SEED}:{theme}").items():
            (within if state == "within" else outside)[person].add(theme)
    for person in people:
        values[person]["w9"] = frozenset(within[person])
        if outside[person]:
            values[person]["w10"] = frozenset(outside[person])
    for person, topics in tick(people, TOPICS, f"{SEED}:w14").items():
        values[person]["w14"] = topics
    interested = [person for person in people if values[person].get("w14")]
    who = tick(interested, {"me": 12, "other_staff": 9}, f"{SEED}:w14_who")
    for person, whom in who.items():
        values[person]["w14_who"] = whom


def _words(people: list[str], values: dict[str, dict[str, Value]]) -> None:
    moved = [person for person in people if values[person].get("w10")]
    for person, text in deal_texts(moved, MOVED, f"{SEED}:w11").items():
        values[person]["w11"] = text
    for question, texts in (
        ("w12", OTHER_TEAMS),
        ("w13", FUNDING),
        ("w16", REMARKS),
    ):
        for person, text in deal_texts(people, texts, f"{SEED}:{question}").items():
            values[person][question] = text
    # One respondent put a rough number of staff on the work that had moved.
    for person in people:
        if values[person].get("w11") == MOVED[0]:
            values[person]["w11_staff"] = 10
