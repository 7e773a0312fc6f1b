"""From a document to its claims: parse, find names, match frames, attribute, qualify, hold each quote to the text."""

from clew.extract.extractor import Extractor, ExtractorOptions, extract_claims, load_extractor
from clew.extract.structured import form_of, propose_mapping, read_mapping, rows_of, table_claims

__all__ = [
    "Extractor",
    "ExtractorOptions",
    "extract_claims",
    "form_of",
    "load_extractor",
    "propose_mapping",
    "read_mapping",
    "rows_of",
    "table_claims",
]
