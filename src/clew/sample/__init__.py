"""The sample case: documents about a fictitious network, and a fictitious sanctions list; data only."""

from importlib.resources import files
from pathlib import Path

SAMPLE = Path(str(files(__name__)))
"""The folder that holds the sample case; its README says what is planted in it."""

DOCUMENTS = SAMPLE / "documents"
"""What to give to `clew add`: articles, a statement, a notice, a letter, tables, and their metadata.csv."""

SANCTIONS_LIST = SAMPLE / "lists" / "varnia-sanctions.ftm.json"
"""What to give to `clew lists add`: FollowTheMoney entities, one JSON object a line."""

__all__ = ["DOCUMENTS", "SAMPLE", "SANCTIONS_LIST"]
