"""Screen: names against sanctions and watch lists, with the reasons for every hit."""

from clew.screen.asking import cannot_ask, note_on
from clew.screen.changes import EntryChange, ListChange, compare_versions, sides
from clew.screen.decisions import changes_since, seen_of
from clew.screen.explaining import Explanation, Step, explain, find_entries
from clew.screen.fetching import Fetched, Publisher, fetch_list, publishers, refuse_shrinking
from clew.screen.formats import ListForm, group_paths
from clew.screen.importers.names_json import schema_type
from clew.screen.importing import ImportedList, import_list
from clew.screen.library import Library
from clew.screen.list_index import Candidate, ListIndex, OpenList, Query, open_imported
from clew.screen.matching import match
from clew.screen.name_index import Functions, compiled_functions
from clew.screen.screening import SCREENED, screen_entities
from clew.screen.thresholds import FOUR_EYES, Thresholds, changed_settings, takes_two, thresholds_of

__all__ = [
    "FOUR_EYES",
    "SCREENED",
    "Candidate",
    "EntryChange",
    "Explanation",
    "Fetched",
    "Functions",
    "ImportedList",
    "Library",
    "ListChange",
    "ListForm",
    "ListIndex",
    "OpenList",
    "Publisher",
    "Query",
    "Step",
    "Thresholds",
    "cannot_ask",
    "changed_settings",
    "changes_since",
    "compare_versions",
    "compiled_functions",
    "explain",
    "fetch_list",
    "find_entries",
    "group_paths",
    "import_list",
    "match",
    "note_on",
    "open_imported",
    "publishers",
    "refuse_shrinking",
    "schema_type",
    "screen_entities",
    "seen_of",
    "sides",
    "takes_two",
    "thresholds_of",
]
