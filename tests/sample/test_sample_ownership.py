"""The sample case's ownership table gives, under each rule, what its README says."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clew.cli import build_app
from clew.sample import DOCUMENTS, SANCTIONS_LIST

BLOCKED = ("blocked", "presumed frozen", "no")
ALL = ("blocked", "presumed frozen", "frozen")
UNKNOWN = ("cannot tell", "cannot tell", "no")
NONE = ("no", "no", "no")

EXPECTED = {
    "Lissen Avionics LLC": BLOCKED,
    "Corvel Holding JSC": BLOCKED,
    "Corvel Shipping LLC": BLOCKED,
    "Zhelnograd Components Plant LLC": ALL,
    "Brisen Metals LLC": UNKNOWN,
    "Sabira Bunkering LLC": NONE,
    "Morvak Press House LLC": ("no", "cannot tell", "frozen"),
    "Solvey Studio LLC": NONE,
    "Orvane Service Ltd": NONE,
    "Brennick Capital Ltd": NONE,
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A case that holds the ownership table alone, screened against the sample list."""
    folder = tmp_path_factory.mktemp("ownership")
    (folder / "documents").mkdir()
    for name in ("ownership.csv", "metadata.csv"):
        shutil.copy(DOCUMENTS / name, folder / "documents")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CLEW_HOME", str(folder / "lists"))
        environment.setenv("CLEW_ACTOR", "test")
        made = folder / "case"
        for command in (
            ["new", str(made)],
            ["add", str(made), str(folder / "documents" / "ownership.csv")],
            ["lists", "add", str(SANCTIONS_LIST)],
            ["screen", str(made)],
        ):
            result = CliRunner().invoke(build_app(), command)
            assert result.exit_code == 0, result.output
        yield made


@pytest.mark.parametrize("party", EXPECTED)
def test_the_rules_say_what_the_readme_says(case: Path, party: str) -> None:
    asked = ["owners", str(case), party, "--on", "2025-03-01", "--format", "jsonl"]
    result = CliRunner().invoke(build_app("owners"), asked)
    answers = {row["regime"]: row["answer"] for row in map(json.loads, result.stdout.splitlines())}
    assert (answers["ofac"], answers["eu"], answers["uk"]) == EXPECTED[party]
