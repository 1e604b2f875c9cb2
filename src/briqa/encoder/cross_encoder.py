"""A cross-encoder: reads a question and a text together; says whether it answers it, and where.

The one thing to know: it is the default model with a change of low rank to each of its matrices,
made by `bench/cross_train.py`; that is all that the package ships of it. So it goes with indexes
made by the default model only, and is exported to ONNX once, as the model itself is.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from briqa.encoder.interface import PairReading, PairText, Vectors
from briqa.encoder.onnx_runtime import (
    PROBE_FILE,
    DamagedExport,
    cut_in_parts,
    open_export_graph,
)
from briqa.encoder.runtime import TokenIds
from briqa.encoder.tokens import Tokens
from briqa.encoder.verified import Trial

OUTPUT: Final = "readings"
"""Of shape (n, 1 + 2 length): a pair's score, then of each token the logit that the answer begins
with it, then of each that it ends with it."""
INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
PROBE: Final = PairText("How many tons in 2021?", "In 2021 the harbour handled 2.4 million tons.")
# The most tokens of a question, and of question, text and three special ones.
QUESTION_TOKENS: Final = 64
TOKENS: Final = 160
# Kernels of another processor differ by some hundredths; weights packed for another one, by much.
_SAME: Final = 0.5
# The log-probability of a word that wasn't read.
_UNREAD: Final = -30.0
_PIECE: Final = re.compile(r"\S+")
Floats = npt.NDArray[np.float64]


class CrossEncoder:
    """An exported cross-encoder. Safe to share between threads.

    Args:
        folder: where `briqa.encoder.cross_exporting` wrote it.
        tokens: the default model's.
        for_one: it reads for a single question: with less memory, a pair takes longer.

    Raises:
        DamagedExport: when the folder holds no export.
    """

    def __init__(self, folder: Path, tokens: Tokens, *, for_one: bool = False) -> None:
        self._tokens = tokens
        try:
            # Its products are of integers, which give the same however they are laid out.
            self._graph = open_export_graph(folder, for_one=for_one, packed=not for_one)
        except Exception as error:  # whatever its library raises for a broken file
            raise DamagedExport(str(error)) from error

    def read(self, pairs: Sequence[PairText]) -> list[PairReading]:
        """What it says of each text beside its question.

        Each pair is read by itself, so that its reading is the same to the last bit whatever is
        read with it.

        Args:
            pairs: questions, each with a text; what is beyond some 100 words of a text isn't read.
        """
        inputs = [dict(zip(INPUTS, pair_inputs(self._tokens, pair), strict=True)) for pair in pairs]
        found = self._graph.run_each(inputs)
        return [
            self._reading(pair, own["token_type_ids"][0], output[0])
            for pair, own, output in zip(pairs, inputs, found, strict=True)
        ]

    def _reading(self, pair: PairText, types: TokenIds, output: Vectors) -> PairReading:
        of_text = np.flatnonzero(types)[:-1]  # the last one ends the pair
        # In an array of its own, sums are done in the same order wherever the output lies.
        logits = output[1:].reshape(2, -1)[:, of_text].astype(np.float64)
        first, last = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        ranges = self._token_ranges(pair)
        return PairReading(float(output[0]), _of_words(first, ranges), _of_words(last, ranges))

    def _token_ranges(self, pair: PairText) -> list[tuple[int, int]]:
        """The half-open ranges of tokens that the words of a text are.

        Tokens never reach over white space, so they are counted piece by piece; within a piece up
        to each bound, since a tokenizer may keep together what isn't one word ("€120").
        """
        bounds = {bound for word in pair.words for bound in word}
        before = dict.fromkeys(bounds, 0)
        count = 0
        for piece in _PIECE.finditer(pair.text):
            whole = len(self._tokens.ids(piece[0], special=False))
            for at in range(piece.start(), piece.end()):
                if at in bounds:
                    upto = self._tokens.ids(pair.text[piece.start() : at], special=False)
                    before[at] = count + min(len(upto), whole)
            count += whole
            if piece.end() in bounds:
                before[piece.end()] = count
        return [(before[start], before[end]) for start, end in pair.words]


def _of_words(tokens: Floats, ranges: Sequence[tuple[int, int]]) -> Vectors:
    """The log-probabilities of words, from those of tokens; least for those that weren't read."""
    return np.array(
        [
            np.logaddexp.reduce(tokens[start:end], initial=_UNREAD) if start < end else _UNREAD
            for start, end in ranges
        ],
        dtype=np.float32,
    )


def open_checked(folder: Path, tokens: Tokens, *, for_one: bool = False) -> CrossEncoder:
    """An exported cross-encoder that gives what it gave when it was exported.

    It is tried unless all that it depends on is as it was when it was tried before.

    Args:
        folder: the export.
        tokens: the default model's.
        for_one: as `CrossEncoder` has it.

    Raises:
        DamagedExport: when it isn't whole, or gives other scores, as on another processor.
    """
    try:
        trial = Trial(folder)
        opened = CrossEncoder(folder, tokens, for_one=for_one)
        if trial.is_needed:
            kept = np.array(json.loads((folder / PROBE_FILE).read_text(encoding="utf-8")))
            if not abs(opened.read([PROBE])[0].score - kept[0]) <= _SAME:
                raise DamagedExport("it gives other scores")
            trial.passed()
    except DamagedExport:
        raise
    except Exception as error:  # as above
        raise DamagedExport(str(error)) from error
    return opened


def write_probe(folder: Path, tokens: Tokens) -> Vectors:
    """Completes an export with its parts and what it gives for `PROBE`.

    Args:
        folder: where the graph is already.
        tokens: the default model's.

    Returns:
        That: its `OUTPUT`.
    """
    inputs = dict(zip(INPUTS, pair_inputs(tokens, PROBE), strict=True))
    found = cut_in_parts(folder, inputs, packed=False)
    (folder / PROBE_FILE).write_text(json.dumps(found[0].tolist()), encoding="utf-8")
    return found


def pair_inputs(tokens: Tokens, pair: PairText) -> tuple[TokenIds, TokenIds, TokenIds]:
    """What a BERT model reads of a question and a text, in the order of `INPUTS`.

    Args:
        tokens: the model's.
        pair: the two.

    Returns:
        Token ids, attention mask and token types, each of shape (1, length).
    """
    first = tokens.ids(pair.question, special=False)[:QUESTION_TOKENS]
    room = TOKENS - 3 - len(first)
    second = tokens.ids(pair.text, special=False)[:room]
    start, end = tokens.id_of("[CLS]"), tokens.id_of("[SEP]")
    ids = np.array([[start, *first, end, *second, end]], dtype=np.int64)
    types = np.zeros_like(ids)
    types[:, len(first) + 2 :] = 1
    return ids, np.ones_like(ids), types
