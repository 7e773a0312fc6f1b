"""Chinese names that no suffix tells: transliterated, with an original in brackets, in quotation marks, in lists."""

import pytest

from clew.extract import Extractor, extract_claims
from clew.vocabulary import EntityType
from tests.extract.conftest import document_of


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("商人帕维尔·齐明昨天抵达香港。", "帕维尔·齐明", EntityType.PERSON),
        ("芯片由美国公司诺瓦尼（Novani）生产。", "诺瓦尼", EntityType.COMPANY),
        ("调查由独立研究机构“航迹组”（Trackway Group）进行。", "航迹组", EntityType.ORGANIZATION),
        ("货物卖给一家名为“维铎”的贸易公司。", "维铎", EntityType.COMPANY),
        ("黑客组织“白鸢”公布了邮件。", "白鸢", EntityType.ORGANIZATION),
        ("他名下有岚屿物流与“金汐”两家公司。", "金汐", EntityType.COMPANY),
        ("美国财政部制裁了岚屿物流、远帆恒、天隼贸易。", "远帆恒", EntityType.COMPANY),
        ("香港贸易公司锦霄科创向俄罗斯出口芯片。", "锦霄科创", EntityType.COMPANY),
        ("他在海参崴公司“桥东汇”任职。", "桥东汇", EntityType.COMPANY),
        ("俄罗斯“岚顶”无人机厂购买了芯片。", "“岚顶”无人机厂", EntityType.COMPANY),
        ("商人礼萨·齐明于2019年抵达香港。", "礼萨·齐明", EntityType.PERSON),
        ("检方起诉林姓女子。", "林姓女子", EntityType.PERSON),
        ("总经理Sarah Linden表示，工厂已经开工。", "Sarah Linden", EntityType.PERSON),
        ("空军列装了海鹭-29战机。", "海鹭-29", EntityType.PRODUCT),
    ],
)
def test_a_name_without_a_suffix_is_found(extractor: Extractor, text: str, name: str, kind: EntityType) -> None:
    (found,) = extract_claims([document_of(text, "zh")], extractor)
    assert (name, kind) in {(mention.name, mention.type) for mention in found.names}


@pytest.mark.parametrize(
    "text",
    [
        "他说这些报道“毫无根据”。",
        "一家国际贸易公司参与其中。",
        "根据国际贸易资料，情况属实。",
        "根据官方公报，情况属实。",
        "注册资本为五千万元。",
    ],
)
def test_words_that_only_describe_are_no_name(extractor: Extractor, text: str) -> None:
    (found,) = extract_claims([document_of(text, "zh")], extractor)
    assert [mention.name for mention in found.names] == []


def test_the_last_part_of_a_foreign_name_and_an_original_in_brackets_lead_to_the_fullest(extractor: Extractor) -> None:
    text = "商人塔季扬娜·齐明娜（Tatyana Zimina）经营维铎贸易。齐明娜住在香港。"
    (found,) = extract_claims([document_of(text, "zh")], extractor)
    told = {text[mention.start : mention.end]: mention.name for mention in found.names}
    assert told["齐明娜"] == "塔季扬娜·齐明娜"
    assert told["Tatyana Zimina"] == "塔季扬娜·齐明娜"


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("锦霄通用贸易购买了芯片。锦霄去年被制裁。", "锦霄", "锦霄通用贸易"),
        ("“桥东汇”购买了芯片。桥东汇去年被制裁。", "桥东汇", "桥东汇"),
    ],
)
def test_a_firm_is_known_by_what_stands_before_its_trade(extractor: Extractor, text: str, form: str, name: str) -> None:
    (found,) = extract_claims([document_of(text, "zh")], extractor)
    told = {text[mention.start : mention.end].strip("“”"): mention.name for mention in found.names}
    assert told[form] == name
