"""Fetch lists from their publishers: the one part of Clew that goes to the network, and only when it is called.

A list comes into force when it has arrived whole, is of the form that its publisher writes and does not shrink
unawares; until then it lies in a folder of its own, and whatever fails leaves the version in force as it was.
"""

import base64
import hashlib
import ipaddress
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, HTTPMessage
from importlib.resources import files
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import yaml

from clew.errors import BrokenList, FetchFailed, ListShrank
from clew.records import ListVersion
from clew.screen.formats import ListForm
from clew.screen.importing import ImportedList, import_list
from clew.screen.library import Library

_BLOCK, _TIMEOUT = 1 << 20, 60
MOST_BYTES = 1 << 30
"""More than this is no list."""
MOST_LOST = 0.10
"""The share of its entries that a list may lose from one version to the next without anybody's consent."""
_ENDINGS = {"xml": ".xml", "json": ".json", "csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where a list is offered, and what a whole one looks like: its form, the least bytes and entries."""

    name: str
    address: str
    form: ListForm
    least_bytes: int
    least_entries: int
    source: str
    terms: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching a list: its version, the one in force before, and whether anything was new."""

    version: ListVersion
    before: ListVersion | None
    new: bool


@cache
def publishers() -> Mapping[str, Publisher]:
    """The shipped table `data/publishers.yml`, by name of the list."""
    table = yaml.safe_load(files("clew.screen").joinpath("data", "publishers.yml").read_text(encoding="utf-8"))
    return {row["name"]: Publisher(**{**row, "form": ListForm(row["form"])}) for row in table["lists"]}


def fetch_list(
    publisher: Publisher, library: Library, *, address: str | None = None, accept_shrinking: bool = False
) -> Fetched:
    """Download a list, check it, and put it in force. `address` takes the place of the publisher's own.

    Raises `FetchFailed` where it does not arrive whole, `BrokenList` and `UnknownListForm` where it is no such list,
    `ListShrank` where it has lost more than a tenth of its entries; the version in force then stays.
    """
    before = library.in_force(publisher.name)
    least_bytes = 0 if address else publisher.least_bytes
    with tempfile.TemporaryDirectory(prefix="clew-fetch-") as folder:
        file = Path(folder) / f"{publisher.name}{_ENDINGS[publisher.form.value.rpartition('-')[2]]}"
        download(address or publisher.address, file, least_bytes)
        imported = import_list([file])
        _check(imported, publisher, file, 0 if address else publisher.least_entries)
        if not accept_shrinking:
            refuse_shrinking(before, imported.version)
        return Fetched(library.add(imported), before, before is None or before.sha256 != imported.version.sha256)


def _check(imported: ImportedList, publisher: Publisher, file: Path, least: int) -> None:
    found = imported.version
    if found.form != publisher.form.value:
        raise BrokenList(file, f"{publisher.form.value} was expected and {found.form} came")
    if found.entries < least:
        raise BrokenList(file, f"it has {found.entries:,} entries, at least {least:,} were expected")


def refuse_shrinking(before: ListVersion | None, after: ListVersion) -> None:
    """Raise `ListShrank` where a list has lost more than a tenth of its entries."""
    if before is not None and after.entries < before.entries * (1 - MOST_LOST):
        raise ListShrank(after.name, before.entries, after.entries)


class _SafeRedirects(HTTPRedirectHandler):
    """Follow redirects only to where an address may point as well."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        _allowed(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(address: str, file: Path, least_bytes: int = 0) -> str:
    """Write what an address offers into a file and return its SHA-256. Raises `FetchFailed`.

    Only https is followed, http to this machine alone. The length and, where the server tells one, the digest must be
    right.
    """
    _allowed(address)
    request = Request(address, headers={"User-Agent": "clew-lists", "Accept-Encoding": "identity"})  # noqa: S310 - checked
    whole = hashlib.sha256()
    size = 0
    try:
        with build_opener(_SafeRedirects).open(request, timeout=_TIMEOUT) as answer, file.open("wb") as target:
            told: Mapping[str, Any] = answer.headers
            while block := answer.read(_BLOCK):
                size += len(block)
                if size > MOST_BYTES:
                    raise FetchFailed(address, f"it offers more than {MOST_BYTES:,} bytes")
                whole.update(block)
                target.write(block)
    except HTTPError as fault:
        raise FetchFailed(address, f"the server answers {fault.code} ({fault.reason})") from fault
    except (OSError, HTTPException, ValueError) as fault:
        raise FetchFailed(address, str(getattr(fault, "reason", "") or fault or type(fault).__name__)) from fault
    length = str(told.get("Content-Length") or "")
    if length.isdigit() and int(length) != size:
        raise FetchFailed(address, f"it ended after {size:,} of {int(length):,} bytes")
    digest = _told_digest(told)
    if digest and digest != whole.digest():
        raise FetchFailed(address, "what came has another SHA-256 than the server says")
    if size < max(1, least_bytes):
        raise FetchFailed(address, f"it offers {size:,} bytes, at least {max(1, least_bytes):,} were expected")
    return whole.hexdigest()


def _told_digest(headers: Mapping[str, Any]) -> bytes | None:
    """The SHA-256 that a server tells in `Repr-Digest` (RFC 9530) or the older `Digest`, None where it tells none."""
    for name in ("Repr-Digest", "Digest"):
        for part in str(headers.get(name) or "").split(","):
            kind, _, value = part.strip().partition("=")
            if kind.lower() == "sha-256":
                try:
                    return base64.b64decode(value.strip(":"), validate=True)
                except ValueError:
                    return None
    return None


def _allowed(address: str) -> None:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return
    if parts.scheme == "http" and (host == "localhost" or _is_loopback(host)):
        return
    raise FetchFailed(address, "only https addresses are followed")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
