"""Content ids: the SHA-256 of a value's one canonical JSON form."""

import hashlib
import json
import re
from typing import Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes beyond what JSON and UTF-8 demand: one form for one value.

    Lone surrogates, which no UTF-8 can hold, are escaped. Floats must be rounded before they come here.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def content_id(value: Any) -> str:
    """SHA-256, in hex, of a value's canonical JSON in UTF-8."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
