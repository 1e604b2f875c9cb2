from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from briqa.encoder import DEFAULT_MODEL, PassageInput, SentenceTransformerEncoder, open_encoder
from briqa.encoder.folders import find_model
from briqa.encoder.token_counts import TokenCounts
from briqa.encoder.torch_runtime import TorchRuntime
from briqa.errors import EncoderError
from tests.strategies import texts

TEXT = "The port grew by 12.5%. Then it closed."
PASSAGES = [
    PassageInput("Ports > Wuxi", TEXT, ((0, 23), (24, 39))),
    PassageInput("", "Cafe\u0301 \U0001f600 opened.", ((0, 15),)),
    PassageInput("", "A much longer one. " * 8, ((0, 18),)),
]


@pytest.fixture(scope="module")
def original(encoder: SentenceTransformerEncoder) -> TorchRuntime:
    """The model as sentence-transformers itself runs it."""
    return TorchRuntime(find_model(DEFAULT_MODEL))


def test_one_forward_pass_equals_the_encode_of_the_model(
    encoder: SentenceTransformerEncoder, original: TorchRuntime
) -> None:
    shown = [f"{p.heading}\n{p.text}" if p.heading else p.text for p in PASSAGES]
    expected = original.text_vectors(shown, "")
    found = [vectors.passage for vectors in encoder.encode_passages(PASSAGES)]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_passage_and_sentence_vectors_are_of_unit_length(
    encoder: SentenceTransformerEncoder,
) -> None:
    for inputs, vectors in zip(PASSAGES, encoder.encode_passages(PASSAGES), strict=True):
        assert vectors.passage.dtype == vectors.sentences.dtype == np.float32
        assert vectors.sentences.shape == (len(inputs.sentences), encoder.dimension)
        np.testing.assert_allclose(np.linalg.norm(vectors.passage), 1, atol=1e-5)
        np.testing.assert_allclose(np.linalg.norm(vectors.sentences, axis=1), 1, atol=1e-5)


def test_a_sentence_is_nearer_to_its_own_question(encoder: SentenceTransformerEncoder) -> None:
    text = "The port shipped rice. The university trained nurses."
    inputs = PassageInput("", text, ((0, 22), (23, 53)))
    [vectors] = encoder.encode_passages([inputs])
    [query] = encoder.encode_queries(["Which school taught nursing?"])
    first, second = vectors.sentences @ query
    assert second > first


def test_no_texts_give_no_vectors(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.encode_queries([]).shape == (0, encoder.dimension)
    assert list(encoder.encode_passages([])) == []


def test_token_offsets_are_ranges_of_the_text(encoder: SentenceTransformerEncoder) -> None:
    assert [TEXT[a:b] for a, b in encoder.token_offsets("The port grew")] == ["The", "port", "grew"]


def test_token_offsets_know_no_window(encoder: SentenceTransformerEncoder) -> None:
    assert len(encoder.token_offsets("port " * 600)) == 600


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    text=st.one_of(
        texts(), st.text(), st.text(st.sampled_from("aé\u0301 \t\n\x1c\u200b[SEP]中-.1"))
    )
)
def test_a_texts_tokens_are_counted_without_being_cut(
    text: str, encoder: SentenceTransformerEncoder
) -> None:
    assert encoder.token_count(text) == len(encoder.token_offsets(text))


def test_a_tokenizer_that_does_not_cut_at_spaces_counts_whole_texts() -> None:
    # The commonest pair is merged across the space, so that two words share a token.
    tokenizer = Tokenizer(
        models.BPE(vocab={"a": 0, " ": 1, "a ": 2, "a a": 3}, merges=[("a", " "), ("a ", "a")])
    )
    assert TokenCounts(tokenizer).of("a a") == 1


def test_words_with_a_token_of_their_own_are_told_the_commonest_first(
    encoder: SentenceTransformerEncoder,
) -> None:
    ranks = {word: encoder.word_rank(word) for word in ("the", "port", "visit", "companies")}
    assert None not in ranks.values()
    assert (ranks["the"] or 0) < (ranks["companies"] or 0)
    assert [encoder.word_rank(word) for word in ("prts", "##s", "[CLS]", "")] == [None] * 4


def test_a_prompt_for_documents_is_put_in_front_but_in_no_sentence(
    encoder: SentenceTransformerEncoder,
    original: TorchRuntime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runtime = copy(encoder.runtime)
    monkeypatch.setattr(runtime, "facts", replace(runtime.facts, document_prompt="passage: "))
    prompted = copy(encoder)
    prompted.runtime = runtime
    [vectors] = prompted.encode_passages([PassageInput("", "Ports grew.", ((0, 11),))])
    expected = original.text_vectors(["Ports grew."], "passage: ")
    np.testing.assert_allclose(vectors.passage, expected[0], atol=1e-5)
    assert not np.allclose(vectors.passage, vectors.sentences[0], atol=1e-3)


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no such folder") as caught:
        open_encoder(str(tmp_path / "absent"))
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="holds no sentence-transformers model") as caught:
        open_encoder(str(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "modules",
    [
        "{",
        "[]",
        '[{"idx": 0, "name": "0", "path": "", "type": "no.such.Module"}]',
        '[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]',
    ],
)
def test_a_broken_model_is_one_line(tmp_path: Path, modules: str) -> None:
    (tmp_path / "modules.json").write_text(modules)
    with pytest.raises(EncoderError) as caught:
        open_encoder(str(tmp_path)).load()
    assert "\n" not in str(caught.value)


def test_a_folder_without_weights_has_no_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(EncoderError, match=r"no model\.safetensors"):
        _ = open_encoder(str(tmp_path)).fingerprint


def test_a_query_has_one_vector_whatever_is_encoded_with_it(
    encoder: SentenceTransformerEncoder,
) -> None:
    texts = [
        "port",
        "ports",
        "How many trains left in 2021?",
        "tonnes of cargo " * 9,
        "harbourmaster",
    ]
    alone = [encoder.encode_queries([text])[0] for text in texts]
    np.testing.assert_array_equal(encoder.encode_queries(texts), alone)
    again = encoder.encode_queries([*reversed(texts), *(f"word {n}" for n in range(40))])
    np.testing.assert_array_equal(again[: len(texts)][::-1], alone)


def test_queries_are_encoded_as_the_model_does_it(
    encoder: SentenceTransformerEncoder, original: TorchRuntime
) -> None:
    queries = ["port", "Which school trained nurses?", "", "grain " * 400]
    expected = original.model.encode_query(queries, normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_queries(queries), expected, atol=1e-6)


def test_a_passages_vectors_do_not_depend_on_what_is_encoded_with_it(
    encoder: SentenceTransformerEncoder,
) -> None:
    passages = [
        PassageInput("Ports", f"Quay {n} grew. " * (1 + n * n % 23), ((0, 10),)) for n in range(24)
    ]
    for passage, found in zip(passages, encoder.encode_passages(passages), strict=True):
        (alone,) = encoder.encode_passages([passage])
        np.testing.assert_array_equal(found.passage, alone.passage)
        np.testing.assert_array_equal(found.sentences, alone.sentences)


def test_vectors_of_passages_do_not_depend_on_how_many_batches_run_at_once(
    encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = [
        PassageInput("Ports", f"Quay {n} grew. " * (1 + n % 7), ((0, 10),)) for n in range(40)
    ]
    together = list(encoder.encode_passages(passages))
    runtime = copy(encoder.runtime)
    monkeypatch.setattr(runtime, "batches_at_once", 1)
    alone = copy(encoder)
    alone.runtime = runtime
    for found, expected in zip(together, alone.encode_passages(passages), strict=True):
        np.testing.assert_array_equal(found.passage, expected.passage)
        np.testing.assert_array_equal(found.sentences, expected.sentences)
