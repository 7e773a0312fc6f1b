"""Frames: how each predicate is worded, read from reviewed YAML tables by a loader that refuses what it cannot use.

A frame says: these trigger words of this part of speech, under these conditions, make this predicate, and these
syntactic roles (see `clew.extract.arguments`) fill its subject, object and qualifiers, if what fills them is of this
class. docs/how-to/write-a-frame.md explains each key with an example.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Any

import yaml

from clew.errors import BadFrame
from clew.vocabulary import Answer, Predicate, Qualifier, Status


class Kind(StrEnum):
    """The part of speech of a frame's triggers."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    NAME = "name"


class Fits(StrEnum):
    """What may fill a slot."""

    PARTY = "party"
    ORG = "org"
    FIRM = "firm"
    BODY = "body"
    AUTHORITY = "authority"
    MADE = "made"
    VENTURE = "venture"
    RESPONDENT = "respondent"
    PERSON = "person"
    PEOPLE = "people"
    COUNTRY = "country"
    GOOD = "good"
    PLACE = "place"
    SITE = "site"
    FACILITY = "facility"
    MEDIA = "media"
    NAMED = "named"
    TARGET = "target"
    ANY = "any"


class Voice(StrEnum):
    """The voice that a verb trigger must have."""

    ACTIVE = "active"
    PASSIVE = "passive"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to fill a slot: the role to look at and what the filler must be."""

    role: str
    fits: Fits


@dataclass(frozen=True, slots=True)
class Frame:
    """One wording of a predicate."""

    id: str
    predicate: Predicate
    kind: Kind
    triggers: frozenset[str]
    subject: tuple[Slot, ...]
    object: tuple[Slot, ...]
    qualifiers: tuple[tuple[Qualifier, tuple[Slot, ...]], ...] = ()
    only: tuple[tuple[str, frozenset[str]], ...] = ()
    unless: tuple[tuple[str, frozenset[str]], ...] = ()
    voice: Voice = Voice.EITHER
    light: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    carry: frozenset[str] = frozenset()
    fallback: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[Qualifier, str], ...] = ()
    status: Status | None = None
    trust: float = 0.7


@dataclass(frozen=True)
class FrameTable:
    """All frames, indexed by kind and trigger lemma, in the order of the tables."""

    frames: tuple[Frame, ...]
    index: Mapping[tuple[Kind, str], tuple[Frame, ...]]

    def at(self, kind: Kind, lemma: str) -> tuple[Frame, ...]:
        """The frames that a word of this part of speech and lemma triggers."""
        return self.index.get((kind, lemma), ())


KEYS = frozenset(
    {"id", "predicate", "verbs", "nouns", "adjectives", "names", "subject", "object", "if", "unless", "voice", "light"}
    | {"lacking", "carry", "fallback", "fixed", "status", "trust", "example"}
    | {qualifier.value for qualifier in Qualifier}
)
FALLBACKS = frozenset({"authority", "accuser", "publisher", "good", "country"})
"""Who or what may stand in for a party that the text leaves out; see `clew.extract.unsaid`."""
_NUMBER = re.compile(r"\d*\.?\d+")
_TRIGGERS = {"verbs": Kind.VERB, "nouns": Kind.NOUN, "adjectives": Kind.ADJECTIVE, "names": Kind.NAME}


def shipped_tables() -> tuple[tuple[str, str], ...]:
    """Name and text of the frame tables in the package, in order."""
    folder = files("clew.extract").joinpath("tables", "frames")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple((name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names)


def load_frames(further: Iterable[FilePath] = ()) -> FrameTable:
    """The shipped frames and those of the user's own files; `BadFrame` where an entry cannot be used."""
    tables = [*shipped_tables(), *((str(path), path.read_text(encoding="utf-8")) for path in further)]
    frames = [frame for name, text in tables for frame in read_frames(name, text)]
    index: dict[tuple[Kind, str], list[Frame]] = defaultdict(list)
    for frame in frames:
        for lemma in sorted(frame.triggers):
            index[(frame.kind, lemma)].append(frame)
    return FrameTable(tuple(frames), {key: tuple(value) for key, value in index.items()})


def read_frames(name: str, text: str) -> list[Frame]:
    """The frames of one table; `name` is used in the words of an error."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise BadFrame(name, line, f"not YAML: {broken.problem}") from broken
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise BadFrame(name, 1, "a frame table is a list of frames, each beginning with '- id:'")
    seen: set[str] = set()
    frames: list[Frame] = []
    for node in root.value:
        for frame in _Entry(name, node).frames():
            if (frame.id, frame.kind) in {(f.id, f.kind) for f in frames}:
                raise BadFrame(name, node.start_mark.line + 1, f"the id {frame.id!r} is used twice")
            frames.append(frame)
            seen.add(frame.id)
    return frames


class _Entry:
    """One entry of a table while it is being read: knows the line of each key for the words of an error."""

    def __init__(self, name: str, node: yaml.Node) -> None:
        self.name, self.line = name, node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise BadFrame(name, self.line, "a frame is a mapping of keys to values")
        loader = yaml.BaseLoader("")
        self.lines: dict[str, int] = {}
        self.values: dict[str, Any] = {}
        for key, value in node.value:
            word = str(key.value)
            if word in self.values:
                raise BadFrame(name, key.start_mark.line + 1, f"the key {word!r} stands twice")
            if word not in KEYS:
                known = ", ".join(sorted(KEYS))
                raise BadFrame(name, key.start_mark.line + 1, f"unknown key {word!r}; known keys: {known}")
            self.lines[word] = key.start_mark.line + 1
            self.values[word] = loader.construct_object(value, deep=True)

    def wrong(self, key: str, why: str) -> BadFrame:
        return BadFrame(self.name, self.lines.get(key, self.line), why)

    def words(self, key: str, value: Any = None) -> frozenset[str]:
        value = self.values.get(key) if value is None else value
        if value is None:
            return frozenset()
        parts = value.split() if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise self.wrong(key, f"{key!r} takes words, found {value!r}")
        return frozenset(part.replace("_", " ") for part in parts)

    def slots(self, key: str) -> tuple[Slot, ...]:
        found = []
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, str):
            raise self.wrong(key, f"{key!r} takes slots like 'agent:party to:org', found {value!r}")
        for part in value.split():
            role, _, fits = part.partition(":")
            if fits not in set(Fits):
                raise self.wrong(key, f"slot {part!r} lacks a known class after ':'; known: {', '.join(Fits)}")
            found.append(Slot(role.replace("_", " "), Fits(fits)))
        return tuple(found)

    def conditions(self, key: str) -> tuple[tuple[str, frozenset[str]], ...]:
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, dict):
            raise self.wrong(key, f"{key!r} takes roles with words, found {value!r}")
        return tuple((str(role).replace("_", " "), self.words(key, words)) for role, words in value.items())

    def choice(self, key: str, among: type[StrEnum]) -> Any:
        value = self.values.get(key)
        if value is None:
            return None
        if value not in set(among):
            raise self.wrong(key, f"{key!r} is {value!r}; known: {', '.join(among)}")
        return among(value)

    def fixed(self) -> tuple[tuple[Qualifier, str], ...]:
        value = self.values.get("fixed") or {}
        if not isinstance(value, dict) or not set(value) <= set(Qualifier):
            raise self.wrong("fixed", f"'fixed' takes qualifiers with words, found {value!r}")
        if "answer" in value and value["answer"] not in set(Answer):
            raise self.wrong("fixed", f"answer is {value['answer']!r}; known: {', '.join(Answer)}")
        return tuple((Qualifier(key), str(words)) for key, words in value.items())

    def trust(self) -> float:
        value = str(self.values.get("trust", "0.7"))
        if not _NUMBER.fullmatch(value) or not 0 < float(value) <= 1:
            raise self.wrong("trust", f"trust is a number above 0 and up to 1, found {value!r}")
        return float(value)

    def frames(self) -> list[Frame]:
        for key in ("id", "predicate"):
            if key not in self.values:
                raise self.wrong(key, f"a frame needs the key {key!r}")
        kinds = [key for key in _TRIGGERS if key in self.values]
        if not kinds:
            raise self.wrong("id", "a frame needs triggers: 'verbs', 'nouns', 'adjectives' or 'names'")
        lacking, carry = self.words("lacking"), self.words("carry")
        for key in ("lacking", "carry"):
            if not self.words(key) <= {"subject", "object"}:
                raise self.wrong(key, f"{key!r} takes 'subject' or 'object'")
        for key in ("subject", "object"):
            if key not in self.values and key not in lacking | carry:
                raise self.wrong(key, f"a frame needs slots for its {key}, or names it under 'lacking'")
        fallback = self.values.get("fallback") or {}
        if not isinstance(fallback, dict) or not set(fallback) <= {"subject", "object"}:
            raise self.wrong("fallback", "'fallback' takes 'subject' or 'object' with a class of party")
        if not set(fallback.values()) <= FALLBACKS:
            raise self.wrong("fallback", f"a fallback is one of {', '.join(sorted(FALLBACKS))}")
        qualifiers = tuple((q, self.slots(q.value)) for q in Qualifier if q.value in self.values)
        return [
            Frame(
                id=str(self.values["id"]),
                predicate=self.choice("predicate", Predicate),
                kind=_TRIGGERS[key],
                triggers=self.words(key),
                subject=self.slots("subject"),
                object=self.slots("object"),
                qualifiers=qualifiers,
                only=self.conditions("if"),
                unless=self.conditions("unless"),
                voice=self.choice("voice", Voice) or Voice.EITHER,
                light=self.words("light"),
                lacking=lacking,
                carry=carry,
                fallback=tuple(sorted(fallback.items())),
                fixed=self.fixed(),
                status=self.choice("status", Status),
                trust=self.trust(),
            )
            for key in kinds
        ]
