"""Reading the ledger: what is in force, now or on any past day."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from clew.errors import LedgerDamaged, LedgerUnreadable, NotACase
from clew.ledger.blobs import sha256
from clew.ledger.case import Case
from clew.ledger.entries import (
    Entry,
    claim_of,
    document_of,
    failure_of,
    judgement_of,
    names_of,
    problem_of,
)
from clew.ledger.schema import GENESIS, entries
from clew.records import Claim, Document, Failure, Judgement, ListVersion, Mention, Problem
from clew.vocabulary import DocumentState, EntryKind


@dataclass(frozen=True)
class View:
    """The ledger as it stood at one moment; read once, then unchanging.

    `as_of` is an ISO date or instant: entries after it are left out; None takes all that there are when it is first
    asked, so that what others append meanwhile is in no part of it.
    """

    case: Case
    as_of: str | None = None

    @cached_property
    def _last(self) -> int:
        """The number of the newest entry at the first question."""
        with self.case.engine.connect() as connection:
            return connection.execute(select(func.max(entries.c.seq))).scalar() or 0

    def entries(self, *kinds: EntryKind) -> Iterator[Entry]:
        """Yield entries in order, of some kinds or of all.

        Raises `LedgerDamaged` where one cannot be read or its body is not the one that was written.
        """
        query = select(entries).order_by(entries.c.seq)
        if kinds:
            query = query.where(entries.c.kind.in_([str(kind) for kind in kinds]))
        if self.as_of is not None:
            query = query.where(entries.c.at <= _end_of(self.as_of))
        try:
            query = query.where(entries.c.seq <= self._last)
            with self.case.engine.connect() as connection:
                for row in connection.execute(query).yield_per(2000):
                    yield self._entry(row)
        except OperationalError as error:
            raise LedgerUnreadable(self.case.folder, str(error.orig)) from error
        except DatabaseError as error:
            raise LedgerDamaged(self.case.folder, str(error.orig)) from error

    def _entry(self, row: Any) -> Entry:
        """One row as an entry, its body held against its digest (an erased body has none)."""
        if row.body and sha256(row.body.encode("utf-8", "surrogatepass")) != row.digest:
            raise LedgerDamaged(self.case.folder, f"entry {row.seq} does not match its digest")
        try:
            kind = EntryKind(row.kind)
        except ValueError as error:
            raise LedgerDamaged(self.case.folder, f"entry {row.seq} is of no known kind") from error
        return Entry(row.seq, kind, row.about, row.id, row.body, row.digest, row.at, row.actor, row.hash)

    def rows(self) -> Iterator[dict[str, str | int]]:
        """Yield the stored rows as they stand, unread: what `clew verify` looks at."""
        with self.case.engine.connect() as connection:
            for row in connection.execute(select(entries).order_by(entries.c.seq)).yield_per(2000).mappings():
                yield dict(row)

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Ids of the documents that were taken out."""
        return frozenset(entry.about for entry in self.entries(EntryKind.WITHDRAWAL))

    @cached_property
    def emptied(self) -> frozenset[str]:
        """SHA-256 of the files whose bytes were erased because they held a withdrawn document."""
        told = (entry.told.get("containers", ()) for entry in self.entries(EntryKind.WITHDRAWAL))
        return frozenset(digest for containers in told for digest in containers)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order of their first entry; a later entry of one counts, its first name stays.

        A name that another document holds already gets the first eight digits of its SHA-256 behind it.
        """
        newest: dict[str, Entry] = {}
        first: dict[str, str] = {}
        for entry in self.entries(EntryKind.DOCUMENT):
            if entry.about in self.withdrawn:
                continue
            newest[entry.about] = entry
            first.setdefault(entry.about, entry.told["name"])
        taken: set[str] = set()
        found = []
        for about, entry in newest.items():
            name = first[about] if first[about] not in taken else f"{first[about]}~{about[:8]}"
            taken.add(name)
            told = {**entry.told, "name": name}
            found.append(document_of(told, self.case.blobs.get_text(told["text"])))
        return tuple(found)

    @cached_property
    def received(self) -> dict[str, tuple[str, str]]:
        """When each document or file that failed first came in, and who added it, by its SHA-256."""
        first: dict[str, tuple[str, str]] = {}
        for entry in self.entries(EntryKind.DOCUMENT, EntryKind.FAILURE):
            first.setdefault(entry.about, (entry.at, entry.actor))
        return first

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """Files that could not be read and have not been read since; of those read, pages that still need OCR.

        A file that was read since counts as read once its claims were drawn: a run may have been stopped in between.
        """
        newest: dict[str, Failure] = {}
        first: dict[str, str] = {}
        since: dict[str, str] = {}
        for entry in self.entries(EntryKind.DOCUMENT, EntryKind.FAILURE):
            if entry.about in self.withdrawn:
                continue
            if entry.kind is EntryKind.DOCUMENT:
                first.setdefault(entry.about, entry.told["text"])
                if entry.about in newest:
                    since[entry.about] = entry.told["text"]
                continue
            failure = failure_of(entry.told)
            if entry.about not in first or failure.state is DocumentState.NEEDS_OCR:
                if since.pop(entry.about, None) is not None:
                    del newest[entry.about]
                newest[entry.about] = failure
        return tuple(
            failure
            for about, failure in newest.items()
            if about not in since or not self._drawn_from(about, first[about], since[about])
        )

    def _drawn_from(self, document: str, first: str, text: str) -> bool:
        """Whether the newest extraction of a document is of a text; that of the first text names none."""
        newest = self.extractions.get(document)
        return newest is not None and newest.told.get("text") == (text if text != first else None)

    @cached_property
    def extractions(self) -> dict[str, Entry]:
        """The newest extraction of each document, by document id."""
        return {entry.about: entry for entry in self.entries(EntryKind.EXTRACTION) if entry.about not in self.withdrawn}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in force, by document and then in the order of the text."""
        newest = {entry.about: entry for entry in self.entries(EntryKind.CLAIM)}
        return tuple(
            replace(claim_of(newest[claim].told), doc=document.name)
            for document in self.documents
            if document.id in self.extractions
            for claim in self.extractions[document.id].told["claims"]
        )

    @cached_property
    def names(self) -> dict[str, tuple[Mention, ...]]:
        """Whom each document names, by the document's name, as the newest extractions saw it."""
        return {
            document.name: names_of(self.extractions[document.id].told)
            for document in self.documents
            if document.id in self.extractions
        }

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the newest extractions could not do."""
        return tuple(problem_of(told) for entry in self.extractions.values() for told in entry.told["problems"])

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in order, those taken back included."""
        return tuple(judgement_of(entry) for entry in self.entries(EntryKind.JUDGEMENT))

    @cached_property
    def lists(self) -> tuple[ListVersion, ...]:
        """The list versions of the newest screening."""
        return tuple(ListVersion(**told) for told in self.screening.told["lists"]) if self.screening else ()

    @cached_property
    def screening(self) -> Entry | None:
        """The entry of the newest screening: its lists and settings; None before the first one."""
        return next(reversed(tuple(self.entries(EntryKind.SCREENING))), None)

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """The settings of the newest screening: thresholds, by name."""
        return dict(self.screening.told["settings"]) if self.screening else {}

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over all ids and digests, sorted: equal for equal input, whatever the store, time and person."""
        lines = sorted(f"{entry.id} {entry.digest}\n" for entry in self.entries())
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @cached_property
    def chain_hash(self) -> str:
        """The hash of the newest entry: it vouches for all before it."""
        last = GENESIS
        for entry in self.entries():
            last = entry.hash
        return last


def newest_hash(case: Case) -> str:
    """The hash of the ledger's newest entry, by which a change shows. Raises `NotACase` where the case is gone."""
    newest = select(entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
    if not case.is_there():
        raise NotACase(case.folder)
    try:
        with case.engine.connect() as connection:
            return str(connection.execute(newest).scalar() or GENESIS)
    except SQLAlchemyError as error:
        raise NotACase(case.folder) from error


def _end_of(day: str) -> str:
    """The last instant that belongs to a date; an instant stays as it is."""
    return f"{day}T23:59:59.999999Z" if len(day) == len("2026-01-31") else day
