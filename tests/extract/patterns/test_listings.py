"""Sentences behind an announcement name those whom it lists, and what only looks like it lists nobody."""

from collections.abc import Callable

import pytest

from clew.records import Claim, Document, Extraction
from clew.vocabulary import Predicate, Qualifier
from tests.extract.conftest import document_of

Extract = Callable[[Document], Extraction]

LISTED = "美国财政部周三制裁了五家向俄罗斯供货的公司。"


def listings(extraction: Extract, text: str) -> list[Claim]:
    """The listings of a Chinese text."""
    return [claim for claim in extraction(document_of(text, "zh")).claims if claim.predicate is Predicate.SANCTIONS]


def named(claims: list[Claim]) -> set[tuple[str, str]]:
    return {(c.subject.name, c.object.name) for c in claims if c.subject and c.object and not c.object.described}


@pytest.mark.parametrize(
    ("following", "members"),
    [
        (
            "五家公司分别是海川电子有限公司、辽河机械有限公司以及香港的晋泓实业。",
            "海川电子有限公司 辽河机械有限公司 晋泓实业",
        ),
        ("名单上还有海川电子有限公司。", "海川电子有限公司"),
        ("其中，海川电子有限公司出售芯片。", "海川电子有限公司"),
        ("五家公司当中，海川电子有限公司出售过芯片。", "海川电子有限公司"),
        ("首次列名的有海川电子有限公司。", "海川电子有限公司"),
        ("附件第14项为“海川电子”，由两名商人各持一半。", "海川电子"),
        ("附件还点名化纤企业“海川聚合物”，说它提供布料。", "海川聚合物"),
        ("海川电子有限公司与辽河机械有限公司同日上榜。", "海川电子有限公司 辽河机械有限公司"),
        ("名单上还有海川电子有限公司；另一家是辽河机械有限公司。", "海川电子有限公司 辽河机械有限公司"),
    ],
)
def test_a_listing_goes_on(extraction: Extract, following: str, members: str) -> None:
    assert named(listings(extraction, LISTED + following)) == {("美国财政部", name) for name in members.split()}


@pytest.mark.parametrize(
    "text",
    [
        "五家公司分别是海川电子有限公司、辽河机械有限公司以及香港的晋泓实业。",
        "海川电子有限公司去年上榜。",
        LISTED + "三名受益人分别是列昂尼德·布兰科夫和他的妻子。",
        LISTED + "海川电子有限公司不在其中。",
        LISTED + "天气转冷。" * 6 + "海川电子有限公司同日上榜。",
        LISTED + "海川电子有限公司未上榜。",
        LISTED + "名单上没有海川电子有限公司。",
        LISTED + "五家公司的客户包括海川电子有限公司。",
        LISTED + "其中三家公司是海川电子有限公司的客户。",
        "教育部公布重点高校名录。海川电子有限公司同日上榜。",
    ],
    ids=[
        "nothing announced",
        "another list",
        "counted otherwise",
        "not on it",
        "far behind",
        "not listed",
        "none on it",
        "their customer",
        "customers of one",
        "no list of sanctions",
    ],
)
def test_who_is_not_told_to_be_listed_is_not(extraction: Extract, text: str) -> None:
    assert not named(listings(extraction, text))


def test_an_official_who_announces_a_listing_speaks_for_his_state(extraction: Extract) -> None:
    announced = "乌克兰总统瓦西连科5日宣布制裁，共三家企业。"
    text = announced + "三家企业分别是海川电子有限公司、辽河机械有限公司和晋泓实业有限公司。"
    found = listings(extraction, text)
    assert {("乌克兰", "海川电子有限公司"), ("乌克兰", "辽河机械有限公司")} <= named(found)
    assert {
        source.name for claim in found if claim.object and not claim.object.described for source in claim.sources
    } == {"瓦西连科"}


def test_what_is_said_of_all_who_are_listed_is_said_of_each(extraction: Extract) -> None:
    announced = "乌克兰3月5日宣布制裁三家中国企业，指控这些企业向俄罗斯出口芯片。"
    text = announced + "三家公司分别是海川电子有限公司（设在深圳）、辽河机械有限公司，以及维铎科技有限公司。"
    claims = [claim for claim in extraction(document_of(text, "zh")).claims if claim.subject and claim.object]
    firms = {"海川电子有限公司", "辽河机械有限公司", "维铎科技有限公司"}
    assert {c.object.name for c in claims if c.predicate is Predicate.ACCUSES and c.object} == firms
    assert {c.subject.name for c in claims if c.predicate is Predicate.SUPPLIES and c.subject} == firms
    assert {c.object.name for c in claims if c.predicate is Predicate.SANCTIONS and c.object} == firms


def test_another_group_is_not_told_by_its_members(extraction: Extract) -> None:
    supplied = "三家香港企业向俄罗斯军工厂供应芯片。美国财政部宣布制裁五家公司。"
    claims = extraction(document_of(supplied + "五家公司分别是海川电子有限公司、辽河机械有限公司。", "zh")).claims
    suppliers = [c.subject.name for c in claims if c.predicate is Predicate.SUPPLIES and c.subject]
    assert suppliers == ["三家香港企业"]


def test_the_members_of_a_listing_keep_the_day_of_its_announcement(extraction: Extract) -> None:
    claims = listings(extraction, "美国财政部3月5日公布新一批制裁。海川电子有限公司与辽河机械有限公司同时上榜。")
    assert [claim.qualifiers.get(Qualifier.WHEN) for claim in claims] == ["3月5日", "3月5日"]
