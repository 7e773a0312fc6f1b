"""Hostile texts: reading and extracting take time in proportion to their length, and every offset is exact."""

import gc
import random
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from clew.extract import extract_claims
from clew.read import read_bytes
from clew.records import Document, Given, Span
from tests.hardening.kills import the_extractor
from tests.hardening.proof import Outcome
from tests.hardening.seeds import SENTENCES

UNITS: Sequence[tuple[str, str]] = (
    ("en", "?"),
    ("en", " a"),
    ("en", "("),
    ("en", "a@"),
    ("en", "2025-03-"),
    ("en", "\"'"),
    ("en", "Ltd. "),
    ("en", "Velmar Trade and "),
    ("en", "who said that "),
    ("en", "of the "),
    ("en", "A. B. "),
    ("en", "1,000,"),
    ("en", "$"),
    ("en", "e\u0301"),
    ("en", "\u202epump\u202c "),
    ("en", "pump\u200b"),
    ("en", "\n- "),
    ("en", "x" * 500 + " "),
    ("ru", "завод и "),
    ("ru", "«"),
    ("ru", "ООО "),
    ("zh", "公司和"),
    ("zh", "，"),
    ("zh", "据报道"),
)
Trial = tuple[int, int]
"""A unit and the length of its shorter text; for unit -1 the number of a text with odd signs."""

EVERY = range(len(UNITS))
PLAN: Sequence[Trial] = (
    *((-1, number) for number in range(10)),
    *((unit, 1_000) for unit in (0, 3, 7, 10, 14, 21)),
    *((-1, number) for number in range(10, 200)),
    *((unit, size) for size in (10_000, 100_000) for unit in EVERY),
)
"""The trials in order; the first of them are those that run with all other tests."""
SHORT = 16
COUNT = len(PLAN)
STEEPEST = 15.0
"""How many times longer ten times the text may take; times below the floor are too short to compare."""
FLOOR = 0.25


def document_of(text: str, language: str) -> Document:
    """A text that is all prose, so that no reader's judgement spares the extractor."""
    return Document("0" * 64, "hostile.txt", "text/plain", language, text, (Span(0, len(text)),))


def seconds(text: str, language: str) -> tuple[float, ...]:
    """Processor time of reading and of extracting; what is in memory already is not gone through for them."""
    gc.collect()
    gc.freeze()
    try:
        started = time.process_time()
        reading = read_bytes(text.encode(), "hostile.txt", Given())
        read = time.process_time()
        assert all(document.text == text for document in reading.documents)
        list(extract_claims([document_of(text, language)], the_extractor()))
        return read - started, time.process_time() - read
    finally:
        gc.unfreeze()


def run(first: int, count: int, _folder: Path) -> Outcome:
    """Each trial reads and extracts a text and one ten times as long, or looks at the offsets of an odd one."""
    outcome = Outcome()
    list(extract_claims([document_of(SENTENCES[0], language) for language in ("en", "ru", "zh")], the_extractor()))
    for unit, size in PLAN[first : first + count]:
        outcome.done += 1
        if unit < 0:
            outcome.faults += _odd(size)
            continue
        language, words = UNITS[unit]
        shorter, longer = ((words * (length // len(words) + 1))[:length] for length in (size, 10 * size))
        before, after = seconds(shorter, language), seconds(longer, language)
        if any(map(_too_steep, before, after)):  # a busy machine can make it seem so once
            before = tuple(map(min, before, seconds(shorter, language)))
            after = tuple(map(min, after, seconds(longer, language)))
        for what, short, long in zip(("reading", "extracting"), before, after, strict=True):
            outcome.highest(f"{what} s/MB", round(long / len(longer) * 1e6, 1))
            if _too_steep(short, long):
                outcome.faults.append(f"{what} {words[:12]!r} at {len(longer):,}: {short:.2f} s became {long:.2f} s")
    return outcome


def _too_steep(short: float, long: float) -> bool:
    """Whether the time grew more than the length did."""
    return long > FLOOR and long > STEEPEST * max(short, 0.01)


def _odd(number: int) -> list[str]:
    """A text with signs put in at random that look like others, are not seen or join others; its offsets."""
    chance = random.Random(number)
    signs = "\u200b\u200d\u202e\u2066\u0301\u0456\u0430\u00ad\ufeff\u2028\U000e0061\U0001f6a2\t"
    text = " ".join(chance.choice(SENTENCES) for _ in range(3))
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(signs) * chance.choice((1, 1, 3)) + text[at:]
    text += "\0"
    if chance.random() < 0.3:
        text = unicodedata.normalize("NFD", text)
    reading = read_bytes(text.encode(), "odd.txt", Given())
    wrong = [] if [one.text for one in reading.documents] == [text.removeprefix("\ufeff")] else ["its text is another"]
    for document in reading.documents:
        for extraction in extract_claims([document], the_extractor()):
            wrong += [
                f"the quote of {claim.predicate} does not stand where it is said to"
                for claim in extraction.claims
                if document.text[claim.quote.start : claim.quote.end] != claim.text
            ]
    return [f"odd text {number}: {one}" for one in wrong]
