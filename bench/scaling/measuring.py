"""What an index of some size costs: each piece of work in a process of its own.

Memory is what the kernel says of that process (`VmRSS`, `VmHWM`), mapped files included, so this
runs on Linux only. `VmHWM` begins anew with a process's program, which `ru_maxrss` doesn't.
"""

import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypedDict, TypeVar

import numpy as np

from briqa.assistant import open_index
from briqa.compatibility import index_fingerprint
from briqa.encoder import DEFAULT_MODEL, SentenceTransformerEncoder, open_encoder
from briqa.retrieve import Searcher
from briqa.retrieve.lexical import LexicalIndex
from briqa.retrieve.search import CANDIDATES
from briqa.store import VECTOR_TABLES, Store, open_store
from briqa.store.store import STORE_FILE
from briqa.store.table_rows import TableRows
from briqa.store.vectors import open_vectors
from scaling.made import PASSAGES, MadeDocument, made_documents, made_questions, made_word_vectors

Kind = Literal["common", "rare"]
KINDS: tuple[Kind, ...] = ("common", "rare")
"""Questions of words that stand in very many passages, and of words as they come."""
QUESTIONS = 25
"""Questions of each kind."""
WARMING_QUESTIONS = 10
DOCUMENTS_AT_ONCE = 1000
"""Documents of one transaction."""
LIMIT = 10
_KIB_A_MIB = 1024
_MS = 1000
# Documents that are added to measure it have numbers that no index reaches.
_ADDED = 100_000_000
_WHEN = "2020-01-01T00:00:00+00:00"
_WARMING = 5  # the seed of the questions that aren't counted

Figures = dict[str, float]
"""Figures by their names, with their units at the end: seconds, milliseconds or MiB."""

T = TypeVar("T")


class Timed(TypedDict):
    """Seconds of the clock and of the processors."""

    wall_s: float
    cpu_s: float


def in_process(function: Callable[..., Any], *arguments: object) -> Any:
    """What a function gives in a new process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


@contextmanager
def timed() -> Iterator[Timed]:
    """Fills in how long what is inside took, once it is done."""
    found: Timed = {"wall_s": 0.0, "cpu_s": 0.0}
    started, cpu = time.perf_counter(), time.process_time()
    yield found
    found["wall_s"] = time.perf_counter() - started
    found["cpu_s"] = time.process_time() - cpu


def resident() -> tuple[float, float]:
    """The memory of this process in MiB: now, and the most there was."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    now, most = (int(fields[name].split()[0]) / _KIB_A_MIB for name in ("VmRSS", "VmHWM"))
    return now, most


# -- making ---------------------------------------------------------------------------------------


def put(index_dir: Path, first: int, behind: int, limit_s: float) -> Figures:
    """Puts documents in the store, so many in a transaction that its log stays below a gigabyte.

    Args:
        index_dir: the index folder, made if need be.
        first: the number of the first document.
        behind: the number behind the last.
        limit_s: no transaction is begun after so many seconds.
    """
    encoder = _loaded_encoder()
    started = time.monotonic()
    making_s = making_cpu_s = 0.0
    done = first
    with closing(open_store(index_dir, create=True)) as store, timed() as whole:
        documents = made_documents(first, behind, encoder.dimension)
        while done < behind and time.monotonic() - started < limit_s:
            ending = min(done + DOCUMENTS_AT_ONCE, behind)
            with store.transaction():
                if store.fingerprint is None:
                    store.set_fingerprint(index_fingerprint(encoder, DEFAULT_MODEL))
                for _ in range(done, ending):
                    with timed() as making:
                        made = next(documents)
                    making_s += making["wall_s"]
                    making_cpu_s += making["cpu_s"]
                    put_one(store, made, encoder.dimension)
                store.bump_generation()
            done = ending
    return {
        "passages": done * PASSAGES,
        "put_s": whole["wall_s"] - making_s,
        "put_cpu_s": whole["cpu_s"] - making_cpu_s,
        "made_up_s": making_s,
        "put_peak_mib": resident()[1],
    }


def put_one(store: Store, made: MadeDocument, dimension: int) -> None:
    """Puts one document, and vectors for its words, as indexing does."""
    words = store.words_without_vector(counted.word for counted in made.lexicon.words)
    if words:
        store.put_word_vectors(words, made_word_vectors(words, dimension))
    docid = made.document.docid
    store.put_document(
        made.document,
        made.segmentation,
        made.embedded,
        made.quantities,
        made.lexicon,
        origin=f"/made/{docid}",
        root="/made",
        content_hash=docid,
        indexed_at=_WHEN,
    )


def derive(index_dir: Path) -> Figures:
    """Brings the files that are derived from the store up to date."""
    with closing(open_store(index_dir)) as store:
        with timed() as vectors:
            store.derive_vectors()
        with timed() as lexical:
            store.term_index()
        size_mib = store.size_bytes / _KIB_A_MIB**2
    return {
        "derive_vectors_s": vectors["wall_s"],
        "derive_vectors_cpu_s": vectors["cpu_s"],
        "derive_lexical_s": lexical["wall_s"],
        "derive_lexical_cpu_s": lexical["cpu_s"],
        "derive_peak_mib": resident()[1],
        "disk_mib": size_mib,
    }


def remaking(index_dir: Path) -> Figures:
    """Makes the vector files anew, all rows at once, and says what of that is reading the store."""
    read_cpu_s = 0.0

    def select(sql: str, values: Sequence[object]) -> list[Any]:
        nonlocal read_cpu_s
        with timed() as reading:
            found = connection.execute(sql, values).fetchall()
        read_cpu_s += reading["cpu_s"]
        return found

    for path in index_dir.glob("*.faiss*"):
        path.unlink()
    connection = sqlite3.connect(f"{(index_dir / STORE_FILE).as_uri()}?mode=ro", uri=True)
    with closing(connection), closing(open_store(index_dir)) as store, timed() as found:
        dimension = store.fingerprint.dimension if store.fingerprint else 0
        for table in VECTOR_TABLES:
            open_vectors(index_dir, table, TableRows(store, table, dimension, select))
    return {
        "remake_vectors_s": found["wall_s"],
        "remake_vectors_cpu_s": found["cpu_s"],
        "read_vectors_cpu_s": read_cpu_s,
        "remake_peak_mib": resident()[1],
    }


# -- asking ---------------------------------------------------------------------------------------


def measure(index_dir: Path, only: Iterable[str]) -> Figures:
    """What is measured of an index that is there; `adding` leaves it a document more.

    Args:
        index_dir: the index folder.
        only: which of `WORKS`.
    """
    found: Figures = {}
    for name in only:
        found |= in_process(WORKS[name], index_dir)
    return found


def opening(index_dir: Path) -> Figures:
    """What it takes until a question can be searched; the encoder is there already."""
    encoder = _loaded_encoder()
    with timed() as found, closing(open_index(index_dir)), closing(open_store(index_dir)) as store:
        Searcher(store, encoder)
    return {"open_s": found["wall_s"], "open_cpu_s": found["cpu_s"], "open_mib": resident()[0]}


def searching(index_dir: Path) -> Figures:
    """How long the whole retrieval takes."""
    with closing(open_store(index_dir)) as store:
        searcher = Searcher(store, _loaded_encoder())
        return _times_by_kind("search", lambda text: searcher.search([text], limit=LIMIT), 0)


def searching_parts(index_dir: Path) -> Figures:
    """How long its parts take by themselves, and what the vectors find of the nearest."""
    encoder = _loaded_encoder()
    found: Figures = {}
    with closing(open_store(index_dir)) as store:
        lexical = LexicalIndex(store)
        found |= _times_by_kind(
            "lexical", lambda text: lexical.best(store.terms(text), CANDIDATES), 1
        )
        texts = [text for kind in KINDS for text in _questions(kind, 2)]
        found |= _quantiles("encode", _times_of(lambda text: encoder.encode_queries([text]), texts))
        queries = encoder.encode_queries(texts)
        for table in VECTOR_TABLES:
            index = store.vector_index(table)
            found |= _quantiles(table, _times_of(partial(index.search, limit=CANDIDATES), queries))
            state = store.vector_state(table)
            found[f"{table}_recall"] = (state and state.recall) or 1.0
    return found


def asking(index_dir: Path) -> Figures:
    """How long a whole answer takes, and the memory after so many of them."""
    with closing(open_index(index_dir)) as assistant:
        assistant.warm_up()
        found = _times_by_kind("ask", assistant.ask, 3)
    found["resident_mib"], found["resident_peak_mib"] = resident()
    return found


def adding(index_dir: Path) -> Figures:
    """What one more document costs until its files are up to date, and then the next question."""
    first, second = _questions("rare", 4)[:2]
    with closing(open_index(index_dir)) as assistant:
        assistant.ask(first)
        number = _ADDED + assistant.generation
        (made,) = made_documents(number, number + 1, assistant.made_with.dimension)
        with timed() as found, closing(open_store(index_dir)) as store:
            with store.transaction():
                put_one(store, made, assistant.made_with.dimension)
                store.bump_generation()
            store.derive_vectors()
            store.term_index()
        with timed() as question:
            assistant.ask(second)
    return {
        "add_s": found["wall_s"],
        "add_cpu_s": found["cpu_s"],
        "next_question_ms": question["wall_s"] * _MS,
        "next_question_cpu_ms": question["cpu_s"] * _MS,
    }


WORKS: dict[str, Callable[[Path], Figures]] = {
    work.__name__: work for work in (remaking, opening, searching, searching_parts, asking, adding)
}
"""All that is measured, each in a process of its own."""


def _loaded_encoder() -> SentenceTransformerEncoder:
    encoder = open_encoder()
    encoder.load()
    return encoder


def _questions(kind: Kind, seed: int) -> list[str]:
    """Questions that only one piece of work asks, so that nothing is remembered from another."""
    return made_questions(common=kind == "common", count=QUESTIONS, seed=seed)


def _times_by_kind(name: str, ask: Callable[[str], object], seed: int) -> Figures:
    """Milliseconds of a question of each kind, and of all: medians and 95th percentiles."""
    for text in _questions("rare", _WARMING)[:WARMING_QUESTIONS]:
        ask(text)
    found: Figures = {}
    every: list[tuple[float, float]] = []
    for kind in KINDS:
        times = _times_of(ask, _questions(kind, seed))
        found |= _quantiles(f"{name}_{kind}", times)
        every += times
    return found | _quantiles(name, every)


def _times_of(work: Callable[[T], object], inputs: Iterable[T]) -> list[tuple[float, float]]:
    """Milliseconds of the clock and of the processors, for each input."""
    times: list[tuple[float, float]] = []
    for each in inputs:
        with timed() as found:
            work(each)
        times.append((found["wall_s"] * _MS, found["cpu_s"] * _MS))
    return times


def _quantiles(name: str, times: Sequence[tuple[float, float]]) -> Figures:
    (p50, cpu_p50), (p95, cpu_p95) = np.quantile(times, [0.5, 0.95], axis=0).tolist()
    return {
        f"{name}_p50_ms": p50,
        f"{name}_p95_ms": p95,
        f"{name}_cpu_p50_ms": cpu_p50,
        f"{name}_cpu_p95_ms": cpu_p95,
    }
