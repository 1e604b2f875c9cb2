import math
from contextlib import closing
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from briqa.retrieve.lexical import LexicalIndex
from briqa.store import open_store
from tests.indexes import add


def test_bm25_is_as_reckoned_by_hand(tmp_path: Path, encoder: SentenceTransformerEncoder) -> None:
    (tmp_path / "a.md").write_text("Ferry ferry costs rise.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("The museum closed.\n", encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "a.md", tmp_path / "b.md")
    with closing(open_store(tmp_path / "index")) as store:
        scores = LexicalIndex(store, store.passage_lengths()).score(store.terms("ferry museum"))
    # Lengths 4 and 3 words, mean 3.5; each term in 1 of 2 passages: idf = ln(1 + 1.5/1.5) = ln 2,
    # half of the mass 2 ln 2. Saturation tf * 1.9 / (tf + 0.9 * (0.6 + 0.4 * length / 3.5)).
    idf = math.log(2)
    ferry = idf * 2 * 1.9 / (2 + 0.9 * (0.6 + 0.4 * 4 / 3.5)) / (2 * idf)
    museum = idf * 1 * 1.9 / (1 + 0.9 * (0.6 + 0.4 * 3 / 3.5)) / (2 * idf)
    assert list(scores.terms.values()) == pytest.approx([ferry, museum])
    assert scores.pairs == {}
