from pathlib import Path

import pytest

from briqa.answer import Answer
from briqa.assistant import open_index
from briqa.upkeep import UPLOADS, GivenFile, take_in
from tests.cli.running import done, fails, json_lines, run, words
from tests.indexes import FERRY, MUSEUM, dump

SUMMARY = {
    "docid", "origin", "root", "content_hash", "format", "metadata", "characters", "pages",
    "passages", "sentences", "quantities", "indexed_at", "state", "size_bytes",
}  # fmt: skip


def test_status_counts_the_documents(own_index: Path) -> None:
    done("index", own_index.parent / "documents", "--index", own_index)
    said = words(done("status", "--index", own_index))
    assert "search: passages flat, sentences flat, encoder on ONNX Runtime" in said
    assert f"{own_index}: 2 documents, " in said
    assert said.endswith(" kB, all-MiniLM-L6-v2, generation 1")
    assert f"ferry.md {len(FERRY)} " in said
    done("remove", "ferry.md", "--index", own_index)
    said = words(done("status", "--index", own_index))
    assert f"{own_index}: 1 document, " in said
    assert said.endswith(", generation 2")


def test_status_in_json_is_a_row_a_document_by_name(own_index: Path) -> None:
    done("index", own_index.parent / "documents", "--index", own_index)
    ferry, museum, index = json_lines(done("status", "--index", own_index, "--format", "json"))
    assert set(ferry) == set(museum) == SUMMARY
    assert (ferry["docid"], museum["docid"]) == ("ferry.md", "museum.md")
    assert (ferry["characters"], museum["characters"]) == (len(FERRY), len(MUSEUM))
    assert index["index"] == str(own_index)
    assert index["vectors"]["passages"] == {
        "kind": "flat", "rows": ferry["passages"] + museum["passages"], "recall": None,
    }  # fmt: skip
    assert index["runtime"] == "ONNX Runtime"
    assert ferry["origin"] == str(own_index.parent / "documents" / "ferry.md")
    assert ferry["root"] == str(own_index.parent / "documents")
    assert ferry["format"] == "markdown"
    assert ferry["pages"] == 0
    assert ferry["quantities"] > museum["quantities"] > 0
    assert ferry["metadata"]["title"] is None or ferry["metadata"]["title"] == "Ferries"


def test_the_pages_of_a_pdf_are_counted_and_a_status_is_shown(shared_index: Path) -> None:
    *rows, _ = json_lines(done("status", "--index", shared_index, "--format", "json"))
    pages = {row["docid"]: row["pages"] for row in rows}
    assert pages["bridge.pdf"] == 2
    assert "rates.md restated" in words(done("status", "--index", shared_index))


def test_a_document_removed_leaves_no_trace(own_index: Path) -> None:
    result = done("remove", "ferry.md", "--index", own_index)
    assert result.stdout == f"{own_index}: removed ferry.md\n"
    left = repr({table: rows for table, rows in dump(own_index).items() if table != "meta"})
    assert "Ostrava" not in left
    assert "museum" in left
    rows = json_lines(done("figures", "--index", own_index, "--format", "jsonl"))
    assert {row["docid"] for row in rows} == {"museum.md"}
    fails(run("show", "ferry.md", "--index", own_index), 1, "ferry.md: not in the index")


def test_an_uploaded_document_goes_with_the_copy_of_its_file(
    own_index: Path, tmp_path: Path
) -> None:
    (tmp_path / "canal.txt").write_text("The canal of Orsa has 9 locks.\n", encoding="utf-8")
    take_in(own_index, [GivenFile("canal.txt", tmp_path / "canal.txt")])
    result = done("remove", "canal.txt", "--index", own_index)
    assert result.stdout == (
        f"{own_index}: removed canal.txt and the copy that was kept of its file\n"
    )
    assert not list((own_index / UPLOADS).iterdir())
    assert (tmp_path / "canal.txt").exists()


def test_status_tells_how_the_files_stand(own_index: Path) -> None:
    documents = own_index.parent / "documents"
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), encoding="utf-8")
    (documents / "museum.md").unlink()
    said = words(done("status", "--index", own_index))
    assert "changed on" in said
    assert "file gone" in said
    *rows, _ = json_lines(done("status", "--index", own_index, "--format", "json"))
    assert [(row["state"], row["size_bytes"]) for row in rows] == [
        ("changed", len(FERRY)), ("gone", None),
    ]  # fmt: skip


def test_the_other_documents_still_answer(own_index: Path) -> None:
    done("remove", "ferry.md", "--index", own_index)
    assistant = open_index(own_index)
    try:
        result = assistant.ask("How many visitors did the Lindgren museum welcome?")
    finally:
        assistant.close()
    assert isinstance(result, Answer)
    assert "48,200" in result.text


def test_a_document_removed_comes_back_with_the_next_indexing(own_index: Path) -> None:
    done("remove", "ferry.md", "--index", own_index)
    result = done("index", own_index.parent / "documents", "--index", own_index)
    assert result.stdout == f"{own_index}: 1 added, 1 unchanged\n"


@pytest.mark.parametrize("name", ["fery.md", "Ferry.md", "ferry.md:0-5"])
def test_a_name_that_is_none_removes_nothing(own_index: Path, name: str) -> None:
    before = dump(own_index)
    fails(run("remove", name, "--index", own_index), 1, "did you mean ferry.md?")
    assert dump(own_index) == before


def test_a_name_like_no_other_points_to_status(own_index: Path) -> None:
    fails(run("remove", "zzz", "--index", own_index), 1, "briqa status")
