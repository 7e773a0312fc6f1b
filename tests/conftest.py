"""What tests share: the measuring material where it is at hand, and a real PostgreSQL for the second store."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from clew.cli.demo import demo
from clew.read.formats.ocr import find_ocr

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"

settings.register_profile("clew", deadline=None)  # how long an example takes says more of the machine than of us
settings.load_profile("clew")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run write the tutorial's pictures anew."""
    parser.addoption("--pictures", action="store_true", help="write the pictures of docs/tutorial anew")


FIGURES = pytest.StashKey[list[str]]()

Figure = Callable[[str, object], None]


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Notes a figure that a test has counted; the run prints all of them at its end."""

    def note(said: str, value: object) -> None:
        request.config.stash.setdefault(FIGURES, []).append(f"{said}: {value}")

    return note


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what the tests of one process of several have counted."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["figures"] = session.config.stash.get(FIGURES, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what the tests of another process have counted (none where it died)."""
    counted = getattr(node, "workeroutput", {}).get("figures", [])
    node.config.stash.setdefault(FIGURES, []).extend(counted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what tests have counted."""
    if figures := config.stash.get(FIGURES, []):
        terminalreporter.section("figures")
        for line in figures:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring material beside the repository; tests that need it skip where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the measuring material (../shared) is not here")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of our own: own data folder, loopback only, stopped afterwards."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="clew-postgres-"))
    data = folder / "data"
    as_owner: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    run(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "clew", "--no-sync", "-E", "UTF8", "--locale=C")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://clew@127.0.0.1:{port}/postgres"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case with its lists, read once for all tests: a folder to look at, or to copy."""
    folder = tmp_path_factory.mktemp("once") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_ACTOR", "ana")
        demo(folder)
    return folder


@pytest.fixture(scope="session")
def ocr() -> tuple[str, str]:
    """The real tesseract with its languages; a missing one is a failure, never a silent skip."""
    found = find_ocr()
    if found is None or not {"eng", "rus"} <= set(found[1].split("+")):
        pytest.fail(
            "tesseract is not installed with English and Russian; run: make dev (it installs Debian's packages)"
        )
    return found


def _programs() -> Path:
    """Where PostgreSQL's programs are; missing ones are a failure, never a silent skip."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        pytest.fail("PostgreSQL is not installed; run: make dev (it installs Debian's package)")
    return Path(found).parent
