"""Invented answers to the baseline survey, fitted to what its report published.

Where the report gives a percentage, the count behind it is met; where it gives only an
order, the order is met with made-up counts; the rest is made up. Source: Wales Safer
Communities Network, "Wales Safer Communities Network Baseline Survey", October 2021.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diogel.demo.fitting import deal, spread, tick
from diogel.demo.texts import (
    BUDGETS,
    CHANGES,
    INDEPENDENTLY,
    PARTNERSHIP,
    PRODUCTS,
    SKILLS,
    deal_texts,
)
from diogel.places import areas as areas_of
from diogel.surveys import Conversation, Instrument, Question, Response, Value

SEED = "baseline-2021"
PEOPLE = tuple(f"B{n:02}" for n in range(1, 20))

SECTORS = {
    "local_authority": 12,
    "fire": 2,
    "youth_justice": 1,
    "third_sector": 1,
    "health_board": 1,
    "housing": 1,
    "police": 1,
}
# The 17 authorities that the twelve council respondents and the others work in.
COUNCIL_AREAS = (
    ("W06000002",),
    ("W06000003", "W06000004"),
    ("W06000006",),
    ("W06000023",),
    ("W06000008",),
    ("W06000010",),
    ("W06000011",),
    ("W06000012",),
    ("W06000014",),
    ("W06000016", "W06000024"),
    ("W06000020",),
    ("W06000022",),
)
OTHER_AREAS = (
    ("W06000001", "W06000002", "W06000003", "W06000005"),
    ("W06000011", "W06000012", "W06000010"),
    ("W06000022",),
    ("W06000008", "W06000010"),
    ("W06000023",),
    ("W06000015",),
    ("W06000020", "W06000022"),
)

# Singles and ticks that the report gives, or whose order it gives.
SINGLES: Mapping[str, Mapping[str, int]] = {
    "b3": {"regularly": 17, "on_occasion": 2},
    "b11": {
        "frequently": 5,
        "occasionally": 8,
        "infrequently": 4,
        "not_seen": 1,
        "dont_know": 1,
    },
    "b13": {"very": 3, "fairly": 9, "not_very": 6, "not_at_all": 1},
    "b25": {"yes": 17, "unsure": 2},
    "b27": {"yes": 7, "no": 12},
    "b29": {"too_reliant": 12, "about_right": 5, "dont_know": 2},
    "b22a": {"yes": 4, "no": 11, "unsure": 4},
    "b22b": {"yes": 3, "no": 12, "unsure": 4},
}
TICKS: Mapping[str, Mapping[str, int]] = {
    "b8": {
        "national_policy": 15,
        "strategic_local": 15,
        "operational_local": 15,
        "national_boards": 12,
        "engagement": 11,
        "data_analysis": 10,
        "councillors": 7,
        "regional_boards": 6,
        "strategic_assessment": 4,
    },
    "b17": {
        "police_crime": 16,
        "asb": 13,
        "socio_economic": 7,
        "housing": 7,
        "health": 6,
        "social_services": 6,
        "youth_justice": 5,
        "fire": 6,
        "probation": 3,
        "schools": 4,
        "surveys": 5,
        "lived_experience": 5,
    },
    "b18": {"focus_groups": 9, "case_discussions": 11, "one_to_one": 8},
    "b20": {"priorities": 14, "trends": 12, "resources": 11},
    "b24": {"excel": 15, "word": 9, "police_systems": 7, "email": 12},
    "b26": {"data_protection": 13, "legislation": 9, "time": 10, "no_analyst": 12},
}
PRODUCTS_RECEIVED = {
    "operational_documents": 9,
    "local_profiles": 8,
    "regional_profiles": 7,
    "strategic_assessments": 7,
}

# Rows of grids that the report gives: row, answer, count. The rest of a row is made up.
GRIDS: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    "b5": {
        "csp": {"strength": 14, "neither": 4, "weakness": 1},
        "la": {"strength": 14, "neither": 3, "weakness": 2},
        "cohesion": {"strength": 14, "neither": 4, "weakness": 0, "not_applicable": 1},
        "safeguarding": {"strength": 13, "neither": 4, "weakness": 1, "not_applicable": 1},
        "police": {"strength": 13, "neither": 4, "weakness": 2},
        "fire": {"strength": 13, "neither": 5, "weakness": 1},
        "private": {"strength": 3, "neither": 7, "weakness": 5, "not_applicable": 3},
        "education": {"strength": 4, "neither": 7, "weakness": 5, "not_applicable": 2},
        "councils": {"strength": 5, "neither": 6, "weakness": 5, "not_applicable": 2},
        "policing_board": {"strength": 3, "neither": 5, "weakness": 2, "not_applicable": 5},
        "criminal_justice": {"strength": 4, "neither": 5, "weakness": 2, "not_applicable": 4},
        "housing_support": {"strength": 5, "neither": 4, "weakness": 2, "not_applicable": 5},
        "apb": {"strength": 8, "neither": 6, "weakness": 2, "not_applicable": 2},
        "vawdasv": {"strength": 10, "neither": 5, "weakness": 1, "not_applicable": 1},
        "contest": {"strength": 9, "neither": 6, "weakness": 1, "not_applicable": 2},
        "pcc": {"strength": 7, "neither": 7, "weakness": 4},
        "health": {"strength": 6, "neither": 7, "weakness": 4, "not_applicable": 1},
        "probation": {"strength": 8, "neither": 7, "weakness": 2, "not_applicable": 1},
        "youth_justice": {"strength": 10, "neither": 6, "weakness": 1, "not_applicable": 1},
        "social_landlords": {"strength": 9, "neither": 6, "weakness": 2, "not_applicable": 1},
        "third_sector": {"strength": 9, "neither": 7, "weakness": 1, "not_applicable": 1},
        "other_csp": {"strength": 7, "neither": 6, "weakness": 1, "not_applicable": 3},
        "psb": {"strength": 6, "neither": 6, "weakness": 4, "not_applicable": 2},
        "rpb": {"strength": 5, "neither": 7, "weakness": 4, "not_applicable": 2},
    },
    "b6": {
        "strategic": {"very": 12, "fairly": 5, "not_very": 1, "dont_know": 1},
        "operational": {"very": 13, "fairly": 5, "not_very": 1},
    },
    "b7": {
        "partnership": {"most": 16, "important": 3},
        "prevention": {"most": 14, "important": 4, "less": 1},
        "safeguarding_procedures": {"most": 12, "important": 6, "less": 1},
        "new_areas": {"most": 12, "important": 5, "less": 2},
        "data_use": {"most": 4, "important": 9, "less": 6},
        "joint_assessments": {"most": 3, "important": 9, "less": 6, "not_at_all": 1},
    },
    "b10": {
        "long_term": {"great_deal": 2, "some": 6, "little": 8, "not_at_all": 2, "dont_know": 1},
        "prevention": {"great_deal": 7, "some": 7, "little": 4, "dont_know": 1},
        "integration": {"great_deal": 2, "some": 5, "little": 9, "not_at_all": 2},
        "collaboration": {"great_deal": 10, "some": 6, "little": 3},
        "involvement": {"great_deal": 5, "some": 7, "little": 6, "dont_know": 1},
    },
    "b14": {
        "strategic_partnership": {"high": 9, "moderate": 8, "low": 2},
        "day_to_day": {"high": 10, "moderate": 8, "low": 1},
        "community_engagement": {"high": 8, "moderate": 8, "low": 3},
        "mediation": {"high": 1, "moderate": 6, "low": 10, "not_applicable": 2},
        "trauma_informed": {"high": 2, "moderate": 7, "low": 9, "not_applicable": 1},
    },
    "b16": {
        "evidence_based": {"strongly_agree": 5, "agree": 11, "neither": 2, "disagree": 1},
        "quantitative": {"strongly_agree": 6, "agree": 9, "neither": 3, "disagree": 1},
        "population_needs": {"strongly_agree": 1, "agree": 9, "neither": 4, "disagree": 4},
        "wellbeing_plan": {"strongly_agree": 2, "agree": 9, "neither": 4, "disagree": 3},
        "existing_sources": {"strongly_agree": 2, "agree": 8, "neither": 4, "disagree": 4},
        "public_health": {"agree": 6, "neither": 6, "disagree": 5, "dont_know": 2},
    },
    "b32": {
        "lived_experience": {"strongly_agree": 5, "agree": 9, "neither": 3, "disagree": 2},
        "vulnerable": {"strongly_agree": 6, "agree": 9, "neither": 3, "disagree": 1},
    },
    "b33": {
        "public_protection": {"advantage": 13, "challenge": 1, "both": 3, "neither": 2},
        "apb": {"advantage": 13, "challenge": 2, "both": 3, "neither": 1},
        "vawdasv": {"advantage": 13, "challenge": 1, "both": 4, "neither": 1},
        "cohesion": {"advantage": 12, "challenge": 2, "both": 3, "neither": 2},
        "safeguarding": {"advantage": 12, "challenge": 3, "both": 3, "neither": 1},
        "contest": {"advantage": 11, "challenge": 2, "both": 4, "neither": 2},
        "rpb": {"advantage": 4, "challenge": 9, "both": 3, "neither": 1, "no_overlap": 1},
    },
    "b34": {
        "outcomes": {"very": 5, "fairly": 10, "not_very": 4},
        "engagement": {"very": 6, "fairly": 8, "not_very": 4, "not_at_all": 1},
        "evaluation": {"very": 4, "fairly": 10, "not_very": 5},
        "evidence_planning": {"very": 4, "fairly": 9, "not_very": 5, "not_at_all": 1},
        "funding": {"fairly": 4, "not_very": 9, "not_at_all": 5, "not_applicable": 1},
        "accessing_data": {"very": 1, "fairly": 5, "not_very": 8, "not_at_all": 5},
        "evidence_of_impact": {"fairly": 7, "not_very": 8, "not_at_all": 4},
        "wellbeing_plan": {"very": 1, "fairly": 7, "not_very": 7, "not_at_all": 4},
    },
    "b35": {
        "best_practice": {"opportunity": 17, "challenge": 0, "both": 2},
        "digital": {"opportunity": 15, "challenge": 1, "both": 3},
        "reviews": {"opportunity": 14, "challenge": 1, "both": 3, "neither": 1},
        "innovation": {"opportunity": 14, "challenge": 0, "both": 4, "neither": 1},
        "empowerment": {"opportunity": 13, "challenge": 1, "both": 4, "neither": 1},
        "post_covid": {"opportunity": 8, "challenge": 7, "both": 3, "neither": 1},
        "cross_cutting": {"opportunity": 1, "challenge": 13, "both": 5},
        "rural_urban": {"opportunity": 1, "challenge": 12, "both": 4, "neither": 2},
        "network": {"opportunity": 11, "challenge": 0, "both": 3, "neither": 2, "dont_know": 3},
    },
}
# The most that an unpublished row may have of an answer, so that published orders hold.
LIMITS: Mapping[str, Mapping[str, int]] = {
    "b14": {"low": 6},
    "b7": {"most": 10},
}


def baseline_responses(instrument: Instrument) -> tuple[Response, ...]:
    """Nineteen invented responses to every question of the instrument."""
    sectors = deal(PEOPLE, SECTORS, f"{SEED}:b1")
    areas = _areas(sectors)
    values: dict[str, dict[str, Value]] = {
        person: {
            "f03": "agreed",
            "b1": sectors[person],
            "b2": _partnerships(areas)[person],
            "b4": frozenset(areas[person]),
        }
        for person in PEOPLE
    }
    for question, answers in _dealt(instrument):
        for person, answer in answers.items():
            values[person][question] = answer
    _routed(instrument, values)
    return tuple(
        Response(
            id=person,
            areas=areas[person],
            language="cy" if n % 4 == 0 else "en",
            values=values[person],
        )
        for n, person in enumerate(PEOPLE)
    )


def _areas(sectors: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    councils = [p for p in PEOPLE if sectors[p] == "local_authority"]
    others = [p for p in PEOPLE if sectors[p] != "local_authority"]
    return dict(zip(councils, COUNCIL_AREAS, strict=True)) | dict(
        zip(others, OTHER_AREAS, strict=True)
    )


def _partnerships(areas: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """28 attendances at 14 different partnerships: one or two each, in turn."""
    attended = [area.code for area in areas_of("csp-operating")][:14]
    links: dict[str, set[str]] = {person: set() for person in areas}
    order = [*areas, *list(areas)[:9]]
    for n, person in enumerate(order):
        links[person].add(attended[n % len(attended)])
    return {person: frozenset(codes) for person, codes in links.items()}


def _dealt(instrument: Instrument) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for question, counts in SINGLES.items():
        yield question, deal(PEOPLE, counts, f"{SEED}:{question}")
    for question, counts in TICKS.items():
        yield question, tick(PEOPLE, counts, f"{SEED}:{question}")
    none = list(deal(PEOPLE, {"none": 5}, f"{SEED}:b19:none"))
    receiving = [person for person in PEOPLE if person not in none]
    products = tick(receiving, PRODUCTS_RECEIVED, f"{SEED}:b19")
    yield "b19", products | {p: frozenset({"none"}) for p in none}
    for matrix in instrument.matrices:
        for row in instrument.rows(matrix):
            yield row.id, deal(PEOPLE, _row_counts(matrix, row), f"{SEED}:{row.id}")
    for question, texts in (
        ("b9", PARTNERSHIP),
        ("b15", SKILLS),
        ("b21", PRODUCTS),
        ("b31", BUDGETS),
        ("b36", CHANGES),
    ):
        yield question, deal_texts(PEOPLE, texts, f"{SEED}:{question}")


def _row_counts(matrix: str, question: Question) -> Mapping[str, int]:
    row = question.id.removeprefix(f"{matrix}_")
    known = GRIDS.get(matrix, {}).get(row)
    if known is not None:
        return known
    # The finance chart is lost: nobody "answers" that grid, so nothing looks like its figures.
    if matrix == "b30":
        return {}
    return spread(17, question.codes, f"{SEED}:{question.id}", limits=LIMITS.get(matrix))


def _routed(instrument: Instrument, values: dict[str, dict[str, Value]]) -> None:
    """Answers that only some are led to: an example of partners apart, a risk process."""
    seen = [p for p in PEOPLE if values[p].get("b11") in ("frequently", "occasionally")]
    for person, text in deal_texts(seen, INDEPENDENTLY, f"{SEED}:b12").items():
        values[person]["b12"] = text
    with_process = [p for p in PEOPLE if values[p].get("b27") == "yes"]
    codes = instrument.question("b28").codes
    counts = {codes[0]: 5, codes[1]: 2}
    for person, code in deal(with_process, counts, f"{SEED}:b28").items():
        values[person]["b28"] = code


def baseline_conversations() -> tuple[Conversation, ...]:
    """Three invented conversations with five people of three forces: two pairs, one alone."""
    return (
        Conversation("C1", "W15000001", 2, "pair", {"c_aware": 1, "c_unsure": 1}),
        Conversation("C2", "W15000003", 2, "pair", {"c_unaware": 1, "c_unsure": 1}),
        Conversation("C3", "W15000002", 1, "one_to_one", {"c_unaware": 1}),
    )
