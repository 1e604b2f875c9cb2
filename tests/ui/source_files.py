"""PDFs that a source pane finds hard: turned, cropped, in columns, over a page break, damaged."""

from pathlib import Path
from typing import Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

REPORT: Final = "report.pdf"
NOTES: Final = "notes.md"
VISITORS: Final = "The Lindgren museum welcomed 48,200 visitors in 2019."
STAFF: Final = "The Lindgren museum employed 31 guides in 2019."
OVER_THE_BREAK: Final = (
    "The shop of the Lindgren museum sold 7,300 cards of the old harbour in 2019."
)
FERRIES: Final = "The ferries of Ulvo carried 9,100 bicycles in 2020."
_NOTES: Final = f"# Ferries of Ulvo\n\nThe islands lie far out. {FERRIES} Dogs travel free.\n"

LEFT_COLUMN: Final = ("The left column tells of 12 ships", "that lay in the old harbour.")
RIGHT_COLUMN: Final = ("On the right stand 47 cranes", "which nobody has counted since.")
# Degrees, and whether it is cropped.
TURNED: Final = tuple((turn, cropped) for turn in (0, 90, 180, 270) for cropped in (False, True))


def write_report(path: Path) -> Path:
    """Three pages; a sentence begins on the second and ends on the third."""
    before, behind = OVER_THE_BREAK.split(" of the old ")
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Annual report of the Lindgren museum")
    for lines in (
        ("The house stands on the old quay.", VISITORS, STAFF),
        ("Its garden is open in summer.", before),
        (f"of the old {behind}", "School classes come on weekdays."),
    ):
        for number, line in enumerate(lines):
            canvas.drawString(72, 700 - 60 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def write_notes(path: Path) -> Path:
    path.write_text(_NOTES, encoding="utf-8")
    return path


def write_columns(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for x, lines in ((60, LEFT_COLUMN), (320, RIGHT_COLUMN)):
        for number, line in enumerate(lines):
            canvas.drawString(x, 700 - 14 * number, line)
    canvas.save()
    return path


def write_turned(path: Path) -> Path:
    """A page for each of `TURNED`: turned clockwise when it is shown, and cut to a part of it."""
    canvas = Canvas(str(path), pagesize=A4)
    for rotation, cropped in TURNED:
        canvas.drawString(120, 500, f"Exports of the page turned by {rotation} degrees")
        canvas.drawString(120, 486, f"rose by 3,400 tons{' where it was cropped' * cropped}.")
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    for page, (rotation, cropped) in zip(writer.pages, TURNED, strict=True):
        if cropped:
            page.cropbox = RectangleObject((90, 130, 500, 620))
        page.rotate(rotation)
    writer.write(path)
    return path


def damage_page(path: Path, page_index: int) -> Path:
    """Makes something else of a page, so that PDFium can't load it."""
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[page_index][NameObject("/Type")] = NameObject("/Nothing")
    writer.write(path)
    return path
