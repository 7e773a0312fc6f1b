"""An agent speaks the Model Context Protocol: it looks and proposes, and cannot decide."""

import io
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.cli.place import lists_of
from clew.doors import Desk, open_desk
from clew.doors.agent_tools import TOOLS
from clew.doors.agents import AgentServer
from clew.pipeline import DeriveOptions, KeptFindings
from clew.screen import Library
from tests.doors.conftest import DAY, Served
from tests.doors.test_matching import listed


def a_desk(served: Served) -> Desk:
    kept = KeptFindings(served.case, Library(lists_of(served.case)), lambda: DeriveOptions(DAY))
    return open_desk(kept, "ana")


def ask(desk: Desk, *requests: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    lines = [{"jsonrpc": "2.0", "id": n, "method": name, "params": told} for n, (name, told) in enumerate(requests)]
    replies = io.BytesIO()
    sent = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    AgentServer(desk).serve(io.BytesIO(sent), replies)
    return [json.loads(line) for line in replies.getvalue().splitlines()]


def call(desk: Desk, tool: str, **given: str) -> dict[str, Any]:
    reply = ask(desk, ("tools/call", {"name": tool, "arguments": given}))[0]
    assert not reply["result"]["isError"], reply
    found: dict[str, Any] = reply["result"]["structuredContent"]
    return found


def test_an_agent_s_session(served: Served) -> None:
    desk = a_desk(served)
    hello, tools = ask(desk, ("initialize", {"protocolVersion": "2025-03-26"}), ("tools/list", {}))
    assert hello["result"]["protocolVersion"] == "2025-03-26"
    assert {tool["name"] for tool in tools["result"]["tools"]} == set(TOOLS)
    assert not any(tool["annotations"]["destructiveHint"] for tool in tools["result"]["tools"])
    one = listed(served)
    assert call(desk, "screen", name=one["caption"])["results"][0]["id"] == one["id"]
    party = call(desk, "search", words="ostrek")["parties"][0]
    assert all(claim["quote"] for claim in call(desk, "claims", party=party["id"])["claims"])
    assert "paths" in call(desk, "path", start=party["id"])


def test_a_proposal_is_not_in_force_until_a_person_decides(own: Served) -> None:
    client, desk = own.client(), a_desk(own)
    claim = client.get("/api/v1/claims").json()["results"][0]["id"]
    made = call(desk, "propose_judgement", verdict="reject", left=claim, why="the quote says otherwise", by="reader")
    assert made["in_force"] is False
    assert client.get("/api/v1/judgements").json()["total"] == 0
    waiting = client.get("/api/v1/proposals").json()["results"]
    assert [(one["verdict"], one["left"], one["by"]) for one in waiting] == [("reject", claim, "reader")]
    client.post("/api/v1/judgements", json={"verdict": "reject", "left": claim, "why": "agreed"})
    assert client.get("/api/v1/proposals").json()["total"] == 0


def test_wrong_requests_get_errors_in_words(served: Served) -> None:
    desk = a_desk(served)
    wrong = ({"name": "delete"}, {"name": "claims"}, {"name": "search", "arguments": {"words": 1}})
    for reply in ask(desk, ("no/such", {}), *(("tools/call", dict(one)) for one in wrong)):
        assert reply["error"]["message"]
    unknown = ask(desk, ("tools/call", {"name": "claims", "arguments": {"party": "Nobody At All"}}))[0]
    assert unknown["result"]["isError"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_whatever_comes_in_is_answered_or_passed_over(served: Served, line: bytes) -> None:
    reply = AgentServer(a_desk(served)).answer(line.replace(b"\n", b" "))
    assert reply is None or reply["jsonrpc"] == "2.0"
