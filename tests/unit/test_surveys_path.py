"""The path of answers through a form: what is asked, what is kept, what counts."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.surveys.answers import Answers, Missing, Response
from diogel.surveys.instrument import Instrument
from diogel.surveys.path import Standing, recompute
from diogel.surveys.path_order import CircularRules, dependencies
from diogel.surveys.xlsform import read_instrument

FORM = """
| survey | | | | | | | | |
| | type | name | label::English (en) | label::Cymraeg (cy) {columns}
{rows}
| choices | | | | | |
| | list_name | name | label::English (en) | label::Cymraeg (cy) | region |
| | yn | yes | Yes | Oes | |
| | yn | no | No | Nac oes | |
| | area | conwy | Conwy | Conwy | north |
| | area | gwynedd | Gwynedd | Gwynedd | north |
| | area | barry | Barry | Y Barri | south |
| | region | north | North | Gogledd | |
| | region | south | South | De | |
| settings | | | | |
| | form_title | form_title_cy | form_id | version |
| | Test | Prawf | test | 1 |
"""
COLUMNS = "| relevant | constraint | calculation | choice_filter |"
ROWS = """
| | select_one yn | a | A? | A? | | | | |
| | select_one yn | b | B? | B? | ${a} = 'yes' | | | |
| | begin_group | g | G | G | ${b} = 'yes' | | | |
| | integer | n | N? | N? | | . < 10 | | |
| | integer | m | M? | M? | ${n} > 2 | . <= ${n} | | |
| | end_group | | | | | | | |
| | calculate | total | | | | | ${n} + ${m} | |
| | text | t | T? | T? | ${total} > 5 or ${a} = 'no' | | | |
| | select_one region | r | R? | R? | | | | |
| | select_one area | area | W? | W? | | | | region = ${r} |
| | begin_repeat | p | P | P | | | | |
| | integer | age | Y? | Y? | | | | |
| | text | job | J? | J? | ${age} > 15 | | | |
| | end_repeat | | | | | | | |
| | calculate | oldest | | | | | max(${age}) | |
"""


def read(folder: Path, rows: str) -> Instrument:
    path = folder / "form.md"
    path.write_text(FORM.format(rows=rows.strip(), columns=COLUMNS), "utf-8")
    return read_instrument(path)[0]


@pytest.fixture(scope="module")
def instrument(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    return read(tmp_path_factory.mktemp("form"), ROWS)


def value(standing: Standing, name: str) -> str:
    return standing.entries(name)[0].text


def test_a_group_off_the_path_takes_all_that_is_in_it_along(instrument: Instrument) -> None:
    standing = recompute(instrument, {"a": "no", "b": "yes", "n": 7, "m": 3})

    assert [standing.on_path(name) for name in ("a", "b", "g", "n", "m", "t")] == [
        *(True, False, False, False, False, True)
    ]


def test_an_answer_off_the_path_is_kept_and_seen_as_blank(instrument: Instrument) -> None:
    items = {i.id: i for i in recompute(instrument, {"a": "no", "b": "yes", "n": 7}).items}

    assert (items["n"].given, items["n"].value, items["n"].on_path) == ("7", "", False)
    assert items["total"].value == ""


def test_a_constraint_is_checked_on_the_path_and_not_of_blanks(instrument: Instrument) -> None:
    def allowed(**answers: object) -> dict[str, bool]:
        return {i.id: i.allowed for i in recompute(instrument, {"a": "yes", **answers}).items}

    assert not allowed(b="yes", n=12)["n"]
    assert not allowed(b="yes", n=5, m=6)["m"]
    assert allowed(b="yes")["n"]
    assert allowed(b="no", n=12)["n"]


def test_an_answer_that_a_filter_no_longer_shows_does_not_count(instrument: Instrument) -> None:
    north = recompute(instrument, {"r": "north", "area": "conwy"})
    south = recompute(instrument, {"r": "south", "area": "conwy"})
    shown = {item.id: item.choices for item in south.items}

    assert (value(north, "area"), value(south, "area")) == ("conwy", "")
    assert shown["area"] == ("barry",)


def test_a_repeat_has_a_path_for_each_instance(instrument: Instrument) -> None:
    people = {"p": [{"age": 9, "job": "x"}, {"age": 40, "job": "y"}, {}]}

    items = [i for i in recompute(instrument, people).items if i.id in ("job", "oldest")]

    assert [(i.instances, i.on_path, i.value) for i in items] == [
        ((1,), False, ""),
        ((2,), True, "y"),
        ((3,), False, ""),
        ((), True, ""),
    ]


def test_rules_in_a_circle_are_refused_by_name(tmp_path: Path) -> None:
    rows = """
| | begin_group | g | G | G | ${n} > 1 | | | |
| | integer | n | N? | N? | | | | |
| | end_group | | | | | | | |
| | calculate | x | | | | | ${y} + 1 | |
| | calculate | y | | | | | ${x} + 1 | |
"""

    with pytest.raises(CircularRules) as refused:
        recompute(read(tmp_path, rows), {})

    assert set(refused.value.names) in ({"g", "n"}, {"x", "y"})


def test_paths_and_lists_are_known_as_what_a_rule_looks_at(tmp_path: Path) -> None:
    rows = """
| | integer | n | N? | N? | | | | |
| | begin_repeat | p | P | P | | | | |
| | integer | age | Y? | Y? | ../../n > 1 | | | |
| | calculate | x | | | | | position(..) + count(instance('area')/root/item[name = ${n}]) | |
| | end_repeat | | | | | | | |
| | calculate | all | | | | | sum(${p}[age > 1]/x) | |
"""

    found = dependencies(read(tmp_path, rows))

    assert found["age"] == {"p", "n"}
    assert found["x"] == {"p", "n"}
    assert found["all"] == {"p", "age", "x"}


def answers(instrument: Instrument) -> st.SearchStrategy[dict]:
    yes_no = st.sampled_from(["yes", "no", ""])
    number = st.one_of(st.none(), st.integers(-3, 20))
    person = st.fixed_dictionaries({"age": number, "job": st.sampled_from(["", "x"])})
    return st.fixed_dictionaries(
        {
            "a": yes_no,
            "b": yes_no,
            "n": number,
            "m": number,
            "t": st.sampled_from(["", "text"]),
            "r": st.sampled_from(["north", "south", ""]),
            "area": st.sampled_from(["conwy", "gwynedd", "barry", ""]),
            "p": st.lists(person, max_size=3),
        }
    )


def said(standing: Standing) -> list[tuple]:
    return [(i.id, i.instances, i.on_path, i.value, i.allowed, i.choices) for i in standing.items]


def counted(standing: Standing) -> list[tuple]:
    return [entry for entry in said(standing) if entry[2]]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_working_the_path_out_again_changes_nothing(instrument: Instrument, data) -> None:
    record = data.draw(answers(instrument))
    first = recompute(instrument, record)
    settled = record | {name: value(first, name) for name in record if name != "p"}

    assert said(recompute(instrument, record)) == said(first)
    assert counted(recompute(instrument, settled)) == counted(first)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_order_of_answers_changes_nothing(instrument: Instrument, data) -> None:
    record = data.draw(answers(instrument))
    shuffled = dict(data.draw(st.permutations(list(record.items()))))

    assert said(recompute(instrument, shuffled)) == said(recompute(instrument, record))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_is_off_the_path_never_changes_what_counts(instrument: Instrument, data) -> None:
    record = data.draw(answers(instrument))
    before = recompute(instrument, record)
    off = [name for name in ("b", "n", "m", "t") if not before.on_path(name)]
    other = data.draw(answers(instrument))

    after = recompute(instrument, record | {name: other[name] for name in off})

    assert counted(after) == counted(before)


def test_the_base_of_a_question_is_those_whom_the_path_led_there(instrument: Instrument) -> None:
    led = Response("1", (), "cy", {"a": "yes", "b": "yes", "n": 4, "m": 3, "r": "south"})
    past = Response("2", (), "en", {"a": "no", "n": 4, "r": "south", "area": "conwy"})
    both = Answers("test", instrument, (led, past))

    assert [both.state(each, "m") for each in (led, past)] == [
        Missing.ANSWERED,
        Missing.ROUTED_PAST,
    ]
    assert both.value(led, "m") == 3
    assert both.value(past, "n") is None
    assert both.state(past, "area") is Missing.ITEM_NONRESPONSE
