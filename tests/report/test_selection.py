"""A dossier of chosen findings holds them, what they rest on, and a plain word on how much was left out."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import NoSuchName
from clew.records import GoBetween, GoodsWay, Judgement, Nomination, PartyGoods, Reason, ReasonKind, WhoMatters
from clew.report import Arranged, DossierOptions, render_html, render_json
from clew.report.dossier import WRITERS
from clew.report.indexed import Standing
from clew.report.left_out import FindingKind
from clew.report.selection import arranged_for, held_up, narrowed, resting_on, single_findings
from clew.vocabulary import Verdict
from tests.report.harbour import DENIED, OWNED, PAID, PLANNED, SHIPPED, harbour
from tests.report.test_dossier import Elements
from tests.report.test_office_forms import squeezed, words_of_pdf, words_of_word

REASON = Reason(ReasonKind.EXPOSURE, 5, "is said to supply Korund Works", ("r1",))
MATTERS = WhoMatters(
    (Nomination("velmar", 5, (REASON,)),),
    (GoBetween("velmar", (("sool",), ("nakhil",)), (1, 1), 1, "joins Irma Sool and شركة النخيل للشحن"),),
    (PartyGoods("velmar", GoodsWay.SENDS, "gyroscopes", claims=(SHIPPED.id,)),),
)
DECIDED = tuple(
    Judgement(f"j{at}", verdict, left, right, "ana", "2026-01-02T10:00:00Z", why)
    for at, (verdict, left, right, why) in enumerate(
        (
            (Verdict.ACCEPT, PAID.id, None, "seen at the bank"),
            (Verdict.TRUE_HIT, "korund", "n-1", "same register number"),
            (Verdict.ACCEPT, SHIPPED.id, None, "seen at the quay"),
        )
    )
)
FINDINGS = replace(harbour(), matters=MATTERS, judgements=DECIDED)
SINGLE = single_findings(Arranged(FINDINGS))


def of_kind(kind: FindingKind) -> list[str]:
    return [one.id for one in SINGLE.values() if one.kind is kind]


def words_of(form: str, *chosen: str) -> str:
    content = WRITERS[form](FINDINGS, DossierOptions(findings=chosen))
    if form == ".pdf":
        return words_of_pdf(content)
    return " ".join(words_of_word(content)) if form == ".docx" else without_context(content.decode())


def without_context(page: str) -> str:
    """A dossier without the prose of the documents that it cites, which stays whole."""
    return re.sub(r'<section id="texts">.*?</section>', "", page, flags=re.DOTALL)


def without(*gone: str) -> DossierOptions:
    return DossierOptions(findings=tuple(sorted(SINGLE.keys() - resting_on(SINGLE, gone))))


def test_every_kind_of_finding_can_be_chosen() -> None:
    assert {one.kind for one in SINGLE.values()} == set(FindingKind)


def test_all_of_them_chosen_are_the_whole_case() -> None:
    for form, write in WRITERS.items():
        assert write(FINDINGS, DossierOptions(findings=tuple(SINGLE))) == write(FINDINGS, DossierOptions()), form


@pytest.mark.parametrize("form", WRITERS)
def test_one_relation_stands_with_its_quote_and_source_and_nothing_else_does(form: str) -> None:
    told = words_of(form, "r3")
    assert squeezed(OWNED.text) in squeezed(told)
    for other in (SHIPPED, DENIED, PLANNED):
        assert squeezed(other.text) not in squeezed(told)
    papers = {one.name: one.id for one in FINDINGS.documents}
    assert papers["wire.txt"] in told
    assert papers["local.txt"] not in told
    assert "seen at the bank" not in told
    assert FINDINGS.chain_hash in told or form == ".json"


@pytest.mark.parametrize("form", [".html", ".md", ".docx", ".pdf"])
def test_what_was_left_out_is_said_in_words(form: str) -> None:
    said = f"{len(SINGLE) - 1} findings of this case were left out by choice: 2 hits on lists"
    assert squeezed(said) in squeezed(words_of(form, "r3"))
    assert "left out by choice" not in words_of(form)


def test_what_was_left_out_is_counted_in_json() -> None:
    told = json.loads(render_json(FINDINGS, DossierOptions(findings=("r3",))))["left_out"]
    assert told["findings"] == {
        "hit": 2, "path": 1, "nomination": 1, "go-between": 1,
        "goods": 1, "ownership": 1, "statement": 3, "conflict": 1,
    }  # fmt: skip
    assert told["documents"] == 4
    assert "left_out" not in json.loads(render_json(FINDINGS))


def test_a_path_brings_its_steps_and_the_hit_that_it_ends_at() -> None:
    (path,) = of_kind(FindingKind.PATH)
    kept = {SINGLE[one].kind for one in held_up(SINGLE, {path})}
    assert kept == {FindingKind.PATH, FindingKind.STATEMENT, FindingKind.HIT}
    page = words_of(".html", path)
    assert "The path, step by step" in page
    assert "asset freeze or blocking" in page


def test_what_rests_on_what_is_left_out_goes_with_it() -> None:
    gone = {SINGLE[one].kind for one in resting_on(SINGLE, {"r1"})}
    kinds = FindingKind
    assert gone == {kinds.STATEMENT, kinds.PATH, kinds.NOMINATION, kinds.GO_BETWEEN, kinds.GOODS, kinds.CONFLICT}
    page = without_context(render_html(FINDINGS, without("r1")))
    assert SHIPPED.text not in page
    assert DENIED.text not in page


def test_a_party_whose_hit_is_left_out_is_not_called_unlisted() -> None:
    listed = next(one for one in SINGLE.values() if one.kind is FindingKind.HIT and one.about == ("korund",))
    arranged = arranged_for(FINDINGS, without(listed.id))
    assert arranged.standing("korund") is Standing.UNSAID
    assert arranged.standing("velmar") is Standing.UNLISTED
    page = render_html(FINDINGS, without(listed.id))
    assert "No party of the record was found on the lists searched." not in page
    assert "No chain of statements leads" not in page
    assert "None among what was chosen for this dossier." in page
    assert "KORUND WORKS JSC" not in page
    assert "same register number" not in page, "the decision on that hit"
    assert "seen at the quay" in page, "a decision about what is left"


def test_no_statement_is_shown_without_its_denial() -> None:
    elsewhere = replace(harbour().relations[0], id="r9", claims=(DENIED.id,))
    stated = replace(harbour().relations[0], claims=harbour().relations[0].claims[:4])
    apart = replace(FINDINGS, relations=(stated, elsewhere, *FINDINGS.relations[1:]))
    kept, left_out = narrowed(apart, ("r1",))
    assert dict(left_out.findings)[FindingKind.STATEMENT] == 4
    assert [one.id for one in Arranged(kept).denials(kept.relations[0])] == [DENIED.id]


def test_a_listing_is_called_newer_only_where_all_that_names_the_party_is_shown() -> None:
    papers = tuple(
        replace(one, published="2025-06-01" if one.name == "local.txt" else "2025-05-01") for one in FINDINGS.documents
    )
    dated = replace(FINDINGS, documents=papers)
    korund = next(one for one in dated.entities if one.id == "korund")
    said = (*korund.mentions, replace(korund.mentions[0], doc="local.txt"))
    dated = replace(
        dated, entities=tuple(replace(korund, mentions=said) if one == korund else one for one in dated.entities)
    )
    whole, part = Arranged(dated), arranged_for(dated, DossierOptions(findings=("r1", *of_kind(FindingKind.HIT))))
    assert "local.txt" not in part.named
    assert not whole.newer_than_documents(whole.hits["korund"][0])
    assert not part.newer_than_documents(part.hits["korund"][0])


def test_a_finding_that_the_case_does_not_have_is_refused() -> None:
    for write in WRITERS.values():
        with pytest.raises(NoSuchName, match="finding 'nothing'"):
            write(FINDINGS, DossierOptions(findings=("r1", "nothing")))


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(sorted(SINGLE)), min_size=1))
def test_whatever_is_chosen_every_link_leads_somewhere_and_the_count_is_true(chosen: set[str]) -> None:
    kept, left_out = narrowed(FINDINGS, chosen)
    assert left_out.total == len(SINGLE) - len(held_up(SINGLE, chosen))
    page = render_html(FINDINGS, DossierOptions(findings=tuple(chosen)))
    parsed = Elements(page)
    assert set(parsed.links) <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert f"{left_out.total} finding" in page or not left_out.total
    assert single_findings(Arranged(kept)).keys() == held_up(SINGLE, chosen)
    assert all(one.id in page for one in kept.documents)
    assert "a party left unnamed" not in page
