import json
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from tests.cli.running import done, fails, run
from tests.evaluate.making.documents import BARE, COAST
from tests.indexes import add


@pytest.fixture(scope="module")
def coast_index(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Path:
    folder = tmp_path_factory.mktemp("making")
    (folder / "coast.md").write_text(COAST, encoding="utf-8")
    add(folder / "index", encoder, folder / "coast.md")
    return folder / "index"


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_set_is_written_and_counted_by_kind(tmp_path: Path, coast_index: Path) -> None:
    out = tmp_path / "new" / "set.jsonl"
    result = done("questions", "make", out, "--index", coast_index, "--limit", 9)
    kinds = [str(row["type"]) for row in _rows(out)]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
    assert result.stdout == f"{out}: 9 questions ({counted})\n"
    assert {"synthetic-figure", "synthetic-cloze"} < set(kinds)


def test_the_same_seed_writes_the_same_file(tmp_path: Path, coast_index: Path) -> None:
    out = tmp_path / "set.jsonl"
    written = []
    for seed in (1, 1, 2):  # a made set may be made again
        done("questions", "make", out, "--index", coast_index, "--seed", seed)
        written.append(out.read_bytes())
    assert written[0] == written[1] != written[2]


def test_kinds_are_named_between_commas(tmp_path: Path, coast_index: Path) -> None:
    out = tmp_path / "set.jsonl"
    done("questions", "make", out, "--index", coast_index, "--kind", "figure, cloze")
    assert {row["type"] for row in _rows(out)} == {"synthetic-figure", "synthetic-cloze"}
    result = run("questions", "make", out, "--index", coast_index, "--kind", "figure,riddle")
    assert result.exit_code == 2
    assert "riddle" in result.stderr


@pytest.mark.parametrize(
    "held", ['{"id": "1", "question": "Who?"}\n', "notes\n", '{"synthetic": true}\n[]\n', "\xff"]
)
def test_a_file_that_holds_anything_else_is_left_alone(
    tmp_path: Path, coast_index: Path, held: str
) -> None:
    out = tmp_path / "set.jsonl"
    out.write_text(held, encoding="latin-1")
    fails(run("questions", "make", out, "--index", coast_index), 1, "set.jsonl", "something else")
    assert out.read_text("latin-1") == held


def test_an_unknown_document_is_one_line(tmp_path: Path, coast_index: Path) -> None:
    out = tmp_path / "set.jsonl"
    fails(run("questions", "make", out, "--index", coast_index, "--doc", "cost.md"), 1, "coast.md")
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, coast_index: Path) -> None:
    fails(run("questions", "make", tmp_path, "--index", coast_index), 1, "is a folder")
    (tmp_path / "file").touch()
    out = tmp_path / "file" / "set.jsonl"
    fails(run("questions", "make", out, "--index", coast_index), 1, "can't be written")


def test_documents_without_figures_and_no_documents_are_one_line(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    out = tmp_path / "set.jsonl"
    fails(run("questions", "make", out, "--index", tmp_path / "none"), 1, "briqa index")
    (tmp_path / "fog.md").write_text(BARE, encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "fog.md")
    fails(run("questions", "make", out, "--index", tmp_path / "index"), 1, "no sentence makes")
    assert not out.exists()
