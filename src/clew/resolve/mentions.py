"""Tell what else documents call their parties: names inside longer ones, in two scripts, by initials in brackets."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from clew.names import Script, fold, script_of
from clew.records import EntityMention
from clew.resolve.form import Sort, state_of
from clew.resolve.nodes import Desk, Node
from clew.resolve.tables import tables
from clew.vocabulary import EntityType

_INITIALS = 2
_LETTERS = 6
_BODIES = frozenset({EntityType.PUBLIC_BODY, EntityType.ORGANIZATION})
_LIES = re.compile(r"(?:the )?((?=[^ ]*[A-ZА-Я])[^,]{3,60}?) (?:in|of|near|outside|on|at) (?:the )?[A-ZА-Я]")
_STANDS = re.compile(r"(?:the )?((?=[^ ]*[A-ZА-Я])[^,]{3,60}?) (?:in|near|outside) (?:the )?[A-ZА-Я]")
_LYING = {EntityType.PLACE: _LIES, EntityType.FACILITY: _LIES, EntityType.PUBLIC_BODY: _STANDS}
_LATIN = re.compile(r"[»\"”]? ?[（(]([A-Za-z][^()（）\n]{1,60})[)）]")
_BRACKET = re.compile(r"[»\"”]? ?[（(](?:the )?[\"“«]?([A-ZА-Я][A-ZА-Я.]{1,9})[\"”»]?[,;)）]")


def with_contained(
    members: Sequence[Node], heard: Iterable[EntityMention], desk: Desk
) -> list[Mapping[EntityMention, None]]:
    """The mentions of each node of a group, with those `heard` of the first one, and the names inside longer ones.

    A text with "TSK Brevnik" also has "Brevnik", where the party is called so anywhere.
    """
    every = [dict(node.mentions) for node in members]
    every[0] |= dict.fromkeys(heard)
    names: dict[str, str] = {}
    for mentions in every:
        for words in dict.fromkeys(said.name for said in mentions):
            names.setdefault(desk.folded[words], words)
    inside: dict[str, list[str]] = {}
    for node, mentions in zip(members, every, strict=True):
        _note_heads(node, mentions)
        if len(names) == 1 or node.described:
            continue
        for said in tuple(mentions):
            if said.name not in inside:
                whole = f" {desk.folded[said.name]} "
                inside[said.name] = [name for told, name in names.items() if name != said.name and f" {told} " in whole]
            for name in inside[said.name]:
                mentions[EntityMention(said.doc, name)] = None
    return [*every]


def _note_heads(node: Node, mentions: dict[EntityMention, None]) -> None:
    """Note a place's or body's name without where it lies: "Zhelnograd airport in Varnia" is "Zhelnograd airport".

    Not so a state's: "Democratic Republic of the Congo" is no "Democratic Republic".
    """
    lies = _LYING.get(node.type) if node.form.sort is not Sort.STATE else None
    for said in tuple(mentions) if lies else ():
        found = lies.match(said.name) if lies else None
        if found and " " in found.group(1):
            mentions[EntityMention(said.doc, found.group(1))] = None


def both_names(node: Node, text: str) -> Iterator[tuple[int, str]]:
    """Yield the Latin names that claims (0) or the text (1) give beside a name in another script: 某某公司(Orlan)."""
    yield from ((0, latin) for latin in sorted(node.latin))
    if node.described or script_of(node.form.name) is Script.LATIN:
        return
    match = _behind(_LATIN, node.form.name, text)
    if match:
        yield 1, match.group(1).strip()


def given_initials(node: Node, text: str) -> str | None:
    """The initials that a text gives in brackets behind a node's name; a body's may be those of another language."""
    capitals = "".join(word[0] for word in re.split(r"[\s-]+", node.form.name) if word[:1].isupper())
    if node.described or node.form.sort is Sort.PERSON or len(capitals) < _INITIALS:
        return None
    match = _behind(_BRACKET, node.form.name, text)
    short = match.group(1).replace(".", "") if match else ""
    is_body = node.form.sort is Sort.BODY and node.type in _BODIES and len(short) <= _LETTERS
    given = _are_initials(short, capitals) or (is_body and not _is_anothers(short))
    return match.group(1) if match and given else None


def _is_anothers(short: str) -> bool:
    """Whether letters are a state's or those of a body that everybody knows by them: "EU", "NATO"."""
    return state_of((fold(short),), tables()) is not None or fold(short) in tables().usual


def _behind(bracket: re.Pattern[str], name: str, text: str) -> re.Match[str] | None:
    """What stands in brackets behind a name where a text has it first."""
    at = text.find(name)
    return bracket.match(text, at + len(name)) if at >= 0 else None


def _are_initials(short: str, capitals: str) -> bool:
    """Whether letters are all the capitals of a name, or all but those of a nation before it ("U.S. … (BIS)")."""
    return short == capitals or (len(short) >= _INITIALS and capitals.endswith(short))
