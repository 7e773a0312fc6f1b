"""One set of findings for each state of the ledger, derived once and shared by all pages and doors."""

import gc
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy.exc import SQLAlchemyError

from clew.errors import ClewError
from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.pipeline import KeptFindings
from clew.read.lit import Pages
from clew.records import Claim, Document, Findings
from clew.report import Arranged
from clew.report.answer import AnswerPart, answer_of
from clew.report.gaps import Gap, gaps_of
from clew.report.links import Links
from clew.report.pictures import choose, cut, draw_chosen, draw_origins, draw_ownership, draw_timeline
from clew.vocabulary import Qualifier
from clew.workbench.choosing import Singles
from clew.workbench.island import Whole, whole_of
from clew.workbench.links import PageLinks
from clew.workbench.narrowing import Narrowing, kept_of
from clew.workbench.questions import Question, every_question
from clew.workbench.search import ClaimIndex

PICTURES, FEW, ANEW = 100, 40, 5.0
"""How many pictures are kept; how many parties the network has where it stands in for the one to be moved about in;
after how many seconds findings that could not be derived are tried anew."""


@dataclass(frozen=True)
class Snapshot:
    """The findings of the ledger as it stood at one entry (`head`, its hash), with what pages look up in them."""

    head: str
    findings: Findings
    drawn: dict[Hashable, str] = field(default_factory=dict, compare=False, repr=False)
    paged: dict[str, Pages] = field(default_factory=dict, compare=False, repr=False)

    def picture(self, key: Hashable, draw: Callable[[], str]) -> str:
        """A picture that may have been drawn before; the last hundred are kept."""
        found = self.drawn.get(key)
        if found is None:
            if len(self.drawn) >= PICTURES:
                self.drawn.clear()
            found = self.drawn[key] = draw()
        return found

    def network_picture(self, wanted: Narrowing, most: int, links: Links) -> str:
        """The network as far as it is asked for, drawn; empty where there is nothing."""
        arranged = self.arranged

        def draw() -> str:
            if wanted.asks:
                chosen = choose(arranged, most, kept_of(arranged, wanted))
            else:
                chosen = cut(arranged, self.network.chosen.ties, most)
            return draw_chosen(arranged, chosen, links)

        return self.picture(("network", wanted, most, type(links)), draw)

    def timeline(self, entity: str = "") -> str:
        """The timeline of the case, or of one party."""
        return self.picture(
            ("timeline", entity), lambda: draw_timeline(self.arranged, PageLinks(), entity=entity or None)
        )

    def owners(self, entity: str = "") -> str:
        """Who owns whom in the case, or around one party."""
        return self.picture(("ownership", entity), lambda: draw_ownership(self.arranged, entity or None, PageLinks()))

    def origins(self) -> str:
        """Which document derives from which."""
        return self.picture("origins", lambda: draw_origins(self.arranged, PageLinks()))

    @cached_property
    def arranged(self) -> Arranged:
        """The findings arranged for reading."""
        return Arranged(self.findings)

    @cached_property
    def index(self) -> ClaimIndex:
        """The index of the claims' words."""
        return ClaimIndex(self.findings)

    @cached_property
    def opens(self) -> dict[str, str]:
        """The page for each address that stands in words made for a dossier ("#party-3")."""
        links, pages = self.arranged.links, PageLinks()
        told = {f"#party-{number}": pages.party(one) for one, number in links.parties.items()}
        told |= {f"#relation-{number}": pages.relation(one) for one, number in links.relations.items()}
        told |= {f"#quote-{number}": pages.quote(one) for one, number in links.quotes.items()}
        told |= {f"#document-{number}": pages.document(one) for one, number in links.documents.items()}
        told |= {f"#conflict-{n}": f"/conflicts#conflict-{n}" for n in range(1, len(self.arranged.conflicts) + 1)}
        return told

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question that the findings raise, the weightiest first."""
        return tuple(sorted(every_question(self.findings), key=lambda one: (-one.weight, one.key)))

    @cached_property
    def answer(self) -> tuple[AnswerPart, ...]:
        """The answer of the case, part by part."""
        return answer_of(self.arranged)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What is not known."""
        return gaps_of(self.arranged)

    @cached_property
    def singles(self) -> Singles:
        """The single findings, to choose from for a dossier."""
        return Singles(self.arranged)

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """The claims of each document, by its SHA-256."""
        found: dict[str, list[Claim]] = {}
        for claim in self.findings.claims:
            found.setdefault(claim.quote.document, []).append(claim)
        return found

    @cached_property
    def network(self) -> Whole:
        """The whole network with its places."""
        return whole_of(self.arranged, self.named)

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The id of each party by its id and, case folded, by each of its names; full names before others."""
        ids = {entity.id: entity.id for entity in self.findings.entities}
        for entity in reversed(self.findings.entities):
            ids |= {name.casefold(): entity.id for name in entity.names}
        for entity in reversed(self.findings.entities):
            ids[entity.name.casefold()] = entity.id
        return ids

    def known(self, name: str) -> str:
        """The id of the party that a name is taken for; a name that nobody bears is an id that nobody has."""
        return self.named.get(name, self.named.get(name.strip().casefold(), name))

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and last year that a claim is dated to; None where none is."""
        spans = (span(told) for claim in self.findings.claims if (told := claim.values.get(Qualifier.WHEN)))
        days = [day for one in spans if one is not None for day in one if OPEN_START < day < OPEN_END]
        return (date.fromordinal(min(days)).year, date.fromordinal(max(days)).year) if days else None

    def pages(self, document: Document) -> Pages:
        """Where the words of a document stand on its pages; worked out once."""
        if document.id not in self.paged:
            self.paged[document.id] = Pages(document)
        return self.paged[document.id]

    def warm(self) -> "Snapshot":
        """Make ready what every page needs, so that no reader waits for it."""
        arranged = self.arranged
        _ = (arranged.relations, arranged.naming, arranged.number, arranged.parties, arranged.exposed, arranged.hits)
        _ = (self.opens, self.questions, self.answer, self.gaps, self.claims_of, arranged.conflicts, arranged.best_path)
        _ = (arranged.relation_of, arranged.support, arranged.dated, arranged.rank)
        _ = (self.index, self.network, self.named, self.years)
        self.singles.warm()
        _ = (self.timeline(), self.owners(), self.origins(), self.network_picture(Narrowing(), FEW, PageLinks()))
        return self


def _set_aside() -> None:
    """Let the collector of loops pass over what is kept: in a large case one round of it holds a page up for long."""
    gc.unfreeze()
    gc.freeze()


class Snapshots:
    """Keeps the newest snapshot of a case, and derives the next one when the ledger has grown."""

    def __init__(self, kept: KeptFindings) -> None:
        self.kept = kept
        self._changed = threading.Condition()
        self._held: Snapshot | None = None
        self._failed: tuple[str, ClewError, float] | None = None
        self._at_work: str | None = None

    def current(self, patience: float) -> tuple[Snapshot, bool]:
        """Give the newest snapshot, and whether it is that of the ledger as it stands.

        Where the ledger has grown, the next one is derived beside; a caller waits for it `patience` seconds at
        most and then gets the one before. The first one is waited for. Raises what `derive` raises; who asks a while
        later has it tried anew, for what was missing may be there again.
        """
        head, day = self.kept.head(), self.kept.options().made
        until = time.monotonic() + patience
        with self._changed:
            while True:
                held = self._held
                if held is not None and held.head == head and held.findings.made == day:
                    return held, True
                if self._failed is not None and self._failed[0] == head and time.monotonic() < self._failed[2]:
                    raise self._failed[1]
                self._start(head)
                left = until - time.monotonic()
                if held is not None and left <= 0:
                    return held, False
                self._changed.wait(timeout=left if held is not None else None)

    def _start(self, head: str) -> None:
        if self._at_work is None:
            self._at_work = head
            threading.Thread(target=self._derive, args=(head,), daemon=True, name="clew-derive").start()

    def _derive(self, head: str) -> None:
        made: Snapshot | None = None
        failed: ClewError | None = None
        try:
            findings = self.kept.get()
            made = Snapshot(findings.chain_hash, findings).warm()
            _set_aside()
        except ClewError as error:
            failed = error
        except (SQLAlchemyError, OSError) as error:
            failed = ClewError(f"the findings could not be derived: {error}; run: clew verify {self.kept.folder}")
        finally:
            with self._changed:
                self._at_work = None
                if made is not None:
                    self._held = made
                elif failed is None:
                    failed = ClewError("the findings could not be derived; the terminal of clew serve says why")
                self._failed = (head, failed, time.monotonic() + ANEW) if failed is not None else None
                self._changed.notify_all()
