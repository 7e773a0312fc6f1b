"""The page as readers meet it: what stands beside what, at five documents and at two thousand claims."""

import re
from dataclasses import replace

import pytest

from clew.report import DossierOptions, render_html
from tests.report.harbour import about, harbour
from tests.report.large import a_large_case
from tests.report.test_dossier import Elements


def article(page: str, anchor: str) -> str:
    """One article of the page, without its markup."""
    found = re.search(rf'id="{anchor}".*?</article>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(harbour())


def test_each_statement_says_that_it_is_said(page: str) -> None:
    told = article(page, "relation-1")
    assert "Velmar Trading not listed is said to have supplied Korund Works listed" in told
    assert "4 documents, 1 origin" in told
    assert "usually reliable; probably true" in page
    assert "according to two customs officers (official source)" in told


def test_the_state_of_both_ends_is_shown_and_classes_are_not_mixed(page: str) -> None:
    owners = next(one for one in (article(page, f"relation-{n}") for n in range(1, 5)) if "Irma Sool" in one)
    assert "Irma Sool for review is said to own or control Velmar Trading not listed" in owners
    assert "owned by a listed party" not in owners, "a near name is no listed owner"


def test_possible_and_planned_are_not_told_as_done(page: str) -> None:
    assert "may have paid" in article(page, "relation-3") + article(page, "relation-2")
    assert "is said to plan to work together with" in page


def test_the_denial_stands_beside_the_statements(page: str) -> None:
    told = article(page, "relation-1")
    assert told.index("Who denies it") < told.index("Velmar denied the shipment")


def test_a_party_section_says_what_it_is(page: str) -> None:
    sections = re.findall(r'<article id="party-\d+".*?</article>', page, re.DOTALL)
    assert len(sections) == 4
    assert all("is what documents state about this party, not what is proven." in one for one in sections)


def test_the_score_of_a_hit_is_taken_apart(page: str) -> None:
    told = article(page, "party-1")
    assert "asset freeze or blocking — Northern Union, since 20 May 2025" in told
    assert "same word korund korund +1.00 legal form on one side only -0.03" in told
    assert "They add up to 0.97." in told


def test_a_path_shows_each_step_with_its_quote(page: str) -> None:
    told = article(page, "path-3")
    assert "Velmar Trading is said to supply Korund Works" in told
    assert "Velmar Trading shipped forty gyroscopes to Korund Works in the spring of 2024" in told


def test_both_sides_of_a_conflict_and_who_distorts(page: str) -> None:
    told = article(page, "conflict-1")
    assert "cannot all be true" in told
    assert "Distorts: Engines and gyroscopes, retold.html" in told
    assert "forty gyroscopes" in told
    assert "four hundred gyroscopes" in told


def test_a_number_leads_to_the_quote_and_back(page: str) -> None:
    quote = re.search(r'<a id="(quote-\d+)" class="anchor"></a><mark[^>]*>Velmar denied the shipment</mark>', page)
    assert quote is not None
    assert f'href="#{quote.group(1)}"' in page
    after = page[quote.end() : quote.end() + 80]
    assert 'href="#relation-1"' in after


def test_names_in_other_directions_are_isolated(page: str) -> None:
    assert "<bdi>شركة النخيل للشحن</bdi>" in page


def test_an_english_sentence_that_begins_with_such_a_name_runs_from_left_to_right() -> None:
    case = harbour()
    back = replace(case.relations[1], subject="nakhil", object="velmar")
    page = render_html(about(case, relations=(case.relations[0], back, *case.relations[2:])))
    assert 'title="\u2068شركة النخيل للشحن\u2069 may have paid' in page
    denied = replace(case.relations[0], subject="nakhil")
    page = render_html(about(case, relations=(denied, *case.relations[1:])))
    assert '<bdi dir="ltr">that \u2068شركة النخيل للشحن\u2069 supplied Korund Works</bdi>' in page
    assert not re.search("<bdi>\u2068?شركة النخيل للشحن\u2069? [a-z]", page)


def test_what_the_rules_say_of_owners(page: str) -> None:
    told = article(page, "owned-3")
    assert "OFAC rule cannot tell 0–60 % 50 % or more" in told
    assert "UK rule no 0 %" in told
    assert "OFAC: whether Irma Sool is the listed one" in told


def test_every_hash_is_in_the_appendix(page: str) -> None:
    findings = harbour()
    custody = page[page.index('id="custody"') :]
    wanted = [*(one.id for one in findings.documents), findings.lists[0].sha256, findings.content_hash]
    assert all(digest in custody for digest in (*wanted, findings.chain_hash))


def test_a_dossier_about_one_party_shows_its_relations_and_path_only() -> None:
    page = render_html(harbour(), DossierOptions(entities=("nakhil",)))
    assert "may have paid" in page
    assert "have supplied" not in page[page.index('id="relations"') : page.index('id="conflicts"')]
    links = Elements(page)
    assert set(links.links) <= set(links.ids)


def test_two_thousand_claims_fit_one_page() -> None:
    findings = a_large_case(parties=300, claims=2000)
    page = render_html(findings)
    parsed = Elements(page)
    assert set(parsed.links) <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert sum(one.startswith("quote-") for one in parsed.ids) == 2000
    assert len(page) < 8_000_000
    assert "left out of the picture" in page


def test_an_empty_case_says_that_it_is_empty() -> None:
    page = render_html(type(harbour())(case="nothing", made="2026-02-01"))
    assert "0 documents, 0 origins" in page
    assert "No statement was drawn from the documents." in page
    assert "Not held against any list." in page
