"""The case by its own interface: read as the export writes it, decide by appending, see who decided before."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings

from clew.cli.findings import findings_of
from clew.report import findings_to_json
from clew.screen import Library, import_list
from tests.conftest import Figure
from tests.doors.conftest import HOST, Served

API = "/api/v1"


def test_findings_are_those_of_the_export(served: Served) -> None:
    whole = served.client().get(f"{API}/findings").json()
    ours = findings_to_json(findings_of(served.case, home_folder=served.home))
    assert whole["claims"] == json.loads(json.dumps(ours["claims"]))
    assert {one["id"] for one in whole["entities"]} == {one["id"] for one in ours["entities"]}
    for part in ("claims", "entities", "documents", "relations", "hits", "conflicts", "lineages"):
        page = served.client().get(f"{API}/{part}", params={"limit": 1000}).json()
        assert page["total"] == len(whole[part]) == len(page["results"]), part


def test_a_decision_is_appended_with_person_and_reason_and_can_be_taken_back(own: Served) -> None:
    client = own.client()
    claim = client.get(f"{API}/claims").json()["results"][0]
    told = {"verdict": "reject", "left": claim["id"], "why": "misread"}
    made = client.post(f"{API}/judgements", json=told)
    assert made.status_code == 201
    assert (made.json()["by"], made.json()["why"]) == ("ana", "misread")
    assert claim["id"] not in {one["id"] for one in client.get(f"{API}/findings").json()["claims"]}
    assert client.post(f"{API}/judgements/undo").status_code == 201
    assert claim["id"] in {one["id"] for one in client.get(f"{API}/findings").json()["claims"]}
    assert [one["in_force"] for one in client.get(f"{API}/judgements").json()["results"]] == [False, False]


def test_the_second_of_two_sees_the_first_one_s_decision(own: Served) -> None:
    client = own.client()
    one, two, three = (each["id"] for each in client.get(f"{API}/claims").json()["results"][:3])
    del three
    first = client.post(f"{API}/judgements", json={"verdict": "accept", "left": one, "why": "seen"}).json()
    client.post(f"{API}/judgements", json={"verdict": "accept", "left": two, "why": "seen"})
    again = {"verdict": "reject", "left": two, "why": "no", "seen": first["id"]}
    answer = client.post(f"{API}/judgements", json=again)
    assert answer.status_code == 409
    assert answer.json()["judgement"]["by"] == "ana"


def test_what_is_decided_about_the_same_counts_as_long_as_it_is_in_force(own: Served) -> None:
    client = own.client()
    claim = client.get(f"{API}/claims").json()["results"][0]["id"]
    told = {"verdict": "accept", "left": claim, "why": "no"}
    assert client.post(f"{API}/judgements", json={**told, "seen": ""}).status_code == 201
    for unknown in ("", "nobody has this id"):
        assert client.post(f"{API}/judgements", json={**told, "seen": unknown}).status_code == 409
    client.post(f"{API}/judgements/undo")
    assert client.post(f"{API}/judgements", json={**told, "seen": ""}).status_code == 201


def test_two_joins_of_one_party_are_two_questions(own: Served) -> None:
    client = own.client()
    party = next(one for one in client.get(f"{API}/entities").json()["results"] if len(one["names"]) > 2)
    first, second, third = party["names"][:3]
    told = {"verdict": "same", "left": first, "why": "one register number", "seen": ""}
    assert client.post(f"{API}/judgements", json={**told, "right": second}).status_code == 201
    assert client.post(f"{API}/judgements", json={**told, "right": third}).status_code == 201
    assert client.post(f"{API}/judgements", json={**told, "right": second, "verdict": "different"}).status_code == 409


def test_of_several_who_decide_the_same_at_once_one_does(own: Served) -> None:
    client = own.client()
    claims = [one["id"] for one in client.get(f"{API}/claims").json()["results"][:3]]
    for claim in claims:
        with ThreadPoolExecutor(4) as callers:
            told = {"verdict": "accept", "left": claim, "why": "seen", "seen": ""}
            asked = [callers.submit(own.client().post, f"{API}/judgements", json=told) for _ in range(4)]
        assert sorted(one.result().status_code for one in asked) == [201, 409, 409, 409]


def test_only_the_last_decision_in_force_is_taken_back_by_its_id(own: Served) -> None:
    client = own.client()
    first, second = (
        client.post(f"{API}/judgements", json={"verdict": "accept", "left": one["id"], "why": "seen"}).json()["id"]
        for one in client.get(f"{API}/claims").json()["results"][:2]
    )
    answer = client.post(f"{API}/judgements/undo", params={"judgement": first})
    assert (answer.status_code, answer.json()["judgement"]["id"]) == (409, second)
    assert client.post(f"{API}/judgements/undo", params={"judgement": second}).json()["id"] == second


def test_text_that_no_utf8_can_hold_is_refused_without_its_words(own: Served) -> None:
    for field in ("verdict", "left", "right", "why"):
        told = {"verdict": "accept", "left": "a", "right": "b", "why": "secret", field: "\ud800"}
        headers = {"content-type": "application/json"}
        answer = own.client().post(f"{API}/judgements", content=json.dumps(told), headers=headers)
        assert answer.status_code == 422, field
        assert "secret" not in answer.text
        assert "ud800" not in answer.text


def test_no_request_that_the_description_allows_breaks_the_server(own: Served, figure: Figure) -> None:
    """Schemathesis makes requests up from the OpenAPI description; none may end in an error of the server."""
    client = own.client()
    schema = schemathesis.openapi.from_dict(own.application.openapi())
    asked: list[int] = []
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]

        @settings(max_examples=5, database=None, derandomize=True, suppress_health_check=[*HealthCheck])
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case[Any]) -> None:
            told = case.as_transport_kwargs(base_url=HOST)
            told["headers"] = {**told.get("headers", {}), **client.headers}
            kept = {name: told[name] for name in ("method", "url", "params", "json", "data", "headers") if name in told}
            answer = client.request(**kept)
            asked.append(answer.status_code)
            assert answer.status_code < 500 or case.path.endswith("/readyz"), (
                case.method,
                case.path,
                answer.text[:300],
            )

        check()
    figure("requests made up from the description that broke the server", f"0 of {len(asked)}")
    assert len(asked) > 100
    assert {200, 404} <= set(asked)


def test_text_that_would_run_stays_text(own: Served, figure: Figure) -> None:
    """Three hundred payloads, sent wherever a door takes text: replies are JSON, or pages that show them as words."""
    client = own.client()
    for payload in payloads():
        queries = {"queries": json.dumps({payload: {"query": payload}})}
        answers = (
            client.get("/yente/search/default", params={"q": payload}),
            client.post("/reconcile/default", data=queries),
            client.get("/reconcile/default/preview", params={"id": payload}),
            client.get(f"{API}/entities", params={"name": payload}),
        )
        for answer in answers:
            assert answer.status_code in {200, 400, 404}
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
    figure("script-injection payloads that a door gave back as a page", f"0 of {len(payloads())}")


def test_a_listing_with_markup_is_shown_as_words(own: Served, tmp_path: Path) -> None:
    rows = [
        {"id": f"x-{n}", "schema": "Company", "properties": {"name": [f"Ostrek {payload}"], "notes": [payload]}}
        for n, payload in enumerate(payloads())
    ]
    file = tmp_path / "hostile.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    Library(own.home).add(import_list([file]))
    client = own.client()
    for n, payload in enumerate(payloads()):
        page = client.get("/reconcile/default/preview", params={"id": f"x-{n}"})
        assert page.status_code == 200
        assert "<" not in payload or payload not in page.text
        assert set(re.findall(r"<(\w+)", page.text)) <= {"html", "meta", "title", "h1", "p", "dl", "dt", "dd"}


def payloads() -> list[str]:
    """Three hundred texts that would run if somewhere text were taken for markup, script, formula, path or query."""
    parts = (
        "<script>x({n})</script>",
        "<img src=x onerror=x({n})>",
        "'\"><svg onload=x({n})>",
        "{{{{{n}*7}}}}",
        "../../{n}",
    )
    more = (
        "javascript:x({n})",
        "=cmd|'/c x{n}'!A1",
        "' OR {n}=1 --",
        "\u202e{n}</title><a href=//x>",
        "\x00{n}\r\nset-cookie: x",
    )
    return [one.format(n=n) for n in range(30) for one in (*parts, *more)]
