"""Every reply of the reconciliation service is valid by our own schemas, made by hand after specification 0.2."""

import json
from typing import Any

import jsonschema_rs
import pytest

from clew.workbench import keys_of
from tests.conftest import Figure
from tests.doors.conftest import Served
from tests.doors.test_matching import listed

TYPED = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
NAMED: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "description": {"type": "string"}},
}
CANDIDATE = NAMED | {
    "required": ["id", "name", "score"],
    "properties": NAMED["properties"]
    | {
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": TYPED},
        "features": {"type": "array", "items": {"type": "object", "required": ["id", "value"]}},
    },
}
BATCH = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
SUGGESTED = {"type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": NAMED}}}
WITH_ID = {"type": "string", "pattern": "\\{\\{id\\}\\}"}
SERVICE = {"type": "object", "properties": {"service_url": {"type": "string"}, "service_path": {"type": "string"}}}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "contains": {"enum": ["0.2"]}},
        "name": {"type": "string"},
        "identifierSpace": {"type": "string"},
        "schemaSpace": {"type": "string"},
        "view": {"type": "object", "required": ["url"], "properties": {"url": WITH_ID}},
        "defaultTypes": {"type": "array", "uniqueItems": True, "items": TYPED},
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}},
        },
        "suggest": {"type": "object", "properties": {"entity": SERVICE, "type": SERVICE, "property": SERVICE}},
        "extend": {"type": "object", "properties": {"propose_properties": SERVICE}},
    },
}
EXTENDED = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {"type": "object", "required": ["str"], "additionalProperties": False}
                    | {"properties": {"str": {"type": "string"}}},
                },
            },
        },
    },
}


def valid(schema: dict[str, Any], told: Any) -> Any:
    jsonschema_rs.validate(schema, told)
    return told


def test_a_session_of_openrefine(served: Served, figure: Figure) -> None:
    """What OpenRefine asks, in its order; the key stands in the address."""
    checked = 0

    def held(schema: dict[str, Any], told: Any) -> Any:
        nonlocal checked
        checked += 1
        return valid(schema, told)

    one, client, key = listed(served), served.client(""), keys_of(served.case).share
    del client.headers["authorization"]
    told = held(MANIFEST, client.get("/reconcile/default", params={"key": key}).json())
    assert f"key={key}" in told["suggest"]["entity"]["service_path"]
    queries = {"q0": {"query": one["caption"], "limit": 3}, "q1": {"query": "Nobody At All", "type": "Person"}}
    address = f"/reconcile/default?key={key}"
    found = held(BATCH, client.post(address, data={"queries": json.dumps(queries)}).json())
    assert found["q0"]["result"][0]["id"] == one["id"]
    assert found["q0"]["result"][0]["match"] is True
    for kind, typed in (("entity", one["caption"]), ("type", "comp"), ("property", "name")):
        answer = client.get(f"/reconcile/default/suggest/{kind}", params={"key": key, "prefix": typed})
        assert held(SUGGESTED, answer.json())["result"], kind
    page = client.get(told["preview"]["url"].replace("{{id}}", one["id"]))
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    asked = {"ids": [one["id"], "nobody"], "properties": [{"id": "name"}, {"id": "country"}]}
    rows = held(EXTENDED, client.post(address, data={"extend": json.dumps(asked)}).json())["rows"]
    assert rows[one["id"]]["name"][0] == {"str": one["caption"]}
    assert rows["nobody"] == {"name": [], "country": []}
    figure("replies of the reconciliation interface that its schemas accept", f"{checked} of {checked}")


def test_only_openrefine_s_page_may_call_from_a_browser(served: Served) -> None:
    client = served.client()
    for origin, let in (("http://127.0.0.1:3333", True), ("https://example.org", False)):
        answer = client.get("/reconcile/default", headers={"origin": origin})
        assert (answer.headers.get("access-control-allow-origin") == origin) is let


@pytest.mark.parametrize("queries", ["", "[]", "{", '{"a": 1}', '{"a": {"query": "x", "type": "Dragon"}}', '"\\ud800"'])
def test_what_is_no_query_is_refused(served: Served, queries: str) -> None:
    assert served.client().post("/reconcile/default", data={"queries": queries}).status_code == 400
