"""The loader of frame tables refuses what it cannot use, naming the line."""

import pytest

from clew.errors import BadFrame
from clew.extract.frames import Kind, load_frames, read_frames
from clew.vocabulary import Predicate

GOOD = "- id: a\n  predicate: supplies\n  verbs: ship\n  subject: agent:party\n  object: to:party\n"


def test_every_predicate_of_prose_has_a_frame() -> None:
    assert {frame.predicate for frame in load_frames().frames} == set(Predicate) - {Predicate.RELATED_TO}


def test_a_frame_is_found_by_its_trigger() -> None:
    (frame,) = read_frames("t.yaml", GOOD)
    assert (frame.kind, frame.triggers) == (Kind.VERB, frozenset({"ship"}))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("a: b\n", "t.yaml:1: a frame table is a list"),
        ("- id: a\n  predicate: nothing\n", "t.yaml:1: a frame needs triggers"),
        ("- predicate: supplies\n  verbs: ship\n", "t.yaml:1: a frame needs the key 'id'"),
        (GOOD.replace("verbs", "verb"), "t.yaml:3: unknown key 'verb'"),
        (GOOD.replace("agent:party", "agent"), "t.yaml:4: slot 'agent' lacks a known class"),
        (GOOD.replace("supplies", "sells"), "t.yaml:2: 'predicate' is 'sells'"),
        (GOOD + "  trust: high\n", "t.yaml:6: trust is a number"),
        (GOOD + "  status: sure\n", "t.yaml:6: 'status' is 'sure'"),
        (GOOD + "  lacking: all\n", "t.yaml:6: 'lacking' takes"),
        (GOOD + "  fallback: {subject: somebody}\n", "t.yaml:6: a fallback is"),
        (GOOD + "  fixed: {answer: maybe}\n", "t.yaml:6: answer is 'maybe'"),
        (GOOD + "  if: to\n", "t.yaml:6: 'if' takes roles with words"),
        (GOOD + "  id: b\n", "t.yaml:6: the key 'id' stands twice"),
        (GOOD + GOOD, "t.yaml:6: the id 'a' is used twice"),
        (GOOD.replace("  object: to:party\n", ""), "t.yaml:1: a frame needs slots for its object"),
        ("- id: [\n", "t.yaml:2: not YAML"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(table: str, says: str) -> None:
    with pytest.raises(BadFrame) as caught:
        read_frames("t.yaml", table)
    assert says in str(caught.value)
