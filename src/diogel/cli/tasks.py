"""What each command does: calls one function of a room and tells the person the outcome."""

from __future__ import annotations

from pathlib import Path

from diogel.cli.output import tell, tell_json, tell_list, tell_problems
from diogel.cli.progress import Progress
from diogel.core import Bilingual, Language, Problem, Severity


def demo(*, language: Language, workspace: Path, as_json: bool) -> int:
    """Lay out the demonstration's inputs and build everything from them."""
    from diogel.workspace import build, lay_out_demo

    with Progress(language, quiet=as_json) as progress:
        laid = lay_out_demo(workspace, language, progress.step)
        opened = laid.workspace
        result = build(opened, progress.step, language=language)
    start = opened.out / "index.html"
    if as_json:
        tell_json({"index": str(start), "made": result.made, "fresh": result.fresh})
        return 0
    tell("cli.demo.done", language, count=len(result.made), fresh=len(result.fresh))
    tell("cli.demo.look", language, place=start)
    return _told((*laid.problems, *result.problems), language)


def new_folder(*, language: Language, workspace: Path, folder: Path | None, as_json: bool) -> int:
    """Make an empty workspace."""
    from diogel.workspace import new_workspace

    made = new_workspace(
        folder or workspace, Bilingual("Our evidence", "Ein tystiolaeth"), language
    )
    if as_json:
        tell_json({"workspace": str(made.path)})
    else:
        tell("cli.new.done", language, place=made.path)
    return 0


def build_all(*, language: Language, workspace: Path, again: bool, as_json: bool) -> int:
    """Make everything that is out of date."""
    from diogel.workspace import build, open_workspace

    opened = open_workspace(workspace)
    with Progress(language, quiet=as_json) as progress:
        result = build(opened, progress.step, again=again, language=language)
    if as_json:
        tell_json({"made": result.made, "fresh": result.fresh})
        return 0
    tell("cli.build.done", language, count=len(result.made), fresh=len(result.fresh))
    if result.changes:
        from diogel.cli.assess_tasks import tell_all_changes

        tell_all_changes(opened, result.changes, language)
    tell("cli.demo.look", language, place=opened.out / "index.html")
    return _told(result.problems, language)


def survey_list(*, language: Language, workspace: Path, as_json: bool) -> int:
    """The surveys of the workspace."""
    from diogel.surveys import read_wave
    from diogel.workspace import open_workspace

    waves = [read_wave(folder) for folder in open_workspace(workspace).waves()]
    if as_json:
        tell_json([{"wave": w.id, "en": w.title.en, "cy": w.title.cy} for w in waves])
    elif waves:
        tell_list(f"{wave.id}: {wave.title[language]}" for wave in waves)
    else:
        tell("cli.survey.none", language)
    return 0


def survey_new(*, language: Language, workspace: Path, wave: str, as_json: bool) -> int:
    """Start a survey from a small working example."""
    from diogel.workspace import new_survey, open_workspace

    folder = new_survey(open_workspace(workspace), wave)
    if as_json:
        tell_json({"folder": str(folder), "files": sorted(p.name for p in folder.iterdir())})
    else:
        tell("cli.survey.new", language, place=folder)
        tell_list(sorted(p.name for p in folder.iterdir()))
    return 0


def survey_check(
    *, language: Language, workspace: Path, form: Path, previous: Path | None, as_json: bool
) -> int:
    """Check a questionnaire, showing everything wrong with it at once."""
    from diogel.surveys import read_instrument

    def found(path: Path) -> Path:
        return path if path.exists() or path.is_absolute() else workspace / path

    instrument, problems = read_instrument(found(form), found(previous) if previous else None)
    if as_json:
        tell_problems(problems, language, as_json=True)
    else:
        tell_problems(problems, language, as_json=False)
        if not any(p.severity is Severity.STOP for p in problems):
            count = sum(q.asks for q in instrument.questions)
            tell("cli.survey.form_good", language, title=instrument.title, count=count)
    return 1 if any(p.severity is Severity.STOP for p in problems) else 0


def survey_template(*, language: Language, workspace: Path, wave: str, as_json: bool) -> int:
    """Write the workbooks that answers are filled into, one a language."""
    from diogel.surveys import read_wave, write_templates
    from diogel.workspace import open_workspace

    opened = open_workspace(workspace)
    found = read_wave(opened.wave(wave))
    paths = write_templates(found, opened.out / "templates" / wave)
    if as_json:
        tell_json([str(path) for path in paths])
    else:
        tell("cli.survey.templates", language)
        tell_list(map(str, paths))
    return 0


def survey_import(
    *,
    language: Language,
    workspace: Path,
    wave: str,
    files: tuple[Path, ...],
    add: bool,
    save_mapping: bool,
    accept_unmatched: bool,
    as_json: bool,
) -> int:
    """Bring in answers that another tool exported, showing what each column was taken for."""
    from diogel.cli.import_output import import_as_json, tell_import
    from diogel.workspace import bring_in, open_workspace

    imported = bring_in(
        open_workspace(workspace),
        wave,
        [_from(workspace, path) for path in files],
        language,
        add=add,
        accept_unmatched=accept_unmatched,
        save_mapping=save_mapping,
    )
    if as_json:
        tell_json(import_as_json(imported, language))
    else:
        tell_import(imported, language)
    return 0 if imported.written or save_mapping else 1


def survey_code(
    *, language: Language, workspace: Path, wave: str, workbook: Path | None, as_json: bool
) -> int:
    """Write the words that may be coded in a workbook, or read what was decided in one."""
    from diogel.cli.import_output import coding_as_json, tell_coding
    from diogel.workspace import code_words, open_workspace

    path = _from(workspace, workbook) if workbook else None
    coding = code_words(open_workspace(workspace), wave, language, path)
    if as_json:
        tell_json(coding_as_json(coding, language))
    else:
        tell_coding(coding, language, read=path is not None)
    return 0


def _from(workspace: Path, path: Path) -> Path:
    """A file as it was named, from where one stands or else from the workspace."""
    return path if path.exists() or path.is_absolute() else workspace / path


def survey_answers(*, language: Language, workspace: Path, wave: str, as_json: bool) -> int:
    """Read a survey's answers and say everything that is wrong with them."""
    from diogel.surveys import read_study
    from diogel.workspace import open_workspace

    study = read_study(open_workspace(workspace).wave(wave))
    if as_json:
        tell_problems(study.problems, language, as_json=True)
        return 0
    tell(
        "cli.survey.answers",
        language,
        responses=len(study.answers.responses),
        conversations=len(study.answers.conversations),
    )
    return _told(study.problems, language)


def survey_count(
    *, language: Language, workspace: Path, wave: str, policy: str, as_json: bool
) -> int:
    """Print the figures of a survey that may be said."""
    from diogel.workspace import figures_of, open_workspace

    rows = figures_of(open_workspace(workspace), wave, policy, language)
    if as_json:
        tell_json(rows)
    else:
        tell_list(f"{row['figure']}: {row['label']}: {row['said']}" for row in rows)
    return 0


def survey_report(
    *, language: Language, workspace: Path, wave: str, policy: str, as_json: bool
) -> int:
    """Make the reports of one survey."""
    from diogel.workspace import build, open_workspace

    opened = open_workspace(workspace)
    opened.wave(wave)
    with Progress(language, quiet=as_json) as progress:
        result = build(opened, progress.step, only=wave, policy=policy, again=True)
    if as_json:
        tell_json({"made": result.made})
        return 0
    tell("cli.build.done", language, count=len(result.made), fresh=len(result.fresh))
    tell_list(result.made)
    return _told(result.problems, language)


def places(*, language: Language, workspace: Path, texts: tuple[str, ...], as_json: bool) -> int:  # noqa: ARG001
    """Say which authority each name or code means, and how it was recognised."""
    from diogel.places import area, resolve

    rows = []
    for text in texts:
        found = resolve(text)
        rows.append(
            {
                "found": text,
                "code": found.code,
                "name": area(found.code).name[language] if found.code else "",
                "how": _word(f"cli.places.how.{found.how}", language),
                "near": ", ".join(near.name[language] for near in found.suggestions),
            }
        )
    if as_json:
        tell_json(rows)
        return 0 if all(row["code"] for row in rows) else 1
    for row in rows:
        key = "known" if row["code"] else "unknown" if row["near"] else "nowhere_near"
        tell(f"cli.places.{key}", language, **row)
    return 0 if all(row["code"] for row in rows) else 1


def _word(key: str, language: Language) -> str:
    from diogel.language import say

    return say(key, language)


def check_language(*, language: Language, workspace: Path, as_json: bool) -> int:  # noqa: ARG001
    """Check every catalogue and count what no Welsh speaker has reviewed."""
    from diogel.language.linter import check_language as check

    report = check()
    if as_json:
        findings = [[f.kind, f.catalogue, f.key, f.detail] for f in report.findings]
        counts = {c.catalogue: [c.entries, c.awaiting_review] for c in report.counts}
        tell_json({"findings": findings, "entries_and_awaiting_review": counts})
        return 1 if report.findings else 0
    for found in report.findings:
        kind = _word(f"cli.language.kind.{found.kind}", language)
        tell("cli.language.finding", language, kind=kind, where=found.key, detail=found.detail)
    for count in report.counts:
        tell(
            "cli.language.count",
            language,
            catalogue=count.catalogue,
            entries=count.entries,
            waiting=count.awaiting_review,
        )
    tell("cli.language.total", language, findings=len(report.findings))
    return 1 if report.findings else 0


def glossary(*, language: Language, workspace: Path, as_json: bool) -> int:  # noqa: ARG001
    """Print the glossary: one term for each idea, in both languages."""
    from diogel.language.glossary import terms

    found = terms()
    if as_json:
        tell_json([{"en": t.name.en, "cy": t.name.cy, "code": t.code} for t in found])
    else:
        tell_list(f"{t.name[language]}: {t.meaning[language]}" for t in found)
    return 0


def _told(problems: tuple[Problem, ...], language: Language) -> int:
    """Show the problems that did not stop the work."""
    if problems:
        tell_problems(problems, language, as_json=False, went_on=True)
    return 0
