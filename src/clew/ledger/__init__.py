"""The ledger: append-only entries chained by hash, and the blobs that they point to."""

from clew.ledger.backup import back_up, restore_case
from clew.ledger.blobs import Blobs, sha256
from clew.ledger.case import Case, new_case, open_case
from clew.ledger.entries import (
    Draft,
    Entry,
    chain_hash,
    claim_draft,
    document_draft,
    extraction_draft,
    failure_draft,
    judgement_draft,
    screening_draft,
    withdrawal_draft,
)
from clew.ledger.forgetting import forget
from clew.ledger.held import Held, held_documents
from clew.ledger.view import View, newest_hash
from clew.ledger.writer import Newest, append, now

__all__ = [
    "Blobs",
    "Case",
    "Draft",
    "Entry",
    "Held",
    "Newest",
    "View",
    "append",
    "back_up",
    "chain_hash",
    "claim_draft",
    "document_draft",
    "extraction_draft",
    "failure_draft",
    "forget",
    "held_documents",
    "judgement_draft",
    "new_case",
    "newest_hash",
    "now",
    "open_case",
    "restore_case",
    "screening_draft",
    "sha256",
    "withdrawal_draft",
]
