import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from briqa.encoder import SentenceTransformerEncoder


# No deadlines: how fast a machine is isn't what a test tests. The suite runs the same examples each
# time; `make stress` looks for new ones.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("stress", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session")
def encoder() -> "SentenceTransformerEncoder":
    """The real model, loaded once per run of the suite."""
    from briqa.encoder import open_encoder

    opened = open_encoder()
    opened.load()
    return opened
