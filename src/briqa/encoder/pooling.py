"""From texts to unit vectors over a runtime: batches of like length, means of token states."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from briqa.encoder.interface import PassageInput, PassageVectors, Vectors
from briqa.encoder.runtime import Runtime
from briqa.encoder.word_ids import word_ids
from briqa.values import dataclass

if TYPE_CHECKING:
    from tokenizers import Encoding

_QUERIES_AT_ONCE: Final = 32
# Lengths that queries are padded to, so that a text's vector doesn't depend on its neighbours.
# Words, which are the most, aren't padded at all.
_STEP, _SHORT = 8, 16
_SPECIAL_TOKENS: Final = 2


_Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """What is kept of a passage's tokens until its turn; a tokenizer's own result is tenfold.

    `ids` has the shape (n_tokens,), `offsets`, their character ranges, (n_tokens, 2).
    """

    ids: _Integers
    offsets: _Integers

    @classmethod
    def of(cls, encoding: "Encoding", limit: int) -> "_Tokens":
        ids = np.array(encoding.ids[:limit], dtype=np.int32)
        return cls(ids, np.array(encoding.offsets[:limit], dtype=np.int32).reshape(-1, 2))


def encode_queries(runtime: Runtime, queries: Sequence[str], prompt: str) -> Vectors:
    """The vectors of short texts.

    A vector is the same to the last bit whatever is encoded with it: only texts of about one length
    share a batch, padded to that length.

    Args:
        runtime: the model.
        queries: the texts.
        prompt: put in front of each.

    Returns:
        Float32 of shape (n_queries, dim), unit length.
    """
    vectors = np.empty((len(queries), runtime.facts.dimension), dtype=np.float32)
    if not queries:
        return vectors
    if not runtime.facts.means_tokens:
        vectors[:] = runtime.text_vectors(queries, prompt)
        return vectors
    limit = runtime.facts.window_tokens + _SPECIAL_TOKENS
    # Word by word, as most were cut before.
    whole = word_ids(runtime.tokenizer).whole
    ids = [_cut(whole(prompt + query), limit) for query in queries]
    by_length: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(ids):
        by_length[min(_padded(len(own)), limit)].append(index)
    for length, indices in by_length.items():
        for first in range(0, len(indices), _QUERIES_AT_ONCE):
            batch = indices[first : first + _QUERIES_AT_ONCE]
            states = _states(runtime, [ids[index] for index in batch], length)
            for index, tokens in zip(batch, states, strict=True):
                vectors[index] = _unit(tokens.mean(axis=0))
    return vectors


def encode_passages(runtime: Runtime, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
    """The vectors of each passage and its sentences, in order.

    Passages are batched by length, since a batch costs as much as its longest member; the results
    are held back until all before them are done.

    Args:
        runtime: the model.
        passages: what to encode.
    """
    from concurrent.futures import ThreadPoolExecutor  # which questions go without

    prompt = runtime.facts.document_prompt
    limit = runtime.facts.window_tokens + _SPECIAL_TOKENS
    tokens = [
        _Tokens.of(runtime.tokenizer.encode(prompt + _with_heading(passage) + passage.text), limit)
        for passage in passages
    ]
    by_length = sorted(range(len(passages)), key=lambda index: -len(tokens[index].ids))
    size = runtime.passages_at_once
    batches = [by_length[first : first + size] for first in range(0, len(by_length), size)]

    def vectors_of(batch: Sequence[int]) -> list[PassageVectors]:
        return _batch_vectors(
            runtime, [passages[index] for index in batch], [tokens[index] for index in batch]
        )

    done: dict[int, PassageVectors] = {}
    following = 0
    with ThreadPoolExecutor(runtime.batches_at_once) as pool:
        for batch, vectors in zip(batches, pool.map(vectors_of, batches), strict=True):
            done.update(zip(batch, vectors, strict=True))
            while following in done:
                yield done.pop(following)
                following += 1


def _batch_vectors(
    runtime: Runtime, passages: Sequence[PassageInput], tokens: Sequence[_Tokens]
) -> list[PassageVectors]:
    if not runtime.facts.means_tokens:
        return [_encode_apart(runtime, passage) for passage in passages]
    ids = [own.ids for own in tokens]
    states = _states(runtime, ids, max(map(len, ids)))
    return [
        _pool(passage, own.offsets, found, len(runtime.facts.document_prompt))
        for passage, own, found in zip(passages, tokens, states, strict=True)
    ]


def _states(
    runtime: Runtime, batch: Sequence[Sequence[int] | _Integers], length: int
) -> list[Vectors]:
    """The state of each token of each input, none longer than the length padded to."""
    ids = np.full((len(batch), length), runtime.facts.pad_id, dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, own in enumerate(batch):
        ids[row, : len(own)] = own
        mask[row, : len(own)] = 1
    states = runtime.token_states(ids, mask)
    return [states[row, : len(own)] for row, own in enumerate(batch)]


def _pool(
    passage: PassageInput, offsets: _Integers, states: Vectors, prompt_length: int
) -> PassageVectors:
    text_start = prompt_length + len(_with_heading(passage))
    whole = _unit(states.mean(axis=0))
    sentences = np.empty((len(passage.sentences), states.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(passage.sentences):
        inside = (offsets[:, 1] > text_start + start) & (offsets[:, 0] < text_start + end)
        inside &= offsets[:, 1] > offsets[:, 0]
        sentences[row] = _unit(states[inside].mean(axis=0)) if inside.any() else whole
    return PassageVectors(whole, sentences)


def _encode_apart(runtime: Runtime, passage: PassageInput) -> PassageVectors:
    """For models that don't pool by the mean, whose token states mean nothing by themselves."""
    heading = _with_heading(passage)
    parts = [passage.text[start:end] for start, end in passage.sentences]
    vectors = runtime.text_vectors(
        [heading + passage.text, *(heading + part for part in parts)],
        runtime.facts.document_prompt,
    )
    return PassageVectors(vectors[0], vectors[1:])


def _cut(ids: Sequence[int], limit: int) -> Sequence[int]:
    """Token ids that fit the window, the closing one kept."""
    return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]


def _padded(length: int) -> int:
    return length if length <= _SHORT else -(-length // _STEP) * _STEP


def _with_heading(passage: PassageInput) -> str:
    return f"{passage.heading}\n" if passage.heading else ""


def _unit(vector: Vectors) -> Vectors:
    norm = float(np.linalg.norm(vector))
    return (vector / norm if norm > 0 else vector).astype(np.float32)
