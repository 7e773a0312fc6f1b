"""How Clew's types and predicates are said in FollowTheMoney, from a reviewed table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clew.vocabulary import EntityType, Predicate


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of FollowTheMoney: its schema, the properties of subject and object, of share and amount."""

    schema: str
    source: str
    target: str
    share: str | None = None
    amount: str | None = None


@dataclass(frozen=True)
class FollowTheMoney:
    """The table: `schemata` by Clew's types, `links` by predicates, `other` for predicates without one of their own."""

    schemata: Mapping[EntityType, str]
    links: Mapping[Predicate, Link]
    other: Link

    def link(self, predicate: Predicate) -> Link:
        """The relation that a predicate becomes; an unknown link for those that have none of their own."""
        return self.links.get(predicate, self.other)


@cache
def load_followthemoney() -> FollowTheMoney:
    """The shipped table."""
    text = files("clew.report.exports").joinpath("tables", "followthemoney.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return FollowTheMoney(
        schemata={EntityType(kind): schema for kind, schema in table["types"].items()},
        links={Predicate(predicate): _link(row) for predicate, row in table["links"].items()},
        other=_link(table["other"]),
    )


def _link(row: Mapping[str, str]) -> Link:
    return Link(row["schema"], row["from"], row["to"], row.get("share"), row.get("amount"))
