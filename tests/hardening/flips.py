"""One bit flipped anywhere in a case: `clew verify` names it, or all that the case says is still the same."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from clew.checks import run_checks
from clew.errors import ClewError
from clew.ledger import (
    Case,
    View,
    append,
    claim_draft,
    document_draft,
    extraction_draft,
    new_case,
    open_case,
    screening_draft,
    sha256,
)
from clew.pipeline import Decision, judge
from clew.pipeline.withdrawing import withdraw_document
from clew.records import Claim, Document, ListVersion, Mention, Quote, Span
from clew.vocabulary import EntityType, Predicate, Verdict
from tests.hardening.proof import Outcome
from tests.hardening.seeds import SENTENCES


def make_case(folder: Path) -> None:
    """A case with a bit of everything, closed."""
    case = new_case(folder)
    for number in range(12):
        text = f"{SENTENCES[number % 4]} No {number}.\n" * (1 + number % 3)
        document = Document(sha256(text.encode()), f"{number}.txt", "text/plain", "en", text, (Span(0, len(text)),))
        case.blobs.put(text.encode())
        claim = Claim(
            doc=document.name,
            quote=Quote(document.id, 0, 30),
            text=text[:30],
            predicate=Predicate.SUPPLIES,
            subject=Mention("Delm Freight", EntityType.COMPANY, 0, 12),
            object=Mention("Harl shipyard", EntityType.COMPANY, 13, 26),
        )
        drafts = [document_draft(document, case.blobs.put_text(text)), claim_draft(claim)]
        append(case, [*drafts, extraction_draft(document.id, "x1", [claim], ())], "ana")
    case.blobs.put(b"an archive that the documents came in")
    judge(case, Decision(Verdict.SAME, "a", "b", "the same address"), "ana")
    append(case, [screening_draft([ListVersion("varnia", "0" * 64, None, "ftm", 3, 5, "Varnia")], {})], "ana")
    withdraw_document(case, "11.txt", "court order", "ana")
    case.close()


def said_by(case: Case) -> tuple[object, ...]:
    """All that a case says, to the letter."""
    blobs = {path.name: path.read_bytes() for path in case.blobs.folder.glob("??/*")}
    settings = [json.loads((case.folder / name).read_text()) for name in ("case.json", "head.json")]
    return list(View(case).rows()), blobs, settings


def targets(folder: Path, chance: random.Random) -> Iterator[Path]:
    """Files to flip a bit in: the ledger half of the time, blobs a third, settings and the note the rest."""
    blobs = sorted(path for path in (folder / "blobs").rglob("*") if path.is_file())
    while True:
        draw = chance.random()
        if draw < 0.5:
            yield folder / "ledger.sqlite"
        elif draw < 0.85:
            yield chance.choice(blobs)
        else:
            yield folder / chance.choice(("case.json", "head.json"))


def run(first: int, count: int, folder: Path) -> Outcome:
    """Flip bits one by one, each in the case as it was."""
    outcome = Outcome()
    make_case(folder / "whole")
    whole = open_case(folder / "whole")
    before = said_by(whole)
    whole.close()
    chance = random.Random(first)
    aims = targets(folder / "whole", chance)
    for number in range(first, first + count):
        outcome.done += 1
        aim = next(aims)
        shutil.rmtree(folder / "case", ignore_errors=True)
        shutil.copytree(folder / "whole", folder / "case")
        hit = folder / "case" / aim.relative_to(folder / "whole")
        content = bytearray(hit.read_bytes())
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        content[place] ^= 1 << bit
        hit.chmod(0o644)
        hit.write_bytes(content)
        fault = _look(folder / "case", before, outcome)
        if fault:
            outcome.faults.append(f"flip {number}: bit {bit} of byte {place} of {hit.relative_to(folder)}: {fault}")
    return outcome


def _look(folder: Path, before: tuple[object, ...], outcome: Outcome) -> str | None:
    """What is wrong with how the case says that it was changed, None where it does, or says all as before."""
    try:
        case = open_case(folder)
    except ClewError as error:
        outcome.note("refused")
        return None if str(folder) in str(error) else f"refused without its name: {error}"
    try:
        problems = list(run_checks(View(case)))
        if problems:
            outcome.note("found")
            return None if all(problem.doc and problem.says for problem in problems) else "found without a name"
        try:
            same = said_by(case) == before
        except (DatabaseError, ValueError) as error:
            return f"not found, and cannot be read ({error})"
        outcome.note("harmless")
        return None if same else "not found, and it says something else"
    finally:
        case.close()
