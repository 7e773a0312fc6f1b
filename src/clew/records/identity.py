"""Content ids: the SHA-256 of a value's one canonical JSON form."""

import hashlib
import json
import re
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order="deterministic")
_LEAST, _MOST = 1e-4, 1e15
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes beyond what JSON and UTF-8 demand: one form for one value.

    Lone surrogates, which no UTF-8 can hold, are escaped. Floats must be rounded before they come here.
    """
    if not _written_otherwise(value):
        try:
            return _ENCODER.encode(value).decode()
        except (UnicodeEncodeError, OverflowError, TypeError, RecursionError):
            pass
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _written_otherwise(value: Any) -> bool:
    """Whether the quick encoder might write a value otherwise than `json`: by its numbers, or by its kind."""
    kind = type(value)
    if kind is dict or kind is list or kind is tuple:
        for one in value.values() if kind is dict else value:
            within = type(one)
            if within is str or within is int or one is None:
                continue
            if _written_otherwise(one):
                return True
        return False
    if kind is float:
        return not _LEAST <= value < _MOST
    return not (value is None or isinstance(value, str | int))


def content_id(value: Any) -> str:
    """SHA-256, in hex, of a value's canonical JSON in UTF-8."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
