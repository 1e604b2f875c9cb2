"""From a segmented document to vectors: what the encoder reads, and what needn't be read again.

A passage is known by a hash of everything that the encoder reads of it. When a document changes,
passages whose hash is already in the store keep their vectors, so changing a paragraph costs one
passage, and moving a file costs none.
"""

import hashlib
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from briqa.encoder import Encoder, PassageInput, PassageVectors
from briqa.segment import Passage, PassageKind, Segmentation
from briqa.spans import Document
from briqa.store import EmbeddedPassage, IndexedPassage, KnownPassage

_PATH_SEPARATOR = " > "
KnownInputs = Callable[[Sequence[str]], AbstractSet[str]]
"""Hashes of what the encoder would read → those of them whose vectors are in the store."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the encoder reads of one passage, and where the passage stands in the document."""

    index: int
    inputs: PassageInput
    input_hash: str


def embed(
    document: Document,
    segmentation: Segmentation,
    encoder: Encoder,
    known_inputs: KnownInputs,
    *,
    on_progress: Callable[[int, int], None],
) -> list[IndexedPassage | None]:
    """The vectors of a document's body passages, in the order of its passages.

    Passages whose vectors are in the store come without them.

    Args:
        document: the document.
        segmentation: its segmentation.
        encoder: the encoder.
        known_inputs: tells which inputs needn't be read again.
        on_progress: called with the passages done and their total.
    """
    bodies = [
        (index, passage)
        for index, passage in enumerate(segmentation.passages)
        if passage.kind is PassageKind.BODY
    ]
    # That a passage is known with its whole heading tells that the two fit the window, which
    # otherwise only tokens can tell.
    whole = [
        _reading(index, _passage_input(document, segmentation, passage, None), encoder)
        for index, passage in bodies
    ]
    known = set(known_inputs([reading.input_hash for reading in whole]))
    readings = [
        reading
        if reading.input_hash in known
        else _reading(index, passage_input(document, segmentation, passage, encoder), encoder)
        for reading, (index, passage) in zip(whole, bodies, strict=True)
    ]
    others = [reading.input_hash for reading in readings if reading.input_hash not in known]
    known.update(known_inputs(others))
    embedded: list[IndexedPassage | None] = [None] * len(segmentation.passages)
    unknown: list[_Reading] = []
    for reading in readings:
        if reading.input_hash in known:
            inputs = reading.inputs
            embedded[reading.index] = KnownPassage(inputs.heading, inputs.text, reading.input_hash)
        else:
            unknown.append(reading)
    done = len(readings) - len(unknown)
    on_progress(done, len(readings))
    vectors = encoder.encode_passages([reading.inputs for reading in unknown])
    for reading, found in zip(unknown, vectors, strict=True):
        embedded[reading.index] = _embedded(reading, found)
        done += 1
        on_progress(done, len(readings))
    return embedded


def _embedded(reading: _Reading, found: PassageVectors) -> EmbeddedPassage:
    return EmbeddedPassage(
        reading.inputs.heading,
        reading.inputs.text,
        reading.input_hash,
        found.passage,
        found.sentences,
    )


def _reading(index: int, inputs: PassageInput, encoder: Encoder) -> _Reading:
    return _Reading(index, inputs, _input_hash(encoder, inputs))


def passage_input(
    document: Document, segmentation: Segmentation, passage: Passage, encoder: Encoder
) -> PassageInput:
    """What the encoder reads of a body passage: heading path, text, and where sentences stand."""
    return _passage_input(document, segmentation, passage, encoder)


def _passage_input(
    document: Document, segmentation: Segmentation, passage: Passage, encoder: Encoder | None
) -> PassageInput:
    """The same; without an encoder the heading path is the whole one, which may not fit."""
    view = segmentation.view
    shown = view.to_view(passage.span)
    if shown is None:
        raise ValueError(f"passage {passage.span} isn't in the view")
    text = view.text[shown.start : shown.end]
    sentences: list[tuple[int, int]] = []
    for sentence in segmentation.sentences[slice(*passage.sentences)]:
        inside = view.to_view(sentence.span)
        if inside is None:
            raise ValueError(f"sentence {sentence.span} isn't in the view")
        sentences.append((inside.start - shown.start, inside.end - shown.start))
    if encoder is None:
        heading = _PATH_SEPARATOR.join(_heading_parts(document, segmentation, passage))
    else:
        room = encoder.window_tokens - encoder.token_count(text)
        heading = heading_text(document, segmentation, passage, encoder, room_tokens=room)
    return PassageInput(heading, text, tuple(sentences))


def heading_text(
    document: Document,
    segmentation: Segmentation,
    passage: Passage,
    encoder: Encoder,
    *,
    room_tokens: int,
) -> str:
    """The heading path put in front of a passage, its outermost parts dropped until it fits.

    The document's own title is left out: it is the same for all its passages, and makes their
    vectors alike. A run-in head that the passage itself begins with isn't
    repeated. A table's head rows come last, so that rows cut off from them are still read under
    their columns.
    """
    parts = _heading_parts(document, segmentation, passage)
    while parts:
        heading = _PATH_SEPARATOR.join(parts)
        if encoder.token_count(heading) <= room_tokens:
            return heading
        del parts[0]
    return ""


def _heading_parts(document: Document, segmentation: Segmentation, passage: Passage) -> list[str]:
    title = document.metadata.title
    parts = [
        section.label
        for section in segmentation.outline.path(passage.section)
        if section.title != title
        and not (section.run_in and section.heading and passage.span.covers(section.heading))
    ]
    if passage.header is not None:
        parts.append(segmentation.view.read(passage.header).replace("\n", " "))
    return parts


def _input_hash(encoder: Encoder, inputs: PassageInput) -> str:
    digest = hashlib.sha256(encoder.fingerprint.encode())
    for part in (inputs.heading, inputs.text, repr(inputs.sentences)):
        digest.update(b"\0")
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
