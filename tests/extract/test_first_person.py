"""Who "we" and "I" are in what is quoted: the firm or body that the speaker is of, or the speaker."""

from collections.abc import Callable

import pytest

from clew.records import Claim, Document, Extraction
from tests.extract.conftest import Claims, document_of

ENGLISH = {
    "a firm speaks": (
        '"We supply pumps to Brackwater Marine," Tessaro Optics said in a statement.',
        "supplies | Tessaro Optics -> Brackwater Marine | asserted | Tessaro Optics",
    ),
    "its chief speaks for it": (
        '"We bought the lenses from Velmar Trade," said Nils Berg, chief executive of Tessaro Optics.',
        "supplies | Velmar Trade -> Tessaro Optics | asserted | Nils Berg",
    ),
    "its spokesman speaks for it": (
        '"We bought the lenses from Velmar Trade," a spokesman for Tessaro Optics said.',
        "supplies | Velmar Trade -> Tessaro Optics | asserted | spokesman for Tessaro Optics",
    ),
    "who heads it speaks for it": (
        '"We have a contract with the Ostrek Port Authority," Nils Berg, who heads Tessaro Optics, told reporters.',
        "contracts_with | Tessaro Optics -> Ostrek Port Authority | asserted | Nils Berg",
    ),
    "he is known from before": (
        (
            "Nils Berg, the chief executive of Tessaro Optics, is under pressure."
            ' "We supply pumps to Brackwater Marine," he said.'
        ),
        "supplies | Tessaro Optics -> Brackwater Marine | asserted | Nils Berg",
    ),
    "our company": (
        '"Our company makes lenses," Tessaro Optics director Nils Berg said.',
        "produces | Tessaro Optics -> lenses | asserted | Nils Berg",
    ),
    "what we never did is denied": (
        '"We have never supplied pumps to Brackwater Marine," said Nils Berg, director of Tessaro Optics.',
        "supplies | Tessaro Optics -> Brackwater Marine | denied | Nils Berg",
    ),
    "what we never did in a further sentence is denied": (
        '"It is untrue," said Nils Berg, who runs Tessaro Optics. "We do not own Velmar Trade."',
        "owns | Tessaro Optics -> Velmar Trade | denied | Nils Berg",
    ),
    "I": (
        '"I own Tessaro Optics," Nils Berg said.',
        "owns | Nils Berg -> Tessaro Optics | asserted | Nils Berg",
    ),
}
RUSSIAN = {
    "директор говорит за завод": (
        "«Мы выпускаем прицелы», — сказал гендиректор завода «Острек» Игорь Лазарчук.",
        "produces | Острек -> прицелы | asserted | Игорь Лазарчук",
    ),
    "в компании говорят за неё": (
        "«Мы не производим дроны», — заявили в «Остреке».",
        "produces | Остреке -> дроны | denied | Остреке",
    ),
    "глагол без подлежащего": (
        (
            "Гендиректор завода «Острек» Игорь Лазарчук рассказал о планах."
            " «Переходим к серийному производству: выпускаем прицелы», — отметил он."
        ),
        "produces | Острек -> прицелы | asserted | Игорь Лазарчук",
    ),
    "наша компания": (
        "«Наша компания производит радары», — сказал директор «Острека» Игорь Лазарчук.",
        "produces | Острека -> радары | asserted | Игорь Лазарчук",
    ),
    "отрицание в кавычках": (
        "«Завод «Острек» не поставлял микросхемы в Россию», — заявил Лазарчук.",
        "supplies | Острек -> Россию | denied | Лазарчук",
    ),
}


def lines(claims: tuple[Claim, ...]) -> set[str]:
    return {
        f"{c.predicate} | {c.subject and c.subject.name} -> {c.object and c.object.name} | {c.status}"
        f" | {'; '.join(source.name for source in c.sources)}"
        for c in claims
    }


@pytest.mark.parametrize(("text", "wanted"), ENGLISH.values(), ids=ENGLISH)
def test_who_is_meant_in_english(claims: Claims, text: str, wanted: str) -> None:
    assert wanted in lines(claims(text))


@pytest.mark.parametrize(("text", "wanted"), RUSSIAN.values(), ids=RUSSIAN)
def test_who_is_meant_in_russian(extraction: Callable[[Document], Extraction], text: str, wanted: str) -> None:
    assert wanted in lines(extraction(document_of(text, "ru")).claims)


def test_the_reporters_own_we_stands_for_nobody(claims: Claims) -> None:
    text = "Tessaro Optics moved to Kestrin, its director Nils Berg said. We asked Velmar Trade about the pumps we saw."
    assert not any("Tessaro" in line and "Velmar" in line for line in lines(claims(text)))


def test_a_speaker_of_no_firm_says_we_for_nobody(claims: Claims) -> None:
    text = '"We supply pumps to Brackwater Marine," a man in the harbour said.'
    assert not any(line.startswith("supplies | Brackwater") for line in lines(claims(text)))


NOBODY = {
    "the US is no we": '"The US sanctioned Velmar Trade," said Nils Berg, director of Tessaro Optics.',
    "a critic speaks for no firm": 'Anna Feld, a critic of Tessaro Optics, said: "We pay Velmar Trade."',
    "a wife speaks for no firm": (
        'Anna Feld, the wife of Tessaro Optics director Nils Berg, said: "We own Velmar Trade."'
    ),
    "whose wife runs it": 'Nils Berg, whose wife runs Tessaro Optics, said: "We own Velmar Trade."',
    "our supplier is another": (
        'Nils Berg, director of Tessaro Optics, said: "Our supplier shipped lenses to Velmar Trade."'
    ),
    "somebody quoted by the speaker": (
        "The director of Tessaro Optics, Nils Berg, told reporters that a rival had boasted:"
        ' "We supplied the lenses to Velmar Trade."'
    ),
    "what is no speech": (
        'Tessaro Optics said it would appeal. "We own Velmar Trade and we sold it" was painted on the wall.'
    ),
    "a mark that nothing closes": (
        "Nils Berg, director of Tessaro Optics, said: “It is late. Later we found that we own Velmar Trade."
    ),
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY)
def test_who_is_not_meant(claims: Claims, text: str) -> None:
    assert not any("Tessaro" in line and "Velmar" in line for line in lines(claims(text)))


def test_what_a_state_did_not_do_is_no_denial(claims: Claims) -> None:
    assert claims("The US did not sanction Velmar Trade. In this report we do not sanction Velmar Trade.") == ()


@pytest.mark.parametrize(
    "text", ["Варния не вводила санкции против завода «Острек».", "«Острек» не владеет «Вельмаром», указано в реестре."]
)
def test_what_was_not_done_is_no_claim_in_russian(extraction: Callable[[Document], Extraction], text: str) -> None:
    assert extraction(document_of(text, "ru")).claims == ()


def test_a_denied_act_is_not_also_asserted(extraction: Callable[[Document], Extraction]) -> None:
    text = "Посол Турции Кемаль Айдан заявил: «Мы не вводили санкции против завода «Острек»."
    found = [line for line in lines(extraction(document_of(text, "ru")).claims) if line.startswith("sanctions")]
    assert found == ["sanctions | Турции -> Острек | denied | Кемаль Айдан"]
