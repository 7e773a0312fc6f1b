"""Make the entities: of each group of nodes its names, mentions, type, countries and the reasons for its joins."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from clew.names import fold
from clew.records import Entity, EntityMention, Join
from clew.resolve.form import Form, Sort, state_of
from clew.resolve.mentions import with_contained
from clew.resolve.nodes import Desk, Node
from clew.resolve.tables import tables
from clew.vocabulary import EntityType


def entity_of(
    members: Sequence[Node],
    joins: Sequence[Join],
    heard: Iterable[EntityMention],
    renamed: tuple[str | None, EntityType | None],
    identifiers: Mapping[str, Sequence[tuple[str, str]]],
    desk: Desk,
) -> Entity:
    """The entity of the nodes of one group, in their order; `heard` are further mentions of the first one's names."""
    mentions = with_contained(members, heard, desk)
    spoken: dict[str, None] = {}
    for member, told in zip(members, mentions, strict=True):
        spoken |= dict.fromkeys([member.form.name, *(said.name for said in told if not _is_adjective(said, member))])
    counts: dict[EntityType, int] = {}
    for member in members:
        for type, count in member.types.items():
            counts[type] = counts.get(type, 0) + count
    numbers = {pair for name in spoken for pair in identifiers.get(fold(name), ())} if identifiers else ()
    countries = set().union(*(member.countries for member in members)) | {
        member.form.state for member in members if member.form.state
    }
    name, type_given = renamed
    return Entity(
        id=members[0].id,
        type=type_given or max(counts, key=lambda one: counts[one]),
        name=name or _fullest([member.form for member in members]),
        names=tuple(spoken),
        mentions=(*chain.from_iterable(mentions), *_called(members)),
        joins=(*joins, *(join for member in members for join in member.joins)),
        described=all(member.described for member in members),
        identifiers=tuple(sorted(numbers)),
        countries=tuple(sorted(countries)),
    )


def _called(members: Sequence[Node]) -> list[EntityMention]:
    """The descriptions by which texts take a party up: mentions of it, but none of its names."""
    found = set().union(*(member.called for member in members))
    return sorted(found, key=lambda said: (said.doc, said.name))


def _is_adjective(said: EntityMention, member: Node) -> bool:
    """Whether a mention of a state is only a word of it that another document or claim did not use as its name."""
    return bool(member.form.state) and said not in member.mentions and bool(state_of((fold(said.name),), tables()))


def _fullest(forms: Sequence[Form]) -> str:
    """The name with the most letters in Latin script where there is one, of equals the first; a state's plain name."""
    if forms[0].sort is Sort.STATE:
        plain = [form for form in forms if state_of(form.words, tables())] or list(forms)
        return max(plain, key=lambda form: (form.name.isascii(), "government" not in form.words, len(form.key))).name
    latin = [form for form in forms if form.name.isascii()] or list(forms)
    return max(latin, key=lambda form: (not _is_shouted(form.name), len(form.key))).name


def _is_shouted(name: str) -> bool:
    """Whether a name of several words stands all in capitals, as headings write it."""
    return " " in name and name.isupper()
