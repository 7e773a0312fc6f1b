"""How far a claim's confidence tells how often it is right: fit its weights on annotated texts, and measure on others.

    python benchmarks/confidence.py --fit GOLD[,GOLD...] [--whole GOLD[,GOLD...]] --hold GOLD[,GOLD...]
                                    [--write frames|linked] [--plot FILE.svg]

A gold set is a folder with claims.jsonl, entities.jsonl and texts/. The weights are those of a logistic regression with
a small penalty on their squares (Newton's method). Texts whose name has an even SHA-256 are fitted on (with `--whole`
further sets wholly), those with an odd one are held out. What is printed is the table of reliability: claims by
confidence, how many are right, and what a least confidence leaves of precision and recall. `--write frames` puts the
weights of claims for which the linker was not asked into the extractor's table, `--write linked` those of the others,
`--write russian` and `--write patterns` those of Russian and Chinese ones.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clew.cli.evaluate import halved
from clew.evaluate import read_gold
from clew.evaluate.gold import GoldClaim
from clew.evaluate.names import Aliases
from clew.evaluate.score import pair_up
from clew.extract import load_extractor
from clew.extract.build import stated
from clew.extract.clause import Clause
from clew.extract.confidence import Weighed, load_weights, signals, weighed_by
from clew.extract.extractor import Extractor
from clew.extract.finder.finding import with_spotted
from clew.extract.languages import names_of
from clew.extract.overlay import laid_over
from clew.extract.parse.chinese import SegmentedText
from clew.extract.parse.english import Parsed
from clew.extract.patterns.linking import signalled
from clew.extract.resolver import resolve
from clew.extract.sentence import ParsedText
from clew.read import read_document
from clew.records import Document, Given, Mention
from clew.vocabulary import Predicate, Status

TABLE = Path(__file__).parent.parent / "src/clew/extract/tables/confidence.yaml"
Weights = Mapping[Weighed, Mapping[str, float]]
PENALTY = 2.0
LEAST = 12
"""A signal that fewer clauses carry gets no weight."""
HEAD = """# What speaks for and against a claim, in log odds: its confidence is the logistic function of the sum.
# Fitted by benchmarks/confidence.py on annotated texts; docs/reference/confidence.md shows how far it holds.
"""


@dataclass(frozen=True)
class Case:
    """One statement found: its signals, by which weights they count, and whether it meets a gold claim."""

    signals: Mapping[str, float]
    by: Weighed
    right: bool


@dataclass(frozen=True)
class Measured:
    """All statements found in the documents of a half, and how many claims the gold holds there."""

    cases: tuple[Case, ...]
    wanted: int


def measure(extractor: Extractor, folders: Sequence[Path], half: str | None) -> Measured:
    """Extract the texts of one half ("even", "odd"; None for both) and see which statements meet gold claims."""
    cases: list[Case] = []
    wanted = 0
    for folder in folders:
        gold = halved(read_gold(folder, folder / "texts"), half)
        aliases = Aliases(gold.entities)
        claims: dict[str, list[GoldClaim]] = defaultdict(list)
        for claim in gold.claims:
            claims[claim.doc].append(claim)
        names = sorted(gold.texts)
        wanted += sum(len(claims[name]) for name in names)
        documents = [d for name in names for d in read_document(folder / "texts" / name, name, Given()).documents]
        for document, parsed in extractor.parsers.parse(documents):
            if isinstance(parsed, Parsed):
                cases += _cases(document, parsed, extractor, claims[document.name], aliases)
            elif isinstance(parsed, SegmentedText):
                cases += _segmented(document, parsed, claims[document.name], aliases)
    return Measured(tuple(cases), wanted)


def _cases(
    document: Document, parsed: Parsed, extractor: Extractor, gold: Sequence[GoldClaim], aliases: Aliases
) -> Iterator[Case]:
    names, lexicon = names_of(document, parsed)
    text = laid_over(ParsedText(document, parsed.sentences, names.names), lexicon)
    found: dict[tuple[str, str, str], Clause] = {}
    for clause in stated(text, resolve(text, lexicon), extractor.frames, lexicon):
        key = (
            clause.predicate,
            _name(clause.subject and clause.subject.mention),
            _name(clause.object and clause.object.mention),
        )
        if key not in found or found[key].trust < clause.trust:
            found[key] = clause
    met = _met(document, found, gold, aliases)
    for index, clause in enumerate(found.values()):
        told = signals(clause)
        yield Case(told, weighed_by(told, clause.sentence.language), index in met)


def _segmented(
    document: Document, parsed: SegmentedText, gold: Sequence[GoldClaim], aliases: Aliases
) -> Iterator[Case]:
    found: dict[tuple[str, str, str], Mapping[str, float]] = {}
    for claim, told in signalled(document, with_spotted(document.text, parsed)):
        key = (claim.predicate, _name(claim.subject), _name(claim.object))
        if told and key not in found:
            found[key] = told
    met = _met(document, found, gold, aliases)
    for index, told in enumerate(found.values()):
        yield Case(told, Weighed.PATTERNS, index in met)


def _met(
    document: Document, found: Iterable[tuple[str, str, str]], gold: Sequence[GoldClaim], aliases: Aliases
) -> set[int]:
    """Which of the statements found, by their place, meet a gold claim."""
    seen = [
        GoldClaim(document.name, 0, 0, "", Predicate(predicate), subject, object_, Status.ASSERTED, {}, ())
        for predicate, subject, object_ in found
    ]
    return {index for _, index in pair_up(gold, seen, aliases)}


def _name(mention: Mention | None) -> str:
    return mention.name if mention else ""


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights that make the cases likeliest, less the penalty on the squares of all but the base."""
    counts: dict[str, int] = defaultdict(int)
    for case in cases:
        for name in case.signals:
            counts[name] += 1
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    matrix = np.array([[case.signals.get(name, 0.0) for name in names] for case in cases])
    right = np.array([case.right for case in cases], dtype=float)
    penalty = np.array([0.0 if name == "base" else PENALTY for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - chance) - penalty * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def chances(cases: Sequence[Case], weights: Weights) -> list[float]:
    """The confidence of each case under some weights."""
    return [
        1 / (1 + math.exp(-sum(weights[case.by].get(name, 0.0) * value for name, value in case.signals.items())))
        for case in cases
    ]


def bins(measured: Measured, weights: Weights) -> list[tuple[float, int, float, float]]:
    """By tenths of confidence: lower edge, claims, their mean confidence, the share of right ones."""
    found = []
    given = chances(measured.cases, weights)
    for tenth in range(10):
        here = [
            (chance, case.right)
            for chance, case in zip(given, measured.cases, strict=True)
            if int(chance * 10) == tenth
        ]
        if here:
            mean = sum(chance for chance, _ in here) / len(here)
            found.append((tenth / 10, len(here), mean, sum(right for _, right in here) / len(here)))
    return found


def report(title: str, measured: Measured, weights: Weights) -> None:
    """Print how far confidence holds and what a least confidence leaves."""
    right = sum(case.right for case in measured.cases)
    print(f"\n{title}: {len(measured.cases)} statements, {right} right, gold {measured.wanted}")
    print("confidence  claims  mean   right")
    for edge, count, mean, share in bins(measured, weights):
        print(f"{edge:.1f}–{edge + 0.1:.1f}    {count:6}  {mean:.2f}   {share:.2f}")
    given = chances(measured.cases, weights)
    brier = sum((chance - case.right) ** 2 for chance, case in zip(given, measured.cases, strict=True)) / len(given)
    print(f"Brier score {brier:.3f}")
    print("least confidence  precision  recall  F1")
    for least in (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7):
        kept = [case.right for chance, case in zip(given, measured.cases, strict=True) if chance >= least]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / max(1, measured.wanted)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{least:<16.2f}  {precision:.3f}      {recall:.3f}   {f1:.3f}")


def plot(path: Path, held: Measured, weights: Weights) -> None:
    """The reliability plot: a dot for each tenth of confidence, as large as it has claims, beside the diagonal."""
    dots = "".join(
        f'<circle cx="{60 + 400 * mean:.1f}" cy="{440 - 400 * share:.1f}" r="{3 + math.sqrt(count):.1f}" '
        f'fill="#1f5f99" fill-opacity="0.7"><title>{count} claims at {mean:.2f}, right {share:.2f}</title></circle>'
        for _, count, mean, share in bins(held, weights)
    )
    marks = "".join(
        f'<text x="{60 + 400 * t / 10:.0f}" y="460" text-anchor="middle">{t / 10:.1f}</text>'
        f'<text x="52" y="{445 - 400 * t / 10:.0f}" text-anchor="end">{t / 10:.1f}</text>'
        for t in range(0, 11, 2)
    )
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" font-family="sans-serif" font-size="13">'
        '<rect width="500" height="500" fill="#fff"/>'
        '<path d="M60 40V440H460" fill="none" stroke="#444"/>'
        '<path d="M60 440L460 40" stroke="#999" stroke-dasharray="4 4"/>'
        f"{marks}{dots}"
        '<text x="260" y="490" text-anchor="middle">confidence that Clew gives</text>'
        '<text x="18" y="240" text-anchor="middle" transform="rotate(-90 18 240)">share of claims that are right</text>'
        "</svg>\n",
        encoding="utf-8",
    )


def main() -> None:
    """Fit, measure, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", required=True, help="folders to fit on (even half), joined by commas")
    parser.add_argument("--hold", required=True, help="folders to measure on (odd half), joined by commas")
    parser.add_argument("--whole", default="", help="folders to fit on whole, joined by commas")
    parser.add_argument(
        "--write", choices=list(Weighed), help="fit these weights and put them into the extractor's table"
    )
    parser.add_argument("--plot", type=Path, help="write the reliability plot of the held-out half here")
    options = parser.parse_args()
    extractor = load_extractor()
    halves = measure(extractor, [Path(each) for each in options.fit.split(",")], "even")
    wholes = measure(extractor, [Path(each) for each in options.whole.split(",") if each], None)
    fitted = Measured(halves.cases + wholes.cases, halves.wanted + wholes.wanted)
    held = measure(extractor, [Path(each) for each in options.hold.split(",")], "odd")
    weights = {
        group: fit([case for case in fitted.cases if case.by is group]) if group == options.write else given
        for group, given in load_weights().items()
    }
    report("fitted on", fitted, weights)
    report("held out", held, weights)
    for group, given in weights.items():
        for name, weight in sorted(given.items(), key=lambda pair: -abs(pair[1])):
            print(f"{weight:+.2f}  {name} ({group})")
    if options.write:
        TABLE.write_text(
            HEAD
            + "".join(
                f"{group}:\n" + "".join(f"  {name}: {weight}\n" for name, weight in sorted(given.items()))
                for group, given in weights.items()
            ),
            encoding="utf-8",
        )
    if options.plot:
        plot(options.plot, held, weights)


if __name__ == "__main__":
    main()
