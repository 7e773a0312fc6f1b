"""Doors: the case and its lists for other programs, by the interfaces that they already speak."""

from clew.doors.case_api import case_router
from clew.doors.desk import Desk, open_desk
from clew.doors.matching_api import matching_router
from clew.doors.reconciliation import ORIGINS, reconciliation_router

__all__ = ["ORIGINS", "Desk", "case_router", "matching_router", "open_desk", "reconciliation_router"]
