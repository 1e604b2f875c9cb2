from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.assistant import Assistant, open_index
from briqa.catalogue import Freshness, size_text
from briqa.encoder import SentenceTransformerEncoder
from tests.indexes import FERRY, add, write_documents


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")


@pytest.fixture
def assistant(
    tmp_path: Path, documents: Path, encoder: SentenceTransformerEncoder
) -> Iterator[Assistant]:
    add(tmp_path / "index", encoder, documents)
    with closing(open_index(tmp_path / "index")) as opened:
        yield opened


def states(assistant: Assistant) -> dict[str, Freshness]:
    return {each.summary.docid: each.state for each in assistant.catalogue().holdings}


def test_a_file_is_up_to_date_changed_or_gone(assistant: Assistant, documents: Path) -> None:
    up_to_date = Freshness.UP_TO_DATE
    assert states(assistant) == {"ferry.md": up_to_date, "museum.md": up_to_date}
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), encoding="utf-8")
    (documents / "museum.md").unlink()
    assert states(assistant) == {"ferry.md": Freshness.CHANGED, "museum.md": Freshness.GONE}
    (documents / "ferry.md").write_text(FERRY, encoding="utf-8")
    assert states(assistant)["ferry.md"] is up_to_date


def test_sizes_and_times_are_those_of_the_files(assistant: Assistant, documents: Path) -> None:
    ferry = assistant.catalogue().holdings[0]
    assert ferry.size_bytes == len(FERRY)
    assert ferry.summary.indexed_at is not None
    indexed_at = datetime.fromisoformat(ferry.summary.indexed_at)
    assert indexed_at.tzinfo == UTC
    assert ferry.title == "Ferries"
    (documents / "ferry.md").unlink()
    assert assistant.catalogue().holdings[0].size_bytes is None


def test_the_index_is_told_as_a_whole(assistant: Assistant) -> None:
    catalogue = assistant.catalogue()
    files = sum(path.stat().st_size for path in assistant.index_dir.iterdir())
    assert catalogue.size_bytes == files
    assert catalogue.about == (
        "2 documents", size_text(files), "all-MiniLM-L6-v2", "generation 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("size_bytes", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1_234_567, "1.2 MB"),
        (3 * 10**15, "3000.0 TB"),
    ],
)
def test_sizes_are_said_in_fitting_units(size_bytes: int, said: str) -> None:
    assert size_text(size_bytes) == said


@given(st.integers(0, 10**15))
def test_a_size_says_the_number_to_a_tenth(size_bytes: int) -> None:
    number, unit = size_text(size_bytes).split()
    scale = 1000 ** ["B", "kB", "MB", "GB", "TB"].index(unit)
    assert abs(float(number) * scale - size_bytes) <= 0.051 * scale
