"""Findings on the real archives: April 2020 in Gwent, and nothing of Cardiff without files."""

from __future__ import annotations

import re

from diogel.assessment.findings import AreaFinding, FindingKind, findings
from diogel.core import LANGUAGES, Period
from diogel.disclosure import load_policy, release
from diogel.indicators import Evidence, indicate, read_area_set, tabulate
from diogel.language import english_left

ASB = "police-anti-social-behaviour"
END_2021 = Period.month(2021, 12)
_SPAN = re.compile(r"\[([^\]]*)\]\{[^}]*\}")


def told(evidence: Evidence, name: str) -> tuple[AreaFinding, ...]:
    found = indicate(evidence, read_area_set(name), last=END_2021)
    return findings(found, release(tabulate([found]), load_policy()))


def test_april_2020_in_gwent_is_a_special_cause_that_asks_for_a_note(
    real_evidence: Evidence,
) -> None:
    said = {one.id: one for one in told(real_evidence, "Gwent")}

    april = said[f"W15000002.{ASB}.special"]
    english, welsh = (_SPAN.sub(r"\1", april.sentence[language]) for language in LANGUAGES)
    assert (
        "Above the upper limit of what is usual: April 2020 (5,091); May 2020 (3,941)." in english
    )
    assert english.endswith("Each asks for a note. Nothing was rebased because of this.")
    assert (
        "Yn uwch na therfyn uchaf yr hyn sy'n arferol: Ebrill 2020 (5,091); Mai 2020 (3,941)."
        in welsh
    )
    assert welsh.endswith("Mae angen nodyn am bob un. Ni newidiwyd y llinell sylfaen oherwydd hyn.")
    assert f"W15000002.{ASB}.rebase" not in "".join(said)


def test_no_growth_is_told_across_a_change_of_the_rules(real_evidence: Evidence) -> None:
    said = {one.id: one for one in told(real_evidence, "Gwent")}

    assert said[f"W15000002.{ASB}.growth"].kind is FindingKind.GAP
    assert "23 March 2020" in said[f"W15000002.{ASB}.growth"].sentence.en
    assert "is not compared with" in said[f"W15000002.{ASB}.change"].sentence.en


def test_cardiff_without_files_has_gaps_and_no_number(real_evidence: Evidence) -> None:
    said = [one for one in told(real_evidence, "Cardiff") if one.measure]

    assert len(said) == 15
    for one in said:
        assert (one.kind, one.figures) == (FindingKind.GAP, ())
        assert "yng Nghaerdydd, mis Ionawr i fis Rhagfyr 2021: ddim ar gael [x]" in one.sentence.cy


def test_no_english_is_left_and_the_false_alarms_come_last(real_evidence: Evidence) -> None:
    said = told(real_evidence, "Newport")

    assert all(one.sentence.complete for one in said)
    assert [english_left(_SPAN.sub(r"\1", one.sentence.cy)) for one in said] == [()] * len(said)
    assert said[-1].id == "W06000022.false-alarms"
