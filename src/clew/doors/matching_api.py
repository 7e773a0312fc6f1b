"""The matching interface that clients of yente speak, over the lists at hand: same requests, same replies."""

import asyncio
import json
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request, Response
from followthemoney import model

from clew.doors.desk import Desk
from clew.doors.listings import Page, adjacent, catalogue, find, known_lists, search_entities, the_refs
from clew.doors.matching import FEATURES, Answer, Wanted, answer_all, example_of
from clew.doors.model import entity_of, sanctions_of
from clew.doors.shelf import Opened
from clew.errors import NoSuchName, UsageError

MOST_QUERIES = 100
"""How many examples one request may hold."""

ALGORITHM = "clew"
SPOKEN_FOR = frozenset({"best", "name-based", "name-qualified", "logic-v1", "logic-v2", "regression-v1"})
"""Algorithms that clients ask yente for; Clew answers with its own and says so."""

MATCHER = {
    name.replace(" ", "_"): {"description": says, "coefficient": 1.0, "url": None} for name, says in FEATURES.items()
}

Names = Annotated[list[str], Query(max_length=50)]


class Example(msgspec.Struct):
    """One example of a request."""

    schema: str
    properties: dict[str, Any] = {}
    id: str | None = None


class Batch(msgspec.Struct):
    """The body of a request to match."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["queries"],
                    "properties": {
                        "queries": {
                            "type": "object",
                            "minProperties": 1,
                            "maxProperties": MOST_QUERIES,
                            "additionalProperties": {
                                "type": "object",
                                "required": ["schema"],
                                "properties": {"schema": {"type": "string"}, "properties": {"type": "object"}},
                            },
                        }
                    },
                }
            }
        },
    }
}


def as_json(told: Any, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """A reply as JSON; lone surrogates, which no UTF-8 can hold, are escaped."""
    try:
        body = msgspec.json.encode(told)
    except UnicodeEncodeError:
        body = json.dumps(msgspec.to_builtins(told)).encode()
    return Response(body, status, headers, "application/json")


def matching_router(desk: Desk) -> APIRouter:
    """The routes of the interface over one desk."""
    router = APIRouter(tags=["Matching"], responses={400: {}, 404: {}})
    shelf = desk.shelf

    @router.get("/healthz")
    async def healthz() -> Response:  # in no thread, of which there may be none left
        """Say that the server is up."""
        return as_json({"status": "ok"})

    @router.get("/readyz", responses={503: {}})
    def readyz() -> Response:
        """Say whether there are lists to match against."""
        if not shelf.open().lists:
            raise HTTPException(503, "no list has been added; add one with: clew lists add FILE")
        return as_json({"status": "ok"})

    @router.get("/catalog")
    def catalog() -> Response:
        """The lists in force, and `default`, which holds them all."""
        return as_json(catalogue(shelf.open()))

    @router.get("/algorithms")
    def algorithms() -> Response:
        """How names are compared: there is one way, and its reasons stand in every reply."""
        one = {"name": ALGORITHM, "description": "names by spelling, sound and meaning, then particulars"}
        docs = {"features": MATCHER, "docs": MATCHER}
        return as_json({"algorithms": [one | docs], "default": ALGORITHM, "best": ALGORITHM})

    @router.post("/match/{dataset}", openapi_extra=_BODY)
    async def match(
        request: Request,
        dataset: str,
        limit: Annotated[int, Query(ge=1, le=100)] = 5,
        threshold: Annotated[float, Query(ge=0, le=1)] = 0.7,
        cutoff: Annotated[float, Query(ge=0, le=1)] = 0.5,
        algorithm: str = "best",
        include_dataset: Names = [],  # noqa: B006 - FastAPI copies it
        exclude_dataset: Names = [],  # noqa: B006
        exclude_schema: Names = [],  # noqa: B006
        exclude_entity_ids: Names = [],  # noqa: B006
        topics: Names = [],  # noqa: B006
        changed_since: str | None = None,
    ) -> Response:
        """Hold examples against lists; the nearest listings of each, with the reasons for every score."""
        if algorithm not in {ALGORITHM, *SPOKEN_FOR}:
            raise HTTPException(400, "no such algorithm; known: clew, best")
        opened = shelf.open()
        wanted = Wanted(
            lists=chosen(opened, dataset, include_dataset, exclude_dataset),
            limit=limit,
            threshold=threshold,
            cutoff=min(cutoff, threshold),
            exclude_ids=frozenset(exclude_entity_ids),
            exclude_schemata=frozenset(exclude_schema),
            topics=frozenset(topics),
            since=changed_since,
        )
        try:
            batch = msgspec.json.decode(await request.body(), type=Batch)
            if not 1 <= len(batch.queries) <= MOST_QUERIES:
                raise HTTPException(400, f"a batch holds 1 to {MOST_QUERIES} queries")
            examples = [example_of(one.schema, one.properties) for one in batch.queries.values()]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, UsageError) as error:
            raise HTTPException(400, f"not a batch of queries: {error}") from error
        answers = await asyncio.wrap_future(shelf.work(answer_all, opened, examples, wanted))
        told = {key: _told(one, answer) for (key, one), answer in zip(batch.queries.items(), answers, strict=True)}
        reply = {"responses": told, "matcher": MATCHER, "limit": limit, "clew": {"algorithm": ALGORITHM}}
        return as_json(reply, {"x-batch-size": str(len(told))})

    @router.get("/search/{dataset}")
    def search(
        dataset: str,
        q: Annotated[str, Query(max_length=500)] = "",
        schema: str = "Thing",
        countries: Names = [],  # noqa: B006
        topics: Names = [],  # noqa: B006
        include_dataset: Names = [],  # noqa: B006
        exclude_dataset: Names = [],  # noqa: B006
        exclude_schema: Names = [],  # noqa: B006
        limit: Annotated[int, Query(ge=0, le=100)] = 10,
        offset: Annotated[int, Query(ge=0, le=9499)] = 0,
    ) -> Response:
        """Listings by name or number, with counts by country, topic and list."""
        if schema not in model.schemata:
            raise HTTPException(400, "no such schema")
        opened = shelf.open()
        lists = chosen(opened, dataset, include_dataset, exclude_dataset)
        page = Page(q, lists, schema, frozenset(countries), frozenset(topics), frozenset(exclude_schema), limit, offset)
        return as_json(shelf.work(search_entities, opened, page).result())

    @router.get("/entities/{entity_id}")
    def entity(entity_id: str, nested: bool = True) -> Response:
        """One listing, by default with what its lists say about it nested inside."""
        opened = shelf.open()
        found = find(opened, entity_id)
        if found is None:
            raise HTTPException(404, "no listing has this id")
        refs = the_refs(opened, entity_id)
        if nested and refs:
            found["properties"] = {**found["properties"], "sanctions": sanctions_of(opened, refs)}
        return as_json(found)

    @router.get("/entities/{entity_id}/adjacent")
    def all_adjacent(
        entity_id: str, limit: Annotated[int, Query(ge=0, le=100)] = 10, offset: Annotated[int, Query(ge=0)] = 0
    ) -> Response:
        """One listing and what stands beside it, by property."""
        opened = shelf.open()
        refs = the_refs(opened, entity_id)
        if not refs:
            raise HTTPException(404, "no listing has this id")
        pages = {"sanctions": adjacent(sanctions_of(opened, refs), limit, offset)}
        return as_json({"entity": entity_of(opened, refs), "adjacent": pages})

    @router.get("/entities/{entity_id}/adjacent/{property_name}")
    def one_adjacent(
        entity_id: str,
        property_name: str,
        limit: Annotated[int, Query(ge=0, le=100)] = 10,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> Response:
        """What stands beside one listing under one property."""
        opened = shelf.open()
        refs = the_refs(opened, entity_id)
        if not refs or property_name != "sanctions":
            raise HTTPException(404, "no listing has this id, or nothing stands under this property")
        return as_json(adjacent(sanctions_of(opened, refs), limit, offset))

    return router


def chosen(opened: Opened, dataset: str, include: list[str], exclude: list[str]) -> frozenset[str]:
    """The lists that a request means. Raises 404 where there is no such list."""
    try:
        lists = known_lists(opened, dataset)
    except NoSuchName as error:
        raise HTTPException(404, "no list has this name; GET /catalog names them") from error
    return (lists & frozenset(include) if include else lists) - frozenset(exclude)


def _told(one: Example, answer: Answer) -> dict[str, Any]:
    return {
        "status": 200,
        "results": answer.results,
        "total": {"value": answer.total, "relation": "eq"},
        "query": {"id": one.id, "schema": one.schema, "properties": one.properties},
    }
