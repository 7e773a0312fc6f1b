"""Every page on the sample case; decisions, races and undo; quotes on their words; nothing typed becomes markup."""

import html
import re
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from clew.ledger import View, append, claim_draft, document_draft, extraction_draft, new_case, open_case, sha256
from clew.pipeline import Decision, judge
from clew.records import Claim, Document, Mention, Quote, Span, in_force
from clew.report.left_out import FindingKind
from clew.vocabulary import EntityType, Exposure, HitState, Predicate, Severity, Verdict
from clew.workbench import snapshot
from clew.workbench.pages import keeping
from clew.workbench.questions import Asked, Question, questions_of
from clew.workbench.search import Facet, Query
from tests.workbench.conftest import HOST, Bench, open_bench

PAGES = (
    "/",
    "/documents",
    "/claims",
    "/entities",
    "/review",
    "/screening",
    "/conflicts",
    "/corroboration",
    "/pictures/network",
    "/pictures/timeline",
    "/pictures/ownership",
    "/pictures/origins",
    "/dossier",
    "/lists",
    "/log",
    "/settings",
)


def first_of(bench: Bench, asked: Asked) -> Question:
    """The weightiest open question of a kind."""
    open_ones = questions_of(bench.desk.snapshot().questions, View(bench.desk.case).judgements)
    return next(one for one in open_ones if one.asked is asked)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_is_drawn_in_every_language(reading: Bench, path: str, language: str) -> None:
    answer = reading.client.get(
        path, headers={"cookie": f"clew_8484={reading.client.cookies['clew_8484']}; clew_language={language}"}
    )
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_all_links_of_all_pages_lead_somewhere(reading: Bench) -> None:
    seen: set[str] = set()
    waiting = list(PAGES)
    while waiting and len(seen) < 150:
        path = waiting.pop()
        if path in seen or path.startswith("/dossier/file"):
            continue
        seen.add(path)
        answer = reading.client.get(path)
        assert answer.status_code == 200, path
        waiting += [html.unescape(found) for found in re.findall(r'href="(/[^"#]*)', answer.text)]
    assert len(seen) >= 100


def test_every_quote_is_lit_on_its_words(reading: Bench) -> None:
    arranged = reading.desk.snapshot().arranged
    lit = 0
    for document in arranged.findings.documents:
        page = reading.client.get(f"/documents/{document.id}").text
        prose = page[page.index('<article class="prose"') : page.index("</article>")]
        for claim in arranged.findings.claims:
            if claim.quote.document == document.id:
                number = arranged.number[claim.id]
                begun = prose[prose.index(f'id="quote-{number}"') :]
                inside = begun[begun.index("</span>") + 7 : begun.index(f'href="#claim-{number}"')]
                told = html.unescape(re.sub(r'<a class="num"[^>]*>\d*(</a>)?|<[^>]*>', "", inside))
                assert told.startswith(claim.text[:40]), claim.text
                lit += 1
    assert lit == len(arranged.findings.claims)


@pytest.mark.parametrize("asked", Asked)
def test_a_decision_is_written_with_who_and_why_and_taken_back(bench: Bench, asked: Asked) -> None:
    question = first_of(bench, asked)
    bench.post("/decide", question=question.key, verdict=str(question.verdicts[1]), why="seen the papers", seen="")
    made = in_force(View(bench.desk.case).judgements)[-1]
    assert (made.verdict, made.by, made.why) == (question.verdicts[1], "ana", "seen the papers")
    assert question.key not in {one.key for one in questions_of(bench.desk.snapshot().questions, [made])}
    assert "seen the papers" in bench.client.get("/log").text
    bench.post("/review/undo", back="/review", judgement=made.id)
    assert not in_force(View(bench.desk.case).judgements)
    assert question.key == first_of(bench, asked).key


def test_a_false_alarm_leaves_the_listed(bench: Bench) -> None:
    question = first_of(bench, Asked.HIT)
    bench.post("/decide", question=question.key, verdict=Verdict.FALSE_ALARM, why="another firm", seen="")
    states = {hit.state for hit in bench.desk.snapshot().findings.hits if hit.listing.id == question.right}
    assert states == {HitState.REJECTED}


def test_of_two_who_decide_one_pair_the_second_sees_the_first(bench: Bench) -> None:
    ben = open_bench(bench.case.parent, "ben")
    question = first_of(bench, Asked.JOIN)
    told = {"question": question.key, "seen": "", "proof": ben.proof, "verdict": str(Verdict.DIFFERENT)}
    bench.post("/decide", question=question.key, verdict=Verdict.SAME, why="one register number", seen="")
    answer = ben.client.post("/decide", data=told, headers={"origin": HOST})
    assert answer.status_code == 409
    assert "one register number" in answer.text
    assert "ana" in answer.text
    assert [one.verdict for one in View(bench.desk.case).judgements] == [Verdict.SAME]
    seen = View(bench.desk.case).judgements[-1].id
    ben.post("/decide", question=question.key, verdict=Verdict.DIFFERENT, why="but two addresses", seen=seen)
    assert [one.by for one in View(bench.desk.case).judgements] == ["ana", "ben"]


def test_of_two_servers_at_the_same_moment_one_decides(bench: Bench) -> None:
    benches = (bench, open_bench(bench.case.parent, "ben"), open_bench(bench.case.parent, "cem"))
    for question in [one for one in bench.desk.snapshot().questions if one.asked is Asked.CLAIM][:4]:
        barrier, came = threading.Barrier(len(benches)), list[int]()

        def decide(one: Bench, key: str, barrier: threading.Barrier, came: list[int]) -> None:
            told = {"question": key, "verdict": "accept", "seen": "", "proof": one.proof}
            barrier.wait()
            answer = one.client.post("/decide", data=told, headers={"origin": HOST}, follow_redirects=False)
            came.append(answer.status_code)

        threads = [threading.Thread(target=decide, args=(one, question.key, barrier, came)) for one in benches]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(came) == [303, 409, 409]
    assert len(View(bench.desk.case).judgements) == 4


def test_a_reason_in_any_encoding_leaves_every_page_standing(bench: Bench) -> None:
    for charset in ("unicode_escape", "utf-7", "undefined", "punycode", "utf-8"):
        question = first_of(bench, Asked.HIT)
        told = {"question": question.key, "verdict": "unsure", "seen": "", "proof": bench.proof, "why": "\\ud800 +2AA-"}
        parts = (
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n' for name, said in told.items()
        )
        kind = {"content-type": f"multipart/form-data; boundary=x; charset={charset}", "origin": HOST}
        answer = bench.client.post("/decide", content="".join([*parts, "--x--\r\n"]), headers=kind)
        assert answer.status_code in {200, 400}, charset
    for path in (*PAGES, "/dossier/file?form=.html", "/dossier/file?form=.docx"):
        assert bench.client.get(path).status_code == 200, path


def test_the_last_decision_on_a_claim_is_told_in_words(bench: Bench) -> None:
    question = first_of(bench, Asked.CLAIM)
    assert question.claim is not None
    assert question.claim.subject is not None
    bench.post("/decide", question=question.key, verdict="accept", why="", seen="")
    last = bench.client.get("/review").text.split('<form class="undo"')[1].split("</form>")[0]
    assert question.claim.subject.name in last
    assert question.left[:12] not in last


def test_take_back_names_the_last_in_force_and_a_stale_form_takes_nothing_back(bench: Bench) -> None:
    made = []
    for question in [one for one in bench.desk.snapshot().questions if one.asked is Asked.CLAIM][:2]:
        bench.post("/decide", question=question.key, verdict=Verdict.REJECT, why="misread", seen="")
        made.append(in_force(View(bench.desk.case).judgements)[-1].id)
    first, second = made
    assert f'name="judgement" value="{second}"' in bench.client.get("/review").text
    for stale in (first, ""):
        told = {"proof": bench.proof, "judgement": stale}
        answer = bench.client.post("/review/undo", data=told, headers={"origin": HOST})
        assert answer.status_code == 409
        assert f'name="judgement" value="{second}"' in answer.text
    assert [one.id for one in in_force(View(bench.desk.case).judgements)] == made
    bench.post("/review/undo", judgement=second)
    assert f'name="judgement" value="{first}"' in bench.client.get("/review").text
    bench.post("/review/undo", judgement=first)
    assert 'class="undo"' not in bench.client.get("/review").text


def test_enter_in_the_reason_has_no_verdict_to_press(reading: Bench) -> None:
    form = reading.client.get("/review").text.split('<form class="decide"')[1].split("</form>")[0]
    assert re.findall(r"<button[^>]*>", form)[0] == "<button disabled hidden>"


@pytest.mark.parametrize("told", [{}, {"verdict": "no"}, {"verdict": "same", "question": "gone"}, {"verdict": "undo"}])
def test_a_stale_or_wrong_form_writes_nothing(bench: Bench, told: dict[str, str]) -> None:
    answer = bench.client.post("/decide", data={**told, "proof": bench.proof}, headers={"origin": HOST})
    assert answer.status_code in {409, 422}
    assert not View(bench.desk.case).judgements


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"])
def test_a_form_leads_back_to_no_other_site(bench: Bench, back: str) -> None:
    question = first_of(bench, Asked.CLAIM)
    told = {"question": question.key, "verdict": "accept", "seen": "", "back": back, "proof": bench.proof}
    answer = bench.client.post("/decide", data=told, headers={"origin": HOST}, follow_redirects=False)
    assert answer.headers["location"] == "/review"


def test_a_case_put_in_the_place_of_another_is_the_one_that_is_shown_and_decided_in(bench: Bench) -> None:
    question = first_of(bench, Asked.CLAIM)
    shutil.copytree(bench.case, bench.case.parent / "kept")
    bench.post("/decide", question=question.key, verdict="accept", why="here", seen="")
    bench.case.rename(bench.case.parent / "moved")
    (bench.case.parent / "kept").rename(bench.case)
    assert "Nothing has been decided yet." in bench.client.get("/log").text
    bench.post("/decide", question=question.key, verdict="reject", why="there", seen="")
    for name, why in (("moved", "here"), ("varnia", "there")):
        assert [one.why for one in View(open_case(bench.case.parent / name)).judgements] == [why]


def test_what_was_missing_and_is_there_again_is_read_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    question = first_of(bench, Asked.CLAIM)
    monkeypatch.setattr(snapshot, "ANEW", 0.1)
    (bench.case / "blobs").rename(bench.case.parent / "blobs")
    told = {"question": question.key, "verdict": "accept", "seen": "", "proof": bench.proof}
    answer = bench.client.post("/decide", data=told, headers={"origin": HOST}, follow_redirects=False)
    assert answer.status_code == 303
    assert bench.client.get("/claims").status_code == 500
    (bench.case.parent / "blobs").rename(bench.case / "blobs")
    time.sleep(0.1)
    assert bench.client.get("/claims").status_code == 200


def test_a_case_deleted_under_the_server_is_told(bench: Bench) -> None:
    shutil.rmtree(bench.case)
    for path in PAGES:
        answer = bench.client.get(path)
        assert answer.status_code == 503, path
        assert "is not a case" in answer.text


ODD = (
    "/claims?q=%22%20OR%20*%20NEAR(&first=-5",
    "/claims?q=" + "a" * 5000,
    "/claims?since=x&until=9999",
    "/claims?q=%00",
    "/entities/no",
    "/documents/no",
    "/relations/no",
    "/claims/no",
    "/pictures/no",
    "/review?at=99999&only=no",
    "/documents?first=99999999",
    "/dossier?kind=nothing&first=-5&find=%00%22",
    "/dossier?kind=statement&first=99999999",
    "/dossier?entity=unknown",
    "/dossier?finding=unknown",
)


@pytest.mark.parametrize("path", ODD)
def test_odd_addresses_do_no_harm(reading: Bench, path: str) -> None:
    assert reading.client.get(path).status_code in {200, 404}


def test_the_dossier_is_handed_over(reading: Bench) -> None:
    party = reading.desk.snapshot().arranged.parties[0]
    for form in (".html", ".md", ".json"):
        answer = reading.client.get("/dossier/file", params={"form": form, "entity": party.id})
        assert party.name in answer.text
        assert answer.headers["content-disposition"].endswith(f'dossier{form}"')
    assert reading.client.get("/dossier/file", params={"form": ".exe"}).status_code == 422
    for chosen in (["unknown"], [party.id, "unknown"]):
        assert reading.client.get("/dossier/file", params={"form": ".json", "entity": chosen}).status_code == 404


def test_search_finds_words_in_any_script_and_leaves_out(reading: Bench) -> None:
    index = reading.desk.snapshot().index
    assert index.find(Query("engines")).total > index.find(Query("engines -SL-55")).total > 0
    assert index.find(Query("发动机")).total > 0
    assert index.find(Query("двигатели")).total + index.find(Query("двигател")).total > 0
    every = index.find(Query())
    denied = dict(every.counts[Facet.STATUS])["denied"]
    assert index.find(Query(facets=((Facet.STATUS, "denied"),))).total == denied
    assert index.find(Query("-engines")).total + index.find(Query("engines")).total >= every.total


def test_the_style_and_script_are_small() -> None:
    folder = Path(__file__).parents[2] / "src/clew/workbench/static"
    assert sum(one.stat().st_size for one in folder.iterdir()) < 40_000


def test_a_dossier_whose_typesetter_is_not_installed_is_refused_with_the_remedy(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # what an environment without the extra answers to the import
    answer = bench.client.get("/dossier/file", params={"form": ".pdf"})
    assert answer.status_code == 409
    assert "clew[pdf]" in answer.text


def test_a_dossier_carries_words_of_ones_own_and_keeps_what_was_chosen(reading: Bench) -> None:
    arranged = reading.desk.snapshot().arranged
    first, last = arranged.parties[0], arranged.parties[-1]
    note = "Read with <b>care</b>.\r\nTwo papers are missing."
    page = reading.client.get("/dossier", params={"q": last.name.upper(), "entity": first.id, "note": note}).text
    assert f'value="{first.id}" checked' in page
    assert f'value="{last.id}">' in page
    assert "&lt;b&gt;care" in page
    for form, told in ((".html", "&lt;b&gt;care"), (".md", "Two papers are missing")):
        answer = reading.client.get("/dossier/file", params={"form": form, "entity": first.id, "note": note})
        assert told in answer.text
        assert "Note by ana" in answer.text
    assert "Note by" not in reading.client.get("/dossier/file", params={"entity": first.id}).text


def chosen_on(page: str) -> list[tuple[str, bool]]:
    """The findings that a page offers, and whether each has its tick."""
    found = re.findall(r'name="finding" value="([^"]+)"( checked)?', page)
    return [(one, bool(tick)) for one, tick in found]


def fields_of(page: str, *without: str) -> dict[str, str | list[str]]:
    """What a browser sends of the findings on a page, the ticks of some taken away."""
    hidden = re.findall(r'<input type="hidden" name="(start|but|shown|kind)" value="([^"]*)"', page)
    told: dict[str, list[str]] = {}
    for name, value in [*hidden, *(("finding", one) for one, tick in chosen_on(page) if tick and one not in without)]:
        told.setdefault(name, []).append(value)
    return dict(told)


def test_findings_are_chosen_singly_and_the_choice_is_kept(reading: Bench) -> None:
    snapshot = reading.desk.snapshot()
    page = reading.client.get("/dossier").text
    offered = chosen_on(page)
    assert offered
    assert all(tick for _, tick in offered)
    total = len(snapshot.singles.by_id)
    assert f"{total} of {total} chosen" in page
    gone = next(one for one in snapshot.arranged.conflicts if one.severity is Severity.ALARM)
    (left,) = (key for key, one in snapshot.singles.by_id.items() if one.told == gone)
    alone = reading.client.get("/dossier", params={"kind": "conflict"}).text
    sent = fields_of(alone, left)
    again = reading.client.get("/dossier", params=sent).text
    assert (left, False) in chosen_on(again)
    assert f"{total - 1} of {total} chosen" in again
    elsewhere = reading.client.get("/dossier", params=fields_of(again) | {"kind": "hit"}).text
    assert f"{total - 1} of {total} chosen" in elsewhere, "where the finding is not in sight"
    told = reading.client.get("/dossier/file", params=fields_of(elsewhere) | {"form": ".md"}).text
    assert "1 finding of this case was left out by choice: 1 disagreement." in told
    whole = reading.client.get("/dossier/file", params={"form": ".md"}).text
    assert whole.count("cannot all be true)") - told.count("cannot all be true)") == 1


def test_a_single_finding_is_chosen_alone(reading: Bench) -> None:
    singles = reading.desk.snapshot().singles
    path = next(one for one in singles.by_id.values() if one.kind is FindingKind.PATH)
    none = reading.client.get("/dossier", params={"reset": "none", "kind": "path"}).text
    assert not any(tick for _, tick in chosen_on(none))
    sent = fields_of(none) | {"finding": [path.id]}
    for asked in (sent, {"finding": path.id}):
        page = reading.client.get("/dossier", params=asked).text
        assert f"{1 + len(set(path.rests_on))} of {len(singles.by_id)} chosen" in page
        told = reading.client.get("/dossier/file", params=asked | {"form": ".json"}).json()
        assert {one["start"] for one in told["paths"] if one["exposure"] != Exposure.LISTED} == set(path.about)
        assert len(told["relations"]) + len(told["hits"]) == len(set(path.rests_on))
    refused = reading.client.get("/dossier/file", params=fields_of(none))
    assert refused.status_code == 422
    assert "No finding is chosen" in refused.text


def test_findings_are_found_by_party_and_by_words(reading: Bench) -> None:
    snapshot = reading.desk.snapshot()
    by_id = snapshot.singles.by_id
    party = snapshot.arranged.parties[0]
    near = [by_id[one] for one, _ in chosen_on(reading.client.get("/dossier", params={"entity": party.id}).text)]
    own = {one.id for one in near if party.id in one.about}
    assert own
    assert all(one.id in own or any(one.id in other.rests_on for other in near) for one in near)
    word = party.name.split()[0]
    found = chosen_on(reading.client.get("/dossier", params={"find": word.upper()}).text)
    names = {one.id: one.names for one in snapshot.findings.entities}
    assert found
    assert any(party.id in by_id[one].about for one, _ in found)
    for one, _ in found:
        told = [*(name for end in by_id[one].about for name in names[end]), str(by_id[one].told)]
        assert any(word.casefold() in said.casefold() for said in told)
    verb = chosen_on(reading.client.get("/dossier", params={"find": f"supplied {word}"}).text)
    assert {one for one, _ in verb} < {one for one, _ in found}
    assert "No finding of this kind." in reading.client.get("/dossier", params={"find": "qqqq"}).text


@pytest.mark.parametrize("path", ["/dossier", "/dossier/file"])
@pytest.mark.parametrize("name", ["entity", "finding", "shown", "but"])
def test_what_the_case_does_not_have_is_no_part_of_a_dossier(reading: Bench, path: str, name: str) -> None:
    answer = reading.client.get(path, params={name: "unknown"})
    assert answer.status_code == 404
    assert "is not in the case any more. Go back, load the page anew and choose." in answer.text


def test_the_log_shows_every_decision_page_by_page(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PAGE", 2)
    for number in range(5):
        judge(bench.desk.case, Decision(Verdict.REJECT, f"claim {number}", why=f"reason {number}"), "ana")
    shown = {
        first: re.findall(r"reason \d", bench.client.get("/log", params={"first": first}).text) for first in (0, 2, 4)
    }
    assert shown == {0: ["reason 4", "reason 3"], 2: ["reason 2", "reason 1"], 4: ["reason 0"]}
    assert "/log?first=2" in bench.client.get("/log").text


def test_names_of_a_decision_are_each_written_in_their_own_direction(bench: Bench) -> None:
    right_to_left = "شركة النخيل"
    decision = Decision(Verdict.RENAME, "a" * 16, right_to_left, "", (right_to_left, "Nakhil 7"))
    judge(bench.desk.case, decision, "ana")
    page = bench.client.get("/review").text
    assert f"<bdi>{right_to_left}</bdi> / <bdi>Nakhil 7</bdi>" in page


def test_a_party_has_its_names_by_script_and_its_statements_by_kind(reading: Bench) -> None:
    arranged = reading.desk.snapshot().arranged
    party = next(one for one in arranged.parties if not all(name.isascii() for name in one.names))
    page = reading.client.get(f"/entities/{party.id}").text
    assert "Names (Latin)" in page
    assert page.count("<h3>") >= len({one.predicate for one in arranged.naming[party.id]})


def test_a_long_text_is_shown_part_by_part_and_every_quote_is_found(tmp_path: Path) -> None:
    sentences = [
        f"Amber Works {n} supplied Basalt Trading {n} with pumps. {'Nothing else. ' * 40}\n" for n in range(700)
    ]
    text = "".join(sentences)
    document = Document(sha256(text.encode()), "long.txt", "text/plain", "en", text, (Span(0, len(text)),))
    claims, at = [], 0
    for n, sentence in enumerate(sentences):
        end = sentence.index(". ") + 1
        claims.append(
            Claim(
                document.name,
                Quote(document.id, at, at + end),
                sentence[:end],
                Predicate.SUPPLIES,
                Mention(f"Amber Works {n}", EntityType.COMPANY),
                Mention(f"Basalt Trading {n}", EntityType.COMPANY),
            )
        )
        at += len(sentence)
    case = new_case(tmp_path / "varnia")
    drafts = [document_draft(document, case.blobs.put_text(text)), *map(claim_draft, claims)]
    append(case, [*drafts, extraction_draft(document.id, "test", tuple(claims), ())], "ana")
    bench = open_bench(tmp_path)
    first = bench.client.get(f"/documents/{document.id}").text
    assert len(first) < 500_000
    assert "part=2" in first
    seen = set()
    for claim in bench.desk.snapshot().findings.claims[::23]:
        answer = bench.client.get(f"/claims/{claim.id}")
        seen.add(answer.url.params.get("part", "1"))
        assert f'id="{answer.url.fragment}"' in answer.text
        assert html.escape(claim.text) in answer.text
    assert len(seen) >= 4
    assert bench.client.get(f"/documents/{document.id}", params={"part": 99}).status_code == 200
