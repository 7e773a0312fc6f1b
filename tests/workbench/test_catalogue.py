"""The table of the interface's words says each thing once."""

import csv
from collections import Counter
from importlib.resources import files

from clew.workbench.catalogue import ENGLISH, catalogue, languages


def test_no_words_stand_in_the_table_twice() -> None:
    told = (files("clew.workbench") / "data" / "interface.csv").read_text(encoding="utf-8")
    counts = Counter(row[ENGLISH] for row in csv.DictReader(told.splitlines()))
    assert [words for words, count in counts.items() if count > 1] == []


def test_parts_are_put_into_the_words_of_each_language() -> None:
    said = {language: catalogue(language)("and {n} more", n=3) for language in languages()}
    assert said == {"en": "and 3 more", "de": "und 3 weitere"}
