"""Tokens of many names laid out in arrays, the form in which the kernels read them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from clew.names.prepare import VOWELLESS, PreparedName, Token


class Tokens(NamedTuple):
    """Tokens in arrays: letters of all texts, sounds and consonants in a row each, with where each token begins.

    `since` and `until` say which stretch of its name a token covers, `part` whether it stands for the beginning (1)
    or the end (2) of a word; all three are used for the name that is looked for only.
    """

    text: Any
    text_at: Any
    sound: Any
    sound_at: Any
    bones: Any
    bones_at: Any
    weight: Any
    concept: Any
    marks: Any
    since: Any
    until: Any
    part: Any


class Rules(NamedTuple):
    """The numbers of the scoring rule; docs/reference/screening.md explains each."""

    contradiction: float = 1.3
    omission: float = 0.3
    least: float = 0.35
    evidence: float = 0.5
    identical: float = 0.9
    forms_differ: float = 0.02
    form_missing: float = 0.01
    types_differ: float = 0.2


class Slot(NamedTuple):
    """A token of the name that is looked for, and the stretch of the name that it covers."""

    token: Token
    since: int
    until: int
    part: int


def pack_letters(texts: Sequence[str]) -> tuple[Any, Any]:
    """The letters of texts in one array of bytes, and where each begins."""
    at = np.zeros(len(texts) + 1, np.int32)
    np.cumsum([len(text) for text in texts], out=at[1:])
    return np.frombuffer("".join(texts).encode("ascii"), np.uint8), at


def pack_slots(slots: Sequence[Slot]) -> Tokens:
    """Slots in arrays."""
    tokens = [slot.token for slot in slots]
    text, text_at = pack_letters([token.text for token in tokens])
    sound, sound_at = pack_letters([token.sound for token in tokens])
    bones, bones_at = pack_letters([token.skeleton for token in tokens])
    return Tokens(
        text,
        text_at,
        sound,
        sound_at,
        bones,
        bones_at,
        np.array([token.weight for token in tokens], np.float64),
        np.array([token.concept for token in tokens], np.int32),
        np.array([token.marks for token in tokens], np.uint8),
        np.array([slot.since for slot in slots], np.int32),
        np.array([slot.until for slot in slots], np.int32),
        np.array([slot.part for slot in slots], np.uint8),
    )


def pack_tokens(tokens: Iterable[Token]) -> Tokens:
    """Tokens in arrays, each covering nothing but itself."""
    return pack_slots([Slot(token, 0, 0, 0) for token in tokens])


def slots_of(name: PreparedName) -> list[Slot]:
    """The tokens by which a name is looked for: its own, neighbours written as one, and halves of long ones."""
    own = name.tokens
    slots = [Slot(token, 2 * i, 2 * i + 2, 0) for i, token in enumerate(own)]
    slots += [Slot(joined(own[i], own[i + 1]), 2 * i, 2 * i + 4, 0) for i in range(len(own) - 1)]
    for i, token in enumerate(own):
        if len(token.text) >= 7:
            half = replace(token, weight=token.weight / 2)
            slots += [Slot(half, 2 * i, 2 * i + 1, 1), Slot(half, 2 * i + 1, 2 * i + 2, 2)]
    return slots


def joined(left: Token, right: Token) -> Token:
    """Two neighbours as one word."""
    return Token(
        left.text + right.text,
        left.sound + right.sound,
        left.skeleton + right.skeleton,
        left.weight + right.weight,
        -1,
        left.marks & right.marks & VOWELLESS,
    )
