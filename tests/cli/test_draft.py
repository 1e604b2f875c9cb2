import io
import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from rich.console import Console

from briqa.cli.draft import DraftFormat, named_draft, print_report, put_out
from briqa.drafts import DraftReport, check_draft
from briqa.errors import EmptySource, UnwritableOutput
from tests.drafts.sources import NumberedCiter, check, report_of

TEXT = (
    "Why mills? The old mill on the Ilm ground 400 tonnes of spelt [red]in[/red] 1911.\n\n"
    "The cooperative has 52 members today. Otters live upstream of the weir.\n"
)


def _report(path: Path) -> DraftReport:
    path.write_text(TEXT, encoding="utf-8")
    return check_draft(named_draft(str(path)), check, NumberedCiter())


def test_a_report_for_people_says_everything_once() -> None:
    console = Console(file=io.StringIO(), width=200, highlight=False)
    with console.capture() as captured:
        print_report(report_of(TEXT), console)
    lines = [line.strip() for line in captured.get().splitlines() if line.strip()]
    assert lines[:4] == [
        "left alone: Why mills?",
        "asks a question",
        "supported: The old mill on the Ilm ground 400 tonnes of spelt [red]in[/red] 1911.",
        "cite [1]",
    ]
    assert "contradicted: The cooperative has 52 members today." in lines
    assert "“52”: the source says 38" in lines
    assert "not in source: Otters live upstream of the weir." in lines
    assert any(line.startswith("nearest: “") for line in lines)
    assert any("mill/history <1>.md:0-" in line for line in lines)
    assert lines[-3:] == [
        "Bibliography",
        "[1] The mill on the Ilm",
        "4 sentences, 3 checked: 1 supported, 1 contradicted, 1 not in the sources; 1 left alone",
    ]


def test_a_source_that_the_author_has_cited_is_told_but_not_put_in_again() -> None:
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as captured:
        print_report(report_of("The cooperative has 38 members today (Ng, 2020).\n"), console)
    assert "cite [1] (you cite something here already)" in captured.get()


@pytest.mark.parametrize("output", [DraftFormat.TEXT, DraftFormat.MARKDOWN, DraftFormat.JSON])
def test_what_is_written_is_what_is_printed(
    tmp_path: Path, output: DraftFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _report(tmp_path / "draft.md")
    out = tmp_path / "out"
    assert put_out(report, output, None) == 0
    printed = capsys.readouterr().out
    assert put_out(report, output, out) == 0
    assert capsys.readouterr().out == ""
    assert out.read_text(encoding="utf-8").split() == printed.split()
    if output is DraftFormat.JSON:
        assert json.loads(printed)["draft"]["text"] == TEXT


def test_a_word_document_needs_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = _report(tmp_path / "draft.md")
    assert put_out(report, DraftFormat.DOCX, None) == 2
    assert "--out" in capsys.readouterr().err
    assert put_out(report, DraftFormat.DOCX, tmp_path / "out.docx") == 0
    assert docx.Document(BytesIO((tmp_path / "out.docx").read_bytes())).paragraphs


def test_the_draft_itself_is_never_overwritten(tmp_path: Path) -> None:
    report = _report(tmp_path / "draft.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "draft.md")
    for name in ("draft.md", "link.md"):
        with pytest.raises(UnwritableOutput, match="is the draft itself"):
            put_out(report, DraftFormat.MARKDOWN, tmp_path / name)
    assert (tmp_path / "draft.md").read_text(encoding="utf-8") == TEXT


def test_a_place_that_can_not_be_written_to_is_one_line(tmp_path: Path) -> None:
    report = _report(tmp_path / "draft.md")
    for out in (tmp_path, tmp_path / "none" / "out.md"):
        with pytest.raises(UnwritableOutput) as raised:
            put_out(report, DraftFormat.MARKDOWN, out)
        assert len(str(raised.value).splitlines()) == 1


def test_a_draft_may_be_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(BytesIO("Größe zählt.\n".encode("cp1252")))
    monkeypatch.setattr("sys.stdin", piped)
    assert named_draft("-").text == "Größe zählt.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(BytesIO(b"  \n")))
    with pytest.raises(EmptySource, match="-: "):
        named_draft("-")
