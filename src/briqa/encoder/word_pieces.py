"""Tokens of plain texts by BERT's word pieces, out of a file that is looked up in, not read.

The one thing to know: the library's tokenizer takes 13 MB and a twentieth of a first answer, most
of it for a vocabulary of which a question needs some fifty words. Here are only texts of characters
that `tests/encoder/test_word_pieces.py` goes through one by one; all others are the library's.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Latin, Greek and Cyrillic letters, accents, punctuation, currencies, signs of mathematics, arrows;
# what is only there to steer how text is shown (soft hyphens, say) is left out.
_PLAIN: Final = re.compile(
    r"[\t\n\r\u0020-\u007e\u00a0-\u00ac\u00ae-\u052f"
    r"\u1e00-\u200a\u2010-\u2029\u202f-\u205f\u2070-\u2bff]*"
)
_UNKNOWN: Final = "[UNK]"
_START, _END = "[CLS]", "[SEP]"
_SPECIAL: Final = ("[PAD]", _UNKNOWN, _START, _END, "[MASK]")
_GOES_ON: Final = "##"
_LONGEST_WORD: Final = 100
# Bytes; the default model's longest piece has 18.
_WIDTH: Final = 24
_PIECE: Final = f"S{_WIDTH}"
_ID: Final = "<i4"
_ROW_BYTES: Final = _WIDTH + 4
_ASCII_MARKS: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def is_plain(text: str) -> bool:
    """Whether all characters of a text are known to be read here as the library reads them."""
    return _PLAIN.fullmatch(text) is not None


class _Apart(dict[int, str]):
    """For `str.translate`: sets marks apart from the words that they stand at."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        is_mark = mark in _ASCII_MARKS or unicodedata.category(mark).startswith("P")
        self[code] = f" {mark} " if is_mark else mark
        return self[code]


class WordPieces:
    """The tokenizer that a file was written of, for plain texts.

    Args:
        path: what `word_pieces_of` gave.

    Raises:
        OSError: when there is no such file.
    """

    def __init__(self, path: Path) -> None:
        rows = path.stat().st_size // _ROW_BYTES
        # All pieces, sorted; behind them the id of each.
        self._pieces = np.asarray(np.memmap(path, _PIECE, "r", 0, (rows,)))
        self._ids = np.asarray(np.memmap(path, _ID, "r", rows * _WIDTH, (rows,)))
        self._apart = _Apart()

    def ids(self, text: str, *, special: bool) -> list[int] | None:
        """The ids of a text's tokens; None if it isn't plain.

        Args:
            text: the text.
            special: with the tokens that stand before and after each text.
        """
        if not is_plain(text) or any(name in text for name in _SPECIAL):
            return None
        found = [number for word in self._words(text) for number in self._cut(word)]
        return [self._known(_START), *found, self._known(_END)] if special else found

    def id_of(self, piece: str) -> int | None:
        """The id of a piece; None if there is none."""
        sought = piece.encode()
        if len(sought) > _WIDTH:
            return None
        row = int(self._pieces.searchsorted(sought))
        if row == len(self._pieces) or self._pieces[row] != sought:
            return None
        return int(self._ids[row])

    def _words(self, text: str) -> list[str]:
        if not text.isascii():
            # As the library does: without accents first, then each letter for itself in lower case,
            # where Python's lower() knows of the sigma at the end of a word.
            parts = unicodedata.normalize("NFD", text)
            text = "".join(each.lower() for each in parts if unicodedata.category(each) != "Mn")
        return text.lower().translate(self._apart).split()

    def _cut(self, word: str) -> list[int]:
        """The longest piece that a word begins with, then that of what is left, and so on."""
        if len(word) > _LONGEST_WORD:
            return [self._known(_UNKNOWN)]
        found = []
        start = 0
        while start < len(word):
            mark = _GOES_ON if start else ""
            for end in range(min(len(word), start + _WIDTH), start, -1):
                piece = self.id_of(mark + word[start:end])
                if piece is not None:
                    break
            else:
                return [self._known(_UNKNOWN)]
            found.append(piece)
            start = end
        return found

    def _known(self, piece: str) -> int:
        found = self.id_of(piece)
        if found is None:
            raise ValueError(f"there is no {piece}")
        return found


def word_pieces_of(tokenizer: "Tokenizer") -> bytes | None:
    """The file of a tokenizer of BERT's sort that reads in lower case; None for others.

    Args:
        tokenizer: the library's.
    """
    vocabulary = {piece.encode(): number for piece, number in tokenizer.get_vocab().items()}
    pieces = sorted(vocabulary)
    if not _is_as_here(tokenizer) or max(map(len, pieces)) > _WIDTH:
        return None
    numbers = [vocabulary[each] for each in pieces]
    return np.array(pieces, dtype=_PIECE).tobytes() + np.array(numbers, dtype=_ID).tobytes()


def _is_as_here(tokenizer: "Tokenizer") -> bool:
    """Whether it does what is done here, as far as its settings say."""
    settings = json.loads(tokenizer.to_str())
    normalizer, model = settings["normalizer"] or {}, settings["model"]
    around = [tokenizer.token_to_id(_START), tokenizer.token_to_id(_END)]
    return (
        normalizer.get("type") == "BertNormalizer"
        and normalizer["clean_text"]
        and normalizer["lowercase"]
        and normalizer["strip_accents"] is not False
        and (settings["pre_tokenizer"] or {}).get("type") == "BertPreTokenizer"
        and model["type"] == "WordPiece"
        and model["unk_token"] == _UNKNOWN
        and model["continuing_subword_prefix"] == _GOES_ON
        and model["max_input_chars_per_word"] == _LONGEST_WORD
        and all(map(_is_taken_literally, settings["added_tokens"]))
        and all(tokenizer.token_to_id(name) is not None for name in (_UNKNOWN, _START, _END))
        and tokenizer.encode("").ids == around
    )


def _is_taken_literally(added: Mapping[str, object]) -> bool:
    """Whether a token beside the vocabulary is one of the usual, in these very letters."""
    flags = ("normalized", "lstrip", "rstrip", "single_word")
    return added["content"] in _SPECIAL and not any(added[flag] for flag in flags)
