"""Look listings up: by id, by free words with counts, and the catalogue of lists."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from followthemoney import model

from clew.doors.model import SANCTION, Told, entity_of, sanction_of
from clew.doors.shelf import Opened, Ref, entity_id, plain_number
from clew.errors import NoSuchName
from clew.screen import Query

ALL = frozenset({"default", "all", "sanctions"})
"""Names under which clients ask for everything that is loaded."""

NEAR = 0.6
"""How near a name must be to be found by free words."""

_MOST = 100


@dataclass(frozen=True, slots=True)
class Page:
    """What is searched for, which of it is wanted, and which page of the results."""

    words: str
    lists: frozenset[str]
    schema: str = "Thing"
    countries: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    exclude_schemata: frozenset[str] = frozenset()
    limit: int = 10
    offset: int = 0


def known_lists(opened: Opened, dataset: str) -> frozenset[str]:
    """The names of the lists that a dataset means. Raises `NoSuchName`."""
    names = frozenset(version.name for version in opened.versions)
    if dataset in names:
        return frozenset({dataset})
    if dataset in ALL:
        return names
    raise NoSuchName("list", dataset)


def the_refs(opened: Opened, id: str) -> tuple[Ref, ...]:
    """Where the listings of an entity stand; none where there is no such entity."""
    return opened.by_id.get(id, ())


def find(opened: Opened, id: str) -> Told | None:
    """The entity of an id, a party or what a list says about one; None where there is none."""
    refs = the_refs(opened, id)
    if refs:
        return entity_of(opened, refs)
    if id.startswith(SANCTION):
        name, _, number = id.removeprefix(SANCTION).partition(":")
        for ref in (*the_refs(opened, number), *the_refs(opened, f"{name}:{number}")):
            if opened.version(ref).name == name:
                return sanction_of(opened.listing(ref), opened.version(ref))
    return None


def adjacent(found: Sequence[Told], limit: int, offset: int) -> Told:
    """One page of what stands beside an entity."""
    total = {"value": len(found), "relation": "eq"}
    return {"results": found[offset : offset + limit], "total": total, "limit": limit, "offset": offset}


def search_entities(opened: Opened, page: Page) -> Told:
    """One page of the entities that fit free words, with counts; without words, of all; where `Shelf.work` runs it."""
    if page.words.strip():
        entities = list(_named(opened, page))
        cut = len(entities) >= _MOST
    else:
        entities = list(_any(opened, page))
        cut = len(entities) >= _MOST + page.offset
    return {
        "results": entities[page.offset : page.offset + page.limit],
        "facets": _facets(entities),
        "total": {"value": len(entities), "relation": "gte" if cut else "eq"},
        "limit": page.limit,
        "offset": page.offset,
    }


def _named(opened: Opened, page: Page) -> Iterable[Told]:
    words = page.words.strip()
    refs = [ref for ref in opened.by_identifier.get(plain_number(words), ()) if plain_number(words)]
    ids = [entity_id(opened.listing(ref), opened.version(ref)) for ref in (*the_refs(opened, words), *refs)]
    found = opened.search(page.lists, [Query(words)], _MOST, NEAR)[0]
    ids += [entity_id(one.listing, one.version) for one in found]
    for id in dict.fromkeys(ids):
        here = [ref for ref in opened.by_id[id] if opened.version(ref).name in page.lists]
        if here and _fits(entity := entity_of(opened, here), page):
            yield entity


def _any(opened: Opened, page: Page) -> Iterable[Told]:
    """Entities in the order of the lists, as many as the page and its counts need."""
    left = _MOST + page.offset
    for ref in opened.refs(page.lists):
        entity = entity_of(opened, [ref])
        if _fits(entity, page):
            yield entity
            left -= 1
            if left <= 0:
                return


def _fits(entity: Told, page: Page) -> bool:
    schema, properties = entity["schema"], entity["properties"]
    return (
        (page.schema == "Thing" or model.schemata[schema].is_a(page.schema))
        and schema not in page.exclude_schemata
        and (not page.countries or bool(page.countries & set(properties.get("country", ()))))
        and (not page.topics or bool(page.topics & set(properties.get("topics", ()))))
    )


def _facets(entities: Iterable[Told]) -> Told:
    counts: dict[str, Counter[str]] = {"countries": Counter(), "topics": Counter(), "datasets": Counter()}
    for entity in entities:
        counts["countries"].update(entity["properties"].get("country", ()))
        counts["topics"].update(entity["properties"].get("topics", ()))
        counts["datasets"].update(entity["datasets"])
    return {
        name: {
            "label": name.capitalize(),
            "values": [{"name": value, "label": value, "count": count} for value, count in found.most_common(20)],
        }
        for name, found in counts.items()
    }


def catalogue(opened: Opened) -> Told:
    """The lists in force as datasets, and the collection that holds them all."""
    names = [version.name for version in opened.versions]
    lists: list[Told] = [
        {
            "name": version.name,
            "title": version.authority or version.name,
            "load": True,
            "version": version.sha256[:12],
            "index_version": version.sha256[:12],
            "index_current": True,
            "entity_count": version.entries,
            "thing_count": version.entries,
            "updated_at": version.imported or None,
            "children": [],
            "clew": {"date": version.date, "sha256": version.sha256, "form": version.form, "names": version.names},
        }
        for version in opened.versions
    ]
    whole = {"name": "default", "title": "All lists at hand", "load": True, "version": "1", "children": names}
    return {"datasets": [*lists, whole], "current": names, "outdated": [], "index_stale": False}
