from collections.abc import Iterator
from contextlib import closing

import pytest

from briqa.evaluate.making.statements import Statements, Stems, read_statements
from briqa.store import StoredDocument, open_store
from tests.evaluate.making.documents import COAST, PACT, stored


@pytest.fixture(scope="session")
def stems(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stems]:
    """The real stemmer, that of the lexical index."""
    with closing(open_store(tmp_path_factory.mktemp("store"), create=True)) as store:
        yield store.terms


@pytest.fixture(scope="session")
def documents() -> list[StoredDocument]:
    return [stored("coast.md", COAST), stored("pact.md", PACT)]


@pytest.fixture(scope="session")
def statements(documents: list[StoredDocument], stems: Stems) -> Statements:
    return read_statements(documents, stems)
