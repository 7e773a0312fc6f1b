"""The one table that a ledger is made of, and the numbers of its format."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

FORMAT = 2
"""The format that this Clew writes; a case with a lower one is brought forward, one with a higher one refused."""

GENESIS = "0" * 64
"""What stands for the hash before the first entry."""

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("about", String(64), nullable=False, index=True),
    Column("id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("id", name="entries_once"),
)
"""Entries in order. `about` is what an entry concerns (a document, a claim …), `id` the hash of its content
(kind and body, without time and actor), `digest` the SHA-256 of the body as stored, `hash` the link of the chain:
SHA-256 over the hash before it and the whole entry, time and actor included, with the digest in the body's place,
so that a body can be erased for legal reasons and the chain still holds."""

by_kind = Index("entries_by_kind", entries.c.kind, entries.c.seq)
"""Since format 2: the entries of one kind are found without reading all."""
