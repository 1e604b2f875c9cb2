"""A cross-encoder: reads a question and a text together, and says whether the text answers it.

The one thing to know: it is the default model with a change of low rank to each of its matrices,
made by `bench/cross_train.py`; that is all that the package ships of it. So it goes with indexes
made by the default model only, and is exported to ONNX once, as the model itself is.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from briqa.encoder.interface import Vectors
from briqa.encoder.onnx_runtime import GRAPH_FILE, PROBE_FILE, DamagedExport, open_session
from briqa.encoder.runtime import TokenIds
from briqa.encoder.verified import Trial
from briqa.encoder.word_ids import word_ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SCORES_OUTPUT: Final = "scores"
INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
PROBE: Final = ("How many tons in 2021?", "In 2021 the harbour handled 2.4 million tons.")
# The most tokens of a question, and of question, text and three special ones.
QUESTION_TOKENS: Final = 64
TOKENS: Final = 160
# Kernels of another processor differ by some hundredths; weights packed for another one, by much.
_SAME: Final = 0.5


class CrossEncoder:
    """An exported cross-encoder. Safe to share between threads.

    Args:
        folder: where `briqa.encoder.cross_exporting` wrote it.
        tokenizer: the default model's, which neither cuts nor pads.

    Raises:
        DamagedExport: when the folder holds no export.
    """

    def __init__(self, folder: Path, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        try:
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
            Float32 of shape (n,): the log-odds that it does.
        """
        found = np.empty(len(pairs), dtype=np.float32)
        for row, (question, text) in enumerate(pairs):
            inputs = pair_inputs(self._tokenizer, question, text)
            (scores,) = self._session.run([SCORES_OUTPUT], dict(zip(INPUTS, inputs, strict=True)))
            found[row] = scores[0]
        return found


def open_checked(folder: Path, tokenizer: "Tokenizer") -> CrossEncoder:
    """An exported cross-encoder that gives what it gave when it was exported.

    It is tried unless all that it depends on is as it was when it was tried before.

    Args:
        folder: the export.
        tokenizer: the default model's, which neither cuts nor pads.

    Raises:
        DamagedExport: when it isn't whole, or gives other scores, as on another processor.
    """
    try:
        trial = Trial(folder)
        opened = CrossEncoder(folder, tokenizer)
        if trial.is_needed:
            kept = np.array(json.loads((folder / PROBE_FILE).read_text(encoding="utf-8")))
            if not bool(np.abs(opened.scores([PROBE]) - kept).max() <= _SAME):
                raise DamagedExport("it gives other scores")
            trial.passed()
    except DamagedExport:
        raise
    except Exception as error:  # as above
        raise DamagedExport(str(error)) from error
    return opened


def write_probe(folder: Path, tokenizer: "Tokenizer") -> Vectors:
    """Completes an export with what it gives for `PROBE`.

    Args:
        folder: where the graph is already.
        tokenizer: the default model's, which neither cuts nor pads.

    Returns:
        Its score, of shape (1,).
    """
    found = CrossEncoder(folder, tokenizer).scores([PROBE])
    (folder / PROBE_FILE).write_text(json.dumps(found.tolist()), encoding="utf-8")
    return found


def pair_inputs(
    tokenizer: "Tokenizer", question: str, text: str
) -> tuple[TokenIds, TokenIds, TokenIds]:
    """What a BERT model reads of a question and a text, in the order of `INPUTS`.

    Args:
        tokenizer: the model's, which neither cuts nor pads.
        question: the question.
        text: the text.

    Returns:
        Token ids, attention mask and token types, each of shape (1, length).
    """
    cut = word_ids(tokenizer)
    first = cut.of(question)[:QUESTION_TOKENS]
    room = TOKENS - 3 - len(first)
    second = cut.of(text)[:room]
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ids = np.array([[start, *first, end, *second, end]], dtype=np.int64)
    types = np.zeros_like(ids)
    types[:, len(first) + 2 :] = 1
    return ids, np.ones_like(ids), types
