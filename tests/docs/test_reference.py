"""No predicate, status or kind, no command or option without its words in the reference."""

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from clew.cli import COMMANDS, build_app
from clew.vocabulary import ConflictKind, EntityType, Predicate, Qualifier, Severity, SourceKind, Status, Verdict

DOCS = Path(__file__).parents[2] / "docs"
CLAIMS = (DOCS / "reference" / "claims.md").read_text(encoding="utf-8")
CLI = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
NAMES = [name for name, _ in COMMANDS]
SHARED = {"--format", "--output", "--as-of", "--list", "--help", "--version"}


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^### {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def options(name: str) -> set[str]:
    """The long options of a command and of what is grouped under it."""
    root = typer.main.get_command(build_app(name))
    assert isinstance(root, TyperGroup)
    command = root.commands[name]
    commands = [command, *(command.commands.values() if isinstance(command, TyperGroup) else ())]
    return {told for each in commands for option in each.params for told in option.opts if told.startswith("--")}


@pytest.mark.parametrize("predicate", Predicate)
def test_predicate_is_documented_with_an_example(predicate: Predicate) -> None:
    words = section(CLAIMS, predicate)
    assert "→" in words
    assert "\n> " in words or predicate is Predicate.RELATED_TO


@pytest.mark.parametrize("word", [*EntityType, *Status, *SourceKind, *Qualifier, *ConflictKind, *Severity])
def test_vocabulary_is_documented(word: str) -> None:
    assert f"`{word}`" in CLAIMS


def test_verdicts_are_documented() -> None:
    judge = section(CLI, "clew judge")
    assert not [
        verdict for verdict in Verdict if verdict is not Verdict.UNDO and f"`{verdict.replace(' ', '-')}`" not in judge
    ]


@pytest.mark.parametrize("name", NAMES)
def test_command_has_its_paragraph(name: str) -> None:
    assert f"`clew {name}" in section(CLI, f"clew {name}")


def test_no_command_is_documented_that_does_not_exist() -> None:
    assert sorted(re.findall(r"^### clew (\w+)$", CLI, re.MULTILINE)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_options_are_documented_and_exist(name: str) -> None:
    told = set(re.findall(r"--[a-z][a-z-]+", section(CLI, f"clew {name}")))
    known = options(name)
    assert known - SHARED <= told
    of_others = {"--mapping"} if name == "map" else set()
    assert told - of_others <= known
