"""`mapping.toml`: what columns were taken for, kept for the next file of the same shape.

A person may edit it: `to` says where a column goes, `values` what an answer means. The
program writes the file again whole and keeps every shape it does not know to be replaced.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import replace
from pathlib import Path
from typing import Any

from diogel.core import Bilingual, Place, Problem, Refused
from diogel.language import both
from diogel.surveys.imports.mapping import DROP, IGNORE, LANGUAGE, WITHDRAWN, Mapping, Match
from diogel.surveys.instrument import Instrument
from diogel.surveys.suggestions import nearest

NAME = "mapping.toml"
Shapes = dict[str, dict[str, Any]]


def read_shapes(path: Path) -> Shapes:
    """Every saved shape by its fingerprint; none where there is no file.

    Raises
    ------
    Refused
        The file is there and is no TOML of ours.
    """
    if not path.is_file():
        return {}
    place = Place(file=path.name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Refused([Problem("plan.not-toml", place, str(error))]) from None
    shapes = raw.get("shape", [])
    if not isinstance(shapes, list) or not all(isinstance(shape, dict) for shape in shapes):
        raise Refused([Problem("import.mapping-shape", place, "shape")])
    return {str(shape.get("fingerprint", "")): shape for shape in shapes}


def apply_shape(
    proposed: Mapping, instrument: Instrument, shape: Map[str, Any], file: str
) -> tuple[Mapping, list[Problem]]:
    """The mapping with what a person saved for this shape in place of the proposal."""
    problems, matches = list[Problem](), list[Match]()
    saved = shape.get("column", [])
    by_letter = {str(c.get("column")): c for c in saved if isinstance(c, dict)}
    for match in proposed.matches:
        kept = by_letter.get(_letter(match))
        if kept is None or match.how == "tool":
            matches.append(match)
            continue
        changed = _saved(match, kept)
        problems.extend(_wrong(changed, instrument, proposed.scope(match), file))
        matches.append(changed)
    language = str(shape.get("language", proposed.language))
    return replace(proposed, matches=tuple(matches), language=language), problems


def _letter(match: Match) -> str:
    from diogel.files import column_letter

    return column_letter(match.column.number)


def _saved(match: Match, kept: Map[str, Any]) -> Match:
    """A match as the file has it: an empty `to`, or one never changed, stays a proposal."""
    values = kept.get("values", {})
    said = {str(k): str(v) for k, v in values.items() if v} if isinstance(values, dict) else {}
    to = str(kept.get("to", ""))
    if not to:
        return replace(match, to="", how="", score=0.0, values=said)
    return replace(match, to=to, how="saved", score=1.0, values=said)


def _wrong(match: Match, instrument: Instrument, repeat: str, file: str) -> Iterable[Problem]:
    """A target that the questionnaire does not have, or a value that means no choice of it."""
    place = Place(file=file, column=f"{_letter(match)} ({match.column.shown[:60]})")
    if match.to in ("", DROP, IGNORE, LANGUAGE, WITHDRAWN):
        return
    ids = [question.id for question in instrument.within(repeat) if question.asks]
    if match.question_id not in ids:
        yield Problem("import.mapping-question", place, match.to, nearest(match.question_id, ids))
        return
    question = instrument.question(match.question_id)
    if match.option and match.option not in question.codes:
        near = nearest(match.option, question.codes)
        yield Problem("import.mapping-choice", place, match.option, near)
    for code in match.values.values():
        parts = [part.strip() for part in code.split(";") if part.strip()]
        for part in parts:
            if question.choices and part not in question.codes and not part.startswith(("[", "-")):
                yield Problem("import.mapping-choice", place, part, nearest(part, question.codes))


def with_shapes(shapes: Shapes, mappings: Iterable[Mapping], asked: Map[str, Any]) -> str:
    """The text of the mapping file: the shapes it had, and the given ones in their new form.

    `asked` holds, by fingerprint and column, the answers that nobody knows yet: a person
    fills in what they mean.
    """
    known = dict(shapes)
    for mapping in mappings:
        fingerprint = mapping.fingerprint
        known[fingerprint] = _shape(mapping, asked.get(fingerprint, {}))
    lines = [f"# {text}" for text in _explained()]
    for fingerprint, shape in known.items():
        lines += ["", "[[shape]]", f"fingerprint = {_quoted(fingerprint)}"]
        lines += [f"{key} = {_quoted(str(shape.get(key, '')))}" for key in ("tool", "language")]
        for column in shape.get("column", []):
            lines += ["", "[[shape.column]]"]
            lines += [
                f"{key} = {_quoted(str(column[key]))}"
                for key in ("column", "heading", "to", "near", "how")
                if column.get(key) or key == "to"
            ]
            if column.get("values"):
                lines += ["[shape.column.values]"]
                lines += [f"{_quoted(k)} = {_quoted(v)}" for k, v in column["values"].items()]
    return "\n".join(lines) + "\n"


def _shape(mapping: Mapping, asked: Map[int, Any]) -> dict[str, Any]:
    """One shape as the file has it; `asked` holds the unknown answers by column."""
    columns = []
    for match in mapping.matches:
        if match.how == "tool":
            continue
        unknown = asked.get(match.column.number, {})
        columns.append(
            {
                "column": _letter(match),
                "heading": match.column.shown[:120],
                # What is not sure is left for a person to fill in, the nearest beside it.
                "to": match.to if match.sure else "",
                "near": "" if match.sure else match.near,
                "how": f"{match.how or '?'} {match.score:.2f}",
                "values": dict(match.values) | dict(unknown),
            }
        )
    return {"tool": mapping.export.tool, "language": mapping.language, "column": columns}


def _explained() -> list[str]:
    """What the file is, in both languages."""
    text: Bilingual = both("imports.mapping_comment")
    return [text.cy, text.en]


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but for letters beyond the first plane, which stay themselves.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
