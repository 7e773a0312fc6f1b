"""The normal forms of a claim's particulars beside the document's own words."""

from collections.abc import Mapping

from clew.measures.dates import read_date
from clew.measures.money import read_money
from clew.measures.numbers import read_quantity
from clew.measures.shares import read_share
from clew.vocabulary import Qualifier


def normal_forms(
    qualifiers: Mapping[Qualifier, str], published: str | None, language: str = "en"
) -> dict[Qualifier, str]:
    """EDTF for `when`, `low..high` for `quantity` and `share`, `number currency` for `amount`.

    `published` is the EDTF date of publication that relative dates are counted from. Where an amount is given in two
    currencies, the first stands. What cannot be read is left out.
    """
    found: dict[Qualifier, str] = {}
    for qualifier, words in qualifiers.items():
        value: object = None
        match qualifier:
            case Qualifier.WHEN:
                value = read_date(words, published, language)
            case Qualifier.QUANTITY:
                value = read_quantity(words, language)
            case Qualifier.SHARE:
                value = read_share(words, language)
            case Qualifier.AMOUNT:
                value = next(iter(read_money(words, language)), None)
        if value is not None:
            found[qualifier] = str(value)
    return found
