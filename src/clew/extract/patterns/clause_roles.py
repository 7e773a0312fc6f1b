"""Who stands where around a verb in a Chinese clause, by the prepositions in front of it and what comes behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from clew.extract.names.chinese_words import load_chinese_words
from clew.extract.patterns.table import CLASSES
from clew.extract.tables import table_of

_THING = re.compile("[\ue000-\uf7ff]")
_PARTY = re.compile(CLASSES["party"])
_EDGES = "，,；;。：:"
COMMA = re.compile("[，,；;]")
"""What parts the clauses of a sentence."""
_WORDS = table_of("chinese_links.yaml")
_BEFORE: Mapping[str, str] = {word: role for role, words in _WORDS["prepositions"].items() for word in words.split()}
_NEVER: Mapping[str, str] = _WORDS["never"]
"""What stands behind a character where it is no preposition but part of a word."""
_NAMING: Mapping[str, str] = {"为": "(?<!名)"}
"""名为 gives a name."""
_OPENERS = re.compile(
    "|".join(
        f"{_NAMING.get(word, '')}{word}(?![{_NEVER[word]}])" if word in _NEVER else word
        for word in sorted(_BEFORE, key=len, reverse=True)
    )
)
_BEHIND = re.compile(r"(?:了|过|着|完)?[^，,；;。：:的\ue000-\uf7ff]{0,4}?(给|至|到|往|向|予|去|进|入|于|在)")
_JOINED = re.compile("(?:、|和|与|及|以及|跟|或|，以及|及其)[^。；;，,、\ue000-\uf7ff]{0,5}$")
_HEAD = re.compile("的[^，,；;。：:的\ue000-\uf7ff]{0,10}$")
_FAR = 16


def opener_at(line: str, start: int, end: int) -> str:
    """The role that the preposition `line[start:end]` opens; empty where no preposition stands there."""
    opened = _OPENERS.match(line, start)
    return _BEFORE[opened.group()] if opened and opened.end() == end else ""


@cache
def possessor() -> re.Pattern[str]:
    """A party with the role that the party named right behind it has for it: 甲的采购代理|乙, 甲董事长|乙."""
    words = load_chinese_words()
    roles = "|".join(sorted(words["roles"] | words["titles"] | words["agents"], key=lambda word: (-len(word), word)))
    named = CLASSES["named"]
    titled = rf"(?:的|旗下的?|名下的?)?[^，,。；;：:、的及和与或{named[1:-1]}]{{0,6}}(?:{roles})"
    whose = f"{titled}|(?:旗下|名下|下属|所属|辖下)的?|的"
    return re.compile(rf"{CLASSES['party']}(?:{whose})(?={named})")


@dataclass
class Around:
    """For each role the private characters that fill it; `first` and `last` bound the words that say so."""

    roles: dict[str, list[str]] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    passive: bool = False
    gap: int = 0

    def add(self, role: str, character: str) -> None:
        """One more that stands in a role."""
        self.roles.setdefault(role, []).append(character)


def around(line: str, start: int, end: int, verbs: re.Pattern[str]) -> Around:
    """The roles around the verb `line[start:end]` of an encoded sentence.

    `agent` acts (before the verb without a preposition), `theme` is acted on, `to`, `from`, `by`, `for`, `with`, `via`,
    `beside`, `of` (对) and `at` by their prepositions; `head` is the noun that the clause describes (...的甲公司).
    `verbs` are all words of doing: what stands before another of them in the clause does not act here.
    """
    left = max(line.rfind(edge, 0, start) for edge in _EDGES) + 1
    right = min((at for edge in _EDGES if (at := line.find(edge, end)) >= 0), default=len(line))
    found = Around(first=start, last=end)
    _before(line, left, start, verbs, found)
    _behind(line, end, _through_lists(line, right), found, verbs)
    return found


def _through_lists(line: str, right: int) -> int:
    """The end of the clause; a list that goes on behind a comma with 以及 belongs to it."""
    joined = re.match("，(?:以及|还有|及)", line[right : right + 3])
    if joined is None:
        return right
    return min((at for edge in _EDGES if (at := line.find(edge, right + 1)) >= 0), default=len(line))


def _before(line: str, left: int, start: int, verbs: re.Pattern[str], found: Around) -> None:
    """Read the stretch before the verb from left to right: each preposition opens a role, 的 closes the innermost."""
    role, outer, at = "agent", "agent", left
    last: dict[str, int] = {}
    while at < start:
        character = line[at]
        owned = possessor().match(line, at) if _PARTY.match(character) else None
        if owned is not None and owned.end() < start:
            at = owned.end()
            continue
        if _THING.match(character):
            if _owns(line, at, start) or role in {"said", "why"}:
                at += 1
                continue
            if role in last and last[role] < at and not _JOINED.search(line, last[role] + 1, at):
                found.roles[role] = []
            found.add(role, character)
            found.first = min(found.first, at)
            last[role] = at
            at += 1
            continue
        opened = _OPENERS.match(line, at, start)
        role_of = _BEFORE[opened.group()] if opened else ""
        joins = role_of == "beside" and role != "agent" and last.get(role) == at - 1
        if opened and not joins:
            outer, role = role, role_of
            found.passive = found.passive or role == "by"
            found.first = min(found.first, at)
            last.pop(role, None)
            at = opened.end()
            continue
        verb = verbs.match(line, at, start)
        if verb is not None and role == "agent" and found.roles.get("agent") and not _same_subject(line, verb.end()):
            found.add("outer", found.roles["agent"][-1])
        if character == "的" and role == "at":
            role = outer
        at += verb.end() - verb.start() if verb else 1


def acting(line: str, start: int, end: int, verbs: re.Pattern[str]) -> list[str]:
    """The private characters of those who act in the clause `line[start:end]`, listed ones together; may be empty.

    Behind 的 somebody acts again (由甲生产的|乙) unless a preposition leads to whoever stands there (从某地的|乙).
    """
    role, at, last = "agent", start, -1
    governed = named = False
    found: list[str] = []
    while at < end:
        character = line[at]
        owned = possessor().match(line, at) if _PARTY.match(character) else None
        if owned is not None and owned.end() < end:
            at = owned.end()
            continue
        if _THING.match(character):
            named = True
            joined = bool(found) and last >= 0 and (last == at - 1 or _JOINED.search(line, last + 1, at) is not None)
            if role == "agent" and _PARTY.match(character) and not _owns(line, at, end) and (joined or not found):
                found.append(character)
                last = at
            elif found and not joined:
                return found
            at += 1
            continue
        opened = _OPENERS.match(line, at, end)
        if opened and last == at - 1 and _BEFORE[opened.group()] == "beside":
            at = opened.end()
            continue
        word = opened or verbs.match(line, at, end)
        if word is not None:
            if found:
                return found
            governed = bool(opened) or (governed and not named)
            named = named and not opened
            role = "inner"
            at = word.end()
            continue
        if character == "的" and not governed:
            role = "agent"
        at += 1
    return found


def _same_subject(line: str, at: int) -> bool:
    """Whether the next word goes on with the same subject: 并, 后, 来."""
    return line[at : at + 1] in "并后来再"


def _owns(line: str, at: int, stop: int) -> bool:
    """Whether a party only says whose the next one is: 甲公司的|乙厂, 俄罗斯|国防部."""
    following = line[at + 1 : at + 3]
    if at + 1 < stop and _PARTY.match(line[at]) and _THING.match(following[:1]):
        return True
    return following[:1] == "的" and at + 2 < stop and _THING.match(following[1:2]) is not None


def _behind(line: str, end: int, right: int, found: Around, verbs: re.Pattern[str]) -> None:
    """Read what follows the verb: a direction word opens `to`, things are acted on, 的 and a thing make the head."""
    opened = _BEHIND.match(line, end, right)
    role = ("at" if opened.group(1) in "在于" else "to") if opened else "theme"
    at = opened.end() if opened else end
    last = at
    while at < right:
        character = line[at]
        if _THING.match(character):
            gap = line[last:at]
            if _PLACE.match(character) and _owns(line, at, right):
                at += 1
                continue
            if "所" in gap:
                found.roles.pop(role, None)
                return
            if _HEAD.search(gap) and not _JOINED.search(gap) and ("的" in gap):
                if role == "theme" and not found.roles.get("theme") and gap.startswith("的"):
                    found.add("head", character)
                    found.last = at + 1
                    return
                if found.roles.get(role):
                    if _GOOD.match(found.roles[role][-1]) and not _GOOD.match(character) and role == "theme":
                        found.add("head", character)
                        found.last = at + 1
                        return
                    found.roles[role].pop()
            elif found.roles.get(role) and not _JOINED.search(gap):
                if _TO.search(gap):
                    role = "to"
                elif len(gap) == 0 and _PARTY.match(line[last - 1]):
                    found.roles[role].pop()
                else:
                    return
            elif not found.roles.get(role) and (at - last > _FAR or (role == "theme" and _acts(gap, verbs))):
                return
            if role == "theme" and not found.roles.get(role):
                found.gap = at - end
            found.add(role, character)
            found.last = at + 1
            last = at + 1
        at += 1


def _acts(gap: str, verbs: re.Pattern[str]) -> bool:
    """Whether another verb stands between a verb and a thing, so that the thing belongs to that one."""
    return verbs.search(_NO_ACT.sub("", gap)) is not None


_NO_ACT = re.compile("包括|涉及|合资|合办|合作|是|控股|有")
_GOOD = re.compile(CLASSES["good"])
_PLACE = re.compile(CLASSES["place"])
_TO = re.compile("(?:给|至|(?<![受遭得收达])到|往|予|向)[^，,；;。：:的\ue000-\uf7ff]{0,6}$")


def clause_start(line: str, at: int) -> int:
    """Where the clause of a sentence begins that `at` stands in."""
    return max(line.rfind(mark, 0, at) for mark in _EDGES) + 1
