from contextlib import closing
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from briqa.spans import SourceFormat
from briqa.store import open_store
from tests.cli.running import done, fails, json_lines, run
from tests.indexes import MUSEUM, dump, write_documents


def test_the_summary_counts_what_was_done(tmp_path: Path) -> None:
    documents, index_dir = write_documents(tmp_path / "documents"), tmp_path / "made" / "index"

    def summary() -> str:
        return done("index", documents, "--index", index_dir).stdout

    assert summary() == f"{index_dir}: 2 added\n"
    assert summary() == f"{index_dir}: 2 unchanged\n"
    (documents / "museum.md").write_text(MUSEUM.replace("2019", "2018"), encoding="utf-8")
    assert summary() == f"{index_dir}: 1 changed, 1 unchanged\n"
    (documents / "museum.md").unlink()
    assert summary() == f"{index_dir}: 1 unchanged, 1 removed\n"


@pytest.mark.parametrize("is_prepared", [False, True])
def test_preparing_the_models_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_prepared: bool
) -> None:
    monkeypatch.setattr(SentenceTransformerEncoder, "is_prepared", is_prepared)
    documents = write_documents(tmp_path / "documents")
    assert done("index", documents, "--index", tmp_path / "piped").stderr == ""
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    result = run("index", documents, "--index", tmp_path / "index")
    assert result.exit_code == 0
    assert result.stderr.count("preparing the model") == (not is_prepared)


def test_an_empty_folder_is_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = done("index", tmp_path / "empty", "--index", tmp_path / "index")
    assert result.stdout == f"{tmp_path / 'index'}: nothing to do\n"


def test_a_single_file_leaves_the_others_as_they_are(own_index: Path, tmp_path: Path) -> None:
    (tmp_path / "canal.txt").write_text("The canal has 9 locks.\n", encoding="utf-8")
    result = done("index", tmp_path / "canal.txt", "--index", own_index)
    assert result.stdout == f"{own_index}: 1 added\n"
    *rows, _ = json_lines(done("status", "--index", own_index, "--format", "json"))
    assert [row["docid"] for row in rows] == ["canal.txt", "ferry.md", "museum.md"]


def test_the_kind_of_vector_index_is_kept(own_index: Path) -> None:
    documents = own_index.parent / "documents"
    done("index", documents, "--index", own_index, "--vectors", "ivf")
    done("index", documents, "--index", own_index)
    with closing(open_store(own_index)) as store:
        assert store.vector_choice == "ivf"
    assert run("index", documents, "--index", own_index, "--vectors", "hnsw").exit_code == 2


def test_corpus_is_indexed_into_index_if_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_documents(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    assert done("index").stdout == "index: 2 added\n"
    assert "index: 2 documents, " in done("status").stdout


def test_a_rebuild_makes_the_same_index_anew_from_the_same_files(own_index: Path) -> None:
    tables = ("documents", "sections", "passages", "sentences", "quantities")
    before = {table: len(rows) for table, rows in dump(own_index, tables).items()}
    folder = own_index.parent / "documents"
    result = done("index", folder / "ferry.md", "--rebuild", "--index", own_index)
    assert result.stdout == f"{own_index}: 2 added\n"
    assert {table: len(rows) for table, rows in dump(own_index, tables).items()} == before


def test_a_missing_path_is_one_line_and_the_rest_is_indexed(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    result = run("index", tmp_path / "nonesuch.md", documents, "--index", tmp_path / "index")
    fails(result, 1, "skipped ", "nonesuch.md")
    assert result.stdout == f"{tmp_path / 'index'}: 2 added, 1 skipped\n"


@pytest.mark.parametrize("arguments", [("",), (" ",), ("documents", ""), ("x", "--index", "")])
def test_an_empty_path_is_not_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    write_documents(tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    result = run("index", *arguments)
    assert result.exit_code == 2
    assert "the path is empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    text = "Le caf\u00e9 de la gare a co\u00fbt\u00e9 12 francs \u00e0 l'\u00e9t\u00e9.\n"
    path.write_bytes(text.encode("cp1252") * 5)
    result = run("index", path, "--index", tmp_path / "index")
    fails(result, 0, "old.txt: encoding not declared, read as ")
    assert result.stdout == f"{tmp_path / 'index'}: 1 added\n"


def test_every_format_is_named_as_read(shared_index: Path) -> None:
    *rows, _ = json_lines(done("status", "--index", shared_index, "--format", "json"))
    formats = {row["docid"]: row["format"] for row in rows}
    assert formats["bridge.pdf"] == SourceFormat.PDF
    assert formats["ferry.md"] == SourceFormat.MARKDOWN
