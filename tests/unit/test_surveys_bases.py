"""Who each figure is of: responses, routes, rows that depend on the form alone, same cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from diogel.core import Tabulation
from diogel.disclosure import load_policy, release
from diogel.surveys import Answers, Missing, Response, load_instrument, tabulate
from diogel.surveys.plan import read_plan
from diogel.surveys.route_bases import named_cells

FORM = """
| settings | form_title | form_title_cy | form_id | version | default_language |
| | Teams | Timau | teams | 1 | English (en) |

| survey | type | name | label::English (en) | label::Cymraeg (cy) | relevant | disclosure |
| | select_one access | w7 | Analyst? | Dadansoddwr? | | fact |
| | select_one yesno | w8 | Enough? | Digon? | ${w7} = 'no' or ${w7} = 'access' | fact |
| | select_multiple themes | w9 | Which now? | Pa rai nawr? | | fact |
| | select_multiple themes | w10 | Which before? | Pa rai gynt? | | fact |
| | text | w11 | Why? | Pam? | count-selected(${w10}) > 0 | fact |
| | integer | w5 | How many? | Faint? | ${w7} = 'no' | fact |

| choices | list_name | name | label::English (en) | label::Cymraeg (cy) | missing | collapse |
| | access | full | Yes | Oes | | any |
| | access | access | The use of one | Defnydd | | any |
| | access | no | No | Nac oes | | |
| | yesno | yes | Yes | Oes | | |
| | yesno | no | No | Nac oes | | |
| | yesno | dk | Not sure | Ddim yn siŵr | unsure | |
| | themes | asb | Behaviour | Ymddygiad | | |
| | themes | hate | Hate | Casineb | | |
| | themes | other | Other | Arall | | |

| groups | name | label::English (en) | label::Cymraeg (cy) |
| | any | Any | Unrhyw |
"""
PLAN = """
wave = "teams"
[frame]
known = false
reason = { en = "Nobody knows.", cy = "Ni ŵyr neb." }
[[figure]]
id = "W17"
kind = "three_state"
within = "w9"
outside = "w10"
"""
CROSSTAB = '[[figure]]\nid = "X"\nkind = "crosstab"\nquestion = "w7"\nby = "w8"\n'


def response(number: int, **given: object) -> Response:
    states = given.pop("states", {})
    return Response(f"R{number:02}", (), "", given, states)  # type: ignore[arg-type]


def tabulated(responses: list[Response], more: str = "") -> Tabulation:
    with TemporaryDirectory() as folder:
        form, plan = Path(folder, "form.md"), Path(folder, "plan.toml")
        form.write_text(FORM, encoding="utf-8")
        plan.write_text(PLAN + more, encoding="utf-8")
        answers = Answers("teams", load_instrument(form), tuple(responses))
        return tabulate(answers, read_plan(plan), date(2026, 1, 1))


def fifteen() -> list[Response]:
    """Ten without an analyst, one with the use of one, four with one of their own."""
    themes = {"w9": frozenset({"asb"}), "w10": frozenset({"hate"})}
    return [
        *(response(n, w7="no", w8="yes" if n < 6 else "no", w5=n, **themes) for n in range(1, 11)),
        response(11, w7="access", w8="no", **themes),
        *(response(n, w7="full", **themes) for n in range(12, 16)),
    ]


def test_every_figure_of_a_question_knows_whose_it_is() -> None:
    figures = tabulated(fifteen()).figures

    assert len(figures["w7.no"].responses) == 15
    assert len(figures["w8.yes"].responses) == 11
    assert figures["w5.mean"].responses == {f"R{n:02}" for n in range(1, 11)}


def test_a_compound_rule_names_each_of_its_cells() -> None:
    counted = tabulated(fifteen())

    released = release(counted, load_policy())

    assert counted.figures["w8.yes"].within == "w7.no+w7.access"
    assert released.tables["w7"].treatment == "collapsed"
    assert released.tables["w8"].treatment == "withheld"


def test_a_number_is_told_which_answers_led_to_it() -> None:
    assert tabulated(fifteen()).figures["w5.sum"].within == "w7.no"


def test_a_base_is_linked_only_to_answers_that_its_rule_names() -> None:
    figures = tabulated(fifteen()).figures

    # Nobody ticked "other" in w10, and all were led to w11: no more than chance.
    assert figures["w11.answered"].within == "w10.no_response"


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        ("${w7} = 'no'", ("w7.no",)),
        ("'no' != ${w7}", ("w7.no",)),
        ("${w7} != ''", ("w7.no_response",)),
        ("selected(${w9}, 'asb') and not(${w7} = 2)", ("w9.asb", "w7.2")),
        ("count-selected(${w10}) > 0", ("w10.no_response",)),
        ("${w5} > 3", ()),
    ],
)
def test_the_cells_of_a_rule_are_those_it_compares(rule: str, cells: tuple[str, ...]) -> None:
    assert named_cells(rule) == cells


def test_a_state_that_is_just_a_tick_is_the_same_cell() -> None:
    figures = tabulated(fifteen()).figures

    assert figures["W17.asb.within"].shown_cell == "w9.asb"
    assert figures["W17.hate.outside"].shown_cell == "w10.hate"


def test_a_state_that_differs_from_the_ticks_is_a_cell_of_its_own() -> None:
    both = response(1, w9=frozenset({"asb"}), w10=frozenset({"asb"}))

    figures = tabulated([both, *fifteen()[1:]]).figures

    assert figures["W17.asb.outside"].shown_cell == "W17.asb.outside"


def test_hiding_the_three_states_hides_the_ticks_they_are_made_of() -> None:
    themes = {"w9": frozenset({"asb"}), "w10": frozenset({"hate"})}
    some = [response(n, w7="full", **themes if n < 9 else {}) for n in range(1, 16)]
    some[8] = response(9, w7="full", w10=frozenset({"asb"}))

    released = release(tabulated(some), load_policy())

    assert not released.figures["w10.asb"].shown
    assert not released.figures["W17.asb.outside"].shown


@pytest.mark.parametrize("state", [Missing.UNSURE, Missing.NOT_APPLICABLE])
def test_rows_do_not_come_and_go_with_the_answers(state: Missing) -> None:
    plain = tabulated(fifteen())
    said = tabulated([*fifteen()[:14], response(15, states={"w7": state, "w9": state})])

    assert list(plain.figures) == list(said.figures)
    assert [t.rows for t in plain.tables] == [t.rows for t in said.tables]
    assert said.figures["w7.no_response"].numerator == 1


def test_somebody_unsure_is_counted_under_the_forms_own_choice() -> None:
    unsure = response(1, w7="no", states={"w8": Missing.UNSURE})

    figures = tabulated([unsure, *fifteen()[1:]]).figures

    assert figures["w8.dk"].numerator == 1
    assert figures["w8.no_response"].numerator == 0


def test_a_table_by_an_attribute_may_join_its_lines() -> None:
    counted = tabulated(fifteen(), CROSSTAB)

    (table,) = (table for table in counted.tables if table.id == "X")

    assert set(table.row_groups) == {"any", "no_response"}
    assert counted.figures["X.no.yes"].within == "w8.yes"
    assert len(counted.figures["X.no.yes"].responses) == 5
