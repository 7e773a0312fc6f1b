"""The linker as a network that can be trained: an encoder and a reader of pairs on top of it."""

import numpy as np
import torch
from torch import Tensor, nn
from training.base import Base
from training.course import HALF

from clew.extract.linker.features import DISTANCES, KINDS, LABELS, MARKS, PREDICATES, Features

HIDDEN = 256


class Linker(nn.Module):
    """Features of windows in, for each pair and predicate a logit out."""

    def __init__(self, base: Base, drop: float = 0.25) -> None:
        super().__init__()
        self.encoder = base.encoder
        width = self.encoder.config.hidden_size
        self.words: Tensor | None = None
        if base.vectors is not None:
            self.words = torch.from_numpy(base.vectors.of(np.arange(len(base.vectors.scale))))
            self.mark = nn.Embedding(MARKS, width)
            nn.init.normal_(self.mark.weight, std=0.02)
        self.span = nn.Linear(2 * width, HIDDEN)
        self.subject, self.object = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.both = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.stretch = nn.Linear(width, HIDDEN, bias=False)
        self.way = nn.Linear(width, HIDDEN, bias=False)
        self.top = nn.Linear(width, HIDDEN, bias=False)
        self.labels = nn.Linear(len(LABELS) + 1, HIDDEN, bias=False)
        self.told = nn.Linear(3 * len(PREDICATES), HIDDEN, bias=False)
        self.traits = nn.Linear(7, HIDDEN, bias=False)
        self.distance = nn.Embedding(2 * (len(DISTANCES) + 1), HIDDEN)
        self.kinds = nn.Embedding(2 * len(KINDS), HIDDEN)
        self.middle = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(PREDICATES))
        self.direct = nn.Parameter(torch.zeros(3, len(PREDICATES)))
        self.drop = nn.Dropout(drop)
        nn.init.constant_(self.out.bias, -4.0)

    def forward(self, batch: list[Features], mute: float = 0.0) -> list[Tensor]:
        """Logits (pairs, predicates) of each window; for the share `mute` of them the frames say nothing."""
        longest = max(len(one.ids) for one in batch)
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        marks = torch.zeros(len(batch), longest, dtype=torch.long)
        seen = torch.zeros(len(batch), longest, dtype=torch.long)
        for row, one in enumerate(batch):
            ids[row, : len(one.ids)] = torch.from_numpy(one.ids)
            marks[row, : len(one.ids)] = torch.from_numpy(one.marks)
            seen[row, : len(one.ids)] = 1
        own = self.encoder.get_input_embeddings()
        given = own(ids) if self.words is None else self.words[ids] + self.mark(marks)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF and self.training):
            words = self.encoder(inputs_embeds=given, attention_mask=seen).last_hidden_state
        words = words.float()
        return [
            self._pairs(words[row, : len(one.ids)], one, muted=bool(torch.rand(()) < mute))
            for row, one in enumerate(batch)
        ]

    def _pairs(self, words: Tensor, at: Features, *, muted: bool) -> Tensor:
        first, last = torch.from_numpy(at.first), torch.from_numpy(at.last)
        sums = torch.cat([words.new_zeros(1, words.shape[1]), words.cumsum(0)])
        mean = (sums[last] - sums[first]) / (last - first)[:, None]
        party = torch.tanh(self.span(self.drop(torch.cat([mean, words[last - 1]], -1))))
        one, other = torch.from_numpy(at.subject), torch.from_numpy(at.object)
        low = torch.minimum(last[one], last[other])
        high = torch.maximum(torch.maximum(first[one], first[other]), low)
        stretch = (sums[high] - sums[low]) / (high - low).clamp(min=1)[:, None]
        between, top = torch.from_numpy(at.between), torch.from_numpy(at.top)
        known = (between >= 0)[:, :, None]
        way = (words[between.clamp(min=0)] * known).sum(1) / known.sum(1).clamp(min=1)
        highest = words[top.clamp(min=0)] * (top >= 0)[:, None]
        told = torch.from_numpy(at.told) * (0.0 if muted else 1.0)
        traits, kind = torch.from_numpy(at.traits), torch.from_numpy(at.kind)
        pair = (
            self.subject(party)[one]
            + self.object(party)[other]
            + self.both(party[one] * party[other])
            + self.stretch(self.drop(stretch))
            + self.way(self.drop(way))
            + self.top(self.drop(highest))
            + self.labels(torch.from_numpy(at.labels))
            + self.told(told)
            + self.traits(torch.cat([traits[one], traits[other], torch.from_numpy(at.same)[:, None]], -1))
            + self.distance(torch.from_numpy(at.distance))
            + self.kinds(kind[one])
            + self.kinds(len(KINDS) + kind[other])
        )
        pair = torch.relu(pair)
        pair = pair + torch.relu(self.middle(self.drop(pair)))
        parts = told.reshape(len(told), 3, len(PREDICATES))
        return self.out(self.drop(pair)) + (parts * self.direct).sum(1)
