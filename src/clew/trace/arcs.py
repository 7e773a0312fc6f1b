"""Steps between parties as arrays: who can be reached from whom, over which relation, with which exposure."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clew.vocabulary import Exposure

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

EXPOSURES: tuple[Exposure, ...] = tuple(Exposure)
"""Exposures in order of precedence; their places are the codes in the arrays."""

UNREACHED = np.int32(2**30)
"""The distance of a party that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Every step that may be taken, sorted by the party it starts from.

    `near` and `far` are party numbers, `exposure` codes of `EXPOSURES`, `relation` numbers of relations,
    `forward` is true where the near party is the relation's subject, `weakness` is ten times what the step's
    support lacks to 1. `out` and `into` index the arcs: those of party n start at `out[n]`, those that end in it
    are `by_far[into[n]:into[n + 1]]`.
    """

    near: Ints
    far: Ints
    exposure: npt.NDArray[np.int8]
    relation: Ints
    forward: Bools
    weakness: npt.NDArray[np.int8]
    out: Ints
    into: Ints
    by_far: Ints

    def __len__(self) -> int:
        return len(self.near)

    def only(self, keep: Bools) -> "Arcs":
        """The arcs that are to be kept."""
        chosen = replace(
            self,
            near=self.near[keep],
            far=self.far[keep],
            exposure=self.exposure[keep],
            relation=self.relation[keep],
            forward=self.forward[keep],
            weakness=self.weakness[keep],
        )
        return indexed(chosen, len(self.out) - 1)


def indexed(arcs: Arcs, parties: int) -> Arcs:
    """The arcs in order of (near, far, exposure, weakness, relation), with their indexes made anew."""
    order = np.lexsort((arcs.relation, arcs.weakness, arcs.exposure, arcs.far, arcs.near))
    near, far = arcs.near[order], arcs.far[order]
    return Arcs(
        near=near,
        far=far,
        exposure=arcs.exposure[order],
        relation=arcs.relation[order],
        forward=arcs.forward[order],
        weakness=arcs.weakness[order],
        out=_starts(near, parties),
        into=_starts(np.sort(far, kind="stable"), parties),
        by_far=np.argsort(far, kind="stable").astype(np.int32),
    )


def neighbours(arcs: Arcs) -> Ints:
    """How many different parties each party has a step to."""
    parties = len(arcs.out) - 1
    if not len(arcs):
        return np.zeros(parties, np.int32)
    new = np.ones(len(arcs), bool)
    new[1:] = (arcs.near[1:] != arcs.near[:-1]) | (arcs.far[1:] != arcs.far[:-1])
    return np.bincount(arcs.near[new], minlength=parties).astype(np.int32)


def ranges(starts: Ints, counts: Ints) -> npt.NDArray[np.int64]:
    """All numbers of several ranges after one another: `starts[i] … starts[i] + counts[i] - 1`."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    shifts: npt.NDArray[np.int64] = np.repeat(starts.astype(np.int64) - (ends - counts), counts)
    return np.arange(total, dtype=np.int64) + shifts


def _starts(ordered: Ints, parties: int) -> Ints:
    return np.searchsorted(ordered, np.arange(parties + 1)).astype(np.int32)
