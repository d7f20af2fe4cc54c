"""Releases in, tables out: immutable deliveries, which parts of them hold, and when they did."""

from diogel.store.currency import Part
from diogel.store.draft import Draft
from diogel.store.durable import content_hash, hash_of
from diogel.store.manifest import Event
from diogel.store.release import Delivery, Release, ReleaseStatus, Slice, TableFile
from diogel.store.store import Store

__all__ = [
    "Delivery",
    "Draft",
    "Event",
    "Part",
    "Release",
    "ReleaseStatus",
    "Slice",
    "Store",
    "TableFile",
    "content_hash",
    "hash_of",
]
