"""Media, public bodies, state firms and institutes whose names do not say what they are, from two reviewed tables."""

import csv
from collections.abc import Mapping
from functools import cache

from clew.extract.tables import text_of
from clew.vocabulary import EntityType


@cache
def load_known(language: str) -> Mapping[str, EntityType]:
    """The type of each name in the column of a language ("english", "russian"), in the letters of the table.

    `country` and `site` of a row are for its reviewers: whose body it is, and where it is called so.
    """
    return {
        name: EntityType(row["type"])
        for row in csv.DictReader(text_of("bodies.csv").splitlines())
        for name in row[language].split("|")
        if name
    }


@cache
def load_media(language: str) -> Mapping[str, str]:
    """The names of media in the column of a language ("english", "russian"), each with the first one of its medium.

    All are in lower case but those in capitals ("ANI"), which are other words without them. An article is part of a
    name only where the rest alone would be a common word ("the hill").
    """
    rows = (row[language].split("|") for row in csv.DictReader(text_of("media.csv").splitlines()))
    return {name if name.isupper() else name.lower(): names[0].lower() for names in rows for name in names if name}
