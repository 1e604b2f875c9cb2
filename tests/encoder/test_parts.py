import gc
import shutil
import weakref
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.encoder import (
    DEFAULT_MODEL,
    INT8_SUFFIX,
    PairText,
    PassageInput,
    SentenceTransformerEncoder,
    open_encoder,
    sessions,
)
from briqa.encoder.cache import cache_dir
from briqa.encoder.folders import find_model
from briqa.encoder.mapped import Range, mapped_ranges
from briqa.encoder.onnx_runtime import (
    GRAPH_FILE,
    WEIGHTS_FILE,
    OnnxRuntime,
    cut_in_parts,
    open_export_graph,
)
from briqa.encoder.parts import part_files, write_parts
from briqa.encoder.runtime import model_inputs
from briqa.encoder.sessions import open_graph
from tests.encoder.test_mapped import needs_maps, resident_kib
from tests.strategies import texts

PAIRS = [
    PairText("How many jobs?", "There are 9 jobs.", ((0, 5), (10, 11))),
    PairText("Who?", "Nobody knows. " * 60),
    PairText("", ""),
]


@pytest.fixture(scope="module")
def once(encoder: SentenceTransformerEncoder) -> SentenceTransformerEncoder:
    """The same model, for a single question."""
    del encoder  # it has left its export in the suite's cache
    return open_encoder(for_one=True)


@pytest.fixture
def export(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    """A copy of the model's export, which no other session maps."""
    del encoder
    model = find_model(DEFAULT_MODEL)
    [made] = cache_dir().glob(f"{model.fingerprint}-{model.settings_hash}-*")
    return Path(shutil.copytree(made, tmp_path / "export"))


@given(st.lists(texts(), max_size=4))
@settings(max_examples=30)
def test_for_one_question_vectors_are_the_same_to_the_last_bit(
    encoder: SentenceTransformerEncoder, once: SentenceTransformerEncoder, queries: list[str]
) -> None:
    expected = encoder.encode_queries(queries)
    np.testing.assert_array_equal(once.encode_queries(queries), expected)


def test_so_are_those_of_passages(
    encoder: SentenceTransformerEncoder, once: SentenceTransformerEncoder
) -> None:
    passages = [PassageInput("Ports", "It grew. Then it closed. " * n, ((0, 8),)) for n in (1, 9)]
    for expected, found in zip(
        encoder.encode_passages(passages), once.encode_passages(passages), strict=True
    ):
        np.testing.assert_array_equal(found.passage, expected.passage)
        np.testing.assert_array_equal(found.sentences, expected.sentences)


def test_so_are_the_scores_of_pairs(
    encoder: SentenceTransformerEncoder, once: SentenceTransformerEncoder
) -> None:
    expected, found = encoder.read_pairs(PAIRS), once.read_pairs(PAIRS)
    assert expected is not None
    assert found is not None
    for one, other in zip(expected, found, strict=True):
        assert one.score == other.score
        np.testing.assert_array_equal(other.first, one.first)
        np.testing.assert_array_equal(other.last, one.last)


def test_a_model_is_cut_at_its_layers(export: Path) -> None:
    assert len(part_files(export)) == 7  # the embedding, and six layers


@needs_maps
def test_weights_are_held_only_while_they_are_read(
    export: Path, encoder: SentenceTransformerEncoder
) -> None:
    ids = np.arange(1000, 1016, dtype=np.int64)[np.newaxis]
    inputs = model_inputs(encoder.runtime.facts, ids, np.ones_like(ids))
    in_parts = open_export_graph(export, for_one=True)
    assert resident_kib(export / WEIGHTS_FILE) < 1000
    first = in_parts.run(inputs)
    assert resident_kib(export / WEIGHTS_FILE) < 1000
    np.testing.assert_array_equal(in_parts.run(inputs), first)
    whole = open_export_graph(export)
    np.testing.assert_array_equal(whole.run(inputs), first)
    assert resident_kib(export / WEIGHTS_FILE) > 40_000


@pytest.mark.parametrize("content", [b"", b"no graph", None])
def test_parts_that_give_something_else_are_not_kept(
    export: Path,
    encoder: SentenceTransformerEncoder,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
) -> None:
    def damaged(graph: Path) -> None:
        write_parts(graph)
        parts = part_files(graph.parent)
        # The layers of a model fit one another, in whatever order.
        parts[3].write_bytes(parts[4].read_bytes() if content is None else content)

    monkeypatch.setattr("briqa.encoder.onnx_runtime.write_parts", damaged)
    ids = np.arange(1000, 1016, dtype=np.int64)[np.newaxis]
    inputs = model_inputs(encoder.runtime.facts, ids, np.ones_like(ids))
    expected = open_export_graph(export).run(inputs)
    np.testing.assert_array_equal(cut_in_parts(export, inputs), expected)
    assert part_files(export) == []
    assert (export / GRAPH_FILE).is_file()


def test_without_parts_the_whole_graph_reads_the_question(
    export: Path, encoder: SentenceTransformerEncoder
) -> None:
    for part in part_files(export):
        part.unlink()
    ids = np.arange(1000, 1016, dtype=np.int64)[np.newaxis]
    inputs = model_inputs(encoder.runtime.facts, ids, np.ones_like(ids))
    expected = open_export_graph(export).run(inputs)
    np.testing.assert_array_equal(open_export_graph(export, for_one=True).run(inputs), expected)


def test_in_integers_too_vectors_are_the_same() -> None:
    fast, once = (open_encoder(DEFAULT_MODEL + INT8_SUFFIX, for_one=way) for way in (False, True))
    queries = ["How many jobs?", "port"]
    np.testing.assert_array_equal(once.encode_queries(queries), fast.encode_queries(queries))


@pytest.mark.parametrize("for_one", [False, True])
def test_what_nobody_uses_any_more_is_gone_at_once(export: Path, *, for_one: bool) -> None:
    opened = OnnxRuntime(export, for_one=for_one)
    seen = weakref.ref(opened)
    gc.disable()
    try:
        del opened
        assert seen() is None
    finally:
        gc.enable()


@needs_maps
def test_parts_give_back_only_what_they_have_mapped_themselves(export: Path) -> None:
    files = export / GRAPH_FILE, export / WEIGHTS_FILE
    whole = open_graph(*files)
    others = mapped_ranges(export / WEIGHTS_FILE)
    parts = open_graph(*files, for_one=True)
    assert isinstance(parts, sessions._Parts)
    own = [part._own for part in parts._parts]
    assert others
    assert all(own)
    assert others.isdisjoint(frozenset[Range]().union(*own))
    assert sum(map(len, own)) == len(frozenset[Range]().union(*own))
    del whole


@needs_maps
def test_what_takes_the_place_of_freed_weights_stays(
    export: Path, encoder: SentenceTransformerEncoder
) -> None:
    ids = np.arange(1000, 1016, dtype=np.int64)[np.newaxis]
    inputs = model_inputs(encoder.runtime.facts, ids, np.ones_like(ids))
    whole = open_export_graph(export)
    expected = whole.run(inputs)
    in_parts = open_export_graph(export, for_one=True)
    del whole
    blocks = [np.ones(2_500_000) for _ in range(8)]
    np.testing.assert_array_equal(in_parts.run(inputs), expected)
    assert {float(block.sum()) for block in blocks} == {2_500_000.0}
