"""Taking partners' files into the store: opened, recognised, mapped, checked, kept whole.

Each file or folder that is given is one delivery. A delivery with a fault changes nothing;
the other deliveries of the same call are kept, and all the faults are told together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from diogel.core import Bilingual, Language, Place, Problem, Refused, Severity
from diogel.engine import Engine, cannot_write, open_engine
from diogel.files import Delivery, open_delivery
from diogel.language import both
from diogel.sources import Recognised, Taken, Taking, recognise, source
from diogel.standard import standard_version
from diogel.store import Delivery as Kept
from diogel.store import Release, Store
from diogel.workspace.folder import Workspace
from diogel.workspace.mappings import confirm_mapping, propose_mapping, read_mapping

Step = Callable[[int, int, Bilingual], None]
SYNTHETIC_MARK = "synthetic"
OF_PARTNERS = ("partner-tables", "partner-templates", "standard-observations")
"""Sources that do not tell by themselves who the supplier is."""
WHO = ("source_org", "supplier")
OWN_LAYOUT = "partner-tables"
"""The source whose reading a person confirms."""
PROPOSED = "partner.proposed"


@dataclass(frozen=True)
class Added:
    """What became of one recognised part of a delivery.

    Attributes
    ----------
    file : str
        The delivery's name.
    source : str
        Code of the source that read it.
    what : Bilingual
        What it is, in words.
    release : Release or None
        What was kept; None for a check, or while a person has not confirmed a proposal.
    already : bool
        True when the same content was in the store before: nothing was written.
    facts : mapping of str to int
        Rows, and where they were placed.
    proposal : mapping or None
        How a workbook would be read, to be confirmed.
    """

    file: str
    source: str
    what: Bilingual
    release: Release | None
    already: bool
    facts: Mapping[str, int]
    proposal: Mapping[str, Any] | None = None


@dataclass
class AddResult:
    """Everything that was taken in, and everything that is wrong or worth a look."""

    added: list[Added] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """True when something was not kept."""
        return any(problem.severity is Severity.STOP for problem in self.problems)

    @property
    def waiting(self) -> bool:
        """True when a person has to confirm how a workbook is read."""
        return any(a.release is None and a.proposal is not None for a in self.added)


def open_store(workspace: Workspace) -> Store:
    """The store of a workspace."""
    return Store(workspace.path / "store")


def add(
    workspace: Workspace,
    paths: Sequence[Path | str],
    language: Language,
    *,
    supplier: str = "",
    given: Mapping[str, str] | None = None,
    accept: bool = False,
    synthetic: bool = False,
    store: Store | None = None,
    step: Step | None = None,
) -> AddResult:
    """Take files into the store.

    Parameters
    ----------
    paths : paths
        Files, archives or folders; each is one delivery.
    supplier : str
        Who they are from, where the files do not say.
    given : mapping, optional
        What the person says because the files do not: "period", "edition".
    accept : bool
        Accept a proposed reading of a workbook and save it for the supplier.
    synthetic : bool
        True when the content is invented. It is also taken from a file's own name.
    store : Store, optional
        Where to keep it; by default the workspace's own.
    step : callable, optional
        Told of each step: how many are done, of how many, and what is being read.
    """
    result = AddResult()
    into = store or open_store(workspace)
    # A draft that is never committed: what a killed process leaves in it, the next removes.
    with into.draft() as scratch:
        for number, path in enumerate(map(Path, paths)):
            folder = scratch.folder / str(number)
            tell = _teller(step, number, len(paths))
            choices = _Choices(language, supplier, dict(given or {}), accept, synthetic)
            work = _Work(workspace, choices, into, tell)
            try:
                folder.mkdir()
                added, problems = work.take(path, folder)
            except Refused as refused:
                result.problems += refused.problems
            except OSError as error:
                result.problems += cannot_write(path.name, error).problems
            else:
                result.added += added
                result.problems += problems
    return result


def look(
    path: Path,
    scratch: Path,
    language: Language,
    supplier: str,
    given: Mapping[str, str],
    step: Step | None,
    number: int,
    total: int,
) -> tuple[list[Added], list[Problem]]:
    """One delivery looked at as `add` would, without a workspace; Refused with its faults."""
    tell = _teller(step, number, total)
    return _Work(None, _Choices(language, supplier, given), None, tell).take(path, scratch)


def _teller(step: Step | None, done: int, total: int) -> Callable[[Bilingual], None]:
    return lambda what: step(done, total, what) if step else None


@dataclass(frozen=True)
class _Choices:
    """What a person said of their files."""

    language: Language
    supplier: str
    given: Mapping[str, str]
    accept: bool = False
    synthetic: bool = False


@dataclass(frozen=True)
class _Work:
    """One call's choices, put to one delivery at a time; without a workspace only to look."""

    workspace: Workspace | None
    choices: _Choices
    store: Store | None
    tell: Callable[[Bilingual], None]

    def take(self, path: Path, scratch: Path) -> tuple[list[Added], list[Problem]]:
        """One delivery: everything in it kept, or Refused and nothing."""
        self.tell(both("cli.add.opening", file=path.name))
        delivery = open_delivery(path, scratch)
        recognition = recognise(delivery.members)
        problems = [*delivery.problems, *recognition.problems]
        done: list[tuple[Recognised, Taken]] = []
        with _engine(scratch) as engine:
            for number, part in enumerate(recognition.recognised):
                self.tell(both("cli.add.reading", what=part.what))
                into = self._taking(engine, scratch / f"part-{number}")
                taken = self._wanting(part, source(part.source).take(part, into), into)
                problems += self._still_open(taken.problems)
                done.append((part, taken))
            problems += self._proposed(done)
            if any(problem.severity is Severity.STOP for problem in problems):
                raise Refused(problems)
            return [self._kept(engine, delivery, *one) for one in done], problems

    def _still_open(self, problems: Sequence[Problem]) -> list[Problem]:
        """What is left to say once a person has accepted how the file is read."""
        settled = PROPOSED if self.choices.accept else ""
        return [problem for problem in problems if problem.code != settled]

    def _wanting(self, part: Recognised, taken: Taken, into: Taking) -> Taken:
        """A reading that waits for a person stays a proposal until they accept it."""
        if part.source != OWN_LAYOUT or self.choices.accept or into.mapping is None:
            return taken
        if taken.proposal is None and not self._reading_confirmed():
            return replace(taken, proposal=into.mapping)
        return taken

    def _reading_confirmed(self) -> bool:
        reading = read_mapping(self.workspace, self.choices.supplier) if self.workspace else None
        return reading is not None and reading.confirmed

    def _proposed(self, done: Sequence[tuple[Recognised, Taken]]) -> list[Problem]:
        """Write proposed readings down, so that a person can change them before accepting."""
        proposals = [taken.proposal for _, taken in done if taken.proposal is not None]
        if not proposals or self.workspace is None:
            return []
        if not self.choices.supplier:
            return [Problem("mapping.no-supplier", severity=self._unnamed())]
        path = propose_mapping(
            self.workspace, self.choices.supplier, proposals[-1], self.choices.language
        )
        if self.choices.accept:
            return []
        place = path.relative_to(self.workspace.path).as_posix()
        return [Problem("mapping.written", Place(), place, severity=Severity.NOTE)]

    def _unnamed(self) -> Severity:
        """A reading can be looked at for nobody, but only be kept for somebody."""
        return Severity.STOP if self.choices.accept else Severity.LOOK

    def _taking(self, engine: Engine, folder: Path) -> Taking:
        folder.mkdir()
        said = self.choices
        reading = read_mapping(self.workspace, said.supplier) if self.workspace else None
        return Taking(
            engine,
            folder,
            said.language,
            reading.mapping if reading else None,
            said.supplier,
            _lookups(self.store) if self.store else (),
            said.given,
        )

    def _kept(self, engine: Engine, delivery: Delivery, part: Recognised, taken: Taken) -> Added:
        waiting = taken.proposal is not None and not self.choices.accept
        if self.workspace is None or self.store is None or waiting:
            return _added(delivery, part, taken, None, already=False)
        if self.choices.accept and self.choices.supplier:
            confirm_mapping(self.workspace, self.choices.supplier)
        kept = self._delivery(delivery, part, taken)
        rows = {
            table: engine.count(engine.scan_parquet([path])) for table, path in taken.tables.items()
        }
        with self.store.draft() as draft:
            for table, path in taken.tables.items():
                path.replace(draft.folder / f"{table}.parquet")
            release = draft.commit(kept, rows)
        # With what holds now: an older extract that comes late does not replace a newer one.
        known = {one.id: one for one in self.store.releases(everything=True)}
        release = known.get(release.id, release)
        return _added(delivery, part, taken, release, already=draft.already_here)

    def _delivery(self, delivery: Delivery, part: Recognised, taken: Taken) -> Kept:
        invented = self.choices.synthetic or SYNTHETIC_MARK in delivery.name.casefold()
        return Kept(
            source=part.source,
            supplier=self._supplier(part, taken),
            slices=taken.slices,
            content_hash=_content(part),
            licence=taken.licence,
            synthetic=invented,
            extracted_on=taken.extracted_on,
            facts=dict(taken.facts),
            problems=dict(Counter(problem.code for problem in taken.problems)),
            definitions=standard_version(),
            mapping=dict(taken.proposal or {}),
        )

    def _supplier(self, part: Recognised, taken: Taken) -> str:
        """Who sent it: the person's word, else the file's own, else whose shape it has."""
        if part.source not in OF_PARTNERS:
            return part.source
        named = {each.key[name] for each in taken.slices for name in WHO if each.key.get(name)}
        return self.choices.supplier or ", ".join(sorted(named))


def _content(part: Recognised) -> str:
    """By which the same content is known again, however it was packed and named."""
    digests = sorted(member.sha256 for member in part.members)
    return hashlib.sha256("\n".join([part.source, *digests]).encode()).hexdigest()


def _added(
    delivery: Delivery, part: Recognised, taken: Taken, release: Release | None, *, already: bool
) -> Added:
    return Added(
        delivery.name, part.source, part.what, release, already, taken.facts, taken.proposal
    )


@contextmanager
def _engine(scratch: Path) -> Iterator[Engine]:
    with open_engine(scratch=scratch) as engine:
        yield engine


def _lookups(store: Store) -> tuple[Path, ...]:
    """Official lookups that were added earlier, loaded over our own table."""
    return tuple(part.path for part in store.tables("area_lookups"))
