"""The page on files names every key, kind and column that the program reads or writes."""

from pathlib import Path

from diogel.reports.figures_csv import COLUMNS
from diogel.surveys.plan import MAY, NEEDS, OPTIONS
from diogel.surveys.wave import (
    ANSWER_NAMES,
    CONVERSATION_NAMES,
    DATES,
    INSTRUMENT_NAMES,
    TEXTS,
)
from diogel.workspace.folder import FOLDERS, SETTINGS

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/files.md").read_text("utf-8")


def test_every_kind_of_figure_and_what_it_needs_is_named() -> None:
    words = {*NEEDS, *(need for needs in [*NEEDS.values(), *MAY.values()] for need in needs)}

    assert [word for word in sorted(words) if f"`{word}" not in PAGE] == []


def test_every_option_of_a_figure_is_named() -> None:
    # `parts` stands in the page as the heading that it is written under.
    assert [name for name in sorted(OPTIONS - {"parts"}) if f"`{name}" not in PAGE] == []
    assert "[figure.parts]" in PAGE


def test_every_key_of_a_wave_is_named() -> None:
    keys = (*TEXTS, *DATES, "purpose", "limits", "documents", "cites", "synthetic")

    assert [key for key in keys if f"`{key}`" not in PAGE] == []


def test_every_column_of_the_file_of_figures_is_named() -> None:
    assert [column for column in COLUMNS if f"`{column}`" not in PAGE] == []


def test_every_file_and_folder_of_a_workspace_is_named() -> None:
    endings = {Path(name).suffix for name in (*INSTRUMENT_NAMES, *ANSWER_NAMES)}
    names = [SETTINGS, *(f"{folder}/" for folder in FOLDERS), ANSWER_NAMES[0]]
    names += [INSTRUMENT_NAMES[0], CONVERSATION_NAMES[0], "exceptions.toml", "quotes.csv"]

    assert [name for name in names if f"`{name}" not in PAGE] == []
    assert [ending for ending in endings if f"{ending}`" not in PAGE] == []
