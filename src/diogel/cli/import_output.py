"""What an import and a coding say: a table for people, one document for programs."""

from __future__ import annotations

from typing import Any

import click

from diogel.cli.output import tell, tell_list, tell_problems
from diogel.core import Language
from diogel.files import column_letter
from diogel.language import as_records, say
from diogel.surveys import Coding, Imported, Mapping

# What may stand in the place of a question, each with a word of its own.
OUTSIDE = ("drop", "ignore", "language", "withdrawn")
WIDEST = {"heading": 48, "to": 30}
# Proper names, the same in every language.
TOOLS = {"ms-forms": "Microsoft Forms", "kobo": "KoboToolbox", "odk": "ODK", "spss": "SPSS"}


def tell_import(imported: Imported, language: Language) -> None:
    """Every file with its mapping, then the problems, then what was written."""
    for brought in imported.files:
        tell(
            "imports.file",
            language,
            file=brought.file,
            tool=_tool(brought.mapping.export.tool, language),
            rows=brought.rows_in,
            placed=brought.placed,
            refused=brought.refused,
        )
        if brought.mapping.language:
            tell("imports.language", language, language=brought.mapping.language)
        for line in mapping_lines(brought.mapping, language):
            click.echo(line)
    if imported.problems:
        tell_problems(imported.problems, language, as_json=False)
    if imported.written:
        tell("imports.written", language, place=imported.written, responses=imported.responses)
    elif imported.mapping_path:
        tell("imports.mapping-written", language, place=imported.mapping_path)
    else:
        tell("imports.nothing-written", language)


def _tool(tool: str, language: Language) -> str:
    return TOOLS.get(tool) or say(f"imports.tool-{tool}", language)


def mapping_lines(mapping: Mapping, language: Language) -> list[str]:
    """The mapping as lines of a table whose columns are aligned."""
    head = [
        say(f"imports.head-{name}", language)
        for name in ("column", "heading", "to", "how", "score")
    ]
    rows = [head]
    for match in mapping.matches:
        to = match.to if match.question_id else say(f"imports.to-{match.to or 'none'}", language)
        how = say(f"imports.how-{match.how or 'none'}", language)
        letter = column_letter(match.column.number)
        cells = [_cut(match.column.shown, WIDEST["heading"]), _cut(to, WIDEST["to"])]
        rows.append([letter, *cells, how, f"{match.score:.2f}"])
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cut(text: str, width: int) -> str:
    """A text on one line, its middle left out when it is too wide."""
    plain = " ".join(text.split())
    half = (width - 3) // 2
    return plain if len(plain) <= width else f"{plain[:half]}...{plain[-half:]}"


def import_as_json(imported: Imported, language: Language) -> dict[str, Any]:
    """The whole of an import: the mapping of every file, the problems, what was written."""
    return {
        "files": [
            {
                "file": brought.file,
                "sha256": brought.sha256,
                "tool": brought.mapping.export.tool,
                "fingerprint": brought.mapping.fingerprint,
                "rows_in": brought.rows_in,
                "rows_placed": brought.placed,
                "rows_refused": brought.refused,
                "language": brought.mapping.language,
                "mapping": _mapping_as_json(brought.mapping),
            }
            for brought in imported.files
        ],
        "problems": as_records(imported.problems, language),
        "written": str(imported.written) if imported.written else None,
        "mapping": str(imported.mapping_path) if imported.mapping_path else None,
        "responses": imported.responses,
    }


def _mapping_as_json(mapping: Mapping) -> list[dict[str, Any]]:
    return [
        {
            "column": column_letter(match.column.number),
            "heading": match.column.shown,
            "to": match.to,
            "how": match.how,
            "score": match.score,
            "sure": match.sure,
            "near": match.near,
            "values": dict(match.values),
        }
        for match in mapping.matches
    ]


def tell_coding(coding: Coding, language: Language, *, read: bool) -> None:
    """Where the workbook is; or how the counts change, before and after."""
    if not read:
        tell("imports.coding-written", language, place=coding.path, texts=coding.texts)
        if coding.problems:
            tell_problems(coding.problems, language, as_json=False)
        return
    tell("imports.coding-read", language, place=coding.path, decided=coding.decided)
    tell_list(
        say(
            "imports.coding-count",
            language,
            question=change.question,
            label=change.label,
            before=change.before,
            after=change.after,
        )
        for change in coding.changes
    )
    if coding.problems:
        tell_problems(coding.problems, language, as_json=False)


def coding_as_json(coding: Coding, language: Language) -> dict[str, Any]:
    """What was written or read, with every count that changes."""
    return {
        "path": str(coding.path),
        "texts": coding.texts,
        "decided": coding.decided,
        "changes": [
            {"question": c.question, "code": c.code, "before": c.before, "after": c.after}
            for c in coding.changes
        ],
        "problems": as_records(coding.problems, language),
    }
