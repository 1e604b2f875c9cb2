from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from tests.cli.running import done, fails, json_lines, run, words
from tests.indexes import add

KEYS = [
    "docid", "relation", "verdict", "formula", "fits", "stated", "computed_low", "computed_high",
    "spans", "quotes",
]  # fmt: skip
# What is true stands first, so that an order by verdict shows.
TRUE = "The mill of Harn has 1,840 workers, of whom 736 workers, or 40%, are women.\n"
FALSE = "The mill of Belk has 2,500 workers, of whom 500 workers, or 30%, are [b]women[/b].\n"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder) -> Path:
    """An index of two documents with a false share in the first, and one without figures."""
    folder = tmp_path_factory.mktemp("audit") / "documents"
    folder.mkdir()
    (folder / "mills.md").write_text(f"# Mills\n\n{TRUE}\n{FALSE}", encoding="utf-8")
    (folder / "harn.md").write_text(f"# Harn\n\n{TRUE}", encoding="utf-8")
    (folder / "words.md").write_text("# Words\n\nNothing is counted here.\n", encoding="utf-8")
    add(folder.parent / "index", encoder, folder)
    return folder.parent / "index"


def test_a_row_of_jsonl_has_exactly_the_fields_and_its_quotes_are_its_spans(
    audited: Path,
) -> None:
    rows = json_lines(done("audit", "--index", audited, "--format", "jsonl"))
    texts = {
        docid: json_lines(done("show", docid, "--index", audited, "--format", "json"))[0]["text"]
        for docid in {row["docid"] for row in rows}
    }
    assert set(texts) == {"mills.md", "harn.md"}
    for row in rows:
        assert list(row) == KEYS
        quoted = [texts[row["docid"]][span["start"] : span["end"]] for span in row["spans"]]
        assert quoted == row["quotes"]
        assert row["spans"] == sorted(row["spans"], key=lambda span: span["start"])
    assert [row["docid"] for row in rows] == sorted(row["docid"] for row in rows)


def test_a_false_share_is_a_contradiction_with_what_the_figures_allow(audited: Path) -> None:
    (row,) = json_lines(
        done("audit", "--index", audited, "--verdict", "contradiction", "--format", "jsonl")
    )
    assert (row["docid"], row["relation"], row["stated"]) == ("mills.md", "share", 30)
    assert row["computed_low"] <= 20 <= row["computed_high"]
    assert "20%" in row["fits"]
    assert any("500" in quote for quote in row["quotes"])


def test_one_document_can_be_audited_alone(audited: Path) -> None:
    rows = json_lines(done("audit", "harn.md", "--index", audited, "--format", "jsonl"))
    assert {row["docid"] for row in rows} == {"harn.md"}
    assert all(row["verdict"].startswith("holds") for row in rows)


@pytest.mark.parametrize("name", ["part of whole", "part-of-whole", "PART_OF_WHOLE"])
def test_the_options_narrow_the_findings_however_a_name_is_parted(audited: Path, name: str) -> None:
    everything = json_lines(done("audit", "--index", audited, "--format", "jsonl"))
    result = run("audit", "--index", audited, "--relation", name, "--relation", "share",
                 "--format", "jsonl")  # fmt: skip
    assert result.exit_code == 0
    rows = json_lines(result)
    assert rows == [row for row in everything if row["relation"] in ("part of whole", "share")]
    assert rows


def test_the_table_begins_with_what_is_wrong_and_ends_with_the_counts(audited: Path) -> None:
    rows = json_lines(done("audit", "--index", audited, "--format", "jsonl"))
    (false,) = (row for row in rows if row["verdict"] == "contradiction")
    result = done("audit", "--index", audited)
    said = words(result)
    assert said.startswith("Contradictions (1) share:")
    assert false["formula"] in said
    assert false["fits"] in said
    first = false["spans"][0]
    assert f"mills.md:{first['start']}-{first['end']}" in said
    assert result.stdout.splitlines()[-1].startswith(f"{len(rows)} relations: 1 contradiction,")


def test_contradictions_fail_only_when_that_is_asked_for(audited: Path) -> None:
    assert run("audit", "--index", audited).exit_code == 0
    assert run("audit", "--index", audited, "--fail-on", "contradiction").exit_code == 1
    assert run("audit", "--index", audited, "--fail-on", "doubtful").exit_code == 1
    assert run("audit", "harn.md", "--index", audited, "--fail-on", "doubtful").exit_code == 0


def test_nothing_found_is_one_line_and_no_failure(audited: Path) -> None:
    result = run("audit", "words.md", "--index", audited, "--fail-on", "contradiction")
    fails(result, 0, "words.md")
    assert result.stdout == ""


def test_an_unknown_document_is_an_error(audited: Path) -> None:
    fails(run("audit", "nonesuch.md", "--index", audited), 1, "nonesuch.md")


@pytest.mark.parametrize(
    "options", [("--verdict", "wrong"), ("--relation", "sum"), ("--format", "csv")]
)
def test_a_bad_option_is_wrong_usage(audited: Path, options: tuple[str, str]) -> None:
    result = run("audit", "--index", audited, *options)
    assert result.exit_code == 2
    assert options[1] in result.stderr


def test_an_audit_needs_an_index(tmp_path: Path) -> None:
    fails(run("audit", "--index", tmp_path), 1, "briqa index")
