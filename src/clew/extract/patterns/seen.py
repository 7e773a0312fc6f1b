"""A Chinese sentence as it was read, kept for what is asked of the whole document afterwards."""

from dataclasses import dataclass

from clew.extract.parse.chinese import Segmented
from clew.extract.patterns.attributing import Said
from clew.extract.patterns.encoding import Encoded
from clew.records import Mention, Source


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as it was read: its parties by private character, who speaks, whose word carries over."""

    sentence: Segmented
    encoded: Encoded
    parties: dict[str, tuple[Mention, ...]]
    said: tuple[Said, ...]
    before: tuple[Source, ...]
