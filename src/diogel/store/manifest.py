"""The store's one list: which releases there are, and everything that happened to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from diogel.core import Place, Problem, Refused
from diogel.store.durable import hash_of, replace_json
from diogel.store.release import Release, from_record

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """A release as the list names it: when it came, and the hash of its own manifest."""

    id: str
    received_at: datetime
    content_hash: str
    manifest: str


@dataclass(frozen=True)
class Event:
    """Something that happened to a release.

    Attributes
    ----------
    kind : str
        "received", "superseded" or "withdrawn".
    release : str
        The id of the release it happened to.
    at : datetime
        When, UTC.
    by, reason : str
        Who withdrew it and why; for "superseded" `by` is the id of the later release.
    slices : int
        For "superseded", how many slices the later release took the place of.
    """

    kind: str
    release: str
    at: datetime
    by: str = ""
    reason: str = ""
    slices: int = 0


@dataclass(frozen=True)
class Manifest:
    """The list and the events, oldest first."""

    entries: tuple[Entry, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def last(self) -> datetime | None:
        """When something last happened."""
        return max((event.at for event in self.events), default=None)

    def withdrawals(self, as_at: datetime | None = None) -> dict[str, Event]:
        """The withdrawals known at a moment, by the release's id."""
        return {
            event.release: event
            for event in self.events
            if event.kind == "withdrawn" and (as_at is None or event.at <= as_at)
        }

    def having(self, entries: tuple[Entry, ...], events: tuple[Event, ...]) -> Manifest:
        """With more at its end."""
        return replace(self, entries=self.entries + entries, events=self.events + events)


def read_manifest(store: Path) -> Manifest:
    """The list of a store; an empty one where nothing was ever written.

    Raises
    ------
    Refused
        There is something that is not a list of releases.
    """
    try:
        record = json.loads((store / NAME).read_text(encoding="utf-8"))
        return _from_record(record)
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused([Problem("store.damaged-list", Place(file=NAME))]) from error
    except OSError as error:
        raise Refused([Problem("file.unreadable", Place(file=NAME))]) from error


def _from_record(record: Mapping[str, Any]) -> Manifest:
    if record["format"] != FORMAT:
        raise ValueError(record["format"])
    entries = tuple(
        Entry(**{**each, "received_at": datetime.fromisoformat(each["received_at"])})
        for each in record["releases"]
    )
    events = tuple(
        Event(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in record["events"]
    )
    return Manifest(entries, events)


def write_manifest(store: Path, manifest: Manifest) -> None:
    """Put a list in the place of the old one. Only for whoever holds the store's lock."""
    entries = [
        {**vars(entry), "received_at": entry.received_at.isoformat()} for entry in manifest.entries
    ]
    events = [{**vars(event), "at": event.at.isoformat()} for event in manifest.events]
    replace_json(store / NAME, {"format": FORMAT, "releases": entries, "events": events})


def read_release(folder: Path, entry: Entry) -> Release:
    """A release as its own manifest tells it; Refused when that is damaged or missing."""
    path = folder / NAME
    place = Place(file=f"{entry.id}/{NAME}")
    try:
        if hash_of(path) != entry.manifest:
            raise ValueError(entry.id)
        return from_record(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise Refused([Problem("store.missing-file", place)]) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused([Problem("store.damaged-file", place)]) from error
    except OSError as error:
        raise Refused([Problem("file.unreadable", place)]) from error
