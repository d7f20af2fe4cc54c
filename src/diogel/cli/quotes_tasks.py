"""What the commands about quotations do."""

from __future__ import annotations

from pathlib import Path

from diogel.cli.output import tell, tell_json, tell_list
from diogel.core import Language


def quotes_find(
    *, language: Language, workspace: Path, wave: str, contacts: Path | None, as_json: bool
) -> int:
    """Show every mark of a survey's quotations; nothing is taken out."""
    from diogel.disclosure import part_of
    from diogel.language import say
    from diogel.workspace import find_quotes, open_workspace

    found = find_quotes(open_workspace(workspace), wave, contacts)
    rows = [
        {
            "quote": each.quotation.draft.id,
            "part": part,
            "start": mark.start,
            "end": mark.end,
            "kind": mark.kind,
            "certainty": str(mark.certainty),
            "words": mark.words(part_of(each.quotation.draft, part)[0]),
            "proposed": mark.replacement,
        }
        for each in found
        for part, mark in each.marks
    ]
    if as_json:
        tell_json({"marks": rows})
        return 0
    tell("cli.quotes.found", language, quotations=len(found), marks=len(rows))
    for row in rows:
        said = {
            "kind": say(f"redaction.kind.{row['kind']}", language),
            "certainty": say(f"redaction.certainty.{row['certainty']}", language),
        }
        tell("cli.quotes.mark", language, **(row | said))
    return 0


def quotes_sheet(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    to: Path | None,
    contacts: Path | None,
    as_json: bool,
) -> int:
    """Write the workbook in which a person signs quotations off."""
    from diogel.workspace import open_workspace, write_quotes

    made = write_quotes(open_workspace(workspace), wave, language, to, contacts)
    if as_json:
        tell_json({"written": [str(made.path)], "waiting": made.marks})
    else:
        tell("cli.quotes.written", language, place=made.path, waiting=made.marks)
    return 0


def quotes_take(
    *, language: Language, workspace: Path, file: Path, contacts: Path | None, as_json: bool
) -> int:
    """Take decisions and signatures into the bank."""
    from diogel.workspace import open_workspace, take_quotes

    taken = take_quotes(open_workspace(workspace), file, contacts)
    if as_json:
        tell_json({"decided": taken.marks, "signed": taken.quotations})
    else:
        tell("cli.quotes.taken", language, decided=taken.marks, signed=taken.quotations)
    return 0


def quotes_list(*, language: Language, workspace: Path, wave: str, as_json: bool) -> int:
    """How far each quotation has come."""
    from diogel.language import say
    from diogel.workspace import list_quotes, open_workspace

    found = list_quotes(open_workspace(workspace), wave)
    if as_json:
        tell_json(
            {
                "quotations": [
                    {
                        "survey": each.survey,
                        "quote": each.quotation.draft.id,
                        "tag": each.quotation.tag,
                        "language": each.quotation.draft.language,
                        "consent": each.quotation.draft.consent,
                        "translated": each.quotation.draft.translated,
                        "open_marks": each.open,
                        "signed_by": each.quotation.draft.signed_by,
                        "signed_on": each.quotation.draft.signed_on,
                        "printable": each.printable,
                        "uses": list(each.uses),
                    }
                    for each in found
                ]
            }
        )
        return 0
    for each in found:
        draft = each.quotation.draft
        tell(
            "cli.quotes.standing",
            language,
            survey=each.survey,
            quote=draft.id,
            consent=say(f"quotes.value.{draft.consent}", language),
            translated=say(f"quotes.value.{draft.translated}", language),
            open=each.open,
            state=say(f"cli.quotes.{'printable' if each.printable else 'kept_back'}", language),
        )
        tell_list(each.uses)
    return 0
