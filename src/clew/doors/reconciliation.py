"""The Entity Reconciliation API 0.2 over the lists at hand, for OpenRefine and other table tools.

Source of the shapes: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from typing import Annotated, Any
from urllib.parse import parse_qs

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request, Response
from followthemoney import model
from jinja2 import Environment

from clew.doors.desk import Desk
from clew.doors.listings import Page, find, known_lists, search_entities
from clew.doors.matching import Example, Wanted, answer_all, example_of
from clew.doors.matching_api import as_json
from clew.doors.model import SCHEMA, Told
from clew.errors import NoSuchName, UsageError

_HUGE = 1e9
BATCH = 50
"""How many queries OpenRefine is asked to send together."""

SPACE = "https://followthemoney.tech/explorer/schemata/"

TYPES = tuple(sorted({*SCHEMA.values(), "Thing"}))
PROPERTIES = (
    *("name", "alias", "weakAlias", "country", "birthDate", "address", "topics", "program", "notes"),
    *("innCode", "ogrnCode", "leiCode", "imoNumber", "registrationNumber", "taxNumber", "idNumber"),
)
"""Properties that may be given with a query and fetched for a match."""

_PREVIEW = Environment(autoescape=True).from_string(
    "<!doctype html><html lang=en><meta charset=utf-8><title>{{ caption }}</title><h1>{{ caption }}</h1>"
    "<p>{{ schema }}, {{ datasets | join(', ') }}</p><dl>{% for name, values in properties.items() %}"
    "<dt>{{ name }}</dt><dd>{{ values | join('; ') }}</dd>{% endfor %}</dl></html>"
)
_FRAMED = "default-src 'none'; frame-ancestors 'self' http://127.0.0.1:3333 http://localhost:3333"

ORIGINS = ("http://127.0.0.1:3333", "http://localhost:3333")
"""Where OpenRefine's own page stands; its calls to suggest come from there."""

Prefix = Annotated[str, Query(max_length=300)]


def reconciliation_router(desk: Desk) -> APIRouter:
    """The routes of the interface over one desk; `/{dataset}` is the service's address."""
    router = APIRouter(tags=["Reconciliation"], responses={400: {}, 404: {}})
    shelf = desk.shelf

    def lists(dataset: str) -> frozenset[str]:
        try:
            return known_lists(shelf.open(), dataset)
        except NoSuchName as error:
            raise HTTPException(404, "no list has this name") from error

    @router.get("/{dataset}")
    def service(request: Request, dataset: str, queries: str | None = None, extend: str | None = None) -> Response:
        """The manifest; with `queries` or `extend`, their answer."""
        chosen = lists(dataset)
        if queries is None and extend is None:
            return as_json(manifest(str(request.url).partition("?")[0], request.url.query, dataset))
        return answer(chosen, queries, extend)

    @router.post("/{dataset}", openapi_extra=_FORM)
    async def batch(request: Request, dataset: str) -> Response:
        """Answer a batch of queries, or fetch properties of matches."""
        try:
            told = parse_qs((await request.body()).decode("utf-8"), max_num_fields=20)
        except (UnicodeDecodeError, ValueError) as error:
            raise HTTPException(400, "a form in UTF-8 with the field queries or extend is expected") from error
        return answer(lists(dataset), _one(told, "queries"), _one(told, "extend"))

    def answer(chosen: frozenset[str], queries: str | None, extend: str | None) -> Response:
        if extend is not None:
            return as_json(_extended(_object(extend)))
        asked = _object(queries or "")
        if len(asked) > 2 * BATCH:
            raise HTTPException(400, f"at most {2 * BATCH} queries go in one batch")
        found: dict[str, Told] = {}
        opened = shelf.open()
        for key, query in asked.items():
            example, limit = _query(query)
            wanted = Wanted(chosen, limit)
            result = shelf.work(answer_all, opened, [example], wanted).result()[0]
            found[key] = {"result": [_candidate(one) for one in result.results]}
        return as_json(found)

    def _extended(told: dict[str, Any]) -> Told:
        ids, asked = told.get("ids"), told.get("properties")
        if not isinstance(ids, list) or not isinstance(asked, list) or len(ids) > 20 * BATCH:
            raise HTTPException(400, "ids and properties are expected, as lists")
        wanted = [one["id"] for one in asked if isinstance(one, dict) and one.get("id") in PROPERTIES]
        rows: Told = {}
        for id in ids:
            entity = find(shelf.open(), id) if isinstance(id, str) else None
            held = entity["properties"] if entity else {}
            rows[str(id)] = {name: [{"str": value} for value in held.get(name, ())] for name in wanted}
        return {"meta": [{"id": name, "name": _label(name)} for name in wanted], "rows": rows}

    @router.get("/{dataset}/suggest/entity")
    def suggest_entity(dataset: str, prefix: Prefix = "") -> Response:
        """Listings whose names are near to what was typed."""
        page = Page(prefix, lists(dataset), limit=10)
        found = shelf.work(search_entities, shelf.open(), page).result()["results"] if prefix.strip() else []
        results = [_suggested(one) for one in found]
        return as_json({"result": results})

    @router.get("/{dataset}/suggest/type")
    def suggest_type(dataset: str, prefix: Prefix = "") -> Response:
        """Types whose names begin with what was typed."""
        lists(dataset)
        return as_json({"result": [_type(one) for one in TYPES if one.lower().startswith(prefix.lower())]})

    @router.get("/{dataset}/suggest/property")
    def suggest_property(dataset: str, prefix: Prefix = "") -> Response:
        """Properties whose names hold what was typed."""
        lists(dataset)
        found = [one for one in PROPERTIES if prefix.lower() in f"{one} {_label(one)}".lower()]
        return as_json({"result": [{"id": one, "name": _label(one)} for one in found]})

    @router.get("/{dataset}/extend/propose")
    def propose(dataset: str, type: str = "Thing", limit: Annotated[int, Query(ge=0, le=100)] = 50) -> Response:
        """Properties that can be fetched for matches of a type."""
        lists(dataset)
        known = model.schemata[type].properties if type in model.schemata else ()
        found = [{"id": one, "name": _label(one)} for one in PROPERTIES if not known or one in known]
        return as_json({"type": type, "limit": limit, "properties": found[:limit]})

    @router.get("/{dataset}/preview")
    def preview(dataset: str, id: str) -> Response:
        """A small page on one listing."""
        lists(dataset)
        entity = find(shelf.open(), id)
        if entity is None:
            raise HTTPException(404, "no listing has this id")
        headers = {"content-security-policy": _FRAMED, "x-frame-options": "ALLOWALL"}
        return Response(_PREVIEW.render(entity), media_type="text/html; charset=utf-8", headers=headers)

    return router


_FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                }
            }
        }
    }
}


def manifest(address: str, query: str, dataset: str) -> Told:
    """What the service can do; what stands behind `?` in its address (a key) goes on with every call."""
    more = f"?{query}" if query else ""
    also = f"&{query}" if query else ""

    def part(path: str) -> Told:
        return {"service_url": address, "service_path": f"{path}{more}"}

    return {
        "versions": ["0.2"],
        "name": f"Clew: {dataset}",
        "identifierSpace": f"{address}#",
        "schemaSpace": SPACE,
        "defaultTypes": [_type(one) for one in TYPES],
        "batchSize": BATCH,
        "view": {"url": f"{address}/preview?id={{{{id}}}}{also}"},
        "preview": {"url": f"{address}/preview?id={{{{id}}}}{also}", "width": 430, "height": 300},
        "suggest": {
            "entity": part("/suggest/entity"),
            "type": part("/suggest/type"),
            "property": part("/suggest/property"),
        },
        "extend": {"propose_properties": part("/extend/propose"), "property_settings": []},
    }


def _one(told: dict[str, list[str]], name: str) -> str | None:
    return told[name][0] if name in told else None


def _object(text: str) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise HTTPException(400, "not JSON") from error
    if not isinstance(told, dict):
        raise HTTPException(400, "a JSON object is expected")
    return told


def _query(told: object) -> tuple[Example, int]:
    """One query: the example that it is, and how many answers are wanted."""
    if not isinstance(told, dict):
        raise HTTPException(400, "a query is a JSON object")
    type = told.get("type") or "Thing"
    schema = type[0] if isinstance(type, list) else type
    properties: dict[str, Any] = {"name": [told.get("query", "")]}
    given = told.get("properties")
    for one in given if isinstance(given, list) else ():
        if isinstance(one, dict) and one.get("pid") in PROPERTIES:
            value = one.get("v")
            values = value if isinstance(value, list) else [value]
            plain = [each.get("name", each.get("id")) if isinstance(each, dict) else each for each in values]
            properties.setdefault(one["pid"], []).extend(plain)
    limit = told.get("limit", 5)
    try:
        example = example_of(str(schema), properties)
    except UsageError as error:
        raise HTTPException(400, str(error)) from error
    return example, min(max(int(limit), 1), 50) if isinstance(limit, int | float) and abs(limit) < _HUGE else 5


def _candidate(entity: Told) -> Told:
    return {
        "id": entity["id"],
        "name": entity["caption"],
        "description": _about(entity),
        "score": round(100 * entity["score"], 2),
        "match": entity["clew"]["state"] == "match",
        "type": [_type(entity["schema"])],
        "features": [{"id": name, "value": value} for name, value in entity["features"].items()],
    }


def _suggested(entity: Told) -> Told:
    about = {"id": entity["id"], "name": entity["caption"], "description": _about(entity)}
    return about | {"notable": [_type(entity["schema"])]}


def _about(entity: Told) -> str:
    """What tells namesakes apart: the lists and the programmes."""
    programmes = entity["properties"].get("program", [])
    return "; ".join([", ".join(entity["datasets"]), *programmes[:2]])


def _type(schema: str) -> Told:
    return {"id": schema, "name": model.schemata[schema].label}


def _label(name: str) -> str:
    """The label of a property, of the first schema that has it."""
    for schema in ("Person", "Company", "Vessel"):
        if name in model.schemata[schema].properties:
            return str(model.schemata[schema].properties[name].label)
    return name
