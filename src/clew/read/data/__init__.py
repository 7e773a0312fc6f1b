"""Reviewed tables of the reader: file kinds, page furniture, wordings of metadata, months."""
