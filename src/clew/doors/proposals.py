"""Decisions that programs propose: written beside the ledger, in force only once a person makes them."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from clew.errors import DiskFull
from clew.pipeline import Decision
from clew.records import Judgement, content_id
from clew.vocabulary import Verdict

FILE = "proposals.jsonl"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed decision: `left` and `right` as in a `Judgement`, `by` the program, `at` an instant in UTC."""

    id: str
    verdict: Verdict
    left: str
    right: str | None
    why: str
    by: str
    at: str
    names: tuple[str, ...] = ()


def propose(folder: Path, decision: Decision, by: str, at: str) -> Proposal:
    """Append a proposal to the file of the case. Raises `DiskFull`."""
    told = [decision.verdict, decision.left, decision.right, decision.why, by, at]
    made = Proposal(
        content_id(told), decision.verdict, decision.left, decision.right, decision.why, by, at, decision.names
    )
    line = json.dumps(asdict(made), ensure_ascii=True) + "\n"
    try:
        handle = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(line.encode())
    except OSError as error:
        raise DiskFull(folder / FILE, error.strerror or str(error)) from error
    return made


def open_proposals(folder: Path, judgements: Sequence[Judgement]) -> tuple[Proposal, ...]:
    """The proposals that no person has decided since; lines that cannot be read are passed over."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    found = []
    for line in lines:
        try:
            told = json.loads(line)
            one = Proposal(**{**told, "verdict": Verdict(told["verdict"]), "names": tuple(told["names"])})
        except (ValueError, KeyError, TypeError):
            continue
        settled = ({each.left, each.right} == {one.left, one.right} and each.at > one.at for each in judgements)
        if not any(settled):
            found.append(one)
    return tuple(found)
