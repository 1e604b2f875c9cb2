"""Tables and JSON lines: the same set in each form, and what is wrong with one."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from briqa.errors import FilterError, QuestionSetError
from briqa.evaluate import Gold, GoldNumber, GoldSpan, QuestionRow, read_question_set
from briqa.evaluate.formats.record import MOST_CHARACTERS

ROWS = [
    QuestionRow(
        "a",
        'How many; routes, "old" ones too?',
        "count",
        "ports",
        Gold(
            answerable=True,
            evidence=(
                (
                    GoldSpan("ports.md", 3, 20, "opened 84 routes."),
                    GoldSpan("ports.md", 30, 38, "in 2019."),
                ),
            ),
            answers=("84 routes", "84"),
            numbers=(GoldNumber(84.0, "routes"),),
        ),
    ),
    QuestionRow("7", "Was there\na bridge?", "yes-no", "ports", Gold(answerable=False)),
]
HEADER = [
    "ID",
    "Question",
    "Kind",
    "Group",
    "Answerable",
    "Spans",
    "Quotes",
    "Answers",
    "Number",
    "Unit",
]
CELLS: list[list[object]] = [
    ["a", ROWS[0].question, "count", "ports", "yes", "ports.md:3-20|ports.md:30-38",
     "opened 84 routes.|in 2019.", "84 routes|84", 84, "routes"],
    [7, ROWS[1].question, "yes-no", "ports", "0", None, None, None, None, None],
]  # fmt: skip


def _bare(path: Path) -> list[QuestionRow]:
    return [replace(row, where="") for row in read_question_set(path).rows]


def _csv(delimiter: str, newline: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerows([HEADER, *CELLS])
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_with_any_delimiter_newline_and_mark(
    tmp_path: Path, delimiter: str, newline: str, encoding: str
) -> None:
    path = tmp_path / "set.csv"
    path.write_bytes(_csv(delimiter, newline).encode(encoding))
    assert _bare(path) == ROWS


def test_a_workbook_is_read_with_its_types_and_without_its_empty_rows(tmp_path: Path) -> None:
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["About this file"])
    sheet = book.create_sheet("Set")
    for cells in ([], HEADER, CELLS[0], [], CELLS[1]):
        sheet.append(cells)
    book.save(tmp_path / "set.xlsx")
    assert _bare(tmp_path / "set.xlsx") == ROWS


def test_json_lines_and_a_json_list_are_read_alike(tmp_path: Path) -> None:
    first = {
        "id": "a", "question": ROWS[0].question, "type": "count", "cluster": "ports",
        "answerable": True, "docid": "ports.md", "evidence": [[3, 20], [30, 38]],
        "evidence_text": ["opened 84 routes.", "in 2019."], "answers": ["84 routes", "84"],
        "numbers": [{"value": 84, "unit": "routes"}], "note": None,
    }  # fmt: skip
    second = {
        "id": 7, "question": ROWS[1].question, "type": "yes-no", "cluster": "ports",
        "answerable": False, "evidence": [], "answers": [], "numbers": [],
    }  # fmt: skip
    (tmp_path / "set.jsonl").write_text(f"{json.dumps(first)}\r\n\n{json.dumps(second)}", "utf-8")
    (tmp_path / "set.json").write_text(json.dumps([first, second]), encoding="utf-8")
    assert _bare(tmp_path / "set.jsonl") == ROWS
    assert _bare(tmp_path / "set.json") == ROWS


def test_other_complete_sets_of_evidence_are_kept_apart(tmp_path: Path) -> None:
    row = {"id": 1, "question": "x", "evidence": [[0, 5]], "alt_evidence": [[[9, 12], [20, 22]]]}
    (tmp_path / "set.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (found,) = read_question_set(tmp_path / "set.jsonl").rows
    assert [[(span.start, span.end) for span in spans] for spans in found.gold.evidence] == [
        [(0, 5)],
        [(9, 12), (20, 22)],
    ]


def test_columns_of_other_names_are_mapped_and_rows_without_an_id_are_numbered(
    tmp_path: Path,
) -> None:
    path = tmp_path / "set.csv"
    path.write_text("Was?;Soll\nWie viele?;84\n", encoding="utf-8")
    (row,) = read_question_set(path, columns={"question": "was?", "answers": "Soll"}).rows
    assert (row.qid, row.question, row.gold.answers) == ("2", "Wie viele?", ("84",))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"question": "Fragen"}, "did you mean 'Frage'? it has Nr, Frage"),
        ({"colour": "Nr"}, "no field 'colour'"),
    ],
)
def test_a_map_that_cannot_be_meant_is_one_line(
    tmp_path: Path, columns: dict[str, str], said: str
) -> None:
    path = tmp_path / "set.csv"
    path.write_text("Nr,Frage\n1,Wie viele?\n", encoding="utf-8")
    with pytest.raises(FilterError) as caught:
        read_question_set(path, columns=columns)
    assert said in str(caught.value)


GOOD = '{"id": "q%d", "question": "How many?"}'
LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    ("name", "content", "where", "said"),
    [
        ("s.csv", "id,thing\n1,x\n", "line 1", "no column holds the questions"),
        ("s.csv", "id,question\na,x\nb,y\na,z\n", "line 4 and line 2", "the same id 'a'"),
        ("s.csv", "id,question\na,x\nb,y,z\n", "line 3", "3 cells"),
        ("s.csv", 'id,question\na,"x\nb,y\n', "line 2", "no row of a table"),
        ("s.csv", f"id,question\na,x\nb,{LONG}\n", 'line 3, column "question"', "1,000,000"),
        ("s.csv", "id,question\na, \n", 'line 2, column "question"', "empty"),
        ("s.csv", "id,question\na,x\0\n", "line 2", "NUL"),
        ("s.csv", "id,Q,question,number\na,,x,nan\n", 'column "number"', "no figure"),
        ("s.csv", "question,answerable\nx,perhaps\n", 'column "answerable"', "neither yes nor no"),
        ("s.csv", "question,spans\nx,9-3\n", 'column "spans"', "backwards"),
        ("s.csv", "question,spans\nx,somewhere\n", 'column "spans"', "no span"),
        ("s.csv", "", "s.csv", "holds no questions"),
        ("s.jsonl", "\n".join(GOOD % n for n in range(56)) + '\n{"id": 1,, }\n', "line 57",
         "character 10"),
        ("s.jsonl", GOOD % 1 + "\n[1]\n", "line 2", "not a JSON object"),
        ("s.jsonl", '{"id": 1, "question": "x", "numbers": [{"value": NaN}]}', "line 1", "NaN"),
        ("s.jsonl", '{"id": 1, "question": "x", "numbers": [{"value": true}]}', 'column "numbers"',
         "no finite number"),
        ("s.jsonl", '{"id": 1, "question": "x", "evidence": [[5, 2]]}', 'column "evidence"',
         "backwards"),
        ("s.jsonl", '{"id": 1, "question": "x", "evidence": [[1, 2.5]]}', 'column "evidence"',
         "whole numbers"),
        ("s.jsonl", '{"id": 1, "question": "x", "evidence": [[1, 9]], "evidence_text": []}\n'
         '{"id": 2, "question": "x", "evidence": [[1, 9]], "evidence_text": ["a", "b"]}',
         "line 2", "2 texts for 1 spans"),
        ("s.jsonl", '{"id": 1, "question": "half \\ud800"}', 'column "question"', "no character"),
        ("s.jsonl", '{"id": {"a": 1}, "question": "x"}', 'column "id"', "isn't text"),
        ("s.jsonl", '{"id": 1, "question": "x", "answers": [3]}', 'column "answers"', "texts"),
        ("s.json", '{"some": 1}', "s.json", "neither SQuAD"),
        ("s.pdf", "x", "s.pdf", "no form of question set"),
        ("s.xlsx", "no workbook", "s.xlsx", "no workbook"),
        ("s.xls", "x", "s.xls", ".xlsx"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_with_file_row_and_column(
    tmp_path: Path, name: str, content: str, where: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionSetError) as caught:
        read_question_set(path)
    line = str(caught.value)
    assert line.startswith(str(path))
    assert where in line
    assert said in line
    assert "\n" not in line
    assert len(line) < 400


def test_a_cell_of_a_workbook_is_named_by_sheet_and_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fragen"
    for cells in (["question", "answerable"], ["x", "yes"], ["y", "maybe"]):
        sheet.append(cells)
    book.save(tmp_path / "set.xlsx")
    with pytest.raises(QuestionSetError, match='sheet Fragen, row 3, column "answerable"'):
        read_question_set(tmp_path / "set.xlsx")


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_bytes(b"question\nfine\ncaf\xe9\n")
    with pytest.raises(QuestionSetError, match="line 3: isn't UTF-8"):
        read_question_set(tmp_path / "s.csv")


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and "\r" not in text)


@given(
    questions=st.lists(TEXTS, min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_writes_comes_back(
    questions: list[str],
    delimiter: str,
    quoting: Literal[0, 1],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("csv") / "set.csv"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerow(["id", "question"])
    writer.writerows((f"q{at}", text) for at, text in enumerate(questions))
    path.write_bytes(out.getvalue().encode("utf-8"))
    found = read_question_set(path).rows
    assert [row.question for row in found] == [text.strip() for text in questions]


def test_a_question_may_be_as_long_as_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"id": 1, "question": "x" * MOST_CHARACTERS}), encoding="utf-8")
    assert len(read_question_set(path).rows) == 1
