"""Screen: names against sanctions and watch lists, with the reasons for every hit."""

from clew.screen.formats import ListForm, group_paths
from clew.screen.importers.names_json import schema_type
from clew.screen.importing import ImportedList, import_list
from clew.screen.library import Library
from clew.screen.list_index import Candidate, ListIndex, OpenList, Query, open_imported
from clew.screen.matching import match
from clew.screen.name_index import Functions, compiled_functions
from clew.screen.screening import SCREENED, Thresholds, screen_entities

__all__ = [
    "SCREENED",
    "Candidate",
    "Functions",
    "ImportedList",
    "Library",
    "ListForm",
    "ListIndex",
    "OpenList",
    "Query",
    "Thresholds",
    "compiled_functions",
    "group_paths",
    "import_list",
    "match",
    "open_imported",
    "schema_type",
    "screen_entities",
]
