"""Reads files: bytes become documents with their text, their prose, their places and what they say of themselves."""

from clew.read.body import Limits
from clew.read.duplicates import find_twins
from clew.read.formats.ocr import find_ocr
from clew.read.reader import READER, read_bytes, read_document, read_pieces
from clew.read.walk import Found, walk

__all__ = ["READER", "Found", "Limits", "find_ocr", "find_twins", "read_bytes", "read_document", "read_pieces", "walk"]
