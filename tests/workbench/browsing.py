"""A workbench on a free port, and pages of a real browser that are let in, for the tests that drive the pages."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from clew.workbench import Settings, keys_of, make_application

FAULTS = {"resultTypes": ["violations"]}


@dataclass(frozen=True)
class Served:
    """A running workbench: where, and the address with its token."""

    at: str
    entrance: str


def serve(application: FastAPI, listener: socket.socket) -> uvicorn.Server:
    """Serve an application in a thread, ready when this returns."""
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", access_log=False))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return server


def listening(case: Path, home: Path) -> tuple[Served, uvicorn.Server]:
    """A workbench on a free port."""
    return served_by(lambda port: make_application(case, _settings(home, port)), case)


def _settings(home: Path, port: int) -> Settings:
    return Settings(home=home, actor="ana", port=port, patience=60, clock=lambda: "2026-03-01")


def served_by(make: Callable[[int], FastAPI], case: Path) -> tuple[Served, uvicorn.Server]:
    """A workbench on a free port, made for that port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = serve(make(port), listener)
    at = f"http://127.0.0.1:{port}"
    return Served(at, f"{at}/?token={keys_of(case).token}"), server


def page_of(browser: Browser, served: Served, scripts: bool = True, dark: bool = False) -> tuple[Page, list[str]]:
    """A page that is let in, and what its console complains of."""
    context = browser.new_context(
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        viewport={"width": 1280, "height": 860},
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(served.entrance)
    return page, complaints


def grave_faults(page: Page, options: dict[str, list[str]] = FAULTS) -> list[tuple[str, int, list[str]]]:
    """What axe-core finds serious or critical in a page: the rule, how often, and where first."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        (fault["id"], len(fault["nodes"]), [node["target"] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
