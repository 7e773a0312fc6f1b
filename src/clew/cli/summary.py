"""The summary of a case on the terminal."""

from rich.console import Console

from clew.cli.output import plain
from clew.records import Findings
from clew.report import summarise


def print_summary(findings: Findings) -> None:
    """Print what a case amounts to in one screen."""
    console = Console(highlight=False, soft_wrap=True)
    summary = summarise(findings)
    for line in summary.lines:
        console.print(plain(line), markup=False)
