from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from tests.indexes import add, write_documents
from tests.sources.files import prose, write_pdf


@pytest.fixture(scope="session")
def documents_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_documents(tmp_path_factory.mktemp("cli") / "documents")
    (folder / "rates.md").write_bytes(
        "---\ntitle: Rates\nstatus: restated\n---\n# Rates\r\n\r\n"
        "The rate of the caf\u00e9 \U0001f600 changed by -3.5% in 2020.\r\n"
        "Between 30 and 40 [red]ships[/red] waited.\r\n".encode()
    )
    pages = [prose(700, ["The bridge carried 61,000 trains."]), prose(700, ["It cost $9 million."])]
    write_pdf(folder / "bridge.pdf", pages)
    return folder


@pytest.fixture(scope="session")
def shared_index(documents_dir: Path, encoder: SentenceTransformerEncoder) -> Path:
    """An index to be read only."""
    index_dir = documents_dir.parent / "index"
    report = add(index_dir, encoder, documents_dir)
    assert report.skipped == ()
    return index_dir


@pytest.fixture
def own_index(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    """An index of two documents, in `documents` beside it, to be changed."""
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    return tmp_path / "index"
