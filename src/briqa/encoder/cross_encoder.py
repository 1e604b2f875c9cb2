"""A cross-encoder: reads a question and a text together, and says whether the text answers it.

The one thing to know: it is the default model with a change of low rank to each of its matrices,
made by `bench/cross_train.py`; that is all that the package ships of it. So it goes with indexes
made by the default model only, and is exported to ONNX once, as the model itself is.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from briqa.encoder.interface import Vectors
from briqa.encoder.onnx_runtime import (
    GRAPH_FILE,
    TOKENIZER_FILE,
    DamagedExport,
    open_session,
    open_tokenizer,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_log = logging.getLogger(__name__)

SCORES_OUTPUT: Final = "scores"
# The most tokens of a question, and of question, text and three special ones.
_QUESTION_TOKENS: Final = 64
_TOKENS: Final = 160


class CrossEncoder:
    """An exported cross-encoder. Safe to share between threads.

    Args:
        folder: where `briqa.encoder.cross_exporting` wrote it.

    Raises:
        DamagedExport: when the folder doesn't hold a whole export.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._tokenizer = open_tokenizer(folder / TOKENIZER_FILE)
            self._session = open_session(folder / GRAPH_FILE)
        except Exception as error:  # whatever its library raises for a broken file
            raise DamagedExport(str(error)) from error

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """How well each text answers its question.

        Each pair is read by itself, so that its scores are the same to the last bit whatever is
        read with it.

        Args:
            pairs: questions, each with a text; what is beyond some 100 words of a text isn't read.

        Returns:
            Float32 of shape (n, 2): the log-odds that the text answers, and how far the likeliest
            place of the answer is above there being none.
        """
        found = np.empty((len(pairs), 2), dtype=np.float32)
        for row, (question, text) in enumerate(pairs):
            ids, types = pair_tokens(self._tokenizer, question, text)
            inputs = {
                "input_ids": ids[None],
                "attention_mask": np.ones_like(ids)[None],
                "token_type_ids": types[None],
            }
            found[row] = self._session.run([SCORES_OUTPUT], inputs)[0][0]
        return found


def pair_tokens(
    tokenizer: "Tokenizer", question: str, text: str
) -> "tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]]":
    """The tokens of a question and a text, and which of the two each belongs to.

    Args:
        tokenizer: a BERT model's, which neither cuts nor pads.
        question: the question.
        text: the text.
    """
    first = tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION_TOKENS]
    room = _TOKENS - 3 - len(first)
    second = tokenizer.encode(text, add_special_tokens=False).ids[:room]
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ids = [start, *first, end, *second, end]
    types = [0] * (len(first) + 2) + [1] * (len(second) + 1)
    return np.array(ids, dtype=np.int64), np.array(types, dtype=np.int64)
