"""Write the passages that were held back as a gold set, to fit confidence on and to measure by."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.annotated import Party, Passage, is_held, read_passages

HERE = Path(__file__).parent
_NOBODY = frozenset({"", "-", "nobody"})


def claims_of(passage: Passage) -> Iterator[dict[str, Any]]:
    """The passage's claims as lines of a gold set (gold/README.md), each once.

    Status and qualifiers are not annotated in passages and say nothing. Nor are the kinds of sources; of several, the
    first is written as the medium that reports the others.
    """
    seen: set[tuple[str, str, str]] = set()
    for claim in passage.stated:
        key = (claim.predicate, claim.subject.name, claim.object.name)
        if key in seen:
            continue
        seen.add(key)
        line = {
            "doc": f"{passage.name}.txt",
            "quote": passage.text[claim.start : claim.end],
            "start": claim.start,
            "end": claim.end,
            "predicate": claim.predicate,
            "subject": _party(claim.subject),
            "object": _party(claim.object),
            "qualifiers": {},
            "status": "asserted",
            "sources": [
                {"name": source.name, "kind": "media" if len(claim.sources) > 1 and not number else "anonymous"}
                for number, source in enumerate(claim.sources)
            ],
        }
        if {claim.subject.name, claim.object.name} & _NOBODY:
            line["unstated"] = True
        yield line


def _party(party: Party) -> dict[str, str]:
    return {"name": party.name or "nobody", "type": "Organization"}


def main() -> None:
    """Write the set."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="where the set goes")
    folder: Path = asked.parse_args().folder
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for path in sorted((HERE / "passages").glob("*.txt")):
        for passage in read_passages(path):
            if is_held(passage.name):
                (folder / "texts" / f"{passage.name}.txt").write_text(passage.text, encoding="utf-8")
                lines += [json.dumps(line, ensure_ascii=False) + "\n" for line in claims_of(passage)]
    (folder / "claims.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "entities.jsonl").write_text("", encoding="utf-8")


if __name__ == "__main__":
    main()
