import json
import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briqa.encoder import SentenceTransformerEncoder, Vectors
from briqa.errors import IndexLocked
from briqa.indexing import remove_document, update_index
from briqa.store import VectorIndex, cosines, open_store
from briqa.store.vectors import (
    VectorChoice,
    VectorKind,
    VectorSettings,
    exact,
    open_vectors,
    read_state,
)
from briqa.store.vectors.matrix import matrix_of
from briqa.store.vectors.recall import code_rows
from tests.indexes import add, write_documents
from tests.store.vector_sources import DIMENSION, NumberEncoder, Table, clustered

QUERIES = clustered(20, seed=99)
# Short lists and few dimensions find less than those of a large index.
SMALL = VectorSettings(
    flat_limit=300, rabitq_limit=900, rabitq_recall=0.9, ivf_recall=0.6, held_back=50
)
OFTEN_ALIKE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def opened(
    folder: Path,
    table: Table,
    choice: VectorChoice = "auto",
    bounds: VectorSettings = SMALL,
) -> VectorIndex:
    return open_vectors(folder, "rows", table, choice=choice, settings=bounds)


def found(index: VectorIndex, limit: int = 10) -> list[list[tuple[int, float]]]:
    return [index.search(query, limit) for query in QUERIES]


def brute_force(table: Table, query: Vectors, limit: int) -> list[tuple[int, float]]:
    scored = [(row_id, float(np.vecdot(vector, query))) for row_id, vector in table.rows.items()]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]


# -- what is found -------------------------------------------------------------------------------


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[int, list[int]]]:
    """Rows added and rows removed, a step each; the removed by their place among those there."""
    places = st.lists(st.integers(0, 1000), max_size=12)
    return draw(st.lists(st.tuples(st.integers(0, 60), places), min_size=1, max_size=5))


@OFTEN_ALIKE
@given(changes(), st.integers(1, 40))
def test_an_index_that_grew_finds_what_one_made_at_once_finds_and_brute_force(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, list[int]]], limit: int
) -> None:
    folder, fresh = tmp_path_factory.mktemp("grown"), tmp_path_factory.mktemp("fresh")
    table = Table()
    for step, (count, places) in enumerate(steps):
        # Few directions, so that many rows are equally near.
        table.add(clustered(count, seed=step % 2))
        there = sorted(table.rows)
        table.remove(sorted({there[place % len(there)] for place in places} if there else ()))
        assert len(opened(folder, table)) == len(table.rows)
    grown, made = opened(folder, table), opened(fresh, table)
    assert found(grown, limit) == found(made, limit)
    assert found(grown, limit) == [brute_force(table, query, limit) for query in QUERIES]
    ids = list(table.rows)
    expected = np.array([table.rows[row] for row in ids]).reshape(-1, DIMENSION)
    assert np.array_equal(grown.vectors(ids), expected)
    assert np.array_equal(made.vectors(ids), expected)


@pytest.mark.parametrize("choice", ["flat", "rabitq", "ivf"])
def test_a_removed_row_is_never_found_however_near_it_was(
    tmp_path: Path, choice: VectorChoice
) -> None:
    table = Table()
    table.add(clustered(600))
    opened(tmp_path, table, choice)
    nearest = [row_id for row_id, _ in brute_force(table, QUERIES[0], 140)]
    table.remove(nearest)
    index = opened(tmp_path, table, choice)
    hits = [row_id for row_id, _ in index.search(QUERIES[0], 10)]
    assert len(hits) == 10
    assert not set(hits) & set(nearest)
    with pytest.raises(KeyError):
        index.vectors([nearest[0]])


@pytest.mark.parametrize("choice", ["rabitq", "ivf"])
def test_the_scores_of_codes_are_exact(tmp_path: Path, choice: VectorChoice) -> None:
    table = Table()
    table.add(clustered(1000))
    index = opened(tmp_path, table, choice)
    assert index.kind == choice
    exact = opened(tmp_path, table, "flat")
    alike = 0
    for coded, scanned in zip(found(index), found(exact), strict=True):
        scores = dict(scanned)
        assert all(scores.get(row_id, score) == score for row_id, score in coded)
        alike += len(set(coded) & set(scanned))
    assert alike > 10 * len(QUERIES) / 2
    table.add(clustered(200, seed=5))
    grown, made = opened(tmp_path, table, choice), opened(tmp_path / "other", table, "flat")
    assert all(
        cosines(made.vectors([row_id]), query)[0] == score
        for query in QUERIES
        for row_id, score in grown.search(query, 5)
    )


# -- how it is found -----------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "kind"), [(300, "flat"), (301, "rabitq"), (901, "ivf")])
def test_the_kind_follows_the_size(tmp_path: Path, rows: int, kind: str) -> None:
    table = Table()
    table.add(clustered(rows))
    assert opened(tmp_path, table).kind == kind
    state = read_state(tmp_path, "rows")
    assert state is not None
    assert (state.kind, state.rows) == (kind, rows)
    assert state.recall is None if kind == "flat" else state.recall is not None


def test_an_index_that_grows_past_a_bound_changes_its_kind(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(290))
    assert opened(tmp_path, table).kind == "flat"
    ids = table.add(clustered(140, seed=1))
    assert opened(tmp_path, table).kind == "rabitq"
    table.remove(ids)
    assert opened(tmp_path, table).kind == "flat"
    assert not (tmp_path / "rows.faiss.codes").exists()


def test_a_document_near_a_bound_doesnt_change_the_kind_to_and_fro(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(299))
    assert opened(tmp_path, table).kind == "flat"
    ids = table.add(clustered(2, seed=1))
    assert opened(tmp_path, table).kind == "flat"
    table.add(clustered(99, seed=2))
    assert opened(tmp_path, table).kind == "rabitq"
    table.remove([*ids, *range(1, 99)])
    assert opened(tmp_path, table).kind == "rabitq"


def test_another_choice_needs_no_new_generation(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(600))
    kinds = [opened(tmp_path, table, choice).kind for choice in ("flat", "ivf", "rabitq", "auto")]
    assert kinds == ["flat", "ivf", "rabitq", "rabitq"]


@pytest.mark.parametrize(
    ("bounds", "kind"),
    [
        (VectorSettings(held_back=50, ivf_recall=1.01), "rabitq"),
        (VectorSettings(held_back=50, ivf_recall=1.01, rabitq_recall=1.01), "flat"),
    ],
)
def test_codes_that_find_too_little_give_way_to_a_more_exact_kind(
    tmp_path: Path, bounds: VectorSettings, kind: str
) -> None:
    table = Table()
    table.add(clustered(600))
    assert opened(tmp_path, table, "ivf", bounds).kind == kind
    # It isn't tried again with each addition.
    table.add(clustered(10, seed=1))
    seal = tmp_path / "rows.faiss.json"
    before = json.loads(seal.read_text())
    assert opened(tmp_path, table, "ivf", bounds).kind == kind
    after = json.loads(seal.read_text())
    assert (after["coded_rows"], after["rows"]) == (before["coded_rows"], before["rows"] + 10)


@pytest.mark.parametrize("kind", ["rabitq", "ivf"])
def test_codes_are_searched_no_deeper_than_finds_enough(kind: VectorKind) -> None:
    matrix = matrix_of(np.arange(3000), clustered(3000))
    nothing = np.empty(0, dtype=np.int64)
    depths = (10, 20, 40, 80, 1600)
    coding = code_rows(matrix, nothing, kind, VectorSettings(depths=depths, ivf_recall=0.8))
    assert coding.kind == kind
    assert coding.recall is not None
    assert coding.recall >= (0.8 if kind == "ivf" else 0.99)
    # With less than that it would be another kind.
    shallower = depths[: depths.index(coding.depth)]
    assert shallower
    less = code_rows(matrix, nothing, kind, VectorSettings(depths=shallower, ivf_recall=0.8))
    assert less.kind != kind


@given(st.integers(1, 90), st.integers(0, 30), st.integers(0, 3))
def test_the_scan_to_measure_by_finds_what_brute_force_finds(
    rows: int, removed: int, seed: int
) -> None:
    vectors = clustered(rows + removed + 10, seed=seed)
    matrix = matrix_of(np.arange(len(vectors)), vectors)
    dead = np.sort(np.random.default_rng(seed).choice(len(vectors), removed, replace=False))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(exact, "_AT_ONCE", 16)
        places, scores = exact.best_of_each(matrix, dead, QUERIES, 10)
    expected = QUERIES @ vectors.T
    expected[:, dead] = -np.inf
    assert scores == pytest.approx(-np.sort(-expected, axis=1)[:, :10], abs=1e-6)
    assert np.take_along_axis(expected, places, axis=1) == pytest.approx(scores, abs=1e-6)


def test_a_large_file_is_read_as_a_small_one_is_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    table.add(clustered(700))
    opened(tmp_path, table, "flat")
    small = found(opened(tmp_path, table, "flat"))
    monkeypatch.setattr("briqa.store.vectors.matrix._LARGE_BYTES", 0)
    large = opened(tmp_path, table, "flat")
    assert found(large) == small
    assert np.array_equal(large.vectors([3, 4, 600]), clustered(700)[[2, 3, 599]])
    # Others may have cut it off meanwhile.
    (tmp_path / "rows.faiss").write_bytes(b"")
    with pytest.raises(OSError, match="cut off"):
        large.search(QUERIES[0], 3)


def test_too_few_rows_to_measure_are_scanned(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(20))
    assert opened(tmp_path, table, "ivf").kind == "flat"


def test_codes_are_learnt_anew_when_the_rows_have_doubled(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(400))
    opened(tmp_path, table, "rabitq")
    coded = []
    for seed in (1, 2):
        table.add(clustered(200, seed=seed))
        opened(tmp_path, table, "rabitq")
        coded.append(json.loads((tmp_path / "rows.faiss.json").read_text())["coded_rows"])
    assert coded == [400, 800]


# -- the files -----------------------------------------------------------------------------------


def test_the_file_is_one_that_faiss_writes(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(70))
    opened(tmp_path, table)
    table.add(clustered(30, seed=1))
    index = opened(tmp_path, table)
    expected = faiss.IndexFlatIP(DIMENSION)
    expected.add(np.stack(list(table.rows.values())))
    faiss.write_index(expected, str(tmp_path / "expected"))
    assert (tmp_path / "rows.faiss").read_bytes() == (tmp_path / "expected").read_bytes()
    _, places = expected.search(QUERIES, 5)
    assert [[row_id for row_id, _ in hits] for hits in found(index, 5)] == (places + 1).tolist()


def test_a_change_is_followed_without_reading_the_rest(tmp_path: Path) -> None:
    table = Table()
    first = table.add(clustered(400))
    opened(tmp_path, table)
    table.reads = 0
    table.remove(first[:7])
    table.add(clustered(5, seed=1))
    opened(tmp_path, table)
    assert table.reads == 5
    opened(tmp_path, table)
    assert table.reads == 5


def test_files_are_made_anew_when_a_quarter_is_dead_or_the_removed_are_unknown(
    tmp_path: Path,
) -> None:
    table = Table()
    ids = table.add(clustered(100))
    opened(tmp_path, table)
    table.remove(ids[:26])
    assert len(opened(tmp_path, table).matrix) == 74
    table.remove(ids[26:28])
    table.noted_from = table.generation
    assert len(opened(tmp_path, table).matrix) == 72


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0" * 8)


def _replace(path: Path) -> None:
    faiss.write_index(faiss.IndexFlatIP(3), str(path))


def _change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_truncate, _lengthen, _replace, _change, _empty, Path.unlink])
@pytest.mark.parametrize("ending", ["", ".ids", ".codes", ".json"])
@pytest.mark.parametrize("changed", [False, True], ids=["same", "changed"])
def test_a_bad_file_is_made_again(
    tmp_path: Path, damage: Callable[[Path], None], ending: str, *, changed: bool
) -> None:
    table = Table()
    table.add(clustered(350))
    expected = found(opened(tmp_path, table))
    path = tmp_path / f"rows.faiss{ending}"
    good = path.read_bytes()
    damage(path)
    if changed:
        # Nothing near, so that the answers are the same.
        table.add(np.tile(-QUERIES.mean(axis=0, keepdims=True), (3, 1)))
    assert found(opened(tmp_path, table)) == expected
    if not changed:
        assert path.read_bytes() == good


def test_files_of_another_store_are_made_again(tmp_path: Path) -> None:
    table, other = Table(), Table()
    table.add(clustered(100))
    other.add(clustered(100, seed=1))
    opened(tmp_path, other)
    assert found(opened(tmp_path, table), 5)[0] == brute_force(table, QUERIES[0], 5)
    other.add(clustered(5, seed=2))
    assert found(opened(tmp_path, other), 5)[0] == brute_force(other, QUERIES[0], 5)


def test_what_breaks_off_while_writing_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    table.add(clustered(400))
    opened(tmp_path, table)
    table.add(clustered(30, seed=1))
    with monkeypatch.context() as patched:
        patched.setattr("briqa.store.vectors.derived.write_seal", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            opened(tmp_path, table)
    assert found(opened(tmp_path, table))[0] == brute_force(table, QUERIES[0], 10)
    assert not list(tmp_path.glob("*.tmp"))


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_folder_that_cant_be_written_to_answers_from_memory(tmp_path: Path) -> None:
    table = Table()
    table.add(clustered(400))
    # Root may write anywhere, so something that isn't a file stands in the way.
    (tmp_path / "rows.faiss.lock").mkdir()
    index = opened(tmp_path, table)
    assert found(index)[0] == brute_force(table, QUERIES[0], 10)
    assert not (tmp_path / "rows.faiss").exists()


def test_a_full_disk_answers_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()
    table.add(clustered(400))

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briqa.store.vectors.derived.write_matrix", full)
    assert found(opened(tmp_path, table))[0] == brute_force(table, QUERIES[0], 10)


@pytest.mark.parametrize("choice", ["flat", "rabitq"])
def test_whoever_has_it_open_keeps_what_it_opened(tmp_path: Path, choice: VectorChoice) -> None:
    table = Table()
    ids = table.add(clustered(400))
    old = opened(tmp_path, table, choice)
    before = found(old)
    table.remove(ids[:3])
    table.add(clustered(100, seed=1))
    opened(tmp_path, table, choice)
    assert found(old) == before
    table.remove(ids[3:250])
    opened(tmp_path, table, choice)
    assert found(old) == before
    assert np.array_equal(old.vectors(ids[:1]), clustered(400)[:1])


# -- several processes ---------------------------------------------------------------------------


def _grow(index_dir: Path, documents: Path, number: int) -> int:
    """Changes and searches an index in turn; how often it found something else than it should."""
    wrong = 0
    with closing(open_store(index_dir)) as store:
        for turn in range(6):
            path = documents / f"note-{number}-{turn}.md"
            path.write_text(f"# Note {turn}\n\nThe bridge number {number} cost ${turn} million.\n")
            _patiently(update_index, store, [path], NumberEncoder(), model="numbers")
            if turn % 2:
                _patiently(remove_document, store, path.name)
            with store.snapshot():
                index = store.vector_index("passages")
                ids = [row_id for row_id, *_ in store._stems_above(0)]
                found = index.search(index.vectors(ids)[0], 1000)
                wrong += {row_id for row_id, _ in found} != set(ids)
    return wrong


def _patiently(change: Callable[..., object], *arguments: object, **named: object) -> None:
    """Makes a change when the other process lets it, which takes long on a busy machine."""
    while True:
        try:
            change(*arguments, **named)
        except IndexLocked:
            continue
        return


def test_processes_that_change_and_search_at_once_find_what_is_there(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    with closing(open_store(tmp_path / "index", create=True)) as store:
        update_index(store, [documents], NumberEncoder(), model="numbers")
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        tasks = [(tmp_path / "index", documents, number) for number in range(2)]
        assert pool.starmap(_grow, tasks) == [0, 0]
    with closing(open_store(tmp_path / "index")) as store:
        assert len(store.documents()) == 2 + 2 * 3
        assert len(store.vector_index("passages")) == store.embedded_passages


# -- in a store ----------------------------------------------------------------------------------


@pytest.fixture
def index_dir(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    with closing(open_store(tmp_path / "index")) as store:
        store.vector_index("passages")
    return tmp_path / "index"


def test_a_change_of_the_store_is_followed(
    index_dir: Path, encoder: SentenceTransformerEncoder
) -> None:
    with closing(open_store(index_dir)) as store:
        before = {row: store.vector_index("passages").vectors([row]) for row in ids_of(index_dir)}
        with store.transaction():
            store.remove_document("museum.md")
            store.bump_generation()
    add(index_dir, encoder, index_dir.parent / "documents" / "museum.md")
    with closing(open_store(index_dir)) as store:
        index = store.vector_index("passages")
        assert len(index) == store.embedded_passages
        for row, *_ in store._stems_above(0):
            if row in before:
                assert np.array_equal(index.vectors([row]), before[row])


def ids_of(index_dir: Path) -> list[int]:
    with closing(open_store(index_dir)) as store:
        return [row_id for row_id, *_ in store._stems_above(0)]


def test_the_choice_is_kept_in_the_store(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        assert store.vector_choice == "auto"
        with store.transaction():
            store.set_vector_choice("ivf")
    with closing(open_store(index_dir)) as store:
        assert store.vector_choice == "ivf"
        assert store.vector_index("passages").kind == "flat"
        state = store.vector_state("passages")
        assert state is not None
        assert state.rows == store.embedded_passages


def test_a_small_index_is_opened_and_searched_without_importing_faiss(index_dir: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from briqa.store import open_store\n"
        "index = open_store(Path(sys.argv[1])).vector_index('passages')\n"
        "index.search(index.vectors(index.matrix.ids)[0], 3)\n"
        "assert 'faiss' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, str(index_dir)], check=True)
