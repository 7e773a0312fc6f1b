"""How resolving, tracing lineages and counting origins grow: 10k, 100k and (with --all) 1M invented claims.

    python benchmarks/resolution.py [--all] [--seed 1]

The generator plants aliases (legal forms, spellings, short forms, Cyrillic), copies of documents, re-tellings of wire
reports and a few denials, and knows what it planted. Printed for each size: seconds of processor time of each stage
(the machine may be busy with other things) and of the clock in all, milliseconds of processor time for resolving and
grouping with one document more (on average and at most), memory at its peak, parties, origins, and how much of what was
planted is found again: of the claims' parties the share that stand in an entity mostly of their own firm, and in the
entity that holds most of their firm; the share of copied documents that have the origin of their source.
"""

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from clew.corroborate import corroborate, find_conflicts, trace_lineages
from clew.records import Claim, Document, Mention, Quote, Source
from clew.resolve import GrowingResolution
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind, Status

CLAIMS_EACH = 10
ADDED = 20
"""So many documents of each size are added one by one, when the others are resolved and grouped."""

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "dra",
    "dro",
    "fen",
    "gar",
    "gol",
    "har",
    "hel",
    "jor",
    "kal",
    "kes",
    "kor",
    "lan",
    "lim",
    "lor",
    "mar",
    "mel",
    "mor",
    "nar",
    "nor",
    "ost",
    "pal",
    "pel",
    "rav",
    "rem",
    "sol",
    "sor",
    "tar",
    "tel",
    "tor",
    "val",
    "vek",
    "ver",
    "vol",
    "yar",
    "zel",
    "zor",
]
CYRILLIC = dict(zip("abdefghijklmnoprstuvyz", "абдефгхийклмнопрстувыз", strict=True))
TRADES = ("Trading", "Technology", "Logistics", "Electronics", "Industrial", "Machine Works")
FORMS = ("LLC", "JSC", "Co., Ltd.", "FZE", "")
OUTLETS = ("Meridian Wire", "Harbour Post", "Northfold Times", "Skybrief")


def word(dice: random.Random, least: int = 3, most: int = 4) -> str:
    """An invented word."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(least, most))).capitalize()


class World:
    """Invented firms, goods and reports, as many as the size asks for."""

    def __init__(self, seed: int, documents: int) -> None:
        self.dice = random.Random(seed)
        firms = max(50, documents // 3)
        self.firms = [f"{word(self.dice)} {self.dice.choice(TRADES)}" for _ in range(firms)]
        self.goods = [f"{word(self.dice, 2, 2)}-{self.dice.randint(2, 99)}" for _ in range(max(20, documents // 20))]

    def alias(self, firm: str) -> str:
        """A name that a document uses for a firm."""
        roll = self.dice.random()
        brand = firm.split(maxsplit=1)[0]
        if roll < 0.5:
            return f"{firm} {self.dice.choice(FORMS)}".strip()
        if roll < 0.7:
            return brand
        if roll < 0.8:
            return "ООО «" + "".join(CYRILLIC.get(c, c) for c in brand.lower()).capitalize() + "»"
        if roll < 0.9:
            at = self.dice.randrange(1, len(brand) - 1)
            return f"{brand[:at]}{brand[at + 1]}{brand[at]}{brand[at + 2 :]} {firm.split(maxsplit=1)[1]}"
        return firm

    def matter(self) -> list[tuple[str, str, str, int]]:
        """What one report tells: who supplied what to whom, and how many."""
        near = self.dice.randrange(len(self.firms))
        cast = [self.firms[(near + n * n) % len(self.firms)] for n in range(6)]
        return [
            (*self.dice.sample(cast, 2), self.dice.choice(self.goods), self.dice.randint(2, 900))  # type: ignore[misc]
            for _ in range(CLAIMS_EACH)
        ]


class Planted:
    """What the generator knows: which firms are the parties of each claim, and which document copies which."""

    def __init__(self) -> None:
        self.claims: list[str] = []
        self.firms: list[str] = []
        self.copies: list[tuple[str, str]] = []

    def found(self, party: Mapping[tuple[str, str], str], origin: Mapping[str, str | None]) -> dict[str, float]:
        """How much of it is found again, in shares."""
        pairs = [(party[claim, "subject"], firm) for claim, firm in zip(self.claims, self.firms[::2], strict=True)]
        pairs += [(party[claim, "object"], firm) for claim, firm in zip(self.claims, self.firms[1::2], strict=True)]
        by_entity: dict[str, Counter[str]] = {}
        by_firm: dict[str, Counter[str]] = {}
        for entity, firm in pairs:
            by_entity.setdefault(entity, Counter())[firm] += 1
            by_firm.setdefault(firm, Counter())[entity] += 1
        joined = sum(1 for copy, source in self.copies if origin[copy] and origin[copy] == origin[source])
        return {
            "of their own firm": round(sum(max(one.values()) for one in by_entity.values()) / max(1, len(pairs)), 4),
            "of their firm together": round(sum(max(one.values()) for one in by_firm.values()) / max(1, len(pairs)), 4),
            "copies joined": round(joined / max(1, len(self.copies)), 4),
        }


def case(seed: int, documents: int) -> tuple[list[Document], list[Claim], Planted]:
    """Documents and claims: every third document tells a new matter, the others re-tell or copy a recent one."""
    world, planted = World(seed, documents), Planted()
    found: list[Document] = []
    claims: list[Claim] = []
    matters: list[tuple[str, int, list[tuple[str, str, str, int]]]] = []
    for number in range(documents):
        if not matters or world.dice.random() < 0.33:
            matters.append((world.dice.choice(OUTLETS), number, world.matter()))
        outlet, day, matter = matters[world.dice.randrange(max(0, len(matters) - 30), len(matters))]
        copied = found[-1] if found and world.dice.random() < 0.05 else None
        text, told = written(world, outlet, matter)
        text = copied.text + " More follows." if copied else text
        published = f"20{10 + day // 10000 % 15:02d}-{1 + day // 800 % 12:02d}-{1 + day // 30 % 27:02d}"
        id = sha256(f"{number}{text}".encode()).hexdigest()
        found.append(Document(id, f"{number:06d}.txt", "text/plain", "en", text, published=published))
        if copied:
            planted.copies.append((found[-1].name, copied.name))
            continue
        made = list(said(found[-1], told, outlet))
        claims += made
        for claim, (seller, buyer, _, _) in zip(made, matter, strict=True):
            planted.claims.append(claim.id)
            planted.firms += (seller, buyer)
    return found, claims, planted


def written(
    world: World, outlet: str, matter: list[tuple[str, str, str, int]]
) -> tuple[str, list[tuple[str, str, str, str, int]]]:
    """A text that retells a matter in names of its own, and what it says in which words."""
    names = {firm: world.alias(firm) for seller, buyer, _, _ in matter for firm in (seller, buyer)}
    told = []
    for seller, buyer, good, quantity in matter:
        amount = quantity * 10 if world.dice.random() < 0.02 else quantity
        words = f"{names[seller]} supplied {amount} {good} units to {names[buyer]}"
        told.append((words, names[seller], names[buyer], good, amount))
    return f"{outlet} reported on a trade. " + ". ".join(one[0] for one in told) + ".", told


def said(document: Document, told: list[tuple[str, str, str, str, int]], outlet: str) -> Iterator[Claim]:
    """The claims of a text."""
    for number, (words, seller, buyer, good, quantity) in enumerate(told):
        start = document.text.find(words)
        yield Claim(
            document.name,
            Quote(document.id, start, start + len(words)),
            words,
            Predicate.SUPPLIES,
            Mention(seller, EntityType.COMPANY),
            Mention(buyer, EntityType.COMPANY),
            Status.DENIED if number == 9 and quantity % 50 == 0 else Status.ASSERTED,
            {Qualifier.PRODUCT: good, Qualifier.QUANTITY: str(quantity)},
            sources=(Source(outlet, SourceKind.MEDIA),),
        )


def before(claims: list[Claim], texts: list[Document], size: int) -> list[Claim]:
    """The claims of the first documents."""
    later = {document.name for document in texts[size:]}
    end = next((at for at, claim in enumerate(claims) if claim.doc in later), len(claims))
    return claims[:end]


def peak() -> int:
    """The most memory that this process has had so far, in MB, with what it measures by."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(seed: int, documents: int) -> dict[str, float | int]:
    """Run all stages on one size."""
    texts, claims, planted = case(seed, documents)
    result: dict[str, float | int] = {"documents": len(texts), "claims": len(claims)}

    def timed(name: str, start: float) -> float:
        now = time.process_time()
        result[f"{name} s"] = round(now - start, 2)
        return now

    began, at = time.perf_counter(), time.process_time()
    growing, most = GrowingResolution(), len(texts) - ADDED
    growing.of(before(claims, texts, most), (), texts[:most])
    at = timed("resolve and group", at)
    result["resolve and group, peak MB"] = peak()
    each = []
    for size in range(most + 1, len(texts) + 1):
        some = before(claims, texts, size)
        at = time.process_time()
        resolution, relations = growing.of(some, (), texts[:size])
        each.append(time.process_time() - at)
    result["one document more, on average ms"] = round(1000 * sum(each) / len(each))
    result["one document more, at most ms"] = round(1000 * max(each))
    del growing  # as every command does that derives once
    at = time.process_time()
    lineages = trace_lineages(texts, claims, resolution)
    at = timed("lineage", at)
    counted = corroborate(relations, claims, texts, lineages, (), resolution)
    at = timed("corroborate", at)
    conflicts = find_conflicts(claims, resolution, lineages, texts)
    timed("conflicts", at)
    result["clock s"] = round(time.perf_counter() - began, 2)
    spent = sum(value for name, value in result.items() if name.endswith(" s") and name != "clock s")
    result["cpu s"] = round(spent, 2)
    result["cpu ms a claim"] = round(1000 * spent / len(claims), 3)
    result["peak MB"] = peak()
    result |= planted.found(resolution.party, {one.doc: one.origin.id if one.origin else None for one in lineages})
    result["parties"] = len(resolution.entities)
    result["origins"] = len({one.origin.id for one in lineages if one.origin})
    result["relations"] = len(counted)
    result["conflicts"] = len(conflicts)
    return result


def main() -> None:
    """Print one JSON object a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="also one million claims (`make bench` says so)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, help="one size only")
    told = parser.parse_args()
    for size in [told.documents] if told.documents else [1_000, 10_000, *([100_000] if told.all else [])]:
        print(json.dumps(measure(told.seed, size)), flush=True)


if __name__ == "__main__":
    main()
