import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briqa.cli.app import app
from briqa.encoder import SentenceTransformerEncoder
from briqa.figures.export import FIELDS, csv_cell
from tests.indexes import FERRY, add, write_documents
from tests.sources.files import encrypt_pdf, write_pdf, write_scan


@pytest.fixture(scope="module")
def index_dir(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    add(folder / "index", encoder, write_documents(folder / "documents"))
    return folder / "index"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def _fails(result: Result, code: int, *said: str) -> None:
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert all(part in result.stderr for part in said)


def test_no_index_yet(tmp_path: Path) -> None:
    for command in (["ask", "x"], ["status"], ["figures"], ["show", "x"], ["remove", "x"]):
        _fails(_run(*command, "--index", tmp_path), 1, str(tmp_path), "briqa index")


def test_an_empty_question_is_wrong_usage(index_dir: Path) -> None:
    _fails(_run("ask", " ", "--index", index_dir), 2, "empty")


def test_an_unknown_model(tmp_path: Path) -> None:
    _fails(_run("index", tmp_path, "--index", tmp_path / "i", "--model", "nonesuch"), 1, "nonesuch")


def test_an_unknown_document_suggests_the_nearest(index_dir: Path) -> None:
    _fails(_run("show", "fery.md", "--index", index_dir), 1, "did you mean ferry.md?")
    _fails(_run("remove", "fery.md", "--index", index_dir), 1, "did you mean ferry.md?")


def test_a_span_past_the_end(index_dir: Path) -> None:
    _fails(_run("show", "ferry.md:0-9999", "--index", index_dir), 2, str(len(FERRY)))


def test_bad_files_get_a_line_each_and_the_others_are_indexed(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    (documents / "empty.txt").write_bytes(b"")
    write_scan(documents / "scan.pdf")
    encrypt_pdf(write_pdf(tmp_path / "a.pdf", []), documents / "locked.pdf", user_password="x")  # noqa: S106,RUF100
    (documents / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    result = _run("index", documents, "--index", tmp_path / "index")
    assert result.exit_code == 1
    assert "2 added, 4 skipped" in result.stdout
    skipped = [line for line in result.stderr.splitlines() if line.startswith("skipped ")]
    for name in ("empty.txt", "scan.pdf", "locked.pdf", "broken.pdf"):
        assert sum(name in line for line in skipped) == 1
    assert "Traceback" not in result.stderr


def test_a_bad_question_set_and_an_unwritable_output(tmp_path: Path, index_dir: Path) -> None:
    questions = tmp_path / "set.jsonl"
    questions.write_text('{"id": 1, "question": "x"}\n{"id": 1, "question": "x"}\n', "utf-8")
    options = ("--index", index_dir, "--predictions", tmp_path)
    _fails(_run("eval", questions, *options), 1, "line 2", "same id")
    questions.write_text('{"id": 1, "question": "x"}\n', "utf-8")
    result = _run("eval", questions, *options)
    assert result.exit_code == 1
    assert "is a folder; name a file in it" in result.stderr
    assert "Traceback" not in result.stderr


def test_predictions_have_the_fields_that_a_scorer_reads(tmp_path: Path, index_dir: Path) -> None:
    questions, out = tmp_path / "set.jsonl", tmp_path / "out.jsonl"
    questions.write_text('{"id": 1, "question": "How much did the ferry port cost?"}\n', "utf-8")
    assert _run("eval", questions, "--index", index_dir, "--predictions", out).exit_code == 0
    (row,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {"id", "passages", "answer_spans", "answer", "numbers", "abstained"} <= set(row)
    assert row["id"] == "1"
    assert all({"start", "end"} <= set(span) for span in row["passages"])


def test_figures_rows_are_exact_spans_in_jsonl_and_csv(index_dir: Path) -> None:
    jsonl = _run("figures", "--index", index_dir, "--format", "jsonl").stdout
    rows = [json.loads(line) for line in jsonl.splitlines()]
    assert all(tuple(row) == FIELDS for row in rows)
    ferry = [row for row in rows if row["docid"] == "ferry.md"]
    assert ferry
    assert all(FERRY[row["start"] : row["end"]] == row["text"] for row in ferry)
    table = _run("figures", "--index", index_dir, "--format", "csv").stdout
    assert len(list(csv.DictReader(table.splitlines()))) == len(rows)


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_csv_cell_is_never_a_formula(start: str) -> None:
    assert csv_cell(f"{start}1") == f"'{start}1"
    assert csv_cell(-1.5) == -1.5
