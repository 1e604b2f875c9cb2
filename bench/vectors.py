"""Vector indexes by size and kind: made, opened, searched, added to; every figure of one run.

    python bench/vectors.py [ROWS ...] [--kinds flat rabitq ivf] [--folder FOLDER] [--seed SEED]

The rows are unit vectors of MiniLM's 384 dimensions around as many centres as the root of their
number, as those of texts about many subjects; the queries lie around the same centres. They stand
in a database as the store has them, so that reading them is part of making an index. Each kind is
opened and searched in a process of its own, whose memory is what the system counts as resident,
mapped pages included. Times of searches are those of the hundred best, which is what retrieval asks
for, by the clock and in time of a core; recall@10 is against an exact scan.
"""

import argparse
import multiprocessing
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from briqa.encoder import Vectors
from briqa.store import VectorChoice
from briqa.store.store import Store
from briqa.store.table_rows import TableRows
from briqa.store.vectors import DEFAULT_VECTORS, VectorIndex, open_vectors

DIMENSION = 384
QUERIES = 200
ADDED = 100
LIMIT = 100
# Questions of SQuAD have cosines of 0.6 to 0.7 to the sentence that answers them.
SPREAD = 0.9
_BATCH = 20_000
KINDS: tuple[VectorChoice, ...] = ("flat", "rabitq", "ivf")


def main() -> None:
    """Prints a table for each size."""
    parser = argparse.ArgumentParser(description="Vector indexes by size and kind.")
    parser.add_argument("rows", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--folder", type=Path, help="where the files lie meanwhile")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    for rows in arguments.rows:
        report(rows, arguments.kinds, arguments.folder, arguments.seed)


def report(rows: int, kinds: Sequence[VectorChoice], folder: Path | None, seed: int) -> None:
    """One size."""
    print(f"\n{rows:,} rows of {DIMENSION} dimensions, {QUERIES} queries, seed {seed}")
    print(
        f"{'wanted':8}{'made as':9}{'build s':>9}{'open ms':>9}"
        f"{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'recall@10':>11}"
        f"{'RSS MB':>8}{'files MB':>10}{f'add {ADDED} s':>10}"
    )
    with tempfile.TemporaryDirectory(dir=folder) as made:
        index_dir = Path(made)
        queries = make_store(index_dir, rows, seed)
        exact: list[list[int]] | None = None
        for kind in ("flat", *(kind for kind in kinds if kind != "flat")):
            built_s = in_process(build, index_dir, kind)
            found = in_process(search, index_dir, kind, queries)
            hits = found["hits"]
            exact = exact or hits
            recall = np.mean(
                [
                    len({*hit[:10]} & {*best[:10]}) / 10
                    for hit, best in zip(hits, exact, strict=True)
                ]
            )
            size = sum(path.stat().st_size for path in index_dir.glob("passages.faiss*"))
            added_s = in_process(add, index_dir, kind, seed)
            if kind in kinds:
                p50, p95 = np.percentile(found["ms"], [50, 95])
                print(
                    f"{kind:8}{found['kind']:9}{built_s:9.2f}{found['open_ms']:9.1f}{p50:8.2f}"
                    f"{p95:8.2f}{found['cpu_ms']:8.2f}{recall:11.4f}"
                    f"{found['rss_mb']:8.0f}{size / 1e6:10.1f}{added_s:10.2f}",
                    flush=True,
                )


# -- each in a process of its own -----------------------------------------------------------------


def in_process(function: Callable[..., Any], *arguments: object) -> Any:
    """What a function gives in a new process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def build(index_dir: Path, kind: VectorChoice) -> float:
    """Makes the files anew, in seconds."""
    for path in index_dir.glob("passages.faiss*"):
        path.unlink()
    started = time.perf_counter()
    opened(index_dir, kind)
    return time.perf_counter() - started


def search(index_dir: Path, kind: VectorChoice, queries: Vectors) -> dict[str, object]:
    """Opens the files and searches them, the first search left out of the times."""
    started = time.perf_counter()
    index = opened(index_dir, kind)
    index.search(queries[0], LIMIT)
    open_ms = (time.perf_counter() - started) * 1000
    times, hits = [], []
    cpu = time.process_time()
    for query in queries:
        started = time.perf_counter()
        found = index.search(query, LIMIT)
        times.append((time.perf_counter() - started) * 1000)
        hits.append([row_id for row_id, _ in found])
    cpu_ms = (time.process_time() - cpu) * 1000 / len(queries)
    # Retrieval looks up the vectors of what it found, all over the file.
    for found_ids in hits:
        index.vectors(found_ids)
    return {
        "kind": index.kind,
        "open_ms": open_ms,
        "ms": times,
        "cpu_ms": cpu_ms,
        "hits": hits,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def add(index_dir: Path, kind: VectorChoice, seed: int) -> float:
    """Adds rows to the database, and follows them, in seconds."""
    with closing(connect(index_dir)) as connection:
        vectors = next(clustered(ADDED, 1, seed + 1))
        connection.execute("BEGIN")
        insert(connection, vectors)
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        connection.execute("COMMIT")
    started = time.perf_counter()
    opened(index_dir, kind)
    return time.perf_counter() - started


def opened(index_dir: Path, kind: VectorChoice) -> VectorIndex:
    """The index of the passages, made or brought up to date if need be."""
    with closing(connect(index_dir)) as connection:
        store = Store(index_dir, connection)
        rows = TableRows(
            store,
            "passages",
            DIMENSION,
            lambda sql, values: connection.execute(sql, values).fetchall(),
        )
        return open_vectors(index_dir, "passages", rows, choice=kind, settings=DEFAULT_VECTORS)


# -- the rows -------------------------------------------------------------------------------------


def make_store(index_dir: Path, rows: int, seed: int) -> Vectors:
    """A database with so many vectors, and queries for them."""
    with closing(connect(index_dir)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE passages (id INTEGER PRIMARY KEY, vector BLOB)")
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value)")
        connection.execute(
            "CREATE TABLE removed_rows (source TEXT, row_id INTEGER, generation INTEGER)"
        )
        connection.execute("INSERT INTO meta VALUES ('generation', 1), ('removed_rows_from', 0)")
        connection.execute("BEGIN")
        batches = clustered(rows + QUERIES, int(rows**0.5), seed)
        queries = next(batches)
        for batch in batches:
            insert(connection, batch)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return queries


def clustered(rows: int, clusters: int, seed: int) -> Iterator[Vectors]:
    """Unit vectors around random centres, the first `QUERIES` of them by themselves."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((clusters, DIMENSION), dtype=np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    left, size = rows, min(rows, QUERIES)
    while left:
        noise = rng.standard_normal((size, DIMENSION), dtype=np.float32)
        batch = centres[rng.integers(0, clusters, size)] + SPREAD * noise / DIMENSION**0.5
        yield batch / np.linalg.norm(batch, axis=1, keepdims=True)
        left -= size
        size = min(left, _BATCH)


def insert(connection: sqlite3.Connection, vectors: Vectors) -> None:
    """Appends rows."""
    connection.executemany(
        "INSERT INTO passages (vector) VALUES (?)", ((vector.tobytes(),) for vector in vectors)
    )


def connect(index_dir: Path) -> sqlite3.Connection:
    """The database of an index folder."""
    return sqlite3.connect(index_dir / "briqa.sqlite3", isolation_level=None)


if __name__ == "__main__":
    main()
