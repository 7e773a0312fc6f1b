"""How fast the rows of one file become claims in a ledger as `clew add` takes it, and what memory that takes.

    python benchmarks/rows.py [--rows N] [--form csv|jsonl|ftm] [--seed N] [--stages [--per-file N]]

The rows are made up from the seed: shipments between invented parties with code, goods, value, quantity, date and
country. With --stages they are read in this process, without the sandbox, and each stage is measured by itself.
To reach: 1,000,000 rows in 180 s and 2 GB.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from clew.extract import load_extractor
from clew.extract.structured import load_mappings, table_claims
from clew.ledger import append, claim_draft, document_draft, new_case
from clew.pipeline import AddOptions, add_documents
from clew.read import Found, read_document
from clew.read.sandbox import Sandbox
from clew.records import Given
from clew.vocabulary import DocumentState

COLUMNS = ("shipper", "consignee", "hs code", "description", "value", "quantity", "date", "country")
SYLLABLES = ("vel", "mar", "os", "trek", "tar", "lin", "dor", "ka", "ren", "sul", "bek", "ora")
TRADES = ("Trade", "Machine Works", "Logistics", "Electronics", "Technologies")
FORMS = ("LLC", "Ltd", "JSC", "GmbH")


def made_up_rows(count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """So many shipments; about one party in fifty rows is new."""
    draw = random.Random(seed)
    parties = [
        f"{''.join(draw.choices(SYLLABLES, k=3)).title()} {draw.choice(TRADES)} {draw.choice(FORMS)}"
        for _ in range(max(20, count // 50))
    ]
    for number in range(count):
        day = f"202{number % 4}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        value, quantity = f"{draw.randint(100, 99999)} USD", str(draw.randint(1, 500))
        code = f"8542{draw.randint(10, 99)}"
        yield draw.choice(parties), draw.choice(parties), code, f"circuits lot {number}", value, quantity, day, "Varnia"


def written(rows: list[tuple[str, ...]], form: str) -> str:
    """The rows as one file."""
    if form == "csv":
        return "\n".join([",".join(COLUMNS), *(",".join(row) for row in rows)]) + "\n"
    if form == "jsonl":
        return "".join(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows)
    names = {name: f"e{number}" for number, name in enumerate(dict.fromkeys(n for row in rows for n in row[:2]))}
    entities = [{"id": id, "schema": "Company", "properties": {"name": [name]}} for name, id in names.items()]
    links = [
        {
            "id": f"p{number}",
            "schema": "Payment",
            "properties": {
                "payer": [names[row[1]]],
                "beneficiary": [names[row[0]]],
                "amount": [row[4].split()[0]],
                "currency": ["USD"],
                "date": [row[6]],
                "purpose": [row[3]],
            },
        }
        for number, row in enumerate(rows)
    ]
    return "".join(json.dumps(one) + "\n" for one in (*entities, *links))


def stages(rows: list[tuple[str, ...]], form: str, per_file: int, folder: Path) -> None:
    """Each stage by itself, in this process: reading, claims, ledger."""
    spent = {"reading": 0.0, "claims": 0.0, "ledger": 0.0}
    mappings, case = load_mappings(()), new_case(folder / "case")
    first = folder / "first.csv"
    first.write_text(written(rows[:20], "csv"), encoding="utf-8")
    table_claims(read_document(first, first.name, Given()).documents[0], mappings, "bench")
    for number in range(0, len(rows), per_file):
        path = folder / f"{number}.{'jsonl' if form == 'ftm' else form}"
        path.write_text(written(rows[number : number + per_file], form), encoding="utf-8")
        start = time.perf_counter()
        document = read_document(path, path.name, Given()).documents[0]
        read = time.perf_counter()
        found = table_claims(document, mappings, "bench")
        made = time.perf_counter()
        drafts = [document_draft(document, case.blobs.put_text(document.text)), *map(claim_draft, found.claims)]
        append(case, drafts, "bench")
        spent["reading"] += read - start
        spent["claims"] += made - read
        spent["ledger"] += time.perf_counter() - made
    print(f"{len(rows):,} rows ({form}), stage by stage in one process")
    for stage, seconds in spent.items():
        print(f"  {stage:8} {seconds:7.2f} s   {len(rows) / seconds:10,.0f} rows/s")


def whole(file: Path, rows: int, folder: Path) -> None:
    """What `clew add` does with one file: read behind walls in a process of its own, claims and ledger in this."""
    extractor, case = load_extractor(), new_case(folder / "added")
    claims = documents = 0
    start = time.perf_counter()
    with Sandbox() as sandbox:
        found = [Found(file, file.name, Given())]
        for one in add_documents(case, sandbox.read_many(found), extractor, AddOptions("bench")):
            if one.state is not DocumentState.READ:
                raise SystemExit(f"not read: {one.problems}")
            claims, documents = claims + one.claims, documents + 1
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in (folder / "added").rglob("*") if path.is_file())
    print(f"{rows:,} rows in one file of {file.stat().st_size / 1e6:,.0f} MB, as `clew add` takes it")
    print(f"  {claims:,} claims from {documents} parts; the case is {size / 1e6:,.0f} MB large")
    print(f"  {seconds:.1f} s of wall, {rows / seconds:,.0f} rows/s, {seconds / rows * 1e6:.0f} s for a million rows")
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    busy = (own.ru_utime + own.ru_stime, child.ru_utime + child.ru_stime)
    print(f"  seconds of processor: this process {busy[0]:.1f} (with loading), those that read {busy[1]:.1f}")
    most = [one.ru_maxrss / 1024**2 for one in (own, child)]
    print(f"  most memory: this process {most[0]:.2f} GB, one that reads {most[1]:.2f} GB")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--form", choices=("csv", "jsonl", "ftm"), default="csv")
    parser.add_argument("--per-file", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--stages", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, rows = Path(name), list(made_up_rows(given.rows, given.seed))
        if given.stages:
            stages(rows, given.form, given.per_file, folder)
            return
        file = folder / f"shipments.{'jsonl' if given.form == 'ftm' else given.form}"
        file.write_text(written(rows, given.form), encoding="utf-8")
        del rows
        whole(file, given.rows, folder)


if __name__ == "__main__":
    main()
