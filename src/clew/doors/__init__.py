"""Doors: the case and its lists for other programs, by the interfaces that they already speak."""

from clew.doors.desk import Desk, open_desk
from clew.doors.shelf import Shelf

__all__ = ["Desk", "Shelf", "open_desk"]
