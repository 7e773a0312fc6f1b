"""What the tests of the workbench share: the sample case, read once, and a browser that has shown the token."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from clew.workbench import Desk, Settings, keys_of, make_application
from tests.workbench.browsing import Served, listening

DAY = "2026-03-01"
HOST = "http://127.0.0.1:8484"


@dataclass(frozen=True)
class Bench:
    """A workbench under test: its application, and a browser that is let in."""

    application: FastAPI
    client: TestClient
    case: Path

    @property
    def desk(self) -> Desk:
        """The desk of the application."""
        desk = self.application.state.desk
        assert isinstance(desk, Desk)
        return desk

    def stranger(self) -> TestClient:
        """A caller that has shown nothing."""
        return TestClient(self.application, base_url=HOST, follow_redirects=False)

    def post(self, path: str, **fields: str | list[str]) -> str:
        """Send a form as a page of ours would; the text of the page that follows."""
        answer = self.client.post(path, data={**fields, "proof": self.proof}, headers={"origin": HOST})
        assert answer.status_code < 400, (answer.status_code, answer.text)
        return str(answer.text)

    @property
    def proof(self) -> str:
        """The proof that the forms of this browser carry."""
        return self.desk.keys.form_proof(self.client.cookies["clew_8484"])


def open_bench(folder: Path, actor: str = "ana") -> Bench:
    """A workbench over the sample case in a folder."""
    settings = Settings(home=folder / "lists", actor=actor, clock=lambda: DAY, patience=60)
    case = folder / "varnia"
    application = make_application(case, settings)
    client = TestClient(application, base_url=HOST, raise_server_exceptions=True)
    assert client.get("/", params={"token": keys_of(case).token}).status_code == 200
    return Bench(application, client, case)


@pytest.fixture
def bench(read_once: Path, tmp_path: Path) -> Bench:
    """A workbench over a copy of the sample case, to decide in."""
    folder = tmp_path / "demo"
    shutil.copytree(read_once, folder)
    return open_bench(folder)


@pytest.fixture(scope="session")
def reading(read_once: Path) -> Bench:
    """A workbench over the sample case for tests that only look."""
    return open_bench(read_once)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = Path("/usr/bin/chromium")
    if not path.exists():
        pytest.skip("Chromium is not installed (/usr/bin/chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sample(read_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample case, served."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(read_once, folder)
    served, server = listening(folder / "varnia", folder / "lists")
    yield served
    server.should_exit = True
