"""What an agent may do: search, read claims, trace paths, screen names, propose; no tool decides or deletes."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from clew.doors.desk import Desk
from clew.doors.matching import Wanted, answer_all, example_of
from clew.doors.proposals import propose
from clew.ledger import now
from clew.pipeline import decide, the_entity
from clew.records import claim_to_json
from clew.trace import PathOptions, build_graph, explain_path, find_paths, k_best_paths
from clew.vocabulary import Verdict

Told = dict[str, Any]
Given = Mapping[str, Any]

AGENT = "agent"
"""By whom a proposal is, where the agent does not say its name."""

MOST = 50
"""How many results one call gives at most."""

PROPOSED = tuple(verdict for verdict in Verdict if verdict is not Verdict.UNDO)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its name, what it does in words, its texts (those required first), and what runs it."""

    name: str
    says: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    run: Callable[[Desk, Given], Told]
    reads: bool = True

    def described(self) -> Told:
        """The tool as the protocol describes one."""
        texts: dict[str, Told] = {
            name: {"type": "string", "maxLength": 2000} for name in (*self.required, *self.optional)
        }
        if "verdict" in texts:
            texts["verdict"]["enum"] = [str(verdict) for verdict in PROPOSED]
        schema = {"type": "object", "properties": texts, "required": list(self.required), "additionalProperties": False}
        hints = {"readOnlyHint": self.reads, "destructiveHint": False, "openWorldHint": False}
        return {"name": self.name, "description": self.says, "inputSchema": schema, "annotations": hints}

    def wrong(self, given: object) -> str:
        """What is wrong with the arguments; empty where nothing is."""
        if not isinstance(given, dict):
            return "arguments are an object"
        unknown = sorted(set(given) - {*self.required, *self.optional})
        missing = [name for name in self.required if not given.get(name)]
        if unknown or missing:
            return (
                f"{self.name} takes {', '.join((*self.required, *self.optional))}; {', '.join(self.required)} is needed"
            )
        if any(not isinstance(value, str) or len(value) > 2000 for value in given.values()):
            return "arguments are texts of at most 2000 characters"
        return "" if given.get("verdict", PROPOSED[0]) in PROPOSED else f"verdicts: {', '.join(PROPOSED)}"


def _search(desk: Desk, given: Given) -> Told:
    wanted = given["words"].casefold()
    findings = desk.kept.get()
    parties = [one for one in findings.entities if any(wanted in name.casefold() for name in one.names)]
    claims = [one for one in findings.claims if wanted in one.text.casefold()]
    return {
        "parties": [{"id": one.id, "name": one.name, "type": one.type, "names": one.names} for one in parties[:MOST]],
        "claims": [claim_to_json(one) for one in claims[:MOST]],
        "found": {"parties": len(parties), "claims": len(claims)},
    }


def _claims(desk: Desk, given: Given) -> Told:
    findings = desk.kept.get()
    party = the_entity(findings, given["party"])
    about = {claim for (claim, _), entity in findings.party.items() if entity == party.id}
    found = [claim_to_json(one) for one in findings.claims if one.id in about]
    return {"party": party.id, "name": party.name, "total": len(found), "claims": found[:MOST]}


def _path(desk: Desk, given: Given) -> Told:
    told = desk.kept.get()
    graph = build_graph(told.entities, told.relations, told.claims, told.corroborations, told.documents)
    begin, options = the_entity(told, given["start"]).id, PathOptions()
    if given.get("end"):
        found = k_best_paths(graph, begin, the_entity(told, given["end"]).id, 3, options)
    else:
        found = find_paths(graph, [begin], told.hits, options)
    return {"paths": [{"says": explain_path(graph, one), **asdict(one)} for one in found[:MOST]]}


def _screen(desk: Desk, given: Given) -> Told:
    opened = desk.shelf.open()
    lists = frozenset(version.name for version in opened.versions)
    example = example_of(given.get("schema") or "Thing", {"name": [given["name"]]})
    answer = desk.shelf.work(answer_all, opened, [example], Wanted(lists, limit=10)).result()[0]
    return {"lists": sorted(lists), "total": answer.total, "results": list(answer.results)}


def _propose(desk: Desk, given: Given) -> Told:
    decision = decide(
        desk.kept.get(), Verdict(given["verdict"]), given["left"], given.get("right") or None, given["why"]
    )
    made = propose(desk.kept.folder, decision, given.get("by") or AGENT, now())
    return {"proposal": asdict(made), "in_force": False, "next": "a person decides, by clew judge or in the workbench"}


TOOLS = {
    tool.name: tool
    for tool in (
        Tool("search", "Find parties and claims of the case that hold some words.", ("words",), (), _search),
        Tool("claims", "What is said about one party, each with its quote and sources.", ("party",), (), _claims),
        Tool("path", "Paths from a party to listed ones, or to another party.", ("start",), ("end",), _path),
        Tool("screen", "Hold one name against the sanctions lists at hand.", ("name",), ("schema",), _screen),
        Tool(
            "propose_judgement",
            "Propose a decision with its reason; it is not in force until a person makes it.",
            ("verdict", "left", "why"),
            ("right", "by"),
            _propose,
            reads=False,
        ),
    )
}
"""The tools by name."""
