"""Notices whose lines carry the statement: who buys from whom stands behind labels, each on a line of its own."""

import pytest

from clew.extract import Extractor, extract_claims
from clew.records import Document, Span
from clew.vocabulary import Predicate, Qualifier

TENDER = """中标公告
采购人名称：北澜港务局
中标供应商：岚屿重型机械有限公司
中标金额：340万元
合同签订日期：2024年3月5日
"""
CONSIGNMENT = """提单摘要
发货人：北橋航空有限公司
收货人：普里博利特工厂
货物名称：柴油发动机
"""


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "object_", "qualifiers"),
    [
        (
            TENDER,
            Predicate.CONTRACTS_WITH,
            "北澜港务局",
            "岚屿重型机械有限公司",
            {Qualifier.AMOUNT: "340万元", Qualifier.WHEN: "2024年3月5日"},
        ),
        (CONSIGNMENT, Predicate.SUPPLIES, "北橋航空有限公司", "普里博利特工厂", {Qualifier.PRODUCT: "柴油发动机"}),
    ],
)
def test_labelled_lines_state_who_deals_with_whom(
    text: str,
    predicate: Predicate,
    subject: str,
    object_: str,
    qualifiers: dict[Qualifier, str],
    extractor: Extractor,
) -> None:
    document = Document("0" * 64, "a.txt", "text/plain", "zh", text, (Span(0, len(text)),))
    claims = [claim for each in extract_claims([document], extractor) for claim in each.claims]
    found = [
        claim
        for claim in claims
        if claim.predicate is predicate
        and claim.subject
        and claim.object
        and (claim.subject.name, claim.object.name) == (subject, object_)
    ]
    assert found
    assert qualifiers.items() <= found[0].qualifiers.items()
    assert text[found[0].quote.start : found[0].quote.end] == found[0].text
