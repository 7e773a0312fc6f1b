"""Lists are fetched from a server of our own: what arrives whole comes into force, what does not changes nothing."""

import base64
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from clew.errors import BrokenList, FetchFailed, ListShrank, UnknownListForm
from clew.screen import Library, ListForm, Publisher, fetch_list, publishers

HEAD = '<?xml version="1.0" encoding="UTF-8"?><data-set>'


def a_list(entries: int, first: int = 1) -> bytes:
    """A list in Canada's form with so many invented parties."""
    records = "".join(
        f"<record><Country>Varnia</Country><EntityOrShip>Orlan Works {n}</EntityOrShip><Item>{n}</Item></record>"
        for n in range(first, first + entries)
    )
    return f"{HEAD}{records}</data-set>".encode()


@dataclass
class Server:
    """A publisher on this machine: what it answers at each path, and with which headers."""

    port: int = 0
    answers: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)

    def offer(self, content: bytes, status: int = 200, path: str = "/list.xml", **headers: str) -> str:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, content, told)
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    publisher = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content, headers = publisher.answers.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        publisher.port = http.server_address[1]
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield publisher
        http.shutdown()


CANADA = Publisher("ca-sema", "https://example.org", ListForm.CA_XML, 1_000, 1_000, "", "")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


def test_a_list_that_arrives_whole_comes_into_force(server: Server, library: Library) -> None:
    content = a_list(30)
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    address = server.offer(content, Repr_Digest=f"sha-256=:{digest}:")
    found = fetch_list(CANADA, library, address=address)
    assert (found.version.entries, found.new, found.before) == (30, True, None)
    assert library.in_force("ca-sema") == found.version
    again = fetch_list(CANADA, library, address=address)
    assert (again.new, len(library.versions())) == (False, 1)
    server.offer(a_list(31))
    assert fetch_list(CANADA, library, address=address).before == found.version


def test_three_versions_are_kept(server: Server, library: Library) -> None:
    for entries in range(30, 35):
        fetch_list(CANADA, library, address=server.offer(a_list(entries)))
    assert [version.entries for version in library.versions()] == [32, 33, 34]


@pytest.mark.parametrize(
    ("content", "status", "headers", "fault", "says"),
    [
        (a_list(30), 200, {"Content_Length": "99999"}, FetchFailed, "ended after|more expected|IncompleteRead"),
        (a_list(30), 200, {"Digest": "SHA-256=" + base64.b64encode(b"0" * 32).decode()}, FetchFailed, "SHA-256"),
        (b"", 404, {}, FetchFailed, "404"),
        (b"", 503, {}, FetchFailed, "503"),
        (b"", 200, {}, FetchFailed, "0 bytes"),
        (b"<!DOCTYPE html><html>Sign in</html>", 200, {}, UnknownListForm, "web page"),
        (a_list(30)[:-200], 200, {}, BrokenList, "breaks off"),
        (b'[{"full_name": "Orlan"}]', 200, {}, BrokenList, "ca-xml was expected"),
        (a_list(20), 200, {}, ListShrank, "--accept-shrinking"),
        (b"", 302, {"Location": "http://example.org/list.xml"}, FetchFailed, "only https"),
        (b"", 302, {"Location": "file:///etc/hostname"}, FetchFailed, "only https|not allowed"),
    ],
)
def test_what_does_not_arrive_whole_leaves_the_list_as_it_was(
    server: Server,
    library: Library,
    content: bytes,
    status: int,
    headers: dict[str, str],
    fault: type[Exception],
    says: str,
) -> None:
    fetch_list(CANADA, library, address=server.offer(a_list(30)))
    before = library.versions()
    address = server.offer(content, status, "/next.xml", **headers)
    with pytest.raises(fault, match=says):
        fetch_list(CANADA, library, address=address)
    assert library.versions() == before
    assert library.in_force("ca-sema") == before[0]


def test_a_list_may_shrink_where_somebody_says_so(server: Server, library: Library) -> None:
    fetch_list(CANADA, library, address=server.offer(a_list(30)))
    found = fetch_list(CANADA, library, address=server.offer(a_list(20)), accept_shrinking=True)
    assert library.in_force("ca-sema") == found.version


@pytest.mark.parametrize(
    "address", ["http://example.org/list.xml", "file:///etc/passwd", "ftp://example.org/x", "list"]
)
def test_only_https_is_followed(library: Library, address: str) -> None:
    with pytest.raises(FetchFailed, match="only https"):
        fetch_list(CANADA, library, address=address)


def test_a_server_that_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(FetchFailed, match="stays as it was"):
        fetch_list(CANADA, library, address="http://127.0.0.1:9/list.xml")


def test_the_table_of_publishers_is_whole() -> None:
    table = publishers()
    assert {"us-ofac-sdn", "us-ofac-nonsdn", "us-csl", "eu-fsf", "uk", "un", "ca-sema", "ch-seco"} <= set(table)
    for one in table.values():
        assert one.address.startswith("https://")
        assert one.source.startswith("https://")
        assert (one.least_bytes > 0, one.least_entries > 0, bool(one.terms)) == (True, True, True)
