"""FollowTheMoney mappings: a table becomes entities by FollowTheMoney's own mapping YAML, and these become claims.

The form is that of https://followthemoney.tech/docs/mappings/ ; the library itself reads it and makes the entities.
Only the table that is added is read: what a mapping says of databases and addresses is not followed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clew.errors import BadMapping
from clew.extract.structured.cells import BadCell
from clew.extract.structured.forms.followthemoney import claims_of_entity, named_entities
from clew.extract.structured.forms.make import bad_record, note
from clew.extract.structured.records import Record
from clew.extract.structured.rows import Row
from clew.records import Claim, Document, Extraction, Problem

if TYPE_CHECKING:  # the library takes half of a command's start; it is loaded where a mapping of its form is read
    from followthemoney.mapping.query import QueryMapping

_HERE = {"csv_url": "file:///table.csv"}


@dataclass(frozen=True)
class FtmMapping:
    """A mapping in FollowTheMoney's form: its name, and its queries."""

    name: str
    queries: tuple["QueryMapping", ...]

    def missing(self, header: Sequence[str]) -> tuple[str, ...]:
        """The columns that it names and a header lacks."""
        named = {column for query in self.queries for column in query.refs | _filtered(query)}
        named |= {column for query in self.queries for entity in query.entities for column in entity.refs}
        return tuple(sorted(named - set(header)))


def is_ftm_mapping(told: Any) -> bool:
    """Whether a YAML value has the form of a FollowTheMoney mapping: queries with entities, by themselves or named."""
    return bool(_queries(told))


def read_ftm_mapping(told: Any, path: object) -> FtmMapping:
    """Read a mapping. Raises `BadMapping` with what FollowTheMoney says is wrong."""
    from followthemoney import model  # noqa: PLC0415 - see above
    from followthemoney.exc import FollowTheMoneyException  # noqa: PLC0415
    from followthemoney.mapping.query import QueryMapping  # noqa: PLC0415

    name, queries = next(iter(_queries(told)))
    found = []
    for query in queries:
        try:
            bare = {key: value for key, value in query.items() if key not in {"csv_url", "csv_urls", "database"}}
            found.append(QueryMapping(model, {**bare, **_HERE}, key_prefix=name))
        except (FollowTheMoneyException, TypeError, ValueError, AttributeError) as error:
            raise BadMapping(str(path), f"FollowTheMoney cannot use it ({error})") from error
    return FtmMapping(name, tuple(found))


def _queries(told: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Name and queries: of a mapping by itself, of a single query, or of the first dataset of a file of them."""
    if not isinstance(told, dict):
        return []
    if isinstance(told.get("entities"), dict):
        return [("table", [told])]
    for name, inside in [("table", told), *told.items()]:
        queries = inside.get("queries") or inside.get("query") if isinstance(inside, dict) else None
        every = queries if isinstance(queries, list) else [queries] if isinstance(queries, dict) else []
        if every and all(isinstance(one, dict) and isinstance(one.get("entities"), dict) for one in every):
            return [(str(name), every)]
    return []


def _filtered(query: "QueryMapping") -> set[str]:
    return {str(column) for column, _ in (*query.source.filters, *query.source.filters_not)}


def ftm_mapped(document: Document, rows: Iterator[Row], mapping: FtmMapping, version: str) -> Extraction:
    """The claims of the entities that the rows make; each bad row is a problem, and the rest goes on."""
    from followthemoney.mapping.csv import CSVSource  # noqa: PLC0415 - see above

    claims: list[Claim] = []
    problems: list[Problem] = []
    silent = 0
    for row in rows:
        place = row.start, row.end
        if row.fault:
            problems.append(bad_record(document, place, f"row {row.number}: {row.fault}"))
            continue
        cells = {column: value.strip() for column, value in row.cells.items() if value.strip()}
        made: list[Claim] = []
        for query in mapping.queries:
            if isinstance(query.source, CSVSource) and query.source.check_filters(cells):
                entities = _entities(query, cells)
                parties = dict(named_entities(Record(row.number, *place, one) for one in entities))
                for one in entities:
                    try:
                        made += claims_of_entity(document, Record(row.number, *place, one), parties, version)
                    except BadCell as bad:
                        says = f"row {row.number}, {one['schema']}, property {bad.key}: {bad}"
                        problems.append(bad_record(document, place, says))
        claims += made
        silent += not made
    if silent:
        says = f"{silent} rows give entities that state nothing that a predicate holds, or could not be used"
        problems.append(note(document, says, "they stay in the document; map links (Ownership, Payment …) as well"))
    return Extraction(tuple(claims), tuple(problems))


def _entities(query: "QueryMapping", cells: dict[str, str]) -> list[dict[str, Any]]:
    """The entities of one row as plain values; links name others by their ids."""
    found = query.map(dict(cells))
    return [
        {"id": one.id, "schema": one.schema.name, "properties": {key: list(one.get(key)) for key in one.properties}}
        for one in found.values()
        if one.id is not None
    ]
