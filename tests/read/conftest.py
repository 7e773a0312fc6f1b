"""Where the measuring material is, for the tests that need it."""

from pathlib import Path

import pytest


@pytest.fixture
def seeds() -> Path:
    """The folder of the five seed articles; skips where it is absent."""
    folder = Path(__file__).parents[3] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("../shared/seeds is not here")
    return folder
