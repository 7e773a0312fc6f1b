"""Where the lists of a case are looked for."""

from pathlib import Path

import pytest

from clew.cli.place import home, lists_of


@pytest.mark.parametrize("told", [True, False])
def test_lists_beside_a_case_are_taken_unless_a_home_is_told(
    told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lists" / "lists").mkdir(parents=True)
    monkeypatch.delenv("CLEW_HOME", raising=False)
    if told:
        monkeypatch.setenv("CLEW_HOME", str(tmp_path / "elsewhere"))
    assert lists_of(tmp_path / "case") == tmp_path / ("elsewhere" if told else "lists")


def test_a_case_with_nothing_beside_it_takes_the_usual_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEW_HOME", raising=False)
    assert lists_of(tmp_path / "case") == home()
