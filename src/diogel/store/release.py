"""What a release is: one delivery of data, kept as it came, and the slices it brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class ReleaseStatus(StrEnum):
    """How much of a release holds at a moment."""

    CURRENT = "current"
    PARTLY_SUPERSEDED = "partly-superseded"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Slice:
    """The smallest part of a delivery that a later one can take the place of.

    Attributes
    ----------
    dataset : str
        What kind of table it is of: "street". With `key` it says what replaces what.
    key : mapping
        {"force": "gwent", "period": "2020-01"}. Entries that name a column of the table
        pick the slice's rows; the others hold for the whole release (a supplier).
    rows : int
        How many rows it has. [rows]
    file, sha256 : str
        The supplier's file that it came from, by name, and the hash of its bytes.
    facts : mapping
        What was counted on the way in: placed, outside, unplaced.
    table : str
        The standard table that its rows are in; may be empty in a release of one table.
    """

    dataset: str
    key: Mapping[str, str]
    rows: int
    file: str
    sha256: str
    facts: Mapping[str, int | str] = field(default_factory=dict)
    table: str = ""

    @property
    def identity(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What a later slice must share to take its place."""
        return (self.dataset, tuple(sorted(self.key.items())))


@dataclass(frozen=True)
class Delivery:
    """What a draft is told when it becomes a release.

    Attributes
    ----------
    source, supplier : str
        The code of the source that read it, and who sent it.
    slices : tuple of Slice
    content_hash : str
        The hash of the supplier's bytes (`content_hash`), by which the same delivery is
        known when it comes again. Empty: the hash of the tables.
    licence : str
    personal_data : str
        The class of personal data in it: "none", or a word of the standard.
    synthetic : bool
        True when any of it is invented.
    extracted_on : date or None
        The day the supplier took it from their system. Of two slices with the same key the
        one extracted later holds; a release without a day counts as of the day it came.
    facts : mapping
        Totals for the whole delivery. [rows, mostly]
    problems : mapping of problem code to count
        What was told to the person who added it.
    notes : tuple of str
    definitions : str
        The version of the standard it was read under.
    mapping : mapping
        How a partner's columns were placed, where a person confirmed it.
    """

    source: str
    supplier: str
    slices: tuple[Slice, ...] = ()
    content_hash: str = ""
    licence: str = ""
    personal_data: str = "none"
    synthetic: bool = False
    extracted_on: date | None = None
    facts: Mapping[str, int | str] = field(default_factory=dict)
    problems: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    definitions: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TableFile:
    """One table of a release: its rows, the bytes of its Parquet file and their hash."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """One immutable delivery.

    Attributes
    ----------
    id : str
        Also the name of its folder: "20261122-police-uk-street-1a2b3c4d".
    delivery : Delivery
        What it was told; its parts can be asked of the release itself.
    received_at : datetime
        When it came, UTC. No two releases of a store share it.
    product : str
        The version of Diogel that took it in.
    files : mapping of table name to TableFile
    status : ReleaseStatus
        At the moment that was asked about.
    withdrawn_at, reason, by
        When, why and by whom it was withdrawn, as far as that moment knew.
    """

    id: str
    delivery: Delivery
    received_at: datetime
    product: str
    files: Mapping[str, TableFile]
    status: ReleaseStatus = ReleaseStatus.CURRENT
    withdrawn_at: datetime | None = None
    reason: str = ""
    by: str = ""

    @property
    def source(self) -> str:
        """The code of the source that read it."""
        return self.delivery.source

    @property
    def supplier(self) -> str:
        """Who sent it."""
        return self.delivery.supplier

    @property
    def slices(self) -> tuple[Slice, ...]:
        """Everything it brought, whether or not it still holds."""
        return self.delivery.slices

    @property
    def datasets(self) -> tuple[str, ...]:
        """The kinds of slices in it, by name."""
        return tuple(sorted({each.dataset for each in self.slices}))

    @property
    def tables(self) -> dict[str, int]:
        """Its tables and their rows. [rows]"""
        return {name: file.rows for name, file in self.files.items()}

    @property
    def content_hash(self) -> str:
        """By which the same delivery is known when it comes again."""
        return self.delivery.content_hash

    @property
    def licence(self) -> str:
        """The licence it came under."""
        return self.delivery.licence

    @property
    def personal_data(self) -> str:
        """Its class of personal data."""
        return self.delivery.personal_data

    @property
    def synthetic(self) -> bool:
        """True when any of it is invented."""
        return self.delivery.synthetic

    @property
    def extracted_on(self) -> date | None:
        """The day the supplier took it from their system, when they said."""
        return self.delivery.extracted_on

    @property
    def facts(self) -> Mapping[str, int | str]:
        """Totals for the whole delivery."""
        return self.delivery.facts

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks that came with it."""
        return self.delivery.notes

    def table_of(self, each: Slice) -> str:
        """The table that a slice's rows are in."""
        return each.table or next(iter(self.files))


def as_record(release: Release) -> dict[str, Any]:
    """A release as its manifest writes it: what it was given, not what became of it."""
    delivery = asdict(release.delivery)
    extracted = release.extracted_on
    delivery["extracted_on"] = extracted.isoformat() if extracted else None
    return {
        "format": 1,
        "id": release.id,
        "received_at": release.received_at.isoformat(),
        "product": release.product,
        "datasets": list(release.datasets),
        **delivery,
        "tables": {name: asdict(file) for name, file in sorted(release.files.items())},
    }


def from_record(record: Mapping[str, Any]) -> Release:
    """The release that a manifest writes; KeyError, TypeError or ValueError when it is not one."""
    extracted = record["extracted_on"]
    delivery = Delivery(
        source=record["source"],
        supplier=record["supplier"],
        slices=tuple(Slice(**each) for each in record["slices"]),
        content_hash=record["content_hash"],
        licence=record["licence"],
        personal_data=record["personal_data"],
        synthetic=record["synthetic"],
        extracted_on=date.fromisoformat(extracted) if extracted else None,
        facts=record["facts"],
        problems=record["problems"],
        notes=tuple(record["notes"]),
        definitions=record["definitions"],
        mapping=record["mapping"],
    )
    return Release(
        id=record["id"],
        delivery=delivery,
        received_at=datetime.fromisoformat(record["received_at"]),
        product=record["product"],
        files={name: TableFile(**file) for name, file in record["tables"].items()},
    )
