"""Documents made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from report_samples import TEXTS, document, released

from diogel.core import Language
from diogel.reports import WorkbookTexts, Written, write_document, write_workbook

MOMENT = datetime(2021, 4, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Written]:
    """Both language versions in every format; the Welsh one has hidden figures."""
    folder = tmp_path_factory.mktemp("reports")
    cy = write_document(document("cy", hidden=True), folder, twin_href="report.en.html")
    en = write_document(document("en"), folder, twin_href="report.cy.html")
    return {"en": en, "cy": cy}


@pytest.fixture(scope="session")
def workbook_texts_given() -> WorkbookTexts:
    """What a workbook says of itself."""
    return WorkbookTexts(
        title=TEXTS["title"],
        author=TEXTS["author"],
        subject=TEXTS["subject"],
        moment=MOMENT,
        about=(TEXTS["subtitle"],),
        keywords=(TEXTS["themes"],),
        notice=TEXTS["line"],
    )


@pytest.fixture
def make_workbook(
    tmp_path: Path, workbook_texts_given: WorkbookTexts
) -> Callable[[Language, bool], Path]:
    """A workbook in one language, with or without hidden figures."""

    def make(language: Language, hidden: bool = False) -> Path:
        path = tmp_path / f"tables.{language}.xlsx"
        return write_workbook(released(hidden), workbook_texts_given, path, language)

    return make
