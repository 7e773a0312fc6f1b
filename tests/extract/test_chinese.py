"""Chinese: clause patterns over words, short forms led back to full names, sources, status, exact quotes."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.records import Claim, Document, Extraction
from clew.vocabulary import Predicate, Qualifier, Status

from .conftest import document_of

Extract = Callable[[Document], Extraction]


def _find(extraction: Extract, text: str, predicate: Predicate) -> list[Claim]:
    return [claim for claim in extraction(document_of(text, "zh")).claims if claim.predicate is predicate]


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "object_", "status"),
    [
        (
            "锦澜朔翎动力科技有限公司向奥斯特列克机械厂供应了240台发动机。",
            Predicate.SUPPLIES,
            "锦澜朔翎动力科技有限公司",
            "奥斯特列克机械厂",
            Status.ASSERTED,
        ),
        (
            "锦澜商务部否认朔翎动力公司向奥斯特列克机械厂供应发动机。",
            Predicate.SUPPLIES,
            "朔翎动力公司",
            "奥斯特列克机械厂",
            Status.DENIED,
        ),
        (
            "海岸联盟于2023年10月制裁了奥斯特列克机械厂。",
            Predicate.SANCTIONS,
            "海岸联盟",
            "奥斯特列克机械厂",
            Status.ASSERTED,
        ),
        ("岚嶼動力公司遭海岸聯盟制裁。", Predicate.SANCTIONS, "海岸聯盟", "岚嶼動力公司", Status.ASSERTED),
        ("天隼航空公司总部位于香港。", Predicate.LOCATED_IN, "天隼航空公司", "香港", Status.ASSERTED),
    ],
)
def test_patterns_say_who_does_what_to_whom(
    extraction: Extract, text: str, predicate: Predicate, subject: str, object_: str, status: Status
) -> None:
    told = [
        (claim.subject.name, claim.object.name, claim.status)
        for claim in _find(extraction, text, predicate)
        if claim.subject and claim.object
    ]
    assert (subject, object_, status) in told


def test_a_short_form_stands_for_the_full_name_and_a_second_clause_shares_the_subject(extraction: Extract) -> None:
    text = (
        "锦澜朔翎动力科技有限公司生产发动机。海岸联盟于2023年10月制裁了奥斯特列克机械厂，"
        "并于2024年10月制裁了凯斯特林贸易公司。朔翎动力向凯斯特林贸易公司出口发动机。"
    )
    supplied = _find(extraction, text, Predicate.SUPPLIES)
    assert [claim.subject.name for claim in supplied if claim.subject] == ["锦澜朔翎动力科技有限公司"]
    sanctioned = _find(extraction, text, Predicate.SANCTIONS)
    assert {claim.object.name for claim in sanctioned if claim.object} == {"奥斯特列克机械厂", "凯斯特林贸易公司"}


def test_the_medium_that_is_cited_is_the_source_and_names_get_a_latin_form(extraction: Extract) -> None:
    text = "据子午线通讯社3月12日报道，天隼航空公司向奥斯特列克机械厂供应了240台发动机。"
    claim = _find(extraction, text, Predicate.SUPPLIES)[0]
    assert [source.name for source in claim.sources] == ["子午线通讯社"]
    assert claim.qualifiers[Qualifier.QUANTITY] == "240台"
    assert claim.subject is not None
    assert claim.subject.latin is not None


_PIECES = st.sampled_from(
    [
        "公司",
        "向",
        "岚屿动力公司",
        "供应",
        "发动机",
        "，",
        "。",
        "（",
        "）",
        "A-1",
        "\u200b",
        "\ue001",
        "對",
        "制裁",
        " ",
        "\n",
        "将",
    ]
)


@settings(max_examples=40)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_quotes_stand_in_the_text_and_nothing_is_dropped_by_the_gate(extraction: Extract, text: str) -> None:
    document = document_of(text, "zh")
    found = extraction(document)
    assert not found.problems
    for claim in found.claims:
        assert text[claim.quote.start : claim.quote.end] == claim.text


def test_time_grows_with_the_length_of_hostile_text(extraction: Extract) -> None:
    def taken(size: int) -> float:
        document = document_of("岚屿动力公司向中国将供应" * size, "zh")
        start = time.process_time()
        extraction(document)
        return time.process_time() - start

    taken(20)
    small, large = taken(100), taken(400)
    assert large < 4 * 3 * max(small, 0.05)


@pytest.mark.parametrize(
    "text",
    [
        "灰岸公司没有被美国列入实体清单。",
        "灰岸公司未被欧盟列名。",
        "灰岸公司不在欧盟的制裁名单上。",
        "灰岸公司在美国商务部的参展商名单上。",
        "灰岸公司没有登上美国的实体清单。",
    ],
)
def test_who_is_on_no_list_of_sanctions_is_not_said_to_be_sanctioned(extraction: Extract, text: str) -> None:
    said = _find(extraction, text, Predicate.SANCTIONS)
    assert {claim.status for claim in said} <= {Status.DENIED}
