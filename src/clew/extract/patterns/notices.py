"""Chinese notices whose lines carry the statement: tenders and consignments by labelled fields, numbered lists.

The labels are those of public tender notices (中标公告), contracts and bills of lading.
"""

import re
from collections.abc import Iterator, Mapping

from clew.vocabulary import Predicate, Qualifier

_BUYERS = "采购人|采购单位|采购方|招标人|招标单位|买方|甲方|发包人|委托方|需方"
_SELLERS = "中标人|中标单位|中标供应商|成交供应商|供应商|卖方|乙方|承包人|受托方|供方"
_SENDERS = "发货人|发货方|托运人|出口商|出口方|装运人|寄件人"
_TAKERS = "收货人|收货方|进口商|进口方|收件人|最终用户|通知方"
_PAIRS = (
    (Predicate.CONTRACTS_WITH, _BUYERS, _SELLERS),
    (Predicate.SUPPLIES, _SENDERS, _TAKERS),
)
_SUMS = "中标金额|成交金额|合同金额|合同总价|中标价|总金额|总价|金额|货值"
_DATES = "合同签订日期|签订日期|签约日期|成交日期|发货日期|装运日期|日期"
_GOODS = "货物名称|品名|货名|标的|商品名称|货物"
_TOLD = {
    Predicate.CONTRACTS_WITH: ((Qualifier.AMOUNT, _SUMS), (Qualifier.WHEN, _DATES)),
    Predicate.SUPPLIES: ((Qualifier.PRODUCT, _GOODS), (Qualifier.WHEN, _DATES), (Qualifier.AMOUNT, _SUMS)),
}
LIST_NAME = re.compile(r"(?:列入|纳入|加入)(?:了)?[“《「]?([^，。：:；“”《》]{2,14}?(?:名单|清单))")
"""The list that somebody is entered in."""
_NAME = r"(?:名称)?\s*[：:]\s*(?P<name>[^\n，,；;。：:]{3,40})"
LISTING = re.compile(
    r"(?:下列|以下|如下|下述)[^。]{0,30}(?:列入|纳入|加入|制裁|管制)|(?:列入|纳入|制裁)[^。]{0,20}[：:]\s*$"
)
"""A sentence that announces who is listed; the numbered lines behind it name them."""
ITEM = re.compile(r"\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）]?[、.．]?\s*")
"""What a numbered line begins with."""


def fields(text: str) -> Iterator[tuple[Predicate, tuple[int, int], tuple[int, int]]]:
    """What the labelled lines of a notice state: predicate, offsets of the subject, offsets of the object."""
    for predicate, subjects, objects in _PAIRS:
        first, second = _field(text, subjects), _field(text, objects)
        if first is not None and second is not None and text[slice(*first)] != text[slice(*second)]:
            yield predicate, first, second


def told(text: str, predicate: Predicate) -> Mapping[Qualifier, tuple[int, int]]:
    """The particulars that further lines of the notice give a statement: offsets of each."""
    spans = ((key, _field(text, labels)) for key, labels in _TOLD[predicate])
    return {key: span for key, span in spans if span is not None}


def _field(text: str, labels: str) -> tuple[int, int] | None:
    match = re.search(rf"(?m)^[\s\d一二三四五六七八九十、.（）()]*(?:{labels}){_NAME}", text)
    if match is None:
        return None
    start, end = match.span("name")
    return start, start + len(text[start:end].rstrip())
