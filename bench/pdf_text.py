"""What reading PDFs costs beside pypdf, in processor seconds.

    python bench/pdf_text.py FOLDER

Each PDF of FOLDER is read by each in turn: by PDFium with a box for each character, as
`briqa.sources.pdf` reads pages; by the whole of briqa's reader, which also finds lines, paragraphs,
headings and running heads, and reads metadata and outline; and by pypdf's text extraction, which
gives no boxes. A file that either can't read is named and left out.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from briqa.sources.pdf import read_pdf
from briqa.sources.pdf.glyphs import open_pdf


def main() -> None:
    """Prints a row for each file, and their sum."""
    parser = argparse.ArgumentParser(description="Reading PDFs beside pypdf.")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    print(f"{'file':30}{'pages':>6}{'boxes':>9}{'reader':>9}{'pypdf':>9}{'times':>8}{'whole':>8}")
    sums = [0.0, 0.0, 0.0]
    pages = 0
    for path in sorted(arguments.folder.rglob("*.pdf")):
        try:
            count, boxes = timed(with_boxes, path)
            _, whole = timed(whole_reader, path)
            _, plain = timed(with_pypdf, path)
        except Exception as error:
            print(f"{path.name}: left out ({type(error).__name__})")
            continue
        print_row(path.name, count, (boxes, whole, plain))
        pages += count
        sums = [total + one for total, one in zip(sums, (boxes, whole, plain), strict=True)]
    print_row("all", pages, (sums[0], sums[1], sums[2]))


def timed(read: Callable[[Path], int], path: Path) -> tuple[int, float]:
    """What a reader gives, and its processor seconds."""
    start = time.process_time()
    found = read(path)
    return found, time.process_time() - start


def with_boxes(path: Path) -> int:
    """The number of pages, each read with its characters' boxes."""
    with open_pdf(path) as pdf:
        return len([pdf.read(page_index) for page_index in range(len(pdf))])


def whole_reader(path: Path) -> int:
    """The number of pages of the document."""
    return len(read_pdf(path, docid=path.name).pages)


def with_pypdf(path: Path) -> int:
    """The number of pages, each with its text taken out."""
    return len([page.extract_text() for page in PdfReader(path).pages])


def print_row(name: str, pages: int, seconds: tuple[float, float, float]) -> None:
    """Prints the seconds, and how many times as much pypdf takes."""
    boxes, whole, plain = seconds
    print(
        f"{name[:29]:30}{pages:6}{boxes:9.2f}{whole:9.2f}{plain:9.2f}"
        f"{plain / max(boxes, 1e-9):8.1f}{plain / max(whole, 1e-9):8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
