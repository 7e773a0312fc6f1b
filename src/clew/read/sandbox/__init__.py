"""Reads each document in a killable process behind walls, so that a hostile file costs no more than itself."""

from clew.read.sandbox.pool import Sandbox, read_in_sandbox, sandbox_strength
from clew.read.sandbox.walls import Wall

__all__ = ["Sandbox", "Wall", "read_in_sandbox", "sandbox_strength"]
