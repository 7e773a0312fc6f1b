"""Fit the linker to the annotated passages and write its weights (training/README.md tells how and on what)."""

import argparse
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor
from training.annotated import Passage, is_held, language_of, read_passages
from training.base import read_base
from training.course import Course, in_batches, run
from training.labels import Labelled, labelled
from training.model import Linker
from training.shipped import read_shipped

from clew.extract import load_extractor
from clew.extract.linker.pieces import Cut

HERE = Path(__file__).parent
TWICE = "dense-"
"""Passages of files so named are seen twice as often: they are written most like what analysts read."""


@dataclass(frozen=True)
class Choice:
    """Which passages are taken: of which languages, and what share of the English ones that are fitted on."""

    languages: frozenset[str]
    share: float = 1.0

    def takes(self, passage: Passage) -> bool:
        """Whether a passage is taken; which ones make up a share goes by their names."""
        language = language_of(passage)
        chance = zlib.crc32(passage.name[::-1].encode()) / 2**32
        return language in self.languages and (language != "en" or chance < self.share)


def windows_of(folder: Path, choice: Choice, cut: Cut) -> list[Labelled]:
    """The labelled windows of the passages of a folder that are taken and not held back."""
    every = [passage for path in sorted(folder.glob("*.txt")) for passage in read_passages(path)]
    kept = [passage for passage in every if choice.takes(passage) and not is_held(passage.name)]
    found = labelled(kept, load_extractor(), cut, complete=True)
    return list(track(found, description="Reading passages"))


def fit(net: Linker, windows: list[Labelled], course: Course, mute: float = 0.15) -> None:
    """Fit a linker to windows; for the share `mute` of them the frames say nothing."""

    def batched(every: Sequence[Labelled]) -> list[Sequence[Labelled]]:
        alike = sorted(every, key=lambda window: (len(window.features.ids) // 15, random.random()))
        batches = in_batches(alike)
        random.shuffle(batches)
        return batches

    def loss_of(batch: Sequence[Labelled]) -> Tensor:
        said = torch.cat(net([one.features for one in batch], mute))
        right = torch.cat([torch.from_numpy(one.right) for one in batch])
        asked = torch.cat([torch.from_numpy(one.asked) for one in batch])
        apart = torch.nn.functional.binary_cross_entropy_with_logits(said, right, reduction="none")
        return (apart * asked).sum() / max(8.0, float(right.sum()))

    run(net, windows, course, batched, loss_of)


def hold_still(net: Linker, layers: int) -> None:
    """Leave the lowest layers of the encoder, and what they are given, as they are."""
    given = [net.mark] if net.words is not None else []
    for part in (net.encoder.embeddings, *given, *net.encoder.encoder.layer[:layers]):
        part.requires_grad_(requires_grad=False)


def main() -> None:
    """Read the passages, fit, write the network."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("base", type=Path, help="folder of the encoder that the fitting starts from")
    asked.add_argument("out", type=Path, help="where the fitted network is written")
    asked.add_argument("--passages", type=Path, default=HERE / "passages")
    asked.add_argument("--languages", default="en,ru,zh", help="of which languages, joined by commas")
    asked.add_argument("--share", type=float, default=1.0, help="what share of the English passages is seen")
    asked.add_argument("--start", type=Path, help="go on from this fitted network")
    asked.add_argument("--shipped", type=Path, help="go on from the network in this folder of weights")
    asked.add_argument("--still", type=int, default=0, help="how many of the encoder's lowest layers stay as they are")
    asked.add_argument("--epochs", type=int, default=5)
    asked.add_argument("--rate", type=float, default=1.0, help="how large the steps are")
    given = asked.parse_args()
    base = read_base(given.base)
    choice = Choice(frozenset(given.languages.split(",")), given.share)
    kept = windows_of(given.passages, choice, base.cut)
    kept += [window for window in kept if window.document.startswith(TWICE)]
    claims = sum(int(window.right.sum()) for window in kept)
    print(f"{len(kept)} windows, {sum(len(window.right) for window in kept)} pairs, {claims} claims")
    net = Linker(base)
    if given.start:
        net.load_state_dict(torch.load(given.start))
    if given.shipped:
        read_shipped(net, given.shipped, "pairs.npz")
    if given.still:
        hold_still(net, given.still)
    fit(net, kept, Course(given.epochs, 1e-4 * given.rate, 1e-3 * given.rate))
    torch.save(net.state_dict(), given.out)


if __name__ == "__main__":
    main()
