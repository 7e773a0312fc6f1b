"""A word of a sentence whose tree is still being turned over."""

from dataclasses import dataclass


@dataclass
class Node:
    """A word while its sentence is being turned over."""

    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
