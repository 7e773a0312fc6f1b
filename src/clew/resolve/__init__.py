"""Decide which names are one party's, and which claims say the same: entities and relations, with their reasons."""

from clew.resolve.growing import GrowingResolution
from clew.resolve.relations import group_relations
from clew.resolve.resolver import resolve_entities

__all__ = ["GrowingResolution", "group_relations", "resolve_entities"]
