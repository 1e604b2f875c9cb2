"""How the lexical index scales: tantivy's candidates with our score beside FTS5's BM25, in one run.

    python bench/lexical.py [PASSAGES ...]

Makes so many passages (1,000, 10,000 and 100,000 if none are named; a million takes some minutes
and 4 GB of disk) of about 90 content words, straight as stems: words by the law of Zipf and
Mandelbrot over 300,000, lengths by a log-normal one. The commonest word stands in two of five
passages. Prints how long building takes, how large it is, the median and the 95th percentile of a
question's time, what one more passage takes until it can be found, and each over FTS5's.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briqa.lexicon import DocumentLexicon
from briqa.retrieve.lexical import LexicalIndex
from briqa.retrieve.search import CANDIDATES
from briqa.segment import Segmentation, segment
from briqa.spans import Document, SourceFormat
from briqa.store import EmbeddedPassage, Store, open_store
from briqa.store.store import STORE_FILE

WORDS = 300_000
# Mandelbrot's shift: without function words no word is as frequent as Zipf's law alone would say.
SHIFT = 15
MEAN_WORDS = 85
SPREAD = 0.35
A_DOCUMENT = 100  # passages
COMMON = 40  # how many words are common
QUESTIONS = 100
AT_MOST_MS = 30_000  # for the questions of one kind
SEED = 1
Words = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one index takes; times of questions in milliseconds by their kind."""

    build_s: float
    megabytes: float
    open_ms: float
    add_s: float
    questions: dict[str, list[float]] = field(default_factory=dict)


def main() -> None:
    """Prints a table for each size."""
    parser = argparse.ArgumentParser(description="How the lexical index scales.")
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    for size in parser.parse_args().sizes:
        questions = made_questions()
        with tempfile.TemporaryDirectory() as folder:
            fts5 = measured_fts5(Path(folder) / "fts5.sqlite3", size, questions)
        with tempfile.TemporaryDirectory() as folder:
            briqa = measured_briqa(Path(folder), size, questions)
        print(f"\n{size:,} passages{'FTS5':>24}{'briqa':>10}{'ratio':>10}")
        for label, get in FIGURES:
            left, right = get(fts5), get(briqa)
            ratio = f"{right / left:10.3f}" if left else f"{'':>10}"
            print(f"{label:28}{left:12.2f}{right:10.2f}{ratio}", flush=True)


def _percentile(kind: str, share: float) -> Callable[[Measured], float]:
    return lambda found: float(np.quantile(found.questions[kind], share))


FIGURES: list[tuple[str, Callable[[Measured], float]]] = [
    ("build, s", lambda found: found.build_s),
    ("size, MB", lambda found: found.megabytes),
    ("open, ms", lambda found: found.open_ms),
    ("one more passage, s", lambda found: found.add_s),
    *(
        (f"{kind} words, {name}, ms", _percentile(kind, share))
        for kind in ("typical", "common", "single")
        for name, share in (("median", 0.5), ("p95", 0.95))
    ),
]


# -- what is made up ------------------------------------------------------------------------------


def shares() -> npt.NDArray[np.float64]:
    """How much of a text each word and those before it are."""
    weights = 1 / (np.arange(WORDS) + 1.0 + SHIFT)
    return np.asarray(np.cumsum(weights) / weights.sum())


def made_passages(count: int) -> Iterator[str]:
    """The stems of so many passages, a space between them; the same each time."""
    generator = np.random.default_rng(SEED)
    bounds = shares()
    names = np.array([f"w{number}" for number in range(WORDS)], dtype=object)
    for start in range(0, count, 10_000):
        size = min(10_000, count - start)
        drawn = generator.lognormal(np.log(MEAN_WORDS), SPREAD, size)
        lengths = np.clip(drawn, 5, 200).astype(int)
        words = names[np.searchsorted(bounds, generator.random(lengths.sum()))]
        ends = np.cumsum(lengths)
        for first, behind in zip(ends - lengths, ends, strict=True):
            yield " ".join(words[first:behind])


def made_questions() -> dict[str, list[list[str]]]:
    """Questions of each kind: eight words as a text has them, eight or one of the commonest."""
    generator = np.random.default_rng(SEED + 1)

    def named(numbers: Words) -> list[str]:
        return [f"w{number}" for number in dict.fromkeys(numbers.tolist())]

    return {
        "typical": [
            named(np.searchsorted(shares(), generator.random(8))) for _ in range(QUESTIONS)
        ],
        "common": [named(generator.integers(0, COMMON, 8)) for _ in range(QUESTIONS)],
        "single": [named(generator.integers(0, COMMON, 1)) for _ in range(QUESTIONS)],
    }


# -- FTS5 -----------------------------------------------------------------------------------------


def measured_fts5(path: Path, count: int, questions: dict[str, list[list[str]]]) -> Measured:
    """SQLite's own index and BM25."""
    with closing(sqlite3.connect(path)) as connection:
        started = time.perf_counter()
        connection.execute("CREATE VIRTUAL TABLE d USING fts5 (t, content = '')")
        connection.executemany(
            "INSERT INTO d (rowid, t) VALUES (?, ?)", enumerate(made_passages(count), start=1)
        )
        connection.commit()
        build_s = time.perf_counter() - started
    started = time.perf_counter()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT rowid FROM d WHERE d MATCH 'nonesuch'").fetchall()
        open_ms = (time.perf_counter() - started) * 1000

        def ask(terms: Sequence[str]) -> object:
            return connection.execute(
                "SELECT rowid FROM d WHERE d MATCH ? ORDER BY rank LIMIT ?",
                (" OR ".join(terms), CANDIDATES),
            ).fetchall()

        times = timed_questions(ask, questions)
        started = time.perf_counter()
        connection.execute("INSERT INTO d (rowid, t) VALUES (?, 'w1 w2')", (count + 1,))
        connection.commit()
        add_s = time.perf_counter() - started
    return Measured(build_s, path.stat().st_size / 1e6, open_ms, add_s, times)


# -- briqa ----------------------------------------------------------------------------------------


def measured_briqa(folder: Path, count: int, questions: dict[str, list[list[str]]]) -> Measured:
    """The product's lexical index over a store of these passages; the store's size counts too."""
    put_stems(folder, count)
    with closing(open_store(folder)) as store:
        started = time.perf_counter()
        store.term_index()
        build_s = time.perf_counter() - started
        started = time.perf_counter()
        index = LexicalIndex(store)
        open_ms = (time.perf_counter() - started) * 1000
        size = store.size_bytes / 1e6
        times = timed_questions(lambda terms: index.best(terms, CANDIDATES), questions)
        document = Document("one", "One more.", SourceFormat.TEXT)
        # Ahead, since the first one waits for the library that cuts sentences.
        segmentation = segment(document, lambda text: [(0, len(text))])
        started = time.perf_counter()
        put_one(store, document, segmentation)
        found = LexicalIndex(store).best(["new1"], CANDIDATES)
        add_s = time.perf_counter() - started
        if list(found.terms) != [count + 1]:
            raise RuntimeError("what was added isn't found")
    return Measured(build_s, size, open_ms, add_s, times)


def put_stems(folder: Path, count: int) -> None:
    """Fills a store's tables with the stems of so many passages, as `put_document` would."""
    open_store(folder, create=True).close()
    passages = np.zeros(WORDS, dtype=np.int64)
    length = 0

    def rows() -> Iterator[tuple[int, str]]:
        nonlocal length
        for passage_id, body in enumerate(made_passages(count), start=1):
            words = np.array([int(word[1:]) for word in body.split()])
            passages[np.unique(words)] += 1
            length += len(words)
            yield passage_id, body

    with closing(sqlite3.connect(folder / STORE_FILE)) as connection, connection:
        connection.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, '', '', '', '', '', '', '', '')",
            [(number, str(number), str(number)) for number in range(count // A_DOCUMENT + 1)],
        )
        for passage_id, body in rows():
            document_id, ordinal = divmod(passage_id - 1, A_DOCUMENT)
            connection.execute(
                "INSERT INTO passages VALUES (?, ?, ?, 0, 0, 0, '', 0, 0, NULL, NULL, ?, '', NULL)",
                (passage_id, document_id, ordinal, body.count(" ") + 1),
            )
            connection.execute("INSERT INTO passage_stems VALUES (?, '', ?)", (passage_id, body))
        connection.executemany(
            "INSERT INTO stems VALUES (?, ?, ?)",
            sorted((f"w{number}", int(each), int(each)) for number, each in enumerate(passages)),
        )
        connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [
                ("generation", "1"),
                ("embedded_passages", str(count)),
                ("embedded_words", str(length)),
                ("fingerprint", json.dumps(FINGERPRINT)),
            ],
        )


FINGERPRINT = {
    "model": "none", "encoder": "none", "dimension": 2, "segmentation": 0, "quantities": 0,
}  # fmt: skip


def put_one(store: Store, document: Document, segmentation: Segmentation) -> None:
    """Adds a document of one passage."""
    vector = np.array([1, 0], dtype=np.float32)
    with store.transaction():
        store.put_document(
            document,
            segmentation,
            [EmbeddedPassage("", "new1 w1 w2", "one", vector, vector[None])],
            (),
            DocumentLexicon((), ()),
            origin="one",
            root="one",
            content_hash="",
            indexed_at="",
        )
        store.bump_generation()


def timed_questions(
    ask: Callable[[Sequence[str]], object], questions: dict[str, list[list[str]]]
) -> dict[str, list[float]]:
    """How long each question takes, in milliseconds; slow ones aren't all asked."""
    times: dict[str, list[float]] = {}
    for kind, asked in questions.items():
        taken: list[float] = []
        for terms in asked:
            started = time.perf_counter()
            ask(terms)
            taken.append((time.perf_counter() - started) * 1000)
            if sum(taken) > AT_MOST_MS:
                break
        times[kind] = taken
    return times


if __name__ == "__main__":
    main()
