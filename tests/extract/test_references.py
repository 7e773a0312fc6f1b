"""Whom short words take up, each kind of it in an invented text: what is said of them is said of the right party."""

import pytest

from tests.extract.conftest import Claims

TEXTS = {
    "it is said of a firm by a copula": (
        (
            "Tessaro Optics, a lens grinder, is based in Port Halden. It is a small company, said the harbour master of"
            " Ostrava Bay. Its customers include Brackwater Marine."
        ),
        "supplies | Tessaro Optics -> Brackwater Marine",
    ),
    "a description that is named by a copula": (
        (
            "A lone workshop in Port Halden sold forty pumps to Brackwater Marine, the port says."
            " The workshop is Tessaro Optics."
        ),
        "supplies | Tessaro Optics -> Brackwater Marine",
    ),
    "a phrase before its subject": (
        "Velmar Trade moved to Ostrek last spring. A subsidiary of Brackwater Marine, the trader sells pumps.",
        "owns | Brackwater Marine -> Velmar Trade",
    ),
    "two that are named later": (
        (
            "Two brokers from Port Halden were put under sanctions by Varnia on Monday. The step had been expected."
            " Customs papers name Velmar Trade and Tessaro Optics."
        ),
        "sanctions | Varnia -> Velmar Trade ;; sanctions | Varnia -> Tessaro Optics",
    ),
    "the buyer is not the seller": (
        "Velmar Trade LLC sold a furnace to a foundry. It was shipped in May. The buyer paid Brackwater Marine.",
        "pays | buyer -> Brackwater Marine",
    ),
    "a short form with a figure": (
        "Ro7 Electronics makes relays in Kestrin. In May Ro7 sold relays to Brackwater Marine.",
        "supplies | Ro7 Electronics -> Brackwater Marine",
    ),
    "capitals of another language in brackets": (
        "The Varnian Savings Bank (BKV) was put under sanctions by Ostrek. BKV paid Velmar Trade.",
        "same_as | Varnian Savings Bank -> BKV ;; pays | Varnian Savings Bank -> Velmar Trade",
    ),
    "one of several": (
        (
            "One of the importers that the port looked at was Kestrin Parts. Brackwater Marine had Varek Lund among its"
            " shareholders."
        ),
        "owns | Varek Lund -> Brackwater Marine",
    ),
    "a remark between commas": (
        "Velmar Trade opened an office in Kestrin. Later, Port Watch says, it sold three lathes to Brackwater Marine.",
        "supplies | Velmar Trade -> Brackwater Marine",
    ),
    "its office is not taken up": (
        "Velmar Trade LLC moved last spring. Calls to its office were not answered. Its director, Varek Lund, left.",
        "leads | Varek Lund -> Velmar Trade LLC",
    ),
    "a state of many words": (
        "Velmar Trade is based on the territory of the Democratic People's Republic of Korea.",
        "located_in | Velmar Trade -> Democratic People's Republic of Korea",
    ),
}
NOT_SAID = {
    "it turned out": (
        (
            "The pumps were found in Varnia. The owner, it turned out, is Velmar Trade. It was in Kestrin that"
            " Brackwater Marine sold them to Ostrek."
        ),
        "supplies | Kestrin -> Ostrek",
    ),
    "a bare noun that named others before": (
        (
            "Two firms were listed by Varnia in May. In June Varnia listed firms, Velmar Trade and Tessaro Optics, too."
            " Kestrin licensed firms that sell pumps to Ostrek."
        ),
        "supplies | Velmar Trade -> Ostrek",
    ),
    "places are no members of a group": (
        "Five bodies in Kestrin, Port Halden and Ostrek were put under sanctions by Varnia.",
        "sanctions | Varnia -> Port Halden",
    ),
}


def _said(claims: Claims, text: str) -> set[str]:
    return {
        f"{claim.predicate} | {claim.subject.name if claim.subject else ''} -> "
        f"{claim.object.name if claim.object else ''}"
        for claim in claims(text)
    }


@pytest.mark.parametrize(("text", "wanted"), TEXTS.values(), ids=list(TEXTS))
def test_what_is_said_of_a_short_word_is_said_of_its_party(text: str, wanted: str, claims: Claims) -> None:
    assert set(wanted.split(" ;; ")) <= _said(claims, text)


@pytest.mark.parametrize(("text", "unwanted"), NOT_SAID.values(), ids=list(NOT_SAID))
def test_what_stands_for_nothing_is_no_party(text: str, unwanted: str, claims: Claims) -> None:
    assert unwanted not in _said(claims, text)
