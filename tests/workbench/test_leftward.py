"""Names in Arabic and Hebrew beside English words: each keeps its place, on the pages, in pictures, in every form."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser

from clew.records import isolated, joined, line_by_line, set_apart
from clew.report import render_markdown
from clew.report.pictures.labels import broken
from clew.report.word_form import render_word
from tests.workbench.browsing import Served, listening, page_of
from tests.workbench.conftest import Bench, open_bench
from tests.workbench.leftward import COAST, MAN, PALM, made

APART = isolated(PALM)


@pytest.fixture(scope="module")
def leftward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leftward")
    made(folder, "varnia")
    return folder


@pytest.fixture(scope="module")
def bench_there(leftward: Path) -> Bench:
    return open_bench(leftward)


@pytest.fixture(scope="module")
def served(leftward: Path) -> Iterator[Served]:
    served, server = listening(leftward / "varnia", leftward / "lists")
    yield served
    server.should_exit = True


def test_only_what_runs_from_right_to_left_is_set_apart() -> None:
    assert isolated("Amber Works 7") == "Amber Works 7"
    assert isolated("Балтик Авиа") == "Балтик Авиа"
    assert isolated(COAST) == f"\u2068{COAST}\u2069"


def test_signs_that_turn_the_direction_cannot_leave_a_name() -> None:
    assert isolated(f"\u202e{COAST}\u2069\u2069") == f"\u2068{COAST}\u2069"
    assert joined(f"{isolated(COAST)} owns it") == f"{COAST} owns it"


def test_a_broken_sentence_sets_names_apart_on_each_line() -> None:
    assert list(line_by_line(["that \u2068ab", "cd\u2069 owns"])) == ["that \u2068ab\u2069", "\u2068cd\u2069 owns"]
    for wide in range(60, 400, 20):
        for line in broken(f"that {APART} is said to have supplied {isolated(COAST)}", wide, 2):
            assert line.count("\u2068") == line.count("\u2069"), (wide, line)


def test_stretches_tell_which_run_leftward() -> None:
    assert set_apart(f"that {isolated(COAST)} owns {isolated(f'Works {COAST}')}") == (
        ("that ", False),
        (isolated(COAST), True),
        (" owns ", False),
        (isolated(f"Works {COAST}"), False),
    )


@pytest.mark.parametrize("path", ["/", "/pictures/timeline", "/pictures/ownership", "/dossier"])
def test_sentences_set_names_apart(bench_there: Bench, path: str) -> None:
    assert "\u2068" in bench_there.client.get(path).text


def test_the_title_of_a_page_sets_the_name_apart(bench_there: Bench) -> None:
    party = next(one for one in bench_there.desk.snapshot().arranged.parties if one.name == MAN)
    page = bench_there.client.get(f"/entities/{party.id}").text
    assert f"<title>{isolated(MAN)} · Clew</title>" in page


def test_markdown_and_word_set_names_apart(bench_there: Bench) -> None:
    findings = bench_there.desk.snapshot().findings
    plain = render_markdown(findings)
    assert f"{isolated(MAN)} is said to own" in plain
    paragraphs = docx.Document(io.BytesIO(render_word(findings))).paragraphs
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    leftward = {run.text for run in runs if run.font.rtl}
    assert isolated(MAN) in leftward
    assert not [one for one in leftward if re.search("[A-Za-z]{12}", one[:13])]


@pytest.mark.browser
def test_names_stand_in_the_order_of_the_sentence(served: Served, chromium: Browser) -> None:
    """Of two Arabic names in an English sentence the subject is to the left of the object, its figure within it."""
    page, complaints = page_of(chromium, served)
    page.goto(f"{served.at}/pictures/timeline")
    boxes = page.evaluate(
        """([first, second]) => {
          const text = [...document.querySelectorAll("figure svg text")].find(
            (e) => e.textContent.includes(first) && e.textContent.includes(second));
          const at = (name) => {
            const from = text.textContent.indexOf(name), n = [...name].length;
            const ends = Array.from({ length: n }, (_, i) => text.getExtentOfChar(from + i));
            return [Math.min(...ends.map((b) => b.x)), Math.max(...ends.map((b) => b.x + b.width))];
          };
          return [at(first), at(second)];
        }""",
        [COAST, "Amber Works"],
    )
    assert boxes[0][1] <= boxes[1][0]
    assert not complaints
