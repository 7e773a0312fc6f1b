"""Claims on a group go where its members are named, and only there."""

import pytest

from clew.extract.patterns.settling import without_groups
from clew.records import Claim, Mention, Quote
from clew.vocabulary import EntityType, Predicate


def listed(name: str, at: int, by: str = "商务部", *, described: bool = False) -> Claim:
    """That somebody is put on a list, in twenty characters of a text."""
    whom = Mention(name, EntityType.COMPANY, described=described)
    who = Mention(by, EntityType.PUBLIC_BODY)
    return Claim("a.txt", Quote("0" * 64, at, at + 20), "", Predicate.SANCTIONS, who, whom)


GROUP = listed("三家公司", 100, described=True)


@pytest.mark.parametrize(
    ("others", "stays"),
    [
        ([], True),
        ([listed("岚屿科技", 130)], False),
        ([listed("岚屿科技", 500)], True),
        ([listed("岚屿科技", 40)], True),
        ([listed("岚屿科技", 130, by="财政部")], True),
        ([listed("两家公司", 130, described=True)], True),
    ],
    ids=["alone", "named behind", "named far behind", "named before", "by somebody else", "another group"],
)
def test_a_group_goes_where_the_same_authority_names_its_members(others: list[Claim], stays: bool) -> None:
    assert without_groups([GROUP, *others]) == [*([GROUP] if stays else []), *others]
