"""Assessments as their users make them: by command, written in with Word, made again."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from command_line import diogel
from diogel.assessment import load_template
from diogel.core import LANGUAGES
from diogel.language import english_left

CARDIFF = "W06000015"
FORMATS = ("html", "docx", "odt", "pdf")
SOFFICE = shutil.which("soffice")


def figures(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def assessed_once(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with Cardiff's assessment; never written into."""
    place = tmp_path_factory.mktemp("assessed") / "workspace"
    shutil.copytree(demo_workspace, place)
    done = diogel("assess", "Caerdydd", "--day", "2026-09-01", cwd=place)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def assessed(assessed_once: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    copy = tmp_path / "workspace"
    shutil.copytree(assessed_once, copy)
    return copy


def test_an_assessment_is_made_in_every_format_and_both_languages(assessed_once: Path) -> None:
    folder = assessed_once / "out" / "assessments" / CARDIFF

    expected = {
        f"{name}.{language}.{ending}"
        for name in ("assessment", "board", "public-summary")
        for language in LANGUAGES
        for ending in FORMATS
    } | {f"tables.{language}.xlsx" for language in LANGUAGES}
    assert expected <= {path.name for path in folder.iterdir()}
    home = (assessed_once / "out" / "index.html").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert f'href="assessments/{CARDIFF}/assessment.{language}.html"' in home


def test_every_chapter_stands_in_both_languages_with_15_charts_and_tables(
    assessed_once: Path,
) -> None:
    folder = assessed_once / "out" / "assessments" / CARDIFF
    template = load_template()
    chapters = template.chapters_of(template.plans[0], "")

    for language in LANGUAGES:
        page = (folder / f"assessment.{language}.html").read_text(encoding="utf-8")
        missing = [c.id for c in chapters if c.title[language].replace("'", "&#x27;") not in page]
        missing = [id_ for id_ in missing if f'id="{id_}"' not in page]
        assert missing == []
        assert page.count("<figure") >= 15
        assert page.count("<table") >= 15
        assert "{{" not in page


def test_no_english_stands_in_the_welsh_assessment(assessed_once: Path) -> None:
    folder = assessed_once / "out" / "assessments" / CARDIFF

    for name in ("assessment", "board", "public-summary", "explain"):
        page = (folder / f"{name}.cy.html").read_text(encoding="utf-8")
        body = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.S)
        body = re.sub(r'<(\w+)[^>]*\blang="en[^"]*"[^>]*>.*?</\1>', " ", body, flags=re.S)
        text = re.sub(r"<[^>]+>", "\n", re.sub(r"<code>.*?</code>", " ", body))
        # What a supplier calls itself is its own name, and ids are nobody's words.
        text = re.sub(r"Synthetic (health boards|councils|youth justice services)", "", text)
        text = re.sub(r"\S*([a-z][-.][a-z]|W\d{8}|-\d{4}:)\S*", "", text)
        assert english_left(text) == (), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_survey_number_leads_to_its_question_and_its_edition(
    assessed_once: Path, language: str
) -> None:
    folder = assessed_once / "out" / "assessments" / CARDIFF
    page = (folder / f"assessment.{language}.html").read_text(encoding="utf-8")
    origins = (folder / f"explain.{language}.html").read_text(encoding="utf-8")

    quoted = re.findall(r'data-figure="([\w-]+:[\w.]+)">(.*?)</span>', page)

    assert {name.partition(":")[0] for name, _ in quoted} == {"workforce-2021", "baseline-2021"}
    for name, said in quoted:
        href, words = re.fullmatch(r'<a href="([^"]+)" class="origin">(.*)</a>', said).groups()
        row = origins[origins.index(f'<tr id="{name}">') :].partition("</tr>")[0]
        assert href == f"explain.{language}.html#{name}"
        assert f"<td>{words}</td>" in row
    answers = assessed_once / "surveys" / "workforce-2021" / "answers.xlsx"
    assert hashlib.sha256(answers.read_bytes()).hexdigest() not in origins


def test_nothing_is_made_twice(assessed: Path) -> None:
    folder = assessed / "out" / "assessments" / CARDIFF
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    told = json.loads(diogel("assess", "Cardiff", "--json", cwd=assessed).stdout)

    assert (told["made"], told["fresh"]) == ([], [CARDIFF])
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_all_told_in_the_language_of_the_person(demo_copy: Path, language: str) -> None:
    wrong = diogel("assess", "Cardif", "Narnia", "--iaith", language, cwd=demo_copy)
    nothing = diogel("assess", "--iaith", language, cwd=demo_copy)

    assert (wrong.returncode, nothing.returncode) == (1, 1)
    assert "Cardif" in wrong.stderr
    assert "Narnia" in wrong.stderr
    assert "Traceback" not in wrong.stderr + nothing.stderr
    if language == "cy":
        assert english_left(nothing.stderr) == ()


def written(folder: Path, part: str, words: str) -> Path:
    """Cardiff's Word file with words typed in a part, saved by LibreOffice."""
    path = folder / "assessment.en.docx"
    document = docx.Document(str(path))
    paragraphs = document.paragraphs
    mark = f"[[{CARDIFF} {part} "
    at = next(n for n, paragraph in enumerate(paragraphs) if mark in paragraph.text)
    paragraphs[at + 1].text = words
    saved = folder.parent.parent / "typed.docx"
    document.save(str(saved))
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    out = saved.parent / "saved"
    profile = f"-env:UserInstallation={(saved.parent / 'office').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(out), str(saved)], check=True, capture_output=True, timeout=180
    )
    return out / saved.name


def a_month_later(workspace: Path, folder: Path) -> Path:
    """South Wales's last month once more, as the month after."""
    archive = workspace / "inbox" / "done" / "police-synthetic.zip"
    with zipfile.ZipFile(archive) as opened:
        name = max(n for n in opened.namelist() if "south-wales-street" in n)
        content = opened.read(name).decode("utf-8")
    month = name.split("/")[-1][:7]
    year, number = month.split("-")
    later = f"{year}-{int(number) + 1:02d}"
    path = folder / "synthetic" / later / name.split("/")[-1].replace(month, later)
    path.parent.mkdir(parents=True)
    # Another month has other crimes; what has no identifier begins with a comma.
    lines = content.replace(month, later).splitlines()
    turned = [lines[0]]
    for row in lines[1:]:
        crime, rest = row.split(",", 1)
        turned.append(f"{crime[::-1]},{rest}")
    path.write_text("\n".join(turned) + "\n", encoding="utf-8")
    return path


def test_words_from_word_are_kept_over_a_new_month_and_moved_numbers_are_flagged(
    assessed: Path, tmp_path: Path
) -> None:
    folder = assessed / "out" / "assessments" / CARDIFF
    figure = f"{CARDIFF}.police-burglary.count12"
    was = f"{int(figures(folder)[figure]['value']):,}"
    typed = written(folder, "summary", f"We counted {was} burglaries, and we asked people why.")

    taken = diogel("section", "take", "Cardiff", typed, "--by", "Invented lead", cwd=assessed)
    diogel("add", a_month_later(assessed, tmp_path), cwd=assessed)
    again = diogel("assess", "Cardiff", cwd=assessed)

    assert (taken.returncode, again.returncode) == (0, 0), taken.stderr + again.stderr
    now = f"{int(figures(folder)[figure]['value']):,}"
    assert now != was
    page = (folder / "assessment.en.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert f"We counted {was} burglaries, and we asked people why." in text
    assert re.search(rf"The number {was} was typed here .* is now {now}", text)
    command = f"diogel section confirm {CARDIFF} summary --language en --by"
    assert command in text

    confirm = [*command.split()[1:], "Chair"]
    confirmed = diogel(*confirm, "--json", cwd=assessed)
    twice = diogel(*confirm, cwd=assessed)

    told = json.loads(confirmed.stdout)
    assert (told["by"], told["left"]) == ("Chair", [])
    assert [(each["was"], each["now"]) for each in told["numbers"]] == [(was, now)]
    assert (twice.returncode, twice.stderr.count("summary (en)")) == (1, 1), twice.stderr


def test_two_peoples_texts_are_both_kept_until_one_is_chosen(assessed: Path) -> None:
    folder = assessed / "out" / "assessments" / CARDIFF
    first = written(folder, "causes", "The first reason.")
    diogel("section", "take", "Cardiff", first, "--by", "Council", cwd=assessed)
    second = written(folder, "causes", "Another reason.")
    diogel("section", "take", "Cardiff", second, "--by", "Police", cwd=assessed)

    listed = json.loads(diogel("section", "list", "Cardiff", "--json", cwd=assessed).stdout)
    waiting = next(each for each in listed["sections"] if not each["holds"])
    settled = diogel(
        *("section", "settle", "Cardiff", "causes", waiting["release"], "--language", "en"),
        cwd=assessed,
    )
    signed = diogel(
        *("section", "sign", "Cardiff", "causes", "--language", "en", "--by", "Chair"),
        cwd=assessed,
    )

    assert (settled.returncode, signed.returncode) == (0, 0), settled.stderr + signed.stderr
    listed = json.loads(diogel("section", "list", "Cardiff", "--json", cwd=assessed).stdout)
    assert [each["by"] for each in listed["sections"]] == ["Police"]


def test_a_document_for_publishing_waits_for_what_is_required(assessed: Path) -> None:
    done = diogel("assess", "Cardiff", "--public", cwd=assessed)

    assert done.returncode == 1
    assert "summary" in done.stderr
    assert not (assessed / "out" / "assessments" / CARDIFF / "public").exists()
