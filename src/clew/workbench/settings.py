"""How a workbench is run: where it listens, who decides, which lists count, and which doors are mounted."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter

from clew.pipeline import DeriveOptions
from clew.records import LEAST_CONFIDENCE
from clew.workbench.access import Entry


def today() -> str:
    """Give the present day in UTC, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


@dataclass(frozen=True)
class Door:
    """Routes that another package adds to the application, and how callers come in by them.

    All routes of `router` stand below `prefix` (such as "/api", no slash at the end). `entry` says what a caller
    must show; `reads_by_post` that its posts only read, so that the read-only token may make them; `origins` are
    the web origins whose pages may call it ("https://example.org"; none by default).
    """

    router: APIRouter
    prefix: str
    entry: Entry = Entry.TOKEN
    reads_by_post: bool = False
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What `clew serve` was told.

    `home` is where lists live, `actor` who decides, `host` and `port` where it listens, `names` under which other
    names it may be called (beyond the loopback address), `lists` which lists count (None: those of the newest
    screening), `open_reading` whether reading doors need no token, `patience` how long, in seconds, a page waits
    for findings before it shows those of the ledger as it was, `rate` how many requests a caller may make in ten
    seconds. `clock` gives the day that findings carry.
    """

    home: Path
    actor: str
    host: str = "127.0.0.1"
    port: int = 8484
    names: tuple[str, ...] = ()
    lists: tuple[str, ...] | None = None
    min_confidence: float = LEAST_CONFIDENCE
    language: str = "en"
    open_reading: bool = False
    patience: float = 5.0
    rate: int = 5000
    clock: Callable[[], str] = today

    def wanted(self) -> DeriveOptions:
        """Which findings pages and doors show, at this moment."""
        return DeriveOptions(self.clock(), self.lists, None, self.min_confidence)

    @property
    def loopback(self) -> bool:
        """Whether it listens on this machine alone."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def at(self) -> str:
        """The host as it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def called(self) -> str:
        """The name that it is called by in the address that is printed."""
        if not self.loopback:
            return self.names[0]
        return "localhost" if self.host == "127.0.0.1" else self.at

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host header that are answered; any other may be a name made to point here."""
        own = {self.at, "127.0.0.1", "localhost", "[::1]"} if self.loopback else {self.at}
        named = {*own, *self.names}
        return frozenset({f"{name}:{self.port}" for name in named} | (named if self.port == 80 else set(self.names)))
