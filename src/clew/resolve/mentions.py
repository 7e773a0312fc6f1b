"""Note where else the joined parties are named: in documents whose claims do not name them so."""

import re
from collections.abc import Iterator, Mapping, Sequence

from clew.names import Script, fold, is_generic, script_of
from clew.resolve.form import Sort
from clew.resolve.grouping import Groups
from clew.resolve.nodes import Desk, Node
from clew.resolve.tables import Tables
from clew.resolve.text_names import Found, known_names, stands_for_a_place, with_goods
from clew.resolve.text_words import name_index, words_of
from clew.vocabulary import EntityType

_LEAST = 3
_INITIALS = 2
_LIES = re.compile(r"(?:the )?((?=[^ ]*[A-ZА-Я])[^,]{3,60}?) (?:in|of|near|outside|on|at) (?:the )?[A-ZА-Я]")
_LATIN = re.compile(r"[»\"”]? ?[（(]([A-Za-z][^()（）\n]{1,60})[)）]")
_BRACKET = re.compile(r"[»\"”]? ?[（(](?:the )?[\"“«]?([A-ZА-Я][A-ZА-Я.]{1,9})[\"”»]?[,;)）]")


def note_mentions(groups: Groups, nodes: Sequence[Node], texts: Mapping[str, str], desk: Desk) -> None:
    """Add to each group's first node the mentions of its names in all texts.

    A name that two groups bear is left alone, a single word must be written as the party's own name is.
    """
    owners = _owners(groups, nodes, desk)
    capitals = _capitals(groups, nodes, desk.tables)
    owners = {**_governments(capitals, desk.tables), **owners}
    index = name_index({name: name for name in (*capitals, *owners)})
    said = {(doc, desk.folded[words]) for node in nodes for doc, words in node.mentions}
    for doc, text in texts.items():
        words = words_of(text, desk.folded)
        for found in known_names(words, index):
            node = owners.get(found.name) or _as_state(found, capitals)
            if node is None:
                continue
            if node.form.sort is Sort.PRODUCT:
                for told in with_goods(found, text, desk.tables):
                    node.mentions[doc, told] = None
            if (doc, desk.folded[found.words]) not in said and _is_written_so(found, node):
                node.mentions[doc, found.words] = None


def note_contained(groups: Groups, nodes: Sequence[Node], desk: Desk) -> None:
    """Note the names of a party that stand inside longer ones of it: a text with "TSK Brevnik" also has "Brevnik"."""
    spoken: dict[int, dict[str, str]] = {}
    for node in nodes:
        names = spoken.setdefault(groups.root(node.order), {})
        for words in dict.fromkeys(words for _, words in node.mentions):
            names.setdefault(desk.folded[words], words)
    inside: dict[tuple[int, str], list[str]] = {}
    for node in nodes:
        root = groups.root(node.order)
        names = spoken[root]
        _note_heads(node)
        if len(names) == 1 or node.described:
            continue
        for doc, words in tuple(node.mentions):
            if (root, words) not in inside:
                whole = f" {desk.folded[words]} "
                inside[root, words] = [name for told, name in names.items() if name != words and f" {told} " in whole]
            for name in inside[root, words]:
                node.mentions[doc, name] = None


def _note_heads(node: Node) -> None:
    """Note a place's name without where it lies: "Zhelnograd airport in Varnia" is "Zhelnograd airport"."""
    if node.type not in {EntityType.PLACE, EntityType.FACILITY}:
        return
    for doc, words in tuple(node.mentions):
        found = _LIES.match(words)
        if found and " " in found.group(1):
            node.mentions[doc, found.group(1)] = None


def both_names(nodes: Sequence[Node], texts: Mapping[str, str]) -> Iterator[tuple[Node, str]]:
    """Yield nodes named in another script with the Latin name that a claim or a text gives beside: 某某公司(Orlan)."""
    for node in nodes:
        yield from ((node, latin) for latin in sorted(node.latin))
        if node.described or script_of(node.form.name) is Script.LATIN:
            continue
        for doc in dict.fromkeys(doc for doc, _ in node.mentions):
            text = texts.get(doc, "")
            at = text.find(node.form.name)
            match = _LATIN.match(text, at + len(node.form.name)) if at >= 0 else None
            if match:
                yield node, match.group(1).strip()


def given_initials(nodes: Sequence[Node], texts: Mapping[str, str]) -> Iterator[tuple[Node, str, str]]:
    """Yield nodes behind whose name a text gives its initials in brackets, with these and the document."""
    for node in nodes:
        capitals = "".join(word[0] for word in re.split(r"[\s-]+", node.form.name) if word[:1].isupper())
        if node.described or node.form.sort is Sort.PERSON or len(capitals) < _INITIALS:
            continue
        for doc in dict.fromkeys(doc for doc, _ in node.mentions):
            text = texts.get(doc, "")
            at = text.find(node.form.name)
            match = _BRACKET.match(text, at + len(node.form.name)) if at >= 0 else None
            if match and _are_initials(match.group(1).replace(".", ""), capitals):
                yield node, match.group(1), doc
                break


def _are_initials(short: str, capitals: str) -> bool:
    """Whether letters are all the capitals of a name, or all but those of a nation before it ("U.S. … (BIS)")."""
    return short == capitals or (len(short) >= _INITIALS and capitals.endswith(short))


def _owners(groups: Groups, nodes: Sequence[Node], desk: Desk) -> dict[str, Node]:
    """Folded name → the first node of the one group that bears it."""
    owners: dict[str, Node] = {}
    double: set[str] = set()
    for node in nodes:
        if node.described or (node.form.sort is Sort.PERSON and len(node.form.core) < 2):
            continue
        first = nodes[groups.root(node.order)]
        name = desk.folded[node.form.name]
        if name in owners and owners[name] is not first:
            double.add(name)
        owners.setdefault(name, first)
        if node.form.sort is Sort.PRODUCT:
            core = fold(node.form.name.rsplit(" ", len(node.form.words) - len(node.form.core))[0])
            owners |= {one: first for one in (core, f"{core}s") if one not in owners}
    return {name: node for name, node in owners.items() if name not in double and _is_telling(node, name)}


def _is_telling(node: Node, name: str) -> bool:
    """Whether a name is found by its words alone; generic ones only of places and of a state's public bodies."""
    if node.form.sort is Sort.STATE or (node.form.body and node.form.body[1]):
        return True
    return len(name) >= _LEAST and (node.form.sort is Sort.PLACE or not is_generic(name))


def _governments(capitals: Mapping[str, Node], tables: Tables) -> dict[str, Node]:
    """Words such as "Chinese government" → the node of the state, for the states of the case."""
    states = {node.form.state: node for node in capitals.values()}
    return {f"{word} government": states[code] for word, code in tables.states.items() if code in states}


def _capitals(groups: Groups, nodes: Sequence[Node], tables: Tables) -> dict[str, Node]:
    """Folded name of a capital → the node of the state whose it is, for the states of the case."""
    states = {node.form.state: nodes[groups.root(node.order)] for node in nodes if node.form.state}
    return {capital: states[code] for capital, code in tables.capitals.items() if code in states}


def _as_state(found: Found, capitals: Mapping[str, Node]) -> Node | None:
    return None if stands_for_a_place(found) else capitals.get(found.name)


def _is_written_so(found: Found, node: Node) -> bool:
    """Whether a single word has the capitals that the party's name has: "SMIC", not "Smic"."""
    return " " in found.words or not node.form.name.isupper() or found.words.isupper()
