"""Exports of KoboToolbox and of ODK (Central, Briefcase): codes or labels under group paths.

- Kobo parts groups with "/" (another sign may be chosen), Briefcase with "-"; the last part
  is the question's name. Headings and values may be names or labels.
- Several ticks stand in one cell parted by spaces, or in a column for each choice
  ("question/choice", 1 or 0, TRUE or FALSE), or in both; a question that was not answered
  leaves its choices' columns blank.
- Repeated groups have sheets or files of their own, tied by `_parent_index` (Kobo) or
  `PARENT_KEY` (ODK: `uuid:...`, and `uuid:.../teams[1]` for rows inside rows; groups that do
  not repeat are left out of keys); the main table has a `SET-OF-...` column. Kobo's text
  tables leave repeated groups out; Ona's have a column for each row, `teams[1]/people`.
- `n/a` stands where there was nothing to answer (Ona, and Kobo's older exports).
- Briefcase writes dates as "Apr 26, 2018"; Central writes 2018-04-26.

Sources, read 22 November 2026: github.com/getodk/briefcase, docs/export-format.md;
github.com/getodk/central-backend/pull/411 and docs.getodk.org/central-submissions (options
for group names and split choices); github.com/kobotoolbox/formpack/issues/56 (blank choices
when there is no answer); rdrr.io/cran/KoboconnectR, kobo_export_create (separators, labels,
both ways of writing several choices); github.com/kobotoolbox/kpi/issues/2337 and
github.com/onaio/onadata/issues/2562 (repeated groups in text tables);
github.com/onaio/onadata/issues/1148 and 2774 (n/a).
"""

from __future__ import annotations

import re
from pathlib import Path

from diogel.files import Sheet
from diogel.surveys.imports.export import (
    PERSONAL,
    TECHNICAL,
    Export,
    ExportColumn,
    told_columns,
)
from diogel.surveys.imports.texts import plain
from diogel.surveys.suggestions import folded

KOBO_TELLING = {"_uuid", "_submission_time", "_submitted_by", "_parent_index", "_validation_status"}
ODK_TELLING = {"submissiondate", "key", "parent_key", "instanceid", "reviewstate", "submitterid"}
REPEATED = {"_parent_index", "_parent_table_name", "parent_key"}
KEYS = {"key", "parent_key", "_index", "_uuid", "_submission__uuid", *REPEATED}
OWN = {
    **dict.fromkeys(("start", "end", "today", "starttime", "endtime"), PERSONAL),
    **dict.fromkeys(("deviceid", "subscriberid", "simserial", "phonenumber"), PERSONAL),
    **dict.fromkeys(("username", "email", "audit", "instancename", "submittername"), PERSONAL),
    **dict.fromkeys(("submissiondate", "submitterid", "markedascompletedate"), PERSONAL),
    **dict.fromkeys(("key", "parent_key", "instanceid", "uuid", "rootuuid"), TECHNICAL),
    **dict.fromkeys(("attachmentspresent", "attachmentsexpected", "status"), TECHNICAL),
    **dict.fromkeys(("reviewstate", "edits", "formversion", "isvalidated"), TECHNICAL),
    **dict.fromkeys(("__version__", "_version_", "__version", "deprecatedid"), TECHNICAL),
}
_KOBO_PERSONAL = {"_submission_time", "_submitted_by", "_geolocation", "_notes"}
_PARTS = re.compile(r"\s*(?:/|(?<=\w)-(?=\w)|:{1,2}|\|)\s*")
BLANKS = frozenset({"n/a"})


def read_kobo_odk(sheets: tuple[Sheet, ...]) -> tuple[Export, ...]:
    """The responses, and each table of a repeated group; empty when it is no such export."""
    found = []
    for sheet in sheets:
        names = {_last(cell) for cell in sheet.rows[0] if cell}
        tool = "kobo" if names & KOBO_TELLING else "odk" if len(names & ODK_TELLING) > 1 else ""
        if tool:
            found.append(_read(sheet, tool, bool(names & REPEATED)))
    return tuple(found)


def _read(sheet: Sheet, tool: str, repeats: bool) -> Export:
    columns = tuple(
        ExportColumn(number, heading, _texts(heading), role=_role(heading))
        for number, heading in told_columns(sheet, 1)
    )
    # A form of these tools keeps own words in a question of their own, so no words are `others`.
    keys = {name: c.number for c in columns if (name := folded(c.heading)) in KEYS}
    table = sheet.name or Path(sheet.file).stem
    return Export(
        tool,
        sheet,
        columns,
        2,
        separators="; ",
        blanks=BLANKS,
        repeats=repeats,
        table=table,
        keys=keys,
    )


def _last(heading: str) -> str:
    return folded(_PARTS.split(heading.strip())[-1])


def _role(heading: str) -> str:
    """What the tool made the column for; empty for a question's."""
    name, last = folded(heading), _last(heading)
    if name.startswith("_") and name not in OWN:
        return PERSONAL if name in _KOBO_PERSONAL else TECHNICAL
    if name.startswith(("meta/", "meta-", "formhub/")) or "set-of-" in name:
        return OWN.get(last, TECHNICAL)
    return OWN.get(name, "")


def _texts(heading: str) -> tuple[str, ...]:
    """The heading and what is left of it when groups are taken off its front, one by one."""
    cleaned = plain(heading)
    cuts = [0, *(found.end() for found in _PARTS.finditer(cleaned))]
    return tuple(dict.fromkeys(cleaned[cut:] for cut in cuts if cleaned[cut:]))
