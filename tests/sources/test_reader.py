import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briqa.errors import EmptySource, SourceError, UnreadableSource, UnsupportedFormat
from briqa.sources import ReadLimits, read_document, read_documents
from briqa.sources.protocol import ReadRequest
from briqa.sources.worker import ReaderProcess
from briqa.spans import Document, SourceFormat

from .files import Line, prose, write_pdf


@pytest.fixture
def corpus(tmp_path: Path) -> dict[str, Path]:
    """One readable file of every format, by its ending."""
    (tmp_path / "a.txt").write_bytes(b"Text.\r\n")
    (tmp_path / "a.md").write_bytes(b"# Title\n")
    (tmp_path / "a.html").write_bytes(b"<p>Page</p>")
    file = docx.Document()
    file.add_paragraph("Word")
    file.save(str(tmp_path / "a.docx"))
    write_pdf(tmp_path / "a.pdf", [[Line("Print", 700)]])
    return {path.suffix: path for path in tmp_path.iterdir()}


@pytest.fixture(scope="module")
def process() -> Iterator[ReaderProcess]:
    with ReaderProcess(limits=ReadLimits(timeout_s=60)) as running:
        yield running


def test_every_format_is_read(corpus: dict[str, Path]) -> None:
    results = read_documents((path, ending) for ending, path in corpus.items())
    texts = {result.docid: result.text for result in results if isinstance(result, Document)}
    assert texts == {
        ".txt": "Text.\r\n", ".md": "# Title\n", ".html": "Page", ".docx": "Word", ".pdf": "Print",
    }  # fmt: skip


def test_failures_are_values_in_the_order_of_the_files(corpus: dict[str, Path]) -> None:
    folder = corpus[".txt"].parent
    (folder / "blank.html").write_text("<script>1</script>")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.4 no")
    names = ["damaged.pdf", "a.pdf", "missing.txt", "blank.html", "a.docx", "x.csv"]
    results = list(read_documents((folder / name, name) for name in names))
    assert [type(result) for result in results] == [
        UnreadableSource, Document, UnreadableSource, EmptySource, Document, UnsupportedFormat,
    ]  # fmt: skip
    for name, result in zip(names, results, strict=True):
        if isinstance(result, SourceError):
            assert result.path == folder / name
            assert "\n" not in str(result)
            assert str(result).startswith(str(folder / name))


def test_one_file_is_read_or_its_error_raised(corpus: dict[str, Path], tmp_path: Path) -> None:
    assert read_document(corpus[".pdf"], docid="d").docid == "d"
    with pytest.raises(UnreadableSource, match="doesn't exist"):
        read_document(tmp_path / "missing.pdf", docid="d")


def test_a_pdf_named_txt_is_read_as_pdf(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "renamed.txt"
    path.write_bytes(corpus[".pdf"].read_bytes())
    assert read_document(path, docid="d").format is SourceFormat.PDF


def test_a_file_that_takes_too_long_is_given_up(corpus: dict[str, Path]) -> None:
    # No process starts in a thousandth of a second.
    with ReaderProcess(limits=ReadLimits(timeout_s=0.001)) as hurried:
        for _ in range(2):
            result = hurried.read(ReadRequest(corpus[".pdf"], "d", SourceFormat.PDF))
            assert isinstance(result, UnreadableSource)
            assert "takes longer than 0.001 s" in str(result)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the memory limit")
def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text("<p>word</p>" * 1_000_000)
    with ReaderProcess(limits=ReadLimits(memory_bytes=200 * 2**20)) as frugal:
        result = frugal.read(ReadRequest(path, "d", SourceFormat.HTML))
        assert isinstance(result, UnreadableSource)
        small = tmp_path / "small.html"
        small.write_text("<p>word</p>")
        assert isinstance(frugal.read(ReadRequest(small, "d", SourceFormat.HTML)), Document)


def test_a_reader_that_breaks_costs_only_its_file(corpus: dict[str, Path]) -> None:
    # A path that is no `Path` stands for a bug in a parser.
    broken = ReadRequest(cast(Path, str(corpus[".pdf"])), "d", SourceFormat.HTML)
    sound = ReadRequest(corpus[".pdf"], "d", SourceFormat.PDF)
    with ReaderProcess(limits=ReadLimits()) as running:
        result = running.read(broken)
        assert isinstance(result, UnreadableSource)
        assert "its reader gave up on it (AttributeError" in str(result)
        assert isinstance(running.read(sound), Document)


def test_a_process_that_died_in_between_is_replaced(corpus: dict[str, Path]) -> None:
    request = ReadRequest(corpus[".pdf"], "d", SourceFormat.PDF)
    with ReaderProcess(limits=ReadLimits()) as running:
        assert isinstance(running.read(request), Document)
        assert running._child is not None
        running._child._process.kill()
        running._child._process.wait()
        assert isinstance(running.read(request), Document)


def test_limits_have_to_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        ReadLimits(timeout_s=0)


def test_a_script_without_a_main_guard_is_not_run_again(corpus: dict[str, Path]) -> None:
    folder = corpus[".pdf"].parent
    script = folder / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from briqa.sources import read_document\n"
        "print('started')\n"
        f"print(read_document(Path({str(corpus['.pdf'])!r}), docid='d').text)\n"
    )
    # A file named like a library must not be picked up from the current folder.
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "pypdf.py").write_text("raise SystemExit('wrong pypdf')")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=elsewhere, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.split() == ["started", "Print"]
    assert done.stderr == ""


def test_reading_loads_no_heavy_library_in_this_process() -> None:
    code = (
        "import sys, briqa.sources\n"
        "print(sorted({'torch', 'pypdf', 'pypdfium2', 'docx', 'bs4', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


SAMPLE_LINES = ["Exports rose by 5.2% to 31.6 billion dollars.", "Imports fell.", "na-", "tional"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([".pdf", ".docx", ".html"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=8),
    st.floats(0, 1),
)
def test_any_damage_gives_a_document_or_a_named_error(
    process: ReaderProcess,
    tmp_path: Path,
    ending: str,
    edits: list[tuple[float, bytes]],
    kept: float,
) -> None:
    path = tmp_path / f"damaged{ending}"
    if ending == ".pdf":
        write_pdf(path, [prose(700, SAMPLE_LINES)], bookmarks=[("Imports", 0, 0)])
    elif ending == ".docx":
        file = docx.Document()
        for text in SAMPLE_LINES:
            file.add_paragraph(text, style="List Number")
        file.save(str(path))
    else:
        path.write_text("<table><tr><td>1<td>2</tr></table>" + "<p>".join(SAMPLE_LINES))
    data = bytearray(path.read_bytes())
    for place, patch in edits:
        at = int(place * len(data))
        data[at : at + len(patch)] = patch
    if kept < 0.5:
        data = data[: int(2 * kept * len(data))]
    path.write_bytes(data)
    result = process.read(ReadRequest(path, "d", {
        ".pdf": SourceFormat.PDF, ".docx": SourceFormat.DOCX, ".html": SourceFormat.HTML,
    }[ending]))  # fmt: skip
    assert isinstance(result, Document | SourceError)
    assert "gave up" not in str(result)
