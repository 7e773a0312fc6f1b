"""What a server keeps between two questions makes no difference to the findings, byte by byte."""

from pathlib import Path

from clew.extract import ExtractorOptions, load_extractor
from clew.ledger import View, new_case, open_case
from clew.pipeline import AddOptions, Decision, DeriveOptions, KeptFindings, add_documents, derive, judge
from clew.read import Found, read_document
from clew.records import Given
from clew.report import render_json
from clew.sample import DOCUMENTS
from clew.screen import Library
from clew.vocabulary import Verdict

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


def test_a_case_that_took_the_place_of_another_is_the_one_that_is_served(tmp_path: Path) -> None:
    new_case(tmp_path / "case").close()
    kept = KeptFindings(tmp_path / "case", Library(tmp_path), lambda: WANTED)
    judge(kept.case(), Decision(Verdict.ACCEPT, "a"), "ana")
    assert len(kept.get().judgements) == 1
    (tmp_path / "case").rename(tmp_path / "moved")
    new_case(tmp_path / "case").close()
    assert not kept.get().judgements
    judge(kept.case(), Decision(Verdict.REJECT, "b"), "ana")
    assert [one.left for one in View(open_case(tmp_path / "moved")).judgements] == ["a"]
    assert [one.left for one in View(open_case(tmp_path / "case")).judgements] == ["b"]
