"""What a server keeps between two questions makes no difference to the findings, byte by byte."""

from pathlib import Path

from clew.extract import ExtractorOptions, load_extractor
from clew.ledger import new_case
from clew.pipeline import AddOptions, DeriveOptions, KeptFindings, add_documents, derive
from clew.read import Found, read_document
from clew.records import Given
from clew.report import render_json
from clew.sample import DOCUMENTS
from clew.screen import Library

WANTED = DeriveOptions("2025-06-01")


def test_findings_kept_while_documents_are_added_are_those_derived_from_nothing(tmp_path: Path) -> None:
    extractor, library = load_extractor(ExtractorOptions()), Library(tmp_path)
    case = new_case(tmp_path / "case")
    kept = KeptFindings(case.folder, library, lambda: WANTED)
    paths = sorted(path for path in DOCUMENTS.iterdir() if path.suffix == ".txt")
    for path in paths:
        reading = read_document(path, path.name, Given())
        list(add_documents(case, [(Found(path, path.name, Given()), reading)], extractor, AddOptions("ana")))
        assert render_json(kept.get()) == render_json(derive(case, library, WANTED)), path.name
    assert len(kept.get().documents) == len(paths)
