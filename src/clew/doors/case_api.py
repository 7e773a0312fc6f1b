"""Clew's own interface to a case: read what was found and append what a person decides; nothing is ever deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from pydantic import BaseModel, Field

from clew.doors.desk import Desk
from clew.doors.matching_api import as_json
from clew.doors.proposals import Proposal, open_proposals
from clew.errors import ClewError, NoSuchName, NotTheLastDecision, UsageError
from clew.ledger import View
from clew.pipeline import Decision, decide, judge_knowing, the_entity, undo
from clew.records import Entity, Findings, Judgement, claim_to_json, in_force, question_of
from clew.report import findings_to_json
from clew.vocabulary import Predicate, Status, Verdict

Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]
Texts = Annotated[list[str], Query(max_length=50)]

_TOLD_APART = ("relations", "lineages", "corroborations", "conflicts", "hits", "paths", "ownership", "lists")
"""Parts of the findings that are given as they stand in `clew export --to json`."""


class JudgementIn(BaseModel):
    """What a person decided: the verdict, what it is about, and why.

    `left` and `right` are as `clew judge` takes them. `seen` is the id of the newest judgement that the person knew
    of, empty where there was none: where somebody decided about the same since, nothing is appended and that decision
    is given back (409).
    """

    verdict: Verdict
    left: Annotated[str, Field(min_length=1, max_length=500)]
    right: Annotated[str | None, Field(max_length=500)] = None
    why: Annotated[str, Field(min_length=1, max_length=2000)]
    seen: Annotated[str | None, Field(max_length=100)] = None


class _DecidedBefore(Exception):
    """Somebody decided about the same in the meantime: `other`."""

    def __init__(self, other: Judgement) -> None:
        super().__init__(other.id)
        self.other = other


def case_router(desk: Desk) -> APIRouter:
    """The routes of the interface over one desk."""
    router = APIRouter(tags=["Case"], responses={404: {}, 409: {}, 422: {}})
    kept = desk.kept

    @router.get("/cases")
    def cases() -> Response:
        """The cases that are served: one."""
        return as_json({"total": 1, "results": [_case(kept.get())]})

    @router.get("/findings")
    def findings() -> Response:
        """All findings at once, as `clew export --to json` writes them."""
        return as_json(findings_to_json(kept.get()))

    @router.get("/claims")
    def claims(
        doc: Texts = [],  # noqa: B006 - FastAPI copies it
        entity: Texts = [],  # noqa: B006
        predicate: Annotated[list[Predicate], Query()] = [],  # noqa: B006
        status: Annotated[list[Status], Query()] = [],  # noqa: B006
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Response:
        """Who says what about whom, each with its words and its place."""
        told = kept.get()
        about = _claims_about(told, entity) if entity else None
        found = [
            one
            for one in told.claims
            if (not doc or one.doc in doc)
            and (about is None or one.id in about)
            and (not predicate or one.predicate in predicate)
            and (not status or one.status in status)
        ]
        return _page([claim_to_json(one) for one in found[offset : offset + limit]], len(found), limit, offset)

    @router.get("/entities")
    def entities(name: Annotated[str, Query(max_length=300)] = "", limit: Limit = 100, offset: Offset = 0) -> Response:
        """The parties, all or those with a name that holds some letters."""
        wanted = name.casefold()
        found = [one for one in kept.get().entities if any(wanted in each.casefold() for each in one.names)]
        return _page([asdict(one) for one in found[offset : offset + limit]], len(found), limit, offset)

    @router.get("/entities/{name}")
    def entity(name: str) -> Response:
        """One party by id or name, with its hits and its owners' answers."""
        told = kept.get()
        one = _entity(told, name)
        whole = findings_to_json(told)
        hits = [each for each in whole["hits"] if each["entity"] == one.id]
        ownership = [each for each in whole["ownership"] if each["entity"] == one.id]
        return as_json({**asdict(one), "hits": hits, "ownership": ownership})

    @router.get("/documents")
    def documents(limit: Limit = 100, offset: Offset = 0) -> Response:
        """What was read, without the texts."""
        return _part(kept.get(), "documents", limit, offset)

    @router.get("/judgements")
    def judgements(limit: Limit = 100, offset: Offset = 0) -> Response:
        """What was decided, by whom, when and why, in order; those taken back too."""
        told = kept.get().judgements
        standing = {one.id for one in in_force(told)}
        rows = [{**asdict(one), "in_force": one.id in standing} for one in told[offset : offset + limit]]
        return _page(rows, len(told), limit, offset)

    @router.post("/judgements", status_code=201)
    def append_judgement(told: JudgementIn) -> Response:
        """Append a decision; the person's name is that of the settings."""
        if told.verdict is Verdict.UNDO:
            raise HTTPException(422, "a decision is taken back by POST /judgements/undo")
        try:
            decision = decide(kept.get(), told.verdict, told.left, told.right, told.why)
        except NoSuchName as error:
            raise HTTPException(404, str(error)) from error
        except UsageError as error:
            raise HTTPException(422, str(error)) from error

        def look(before: Sequence[Judgement]) -> Decision:
            other = _decided_since(before, told.seen, decision) if told.seen is not None else None
            if other is not None:
                raise _DecidedBefore(other)
            return decision

        try:
            return as_json(asdict(judge_knowing(kept.case(), look, desk.actor)), status=201)
        except _DecidedBefore as error:
            return _decided_before(error.other)

    @router.post("/judgements/undo", status_code=201)
    def take_back(
        why: Annotated[str, Query(max_length=2000)] = "", judgement: Annotated[str | None, Query(max_length=100)] = None
    ) -> Response:
        """Take the last decision in force back, by appending that it is; where `judgement` names another: 409."""
        try:
            taken = undo(kept.case(), desk.actor, why, judgement)
        except NotTheLastDecision as error:
            last = next(reversed(in_force(View(kept.case()).judgements)), None)
            return as_json({"detail": str(error), "judgement": asdict(last) if last else None}, status=409)
        except ClewError as error:
            raise HTTPException(409, str(error)) from error
        return as_json(asdict(taken), status=201)

    @router.get("/proposals")
    def proposals() -> Response:
        """Decisions that programs proposed and no person has made yet."""
        found: tuple[Proposal, ...] = open_proposals(kept.folder, kept.get().judgements)
        return _page([asdict(one) for one in found], len(found), len(found), 0)

    for part in _TOLD_APART:
        _add_part(router, desk, part)
    return router


def _add_part(router: APIRouter, desk: Desk, part: str) -> None:
    """Add the route that gives one part of the findings."""

    def read(limit: Limit = 100, offset: Offset = 0) -> Response:
        return _part(desk.kept.get(), part, limit, offset)

    summary = f"The {part} as `clew export --to json` writes them"
    router.add_api_route(f"/{part}", read, name=part, summary=summary, methods=["GET"])


def _part(findings: Findings, part: str, limit: int, offset: int) -> Response:
    rows: Sequence[Any] = findings_to_json(findings)[part]
    return _page(rows[offset : offset + limit], len(rows), limit, offset)


def _page(rows: Sequence[Any], total: int, limit: int, offset: int) -> Response:
    return as_json({"total": total, "limit": limit, "offset": offset, "results": rows})


def _case(findings: Findings) -> dict[str, Any]:
    counts = ("documents", "claims", "entities", "relations", "conflicts", "hits", "judgements")
    return {
        "name": findings.case,
        "made": findings.made,
        "content_hash": findings.content_hash,
        "chain_hash": findings.chain_hash,
        "counts": {name: len(getattr(findings, name)) for name in counts},
    }


def _entity(findings: Findings, name: str) -> Entity:
    try:
        return the_entity(findings, name)
    except NoSuchName as error:
        raise HTTPException(404, str(error)) from error


def _claims_about(findings: Findings, names: Iterable[str]) -> set[str]:
    ids = {_entity(findings, name).id for name in names}
    return {claim for (claim, _), entity in findings.party.items() if entity in ids}


def _decided_since(judgements: Sequence[Judgement], seen: str, decision: Decision) -> Judgement | None:
    """The newest judgement in force on the same question, of those after the one seen; of all if that is unknown."""
    places = {one.id: at for at, one in enumerate(judgements)}
    asked = question_of(decision.as_judgement())
    later = (one for one in reversed(in_force(judgements)) if places[one.id] > places.get(seen, -1))
    return next((one for one in later if question_of(one) == asked), None)


def _decided_before(other: Judgement) -> Response:
    """The reply where somebody decided about the same in the meantime: what they decided."""
    told = {"detail": f"{other.by} decided {other.verdict} about this at {other.at[:16]}", "judgement": asdict(other)}
    return as_json(told, status=409)
