"""Content ids: the SHA-256 of a value's one canonical JSON form."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes beyond what JSON demands: one form for one value.

    Floats must not occur in what is hashed across machines unless they are rounded first.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_id(value: Any) -> str:
    """SHA-256, in hex, of a value's canonical JSON in UTF-8 (lone surrogates kept apart)."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()
