"""How surely a statement is made."""

import pytest

from clew.records import Claim
from clew.vocabulary import Predicate, Status
from tests.extract.conftest import Claims


def status_of(claims: tuple[Claim, ...], predicate: Predicate = Predicate.SUPPLIES) -> Status:
    return next(claim.status for claim in claims if claim.predicate is predicate)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kestrel Avionics supplied engines to Tarn Logistics.", Status.ASSERTED),
        ("Kestrel Avionics reportedly supplied engines to Tarn Logistics.", Status.ASSERTED),
        ("Kestrel Avionics allegedly supplied engines to Tarn Logistics.", Status.ASSERTED),
        ("Records show that Kestrel Avionics supplied engines to Tarn Logistics.", Status.ASSERTED),
        ("Records show that experts not only delivered engines to Tarn Logistics but assembled them.", Status.ASSERTED),
        ("Reporters found no evidence that Kestrel Avionics supplied engines to Tarn Logistics.", Status.UNVERIFIED),
        ("Kestrel Avionics may have supplied engines to Tarn Logistics.", Status.POSSIBLE),
        ("Kestrel Avionics is believed to have supplied engines to Tarn Logistics.", Status.POSSIBLE),
        ("Officials suspect that Kestrel Avionics supplied engines to Tarn Logistics.", Status.POSSIBLE),
        ("The photographs suggest that Kestrel Avionics supplied engines to Tarn Logistics.", Status.POSSIBLE),
        ("Kestrel Avionics plans to supply engines to Tarn Logistics.", Status.PLANNED),
        ("Kestrel Avionics will supply engines to Tarn Logistics.", Status.PLANNED),
        ("Kestrel Avionics tried to ship engines to Tarn Logistics.", Status.PLANNED),
        ("Kestrel Avionics conspired to supply engines to Tarn Logistics.", Status.PLANNED),
        ("Kestrel Avionics denied that it supplied engines to Tarn Logistics.", Status.DENIED),
        ("Kestrel Avionics never supplied engines to Tarn Logistics, a spokesman said.", Status.DENIED),
        ("Reporters could not confirm that Kestrel Avionics supplied engines to Tarn Logistics.", Status.UNVERIFIED),
    ],
)
def test_cues_set_the_status_of_what_they_govern(claims: Claims, text: str, status: Status) -> None:
    assert status_of(claims(text)) is status


def test_denial_prevails_over_a_plan_and_a_plan_over_a_hedge(claims: Claims) -> None:
    assert (
        status_of(claims("Kestrel Avionics denied that it planned to supply engines to Tarn Logistics."))
        is Status.DENIED
    )
    assert status_of(claims("Kestrel Avionics may plan to supply engines to Tarn Logistics.")) is Status.PLANNED


def test_a_hedge_on_the_main_clause_does_not_reach_a_relative_clause(claims: Claims) -> None:
    text = "Tarn Logistics, which bought engines from Kestrel Avionics, may close its office."
    assert status_of(claims(text)) is Status.ASSERTED


def test_the_next_sentence_may_leave_a_hedged_statement_unverified(claims: Claims) -> None:
    text = "Kestrel Avionics is believed to have supplied engines to Tarn Logistics. The Gazette could not verify this."
    assert status_of(claims(text)) is Status.UNVERIFIED


def test_a_doubt_about_the_paper_is_no_doubt_about_the_statement(claims: Claims) -> None:
    text = (
        "Kestrel Avionics is believed to have supplied engines to Tarn Logistics. "
        "The Gazette could not verify the authenticity of the document."
    )
    assert status_of(claims(text)) is Status.POSSIBLE


def test_an_answer_is_given_as_stated(claims: Claims) -> None:
    found = claims("Kestrel Avionics did not respond to requests for comment.")
    assert status_of(found, Predicate.RESPONDS) is Status.ASSERTED
