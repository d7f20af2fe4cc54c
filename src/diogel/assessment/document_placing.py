"""The findings of an area put in their places in a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from diogel.assessment.document_evidence import Finding, Gap, Shown
from diogel.assessment.findings_saying import AreaFinding, FindingKind
from diogel.assessment.findings_trends import NO_GROWTH, USUAL
from diogel.core import LANGUAGES, Bilingual
from diogel.disclosure import Released, ReleasedTable
from diogel.indicators import OWN_ROW
from diogel.indicators.profile_figures import PROFILE
from diogel.language import both
from diogel.quality.observing import police_measures
from diogel.standard import measure as measure_of

_DIGITS = re.compile(r"[\d,.]*\d")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
HEADLINES = 6
IN_OVERVIEW = 5
OF_MEASURE = 5
_PLACES = {
    FindingKind.LEVEL: "overview",
    FindingKind.CHANGE: "change",
    FindingKind.TREND: "change",
    FindingKind.COMPARISON: "comparison",
    FindingKind.PLACE: "places",
    FindingKind.INEQUALITY: "inequality",
}

# Findings of at least this weight tell a difference, whatever they are of.
_TOLD = 600
# No table says which months ask for a note.
_ONLY_SAID = (FindingKind.TREND,)
# Of several measures alike, these are said once.
_QUIET = {USUAL: "usual", NO_GROWTH: "no-growth"}
# Where tables over several measures stand; the others in the annex.
_OVER_MEASURES = {
    "levels": "overview",
    "harm": "overview",
    "versus": "comparison",
    "concentration": "places",
    "inequality": "inequality",
}
# In the annex tables of one kind follow each other, so that small ones pair.
_KINDS = ("series", "gradient", "comparisons", "field")
# What chapters of their own show: their tables are placed there.
_OF_CHAPTERS = ("risk", "balance")


def placed_findings(
    found: Iterable[AreaFinding],
    *,
    leading: Collection[str] = (),
    headlines: int = HEADLINES,
    in_overview: int = IN_OVERVIEW,
    of_measure: int = OF_MEASURE,
) -> tuple[Finding, ...]:
    """The weightiest findings of each measure under its theme, and of all in the overview and on
    the first page. What no table says stands in the annex; of which measures there is nothing
    unusual to tell is said there in a line.

    Parameters
    ----------
    found : iterable of AreaFinding
        The weightiest first, as `findings` gives them.
    leading : collection of str
        Codes of the measures that stand for their themes, the widest first: of findings that
        weigh the same, theirs come first in the overview and on the first page.
    headlines : int
        How many belong on the first page, no two of them of one measure; the first says how much
        there is of the first leading measure.
    in_overview : int
        How many of a kind stand in the chapter that looks at everything together.
    of_measure : int
        How many of a measure stand under its theme. Of the others, those about single months
        stand in the annex; tables say the rest.
    """
    said = [each for each in found if each.kind is not FindingKind.GAP]
    said.sort(key=lambda each: (-each.weight, each.measure not in leading))
    scale = [each for code in leading for each in said if _says_scale(each, code)][:1]
    said = [*scale, *(each for each in said if each not in scale)]
    first = {each.id for each in _one_of_each_measure(said, headlines)}
    made: list[Finding] = []
    kinds: Counter[str] = Counter()
    measures: Counter[str] = Counter()
    quiet: dict[str, list[str]] = {}
    for each in said:
        place = _PLACES[each.kind]
        measures[each.measure] += 1
        overall = not leading or each.measure in leading or each.weight >= _TOLD
        kinds[place] += overall
        if each.id in first or (overall and kinds[place] <= in_overview):
            made.append(_finding(each, place, headline=each.id in first))
        if each.measure:
            theme = f"theme.{measure_of(each.measure).themes[0]}"
            if measures[each.measure] <= of_measure:
                made.append(_finding(each, theme))
            elif each.kind in _ONLY_SAID and each.weight in _QUIET:
                quiet.setdefault(_QUIET[int(each.weight)], []).append(each.measure)
            elif each.kind in _ONLY_SAID:
                made.append(_finding(each, "annex"))
    return (*made, *(_quiet(name, codes) for name, codes in quiet.items()))


def _quiet(name: str, measures: Iterable[str]) -> Finding:
    """Of which measures there is nothing to tell but that."""
    said = both(f"document.quiet.{name}", measures=together(measures))
    return Finding(f"quiet.{name}", "annex", said)


def _says_scale(found: AreaFinding, measure: str) -> bool:
    """Whether a finding says how much there is of a measure: beside it others can be judged."""
    return found.kind is FindingKind.LEVEL and found.measure == measure


def gaps_of(found: Iterable[AreaFinding]) -> tuple[Gap, ...]:
    """What the findings cannot say. The same words about several measures are said once.

    Words that differ only by their numbers count as the same: of these the sentences that are
    true of all are kept.
    """
    alike: dict[tuple[str, str], list[AreaFinding]] = {}
    for each in found:
        if each.kind is FindingKind.GAP:
            rest = _without_lead(each)
            alike.setdefault((_DIGITS.sub("", rest.en), _DIGITS.sub("", rest.cy)), []).append(each)
    return tuple(
        _gap(_shared([_without_lead(one) for one in each]), each) for each in alike.values()
    )


def _shared(said: Sequence[Bilingual]) -> Bilingual:
    """The sentences that all of several texts have, in their order."""
    return Bilingual(*(_shared_in([text[language] for text in said]) for language in LANGUAGES))


def _shared_in(texts: Sequence[str]) -> str:
    others = [set(_SENTENCE.split(text)) for text in texts[1:]]
    return " ".join(s for s in _SENTENCE.split(texts[0]) if all(s in other for other in others))


def _without_lead(found: AreaFinding) -> Bilingual:
    """A sentence without the measure and the place that it begins with."""
    if not found.measure:
        return found.sentence
    en, cy = (_after_lead(found.sentence[language]) for language in LANGUAGES)
    return Bilingual(en, cy)


def _after_lead(sentence: str) -> str:
    _, colon, rest = sentence.partition(": ")
    return rest[:1].upper() + rest[1:] if colon else sentence


def _gap(what: Bilingual, found: list[AreaFinding]) -> Gap:
    theme = measure_of(found[0].measure).themes[0] if found[0].measure else ""
    if len(found) == 1:
        return Gap(theme, found[0].sentence)
    named = together(each.measure for each in found if each.measure)
    return Gap(theme, both("document.gap-of-several", what=what, measures=named))


def _tells(table: ReleasedTable) -> bool:
    """Whether any cell has a number, or would have one that is held back."""
    cells = (table.figures[name] for name in table.table.cells.values())
    return any(not cell.shown or cell.figure.value is not None for cell in cells)


def _is_wanted(
    kind: str, table: ReleasedTable, drawn: Collection[str] | None, *, said_of_all: bool
) -> bool:
    """Whether a chart needs a table, or without charts whether it has something to say."""
    if kind == "places":
        return not said_of_all
    if drawn is not None:
        return table.table.id in drawn
    return kind != "comparisons" or _tells_of_others(table)


def _tells_of_others(table: ReleasedTable) -> bool:
    """Whether a comparison has a number, or a hidden one, of anybody but the area itself."""
    others = [name for (row, _), name in table.table.cells.items() if row != OWN_ROW]
    cells = (table.figures[name] for name in others)
    return any(not cell.shown or cell.figure.value is not None for cell in cells)


def together(codes: Iterable[str]) -> Bilingual:
    """Measures by name; all that the police's files are counted into by one name."""
    held = list(dict.fromkeys(codes))
    counted = [code for code in held if code in police_measures()]
    names = [measure_of(code).title for code in held if code not in counted]
    if len(counted) == len(police_measures()):
        names.insert(0, both("evidence.all-street", n=len(counted)))
    else:
        names = [measure_of(code).title for code in held]
    return Bilingual("; ".join(name.en for name in names), "; ".join(name.cy for name in names))


def _one_of_each_measure(found: Iterable[AreaFinding], most: int) -> Iterator[AreaFinding]:
    seen: set[str] = set()
    for each in found:
        if len(seen) < most and each.measure not in seen:
            seen.add(each.measure)
            yield each


def _finding(found: AreaFinding, place: str, *, headline: bool = False) -> Finding:
    name = f"{found.id}.{place}"
    return Finding(name, place, found.sentence, found.figures, headline, found.measure)


def shown_tables(
    area: str, released: Released, drawn: Collection[str] | None = None
) -> tuple[Shown, ...]:
    """The tables of an area's indicators in their places.

    The table of levels stands in the overview, and what is of single measures (comparisons,
    months, groups, small areas) in the annex, where charts lead; the workbook has them all. A
    table with nothing left in it, or (but for that of levels) without any number, stands
    nowhere; nor does a comparison with nobody's number but the area's own, or how a measure
    falls on small areas where one table says it of all measures. Those of the profile, of risk
    and of priorities stand in their sections.

    Parameters
    ----------
    drawn : collection of str, optional
        Ids of the tables that a chart is drawn of. Where it is given, what is of single measures
        stands only where a chart needs it.
    """
    made: list[Shown] = []
    of_all = f"{area}.concentration"
    for name, table in released.tables.items():
        if not name.startswith(f"{area}.") or not table.table.cells:
            continue
        if not _tells(table) and not name.endswith(f"{area}.levels"):
            continue
        measure, _, kind = name.removeprefix(f"{area}.").rpartition(".")
        if measure == PROFILE or measure.partition(".")[0] in _OF_CHAPTERS:
            continue
        if measure.endswith(".risk"):
            continue
        if not measure:
            made.append(Shown(name, _OVER_MEASURES.get(kind, "annex")))
        elif not _is_wanted(kind, table, drawn, said_of_all=of_all in released.tables):
            continue
        else:
            made.append(Shown(name, "annex", measure=measure))
    return tuple(sorted(made, key=_kind_of))


def _kind_of(shown: Shown) -> int:
    """Where in the annex a table's kind comes; what is of several measures comes before all."""
    kind = shown.table.rpartition(".")[2]
    if not shown.measure:
        return -1
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def beside(charts: Iterable[Shown], tables: Iterable[Shown]) -> tuple[Shown, ...]:
    """Charts and tables in their order, a table after the last chart of it in the same place."""
    made = list(charts)
    for table in tables:
        drawn = [
            at
            for at, each in enumerate(made)
            if each.table == table.table and each.place == table.place
        ]
        made.insert(drawn[-1] + 1 if drawn else len(made), table)
    return tuple(made)
