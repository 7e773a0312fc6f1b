"""The workbench: the pages on which a case is looked through and decided, drawn on the server from its findings."""

from clew.workbench.access import Entry, Keys, Level, keys_of
from clew.workbench.application import make_application
from clew.workbench.desk import Desk, desk_of
from clew.workbench.settings import Door, Settings
from clew.workbench.snapshot import Snapshot, Snapshots

__all__ = [
    "Desk",
    "Door",
    "Entry",
    "Keys",
    "Level",
    "Settings",
    "Snapshot",
    "Snapshots",
    "desk_of",
    "keys_of",
    "make_application",
]
