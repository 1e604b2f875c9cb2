"""Files given by hand, documents removed, changed files read again: what is kept, what is told."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Answer, Refusal
from briqa.assistant import Assistant, open_index
from briqa.encoder import SentenceTransformerEncoder
from briqa.errors import IndexLocked
from briqa.indexing import IndexingStep
from briqa.store import open_store, store
from briqa.upkeep import UPLOADS, Declined, GivenFile, Taken, look_again, remove, safe_name, take_in
from tests.indexes import FERRY, MUSEUM, add, dump, write_documents
from tests.sources.files import prose, write_pdf

CANAL = "The canal of Orsa has 9 locks. In 2021, the canal of Orsa carried 1,240 boats.\n"


@pytest.fixture
def index_dir(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    """An index of a folder of the user's own."""
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    return tmp_path / "index"


@pytest.fixture
def assistant(index_dir: Path) -> Iterator[Assistant]:
    with closing(open_index(index_dir)) as opened:
        yield opened


def given_file(folder: Path, name: str, text: str = CANAL, *, called: str = "") -> GivenFile:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return GivenFile(called or name, path)


def kept(index_dir: Path) -> list[str]:
    return sorted(path.name for path in (index_dir / UPLOADS).glob("*"))


# -- names ------------------------------------------------------------------------------------


@given(st.text() | st.text("./\\~$ :ab\0\n…é", max_size=12) | st.text(min_size=200))
def test_any_name_becomes_one_visible_part_of_a_path(name: str) -> None:
    kept_as = safe_name(name)
    folder = Path("/index/uploads")
    assert (folder / kept_as).parent == folder
    assert (folder / kept_as).resolve().parent == folder
    assert kept_as.isprintable()
    assert not kept_as.startswith((".", "~", " "))
    assert 0 < len(kept_as.encode()) <= 255
    assert safe_name(kept_as) == kept_as


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("report.pdf", "report.pdf"),
        ("Jahresbericht 2021 – final.PDF", "Jahresbericht 2021 – final.PDF"),
        ("年度报告.docx", "年度报告.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\reports\\a.md", "a.md"),
        (".hidden.md", "hidden.md"),
        ("~$open.docx", "open.docx"),
        ("what?.txt", "what_.txt"),
        ("two\nlines.txt", "two_lines.txt"),
        ("..", "document"),
        ("", "document"),
    ],
)
def test_a_name_is_kept_as_far_as_it_can_be(name: str, kept_as: str) -> None:
    assert safe_name(name) == kept_as


# -- files given ------------------------------------------------------------------------------


def test_good_files_go_in_beside_a_broken_one(
    tmp_path: Path, index_dir: Path, assistant: Assistant
) -> None:
    folder = tmp_path / "given"
    canal = given_file(folder, "canal.txt")
    write_pdf(folder / "bridge.pdf", [prose(700, ["The bridge of Orsa carried 61,000 trains."])])
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of the kind\n")
    files = [
        GivenFile("broken.pdf", folder / "broken.pdf"),
        canal,
        GivenFile("bridge.pdf", folder / "bridge.pdf"),
    ]
    broken, *others = take_in(index_dir, files, assistant=assistant)
    assert others == [Taken("canal.txt", "canal.txt"), Taken("bridge.pdf", "bridge.pdf")]
    assert isinstance(broken, Declined)
    assert broken.name == "broken.pdf"
    assert "\n" not in broken.reason
    assert str(tmp_path) not in broken.reason
    assert kept(index_dir) == ["bridge.pdf", "canal.txt"]
    assert canal.path.read_text() == CANAL
    answer = assistant.ask("How many boats did the canal of Orsa carry in 2021?")
    assert isinstance(answer, Answer)
    assert "1,240" in answer.text


def test_the_first_files_make_the_index(tmp_path: Path) -> None:
    index_dir = tmp_path / "index"
    assert take_in(index_dir, [given_file(tmp_path / "given", "canal.txt")]) == [
        Taken("canal.txt", "canal.txt")
    ]
    with closing(open_index(index_dir)) as opened:
        assert [summary.docid for summary in opened.documents()] == ["canal.txt"]


def test_another_file_of_the_same_name_gets_a_number(tmp_path: Path, index_dir: Path) -> None:
    one = given_file(tmp_path / "one", "canal.txt")
    other = given_file(tmp_path / "other", "canal.txt", CANAL.replace("1,240", "1,250"))
    take_in(index_dir, [one])
    (taken,) = take_in(index_dir, [other])
    assert isinstance(taken, Taken)
    assert taken.docid == "canal (2).txt"
    assert taken.notes == ("kept as canal (2).txt, since another file has its name",)
    uploads = index_dir / UPLOADS
    assert (uploads / "canal.txt").read_text() == CANAL
    assert (uploads / "canal (2).txt").read_text() == other.path.read_text()


def test_the_same_file_is_not_taken_twice(tmp_path: Path, index_dir: Path) -> None:
    canal = given_file(tmp_path / "given", "canal.txt")
    again = given_file(tmp_path / "given", "again.txt")
    ferry = given_file(tmp_path / "given", "ferry copy.md", FERRY)
    assert take_in(index_dir, [canal, again, ferry]) == [
        Taken("canal.txt", "canal.txt"),
        Declined("again.txt", "is the same as canal.txt, which came with it"),
        Declined("ferry copy.md", "is in the index already, as ferry.md"),
    ]
    assert take_in(index_dir, [canal]) == [
        Declined("canal.txt", "is in the index already, as canal.txt")
    ]
    assert kept(index_dir) == ["canal.txt"]


def test_a_name_that_leads_elsewhere_leads_nowhere(tmp_path: Path, index_dir: Path) -> None:
    file = given_file(tmp_path / "given", "evil.md", called="../../../evil.md")
    (taken,) = take_in(index_dir, [file])
    assert isinstance(taken, Taken)
    assert kept(index_dir) == ["evil.md"]
    assert not (tmp_path / "evil.md").exists()


def test_an_unknown_kind_of_file_is_declined(tmp_path: Path, index_dir: Path) -> None:
    (declined,) = take_in(index_dir, [given_file(tmp_path / "given", "sums.xlsx")])
    assert isinstance(declined, Declined)
    assert kept(index_dir) == []


def test_an_undeclared_encoding_is_told(tmp_path: Path, index_dir: Path) -> None:
    path = tmp_path / "café.txt"
    path.write_bytes("Das Café in Köln hatte 2021 über 340 Gäste, schön.\n".encode("cp1252"))
    (taken,) = take_in(index_dir, [GivenFile("café.txt", path)])
    assert isinstance(taken, Taken)
    assert [note.split(";")[0] for note in taken.notes] == ["its encoding isn't declared"]


def test_nothing_is_kept_when_the_index_cannot_be_changed(
    tmp_path: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_TIMEOUT_S", 0.1)
    before = dump(index_dir)
    with (
        closing(open_store(index_dir)) as other,
        other.transaction(),
        pytest.raises(IndexLocked),
    ):
        take_in(index_dir, [given_file(tmp_path / "given", "canal.txt")])
    assert kept(index_dir) == []
    assert dump(index_dir) == before


def test_the_steps_say_which_file_is_at_which_stage(
    tmp_path: Path, index_dir: Path, assistant: Assistant
) -> None:
    steps: list[IndexingStep] = []
    folder = tmp_path / "given"
    files = [given_file(folder, "a.txt"), given_file(folder, "b.txt", MUSEUM.replace("48", "49"))]
    take_in(index_dir, files, assistant=assistant, on_step=steps.append)
    stages = ["reading", "splitting", "encoding", "encoding", "writing"]
    seen = [(step.path.name, step.file_number, step.files, step.stage) for step in steps]
    assert seen == [
        (name, number, 2, stage)
        for number, name in enumerate(("a.txt", "b.txt"), start=1)
        for stage in stages
    ]
    assert [step.passages_done for step in steps[:5]] == [0, 0, 0, 1, 1]


def test_others_go_on_asking_while_files_are_taken_in(
    tmp_path: Path, index_dir: Path, assistant: Assistant
) -> None:
    answers: list[Answer | Refusal] = []

    def ask(step: IndexingStep) -> None:
        answers.append(assistant.ask("How many visitors did the Lindgren museum welcome?"))

    take_in(index_dir, [given_file(tmp_path / "given", "a.txt")], assistant=assistant, on_step=ask)
    assert len(answers) == 5
    assert all(isinstance(answer, Answer) and "48,200" in answer.text for answer in answers)


# -- documents removed ------------------------------------------------------------------------


def test_an_upload_is_deleted_with_its_document(
    tmp_path: Path, index_dir: Path, assistant: Assistant
) -> None:
    canal = given_file(tmp_path / "given", "canal.txt")
    take_in(index_dir, [canal], assistant=assistant)
    removed = remove(assistant, "canal.txt")
    assert removed.was_upload
    assert kept(index_dir) == []
    assert canal.path.exists()
    question = "How many boats did the canal of Orsa carry in 2021?"
    assert isinstance(assistant.ask(question), Refusal)
    assert take_in(index_dir, [canal], assistant=assistant) == [Taken("canal.txt", "canal.txt")]


def test_a_file_of_the_users_own_is_never_deleted(index_dir: Path, assistant: Assistant) -> None:
    removed = remove(assistant, "ferry.md")
    assert not removed.was_upload
    assert removed.origin == index_dir.parent / "documents" / "ferry.md"
    assert removed.origin.read_text() == FERRY
    assert [summary.docid for summary in assistant.documents()] == ["museum.md"]


# -- a new look -------------------------------------------------------------------------------


def test_a_new_look_reads_what_has_changed_and_nothing_else(
    tmp_path: Path, index_dir: Path, assistant: Assistant
) -> None:
    take_in(index_dir, [given_file(tmp_path / "given", "canal.txt")], assistant=assistant)
    documents = index_dir.parent / "documents"
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), encoding="utf-8")
    (documents / "museum.md").unlink()
    (documents / "new.md").write_text("The dam of Orsa is 40 metres high.\n", encoding="utf-8")
    report = look_again(assistant)
    assert report.changed == ("ferry.md",)
    assert report.removed == ("museum.md",)
    assert report.added == ("new.md",)
    assert report.unchanged == ("canal.txt",)
    again = look_again(assistant)
    assert (again.added, again.changed, again.removed) == ((), (), ())


def test_a_single_file_that_is_gone_is_told_and_stays(
    tmp_path: Path, index_dir: Path, assistant: Assistant
) -> None:
    single = given_file(tmp_path / "single", "canal.txt")
    assistant.update([single.path])
    single.path.unlink()
    report = look_again(assistant)
    assert [error.path.name for error in report.skipped] == ["canal.txt"]
    assert "canal.txt" in {summary.docid for summary in assistant.documents()}
