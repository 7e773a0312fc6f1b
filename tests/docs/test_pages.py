"""Links of the documentation resolve, commands in it exist, and dependencies are explained."""

import re
import tomllib
from pathlib import Path

import pytest

from clew.cli import COMMANDS

ROOT = Path(__file__).parents[2]
INDEX = ROOT / "docs" / "README.md"
PAGES = sorted(
    {
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "gold").rglob("*.md"),
        *ROOT.glob("*.md"),
        ROOT / "src/clew/sample/README.md",
    }
)
NAMES = {name for name, _ in COMMANDS}


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_resolve(page: Path) -> None:
    for link in links(page):
        if not re.match(r"[a-z]+:|#", link):
            assert (page.parent / link.split("#")[0]).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_blocks_exist(page: Path) -> None:
    for block in re.findall(
        r"^```(?:sh|console)?\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    ):
        for name in re.findall(r"^(?:\$ )?clew ([a-z]+)", block, re.MULTILINE):
            assert name in NAMES, name


def test_every_page_stands_in_the_index() -> None:
    linked = {(INDEX.parent / link).resolve() for link in links(INDEX)}
    pages = {page for page in (ROOT / "docs").rglob("*.md") if page != INDEX}
    assert not sorted(str(page.relative_to(ROOT)) for page in pages if page.resolve() not in linked)


def test_pages_of_errors_exist() -> None:
    """What a message sends the user to is there."""
    errors = (ROOT / "src" / "clew" / "errors.py").read_text(encoding="utf-8")
    for page in re.findall(r"docs/[\w/-]+\.md", errors):
        assert (ROOT / page).exists(), page


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    page = (ROOT / "docs" / "why" / "dependencies.md").read_text(encoding="utf-8").lower()
    rows = " ".join(line.split("|")[1] for line in page.splitlines() if line.startswith("|"))
    explained = set(re.findall(r"[\w.-]+", rows))
    assert not [one for one in wanted if re.split(r"[\[<>=~;\s]", one)[0].lower() not in explained]


def test_readme_fits_a_screen_and_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 80
    assert "make demo" in readme
    assert "make test" in readme
    assert "5 documents, 2 origins" in readme
