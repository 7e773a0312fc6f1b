"""What a Chinese text says of several at once: of a group and so of each member, of what several hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clew.extract.parse.chinese import simplified
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.listings import as_many
from clew.extract.patterns.reducing import reduced
from clew.extract.patterns.settling import name_of
from clew.extract.patterns.table import CLASSES, MEMBERS
from clew.extract.tables import table_of
from clew.records import Claim, Mention
from clew.vocabulary import EntityType, Predicate, Status

_RECENT = 6
"""How many claims back a group may stand whose members a sentence names."""
_DONE_TO = frozenset({Predicate.SANCTIONS, Predicate.ACCUSES})
"""What an authority does."""
_WORDS: Mapping[str, str] = table_of("chinese_patterns.yaml")["words"]
_FIRMS = frozenset(_WORDS["firms"].split())
_HELD = re.compile(
    f"(?:{_WORDS['own']})(?:了|着)?[^。；，,{CLASSES['party'][1:-1]}]{{0,6}}?(?P<held>{CLASSES['firm']})"
)
_GROUPS = re.compile(f"(?:其中|而)?(?:被制裁的)?(?P<G>{CLASSES['org']})(?P<is>)(?:分别)?(?:是|为|包括|有|即)")
_STOPS = re.compile("[。！？!?\n]")


def members_behind(line: str, at: int, mentions: Mapping[str, Mention | None]) -> list[Mention]:
    """Whom a group that was just described consists of: 其中包括A、B和C."""
    match = MEMBERS.match(line, at)
    return [m for c in match["M"] if (m := mentions.get(c)) is not None] if match else []


def named_group(encoded: Encoded, mentions: Mapping[str, Mention | None]) -> tuple[str, list[Mention]]:
    """The words of a group and whom a sentence names as its members: 五家公司|分别是A、B和C; else nobody."""
    main = reduced(encoded) or encoded
    match = _GROUPS.match(main.line)
    group = mentions.get(match["G"]) if match is not None else None
    if match is None or group is None or not group.described:
        return "", []
    return simplified(group.name), members_behind(main.line, match.start("is"), mentions)


def of_members(
    claims: Sequence[Claim], words: str, members: Sequence[Mention], done: set[tuple[Predicate, str, str]]
) -> list[Claim]:
    """The claims, the last of them that speak of a group which `words` count as claims of each of its `members`.

    `done` are those of the sentence at hand, each by predicate and names; what is added is noted there.
    """
    if not members:
        return list(claims)
    kept = list(claims[:-_RECENT])
    told: list[Claim] = []
    for claim in claims[-_RECENT:]:
        sides = {"object": claim.object, "subject": claim.subject}
        side = next((side for side, group in sides.items() if _is_called(claim, group, words)), None)
        if side is None:
            kept.append(claim)
            continue
        for member in members:
            one = replace(claim, confidence=round(claim.confidence * 0.9, 2))
            one = replace(one, object=member) if side == "object" else replace(one, subject=member)
            key = (one.predicate, name_of(one.subject), name_of(one.object))
            if key not in done and member.type is not EntityType.PRODUCT:
                done.add(key)
                told.append(one)
    return kept + told


def _is_called(claim: Claim, group: Mention | None, words: str) -> bool:
    """Whether words that count a group take up one of a claim: as many, by its noun or another for firms (五家公司).

    Where one of them counts nothing it must be the same noun, in what an authority does.
    """
    if group is None or not group.described:
        return False
    noun, alike = simplified(group.name)[-2:], as_many(group.name, words)
    if alike is None:
        return noun in words and claim.predicate in _DONE_TO
    return alike and (noun in words or (noun in _FIRMS and any(each in words for each in _FIRMS)))


def held_last(encoded: Encoded, mentions: Mapping[str, Mention | None], claims: Sequence[Claim]) -> Mention | None:
    """What the text told last to be held, in this sentence or the one before: a further holder holds it too."""
    here = _HELD.search(encoded.line)
    if here is not None and (mention := mentions.get(here["held"])) is not None:
        return mention
    owned = (each for each in reversed(claims) if each.predicate is Predicate.OWNS and each.status is Status.ASSERTED)
    recent = next(owned, None)
    if recent is None or recent.object is None or recent.object.type is EntityType.PRODUCT:
        return None
    between = encoded.text[recent.quote.end : encoded.starts[0] if encoded.starts else 0]
    return replace(recent.object, start=None, end=None, resolved=True) if len(_STOPS.findall(between)) < 2 else None
