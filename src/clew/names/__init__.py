"""Names in any script: folding, romanisation, legal forms, generic words, comparison; text only."""

from clew.names.compare import compare_all, compare_names, name_key
from clew.names.fold import fold, tokens
from clew.names.forms import strip_legal_form
from clew.names.romanise import romanisations, romanise
from clew.names.scripts import Script, script_of
from clew.names.words import GenericWord, WordKind, generic_words, is_generic

__all__ = [
    "GenericWord",
    "Script",
    "WordKind",
    "compare_all",
    "compare_names",
    "fold",
    "generic_words",
    "is_generic",
    "name_key",
    "romanisations",
    "romanise",
    "script_of",
    "strip_legal_form",
    "tokens",
]
