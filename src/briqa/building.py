"""Making an index, and bringing it up to date: the store, the encoder and the files put together.

Apart from what answers, which `briqa index` has no use for.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briqa.encoder import DEFAULT_MODEL, INT8_SUFFIX, open_encoder
from briqa.segment import DEFAULT_SIZES, PassageSettings
from briqa.store import VectorChoice, open_store

# An index is also opened by what only answers, which needn't wait for what reads files.
if TYPE_CHECKING:
    from briqa.indexing import IndexingStep, IndexReport

DEFAULT_INDEX: Final = Path("index")
DEFAULT_CORPUS: Final = Path("corpus")


def build_index(
    index_dir: Path,
    targets: Sequence[Path],
    *,
    model: str | None = None,
    fast: bool = False,
    rebuild: bool = False,
    sizes: PassageSettings = DEFAULT_SIZES,
    vectors: VectorChoice | None = None,
    on_step: "Callable[[IndexingStep], None]" = lambda step: None,
    on_export: Callable[[], None] = lambda: None,
) -> "IndexReport":
    """Brings the index in a folder up to date with files and folders, making it if need be.

    Args:
        index_dir: the index folder.
        targets: files and folders.
        model: the encoder by name or path; None for the one that the index was made with, or
            the default for a new one.
        fast: run it in integers of 8 bits: twice as fast, and less exact. An index is searched with
            what it was made with.
        rebuild: make the index anew from the same files and the targets.
        sizes: how large passages are; the index doesn't remember it.
        vectors: how vectors are searched, which the index remembers: exactly ("flat"), by codes
            ("rabitq"), by codes in lists ("ivf"), or as suits their number ("auto", at first);
            None to leave it.
        on_step: told of each step.
        on_export: called when the model has to be exported first, which takes seconds.

    Raises:
        EncoderError: when there is no such model.
        IndexMismatch: when the index was made in another way, unless it is rebuilt.
        IndexLocked: when another process is changing the index.
        IndexDamaged: when the folder holds no usable index.
    """
    from briqa.indexing import update_index

    with closing(open_store(index_dir, create=True)) as store:
        made_with = store.fingerprint
        name = model or (made_with.model if made_with else DEFAULT_MODEL)
        if fast and not name.endswith(INT8_SUFFIX):
            name += INT8_SUFFIX
        if not open_encoder(name).is_prepared:
            on_export()
        # Nothing keeps the encoder: what comes behind it needs the memory that it took.
        report = update_index(
            store,
            targets,
            open_encoder(name),
            model=name,
            rebuild=rebuild,
            sizes=sizes,
            on_step=on_step,
        )
        if vectors is not None and vectors != store.vector_choice:
            with store.transaction():
                store.set_vector_choice(vectors)
        store.derive_vectors()
        store.term_index()  # now, as the vectors, so that the next question needn't wait
    open_encoder(name).prepare()
    return report
