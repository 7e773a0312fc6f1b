"""Tables become claims: a mapping says which columns make which claim, and the row is the quote."""

from clew.extract.structured.forms import form_of
from clew.extract.structured.forms.ftm_mapping import FtmMapping
from clew.extract.structured.mapping import Mapping, load_mappings, propose_mapping, read_mapping
from clew.extract.structured.rows import Row, rows_of
from clew.extract.structured.tables import is_table, table_claims

__all__ = [
    "FtmMapping",
    "Mapping",
    "Row",
    "form_of",
    "is_table",
    "load_mappings",
    "propose_mapping",
    "read_mapping",
    "rows_of",
    "table_claims",
]
