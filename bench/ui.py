"""How long a reader waits in the web UI, and whether anything jumps.

    python bench/ui.py PATH [PATH ...] --questions FILE.jsonl [--limit 30]

Indexes the files, serves them, and drives a real browser: from the click on "Ask" until the answer
is painted; from the click on a citation until its span is; and, in a PDF of 300 pages made on the
spot, until the page and its picture are. Painted means that it stood in the document and two
frames passed. Prints medians, 95th percentiles, and the sum of the layout shifts in the source
pane, those right after a click included. Needs chromium and the dev dependencies.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from briqa.assistant import Assistant, build_index, open_index
from briqa.ui.serving import running

PAGES = 300
# Away from the start, and far from each other.
TOLD_PAGES = (31, 87, 142, 205, 288)
HALL_QUESTION = "How many visitors did the Halvorsen hall welcome?"
ANSWERED = "#notice [role]:not(.busy):not([data-old])"
MARKED = ".source:not([data-old]) [data-spans][aria-current=true]"
DRAWN = ".source:not([data-old]) .sheet img"

_MEASURING = """
    window.shifts = { source: 0, page: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shifts.page += entry.value;
        const within = ({ node }) => node?.parentElement?.closest("#right");
        if (entry.sources.some(within)) window.shifts.source += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });

    const frames = () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const appears = (selector) =>
      new Promise((resolve) => {
        const look = () => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, attributes: true });
        look();
      });
    // The milliseconds from a click until something new is painted.
    window.waited = async (clicked, selector) => {
      for (const old of document.querySelectorAll("#notice [role], .source")) old.dataset.old = "";
      const start = performance.now();
      clicked.click();
      await appears(selector);
      await frames();
      return performance.now() - start;
    };
"""


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="How long a reader waits in the web UI.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--questions", required=True, type=Path)
    parser.add_argument("--limit", type=int, default=30)
    arguments = parser.parse_args()
    questions = read_questions(arguments.questions)[: arguments.limit]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        hall = write_hall(Path(folder) / "hall.pdf")
        with opened_page(browser, arguments.paths, Path(folder) / "index") as (page, assistant):
            answers, citations = ask_all(page, questions)
            report(f"{len(answers)} questions: answer painted", answers)
            report("    asked again, without the UI", asked_again(assistant, questions))
            report(f"{len(citations)} citations: span painted", citations)
            report_shifts(page)
        with opened_page(browser, [hall], Path(folder) / "hall-index") as (page, _):
            first, marks, pictures = open_pages(page)
            print(f"PDF of {PAGES} pages: asked, answer and picture painted {first:14.0f} ms")
            report(f"{len(marks)} of its pages: rectangle painted", marks)
            report(f"{len(pictures)} of its pages: picture painted", pictures)
            report_shifts(page)


def read_questions(path: Path) -> list[str]:
    """The field `question` of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines if line.strip()]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser, headless."""
    path = shutil.which("chromium")
    if path is None:
        sys.exit("chromium isn't installed; install it, then run this again")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened_page(
    browser: Browser, paths: Sequence[Path], index_dir: Path
) -> Iterator[tuple[Page, Assistant]]:
    """The page over an index of some files, loaded, with the model in memory; and the index."""
    build_index(index_dir, paths)
    with closing(open_index(index_dir)) as assistant:
        assistant.warm_up()
        with running(lambda: assistant, runs_dir=index_dir / "runs") as url:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(_MEASURING)
            page.goto(url)
            page.wait_for_selector("#source h2")
            page.wait_for_timeout(2_000)
            yield page, assistant
            page.close()


def ask_all(page: Page, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """The milliseconds until each answer is painted, and until the last citation of each is."""
    answers: list[float] = []
    citations: list[float] = []
    for question in questions:
        answers.append(ask(page, question, ANSWERED))
        links = page.locator("#evidence .item").all()
        if links:
            citations.append(waited(page, "#evidence li:last-child .item", MARKED))
    return answers, citations


def asked_again(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    """The milliseconds that each answer takes in this process, once it has been given."""
    times_ms = []
    for question in questions:
        started = time.perf_counter()
        assistant.ask(question)
        times_ms.append(1000 * (time.perf_counter() - started))
    return times_ms


def open_pages(page: Page) -> tuple[float, list[float], list[float]]:
    """The milliseconds of a question up to the picture, then of pages not seen before.

    Pages come twice: until the rectangle is painted, and, others, until the picture is as well.
    """
    first = ask(page, HALL_QUESTION, DRAWN)
    passages = page.locator("#evidence section:last-child .item").count()
    marks: list[float] = []
    pictures: list[float] = []
    for number in range(1, passages + 1):
        selector, times = (DRAWN, pictures) if number % 2 else (MARKED, marks)
        times.append(
            waited(page, f"#evidence section:last-child li:nth-child({number}) .item", selector)
        )
        page.wait_for_selector(DRAWN)
    return first, marks, pictures


def ask(page: Page, question: str, painted: str) -> float:
    """The milliseconds from the click on "Ask" until an element is painted."""
    page.fill("#question textarea", question)
    return waited(page, "#ask", painted)


def waited(page: Page, clicked: str, painted: str) -> float:
    """The milliseconds from a click until a new element is painted."""
    code = "([clicked, painted]) => window.waited(document.querySelector(clicked), painted)"
    found: float = page.evaluate(code, [clicked, painted])
    return found


def report(name: str, times_ms: Sequence[float]) -> None:
    """A line with the median and the 95th percentile."""
    middle = statistics.median(times_ms)
    late = statistics.quantiles(times_ms, n=20, method="inclusive")[-1]
    print(f"{name:<44} median {middle:5.0f} ms, 95th percentile {late:5.0f} ms")


def report_shifts(page: Page) -> None:
    """A line with what moved."""
    shifts = page.evaluate("window.shifts")
    print(f"layout shifts: source pane {shifts['source']:.4f}, all {shifts['page']:.4f}")


def write_hall(path: Path) -> Path:
    """A report of 300 pages, a few of which tell how many visitors came."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Yearbook of the Halvorsen hall")
    for number in range(1, PAGES + 1):
        lines = [
            f"Section {number} describes the room with the number {number}, its windows and doors,",
            "and the paintings that hang in it, which were lent by families of the town. They",
            "were cleaned in the workshop and then hung again by the same two carpenters.",
        ] * 6
        if number in TOLD_PAGES:
            year = 1990 + TOLD_PAGES.index(number)
            lines[9] = f"The Halvorsen hall welcomed {number},400 visitors in {year}."
        for at, line in enumerate(lines):
            canvas.drawString(72, 770 - 36 * at, line)
        canvas.showPage()
    canvas.save()
    return path


if __name__ == "__main__":
    main()
