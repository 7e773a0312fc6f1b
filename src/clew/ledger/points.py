"""The points at which a power cut or a kill would matter, named, so that tests can stop at each of them."""

from collections.abc import Callable
from enum import StrEnum


class FailPoint(StrEnum):
    """A moment of writing; everything that was acknowledged before it must survive a stop there."""

    BLOB_WRITTEN = "blob written, not yet in place"
    BLOB_IN_PLACE = "blob in place, its folder not yet synced"
    LOCKED = "ledger locked, nothing written"
    INSERTED = "entries written, not yet committed"
    COMMITTED = "entries committed, not yet noted beside the ledger"
    NOTE_WRITTEN = "newest entry noted in a file that is not yet in place"
    NOTED = "newest entry noted beside the ledger"
    COPY_KEPT = "copy of the older ledger kept, nothing brought forward"
    BROUGHT_FORWARD = "ledger brought forward, its format not yet noted"
    FORMAT_NOTED = "format of the ledger noted"
    BACKED_UP = "back-up written, not yet in place"
    RESTORED = "restored case whole, not yet in place"


Reached = Callable[[FailPoint], None]
"""What is told when a point is reached: nothing in use, a stop in a test."""


def go_on(_point: FailPoint) -> None:
    """Do nothing: the way of all use outside tests."""
