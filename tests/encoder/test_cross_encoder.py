import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.encoder import (
    DEFAULT_MODEL,
    INT8_SUFFIX,
    PairReading,
    PairText,
    SentenceTransformerEncoder,
    cross_exporting,
)
from briqa.encoder.cache import CACHE_VARIABLE, cache_dir
from briqa.encoder.cross_encoder import TOKENS, CrossEncoder, pair_inputs
from briqa.encoder.cross_exporting import changed_model, is_cross_encoder_made
from briqa.encoder.folders import ModelFolder, find_model
from briqa.encoder.onnx_runtime import GRAPH_FILE, WEIGHTS_FILE
from briqa.encoder.tokens import Tokens
from briqa.encoder.torch_runtime import TorchRuntime

TEXT = "In 2021 the harbour of Varnholm handled 2.4 million tons of grain."
ASKED = "How many tons did the harbour of Varnholm handle in 2021?"
ELSEWHERE = "The ferry lines call at four islands, and bicycles travel free."


@pytest.fixture(scope="module")
def tokens(encoder: SentenceTransformerEncoder) -> Tokens:
    return encoder.runtime.tokens


@pytest.fixture(scope="module")
def cross(tokens: Tokens) -> CrossEncoder:
    opened = cross_exporting.open_cross_encoder(find_model(DEFAULT_MODEL), tokens)
    assert opened is not None
    return opened


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cross: CrossEncoder) -> Path:
    """A cache of the test's own, in which the cross-encoder is already exported."""
    shutil.copytree(cache_dir(), tmp_path / "encoders")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tmp_path / "encoders"


def exported(cache: Path) -> Path:
    [entry] = cache.glob("cross-encoder-*")
    return entry


Open = Callable[[ModelFolder], CrossEncoder | None]


@pytest.fixture
def open_cross_encoder(tokens: Tokens) -> Open:
    return lambda folder: cross_exporting.open_cross_encoder(folder, tokens)


def scores(cross: CrossEncoder, pairs: Sequence[tuple[str, str]]) -> list[float]:
    return [each.score for each in cross.read([PairText(*pair) for pair in pairs])]


def words_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in re.finditer(r"\S+", text))


def same(one: PairReading, other: PairReading) -> bool:
    return (
        one.score == other.score
        and np.array_equal(one.first, other.first)
        and np.array_equal(one.last, other.last)
    )


def never(*_: object) -> None:
    raise AssertionError("it is exported again")


def test_what_answers_scores_above_what_does_not(cross: CrossEncoder) -> None:
    right, other_year, other_text = scores(
        cross,
        [
            (ASKED, TEXT),
            ("How many tons did the harbour of Varnholm handle in 1907?", TEXT),
            (ASKED, ELSEWHERE),
        ],
    )
    assert right > 0
    assert other_year < right - 1
    assert other_text < right - 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (ASKED, "2.4"),
        ("Which harbour handled 2.4 million tons of grain in 2021?", "Varnholm"),
        ("In which year did Varnholm handle that much grain?", "2021"),
    ],
)
def test_it_says_where_the_answer_stands(cross: CrossEncoder, asked: str, answer: str) -> None:
    words = words_of(TEXT)
    (found,) = cross.read([PairText(asked, TEXT, words)])
    start, end = words[int(found.first.argmax())]
    assert TEXT[start:end] == answer


def test_the_export_says_what_the_model_says_that_it_is_made_of(cross: CrossEncoder) -> None:
    original = TorchRuntime(find_model(DEFAULT_MODEL), attention="eager")
    model = changed_model(original)
    pairs = [PairText(*pair) for pair in ((ASKED, TEXT), (ASKED, ELSEWHERE), ("Who?", TEXT * 8))]
    with torch.inference_mode():
        expected = [
            float(model(*map(torch.from_numpy, pair_inputs(original.tokens, pair)))[0, 0])
            for pair in [*pairs, PairText("", "")]
        ]
    found = [each.score for each in cross.read([*pairs, PairText("", "")])]
    # The export is in integers of 8 bits.
    assert found == pytest.approx(expected, abs=0.8)


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=120)), max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_reading_does_not_depend_on_what_else_is_read(
    cross: CrossEncoder, texts: list[tuple[str, str]]
) -> None:
    pairs = [PairText(asked, text, words_of(text)) for asked, text in texts]
    together = cross.read(pairs)
    assert len(together) == len(pairs)
    for pair, found in zip(pairs, together, strict=True):
        assert same(found, cross.read([pair])[0])
        assert found.first.shape == found.last.shape == (len(pair.words),)
        assert np.isfinite([found.score, *found.first, *found.last]).all()
        # Shares of one answer.
        assert np.exp(found.first).sum() <= 1.001
        assert np.exp(found.last).sum() <= 1.001


@pytest.mark.parametrize("sign", ["€", "£", "−", "±", "😀", "½", "™", "\u200b", "N°", ""])
def test_a_sign_before_a_figure_moves_no_word(cross: CrossEncoder, sign: str) -> None:
    text = f"In 2021 it cost {sign}120 million, {sign}9 more than before, and Anna Lind paid."
    name = text.index("Anna")
    (alone,) = cross.read([PairText("Who paid?", text, ((name, name + 4),))])
    words = tuple(found.span() for found in re.finditer(r"\w+|[^\w\s]", text))
    (found,) = cross.read([PairText("Who paid?", text, words)])
    assert found.first[words.index((name, name + 4))] == alone.first[0]
    assert text[slice(*words[int(found.first.argmax())])] == "Anna"


def test_words_behind_the_end_of_what_is_read_hold_no_answer(cross: CrossEncoder) -> None:
    text = "port " * 300 + "2.4"
    (found,) = cross.read([PairText("How many tons?", text, words_of(text))])
    assert found.first[-1] == found.last[-1] < found.first[:100].min()


@pytest.mark.parametrize(("asked", "text"), [(1, 1), (500, 1), (1, 500), (500, 500), (0, 0)])
def test_long_questions_and_texts_are_cut(
    encoder: SentenceTransformerEncoder, asked: int, text: int
) -> None:
    ids, mask, types = pair_inputs(encoder.runtime.tokens, PairText("port " * asked, "ton " * text))
    assert ids.shape == mask.shape == types.shape
    assert ids.shape[1] <= TOKENS
    assert types[0, -1] == 1
    assert (np.diff(types[0]) >= 0).all()
    assert bool((types[0, :-1] == 1).any()) == (text > 0)


def test_it_is_exported_once(
    cache: Path, open_cross_encoder: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cross_exporting, "_export", never)
    folder = find_model(DEFAULT_MODEL)
    SentenceTransformerEncoder(folder).prepare()
    assert open_cross_encoder(folder) is not None


def test_a_failed_export_is_remembered(
    cache: Path, open_cross_encoder: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fails(*_: object) -> None:
        tried.append(1)
        raise RuntimeError("no such operator")

    shutil.rmtree(exported(cache))
    monkeypatch.setattr(cross_exporting, "_export", fails)
    folder = find_model(DEFAULT_MODEL)
    assert not is_cross_encoder_made(folder)
    assert open_cross_encoder(folder) is None
    assert is_cross_encoder_made(folder)
    assert open_cross_encoder(folder) is None
    assert tried == [1]
    refusal = json.loads((exported(cache) / "refused.json").read_text())
    assert "no such operator" in refusal["why"]
    # Other libraries may manage.
    (exported(cache) / "refused.json").write_text(json.dumps({"libraries": {"torch": "0.1"}}))
    monkeypatch.undo()
    monkeypatch.setenv(CACHE_VARIABLE, str(cache.parent))
    assert open_cross_encoder(folder) is not None


@pytest.mark.parametrize("failure", [OSError("no space left on device"), MemoryError()])
def test_a_full_disk_or_memory_is_not_remembered(
    cache: Path,
    open_cross_encoder: Open,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
) -> None:
    def fails(*_: object) -> None:
        raise failure

    shutil.rmtree(exported(cache))
    monkeypatch.setattr(cross_exporting, "_export", fails)
    assert open_cross_encoder(find_model(DEFAULT_MODEL)) is None
    assert not list(cache.glob("cross-encoder-*"))


def test_the_default_model_in_8_bits_has_the_same(
    cache: Path, open_cross_encoder: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cross_exporting, "_export", never)
    assert open_cross_encoder(find_model(DEFAULT_MODEL + INT8_SUFFIX)) is not None


@pytest.mark.parametrize("name", [GRAPH_FILE, WEIGHTS_FILE, "probe.json"])
def test_a_damaged_export_is_made_anew(
    cache: Path, open_cross_encoder: Open, name: str, cross: CrossEncoder
) -> None:
    file = exported(cache) / name
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    opened = open_cross_encoder(find_model(DEFAULT_MODEL))
    assert opened is not None
    assert scores(opened, [(ASKED, TEXT)]) == pytest.approx(scores(cross, [(ASKED, TEXT)]))


def test_an_export_that_scores_otherwise_is_made_anew(
    cache: Path, open_cross_encoder: Open
) -> None:
    probe = exported(cache) / "probe.json"
    kept = probe.read_text()
    probe.write_text("[99.0]")
    assert open_cross_encoder(find_model(DEFAULT_MODEL)) is not None
    assert probe.read_text() == kept


def test_another_model_has_none(tmp_path: Path, open_cross_encoder: Open) -> None:
    shutil.copytree(find_model(DEFAULT_MODEL).path, tmp_path / "model")
    assert open_cross_encoder(ModelFolder(tmp_path / "model", str(tmp_path / "model"))) is None


def test_no_cache_means_no_cross_encoder(
    tmp_path: Path, open_cross_encoder: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file"))
    assert open_cross_encoder(find_model(DEFAULT_MODEL)) is None
