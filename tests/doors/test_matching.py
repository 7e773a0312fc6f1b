"""The public client of yente talks to Clew unchanged, and every score is the sum of its reasons."""

from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from yente_client import Client, Company, NotFoundError, Person

from clew.workbench import keys_of
from tests.conftest import Figure
from tests.doors.conftest import HOST, Served


class Inside(httpx.BaseTransport):
    """Hands the client's requests to the application in this process."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        kept = {name: value for name, value in request.headers.items() if name not in {"content-length", "host"}}
        answer = self._client.request(request.method, str(request.url), content=request.read(), headers=kept)
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


@pytest.fixture
def inside(served: Served) -> Inside:
    return Inside(TestClient(served.application, base_url=HOST))


@pytest.fixture
def yente(served: Served, inside: Inside) -> Client:
    return Client(api_key=keys_of(served.case).share, base_url=f"{HOST}/yente", transport=inside)


def listed(served: Served) -> dict[str, Any]:
    """The first listing of the sample list."""
    found: dict[str, Any] = served.client().get("/yente/search/default", params={"limit": 1}).json()["results"][0]
    return found


def test_the_client_of_yente_talks_to_clew(yente: Client, inside: Inside, served: Served, figure: Figure) -> None:
    one = listed(served)
    hits = yente.match(Company(name=one["caption"]), datasets=["default"])
    assert hits.top is not None
    assert hits.top.id == one["id"]
    assert hits.top.match
    assert yente.fetch(one["id"]).caption == one["caption"]
    assert yente.fetch(one["id"]).properties["sanctions"]
    assert yente.adjacent(one["id"]).adjacent["sanctions"].total.value == 1
    assert yente.adjacent(one["id"], prop="sanctions").results
    assert yente.search(one["caption"]).results[0].id == one["id"]
    assert yente.healthz().status == yente.readyz().status == "ok"
    assert yente.algorithms().best == "clew"
    assert yente.datasets().current
    with pytest.raises(NotFoundError):
        yente.fetch("nobody")
    with pytest.raises(NotFoundError):
        yente.match(Person(name="Anton Verelin"), datasets=["no-such-list"])
    figure("requests of yente-client answered as it takes them", f"{inside.asked} of {inside.asked}")


def test_a_score_is_the_sum_of_its_reasons(served: Served) -> None:
    one = listed(served)
    body = {"queries": {"a": {"schema": "LegalEntity", "properties": {"name": [one["caption"]], "country": ["fr"]}}}}
    answer = served.client().post("/yente/match/default", json=body).json()["responses"]["a"]
    for result in answer["results"]:
        total = sum(signal["value"] for signal in result["clew"]["signals"])
        assert result["score"] == pytest.approx(min(1.0, max(0.0, total)), abs=1e-4)
        assert sum(result["features"].values()) == pytest.approx(total, abs=1e-3)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"queries": {}}', b"\xff", b'{"queries": {"a": {"schema": "Dragon"}}}', b'{"a":' * 100_000],
)
def test_what_is_no_batch_is_refused_in_words(served: Served, body: bytes) -> None:
    answer = served.client().post("/yente/match/default", content=body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_nothing_without_a_token(served: Served) -> None:
    for path in ("/yente/catalog", "/reconcile/default", "/api/v1/claims"):
        assert served.client("").get(path).status_code == 401
