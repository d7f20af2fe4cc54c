"""The page of an assessment on which every number says where it comes from, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from diogel.assessment.explain_page_surveys import survey_blocks
from diogel.assessment.explaining import (
    all_figures,
    decisions_of,
    definition_of,
    formula_of,
    limits_of,
    may_show,
    method_of,
    model_of,
    origin_of,
    said_of,
    suggested_by,
)
from diogel.assessment.explaining_bases import PERIOD, SUGGESTED, Resting, resting
from diogel.assessment.findings_saying import plain
from diogel.assessment.known import Known
from diogel.assessment.provenance import Provenance
from diogel.core import LANGUAGES, Bilingual, Language, Period
from diogel.disclosure import ReleasedFigure
from diogel.indicators import MeasureIndicators, periods_said
from diogel.language import long_date, number, say
from diogel.reports import Block, Document, Heading, Notice, PlainTable, Prose, check_twins
from diogel.standard import measure as measure_of
from diogel.standard import standard_version

NAME = "explain"
OTHER = "other"
OPEN = "OGL"


def origins(known: Known, language: Language) -> dict[str, str]:
    """Where each figure is explained, seen from the documents beside the page."""
    page = f"{NAME}.{language}.html"
    quoted = (id_ for voice in known.background.voices for id_ in voice.traced)
    return {id_: f"{page}#{id_}" for id_ in (*all_figures(known), *quoted)}


def explain_documents(known: Known, publisher: Bilingual) -> dict[Language, Document]:
    """The page in both languages."""
    figures = all_figures(known)
    tellings = {language: _Page(known, language, figures) for language in LANGUAGES}
    made = {language: _document(telling, publisher) for language, telling in tellings.items()}
    check_twins(made["en"], made["cy"])
    return made


def _document(page: _Page, publisher: Bilingual) -> Document:
    other: Language = "en" if page.language == "cy" else "cy"
    area, synthetic = page.known.area, bool(page.known.indicators.synthetic)
    return Document(
        name=NAME,
        language=page.language,
        title=page.say("explain.page.title", area=area.name),
        subtitle="",
        date=long_date(page.known.day, page.language),
        author=publisher[page.language],
        subject=page.say("explain.page.subject"),
        keywords=(page.say("explain.page.subject"), area.name[page.language]),
        twin=say("explain.page.title", other, area=area.name),
        blocks=tuple(_numbered(page.blocks(synthetic=synthetic))),
        notice=page.say("document.synthetic-short") if synthetic else "",
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    count = 0
    for block in blocks:
        if isinstance(block, PlainTable):
            count += 1
            yield replace(block, number=count)
        else:
            yield block


class _Page:
    """The page being told in one language."""

    def __init__(
        self, known: Known, language: Language, figures: Mapping[str, ReleasedFigure]
    ) -> None:
        self.known, self.language, self.figures = known, language, figures
        self.provenance = known.background.provenance or Provenance()

    def say(self, key: str, **slots: object) -> str:
        """A sentence in the language of the page."""
        return say(key, self.language, **slots)

    def blocks(self, *, synthetic: bool) -> Iterator[Block]:
        """Everything of the page."""
        if synthetic:
            yield Notice(self.say("document.synthetic"), "synthetic")
        yield Prose(self.say("explain.page.about"))
        policy = plain(self.known.policy.title[self.language])
        standard = standard_version()
        yield Prose(self.say("explain.page.policy", policy=policy, standard=standard))
        for code, rows in self._by_measure.items():
            if code != OTHER:
                yield from self._measure(self.known.indicators.measures[code], rows)
        if OTHER in self._by_measure:
            title = self.say("explain.page.other")
            yield Heading(2, title, "other-numbers")
            yield self._numbers(title, self._by_measure[OTHER])
        yield from survey_blocks(self.known.background.voices, self.language)
        yield from self._deliveries()
        yield from self._files()

    @cached_property
    def _by_measure(self) -> dict[str, list[tuple[ReleasedFigure, Resting]]]:
        """The figures of each measure with what they rest on, those of no measure last."""
        found: dict[str, list[tuple[ReleasedFigure, Resting]]] = {
            code: [] for code in self.known.indicators.measures
        }
        for id_, figure in self.figures.items():
            rests = resting(self.known, id_)
            found.setdefault(rests.measure or OTHER, []).append((figure, rests))
        return {code: rows for code, rows in found.items() if rows}

    def _measure(
        self, each: MeasureIndicators, rows: list[tuple[ReleasedFigure, Resting]]
    ) -> Iterator[Block]:
        """One measure: its definition, its numbers, the observations that they rest on."""
        defined, language = measure_of(each.measure), self.language
        title = defined.title[language]
        yield Heading(2, title, f"measure-{each.measure}")
        yield Prose(plain(f"{defined.numerator[language]} {defined.denominator[language]}".strip()))
        yield Prose(
            self.say(
                "explain.page.versions",
                code=defined.code,
                version=definition_of(defined),
                origin=origin_of(defined),
                source=plain(defined.source[language]),
                licence=defined.licence,
            )
        )
        yield self._numbers(title, [row for row in rows if row[1].name != PERIOD])
        periods = {f.figure.id: f for f, rests in rows if rests.name == PERIOD}
        yield from self._observations(each, title, periods)

    def _numbers(self, title: str, rows: list[tuple[ReleasedFigure, Resting]]) -> PlainTable:
        """A row for each number, entered by its id."""
        cells = tuple(
            (
                f"{figure.figure.label[self.language]}\n{figure.figure.id}",
                said_of(figure)[self.language],
                self._chain(figure, rests),
            )
            for figure, rests in rows
        )
        anchors = tuple(figure.figure.id for figure, _ in rows)
        return self._table("numbers", cells, (0.34, 0.14, 0.52), anchors, title=title)

    def _chain(self, found: ReleasedFigure, rests: Resting) -> str:
        """How a number is worked out and of whom, its limits, its note, what the rules said."""
        figure, language = found.figure, self.language
        missing = rests.basis.missing if rests.basis else ()
        base = self.say(f"explain.base.{figure.base}")
        lines = [
            formula_of(rests)[language],
            self.say("explain.page.base", base=base),
            self.say("explain.line.missing", periods=periods_said(missing)) if missing else "",
            figure.note[language],
            f"{limits_of(figure)[language]} {method_of(figure.limits)[language]}".strip(),
            *(rule[language] for rule in decisions_of(self.known, found)),
            *(self._suggested(figure.id) if found.shown and rests.name == SUGGESTED else ()),
            *(each[language] for each in model_of(self.known, figure.id, rests)),
        ]
        return "\n".join(dict.fromkeys(filter(None, lines)))

    def _suggested(self, id_: str) -> Iterator[str]:
        """From which number of which measure a level is suggested."""
        for part in suggested_by(self.known, id_):
            slots = {"label": part.label, "said": part.said, "figure": part.figure}
            yield self.say("explain.suggested.from", **slots)

    def _observations(
        self, each: MeasureIndicators, title: str, periods: Mapping[str, ReleasedFigure]
    ) -> Iterator[Block]:
        """The area's own series, those months entered by an id that documents print."""
        area, told = self.known.area, set[str]()
        rows, anchors = list[tuple[str, ...]](), list[str]()
        for point in each.series.points:
            id_ = f"{area.id}.{each.measure}.{PERIOD}.{point.period}"
            releases = self.provenance.releases_of(area, each.measure, point.period)
            rows.append(
                (
                    self._said(point.period),
                    self._value(each.measure, point.period, point.value),
                    self.say(f"explain.status.{'x' if point.value is None else point.status}"),
                    ", ".join(releases) or self.say("explain.none"),
                )
            )
            anchors.append(id_)
            told.add(id_)
        # Quarters of a chart are no rows of the series, which is of months.
        for id_, figure in periods.items():
            if id_ not in told:
                status = self.say(f"explain.status.{figure.figure.status}")
                label, value = figure.figure.label[self.language], said_of(figure)[self.language]
                rows.append((label, value, status, "–"))
                anchors.append(id_)
        if rows:
            widths = (0.2, 0.16, 0.2, 0.44)
            yield self._table("observations", tuple(rows), widths, tuple(anchors), title=title)

    def _value(self, measure: str, period: Period, value: float | None) -> str:
        """An observation's number, where it may be shown."""
        if value is None:
            return "[x]"
        one = self.known.area
        if not all(may_show(self.known, measure, code, period) for code in one.authorities):
            found = self.figures.get(f"{one.id}.{measure}.{PERIOD}.{period}")
            if found is None or not found.shown:
                return self.say("explain.status.hidden")
        return number(value, self.language, 0 if value == int(value) else 1)

    def _said(self, period: Period) -> str:
        return periods_said([period])[self.language]

    def _deliveries(self) -> Iterator[Block]:
        """Everything that came and that these numbers rest on."""
        wanted = dict.fromkeys(self._used())
        rows, anchors = list[tuple[str, ...]](), list[str]()
        for name in wanted:
            each = self.provenance.releases.get(name)
            if each is None:
                continue
            received = long_date(each.received, self.language)
            licence = each.licence or self.say("explain.not-known")
            supplier = each.told[self.language]
            # The hash of a file that is not open would confirm a guess of what is in it.
            hash_ = each.content_hash if each.licence.startswith(OPEN) else "–"
            rows.append((each.id, supplier, received, licence, hash_))
            anchors.append(f"delivery-{each.id}")
        if rows:
            yield Heading(2, self.say("explain.page.deliveries"), "deliveries")
            widths = (0.26, 0.18, 0.14, 0.12, 0.3)
            yield self._table("deliveries", tuple(rows), widths, tuple(anchors))

    def _used(self) -> Iterator[str]:
        area = self.known.area
        for measure, each in self.known.indicators.measures.items():
            for point in each.series.points:
                yield from self.provenance.releases_of(area, measure, point.period)
        for names in self.provenance.populations.values():
            yield from names

    def _files(self) -> Iterator[Block]:
        """The police's file of each month."""
        forces = self.known.area.forces
        found = {k: f for k, f in self.provenance.incidents.items() if k[0] in forces}
        rows = tuple(
            (
                self._said(Period.parse(month)),
                found[force, month].name,
                number(found[force, month].rows, self.language),
                found[force, month].sha256,
            )
            for force, month in sorted(found, key=lambda key: (key[1], key[0]))
        )
        if rows:
            yield Heading(2, self.say("explain.page.files"), "files")
            yield self._table("files", rows, (0.16, 0.34, 0.1, 0.4), ())

    def _table(
        self,
        name: str,
        rows: tuple[tuple[str, ...], ...],
        widths: tuple[float, ...],
        anchors: tuple[str, ...],
        **slots: str,
    ) -> PlainTable:
        key = f"explain.page.table.{name}"
        headings = tuple(self.say(f"{key}.{at}") for at in range(1, len(widths) + 1))
        return PlainTable(self.say(key, **slots), 0, headings, rows, widths, anchors=anchors)
