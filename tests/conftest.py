from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from briqa.encoder import SentenceTransformerEncoder


@pytest.fixture(scope="session")
def encoder() -> "SentenceTransformerEncoder":
    """The real model, loaded once per run of the suite."""
    from briqa.encoder import open_encoder

    opened = open_encoder()
    opened.load()
    return opened
