import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import done, fails, json_lines, run, words

FIELDS = [
    "docid", "start", "end", "text", "value", "value_low", "value_high", "unit", "kind", "bound",
    "direction", "period", "subject", "measure",
]  # fmt: skip


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
    assert _texts(shared_index, "penguins") == []


def test_no_figures_are_no_error_in_any_format(shared_index: Path) -> None:
    assert _csv(shared_index, "penguins") == []
    for form in ("csv", "table"):
        stdout = done("figures", "penguins", "--index", shared_index, "--format", form).stdout
        assert len(stdout.splitlines()) == 1
    assert done("figures", "penguins", "--index", shared_index, "--format", "jsonl").stdout == ""


def test_the_table_shows_the_figure_as_read_as_written_and_its_place(shared_index: Path) -> None:
    (row,) = json_lines(
        done("figures", "--index", shared_index, "--format", "jsonl", "--min", "2e8")
    )
    said = words(done("figures", "--index", shared_index, "--min", "2e8"))
    assert "As written" in said
    assert row["text"] in said
    assert f"ferry.md:{row['start']}-{row['end']}" in said.replace(" ", "").replace(
        "As written", ""
    )


@pytest.mark.parametrize("options", [("--min", "many"), ("--format", "xml"), ("--unitt", "USD")])
def test_a_bad_option_is_wrong_usage(shared_index: Path, options: tuple[str, str]) -> None:
    result = run("figures", "--index", shared_index, *options)
    assert result.exit_code == 2
    assert options[0] in result.stderr


def test_figures_need_an_index(tmp_path: Path) -> None:
    fails(run("figures", "--index", tmp_path), 1, "briqa index")
