"""`clew mcp`: the door for agents: look and propose, over standard input and output."""

import sys

import typer

from clew.cli.findings import kept_findings
from clew.cli.place import CaseArgument, actor
from clew.doors import open_desk
from clew.doors.agents import AgentServer


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(mcp)


def mcp(case: CaseArgument) -> None:
    """Speak the Model Context Protocol on standard input and output: search, claims, paths, screening, proposals.

    Nothing that an agent does here decides or deletes; proposals wait for `clew judge` or the workbench.
    """
    desk = open_desk(kept_findings(case), actor())
    AgentServer(desk).serve(sys.stdin.buffer, sys.stdout.buffer)
