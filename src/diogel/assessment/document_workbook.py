"""What the workbook of an assessment's tables says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from diogel.core import Bilingual
from diogel.indicators import AreaSet
from diogel.language import both, long_date
from diogel.reports import WorkbookTexts

WORKBOOK = "tables"
_NOTHING = Bilingual("", "")


def workbook_texts(
    area: AreaSet,
    day: date,
    publisher: Bilingual,
    *,
    about: Sequence[Bilingual] = (),
    synthetic: bool = False,
) -> WorkbookTexts:
    """The cover of `tables.<language>.xlsx`; `write_workbook` writes it from what is released."""
    said = Bilingual(long_date(day, "en"), long_date(day, "cy"))
    return WorkbookTexts(
        title=both("document.workbook-title", area=area.name),
        author=publisher,
        subject=both("document.workbook-subject"),
        moment=datetime.combine(day, time(), UTC),
        about=(both("document.workbook-about", area=area.name, day=said), *about),
        notice=both("document.synthetic") if synthetic else _NOTHING,
    )
