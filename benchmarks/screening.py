"""Measure screening: the whole table of figures, for Clew and (unless left out) its peers on the same names.

    python benchmarks/screening.py DIR [--out FOLDER] [--without-peers] [--without-million] [--peer-queries N]

DIR holds `index.jsonl.gz` (id, schema, names), `queries.jsonl` and `alias_queries.jsonl` (qid, cls, schema, query,
targets), `unlisted.jsonl` (name, schema) and `pairs.jsonl` (a, b, schema, expected). Name and schema are all that is
compared; every hit (a listing that scores 0.3 or more, at most ten) comes with its listing and its signals. FOLDER gets
answers that other scorers can read.
Without DIR, speed and memory are measured on invented names.
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from clew.cli.match import type_of
from clew.names import compare_names
from clew.names.prepare import Preparer
from clew.records import ListedName, Listing, ListVersion
from clew.screen import Library, ListIndex, Query
from clew.screen.importing import ImportedList
from clew.screen.list_index import OpenList, names_of
from clew.screen.name_index import build_index, compile_ahead, load_index, save_index
from clew.vocabulary import EntityType

Row = dict[str, Any]
Hits = list[list[tuple[str, float]]]
LEAST = 0.3
"""The score below which nothing is shown, as `clew match` does."""

TARGETS = {
    "bulk queries a second": "3000",
    "one query p50 / p95 / p99, ms": ".5 / 1.0 / 3",
    "recall@10, all but Chinese": ".97",
    "recall@10, Arabic / Cyrillic / Chinese / alias": ".75 / .95 / .40 / .88",
    "recall at 1 % of unlisted names alerted, all but Chinese": ".88",
    "pairs at .70: precision / recall / F1": ".88 / .70 / .78",
    "index: build / open, s": "3 / .3",
    "cold start of one `clew match`, s": "1.5",
    "1M names: memory, MiB": "400",
    "1M names: queries a second / p95 ms": "800 / 3",
}
"""Measure → the figure to reach."""


class Material(NamedTuple):
    """What is measured with."""

    listed: list[Row]
    queries: list[Row]
    aliases: list[Row]
    unlisted: list[Row]
    pairs: list[Row]


def read_material(folder: Path) -> Material:
    """Read the files of a folder, or say which is missing."""
    missing = [name for name in ("index.jsonl.gz", "queries.jsonl") if not (folder / name).exists()]
    if missing:
        raise SystemExit(f"{folder}: no {' and no '.join(missing)}; see the head of benchmarks/screening.py")

    def lines(name: str) -> list[Row]:
        path = folder / name
        if not path.exists():
            return []
        data = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
        return [json.loads(line) for line in data.decode().splitlines() if line.strip()]

    return Material(
        *(
            lines(f"{n}.jsonl{'.gz' * (n == 'index')}")
            for n in ("index", "queries", "alias_queries", "unlisted", "pairs")
        )
    )


def invented(seed: int = 1, size: int = 20_000) -> Material:
    """Names made of syllables, and queries that are those names with one letter changed."""
    rng = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "el")]
    names = [
        " ".join("".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(rng.randint(2, 3)))
        for _ in range(size)
    ]
    index = [{"id": f"i-{n}", "schema": "Company", "names": [name]} for n, name in enumerate(names)]
    queries = []
    for n in rng.sample(range(size), 2000):
        at = rng.randrange(len(names[n]))
        query = names[n][:at] + rng.choice("abcdefgh") + names[n][at + 1 :]
        queries.append({"qid": f"q{n}", "cls": "typo1", "schema": "Company", "query": query, "targets": [f"i-{n}"]})
    return Material(index, queries, [], [], [])


def listings_of(index: Iterable[Row]) -> tuple[Listing, ...]:
    """The listed parties as an importer gives them."""
    return tuple(
        Listing(row["id"], "bench", tuple(map(ListedName, row["names"])), type_of(row["schema"])) for row in index
    )


def asked(rows: Iterable[Row], key: str = "query") -> list[Query]:
    """The queries of some rows."""
    return [Query(row[key], type_of(row["schema"])) for row in rows]


def answers(index: ListIndex, queries: Sequence[Query]) -> Hits:
    """Ids and scores of the best ten for each query; signals are made for each hit and checked to add up."""
    found: Hits = []
    for hits in index.search(queries, 10, LEAST):
        assert all(abs(sum(one.value for one in hit.signals) - hit.score) < 1e-3 for hit in hits)
        found.append([(hit.listing.id, hit.score) for hit in hits])
    return found


def timed_bulk(index: ListIndex, queries: Sequence[Query]) -> float:
    """Queries a second when all are asked at once, hits with listings and signals made; the best of three."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for hits in index.search(queries, 10, LEAST):
            for hit in hits:
                assert hit.signals
        best = max(best, len(queries) / (time.perf_counter() - start))
    return best


def timed_each(index: ListIndex, queries: Sequence[Query]) -> list[float]:
    """Milliseconds of each query when asked one at a time."""
    each = []
    for query in queries:
        start = time.perf_counter()
        for hits in index.search([query], 10, LEAST):
            for hit in hits:
                assert hit.signals
        each.append(1000 * (time.perf_counter() - start))
    return each


def recalls(queries: Sequence[Row], hits: Hits) -> dict[str, tuple[float, float]]:
    """Recall at 10 and at 1 by class, and over all but Chinese."""
    count: dict[str, int] = defaultdict(int)
    ten: dict[str, int] = defaultdict(int)
    one: dict[str, int] = defaultdict(int)
    for row, found in zip(queries, hits, strict=True):
        targets = set(row["targets"])
        for name in [row["cls"]] + ["all but Chinese"] * (row["cls"] != "han"):
            count[name] += 1
            ten[name] += bool(targets & {id for id, _ in found[:10]})
            one[name] += bool(found) and found[0][0] in targets
    return {name: (ten[name] / n, one[name] / n) for name, n in sorted(count.items())}


def at_alarm_rate(queries: Sequence[Row], hits: Hits, unlisted: Hits, rate: float = 0.01) -> tuple[float, float]:
    """The threshold at which at most `rate` of unlisted names alert, and the recall there, all but Chinese."""
    tops = sorted((max((score for _, score in found), default=0.0) for found in unlisted), reverse=True)
    threshold = tops[int(rate * len(tops))] if tops else 0.0
    kept = [(row, found) for row, found in zip(queries, hits, strict=True) if row["cls"] != "han"]
    right = sum(any(id in set(row["targets"]) and score > threshold for id, score in found) for row, found in kept)
    return threshold, right / max(1, len(kept))


def pair_figures(pairs: Sequence[Row], scores: Sequence[float], threshold: float = 0.70) -> tuple[float, float, float]:
    """Precision, recall and F1 of labelled pairs at a threshold."""
    rows = [
        (score, bool(pair["expected"]))
        for pair, score in zip(pairs, scores, strict=True)
        if pair["expected"] is not None
    ]
    right = sum(score >= threshold and same for score, same in rows)
    said, same = sum(score >= threshold for score, _ in rows), sum(same for _, same in rows)
    precision, recall = right / max(1, said), right / max(1, same)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def quantiles(each: Sequence[float]) -> str:
    """p50 / p95 / p99 of milliseconds, in words."""
    return " / ".join(f"{value:.2f}" for value in np.percentile(np.array(each), [50, 95, 99]))


def resident() -> float:
    """MiB that this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def cold_start(listings: tuple[Listing, ...], name: str) -> float:
    """Seconds of one `clew match NAME` in a process of its own, over a library that holds the whole index."""
    with tempfile.TemporaryDirectory() as home:
        version = ListVersion("bench", "0" * 64, None, "bench", len(listings), len(listings), "bench", "2025-01-01")
        Library(Path(home)).add(ImportedList(version, listings, ()))
        command = [str(Path(sys.executable).with_name("clew")), "match", name]
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment, took = {**kept, "CLEW_HOME": home}, []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            took.append(time.perf_counter() - start)
    return min(took)


def perturbed(index: Sequence[Row], size: int, seed: int = 1) -> Iterator[tuple[str, Any, int]]:
    """`size` names: those of the index, over and over, from the second time on with one or two letters changed."""
    rng = random.Random(seed)
    names = [(name, type_of(row["schema"])) for row in index for name in row["names"]]
    for n in range(size):
        name, type = names[n % len(names)]
        if n >= len(names):
            letters = list(name)
            for _ in range(rng.randint(1, 2)):
                at = rng.randrange(len(letters))
                if letters[at].isascii() and letters[at].isalpha():
                    letters[at] = rng.choice("abcdefghijklmnoprstuvyz")
            name = "".join(letters)
        yield name, type, n


def million(folder: Path, index: Sequence[Row], queries: Sequence[Query]) -> dict[str, str]:
    """Build a million names, then search them from a fresh process: memory, queries a second, p95."""
    start = time.perf_counter()
    save_index(build_index(perturbed(index, 1_000_000), Preparer()), folder)
    built = time.perf_counter() - start
    asked = folder / "queries.json"
    asked.write_text(json.dumps([(one.name, one.type) for one in queries]), encoding="utf-8")
    command = [sys.executable, __file__, "--search-million", str(folder)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        "1M names: memory, MiB": f"{told['memory']:.0f} (built in {built:.0f} s)",
        "1M names: queries a second / p95 ms": f"{told['rate']:.0f} / {told['p95']:.2f}",
    }


def search_million(folder: Path) -> None:
    """The fresh process: open, 10,000 queries in bulk, then 1,000 one at a time; print the figures."""
    told = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    queries = [Query(name, EntityType(type) if type else None) for name, type in told]
    queries = (queries * (10_000 // len(queries) + 1))[:10_000]
    before = resident()
    names = load_index(folder)
    version = ListVersion("million", "0" * 64, None, "bench", 1, 1, "bench")
    index = ListIndex((OpenList(version, names, lambda n: Listing(str(n), "million", (ListedName(str(n)),))),))
    for _ in index.search(queries[:600], 10):
        pass
    start = time.perf_counter()
    for _ in index.search(queries, 10, LEAST):
        pass
    rate = len(queries) / (time.perf_counter() - start)
    memory = resident() - before
    p95 = float(np.percentile(np.array(timed_each(index, queries[:1000])), 95))
    print(json.dumps({"memory": memory, "rate": rate, "p95": p95}))


def measure(material: Material, out: Path | None, *, with_million: bool) -> tuple[dict[str, str], list[str]]:
    """All figures of Clew by measure, and further lines to print."""
    listings = listings_of(material.listed)
    compile_ahead()
    build_index(names_of(listings), Preparer())  # loads the compiled code
    start = time.perf_counter()
    names = build_index(names_of(listings), Preparer())
    built = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        save_index(names, Path(folder))
        start = time.perf_counter()
        opened = load_index(Path(folder))
        open_time = time.perf_counter() - start
        version = ListVersion("bench", "0" * 64, None, "bench", len(listings), len(listings), "bench")
        index = ListIndex((OpenList(version, opened, listings.__getitem__),))
        queries, everyone = asked(material.queries), asked([*material.queries, *material.aliases])
        list(index.search(everyone[:600]))
        found = answers(index, everyone)
        ours, aliases = found[: len(queries)], found[len(queries) :]
        unlisted = answers(index, asked(material.unlisted, "name"))
        table = {
            "bulk queries a second": f"{timed_bulk(index, everyone):.0f}",
            "one query p50 / p95 / p99, ms": quantiles(timed_each(index, everyone)),
        }
    table |= accuracy(material, ours, aliases, unlisted)
    scores = [compare_names(one["a"], one["b"], type_of(one["schema"])).score for one in material.pairs]
    if material.pairs:
        figures = pair_figures(material.pairs, scores)
        table["pairs at .70: precision / recall / F1"] = " / ".join(f"{one:.3f}" for one in figures)
    table["index: build / open, s"] = f"{built:.2f} / {open_time:.2f}"
    table["cold start of one `clew match`, s"] = f"{cold_start(listings, material.queries[0]['query']):.2f}"
    if with_million:
        with tempfile.TemporaryDirectory() as folder:
            table |= million(Path(folder), material.listed, everyone)
    if out:
        write_answers(out, material, (ours, aliases, unlisted), scores)
    by_class = recalls([*material.queries, *material.aliases], [*ours, *aliases])
    return table, [f"  {name:16} recall@10 {ten:.3f}  recall@1 {one:.3f}" for name, (ten, one) in by_class.items()]


def accuracy(material: Material, hits: Hits, aliases: Hits, unlisted: Hits) -> dict[str, str]:
    """The figures of finding, for whatever answered."""
    found = recalls(material.queries, hits) | recalls(material.aliases, aliases)
    rest = recalls(material.queries, hits)["all but Chinese"]
    hard = " / ".join(f"{found[name][0]:.3f}" if name in found else "–" for name in ("ara", "cyr", "han", "alias"))
    threshold, recall = at_alarm_rate(material.queries, hits, unlisted)
    return {
        "recall@10, all but Chinese": f"{rest[0]:.4f}",
        "recall@10, Arabic / Cyrillic / Chinese / alias": hard,
        "recall at 1 % of unlisted names alerted, all but Chinese": f"{recall:.4f} (over {threshold:.3f})",
    }


def write_answers(out: Path, material: Material, found: tuple[Hits, Hits, Hits], scores: Sequence[float]) -> None:
    """Write answers and scores as JSON Lines, a line each in the order of the questions."""
    out.mkdir(parents=True, exist_ok=True)
    for name, rows, hits in zip(
        ("answers", "alias", "unlisted"), (material.queries, material.aliases, material.unlisted), found, strict=True
    ):
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for number, (row, best) in enumerate(zip(rows, hits, strict=True)):
                told = {"qid": row.get("qid", str(number)), "hits": [{"id": id, "score": score} for id, score in best]}
                file.write(json.dumps(told) + "\n")
    (out / "scores.jsonl").write_text("".join(json.dumps({"score": one}) + "\n" for one in scores), encoding="utf-8")


def measure_peers(material: Material, most: int) -> dict[str, dict[str, str]]:
    """The same figures for the peers that are installed, on a sample of the queries."""
    try:
        from peers import screening as peers  # noqa: PLC0415 - optional
    except ImportError as error:
        print(f"no peers: {error.name} is not installed (pip install clew[bench])")
        return {}
    rng = random.Random(1)
    part = Material(
        material.listed,
        rng.sample(material.queries, min(most, len(material.queries))),
        rng.sample(material.aliases, min(most // 4, len(material.aliases))),
        rng.sample(material.unlisted, min(most // 2, len(material.unlisted))),
        material.pairs,
    )
    every = [(row.get("query") or row["name"], row["schema"]) for row in (*part.queries, *part.aliases, *part.unlisted)]
    ends = (len(part.queries), len(part.queries) + len(part.aliases))

    def figures(found: Any) -> dict[str, str]:
        return {
            "bulk queries a second": f"{found.rate:.0f}",
            "one query p50 / p95 / p99, ms": quantiles(found.each),
            **accuracy(part, found.hits[: ends[0]], found.hits[ends[0] : ends[1]], found.hits[ends[1] :]),
        }

    table = {"rapidfuzz": figures(peers.by_rapidfuzz(part.listed, every))}
    try:
        found, built = peers.by_nomenklatura(part.listed, every)
    except ImportError as error:
        print(f"without nomenklatura: {error.name} is not installed (pip install clew[bench])")
        return table
    told = figures(found)
    told["one query p50 / p95 / p99, ms"] += " (scoring alone)"
    told["index: build / open, s"] = f"{built:.1f} / –"
    scores = pair_figures(part.pairs, peers.pairs_by_nomenklatura(part.pairs))
    told["pairs at .70: precision / recall / F1"] = " / ".join(f"{one:.3f}" for one in scores)
    return {"nomenklatura": told, **table}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write answers here")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--without-million", action="store_true")
    parser.add_argument("--peer-queries", type=int, default=400, help="peers answer so many of the queries")
    parser.add_argument("--search-million", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search_million:
        search_million(options.search_million)
        return
    material = read_material(options.folder) if options.folder else invented()
    names = sum(len(row["names"]) for row in material.listed)
    print(f"{len(material.listed)} parties, {names} names, {len(material.queries) + len(material.aliases)} queries")
    table, more = measure(material, options.out, with_million=not options.without_million and bool(options.folder))
    print("\nClew by class of query:", *more, sep="\n")
    show({"Clew": table})
    if not options.without_peers:
        show({"Clew": table, **measure_peers(material, options.peer_queries)})


def show(columns: dict[str, dict[str, str]]) -> None:
    """Print the table, a column for each tool."""
    print("\n| measure | reach | " + " | ".join(columns) + " |\n|" + " --- |" * (len(columns) + 2))
    for name, reach in TARGETS.items():
        print(
            f"| {name} | {reach} | " + " | ".join(told.get(name, "–") for told in columns.values()) + " |", flush=True
        )


if __name__ == "__main__":
    main()
