"""The reviewed tables of the extractor, read from the package."""

from importlib.resources import files
from typing import Any

import yaml


def text_of(name: str) -> str:
    """The text of a table, by its file's name."""
    return files("clew.extract.tables").joinpath(name).read_text(encoding="utf-8")


def table_of(name: str) -> dict[str, Any]:
    """A YAML table, by its file's name."""
    table: dict[str, Any] = yaml.safe_load(text_of(name))
    return table
