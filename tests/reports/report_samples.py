"""Small released tables and a small document, in both languages, for the tests of this folder."""

from __future__ import annotations

from diogel.charts import describe
from diogel.core import Base, Bilingual, Figure, Kind, Language, Line, Table, Unit
from diogel.disclosure import (
    Decision,
    RecordedException,
    Released,
    ReleasedFigure,
    ReleasedTable,
)
from diogel.disclosure.released import _KEY
from diogel.reports.document import (
    Callout,
    ChartBlock,
    Document,
    Heading,
    Notice,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
)
from quote_factory import signed

NO_BAND = Bilingual("", "")


def figure(
    id_: str, label: Bilingual, count: int | None, base: int = 15, *, share: bool = True
) -> ReleasedFigure:
    """A released figure; None makes a hidden one."""
    found = Figure(
        id=id_,
        label=label,
        kind=Kind.SHARE if share else Kind.COUNT,
        unit=Unit.RESPONSE,
        base=Base.ALL,
        value=(count or 0) / (base or 1) if share else float(count or 0),
        numerator=count or 0,
        denominator=base,
        wave="workforce-2021",
        source=id_.split(".")[0],
        sensitive=True,
    )
    return ReleasedFigure(found if count is not None else found.hidden(), NO_BAND, _KEY)


def table(
    id_: str,
    title: Bilingual,
    rows: list[tuple[str, Bilingual]],
    columns: list[tuple[str, Bilingual]],
    counts: dict[tuple[str, str], int | None],
    *,
    chart: str = "bar",
    treatment: str = "whole",
    base: int = 15,
) -> ReleasedTable:
    """A released table from counts; a missing pair is a structural blank."""
    lines = [Line(code, label) for code, label in rows]
    across = [Line(code, label) for code, label in columns]
    names = dict(rows)
    figures = {
        f"{id_}.{r}.{c}": figure(f"{id_}.{r}.{c}", names[r], count, base)
        for (r, c), count in counts.items()
    }
    cells = {(r, c): f"{id_}.{r}.{c}" for (r, c) in counts}
    made = Table(
        id=id_,
        title=title,
        row_heading=Bilingual("Answer", "Ateb"),
        rows=tuple(lines),
        columns=tuple(across),
        cells=cells,
        note=Bilingual("One answer from each authority.", "Un ateb gan bob awdurdod."),
        chart=chart,
    )
    return ReleasedTable(made, figures, treatment, _KEY)


COUNT = [("n", Bilingual("Responses", "Ymatebion"))]
BARRIERS = [
    (
        "a",
        Bilingual(
            "Lack of funding for posts beyond one year",
            "Diffyg cyllid ar gyfer swyddi y tu hwnt i flwyddyn",
        ),
    ),
    ("b", Bilingual("Staff time", "Amser staff")),
    ("c", Bilingual("Skills in analysing data", "Sgiliau dadansoddi data tŷ a tŵr")),
    (
        "d",
        Bilingual(
            "Sharing of information between partner organisations",
            "Rhannu gwybodaeth rhwng sefydliadau partner",
        ),
    ),
    ("e", Bilingual("Other", "Arall")),
]


def barriers(hidden: bool = False) -> ReleasedTable:
    """One column of ticks; with `hidden`, one of them confidential."""
    counts: dict[tuple[str, str], int | None] = {
        ("a", "n"): 12,
        ("b", "n"): 12,
        ("c", "n"): 7,
        ("d", "n"): 4,
        ("e", "n"): 0,
    }
    if hidden:
        counts["d", "n"] = None
    title = Bilingual(
        "Barriers to community safety work, authorities, Wales, 2021",
        "Rhwystrau i waith diogelwch cymunedol, awdurdodau, Cymru, 2021",
    )
    return table("W9", title, BARRIERS, COUNT, counts)


def themes(hidden: bool = False) -> ReleasedTable:
    """Three states of each theme: parts of a row that add up to the base."""
    rows = [
        ("asb", Bilingual("Anti-social behaviour", "Ymddygiad gwrthgymdeithasol")),
        (
            "vawdasv",
            Bilingual(
                "Violence against women, domestic abuse and sexual violence",
                "Trais yn erbyn menywod, cam-drin domestig a thrais rhywiol",
            ),
        ),
        ("fire", Bilingual("Fire safety", "Diogelwch tân")),
    ]
    columns = [
        ("within", Bilingual("Within the team", "Yn y tîm")),
        ("outside", Bilingual("Elsewhere in the authority", "Mewn rhan arall o'r awdurdod")),
        ("not_identified", Bilingual("Not identified", "Heb ei nodi")),
    ]
    counts: dict[tuple[str, str], int | None] = {
        ("asb", "within"): 13,
        ("asb", "outside"): 2,
        ("asb", "not_identified"): 0,
        ("vawdasv", "within"): 9,
        ("vawdasv", "outside"): 5,
        ("vawdasv", "not_identified"): 1,
        ("fire", "within"): 1,
        ("fire", "outside"): 4,
    }
    if hidden:
        counts["vawdasv", "outside"] = None
        counts["vawdasv", "not_identified"] = None
    title = Bilingual("Where each theme is held, Wales, 2021", "Ble mae pob thema, Cymru, 2021")
    return table("W17", title, rows, columns, counts, chart="stacked")


def withheld() -> ReleasedTable:
    """A table of which nothing may be shown."""
    title = Bilingual("Staff by grade, Wales, 2021", "Staff yn ôl gradd, Cymru, 2021")
    return table("W5", title, [], [], {}, treatment="withheld", chart="")


def released(hidden: bool = False) -> Released:
    """A small wave with three tables."""
    tables = {t.table.id: t for t in (barriers(hidden), themes(hidden), withheld())}
    figures = {id_: f for t in tables.values() for id_, f in t.figures.items()}
    exception = RecordedException(
        id="published-2021",
        title=Bilingual("Already published, 2021", "Cyhoeddwyd eisoes, 2021"),
        reason=Bilingual("The figures are public.", "Mae'r ffigurau'n gyhoeddus."),
        approver=Bilingual("Head of the Network", "Pennaeth y Rhwydwaith"),
        date="2021-04-01",
    )
    decisions = (Decision("small", "W5", "withhold"),)
    return Released("workforce-2021", figures, tables, decisions, "default", (exception,), _KEY)


TEXTS: dict[str, Bilingual] = {
    "title": Bilingual("Workforce survey 2021", "Arolwg o'r gweithlu 2021"),
    "subtitle": Bilingual(
        "Community safety teams in local authorities",
        "Timau diogelwch cymunedol mewn awdurdodau lleol",
    ),
    "date": Bilingual("1 April 2021", "1 Ebrill 2021"),
    "author": Bilingual("Wales Safer Communities Network", "Rhwydwaith Cymunedau Mwy Diogel Cymru"),
    "subject": Bilingual("Community safety workforce", "Gweithlu diogelwch cymunedol"),
    "findings": Bilingual("Findings", "Canfyddiadau"),
    "barriers": Bilingual("Barriers", "Rhwystrau"),
    "prose": Bilingual(
        'Of those who answered, [12 of 15]{.figure data-figure="W9.a.n"} named **funding**. '
        "See [the themes](#themes).\n\n- first\n- second",
        'O\'r rhai a atebodd, enwodd [12 o 15]{.figure data-figure="W9.a.n"} **gyllid**. '
        "Gweler [y themâu](#themes).\n\n- cyntaf\n- ail",
    ),
    "notice": Bilingual("The answers are **invented**.", "Mae'r atebion wedi'u **dyfeisio**."),
    "line": Bilingual(
        "Invented data, for demonstration", "Data wedi'i ddyfeisio, at ddibenion arddangos"
    ),
    "headline": Bilingual("12 of 15", "12 o 15"),
    "sentence": Bilingual(
        "authorities named funding as a barrier.", "o awdurdodau'n enwi cyllid fel rhwystr."
    ),
    "chart": Bilingual(
        "Funding and staff time are named most", "Cyllid ac amser staff a enwir amlaf"
    ),
    "chart2": Bilingual(
        "Anti-social behaviour is mostly held within the team",
        "Mae ymddygiad gwrthgymdeithasol gan amlaf yn y tîm",
    ),
    "themes": Bilingual("Themes", "Themâu"),
    "definitions": Bilingual("Words used", "Geiriau a ddefnyddir"),
    "word": Bilingual("Word", "Gair"),
    "meaning": Bilingual("Meaning", "Ystyr"),
    "base": Bilingual("Base", "Sail"),
    "who": Bilingual("Whom a percentage is of.", "Y rhai y mae canran yn ganran ohonynt."),
    "said": Bilingual("an officer", "swyddog"),
}


def document(language: Language, *, hidden: bool = False) -> Document:
    """A document with every kind of block."""
    t = {key: text[language] for key, text in TEXTS.items()}
    other: Language = "en" if language == "cy" else "cy"
    first, second = barriers(hidden), themes(hidden)
    blocks = (
        Notice(t["notice"], "synthetic"),
        Heading(2, t["findings"], "findings"),
        Callout(t["headline"], t["sentence"], first.figures["W9.a.n"]),
        Prose(t["prose"], ("W9.a.n",)),
        Heading(3, t["barriers"], "barriers"),
        ChartBlock(first, 1, t["chart"], describe(first, language)),
        TableBlock(first, 1, "both"),
        Quote(signed('We never have [enough] time & "money" <now>.'), "en", t["said"]),
        Quote(signed("Mae'r tŷ a'r tŵr yn ddiogel.", "cy"), "cy"),
        Heading(2, t["themes"], "themes"),
        ChartBlock(second, 2, t["chart2"], describe(second, language), "stacked"),
        TableBlock(second, 2, "count"),
        TableBlock(withheld(), 3, "count"),
        Heading(2, t["definitions"], "definitions"),
        PlainTable(
            t["definitions"], 4, (t["word"], t["meaning"]), ((t["base"], t["who"]),), (0.3, 0.7)
        ),
    )
    return Document(
        name="report",
        language=language,
        title=t["title"],
        subtitle=t["subtitle"],
        date=t["date"],
        author=t["author"],
        subject=t["subject"],
        keywords=(t["themes"], t["barriers"]),
        twin=TEXTS["title"][other],
        blocks=blocks,
        notice=t["line"],
    )
