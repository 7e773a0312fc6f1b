"""On whose word a statement rests, outermost first."""

from collections.abc import Callable

import pytest

from clew.records import Claim, Document, Extraction
from clew.vocabulary import Predicate, SourceKind, Status
from tests.extract.conftest import Claims, document_of

SUPPLY = "Kestrel Avionics supplied engines to Tarn Logistics"


def sources_of(claims: tuple[Claim, ...], predicate: Predicate = Predicate.SUPPLIES) -> list[tuple[str, SourceKind]]:
    found = next(claim for claim in claims if claim.predicate is predicate)
    return [(source.name, source.kind) for source in found.sources]


def test_a_statement_on_nobodys_word_has_no_source(claims: Claims) -> None:
    assert sources_of(claims(f"{SUPPLY} in March.")) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"The Varnia Gazette reported that {SUPPLY}.", [SourceKind.MEDIA]),
        (f"{SUPPLY}, two European officials said.", [SourceKind.OFFICIAL]),
        (f"{SUPPLY}, according to invoices seen by The Varnia Gazette.", [SourceKind.MEDIA, SourceKind.DOCUMENT]),
        (f"{SUPPLY}, according to security officials and documents.", [SourceKind.OFFICIAL, SourceKind.DOCUMENT]),
        (f"An analyst told The Varnia Gazette that {SUPPLY}.", [SourceKind.MEDIA, SourceKind.ANALYST]),
        (
            f"Customs records reviewed by The Varnia Gazette show that {SUPPLY}.",
            [SourceKind.MEDIA, SourceKind.DOCUMENT],
        ),
        (f"Prosecutors allege that {SUPPLY}.", [SourceKind.OFFICIAL]),
    ],
)
def test_sources_stand_outermost_first_and_side_by_side_in_the_order_of_the_text(
    claims: Claims, text: str, kinds: list[SourceKind]
) -> None:
    assert [kind for _, kind in sources_of(claims(text))] == kinds


def test_a_dateline_covers_what_has_no_other_source(claims: Claims) -> None:
    more = SUPPLY.replace("engines", "pumps")
    text = f"VARN (Reuters) - {SUPPLY}.\n\nTarn Logistics is based in Varnia. Officials said {more}."
    found = claims(text)
    assert found
    assert all(claim.sources and claim.sources[0].name == "Reuters" for claim in found)


def test_an_opening_attribution_covers_the_following_sentences(claims: Claims) -> None:
    text = f"The Varnia Gazette reported on Monday that a network had been uncovered. {SUPPLY}."
    assert ("Varnia Gazette", SourceKind.MEDIA) in [
        (name.removeprefix("The "), kind) for name, kind in sources_of(claims(text))
    ]


def test_what_a_source_said_goes_on_over_a_sentence_about_the_same_thing(claims: Claims) -> None:
    text = f"The prosecutors said that a network was uncovered. They added that {SUPPLY}."
    assert sources_of(claims(text)) == [("prosecutors", SourceKind.OFFICIAL)]


def test_background_in_a_relative_clause_does_not_take_the_source(claims: Claims) -> None:
    text = "Officials said Kestrel Avionics supplied engines to Tarn Logistics, which is based in Norland."
    found = claims(text)
    assert sources_of(found) == [("Officials", SourceKind.OFFICIAL)]
    located = [claim for claim in found if claim.predicate is Predicate.LOCATED_IN]
    assert [claim.sources for claim in located] == [()]


def test_who_answers_is_not_the_source_of_its_answer(claims: Claims) -> None:
    found = claims(
        "Kestrel Avionics said it was unaware of the shipments. Tarn Logistics did not respond to questions."
    )
    answers = [claim for claim in found if claim.predicate is Predicate.RESPONDS]
    assert answers
    for claim in answers:
        assert claim.subject is not None
        assert claim.subject.name not in {source.name for source in claim.sources}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "A smuggling ring, said to have sold engines to Tarn Logistics, has been exposed by the police of Varnia.",
            ["police of Varnia"],
        ),
        ("A smuggling ring said to have sold engines to Tarn Logistics has been exposed.", []),
    ],
)
def test_of_whom_something_is_said_does_not_speak(claims: Claims, text: str, speakers: list[str]) -> None:
    sold = [claim for claim in claims(text) if claim.predicate is Predicate.SUPPLIES]
    told = [(claim.object and claim.object.name, [source.name for source in claim.sources]) for claim in sold]
    assert told == [("Tarn Logistics", speakers)]


@pytest.mark.parametrize(
    "said", ["{}, according to Shin Tae-min.", "{}, defence minister Shin Tae-min said on Monday."]
)
def test_a_speaker_keeps_the_second_syllable_of_a_given_name(claims: Claims, said: str) -> None:
    text = said.format("Engines were sold by Kestrel Avionics to Tarn Logistics")
    assert [name for name, _ in sources_of(claims(text))] == ["Shin Tae-min"]


def test_what_a_speaker_is_rests_on_nobodys_word(claims: Claims) -> None:
    text = (
        f"Orla Dusk, a former clerk of the yard and head of the Harbour Watch, told The Varnia Gazette that {SUPPLY}."
    )
    found = claims(text)
    assert [claim.sources for claim in found if claim.predicate is Predicate.LEADS] == [()]
    assert sources_of(found) == [("Varnia Gazette", SourceKind.MEDIA), ("Orla Dusk", SourceKind.PERSON)]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        (f"VARN [Varnia], June 5 (ANI): {SUPPLY}.\n\nTarn Logistics is based in Varnia.", "ANI"),
        (f"VARN, May 5. /TASS/. {SUPPLY}.\n\nTarn Logistics is based in Varnia.", "TASS"),
        (f"Trader shipped engines: Handelsblatt\n\n{SUPPLY}.\n\nTarn Logistics is based in Varnia.", "Handelsblatt"),
    ],
)
def test_agencies_and_headings_name_the_medium_in_further_ways(claims: Claims, text: str, medium: str) -> None:
    found = claims(text)
    assert found
    assert all([source.name for source in claim.sources] == [medium] for claim in found)


def test_a_medium_under_two_names_is_one_source(claims: Claims) -> None:
    text = f"Trader shipped engines: FT\n\n{SUPPLY}, the Financial Times reported on Friday."
    assert len(sources_of(claims(text))) == 1


def test_an_unnamed_informant_speaks_on_in_the_next_paragraph_of_a_russian_text(
    extraction: Callable[[Document], Extraction],
) -> None:
    text = (
        "Источник рассказал Reuters, что завод «Нордвик» закрылся.\n\nФирма «Феррум» продала клапаны заводу «Нордвик»."
    )
    found = extraction(document_of(text, "ru")).claims
    assert [name for name, _ in sources_of(found)] == ["Reuters", "Источник"]


def test_a_dateline_tells_of_a_name_that_it_is_a_medium(claims: Claims) -> None:
    found = claims(f"PORT VARN, March 12 (Halden Cable) - {SUPPLY}.\n\nTarn Logistics is based in Varnia.")
    assert sources_of(found) == [("Halden Cable", SourceKind.MEDIA)]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Kestrel Avionics did not answer questions sent by Halden Cable.", "Halden Cable"),
        ("Kestrel Avionics did not respond to a request from Halden Cable.", "Halden Cable"),
        (
            f"Varn Dispatch reported that {SUPPLY}. The newspaper said more. Kestrel Avionics gave no comment.",
            "Varn Dispatch",
        ),
    ],
)
def test_who_asked_is_the_medium_that_the_text_tells_of(claims: Claims, text: str, medium: str) -> None:
    assert asked(claims(text)) == [medium]


def asked(claims: tuple[Claim, ...]) -> list[str]:
    return [c.object.name for c in claims if c.predicate is Predicate.RESPONDS and c.object is not None]


@pytest.mark.parametrize(
    "text",
    [
        f"Kestrel Avionics in court, photo: Reuters\n\n{SUPPLY}.",
        f"Files are in the folder /BBC/ on the disk. {SUPPLY}.",
        f"KESTREL AVIONICS LTD (Kestrel) - a maker of engines.\n\n{SUPPLY}.",
        f"Debt ratio: 3: Times\n\n{SUPPLY}.",
        f'The 6" pipes were sold. {SUPPLY}. Petra Lund said the 4" valves leak.',
    ],
)
def test_what_only_looks_like_a_medium_or_speaker_is_none(claims: Claims, text: str) -> None:
    assert sources_of(claims(text)) == []


def test_what_somebody_denies_rests_on_him_as_denied(claims: Claims) -> None:
    found = claims("Kepler Alloys denied ever having delivered anything to Saric Works.")
    assert sources_of(found) == [("Kepler Alloys", SourceKind.COMPANY)]
    assert [claim.status for claim in found if claim.predicate is Predicate.SUPPLIES] == [Status.DENIED]
