"""How fast rows become claims in a ledger, and what memory that takes: reading, claims, ledger, each by itself.

    python benchmarks/rows.py [--rows N] [--form csv|jsonl|ftm] [--seed N] [--per-file N]

The rows are made up from the seed: shipments between invented parties with code, goods, value, quantity, date and
country. They are read in this process, without the sandbox; a small table goes
before them, so that loading Clew's tables is not counted. To reach: 1,000,000 rows in 180 s and 2 GB.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from clew.extract.structured import load_mappings, table_claims
from clew.ledger import append, claim_draft, document_draft, new_case
from clew.read import read_document
from clew.records import Given

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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--form", choices=("csv", "jsonl", "ftm"), default="csv")
    parser.add_argument("--per-file", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    spent = {"reading": 0.0, "claims": 0.0, "ledger": 0.0}
    mappings, rows = load_mappings(()), made_up_rows(given.rows, given.seed)
    claims = problems = 0
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder) / "case")
        first = Path(folder) / "first.csv"
        first.write_text(written(list(made_up_rows(20, given.seed)), "csv"), encoding="utf-8")
        table_claims(read_document(first, first.name, Given()).documents[0], mappings, "bench")
        for number in range(-(-given.rows // given.per_file)):
            path = Path(folder) / f"{number}.{'jsonl' if given.form == 'ftm' else given.form}"
            path.write_text(written(list(islice(rows, given.per_file)), given.form), encoding="utf-8")
            start = time.perf_counter()
            reading = read_document(path, path.name, Given())
            if not reading.documents:
                raise SystemExit(f"not read: {reading.failures[0].problem.says}")
            document = reading.documents[0]
            read = time.perf_counter()
            found = table_claims(document, mappings, "bench")
            made = time.perf_counter()
            drafts = [document_draft(document, case.blobs.put_text(document.text)), *map(claim_draft, found.claims)]
            append(case, drafts, "bench")
            spent["reading"] += read - start
            spent["claims"] += made - read
            spent["ledger"] += time.perf_counter() - made
            claims, problems = claims + len(found.claims), problems + len(found.problems)
    total = sum(spent.values())
    print(f"{given.rows:,} rows ({given.form}): {claims:,} claims, {problems:,} problems")
    for stage, seconds in spent.items():
        print(f"  {stage:8} {seconds:7.2f} s   {given.rows / seconds:10,.0f} rows/s")
    print(f"  all      {total:7.2f} s   {given.rows / total:10,.0f} rows/s (to reach: 5,556 rows/s)")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GB")


if __name__ == "__main__":
    main()
