"""Whether an index fits this version of briqa and an encoder.

Apart from indexing, since each question asks it and none needs what indexing loads.
"""

from briqa.encoder import Encoder
from briqa.errors import IndexMismatch
from briqa.lexicon import LEXICON_VERSION
from briqa.quantities import QUANTITIES_VERSION
from briqa.segment import SEGMENTATION_VERSION
from briqa.store import Fingerprint, Store


def index_fingerprint(encoder: Encoder, model: str) -> Fingerprint:
    """What an index made now, with this encoder, is made with."""
    return Fingerprint(
        model,
        encoder.fingerprint,
        encoder.dimension,
        SEGMENTATION_VERSION,
        QUANTITIES_VERSION,
        LEXICON_VERSION,
    )


def check_encoder(store: Store, encoder: Encoder, model: str) -> None:
    """Refuses an encoder that the index wasn't made with.

    Raises:
        IndexMismatch: when the store was made with another encoder.
    """
    found = store.fingerprint
    if found is not None and found.encoder != encoder.fingerprint:
        raise IndexMismatch(
            store.index_dir,
            f"this index was made with the model {found.model!r}, not {model!r} as it is now",
            f"use --model {found.model}, another folder with --index, or `briqa index --rebuild`",
        )


def check_versions(store: Store) -> None:
    """Refuses an index of another segmentation, quantity grammar or lexicon.

    Raises:
        IndexMismatch: when another version of briqa made the index.
    """
    found = store.fingerprint
    versions = (SEGMENTATION_VERSION, QUANTITIES_VERSION, LEXICON_VERSION)
    if found is not None and (found.segmentation, found.quantities, found.lexicon) != versions:
        raise IndexMismatch(
            store.index_dir,
            "another version of briqa made this index",
            "run `briqa index --rebuild` to make it anew from the same files",
        )
