from pathlib import Path

import numpy as np
import pytest

from briqa.answer import Answer
from briqa.assistant import open_index
from briqa.encoder import (
    DEFAULT_MODEL,
    INT8_SUFFIX,
    SentenceTransformerEncoder,
    exporting,
    open_encoder,
)
from briqa.encoder import (
    encoder as encoder_module,
)
from briqa.encoder.folders import ModelFolder
from briqa.errors import EncoderError
from tests.cli.running import done, fails, run
from tests.indexes import write_documents

TEXTS = ["port", "", "The port grew by 12.5%, to 1,234 tons.", "Dogs are kept on a lead. " * 40]


def test_vectors_in_8_bits_are_near_the_models_own(encoder: SentenceTransformerEncoder) -> None:
    fast = open_encoder(DEFAULT_MODEL + INT8_SUFFIX)
    cosines = (fast.encode_queries(TEXTS) * encoder.encode_queries(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.97
    assert cosines.max() < 0.99999  # else nothing was rounded
    assert fast.fingerprint != encoder.fingerprint
    np.testing.assert_array_equal(fast.encode_queries(TEXTS), fast.encode_queries(TEXTS))


def test_an_index_made_fast_stays_so(tmp_path: Path) -> None:
    documents, index_dir = write_documents(tmp_path / "documents"), tmp_path / "index"
    done("index", documents, "--index", index_dir, "--fast")
    assistant = open_index(index_dir)
    assert assistant.made_with.model == DEFAULT_MODEL + INT8_SUFFIX
    answer = assistant.ask("How many visitors did the Lindgren museum welcome?")
    assert isinstance(answer, Answer)
    assert "48,200" in answer.sentences[0].citation.quote
    assistant.close()
    (documents / "canal.txt").write_text("The canal has 9 locks.\n", encoding="utf-8")
    assert "1 added" in done("index", documents, "--index", index_dir).stdout


def test_an_index_made_otherwise_says_how(tmp_path: Path) -> None:
    documents, index_dir = write_documents(tmp_path / "documents"), tmp_path / "index"
    done("index", documents, "--index", index_dir)
    fails(
        run("index", documents, "--index", index_dir, "--fast"),
        1,
        f"'{DEFAULT_MODEL}', not '{DEFAULT_MODEL}{INT8_SUFFIX}'",
        "--rebuild",
    )
    done("index", documents, "--index", index_dir, "--fast", "--rebuild")


def test_where_it_cant_be_had_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(folder: ModelFolder, *, for_one: bool) -> None:
        return None

    monkeypatch.setattr(exporting, "open_export", none)
    with pytest.raises(EncoderError, match="leave out --fast"):
        encoder_module.open_encoder(DEFAULT_MODEL + INT8_SUFFIX).load()
