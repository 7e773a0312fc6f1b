"""The course of a fitting: how often all is seen, how large the steps are, and the steps themselves."""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from rich.progress import track
from torch import Tensor, nn

Each = TypeVar("Each")
"""A window as a network is given it."""
BATCH = 12
"""Windows at once."""
_ENCODER = ("encoder.", "mark.")
"""What the encoder's own, smaller steps are for: its layers, and the marks that it is given."""
HALF = "AVX512" in torch.backends.cpu.get_cpu_capability()
"""Whether an encoder reads in sixteen bits while it is fitted: a processor that cannot takes twenty times as long."""


@dataclass(frozen=True)
class Course:
    """How a network is fitted: how often all windows are seen, how large the encoder's steps and the reader's are."""

    epochs: int
    encoder: float = 1e-4
    reader: float = 1e-3
    seed: int = 1


def run(
    net: nn.Module,
    windows: Sequence[Each],
    course: Course,
    batched: Callable[[Sequence[Each]], Iterable[Sequence[Each]]],
    loss_of: Callable[[Sequence[Each]], Tensor],
) -> None:
    """Fit a network: `batched` puts the windows into batches, anew each time, `loss_of` says how far one is off."""
    torch.manual_seed(course.seed)
    random.seed(course.seed)
    named = [(name.startswith(_ENCODER), weight) for name, weight in net.named_parameters() if weight.requires_grad]
    steps = course.epochs * math.ceil(len(windows) / BATCH)
    parts = [
        {"params": [weight for early, weight in named if early], "lr": course.encoder},
        {"params": [weight for early, weight in named if not early], "lr": course.reader},
    ]
    optimiser = torch.optim.AdamW(parts, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(course.epochs):
        net.train()
        batches = list(batched(windows))
        total = 0.0
        for batch in track(batches, description=f"Epoch {epoch + 1} of {course.epochs}"):
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}", flush=True)


def in_batches(windows: Sequence[Each]) -> list[Sequence[Each]]:
    """Windows in the order given, so many at once."""
    return [windows[at : at + BATCH] for at in range(0, len(windows), BATCH)]
