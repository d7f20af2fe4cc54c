"""The chain behind a number told in lines for a person, or as a record for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diogel.assessment.explaining import Explanation, Observed, origin_of
from diogel.assessment.provenance import Delivered, File
from diogel.core import Bilingual, Language
from diogel.indicators import edition_said, period_said, periods_said
from diogel.language import long_date, number, say
from diogel.places import area

MOST_ROWS = 48


def lines_of(found: Explanation, language: Language) -> Iterator[str]:
    """The chain in lines, from the number as printed down to the files."""
    yield from _number(found, language)
    yield from _working(found, language)
    yield from _definition(found, language)
    yield from _observed(found, language)
    yield from _delivered(found, language)


def head_lines(
    language: Language,
    id_: str,
    *,
    label: Bilingual,
    said: Bilingual,
    shown: bool,
    codes: Mapping[str, str],
) -> Iterator[str]:
    """What any explanation begins with; `codes` are its base, unit and status."""
    yield say("explain.line.number", language, label=label)
    yield say("explain.line.id", language, id=id_)
    yield say("explain.line.value", language, en=said.en, cy=said.cy)
    if not shown:
        yield say("explain.line.hidden", language)
    words = {name: say(f"explain.{name}.{code}", language) for name, code in codes.items()}
    yield say("explain.line.base", language, **words)


def _number(found: Explanation, language: Language) -> Iterator[str]:
    figure = found.figure
    yield from head_lines(
        language,
        found.id,
        label=found.label,
        said=found.said,
        shown=found.shown,
        codes={"base": figure.base, "unit": figure.unit, "status": figure.status},
    )
    basis = found.resting.basis
    if basis is not None:
        yield say("explain.line.period", language, period=period_said(basis.first, basis.last))
        if basis.missing:
            yield say("explain.line.missing", language, periods=periods_said(basis.missing))
    if figure.note[language]:
        yield say("explain.line.note", language, note=figure.note)
    if figure.synthetic or any(each.synthetic for each in found.releases):
        yield say("explain.line.invented", language)


def _working(found: Explanation, language: Language) -> Iterator[str]:
    yield say("explain.line.formula", language, formula=found.formula)
    for part in found.parts:
        key = "explain.line.part-figure" if part.figure else "explain.line.part"
        yield "  " + say(key, language, label=part.label, said=part.said, figure=part.figure)
    yield from (each[language] for each in found.model)
    if found.limits[language]:
        yield say("explain.line.limits", language, limits=found.limits, method=found.method)
    for rule in found.decisions:
        yield say("explain.line.decision", language, rule=rule, policy=found.policy_title)


def _definition(found: Explanation, language: Language) -> Iterator[str]:
    measure = found.measure
    if measure is None:
        return
    yield say(
        "explain.line.measure",
        language,
        title=measure.title,
        code=measure.code,
        version=found.definition,
        origin=origin_of(measure),
        standard=found.standard,
    )
    yield "  " + say("explain.line.counted", language, text=measure.numerator)
    if measure.denominator[language]:
        yield "  " + say("explain.line.rate-of", language, text=measure.denominator)
    basis = found.resting.basis
    for change in measure.changes:
        if basis is not None and basis.first.start <= change.day <= basis.last.end:
            day = long_date(change.day, language)
            yield "  " + say("explain.line.rules", language, day=day, what=change.what)
    if basis is not None and basis.population and basis.population_day is not None:
        day = long_date(basis.population_day, language)
        version = edition_said(basis.population)
        yield say("explain.line.population", language, version=version, day=day)


def _observed(found: Explanation, language: Language) -> Iterator[str]:
    rows = found.observations
    if not rows:
        return
    yield say("explain.line.observations", language, number=number(len(rows), language))
    for row in rows[:MOST_ROWS]:
        yield "  " + _row(row, language)
        for file in row.files:
            slots = {"name": file.name, "rows": number(file.rows, language), "hash": file.sha256}
            yield "    " + say("explain.line.file", language, **slots)
    if len(rows) > MOST_ROWS:
        more = number(len(rows) - MOST_ROWS, language)
        yield "  " + say("explain.line.more", language, number=more)


def _row(row: Observed, language: Language) -> str:
    value = row.value
    whole = value is not None and value == int(value)
    return say(
        "explain.line.observation",
        language,
        period=period_said(row.period, row.period),
        area=area(row.area).name,
        value="–" if value is None else number(value, language, 0 if whole else 2),
        status=say(f"explain.status.{row.status}", language),
        releases=", ".join(row.releases) or say("explain.none", language),
    )


def _delivered(found: Explanation, language: Language) -> Iterator[str]:
    for each in dict.fromkeys((*found.releases, *found.population)):
        yield say(
            "explain.line.release",
            language,
            release=each.id,
            supplier=each.told,
            day=long_date(each.received, language),
            licence=each.licence or say("explain.not-known", language),
            hash=each.content_hash,
        )


def record_of(found: Explanation) -> dict[str, Any]:
    """The chain as data, for another program."""
    figure, basis, measure = found.figure, found.resting.basis, found.measure
    return {
        "id": found.id,
        "label": _two(found.label),
        "said": _two(found.said),
        "shown": found.shown,
        "value": figure.value,
        "status": figure.status.value,
        "kind": figure.kind.value,
        "unit": figure.unit.value,
        "base": figure.base.value,
        "note": _two(figure.note),
        "period": {
            "first": str(basis.first),
            "last": str(basis.last),
            "used": [str(period) for period in basis.used],
            "missing": [str(period) for period in basis.missing],
            "population": basis.population,
        }
        if basis
        else None,
        "formula": _two(found.formula),
        "parts": [
            {"label": _two(part.label), "said": _two(part.said), "figure": part.figure}
            for part in found.parts
        ],
        "model": [_two(each) for each in found.model],
        "limits": {**_limits(found), "method": _two(found.method)} if figure.limits else None,
        "disclosure": {
            "policy": found.policy,
            "class": figure.disclosure,
            "rules": [_two(rule) for rule in found.decisions],
        },
        "measure": {
            "code": measure.code,
            "title": _two(measure.title),
            "origin": measure.origin,
            "definition": found.definition,
            "standard": found.standard,
        }
        if measure
        else None,
        "observations": [_row_record(row) for row in found.observations],
        "releases": [_release(each) for each in found.releases],
        "population": [_release(each) for each in found.population],
    }


def _two(text: Bilingual) -> dict[str, str]:
    return {"en": text.en, "cy": text.cy}


def _limits(found: Explanation) -> dict[str, float]:
    limits = found.figure.limits
    if limits is None:
        return {}
    return {"lower": limits.lower, "upper": limits.upper, "confidence": limits.confidence}


def _row_record(row: Observed) -> dict[str, Any]:
    return {
        "area": row.area,
        "period": str(row.period),
        "value": row.value,
        "status": row.status,
        "releases": list(row.releases),
        "files": [_file(file) for file in row.files],
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "release": file.release,
        "name": file.name,
        "rows": file.rows,
        "sha256": file.sha256,
    }


def _release(each: Delivered) -> dict[str, Any]:
    return {
        "id": each.id,
        "source": each.source,
        "supplier": each.supplier,
        "received": each.received.isoformat(),
        "extracted": each.extracted.isoformat() if each.extracted else None,
        "licence": each.licence,
        "synthetic": each.synthetic,
        "sha256": each.content_hash,
        "tables": list(each.tables),
    }
