"""Who is let in: deny by default over every route of the application, and each way around it that is known."""

import inspect
import re
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from starlette.routing import Route

from clew.errors import ListensBeyondLoopback
from clew.workbench import Door, Entry, Settings, keys_of, make_application
from clew.workbench.access import Level
from clew.workbench.guard import OPEN
from tests.workbench.browsing import listening
from tests.workbench.conftest import DAY, HOST, Bench

FILLED = {"entity": "e", "claim": "c", "document": "d", "relation": "r", "name": "workbench.css", "number": "1"}


def routes(bench: Bench) -> list[tuple[str, str]]:
    """Every method and path that the application itself says it answers."""
    found = []
    told: list[tuple[str, set[str]]] = []
    for route in bench.application.routes:
        if isinstance(route, Route):
            told.append((route.path, route.methods or set()))
        else:
            inside = route.effective_route_contexts()  # type: ignore[attr-defined]
            told += [(one.path, one.methods) for one in inside]
    for path, methods in told:
        filled = re.sub(r"{(\w+)[^}]*}", lambda name: FILLED.get(name[1], "x"), path)
        found += [(method, filled) for method in sorted(methods)]
    return found


def test_no_route_answers_a_stranger(reading: Bench) -> None:
    stranger = reading.stranger()
    asked = [(method, path) for method, path in routes(reading) if not path.startswith(OPEN)]
    assert len(asked) > 1
    for method, path in asked:
        assert stranger.request(method, path).status_code == 401, (method, path)


def test_what_is_open_tells_nothing_of_the_case(reading: Bench) -> None:
    stranger = reading.stranger()
    assert stranger.get("/healthz").json() == {"status": "ok"}
    assert stranger.get("/static/workbench.css").status_code == 200
    assert stranger.get("/static/../settings.py").status_code in {401, 404}
    assert stranger.get("/static/nothing").status_code == 404


def test_the_token_becomes_a_cookie_and_leaves_the_address(reading: Bench) -> None:
    stranger = reading.stranger()
    answer = stranger.get("/", params={"token": keys_of(reading.case).token, "x": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?x=1")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert keys_of(reading.case).token not in cookie
    assert stranger.get("/").status_code == 200


def test_the_rest_of_an_address_stays_as_it_was(reading: Bench) -> None:
    token = keys_of(reading.case).token
    for path in ("/dossier?entity=a&entity=b&token={}", "/entities/%D0%92%D0%B5%D0%B3%D0%B0?token={}"):
        answer = reading.stranger().get(f"{HOST}{path.format(token)}")
        assert answer.headers["location"] == re.sub(r"[?&]token=.*", "", path)
    answer = reading.stranger().get(f"{HOST}/%0d%0aset-cookie:%20a=b?token={token}")
    assert answer.headers["location"] == "/%0D%0Aset-cookie%3A%20a%3Db"


def test_cookies_of_other_programs_on_this_machine_shut_nobody_out(reading: Bench) -> None:
    ours = f"clew_8484={reading.client.cookies['clew_8484']}"
    for other in ('prefs={"a":1,"b":"x"}', "a[b]=c;d", 'open="', "é=ü", "=;;="):
        for told in (f"{other}; {ours}", f"{ours}; {other}"):
            assert reading.stranger().get("/", headers={"cookie": told.encode()}).status_code == 200, told


@pytest.mark.parametrize(
    "held", ["{", "[]", '{"token": "", "share": "", "secret": ""}', '{"token": null, "share": null, "secret": null}']
)
def test_keys_that_were_not_made_here_open_nothing(bench: Bench, held: str) -> None:
    (bench.case / "workbench.json").write_text(held)
    keys = keys_of(bench.case)
    assert min(map(len, (keys.token, keys.share, keys.secret))) >= 32
    assert keys_of(bench.case) == keys
    assert keys.level("") is keys.level("None") is Level.NONE


@pytest.mark.parametrize(
    ("host", "called", "answered"),
    [
        ("127.0.0.1", "localhost", {"127.0.0.1:8484", "localhost:8484", "[::1]:8484"}),
        ("127.0.0.2", "127.0.0.2", {"127.0.0.2:8484"}),
        ("::1", "[::1]", {"[::1]:8484"}),
        ("localhost", "localhost", {"localhost:8484"}),
    ],
)
def test_the_address_that_is_printed_is_one_that_is_listened_to(
    tmp_path: Path, host: str, called: str, answered: set[str]
) -> None:
    settings = Settings(home=tmp_path, actor="ana", host=host)
    assert settings.called == called
    assert answered <= settings.hosts


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%2f%2fevil.example"])
def test_the_token_leads_to_no_other_host(reading: Bench, path: str) -> None:
    answer = reading.stranger().request("GET", f"{HOST}{path}?token={keys_of(reading.case).token}")
    assert not answer.headers.get("location", "/").startswith(("//", "/\\", "http"))


def test_a_wrong_token_opens_nothing_and_many_are_slowed_down(bench: Bench) -> None:
    stranger = bench.stranger()
    assert stranger.get("/", params={"token": "wrong"}).status_code == 401
    assert stranger.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    codes = [stranger.get("/", params={"token": f"wrong{n}"}).status_code for n in range(25)]
    assert codes[-1] == 429


def test_a_replaced_token_and_its_cookies_open_nothing(bench: Bench) -> None:
    old = keys_of(bench.case).token
    keys_of(bench.case, renew=True)
    settings = Settings(home=bench.case.parent / "lists", actor="ana", clock=lambda: DAY)
    again = TestClient(make_application(bench.case, settings), base_url=HOST, cookies=dict(bench.client.cookies))
    assert again.get("/").status_code == 401
    assert again.get("/", params={"token": old}).status_code == 401


def test_a_forged_cookie_opens_nothing(reading: Bench) -> None:
    for cookie in ("2.abc.def", "", "2", "..", "2.x." + "0" * 40, "é" * 3):
        answer = reading.stranger().get("/", headers={"cookie": f"clew_8484={cookie}".encode()})
        assert answer.status_code == 401, cookie


def test_the_keys_are_for_their_owner_only(reading: Bench) -> None:
    mode = stat.S_IMODE((reading.case / "workbench.json").stat().st_mode)
    assert mode == 0o600


@pytest.mark.parametrize("host", ["evil.example:8484", "evil.example", "127.0.0.1:9999", "localhost.evil.example:8484"])
def test_a_name_made_to_point_here_is_not_answered(reading: Bench, host: str) -> None:
    assert reading.client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {}, {"sec-fetch-site": "cross-site"}]
)
def test_a_post_of_another_site_does_nothing(reading: Bench, headers: dict[str, str]) -> None:
    answer = reading.client.post("/settings", data={"proof": reading.proof}, headers=headers)
    assert answer.status_code == 403


def test_a_post_without_proof_does_nothing(reading: Bench) -> None:
    for proof in ({}, {"proof": "0" * 40}):
        answer = reading.client.post("/settings", data=proof, headers={"origin": HOST})
        assert answer.status_code == 403


def test_the_shared_token_reads_and_decides_nothing(reading: Bench) -> None:
    reader = TestClient(reading.application, base_url=HOST)
    assert reader.get("/", params={"token": keys_of(reading.case).share}).status_code == 200
    posts = [path for method, path in routes(reading) if method == "POST"]
    assert posts
    for path in posts:
        proof = reading.desk.keys.form_proof(reader.cookies["clew_8484"])
        answer = reader.post(path, data={"proof": proof}, headers={"origin": HOST})
        assert answer.status_code == 403, path


def test_a_body_without_end_is_refused(reading: Bench) -> None:
    answer = reading.client.post("/settings", content=b"x" * 1_100_000, headers={"origin": HOST})
    assert answer.status_code == 413


def test_a_body_that_hides_its_length_is_cut_off_and_told_so(reading: Bench) -> None:
    form = {"content-type": "application/x-www-form-urlencoded", "origin": HOST}
    answer = reading.client.post("/settings", content=iter([b"x" * 100_000] * 12), headers=form)
    assert answer.status_code == 413


def test_every_answer_binds_the_browser(reading: Bench) -> None:
    for answer in (reading.client.get("/"), reading.stranger().get("/"), reading.client.get("/nothing")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "told", [{"host": "0.0.0.0"}, {"host": "192.0.2.7", "names": ("a.example",), "open_reading": True}]
)
def test_a_network_is_not_listened_to_without_authentication(read_once: Path, told: dict[str, object]) -> None:
    settings = Settings(home=read_once / "lists", actor="ana", **told)  # type: ignore[arg-type]
    with pytest.raises(ListensBeyondLoopback):
        make_application(read_once / "varnia", settings)


def a_door(entry: Entry, **told: object) -> Door:
    """A door with one route to read by GET and by POST."""
    router = APIRouter()
    router.add_api_route("/ping", lambda: {"pong": 1}, methods=["GET", "POST"])
    return Door(router, "/door", entry, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "how", "wanted"),
    [
        (Entry.TOKEN, {}, 401),
        (Entry.TOKEN, {"params": {"key": "SHARE"}}, 401),
        (Entry.TOKEN, {"headers": {"authorization": "Bearer SHARE"}}, 200),
        (Entry.ADDRESS, {"params": {"key": "SHARE"}}, 200),
        (Entry.ADDRESS, {"params": {"key": "no"}}, 401),
        (Entry.OPEN, {}, 200),
    ],
)
def test_doors_let_in_as_they_say(read_once: Path, entry: Entry, how: dict[str, dict[str, str]], wanted: int) -> None:
    settings = Settings(home=read_once / "lists", actor="ana")
    client = TestClient(make_application(read_once / "varnia", settings, [a_door(entry)]), base_url=HOST)
    share = keys_of(read_once / "varnia").share
    filled = {part: {name: said.replace("SHARE", share) for name, said in told.items()} for part, told in how.items()}
    assert client.get("/door/ping", **filled).status_code == wanted


@pytest.mark.parametrize(("reads", "wanted"), [(True, 200), (False, 403)])
def test_a_post_that_only_reads_is_for_readers_too(read_once: Path, reads: bool, wanted: int) -> None:
    settings = Settings(home=read_once / "lists", actor="ana")
    door = a_door(Entry.TOKEN, reads_by_post=reads, origins=("https://tool.example",))
    client = TestClient(make_application(read_once / "varnia", settings, [door]), base_url=HOST)
    headers = {"authorization": f"Bearer {keys_of(read_once / 'varnia').share}", "origin": "https://tool.example"}
    answer = client.post("/door/ping", json={}, headers=headers)
    assert answer.status_code == wanted
    assert answer.headers["access-control-allow-origin"] == "https://tool.example"
    assert (
        "access-control-allow-origin" not in client.post("/door/ping", headers={"origin": "https://x.example"}).headers
    )


def test_who_asks_whether_it_is_up_waits_behind_nobody(read_once: Path, tmp_path: Path) -> None:
    shutil.copytree(read_once, tmp_path / "demo")
    application = make_application(
        tmp_path / "demo" / "varnia", Settings(home=tmp_path / "demo" / "lists", actor="ana")
    )
    (route,) = (one for one in application.routes if isinstance(one, Route) and one.path == "/healthz")
    assert inspect.iscoroutinefunction(route.endpoint)  # it takes no thread, of which all may be busy with pages
    served, server = listening(tmp_path / "demo" / "varnia", tmp_path / "demo" / "lists")
    headers = {"authorization": f"Bearer {keys_of(tmp_path / 'demo' / 'varnia').token}"}
    with ThreadPoolExecutor(60) as callers:
        pages = [callers.submit(httpx.get, f"{served.at}/review", headers=headers, timeout=120) for _ in range(60)]
        assert httpx.get(f"{served.at}/healthz", timeout=120).status_code == 200
    assert {one.result().status_code for one in pages} == {200}
    server.should_exit = True
