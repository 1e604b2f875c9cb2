import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from briqa.encoder import SentenceTransformerEncoder
from briqa.encoder.tokens import Tokens
from briqa.encoder.word_pieces import WordPieces, is_plain, word_pieces_of
from tests.strategies import texts

PLAIN = [each for each in map(chr, range(0x3000)) if is_plain(each)]
PARTS = [
    "port", "Ports", "unbelievably", "2,269.5", "1.22", "km²", "½", "Größe", "naïve", "Łódź",
    "İstanbul", "Straße", "ΟΔΟΣ", "Москва", "и\u0306", "≥5", "→", "don't", "“quoted”", "a–b",
    "e\u2060f", "a\u00a0b", "x" * 101, "zqxj" * 9,
]  # fmt: skip


@pytest.fixture(scope="module")
def library(encoder: SentenceTransformerEncoder) -> Tokenizer:
    return encoder.runtime.tokenizer


@pytest.fixture(scope="module")
def pieces(library: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    content = word_pieces_of(library)
    assert content is not None
    path = tmp_path_factory.mktemp("pieces") / "pieces"
    path.write_bytes(content)
    return WordPieces(path)


def test_each_plain_character_is_read_as_the_library_reads_it(
    pieces: WordPieces, library: Tokenizer
) -> None:
    assert len(PLAIN) > 4000
    for each in PLAIN:
        for text in (each, f"a{each}b {each} 1{each}", f"port{each}s e{each}{each}n"):
            assert pieces.ids(text, special=True) == library.encode(text).ids, text


# As they stand in the vocabulary; they are the library's, which takes them for one token.
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@example(parts=["[PAD]"], between="", special=False)
@given(
    parts=st.lists(st.sampled_from(PARTS) | st.text(st.sampled_from(PLAIN), max_size=12)),
    between=st.sampled_from(["", " ", "\n"]),
    special=st.booleans(),
)
def test_plain_texts_are_read_as_the_library_reads_them(
    pieces: WordPieces, library: Tokenizer, parts: list[str], between: str, *, special: bool
) -> None:
    text = between.join(parts)
    expected = library.encode(text, add_special_tokens=special).ids
    found = pieces.ids(text, special=special)
    is_read = is_plain(text) and not any(name in text for name in SPECIAL)
    assert found == (expected if is_read else None)


@pytest.mark.parametrize(
    "text", ["港口", "soft\u00adhyphen", "\u200bport", "\U0001f600", "a [SEP] b", "[MASK]", "\x00"]
)
def test_other_texts_are_left_to_the_library(pieces: WordPieces, text: str) -> None:
    assert pieces.ids(text, special=True) is None


@given(texts())
def test_with_the_library_behind_it_any_text_is_read(
    pieces: WordPieces, library: Tokenizer, text: str
) -> None:
    assert Tokens(lambda: library, pieces).ids(text) == library.encode(text).ids


def test_the_library_is_asked_for_only_where_it_is_needed(pieces: WordPieces) -> None:
    def never() -> Tokenizer:
        raise AssertionError("it is loaded")

    tokens = Tokens(never, pieces)
    assert tokens.ids("How many jobs?")
    assert tokens.id_of("port")
    assert tokens.id_of("nonesuch") is None
    with pytest.raises(AssertionError, match="loaded"):
        tokens.ids("港口")


def test_each_piece_has_its_id_and_nothing_else_has(pieces: WordPieces, library: Tokenizer) -> None:
    for piece, number in library.get_vocab().items():
        assert pieces.id_of(piece) == number
    for absent in ("", "zzzz", "\U0010ffff", "port" * 9, "Port"):
        assert pieces.id_of(absent) is None


def _cased(settings: dict[str, Any]) -> None:
    settings["normalizer"]["lowercase"] = False


def _accented(settings: dict[str, Any]) -> None:
    settings["normalizer"]["strip_accents"] = False


def _other_words(settings: dict[str, Any]) -> None:
    settings["pre_tokenizer"] = {"type": "WhitespaceSplit"}


def _own_token(settings: dict[str, Any]) -> None:
    settings["added_tokens"].append(settings["added_tokens"][0] | {"id": 30522, "content": "<x>"})


def _nothing_around(settings: dict[str, Any]) -> None:
    settings["post_processor"] = None


@pytest.mark.parametrize("change", [_cased, _accented, _other_words, _own_token, _nothing_around])
def test_a_tokenizer_that_reads_otherwise_is_left_to_the_library(
    library: Tokenizer, change: Callable[[dict[str, Any]], None]
) -> None:
    settings = json.loads(library.to_str())
    change(settings)
    assert word_pieces_of(Tokenizer.from_str(json.dumps(settings))) is None


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent"):
        WordPieces(tmp_path / "absent")


def test_a_plain_question_is_read_without_the_library(
    encoder: SentenceTransformerEncoder,
) -> None:
    del encoder  # it has left its export in the suite's cache
    code = (
        "import sys; from briqa.encoder import PairText, open_encoder, verified;"
        "verified.Trial.is_needed = False;"  # a trial would compare the two
        "e = open_encoder(for_one=True); e.encode_queries(['How many jobs?']);"
        "e.read_pairs([PairText('How many jobs?', 'There are 9 jobs.')]); e.word_rank('jobs');"
        "print('tokenizers' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
