"""One index, one server and one browser for the tests of the UI."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from reportlab.pdfgen.canvas import Canvas

from briqa.assistant import Assistant, open_index
from briqa.encoder import DEFAULT_MODEL, open_encoder
from briqa.indexing import update_index
from briqa.store import open_store
from briqa.ui.serving import running
from tests.ui.page import Page

CORPUS = Path(__file__).parents[2] / "corpus"
HOSTILE = "hostile.md"
PAGED = "paged.pdf"
HARBOURS = "harbours.md"
_HOSTILE_TEXT = (
    "# Ferry <b>costs</b> & $x$\n\n"
    "The ferry terminal of Ostrava cost $220 million & $x$ more, <script>alert(1)</script> "
    "{{value}} ${1+1} `tick` **bold**, in 2021.\n\n"
    "Nobody counted the \\$ signs.\n"
)
_HARBOURS_TEXT = """# Harbours of the Brellin coast

## Where the harbours lie

The coast of Brellin is rocky, and winds from the west keep small boats at home for much of the
winter. Fishing was what people lived on until the railway came. The old quays still stand, and
visitors walk there on summer evenings.

## Varnholm

Varnholm is the oldest harbour on the coast. The port of Varnholm handled 4.2 million tons of
cargo in 2021. It employs 1,350 dockers, and 38 cranes stand on its quays. The harbour master
publishes the tide tables.

## Quistad

Quistad lies farther north, where the water is deep. The port of Quistad handled 2.8 million tons
of cargo in 2021. Ships of every size can enter it, and it never freezes.

## Ferries

The ferry lines of Brellin call at four islands: Ulvo, Marsten, Great Toft, and Sorrel. Bicycles
travel free. Dogs have to be kept on a lead on deck, and nobody may smoke there.

## Lighthouses

Keepers lived in the lighthouses until they were run by machines. Painters liked the towers, and
some of the lamps are shown in the museum of the town. School classes go there in spring.
"""
_PAGES = (
    "The annual report of the Lindgren museum describes its house.",
    "The Lindgren museum welcomed 48,200 visitors in 2019.",
)


@pytest.fixture(scope="session")
def ui_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the shipped corpus, harbours to compare, a text full of markup, and a PDF."""
    folder = tmp_path_factory.mktemp("ui")
    documents = folder / "documents"
    documents.mkdir()
    (documents / HOSTILE).write_text(_HOSTILE_TEXT, encoding="utf-8", newline="")
    (documents / HARBOURS).write_text(_HARBOURS_TEXT, encoding="utf-8", newline="")
    _write_pdf(documents / PAGED)
    index_dir = folder / "index"
    store = open_store(index_dir, create=True)
    try:
        update_index(store, [CORPUS, documents], open_encoder(), model=DEFAULT_MODEL)
    finally:
        store.close()
    return index_dir


@pytest.fixture(scope="session")
def ui_assistant(ui_index: Path) -> Iterator[Assistant]:
    assistant = open_index(ui_index)
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def runs_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps evaluation runs."""
    return tmp_path_factory.mktemp("ui-runs")


@pytest.fixture(scope="session")
def ui_url(ui_assistant: Assistant, runs_dir: Path) -> Iterator[str]:
    """The address of a running server."""
    with running(lambda: ui_assistant, runs_dir=runs_dir) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless chromium: the system's, so that nothing is downloaded."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing = "chromium isn't installed"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, ui_url: str) -> Iterator[Page]:
    opened = Page(browser, ui_url)
    yield opened
    opened.close()


def _write_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    for line in _PAGES:
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
