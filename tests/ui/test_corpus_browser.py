"""The Corpus tab in a real browser, over an index of its own that the tests change."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from briqa.encoder import SentenceTransformerEncoder
from briqa.store import open_store
from briqa.ui.serving import LateIndex, running
from briqa.upkeep import UPLOADS
from tests.indexes import FERRY, add, write_documents
from tests.sources.files import prose, write_pdf
from tests.ui.page import READABLE, Page, colour, contrast, is_focused

CANAL = "The canal of Orsa has 9 locks. In 2021, the canal of Orsa carried 1,240 boats.\n"
QUESTION = "How many boats did the canal of Orsa carry in 2021?"


@pytest.fixture
def index_dir(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    return tmp_path / "index"


@pytest.fixture
def corpus(browser: Browser, index_dir: Path) -> Iterator[Page]:
    """A page of a server of its own."""
    yield from _served(browser, index_dir)


@pytest.fixture
def empty(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of a server without an index."""
    yield from _served(browser, tmp_path / "index")


def _served(browser: Browser, index_dir: Path) -> Iterator[Page]:
    late = LateIndex(index_dir)
    with running(late.open, index_dir=index_dir, runs_dir=index_dir / "runs") as url:
        page = Page(browser, url)
        yield page
        page.close()
    late.close()


@pytest.fixture
def given(tmp_path: Path) -> list[Path]:
    """A text, a PDF and a file that is none."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "canal.txt").write_text(CANAL, encoding="utf-8")
    write_pdf(folder / "bridge.pdf", [prose(700, ["The bridge of Orsa carried 61,000 trains."])])
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of the kind\n")
    return [folder / name for name in ("canal.txt", "bridge.pdf", "broken.pdf")]


def open_corpus(page: Page, theme: str = "light", *, width: int = 1280) -> None:
    page.open(theme, width=width)
    page.open_tab("Corpus")
    page.wait_for(".corpus-totals")


def drop(page: Page, files: list[Path]) -> None:
    """Drops files, and waits until all is told of them."""
    page.expire(".outcomes")
    page.tab.locator("#corpus-files input[type=file]").set_input_files(files)
    page.wait_for(".outcomes:not([data-old])")


def outcomes(page: Page) -> list[str]:
    return [" ".join(item.inner_text().split()) for item in page.all(".outcomes li")]


def docids(page: Page) -> list[str | None]:
    return [title.get_attribute("data-open") for title in page.all("[data-open]")]


def remove(page: Page, docid: str) -> None:
    page.wait_for(f'[aria-label="Remove {docid}"][data-ask]').click()
    page.expire(".outcomes")
    page.wait_for(f'[data-remove="{docid}"]').click()
    page.wait_for(".outcomes:not([data-old])")


def test_documents_are_dropped_asked_and_removed_again(
    corpus: Page, index_dir: Path, given: list[Path]
) -> None:
    open_corpus(corpus)
    assert docids(corpus) == ["ferry.md", "museum.md"]
    drop(corpus, given)
    canal, bridge, broken = outcomes(corpus)
    assert canal == "✓ canal.txt indexed, 1 passage, 3 figures"
    assert bridge.startswith("✓ bridge.pdf indexed, 1 passage")
    assert broken.startswith("✕ broken.pdf ")
    assert str(index_dir) not in broken
    assert docids(corpus) == ["bridge.pdf", "canal.txt", "ferry.md", "museum.md"]
    assert sorted(path.name for path in (index_dir / UPLOADS).iterdir()) == [
        "bridge.pdf", "canal.txt",
    ]  # fmt: skip
    corpus.open_tab("Ask")
    corpus.ask(QUESTION)
    assert "1,240 boats" in corpus.text(".short")
    corpus.open_tab("Corpus")
    remove(corpus, "canal.txt")
    assert outcomes(corpus) == [
        "✓ canal.txt taken out of the index; the copy kept of the uploaded file is deleted"
    ]
    assert docids(corpus) == ["bridge.pdf", "ferry.md", "museum.md"]
    assert [path.name for path in (index_dir / UPLOADS).iterdir()] == ["bridge.pdf"]
    corpus.open_tab("Ask")
    corpus.ask(QUESTION)
    assert corpus.all(".refusal")
    assert corpus.errors == []


def test_the_first_documents_make_the_index_and_bring_examples(
    empty: Page, given: list[Path]
) -> None:
    open_corpus(empty)
    assert "No documents yet" in empty.text(".corpus-totals")
    assert "or drop files into the Corpus tab" in empty.text("#source")
    drop(empty, given[:1])
    assert docids(empty) == ["canal.txt"]
    assert "canal.txt" in empty.text("#source")
    empty.open_tab("Ask")
    empty.wait_for("#examples .offered").click()
    empty.wait_until(lambda: "1,240 boats" in empty.text(".short"))


def test_a_file_of_the_users_own_stays_where_it_is(corpus: Page, index_dir: Path) -> None:
    open_corpus(corpus)
    corpus.wait_for('[aria-label="Remove ferry.md"][data-ask]').click()
    question = corpus.wait_for(".question-row:not([hidden])").inner_text()
    assert "Your own file stays where it is." in question
    remove_now = corpus.wait_for('[data-remove="ferry.md"]')
    corpus.expire(".outcomes")
    remove_now.click()
    corpus.wait_for(".outcomes:not([data-old])")
    file = index_dir.parent / "documents" / "ferry.md"
    assert outcomes(corpus) == [f"✓ ferry.md taken out of the index; your file stays at {file}"]
    assert file.read_text() == FERRY
    assert docids(corpus) == ["museum.md"]


def test_changed_files_are_read_again_on_demand(corpus: Page, index_dir: Path) -> None:
    documents = index_dir.parent / "documents"
    (documents / "ferry.md").write_text(FERRY.replace("157 routes", "164 routes"), "utf-8")
    (documents / "museum.md").unlink()
    (documents / "new.md").write_text("The dam of Orsa is 40 metres high.\n", "utf-8")
    open_corpus(corpus)
    states = [" ".join(state.inner_text().split()) for state in corpus.all("td.state")]
    assert states == ["△ changed on disk", "✕ file gone"]
    corpus.wait_for("#corpus-refresh").click()
    corpus.wait_for(".outcomes")
    assert outcomes(corpus) == [
        "✓ new.md added",
        "✓ ferry.md read again, since its file had changed",
        "✓ museum.md removed, since its file is gone",
    ]
    states = [" ".join(state.inner_text().split()) for state in corpus.all("td.state")]
    assert states == ["✓ up to date"] * 2
    corpus.open_tab("Ask")
    corpus.ask("How many routes did the ferry port of Ostrava open?")
    assert "164 routes" in corpus.text(".short")


@pytest.mark.parametrize("clicked", ["#evidence .item", "#lead .written", "#answer .token"])
def test_what_was_cited_never_marks_what_stands_there_now(
    corpus: Page, index_dir: Path, encoder: SentenceTransformerEncoder, clicked: str
) -> None:
    documents = index_dir.parent / "documents"
    corpus.open()
    corpus.ask("How many routes did the ferry port of Ostrava open?")
    (documents / "ferry.md").write_text(FERRY.replace("# Ferries", "# All the ferries"), "utf-8")
    add(index_dir, encoder, documents)
    corpus.tab.locator(clicked).locator("visible=true").first.click()
    corpus.wait_for(".source-empty")
    assert "ferry.md has changed since; ask or look again" in corpus.text("#source")
    assert not corpus.current()
    (documents / "ferry.md").unlink()
    add(index_dir, encoder, documents)
    corpus.tab.locator(clicked).locator("visible=true").first.click()
    corpus.wait_until(lambda: "ferry.md isn't in the index any more" in corpus.text("#source"))
    assert not corpus.errors


def test_a_mark_of_the_pane_is_never_another_text_either(
    corpus: Page, index_dir: Path, encoder: SentenceTransformerEncoder
) -> None:
    corpus.open()
    corpus.ask("How many routes did the ferry port of Ostrava open?")
    corpus.wait_for("#source mark")
    changed = FERRY.replace("# Ferries", "# All the ferries")
    (index_dir.parent / "documents" / "ferry.md").write_text(changed, "utf-8")
    add(index_dir, encoder, index_dir.parent / "documents")
    corpus.all("#source mark")[0].click()
    corpus.wait_for(".source-empty")
    assert "ferry.md has changed since; ask or look again" in corpus.text("#source")


def test_a_name_of_one_long_word_stays_in_the_pane(corpus: Page, tmp_path: Path) -> None:
    named = tmp_path / f"{'n' * 120}.txt"
    named.write_text(CANAL, encoding="utf-8")
    open_corpus(corpus)
    drop(corpus, [named])
    corpus.wait_until(lambda: named.name in corpus.text(".documents"))
    pane = 'document.querySelector(".source-empty")'
    assert corpus.number(f"{pane}.scrollWidth - {pane}.clientWidth") == 0


def test_what_is_written_from_the_right_runs_from_the_right(corpus: Page, tmp_path: Path) -> None:
    text = tmp_path / "cairo.txt"
    text.write_text("بلغ عدد السكان في القاهرة عشرة ملايين نسمة.\n\nCairo grows.\n", "utf-8")
    open_corpus(corpus)
    drop(corpus, [text])
    corpus.tab.get_by_role("button", name="cairo.txt", exact=True).click()
    corpus.wait_for(".source-text mark")
    code = """
        const pane = document.querySelector(".source-text");
        const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
        const edge = (letter) => {
            walker.currentNode = pane;
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(letter);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + 1);
                return range.getBoundingClientRect().left;
            }
        };
        return [edge("."), edge("ب"), edge("C"), edge("w")];
    """
    edges = corpus.script(code)
    assert isinstance(edges, list)
    stop, first, latin_first, latin_later = edges
    assert stop < first
    assert latin_first < latin_later


def test_a_title_opens_its_document_at_the_start(corpus: Page) -> None:
    open_corpus(corpus)
    corpus.wait_for('[data-open="ferry.md"]').click()
    corpus.wait_until(lambda: corpus.text(".source-text") == FERRY)
    assert "The ferry port of Ostrava cost $220 million in 2021." in corpus.current()


def test_while_the_index_is_changed_elsewhere_one_line_says_so(
    corpus: Page, index_dir: Path, given: list[Path]
) -> None:
    open_corpus(corpus)
    store = open_store(index_dir)
    try:
        with store.transaction():
            corpus.tab.locator("#corpus-files input[type=file]").set_input_files(given[:1])
            corpus.wait_for("#corpus-notice .busy, #corpus-notice .corpus-progress")
            corpus.wait_for("#corpus-refresh").click()
            line = corpus.wait_for("#corpus-notice .notice").inner_text()
            assert line == "The index is being changed already; try again when that is done."
            corpus.wait_until(lambda: "another process" in corpus.text("#corpus-notice .notice"))
    finally:
        store.close()
    assert docids(corpus) == ["ferry.md", "museum.md"]
    assert not any((index_dir / UPLOADS).iterdir())
    drop(corpus, given[:1])
    assert docids(corpus) == ["canal.txt", "ferry.md", "museum.md"]


def test_the_keyboard_alone_removes_and_changes_its_mind(corpus: Page) -> None:
    open_corpus(corpus)
    ask = corpus.wait_for('[aria-label="Remove ferry.md"][data-ask]')
    ask.focus()
    corpus.press("Enter")
    keep = corpus.wait_for(".question-row:not([hidden]) [data-keep]")
    corpus.wait_until(lambda: is_focused(keep))
    corpus.press("Escape")
    corpus.wait_until(lambda: is_focused(ask))
    assert not corpus.all(".question-row:not([hidden])")
    corpus.press("Enter", "Shift+Tab", "Enter")
    corpus.wait_for(".outcomes")
    assert docids(corpus) == ["museum.md"]
    totals = corpus.wait_for(".corpus-totals")
    corpus.wait_until(lambda: is_focused(totals))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(corpus: Page, given: list[Path], theme: str) -> None:
    open_corpus(corpus, theme)
    drop(corpus, given)
    corpus.wait_for("[data-ask]").click()
    corpus.tab.mouse.move(0, 0)
    found = Axe().run(corpus.tab).response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_states_are_readable(corpus: Page, index_dir: Path, theme: str) -> None:
    documents = index_dir.parent / "documents"
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), "utf-8")
    (documents / "museum.md").unlink()
    open_corpus(corpus, theme)
    for selector in ("td.state.changed", "td.state.gone", ".about-document", ".corpus-totals span"):
        ground = colour(corpus.ground(selector))
        assert contrast(colour(corpus.style(selector, "color")), [ground]) >= READABLE, selector


@pytest.mark.parametrize("width", [390, 1000, 1280])
def test_nothing_scrolls_sideways(corpus: Page, given: list[Path], width: int) -> None:
    open_corpus(corpus, width=width)
    drop(corpus, given)
    corpus.wait_for("[data-ask]").click()
    assert corpus.sideways() <= 0
    left, table = (
        corpus.number(f"document.querySelector('{selector}').getBoundingClientRect().right")
        for selector in ("#left", ".corpus-table")
    )
    assert table <= left + 1


def test_a_server_asks_no_other_host(corpus: Page, given: list[Path]) -> None:
    open_corpus(corpus)
    drop(corpus, given)
    corpus.wait_for('[data-open="canal.txt"]').click()
    assert all(request.startswith((corpus.url, "data:", "blob:")) for request in corpus.requests)
