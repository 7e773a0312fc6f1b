"""Searches kept by name, and facets that leave out."""

import json

from clew.workbench.search import Facet, Query
from clew.workbench.searches import FILE, kept_searches
from tests.workbench.conftest import HOST, Bench


def test_a_search_is_kept_found_again_and_deleted(bench: Bench) -> None:
    page = bench.post("/searches", name="  engines,\n no news ", query="q=engines&without=source:media&first=40&x=1")
    assert kept_searches(bench.case) == {"engines, no news": "q=engines&without=source%3Amedia"}
    assert "engines, no news" in page
    again = bench.client.get("/claims").text
    assert 'href="/claims?q=engines&amp;without=source%3Amedia"' in again
    bench.post("/searches", forget="engines, no news", query="q=x")
    assert kept_searches(bench.case) == {}
    assert bench.client.get("/claims?q=engines").text.count("Keep this one as") == 1


def test_a_search_needs_a_name_and_writes_no_markup(bench: Bench) -> None:
    for name in ("", " ", "x" * 81):
        told = {"name": name, "query": "q=a", "proof": bench.proof}
        assert bench.client.post("/searches", data=told, headers={"origin": HOST}).status_code == 422
    page = bench.post("/searches", name="<b id=owned>", query='q="><script>')
    assert "<b id=owned>" not in page
    assert "<script>" not in page


def test_a_file_that_is_none_keeps_nothing(bench: Bench) -> None:
    (bench.case / FILE).parent.mkdir(exist_ok=True)
    for told in ("", "[]", "nothing\n", "{}\n1\n" + json.dumps({"name": "a", "query": "q=%ff&evil=1"})):
        (bench.case / FILE).write_text(told)
        assert bench.client.get("/claims").status_code == 200
    assert kept_searches(bench.case) == {"a": "q=%EF%BF%BD"}


def test_facets_leave_out(reading: Bench) -> None:
    index = reading.desk.snapshot().index
    every = index.find(Query())
    denied = dict(every.counts[Facet.STATUS])["denied"]
    assert index.find(Query(without=((Facet.STATUS, "denied"),))).total == every.total - denied
    page = reading.client.get("/claims", params={"without": ["status:denied", "no:x", "status:"]}).text
    assert f'<span class="n">{every.total - denied}</span></h1>' in page
    assert "without=status%3Adenied&amp;without=" in page
