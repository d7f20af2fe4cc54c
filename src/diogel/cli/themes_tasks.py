"""What the commands about themes of free text do."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from diogel.cli.output import tell, tell_json, tell_list, tell_problems
from diogel.core import LANGUAGES, Language

MOST_WORDS = 30


def themes_codebook(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    to: Path | None,
    file: Path | None,
    questions: tuple[str, ...],
    as_json: bool,
) -> int:
    """Check a survey's codebooks, write them for other tools, or take one."""
    from diogel.language import as_records
    from diogel.workspace import open_workspace
    from diogel.workspace.theming import export_codebooks, import_codebook, survey_codebooks

    opened = open_workspace(workspace)
    if file is not None:
        place, problems = import_codebook(opened, wave, file, questions, language)
        if as_json:
            tell_json({"codebook": str(place), "problems": as_records(problems, language)})
            return 0
        tell_problems(problems, language, as_json=False, went_on=True)
        tell("cli.themes.codebook_taken", language, place=place)
        return 0
    codebooks = survey_codebooks(opened, wave)
    written = export_codebooks(opened, wave, to) if to is not None else ()
    rows = [
        {
            "codebook": each.id,
            "version": each.version,
            "questions": list(each.questions),
            "themes": [code.code for code in each.codes],
        }
        for each in codebooks
    ]
    if as_json:
        tell_json({"codebooks": rows, "written": list(map(str, written))})
        return 0
    if not codebooks:
        tell("cli.themes.no_codebook", language)
    for each in codebooks:
        said = {"questions": ", ".join(each.questions), "themes": len(each.codes)}
        tell("cli.themes.codebook", language, codebook=each.id, version=each.version, **said)
    for path in written:
        tell("cli.themes.codebook_written", language, place=path)
    return 0


def themes_sheet(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    question: str,
    coder: str,
    to: Path | None,
    as_json: bool,
) -> int:
    """Write one coder's workbook."""
    from diogel.workspace import open_workspace
    from diogel.workspace.theming import write_theme_sheet

    made = write_theme_sheet(open_workspace(workspace), wave, question, coder, language, to)
    said = {"answers": made.answers, "coded": made.coded}
    if as_json:
        tell_json({"written": [str(made.path)], **said})
    else:
        tell("cli.themes.sheet", language, place=made.path, **said)
    return 0


def themes_take(*, language: Language, workspace: Path, file: Path, as_json: bool) -> int:
    """Take a workbook that somebody coded or settled."""
    from diogel.workspace import open_workspace
    from diogel.workspace.theming import take_theme_sheet

    taken = take_theme_sheet(open_workspace(workspace), file)
    kind = "settled" if taken.settling else "taken"
    said = {"answers": taken.answers, "coded": taken.coded}
    if as_json:
        tell_json({"kept": str(taken.path), "kind": kind, **said})
    else:
        tell(f"cli.themes.{kind}", language, place=taken.path, **said)
    return 0


def themes_compare(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    question: str,
    to: Path | None,
    as_json: bool,
) -> int:
    """Say how far two coders agree, and write the workbook in which they are settled."""
    from diogel.surveys.themes import rounded
    from diogel.workspace import open_workspace
    from diogel.workspace.theming import codebook_of, compare_themes

    opened = open_workspace(workspace)
    made = compare_themes(opened, wave, question, language, to)
    found = made.agreement
    if as_json:
        record = asdict(found) | {"coders": made.coders, "written": str(made.path)}
        tell_json(record | {"open": made.open})
        return 0
    one, two = made.coders
    said = {"kappa": rounded(found.kappa, language), "alpha": rounded(found.alpha, language)}
    counts = {"answers": found.answers, "alike": found.alike}
    tell("cli.themes.compared", language, first=one, second=two, **counts, **said)
    codebook = codebook_of(opened, wave, question)
    for each in found.codes:
        name = codebook.by_code[each.code].name[language] if codebook else each.code
        sides = {"both": each.both, "first": each.first, "second": each.second}
        kappa = rounded(each.kappa, language)
        slots = {**sides, "neither": each.neither, "kappa": kappa}
        tell("cli.themes.compared_code", language, theme=name, **slots)
    tell("cli.themes.compared_written", language, place=made.path, open=made.open)
    return 0


def themes_list(*, language: Language, workspace: Path, wave: str, as_json: bool) -> int:
    """How far the coding of each question has come."""
    from diogel.language import say
    from diogel.workspace import open_workspace
    from diogel.workspace.theming import theme_standings

    rows = [
        {
            "survey": survey,
            "question": each.question,
            "codebook": each.codebook.id,
            "version": each.codebook.version,
            "answers": len(each.texts),
            "coders": list(each.coders),
            "waiting": each.agreement.waiting,
            "open": sum(side.open for side in each.sides),
            "counted": each.coded() is not None,
        }
        for survey, each in theme_standings(open_workspace(workspace), wave)
    ]
    if as_json:
        tell_json({"questions": rows})
        return 0
    if not rows:
        tell("cli.themes.no_codebook", language)
    for row in rows:
        state = say(f"cli.themes.{'counted' if row['counted'] else 'not_counted'}", language)
        names = row["coders"]
        coders = ", ".join(names) if isinstance(names, list) and names else "-"
        tell("cli.themes.standing", language, **(row | {"state": state, "coders": coders}))
    return 0


def themes_export(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    question: str,
    signed: bool,
    to: Path | None,
    as_json: bool,
) -> int:
    """Write answers with their themes for other tools."""
    from diogel.workspace import open_workspace
    from diogel.workspace.theme_exchange import export_themes

    made = export_themes(open_workspace(workspace), wave, question, language, to, signed=signed)
    if as_json:
        tell_json({"written": [str(made.path)], "texts": made.texts, "signed": made.signed})
    else:
        key = "exported_signed" if made.signed else "exported"
        tell(f"cli.themes.{key}", language, place=made.path, texts=made.texts)
    return 0


def themes_words(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    question: str,
    against: str,
    theme: str,
    as_json: bool,
) -> int:
    """Say which words mark out the answers to a question."""
    from diogel.language import number, say
    from diogel.workspace import open_workspace
    from diogel.workspace.theme_exchange import theme_words

    found = theme_words(open_workspace(workspace), wave, question, against, theme)
    if as_json:
        tell_json({each: [asdict(word) for word in found[each]] for each in LANGUAGES})
        return 0
    for each in LANGUAGES:
        if not found[each]:
            continue
        tell(f"cli.themes.words_{each}", language)
        tell_list(
            say(
                "cli.themes.word",
                language,
                term=word.term,
                respondents=word.respondents,
                of=word.of,
                elsewhere=word.elsewhere,
                of_elsewhere=word.of_elsewhere,
                likelihood=number(word.log_likelihood, language, 1),
                ratio=number(word.log_ratio, language, 1),
            )
            for word in found[each][:MOST_WORDS]
        )
    if not any(found.values()):
        tell("cli.themes.words_none", language)
    return 0
