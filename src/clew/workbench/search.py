"""Find claims by their words, names and facets, in any language, fast at a hundred thousand of them."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pysqlite3.dbapi2 as sqlite

from clew.measures.edtf import span
from clew.records import Claim, Findings
from clew.vocabulary import Qualifier

Chosen = npt.NDArray[np.intp]

_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
LONGEST_QUERY, MOST_TERMS = 300, 16


class Facet(StrEnum):
    """What claims can be counted and narrowed by."""

    PREDICATE = "predicate"
    STATUS = "status"
    DOCUMENT = "document"
    LANGUAGE = "language"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words (`-word` leaves out, "…" keeps together), facets, an entity, dates, how sure.

    `facets` are values that claims must have, `without` values that they must not have.
    `since` and `until` are ISO days or years that the claim's `when` must overlap.
    """

    words: str = ""
    facets: tuple[tuple[Facet, str], ...] = ()
    entity: str | None = None
    since: str | None = None
    until: str | None = None
    least: float = 0.0
    without: tuple[tuple[Facet, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The claims found, in the order of documents and text, and how many there are of each value of each facet."""

    claims: tuple[Claim, ...]
    total: int
    counts: Mapping[Facet, tuple[tuple[str, int], ...]]


def spaced(text: str) -> str:
    """Text with a space around each character of a script that writes none between words."""
    return _CJK.sub(r" \1 ", text)


def match_of(words: str) -> str | None:
    """Write what a person typed as a query of SQLite's full-text search; None where nothing can be looked for.

    Whatever is typed is quoted, so that none of it is an operator; the last letter of each word may go on.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(words[:LONGEST_QUERY])[:MOST_TERMS]:
        told = spaced(phrase or word).replace('"', " ").replace("\x00", " ").strip()
        if not re.search(r"\w", told):
            continue
        (unwanted if minus else wanted).append(f'"{told}"' + ("" if phrase else " *"))
    if not wanted:
        return None
    return " AND ".join(wanted) + "".join(f" NOT {one}" for one in unwanted)


def left_out(words: str) -> str | None:
    """The query for what is to be left out, where nothing else is typed."""
    terms = [phrase or word for minus, phrase, word in _TERM.findall(words[:LONGEST_QUERY])[:MOST_TERMS] if minus]
    told = [one for term in terms if (one := match_of(f'"{term}"')) is not None]
    return " OR ".join(told) or None


class ClaimIndex:
    """The claims of some findings by their words, with one number a claim for each facet."""

    def __init__(self, findings: Findings) -> None:
        self._claims = findings.claims
        self._lock = threading.Lock()
        self._columns: dict[Facet, tuple[list[str], npt.NDArray[np.int32]]] = {}
        language = {document.id: document.language for document in findings.documents}
        values = {
            Facet.PREDICATE: [str(one.predicate) for one in self._claims],
            Facet.STATUS: [str(one.status) for one in self._claims],
            Facet.DOCUMENT: [one.doc for one in self._claims],
            Facet.LANGUAGE: [language.get(one.quote.document, "und") for one in self._claims],
            Facet.SOURCE: [str(one.sources[0].kind) if one.sources else "" for one in self._claims],
        }
        for facet, told in values.items():
            known = {value: at for at, value in enumerate(dict.fromkeys(told))}
            self._columns[facet] = (list(known), np.array([known[value] for value in told], dtype=np.int32))
        self._sure = np.array([one.confidence for one in self._claims], dtype=np.float32)
        self._days = np.array([_days(one) for one in self._claims], dtype=np.int32).reshape(len(self._claims), 2)
        self._of: dict[str, list[int]] = {}
        place = {one.id: at for at, one in enumerate(self._claims)}
        for (claim, _side), entity in findings.party.items():
            if claim in place:
                self._of.setdefault(entity, []).append(place[claim])
        self._base = sqlite.connect(":memory:", check_same_thread=False)
        self._base.execute("create virtual table words using fts5(body, content='', tokenize='unicode61')")
        rows = ((at, spaced(_body(one))) for at, one in enumerate(self._claims))
        self._base.executemany("insert into words(rowid, body) values (?, ?)", rows)

    def find(self, query: Query, first: int = 0, most: int = 50) -> Found:
        """Find claims; give `most` of them from the `first` on, and counts over all."""
        kept = self._matching(query)
        for facet, value in query.facets:
            kept = kept[self._mask(facet, value, kept)]
        for facet, value in query.without:
            kept = kept[~self._mask(facet, value, kept)]
        counts = {facet: self._count(facet, kept) for facet in Facet}
        return Found(tuple(self._claims[at] for at in kept[first : first + most]), len(kept), counts)

    def _matching(self, query: Query) -> Chosen:
        kept: Chosen = np.arange(len(self._claims))
        if query.entity is not None:
            kept = np.array(sorted(set(self._of.get(query.entity, ()))), dtype=np.intp)
        if (wanted := match_of(query.words)) is not None:
            kept = np.intersect1d(kept, self._rows(wanted), assume_unique=True)
        elif query.words.strip() and (unwanted := left_out(query.words)) is not None:
            kept = np.setdiff1d(kept, self._rows(unwanted), assume_unique=True)
        elif query.words.strip():
            kept = kept[:0]
        if query.least > 0:
            kept = kept[self._sure[kept] >= query.least]
        since, until = _day(query.since, 0), _day(query.until, 1)
        if since is not None:
            kept = kept[(self._days[kept, 1] >= since) & (self._days[kept, 0] >= 0)]
        if until is not None:
            kept = kept[(self._days[kept, 0] <= until) & (self._days[kept, 0] >= 0)]
        return kept

    def _rows(self, wanted: str) -> Chosen:
        with self._lock:
            rows = self._base.execute(
                "select rowid from words where words match ? order by rowid", (wanted,)
            ).fetchall()
        return np.array([row[0] for row in rows], dtype=np.intp)

    def _mask(self, facet: Facet, value: str, kept: Chosen) -> npt.NDArray[np.bool_]:
        known, codes = self._columns[facet]
        chosen: npt.NDArray[np.bool_] = codes[kept] == (known.index(value) if value in known else -1)
        return chosen

    def _count(self, facet: Facet, kept: Chosen) -> tuple[tuple[str, int], ...]:
        known, codes = self._columns[facet]
        counted = np.bincount(codes[kept], minlength=len(known))
        top = np.argsort(-counted, kind="stable")[:40]
        return tuple((known[at], int(counted[at])) for at in top if counted[at])


def _body(claim: Claim) -> str:
    parties = [part for one in (claim.subject, claim.object) if one for part in (one.name, one.latin or "")]
    return " ".join(
        [claim.text, *parties, *(said for said in claim.qualifiers.values()), *(s.name for s in claim.sources)]
    )


def _days(claim: Claim) -> tuple[int, int]:
    told = claim.values.get(Qualifier.WHEN)
    days = span(told) if told else None
    return days or (-1, -1)


def _day(told: str | None, end: int) -> int | None:
    days = span(told) if told else None
    return days[end] if days else None
