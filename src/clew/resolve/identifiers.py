"""Find the registration numbers that quotes give to parties, and check them."""

import re
from collections.abc import Iterable

from stdnum import imo, lei
from stdnum.cn import uscc
from stdnum.ru import inn

from clew.names import fold
from clew.records import Claim

_NUMBER = re.compile(
    r"\b(?P<kind>INN|ИНН|OGRN|ОГРН|USCC|统一社会信用代码|統一社會信用代碼|LEI|IMO)[\s:№#.]*(?:number|No\.?|номер)?[\s:№#]*(?P<value>[0-9A-Z]{7,20})\b",
    re.IGNORECASE,
)
_KINDS = {"ИНН": "INN", "ОГРН": "OGRN", "统一社会信用代码": "USCC", "統一社會信用代碼": "USCC"}
_OGRN_LENGTHS = {13: 11, 15: 13}


def _ogrn_is_valid(value: str) -> bool:
    """Check digit of a Russian state registration number: the rest modulo 11 (13 digits) or 13 (15), last digit."""
    modulus = _OGRN_LENGTHS.get(len(value))
    return modulus is not None and value.isdigit() and int(value[:-1]) % modulus % 10 == int(value[-1])


def checked(kind: str, value: str) -> tuple[str, str] | None:
    """A kind of identifier and its value where the check digits hold, None where they do not."""
    kind = _KINDS.get(kind.upper(), kind.upper())
    valid = {
        "INN": inn.is_valid,
        "OGRN": _ogrn_is_valid,
        "USCC": uscc.is_valid,
        "LEI": lei.is_valid,
        "IMO": imo.is_valid,
    }[kind]
    return (kind, value) if valid(value) else None


def identifiers_in(claims: Iterable[Claim]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded name of a party → the identifiers that quotes write right behind it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for claim in claims:
        for match in _NUMBER.finditer(claim.text):
            pair = checked(match["kind"], match["value"].upper())
            if pair is None:
                continue
            before = claim.text[: match.start()]
            near = [(before.rfind(party.name), party.name) for party in (claim.subject, claim.object) if party]
            at, name = max(near, default=(-1, ""))
            if at >= 0:
                found.setdefault(fold(name), set()).add(pair)
    return {name: tuple(sorted(pairs)) for name, pairs in found.items()}
