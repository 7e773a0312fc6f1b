"""What every page works with: the case, its findings at hand, the words of the interface, and how a page is drawn."""

from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from clew.ledger import Case, View
from clew.pipeline import KeptFindings
from clew.records import isolated
from clew.report import words
from clew.report.dates import in_words
from clew.report.html import mark_class
from clew.report.wording import wording
from clew.screen import Library, takes_two
from clew.workbench.access import Keys, Level
from clew.workbench.catalogue import Catalogue, catalogue, languages
from clew.workbench.drawer import Drawer
from clew.workbench.guard import Caller
from clew.workbench.links import PageLinks
from clew.workbench.retrying import Retries
from clew.workbench.settings import Settings
from clew.workbench.snapshot import Snapshot, Snapshots

LANGUAGE_COOKIE = "clew_language"


@dataclass
class Desk:
    """The workbench of one case, made once for an application and shared by its routes."""

    kept: KeptFindings
    settings: Settings
    keys: Keys
    links: PageLinks = field(default_factory=PageLinks)
    drawer: Drawer = field(default_factory=Drawer)
    retries: Retries = field(default_factory=Retries)

    @property
    def case(self) -> Case:
        """The open case. Raises `NotACase` where it is gone."""
        return self.kept.case()

    @property
    def library(self) -> Library:
        """The lists of this machine."""
        return self.kept.library

    @cached_property
    def snapshots(self) -> Snapshots:
        """The findings of the case, one set for each state of its ledger."""
        return Snapshots(self.kept)

    @property
    def four_eyes(self) -> bool:
        """Whether a decision about a hit counts only when a second person confirms it."""
        return takes_two(View(self.case).settings)

    def snapshot(self, patience: float | None = None) -> Snapshot:
        """The newest findings at hand, those of the ledger as it stands where they are ready in time.

        `patience` says in how many seconds, those of the settings where it is not given.
        """
        return self._current(patience)[0]

    def _current(self, patience: float | None) -> tuple[Snapshot, bool]:
        return self.snapshots.current(self.settings.patience if patience is None else patience)

    @cached_property
    def environment(self) -> Environment:
        """The templates; all text from outside is escaped."""
        environment = Environment(
            loader=FunctionLoader(_template),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "isolated": isolated,
            "mark_class": mark_class,
            "path": lambda told: quote(str(told), safe=""),
        }
        environment.globals |= {
            "w": wording(),
            "words": words,
            "dated": in_words,
            "links": self.links,
            "version": version("clew"),
            "address": _address,
            "languages": languages(),
        }
        return environment

    def catalogue(self, request: Request) -> Catalogue:
        """The interface's words in the language that the reader chose, else that of the settings."""
        return catalogue(request.cookies.get(LANGUAGE_COOKIE, self.settings.language))

    def page(
        self,
        request: Request,
        template: str,
        here: str,
        status: int = 200,
        patience: float | None = None,
        **shown: Any,
    ) -> HTMLResponse:
        """Draw a page. `here` is the entry of the navigation that it belongs to, `patience` that of `snapshot`."""
        caller = caller_of(request)
        snapshot, fresh = self._current(patience)
        given: dict[str, Any] = {
            "a": snapshot.arranged,
            "f": snapshot.findings,
            "opens": snapshot.opens,
            "t": self.catalogue(request),
            "here": here,
            "may_decide": caller.level is Level.FULL,
            "proof": self.keys.form_proof(caller.cookie) if caller.cookie else "",
            "fresh": fresh,
            "actor": self.settings.actor,
            "case_name": snapshot.findings.case,
            "this": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        }
        drawn = self.environment.get_template(template).render(given | shown)
        return HTMLResponse(drawn.encode("utf-8", "replace"), status)


def desk_of(request: Request) -> Desk:
    """The desk of the application that answers a request: what routes of pages and doors depend on."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def caller_of(request: Request) -> Caller:
    """Who the guard let in."""
    caller = request.scope.get("state", {}).get("caller")
    return caller if isinstance(caller, Caller) else Caller(Level.NONE)


def _address(path: str, *pairs: tuple[str, object] | list[tuple[str, object]]) -> str:
    """An address with its query, given as pairs or lists of pairs; empty values are left out."""
    every = [one for part in pairs for one in (part if isinstance(part, list) else [part])]
    told = [(name, str(value)) for name, value in every if value not in (None, "")]
    return f"{path}?{urlencode(told)}" if told else path


def built(name: str) -> bytes | None:
    """A part that runs in the browser, put together at set-up; None where it was not."""
    path = files("clew.workbench") / "built" / name
    return path.read_bytes() if path.is_file() else None


def _template(name: str) -> str:
    return (files("clew.workbench") / "templates" / name).read_text(encoding="utf-8")
