import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from briqa.encoder import SentenceTransformerEncoder


settings.register_profile("stress", max_examples=2000, deadline=None)
if profile := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(profile)


@pytest.fixture(scope="session")
def encoder() -> "SentenceTransformerEncoder":
    """The real model, loaded once per run of the suite."""
    from briqa.encoder import open_encoder

    opened = open_encoder()
    opened.load()
    return opened
