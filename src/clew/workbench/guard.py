"""The door-keeper before every route: host, token, origin, rate and the headers that bind the browser."""

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import cookie_parser

from clew.workbench.access import Entry, Keys, Level
from clew.workbench.settings import Door, Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = ("/healthz", "/readyz", "/static/")
"""What needs no token: whether the server is there, and the style and script that the page of refusal uses too."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}

LONGEST = 1_000_000
"""The longest body, in bytes, that is taken from anybody."""

TOO_LONG = "That is more than can be taken in one request (1 MB)."

WRONG, WRONG_WINDOW, WINDOW = 20, 60.0, 10.0
"""How many wrong tokens a caller may show in so many seconds; the window of the other limit, in seconds."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass
class Rate:
    """Counts what each caller did in a window of time; callers beyond the most recent are forgotten with it."""

    most: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _began: float = 0.0
    _counts: dict[str, int] = field(default_factory=dict)

    def spend(self, caller: str) -> None:
        """Count one."""
        if self.clock() - self._began >= self.seconds:
            self._began, self._counts = self.clock(), {}
        self._counts[caller] = self._counts.get(caller, 0) + 1

    def spent(self, caller: str) -> bool:
        """Whether the caller has used up what it may do in this window."""
        return self.clock() - self._began < self.seconds and self._counts.get(caller, 0) >= self.most


@dataclass(frozen=True)
class Caller:
    """Who a request comes from: what it may do, and the cookie it came in by (empty: a token in the header)."""

    level: Level
    cookie: str = ""


class Guard:
    """Refuses whatever is not let in, before any route runs: nothing is open unless it is said to be here."""

    def __init__(self, app: App, settings: Settings, keys: Keys, doors: tuple[Door, ...]) -> None:
        self._app, self._settings, self._keys, self._doors = app, settings, keys, doors
        self._wrong, self._rate = Rate(WRONG, WRONG_WINDOW), Rate(settings.rate, WINDOW)
        self.cookie = f"clew_{settings.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        door = self._door(scope["path"])
        answer = self._refusal(scope, headers, door)
        if answer is None:
            await self._app(scope, _bounded(receive), _with_headers(send, _shared(door, headers)))
        else:
            await _answer(_with_headers(send, _shared(door, headers)), *answer)

    def _door(self, path: str) -> Door | None:
        inside = [one for one in self._doors if path == one.prefix or path.startswith(one.prefix + "/")]
        return max(inside, key=lambda one: len(one.prefix), default=None)

    def _refusal(self, scope: Scope, headers: dict[str, str], door: Door | None) -> "Answer | None":
        if headers.get("host", "") not in self._settings.hosts:
            return 421, "This address is not answered under that name. Open the one that clew serve printed.", {}
        who = str((scope.get("client") or ("?",))[0])
        if self._wrong.spent(who) or self._rate.spent(who):
            return (
                429,
                "Too many requests, or too many wrong tokens. Wait a minute and try again.",
                {"retry-after": "60"},
            )
        self._rate.spend(who)
        if not headers.get("content-length", "0").isdigit() or int(headers.get("content-length", "0")) > LONGEST:
            return 413, TOO_LONG, {}
        path, method = scope["path"], scope["method"]
        if any(path == one or (one.endswith("/") and path.startswith(one)) for one in OPEN):
            return self._let(scope, Caller(Level.NONE)) if method in SAFE else (405, "This can only be read.", {})
        if door is not None and method == "OPTIONS" and headers.get("origin") in door.origins:
            return 204, "", {}
        return self._enter(scope, headers, door, who)

    def _enter(self, scope: Scope, headers: dict[str, str], door: Door | None, who: str) -> "Answer | None":
        method = scope["method"]
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        told = dict(pairs)
        if "token" in told and method in SAFE and door is None:
            return self._swap(scope, told["token"], [pair for pair in pairs if pair[0] != "token"], who)
        caller = self._caller(headers, door, told, who)
        if caller.level is Level.NONE:
            return 401, "This needs the address with its token that clew serve printed.", {"www-authenticate": "Bearer"}
        if method in SAFE:
            return self._let(scope, caller)
        if caller.cookie and not self._same_origin(headers):
            return 403, "A page of another site tried to post here. Nothing was done.", {}
        if caller.level is Level.READ and not (door and door.reads_by_post):
            return 403, "This token may read, not decide.", {}
        return self._let(scope, caller)

    def _let(self, scope: Scope, caller: Caller) -> "Answer | None":
        """Note who came in; nothing is refused."""
        scope.setdefault("state", {})["caller"] = caller
        return None

    def _swap(self, scope: Scope, token: str, others: list[tuple[str, str]], who: str) -> "Answer":
        """Take the token out of the address, leave the rest of it, and give the browser a cookie for it."""
        level = self._keys.level(token)
        if level is Level.NONE:
            self._wrong.spend(who)
            return 401, "This token opens nothing here (any more). Use the address that clew serve printed last.", {}
        onward = quote(scope["path"], errors="replace") if re.match(r"/(?![/\\])", scope["path"]) else "/"
        onward += f"?{urlencode(others)}" if others else ""
        cookie = f"{self.cookie}={self._keys.cookie(level)}; HttpOnly; SameSite=Strict; Path=/"
        return 303, "", {"location": onward, "set-cookie": cookie}

    def _caller(self, headers: dict[str, str], door: Door | None, told: dict[str, str], who: str) -> Caller:
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if door is not None and door.entry is Entry.ADDRESS and "key" in told and not shown:
            kind, shown = "bearer", told["key"]
        if shown:
            level = self._keys.level(shown.strip()) if kind.lower() in {"bearer", "apikey", "token"} else Level.NONE
            if level is Level.NONE:
                self._wrong.spend(who)
            return Caller(level)
        cookie = cookie_parser(headers.get("cookie", "")).get(self.cookie, "")  # others may set odd ones beside ours
        if cookie and (level := self._keys.level_of_cookie(cookie)):
            return Caller(level, cookie)
        if door is not None and (door.entry is Entry.OPEN or self._settings.open_reading):
            return Caller(Level.READ)
        return Caller(Level.NONE)

    def _same_origin(self, headers: dict[str, str]) -> bool:
        """Whether a post comes from a page of ours: by its Origin, or where that is missing by Sec-Fetch-Site."""
        origin = headers.get("origin")
        if origin is not None and origin != "null":
            return origin.partition("://")[2] == headers["host"]
        return headers.get("sec-fetch-site") == "same-origin"


Answer = tuple[int, str, dict[str, str]]


def _shared(door: Door | None, headers: dict[str, str]) -> dict[str, str]:
    """The headers that let the pages of a chosen origin call a door."""
    origin = headers.get("origin", "")
    if door is None or origin not in door.origins:
        return {}
    return {
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "authorization, content-type",
        "access-control-allow-methods": "GET, POST",
        "cross-origin-resource-policy": "cross-origin",
        "vary": "origin",
    }


def _with_headers(send: Send, more: dict[str, str]) -> Send:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = {name for name, _ in message["headers"]} if message.get("headers") else set()
            ours = {**HEADERS, **more}
            message["headers"] = [
                *message.get("headers", ()),
                *((name.encode(), value.encode()) for name, value in ours.items() if name.encode() not in given),
            ]
        await send(message)

    return sent


def _bounded(receive: Receive) -> Receive:
    """Take no more of a body than the longest that is allowed, whatever its header said."""
    taken = 0

    async def received() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LONGEST:
            return {"type": "http.disconnect"}
        return message

    return received


async def _answer(send: Send, status: int, says: str, headers: dict[str, str]) -> None:
    body = b"" if status in {204, 303} else _PAGE.format(status=status, says=says).encode()
    told = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body)), **headers}
    if status in {204, 303}:
        told.pop("content-type")
    pairs = [(name.encode(), value.encode("latin-1", "replace")) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Clew</title><link rel="stylesheet" href="/static/workbench.css"></head>
<body class="alone"><main><p class="brand">Clew</p><h1>Not let in</h1>
<p>{says}</p><p class="soft">{status}</p></main></body></html>
"""
