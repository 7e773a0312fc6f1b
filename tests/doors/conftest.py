"""What the tests of the doors share: the sample case served as `clew serve` does, and callers with a token."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from clew.cli.serve import doors_of
from clew.pipeline import KeptFindings
from clew.screen import Library
from clew.workbench import Settings, keys_of, make_application

DAY = "2026-03-01"
HOST = "http://127.0.0.1:8484"


@dataclass(frozen=True)
class Served:
    """A case that is served: the application, its case, and the folder of its lists."""

    application: FastAPI
    case: Path
    home: Path

    def client(self, token: str | None = None) -> TestClient:
        """A caller with the owner's token, or with another."""
        shown = keys_of(self.case).token if token is None else token
        headers = {"authorization": f"Bearer {shown}", "accept": "application/json"}
        return TestClient(self.application, base_url=HOST, headers=headers, raise_server_exceptions=True)


def serve(folder: Path) -> Served:
    """Serve the sample case that stands in a folder."""
    settings = Settings(home=folder / "lists", actor="ana", clock=lambda: DAY, patience=60, rate=10**9)
    case = folder / "varnia"
    kept = KeptFindings(case, Library(settings.home), settings.wanted)
    return Served(make_application(case, settings, doors_of(kept, settings), kept), case, folder / "lists")


@pytest.fixture(scope="session")
def served(read_once: Path) -> Served:
    """The sample case for tests that only read."""
    return serve(read_once)


@pytest.fixture
def own(read_once: Path, tmp_path: Path) -> Served:
    """A copy of the sample case, to decide in."""
    shutil.copytree(read_once, tmp_path / "demo")
    return serve(tmp_path / "demo")
