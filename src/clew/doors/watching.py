"""What changed in a folder, and which watched parties a new document or another list version touches."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clew.records import Findings, Hit

Stamp = tuple[int, int]
"""Size and time of change of a file: a file is read once both stay the same from one look to the next."""

Alert = dict[str, Any]


def stamps_of(folder: Path) -> dict[Path, Stamp]:
    """The files below a folder with their stamps; hidden ones, links and those that vanish meanwhile left out."""
    found: dict[Path, Stamp] = {}
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or path.is_symlink():
            continue
        try:
            if path.is_file():
                told = path.stat()
                found[path] = (told.st_size, told.st_mtime_ns)
        except OSError:
            continue
    return found


def settled(before: Mapping[Path, Stamp], now: Mapping[Path, Stamp], read: Mapping[Path, Stamp]) -> list[Path]:
    """The files that have come to rest since the look before and were not read as they are now."""
    return [path for path, stamp in now.items() if before.get(path) == stamp and read.get(path) != stamp]


def alerts_of(
    before: Findings, after: Findings, documents: Iterable[str], watched: Iterable[str], at: str
) -> list[Alert]:
    """What there is to tell: watched parties in new documents, and their hits that came, went or changed state.

    `documents` are the names of new documents, `watched` names or ids of parties; without any, all with a hit.
    """
    wanted = {name.casefold() for name in watched}
    hit = {one.entity for one in (*before.hits, *after.hits)}
    parties = [
        one
        for one in after.entities
        if (wanted & {one.id.casefold(), *(name.casefold() for name in one.names)} if wanted else one.id in hit)
    ]
    new = set(documents)
    old, fresh = _hits(before), _hits(after)
    alerts: list[Alert] = []
    for party in parties:
        told = {"at": at, "case": after.case, "entity": party.id, "party": party.name}
        for doc in sorted({mention.doc for mention in party.mentions} & new):
            quotes = [
                {"id": claim.id, "quote": claim.text}
                for claim in after.claims
                if claim.doc == doc
                and party.id in {after.party.get((claim.id, slot)) for slot in ("subject", "object")}
            ]
            alerts.append({**told, "kind": "document", "doc": doc, "claims": quotes})
        keys = sorted(key for key in old.keys() | fresh.keys() if key[0] == party.id)
        for key in keys:
            was, now = old.get(key), fresh.get(key)
            if (was and was.state) != (now and now.state):
                told_hit = now or was
                assert told_hit is not None
                listing = {"list": key[1], "listing": key[2], "listed_name": told_hit.listed_name}
                states = {"was": was.state if was else None, "is": now.state if now else None}
                alerts.append({**told, "kind": "hit", **listing, **states})
    return alerts


def _hits(findings: Findings) -> dict[tuple[str, str, str], Hit]:
    return {(one.entity, one.version.name, one.listing.id): one for one in findings.hits}
