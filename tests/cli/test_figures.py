import csv
import io
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from tests.cli.running import done, fails, json_lines, run, words
from tests.indexes import add

FIELDS = [
    "docid", "start", "end", "text", "value", "value_low", "value_high", "unit", "kind", "bound",
    "direction", "period", "subject", "measure", "series",
]  # fmt: skip
CONVERTED = ["converted_value", "converted_low", "converted_high", "converted_unit"]


def _csv(index_dir: Path, *options: object) -> list[dict[str, str]]:
    result = done("figures", "--index", index_dir, "--format", "csv", *options)
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def _texts(index_dir: Path, *options: object) -> list[str]:
    rows = json_lines(done("figures", "--index", index_dir, "--format", "jsonl", *options))
    return [row["text"] for row in rows]


def test_a_row_of_jsonl_has_exactly_the_fields_and_its_text_is_its_span(
    shared_index: Path,
) -> None:
    rows = json_lines(done("figures", "--index", shared_index, "--format", "jsonl"))
    assert {row["docid"] for row in rows} >= {"ferry.md", "museum.md", "rates.md", "bridge.pdf"}
    texts = {
        docid: json_lines(done("show", docid, "--index", shared_index, "--format", "json"))[0]
        for docid in {row["docid"] for row in rows}
    }
    for row in rows:
        assert list(row) == FIELDS
        assert texts[row["docid"]]["text"][row["start"] : row["end"]] == row["text"]
        assert row["value_low"] <= row["value"] <= row["value_high"]
    places = [(row["docid"], row["start"]) for row in rows]
    assert places == sorted(places)


def test_csv_and_jsonl_hold_the_same_figures(shared_index: Path) -> None:
    rows = json_lines(done("figures", "--index", shared_index, "--format", "jsonl"))
    table = _csv(shared_index)
    assert list(table[0]) == FIELDS
    for row, cells in zip(rows, table, strict=True):
        for field in ("docid", "start", "end", "value", "value_low", "value_high", "kind"):
            assert cells[field] == str(row[field])
        assert cells["unit"] == (row["unit"] or "")


def test_a_text_that_a_spreadsheet_would_run_is_escaped_and_a_number_is_not(
    shared_index: Path,
) -> None:
    (row,) = _csv(shared_index, "--max", "-1")
    assert row["text"] == "'-3.5%"
    assert row["value"] == "-3.5"
    assert _texts(shared_index, "--max", "-1") == ["-3.5%"]


def test_the_options_narrow_the_figures(shared_index: Path) -> None:
    assert _texts(shared_index, "--unit", "usd") == ["$9 million", "$220 million"]
    assert _texts(shared_index, "--unit", "USD", "--min", "10e6") == ["$220 million"]
    assert _texts(shared_index, "--unit", "USD", "--period", "2021") == ["$220 million"]
    assert _texts(shared_index, "OSTRAVA opened", "--unit", "percent") == ["12.5%"]
    assert _texts(shared_index, "--kind", "money", "--doc", "ferry*") == ["$220 million"]
    by_value = ("--unit", "percent", "--sort", "value", "--format", "jsonl")
    rows = json_lines(done("figures", "--index", shared_index, *by_value, "--desc", "--limit", 1))
    assert [row["text"] for row in rows] == ["12.5%"]


def test_no_figures_are_no_error_in_any_format_but_are_told(shared_index: Path) -> None:
    for form, lines in (("csv", 1), ("table", 0), ("jsonl", 0)):
        result = run("figures", "penguins", "--index", shared_index, "--format", form)
        fails(result, 0, "no figure fits")
        assert len(result.stdout.splitlines()) == lines


def test_an_unknown_unit_suggests_the_nearest(shared_index: Path) -> None:
    result = run("figures", "--unit", "routs", "--index", shared_index)
    fails(result, 0, "no figure has the unit 'routs'; did you mean route?")


def test_what_was_converted_stands_beside_what_was_written(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    text = "The park covers 3,105 mu.\n\nThe field covers 1,000 mu.\n"
    (tmp_path / "land.md").write_text(text, encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "land.md")
    asked = ("figures", "--index", tmp_path / "index", "--unit", "ha")
    rows = json_lines(done(*asked, "--format", "jsonl"))
    assert [list(row) for row in rows] == [[*FIELDS, *CONVERTED]] * 2
    assert (rows[0]["value"], rows[0]["unit"]) == (3105, "mu")
    assert (rows[0]["converted_value"], rows[0]["converted_unit"]) == (207, "hectare")
    table = _csv(tmp_path / "index", "--unit", "ha", "--max", 100)
    assert [list(row) for row in table] == [[*FIELDS, *CONVERTED]]
    assert float(table[0]["converted_value"]) == rows[1]["converted_value"] == 1000 / 15
    said = words(done(*asked))
    assert "Converted" in said
    assert "3,105 mu 207 hectares" in said
    assert "≈ 66.6667 hectares" in said


def test_a_cell_may_hold_any_line_break(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    (tmp_path / "a.txt").write_bytes(b"It cost $7\rmillion and had 9 locks.\n")
    add(tmp_path / "index", encoder, tmp_path / "a.txt")
    rows = json_lines(done("figures", "--index", tmp_path / "index", "--format", "jsonl"))
    assert "$7\rmillion" in [row["text"] for row in rows]
    assert [row["text"] for row in _csv(tmp_path / "index")] == [row["text"] for row in rows]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--min", "nan"), "min: nan"),
        (("--min", "5", "--max", "4"), "min: 5 is more"),
        (("--period", "2022-13"), "period: '2022-13'"),
        (("--unit", " "), "unit: it is empty"),
        (("--limit", "0"), "limit: 0"),
        (("--doc", "fery.md"), "doc: no document is named 'fery.md'; did you mean ferry.md?"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_wrong_usage_in_one_line(
    shared_index: Path, options: tuple[str, ...], said: str
) -> None:
    fails(run("figures", "--index", shared_index, *options), 2, said)


def test_the_table_shows_the_figure_as_read_as_written_and_its_place(shared_index: Path) -> None:
    (row,) = json_lines(
        done("figures", "--index", shared_index, "--format", "jsonl", "--min", "2e8")
    )
    head, line = done("figures", "--index", shared_index, "--min", "2e8").stdout.splitlines()
    assert head.startswith("Figure ")
    assert head.rstrip().endswith(" Where")
    assert "As written" in head
    assert row["text"] in line
    assert line.split()[-1] == f"ferry.md:{row['start']}-{row['end']}"


@pytest.mark.parametrize(
    "options",
    [
        ("--min", "many"),
        ("--format", "xml"),
        ("--unitt", "USD"),
        ("--kind", "colour"),
        ("--sort", "size"),
    ],
)
def test_a_bad_option_is_wrong_usage(shared_index: Path, options: tuple[str, str]) -> None:
    result = run("figures", "--index", shared_index, *options)
    assert result.exit_code == 2
    assert options[0] in result.stderr


def test_figures_need_an_index(tmp_path: Path) -> None:
    fails(run("figures", "--index", tmp_path), 1, "briqa index")
