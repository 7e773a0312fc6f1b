"""Who may come in: the tokens of a case, what a caller showed, and the proof that a form is one of ours."""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from clew.errors import DiskFull

KEYS = "workbench.json"

SHORTEST = 16
"""How many letters each key has at least; a file that holds shorter ones was not made here, and is made anew."""


class Level(IntEnum):
    """What a caller may do."""

    NONE = 0
    READ = 1
    FULL = 2


class Entry(StrEnum):
    """What a caller of a door must show: nothing (health checks), a token, or a token that may stand in the address."""

    OPEN = "open"
    TOKEN = "token"  # noqa: S105 - a word of the vocabulary
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of a case's workbench: the token of its owner, the read-only one to share, and what signs cookies."""

    token: str
    share: str
    secret: str

    def level(self, shown: str) -> Level:
        """What the bearer of a token may do."""
        told = shown.encode("utf-8", "replace")
        full = hmac.compare_digest(told, self.token.encode())
        read = hmac.compare_digest(told, self.share.encode())
        return Level.FULL if full else Level.READ if read else Level.NONE

    def cookie(self, level: Level) -> str:
        """Make the cookie of one browser: its level, a number of its own, and our signature."""
        told = f"{int(level)}.{secrets.token_urlsafe(12)}"
        return f"{told}.{self._sign('cookie', told)}"

    def level_of_cookie(self, cookie: str) -> Level:
        """What the browser that holds a cookie may do; cookies of replaced tokens open nothing."""
        told, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self._sign("cookie", told).encode()):
            return Level.NONE
        return Level.FULL if told.startswith(f"{int(Level.FULL)}.") else Level.READ

    def form_proof(self, cookie: str) -> str:
        """Give the proof that forms of this browser carry, so that no other site can post in its name."""
        return self._sign("form", cookie)

    def proves(self, cookie: str, shown: str) -> bool:
        """Whether a form's proof is that of this browser."""
        return hmac.compare_digest(shown.encode("utf-8", "replace"), self.form_proof(cookie).encode())

    def _sign(self, purpose: str, told: str) -> str:
        signed = f"{purpose}:{self.token}:{self.share}:{told}".encode("utf-8", "replace")
        return hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()[:40]


def keys_of(case: Path, renew: bool = False) -> Keys:
    """Read the keys of a case, made at the first start (or anew with `renew`) in a file that only its owner can read.

    Raises `DiskFull` where they cannot be written.
    """
    path = case / KEYS
    if not renew:
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            every = told["token"], told["share"], told["secret"]
            if all(isinstance(one, str) and len(one) >= SHORTEST for one in every):
                return Keys(*every)
        except (OSError, ValueError, KeyError, TypeError):
            pass
    keys = Keys(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(32))
    partial = path.with_name(f".{KEYS}.{os.getpid()}")
    try:
        partial.unlink(missing_ok=True)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"token": keys.token, "share": keys.share, "secret": keys.secret}, file)
        partial.replace(path)
    except OSError as error:
        raise DiskFull(path, error.strerror or str(error)) from error
    return keys
