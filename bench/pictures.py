"""Pictures of every tab of the web UI, light, dark, and as on a phone.

    python bench/pictures.py docs/pictures [--paths corpus]

Indexes the corpus and a small PDF made on the spot, opens each tab at something worth seeing, and
writes a PNG for each tab and look. Needs chromium and the dev dependencies.
"""

import argparse
import io
import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas
from ui import chromium

from briqa.assistant import Assistant, build_index, open_index
from briqa.ui.serving import running

# How many colours a picture keeps; the pages have few, so it halves the files.
COLOURS: Final = 160
LOOKS: Final = {
    "light": ("light", 1280, 860),
    "dark": ("dark", 1280, 860),
    "phone": ("light", 390, 844),
}
COMPARISON: Final = "How many trains did Jiangsu run in 2020 compared with 2022?"
CLAIM: Final = "The parks of Jiangsu host 344 enterprises and have created 15,000 local jobs."
PAGED: Final = "How many tons of cargo did the port of Varnholm handle in 2021?"
YEARBOOK: Final = (
    ("Varnholm", ("4.2 million tons", "1,350 dockers", "38 cranes")),
    ("Quistad", ("2.8 million tons", "640 dockers", "21 cranes")),
)
Scene = Callable[..., None]


def main() -> None:
    """Writes the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every tab of the web UI.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--paths", nargs="+", type=Path, default=[Path("corpus")])
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        index_dir = folder / "index"
        build_index(index_dir, [*arguments.paths, write_yearbook(folder / "yearbook.pdf")])
        with closing(open_index(index_dir)) as assistant:
            questions = write_questions(assistant, folder / "made-questions.jsonl")
            runs_dir = folder / "runs"
            with running(lambda: assistant, index_dir=index_dir, runs_dir=runs_dir) as url:
                for look in LOOKS:
                    for tab, scene in SCENES.items():
                        picture = take(browser, url, look, partial(scene, questions=questions))
                        picture.save(arguments.out / f"{tab}-{look}.png", optimize=True)


def take(browser: Browser, url: str, look: str, scene: Callable[[Page], None]) -> Image.Image:
    """A picture of a scene."""
    theme, width, height = LOOKS[look]
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(f"{url}?__theme={theme}")
    page.wait_for_selector("#source h2")
    scene(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(800)
    shown = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return shown.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


def ask(page: Page, questions: Path) -> None:
    """Two years compared, drawn, and computed."""
    page.wait_for_selector("#examples .offered")
    page.fill("#question textarea", COMPARISON)
    page.keyboard.press("Enter")
    page.wait_for_selector(".rows")
    page.wait_for_selector(".source [aria-current]")


def paged(page: Page, questions: Path) -> None:
    """An answer on the page of a PDF."""
    page.fill("#question textarea", PAGED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".sheet img")


def cite(page: Page, questions: Path) -> None:
    """A sentence that a source contradicts."""
    open_tab(page, "Cite")
    page.fill("#claim textarea", CLAIM)
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".citations")


def figures(page: Page, questions: Path) -> None:
    """Figures found by their words, and one of them in its source."""
    open_tab(page, "Figures")
    page.wait_for_selector("#figures-table .written")
    page.fill("#figures-text textarea, #figures-text input", "trains")
    page.click("#filter")
    page.wait_for_timeout(800)
    page.click("#figures-table .written >> nth=0")
    page.wait_for_selector(".source [aria-current]")


def audit(page: Page, questions: Path) -> None:
    """The arithmetic between figures, contradictions first."""
    open_tab(page, "Figures")
    open_tab(page, "Audit")
    page.click("#audit-findings .written >> nth=0")
    page.wait_for_selector(".source [aria-current]")


def evaluate(page: Page, questions: Path) -> None:
    """A question set, scored."""
    open_tab(page, "Evaluate")
    page.set_input_files("#set input[type=file]", questions)
    page.wait_for_timeout(800)
    page.click("#run")
    page.wait_for_selector("#run-figures table", timeout=120_000)


def corpus(page: Page, questions: Path) -> None:
    """What is indexed."""
    open_tab(page, "Corpus")
    page.wait_for_selector("#corpus-table table")


SCENES: Final[Mapping[str, Scene]] = {
    "ask": ask,
    "page": paged,
    "cite": cite,
    "figures": figures,
    "audit": audit,
    "evaluate": evaluate,
    "corpus": corpus,
}


def open_tab(page: Page, name: str) -> None:
    """Opens a tab by its name."""
    page.get_by_role("tab", name=name, exact=True).click()


def write_questions(assistant: Assistant, path: Path) -> Path:
    """A question set made of the index."""
    made = assistant.make_questions(limit=40)
    path.write_text(
        "".join(f"{json.dumps(question.as_json())}\n" for question in made), encoding="utf-8"
    )
    return path


def write_yearbook(path: Path) -> Path:
    """A PDF of two invented ports."""
    canvas = Canvas(str(path), pagesize=A5)
    canvas.setTitle("Yearbook of the Brellin coast")
    for port, (cargo, dockers, cranes) in YEARBOOK:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(48, 520, port)
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(
            (
                f"{port} is one of the old harbours on the coast of Brellin, and ships of every",
                f"size call there. The port of {port} handled {cargo} of cargo in 2021.",
                f"It employs {dockers}, and {cranes} stand on its quays.",
            )
        ):
            canvas.drawString(48, 490 - 16 * at, line)
        canvas.showPage()
    canvas.save()
    return path


if __name__ == "__main__":
    main()
