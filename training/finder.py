"""Fit the finder to the Chinese passages and write its weights (training/README.md tells how and on what)."""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from training.annotated import is_held, language_of, read_passages
from training.base import Base, read_base
from training.course import HALF, Course, in_batches, run
from training.shipped import read_shipped
from training.spans import UNKNOWN, Marks, marked

from clew.extract import load_extractor
from clew.extract.finder.finding import TYPES

HERE = Path(__file__).parent
LAYERS = 6
"""Of the encoder's twelve layers the lower ones are kept."""
_BESIDE = 0.3
"""How much types and descriptions weigh beside what is found at all."""


class Finder(nn.Module):
    """The lower layers of an encoder, and what reads its pieces one by one."""

    def __init__(self, base: Base, layers: int, drop: float = 0.1) -> None:
        super().__init__()
        assert base.vectors is not None
        self.encoder = base.encoder
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        width = self.encoder.config.hidden_size
        self.vectors = torch.from_numpy(base.vectors.of(torch.arange(len(base.vectors.scale)).numpy()))
        self.marks = nn.Linear(width, 3)
        self.kinds = nn.Linear(width, len(TYPES))
        self.described = nn.Linear(width, 1)
        self.drop = nn.Dropout(drop)

    def loss(self, windows: Sequence[Marks]) -> Tensor:
        """How far the marks of some windows are off."""
        longest = max(len(each.ids) for each in windows)
        ids = torch.zeros(len(windows), longest, dtype=torch.long)
        seen = torch.zeros(len(windows), longest, dtype=torch.long)
        for row, each in enumerate(windows):
            ids[row, : len(each.ids)] = torch.from_numpy(each.ids)
            seen[row, : len(each.ids)] = 1
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF and self.training):
            read = self.encoder(inputs_embeds=self.vectors[ids], attention_mask=seen).last_hidden_state
        words = self.drop(read.float())[seen.bool()]
        marks, kinds, told = (
            torch.cat([torch.from_numpy(getattr(each, name)) for each in windows])
            for name in ("marks", "kinds", "described")
        )
        known, of_kind, of_name = marks != UNKNOWN, kinds != UNKNOWN, told != UNKNOWN
        spans = (marks > 0).sum().clamp(min=8)
        loss = cross_entropy(self.marks(words)[known], marks[known], reduction="sum") / spans
        if of_kind.any():
            loss = loss + _BESIDE * cross_entropy(self.kinds(words)[of_kind], kinds[of_kind])
        if of_name.any():
            says = self.described(words)[of_name, 0]
            loss = loss + _BESIDE * binary_cross_entropy_with_logits(says, told[of_name].float())
        return loss


def fit(net: Finder, windows: Sequence[Marks], epochs: int) -> None:
    """Fit a finder to windows."""
    run(
        net, windows, Course(epochs, encoder=2e-4), lambda every: in_batches(random.sample(every, len(every))), net.loss
    )


def windows_of(folder: Path, base: Base) -> list[Marks]:
    """The windows of the Chinese passages of a folder that are not held back."""
    every = [passage for path in sorted(folder.glob("*.txt")) for passage in read_passages(path)]
    kept = [passage for passage in every if language_of(passage) == "zh" and not is_held(passage.name)]
    return list(track(marked(kept, load_extractor(), base.cut), description="Reading passages"))


def main() -> None:
    """Read the passages, fit, write the network."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("base", type=Path, help="folder of the encoder that the fitting starts from")
    asked.add_argument("out", type=Path, help="where the fitted network is written")
    asked.add_argument("--passages", type=Path, default=HERE / "passages")
    asked.add_argument("--shipped", type=Path, help="go on from the network in this folder of weights")
    asked.add_argument("--epochs", type=int, default=8)
    given = asked.parse_args()
    base = read_base(given.base)
    windows = windows_of(given.passages, base)
    print(f"{len(windows)} windows, {sum(int((each.marks == 1).sum()) for each in windows)} parties", flush=True)
    net = Finder(base, LAYERS)
    if given.shipped:
        read_shipped(net, given.shipped, "marks.npz")
    fit(net, windows, given.epochs)
    torch.save(net.state_dict(), given.out)


if __name__ == "__main__":
    main()
