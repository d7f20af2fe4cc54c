"""Attacks on what is published: each fails on an edition as made, and works on a leaky copy."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from editions import (
    Published,
    change,
    change_figure,
    change_part,
    copied,
    hide_alone,
    published,
    told,
)

from diogel.core import Bilingual, Figure, Refused
from diogel.disclosure import Audited, Finding, audit, publication_of_folder
from diogel.disclosure.audit_editions import meaning_when, with_earlier
from diogel.language import both, say
from diogel.statistics import verbal_fraction
from diogel.workspace import Counting, audit_outputs, open_workspace
from diogel.workspace.disclosing import stop_leaks


@pytest.fixture(scope="module")
def edition(demo_workspace: Path) -> Published:
    return published(demo_workspace)


@pytest.fixture(scope="module")
def unharmed(edition: Published) -> Audited:
    """What every attack together finds in the edition as it was made."""
    return edition.attack()


@pytest.fixture
def leaky(edition: Published, tmp_path: Path) -> Published:
    return copied(edition, tmp_path / "leaky")


def codes(found: Audited) -> set[str]:
    return {finding.code for finding in found.findings}


def findings(found: Audited, edition: Published, figure: Figure) -> list[Finding]:
    return [each for each in found.findings if each.cell == edition.cell(figure)]


def charted(edition: Published) -> Figure:
    """A hidden figure in a bar chart of one column."""
    tables = [t for t in edition.meaning.tables if t.chart == "bar" and len(t.columns) == 1]
    names = {name for table in tables for name in table.cells.values()}
    return next(figure for figure in edition.targets() if figure.id in names and figure.numerator)


def printed(figure: Figure) -> re.Pattern[str]:
    """A figure's cell in a page, marked as confidential."""
    return re.compile(rf'(<td[^>]*data-figure="{re.escape(figure.id)}"[^>]*>)\[c\]')


def test_nothing_that_was_published_gives_anything_hidden_away(
    edition: Published, unharmed: Audited
) -> None:
    assert edition.targets()
    assert unharmed.findings == ()
    assert not [figure.id for figure in edition.targets() if told(unharmed, edition, figure)]


@pytest.mark.parametrize("wave", ["workforce-2021", "baseline-2021"])
def test_every_edition_of_the_demonstration_withstands_every_attack(
    demo_workspace: Path, wave: str
) -> None:
    found = audit_outputs(open_workspace(demo_workspace))

    mine = [one for one in found if wave in one.name]
    assert mine
    assert [one.name for one in mine if not one.audited.safe] == []


def test_subtraction_finds_what_is_hidden_once_the_other_hole_of_its_sum_is_filled(
    leaky: Published,
) -> None:
    families: dict[str, list[Figure]] = {}
    for figure in leaky.targets():
        families.setdefault(figure.family, []).append(figure)
    family = next(g for name, g in families.items() if name and len({f.cell for f in g}) == 2)
    filled, target = family[:2]

    count = str(filled.numerator)
    change_figure(leaky.folder / "figures.csv", filled.id, numerator=count, status="observed")
    found = leaky.attack()

    assert told(found, leaky, target)
    (finding,) = findings(found, leaky, target)
    assert [reason.fact.why for reason in finding.explanation] == ["adds-to"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_one_language_that_prints_what_the_other_hides_is_found(
    leaky: Published, language: str
) -> None:
    target = leaky.targets()[0]

    page = leaky.folder / f"report.{language}.html"
    change(page, lambda text: printed(target).sub(rf"\g<1>{target.numerator}", text))
    found = leaky.attack()

    assert told(found, leaky, target)
    (finding,) = findings(found, leaky, target)
    assert page.name in finding.explanation[0].fact.place.en


def test_a_workbook_that_prints_what_the_page_hides_is_found(leaky: Published) -> None:
    target = charted(leaky)
    label = escape(target.label.cy, quote=False)
    book = leaky.folder / "tables.cy.xlsx"

    change_part(
        book,
        "docProps/app.xml",
        lambda part: part.replace(
            "</Properties>", f"<Company>{label} ({target.numerator})</Company></Properties>"
        ),
    )
    found = leaky.attack()

    unique = sum(name.cy == target.label.cy for name in leaky.meaning.names.values()) == 1
    assert told(found, leaky, target) == unique


def drawing(edition: Published, target: Figure, language: str) -> tuple[str, str]:
    """The drawing of the chart that a figure is in: as it stands in the page, and decoded."""
    page = (edition.folder / f"report.{language}.html").read_text(encoding="utf-8")
    label = escape(target.label[language], quote=False)
    for found in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", page):
        text = base64.b64decode(found).decode()
        if f"label: {label}" in text and f"text: {target.numerator}&" not in text:
            return found, text
    pytest.fail("there is no chart with the hidden figure")


def test_a_bar_drawn_for_a_hidden_figure_is_found_in_the_chart_s_data(leaky: Published) -> None:
    target = charted(leaky)
    encoded, text = drawing(leaky, target, "cy")
    height = re.search(rf"y: ([\d.]+); label: {re.escape(target.label.cy)}", text)
    assert height is not None

    bar = f'<path aria-label="size: {target.numerator}; y: {height[1]}; text: "/></svg>'
    drawn = base64.b64encode(text.replace("</svg>", bar).encode()).decode()
    change(leaky.folder / "report.cy.html", lambda page: page.replace(encoded, drawn))
    found = leaky.attack()

    assert told(found, leaky, target)
    (finding,) = findings(found, leaky, target)
    assert finding.explanation[0].fact.place == both("auditing.place.chart", file="report.cy.html")


def test_a_description_that_names_a_hidden_number_is_found(leaky: Published) -> None:
    target = charted(leaky)
    encoded, _ = drawing(leaky, target, "en")
    said = f"{escape(target.label.en)} ({target.numerator}). "

    before = re.compile(re.escape(encoded) + r'("[^>]*alt=")')
    page = leaky.folder / "report.en.html"
    change(page, lambda text: before.sub(lambda m: f"{m[0]}{said}", text))
    found = leaky.attack()

    assert told(found, leaky, target)


def test_ranks_beside_a_hidden_figure_narrow_it_down(leaky: Published) -> None:
    target, ranks = narrowed(leaky)

    for name, rank in ranks.items():
        change_figure(leaky.folder / "figures.csv", name, rank=str(rank))
    (finding,) = findings(leaky.attack(), leaky, target)

    assert finding.code in ("narrow", "exact")
    assert "rank" in {reason.fact.why for reason in finding.explanation}


def narrowed(edition: Published) -> tuple[Figure, dict[str, int]]:
    """A hidden figure close between two shown ones of its list, and all of the list's ranks."""
    for target in edition.targets():
        count, shown = target.numerator or 0, edition.beside(target)
        counts = [figure.numerator or 0 for figure in shown]
        above = min((c for c in counts if c > count), default=99)
        below = max((c for c in counts if c < count), default=-1)
        if target.family or above - below > 4:
            continue
        everything = [f.numerator or 0 for f in (*shown, *hidden_beside(edition, target))]
        ranks = {f.id: 1 + sum(c > (f.numerator or 0) for c in everything) for f in shown}
        return target, ranks | {target.id: 1 + sum(c > count for c in everything)}
    pytest.fail("no hidden figure lies close between two that are shown")


def hidden_beside(edition: Published, target: Figure) -> list[Figure]:
    """The hidden figures of the same table, the target with them."""
    tables = [t for t in edition.meaning.tables if target.id in t.cells.values()]
    names = {name for table in tables for name in table.cells.values()}
    return [figure for figure in edition.targets() if figure.id in names]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_fraction_in_words_for_a_hidden_figure_is_found(leaky: Published, language: str) -> None:
    target, words = sayable(leaky, language)
    mark = f'<p><span class="figure" data-figure="{target.id}" data-form="words">{words}</span></p>'

    page = leaky.folder / f"report.{language}.html"
    change(page, lambda text: text.replace("</main>", f"{mark}</main>"))
    (finding,) = findings(leaky.attack(), leaky, target)

    assert finding.found is not None
    assert finding.found.lower <= (target.numerator or 0) <= (finding.found.upper or 0)
    assert "phrase" in {reason.fact.why for reason in finding.explanation}


def test_a_sentence_that_names_a_hidden_answer_is_found_without_any_mark(leaky: Published) -> None:
    target, words = sayable(leaky, "en")

    sentence = f"<p>Of all respondents {words} chose {escape(target.label.en)}.</p>"
    page = leaky.folder / "report.en.html"
    change(page, lambda text: text.replace("</main>", f"{sentence}</main>"))

    assert findings(leaky.attack(), leaky, target)


def sayable(edition: Published, language: str) -> tuple[Figure, str]:
    """A hidden figure, with a label of its own, that a fraction in words may be said of."""
    labels = [name.en for name in edition.meaning.names.values()]
    for target in edition.targets():
        verbal = verbal_fraction(target.numerator or 0, target.denominator or 1)
        base = target.id in edition.meaning.bases and " " in target.label.en
        if verbal is not None and base and labels.count(target.label.en) == 1:
            key = f"narrative.fraction.{verbal.relation.value}.{verbal.target.value}"
            return target, say(key, language)
    pytest.fail("no hidden figure can be said in words")


def test_an_early_edition_that_shows_what_the_late_one_hides_is_found(
    edition: Published, leaky: Published
) -> None:
    target = edition.targets()[0]
    now, place = edition.publication(), both("auditing.place.file", file="earlier")
    everybody = edition.meaning.everybody
    then = meaning_when(edition.meaning, everybody)

    same = with_earlier(now, publication_of_folder(leaky.folder, then), everybody, everybody, place)
    count = str(target.numerator)
    change_figure(leaky.folder / "figures.csv", target.id, numerator=count, status="observed")
    shown = publication_of_folder(leaky.folder, then)
    found = audit(with_earlier(now, shown, everybody, everybody, place))

    assert audit(same).safe
    assert told(found, edition, target)


def test_editions_two_responses_apart_are_found(edition: Published) -> None:
    now, place = edition.publication(), both("auditing.place.file", file="earlier")
    everybody = edition.meaning.everybody
    before = replace(now, facts=tuple(fact for fact in now.facts if len(fact.terms) == 1))

    near = with_earlier(now, before, everybody, everybody - 2, place)
    far = with_earlier(now, before, everybody, everybody - 3, place)

    assert "edition-difference" in {incident.code for incident in near.incidents}
    assert "edition-difference" not in {incident.code for incident in far.incidents}


@pytest.mark.parametrize("by", ["A respondent, Cardiff", "A respondent from Sir y Fflint"])
def test_a_quotation_that_names_its_authority_is_found(leaky: Published, by: str) -> None:
    under = "<figcaption>A respondent</figcaption>"

    page = leaky.folder / "report.en.html"
    change(page, lambda text: text.replace(under, f"<figcaption>{by}</figcaption>", 1))

    assert "attribution" in codes(leaky.attack())


def test_a_quotation_from_a_hidden_group_is_found(leaky: Published) -> None:
    labels = [name.en for name in leaky.meaning.names.values()]
    target = next(f for f in leaky.targets() if labels.count(f.label.en) == 1)
    by = f"<figcaption>A respondent: {escape(target.label.en)}</figcaption>"

    page = leaky.folder / "report.en.html"
    change(page, lambda text: text.replace("<figcaption>A respondent</figcaption>", by, 1))

    assert "attribution" in codes(leaky.attack())


@pytest.mark.parametrize(
    ("file", "part"),
    [("tables.en.xlsx", "docProps/core.xml"), ("report.cy.docx", "docProps/core.xml")],
)
def test_a_number_in_a_file_s_properties_is_found(leaky: Published, file: str, part: str) -> None:
    target = leaky.targets()[0]
    said = f"<dc:title>{target.id}={target.numerator}; "

    change_part(leaky.folder / file, part, lambda text: text.replace("<dc:title>", said))

    assert told(leaky.attack(), leaky, target)


def test_a_number_in_a_comment_of_a_page_is_found(leaky: Published) -> None:
    target = leaky.targets()[0]

    comment = f"<!-- {target.id}: {target.numerator} --></main>"
    page = leaky.folder / "report.cy.html"
    change(page, lambda text: text.replace("</main>", comment))

    assert told(leaky.attack(), leaky, target)


def test_a_time_of_day_in_a_file_s_properties_is_found(unharmed: Audited, leaky: Published) -> None:
    moment = re.compile(r"T00:00:00Z")

    book = leaky.folder / "tables.en.xlsx"
    change_part(book, "docProps/core.xml", lambda text: moment.sub("T16:41:07Z", text))

    assert "moment" not in codes(unharmed)
    assert "moment" in codes(leaky.attack())


def test_rows_in_order_of_size_narrow_a_hidden_figure_down(leaky: Published) -> None:
    figures = ordered(leaky)
    target = figures[len(figures) // 2]
    hidden = hide_alone(leaky, target)
    in_order = hidden.attack()

    change(hidden.folder / "report.en.html", lambda page: by_size(page, figures))
    found = hidden.attack()

    before, after = (each.ranges[hidden.cell(target)] for each in (in_order, found))
    assert (before.upper or 0) - before.lower > (after.upper or 0) - after.lower
    assert [f.code for f in findings(found, hidden, target)] == ["narrow"]


def ordered(edition: Published) -> list[Figure]:
    """The shown figures of a long list in the report, the largest first, each in it alone."""
    page = (edition.folder / "report.en.html").read_text(encoding="utf-8")
    cells = list(edition.meaning.cells.values())
    tables = [t for t in edition.meaning.tables if len(t.columns) == 1 and not t.additive]
    lists = [
        [
            figure
            for figure in map(edition.truth.get, table.cells.values())
            if figure is not None and re.search(rf'data-figure="{figure.id}"[^>]*>\d', page)
            if cells.count(edition.cell(figure)) == 1
        ]
        for table in tables
    ]
    return sorted(max(lists, key=len), key=lambda figure: -(figure.numerator or 0))


def by_size(page: str, figures: list[Figure]) -> str:
    """The rows of some figures, put in order of size where the first of them stood."""
    rows = {
        figure.id: re.search(
            rf'<tr>(?:(?!<tr>).)*data-figure="{re.escape(figure.id)}".*?</tr>\n?', page, re.S
        )
        for figure in figures
    }
    found = {name: match[0] for name, match in rows.items() if match}
    place = min(page.index(row) for row in found.values())
    for row in found.values():
        page = page.replace(row, "")
    return page[:place] + "".join(found[f.id] for f in figures if f.id in found) + page[place:]


def test_a_page_of_coverage_that_names_who_answered_is_found(
    unharmed: Audited, leaky: Published
) -> None:
    page = leaky.folder / "report.en.html"
    listed = "<p>Cardiff and Gwynedd answered.</p></main>"
    after = '<h2 id="coverage">Who answered</h2>' + listed
    change(page, lambda text: text.replace("</main>", after))

    assert "named" not in codes(unharmed)
    assert "named" in codes(leaky.attack())


def test_a_build_with_a_leak_is_refused_with_the_facts_that_give_it(
    demo_copy: Path,
) -> None:
    edition = published(demo_copy)
    target = edition.targets()[0]
    leaks = edition.folder / "report.cy.html"
    change(leaks, lambda text: printed(target).sub(rf"\g<1>{target.numerator}", text))
    counting = Counting(open_workspace(demo_copy))

    with pytest.raises(Refused) as refused:
        stop_leaks(counting.edition(edition.meaning.wave, "default"), edition.folder)

    problems = refused.value.problems
    assert {problem.code for problem in problems} == {"disclosure.inferable"}
    reasons = [problem.slots["reasons"] for problem in problems]
    assert any("report.cy.html" in reason.en for reason in reasons if isinstance(reason, Bilingual))
