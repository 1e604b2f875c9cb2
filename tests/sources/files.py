"""Small real files for the tests of the readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from pypdf import PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
BODY = "Helvetica"
BOLD = "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text to draw: its lower left corner, in points, and its type."""

    text: str
    y: float
    x: float = 72.0
    size: float = 10.0
    font: str = BODY


def write_pdf(
    path: Path,
    pages: Iterable[Sequence[Line]],
    *,
    title: str | None = None,
    bookmarks: Sequence[tuple[str, int, int]] = (),
) -> Path:
    """Draws pages of lines; `bookmarks` are title, page index and level (from 0)."""
    canvas = Canvas(str(path), pagesize=(PAGE_WIDTH, PAGE_HEIGHT))
    if title is not None:
        canvas.setTitle(title)
    for page_index, lines in enumerate(pages):
        for name, target, level in bookmarks:
            if target == page_index:
                canvas.bookmarkPage(f"{target}-{name}")
                canvas.addOutlineEntry(name, f"{target}-{name}", level)
        for line in lines:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    canvas.save()
    return path


def prose(top: float, texts: Iterable[str], *, pitch: float = 12.0) -> list[Line]:
    """Lines of body text, one below the other."""
    return [Line(text, top - index * pitch) for index, text in enumerate(texts)]


def write_scan(path: Path, *, caption: str | None = None) -> Path:
    """A page that is a picture, and, with a caption, a second one with text."""
    picture = ImageReader(Image.new("L", (20, 30), color=128))
    canvas = Canvas(str(path), pagesize=(PAGE_WIDTH, PAGE_HEIGHT))
    canvas.drawImage(picture, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    canvas.showPage()
    if caption is not None:
        canvas.drawString(72, 700, caption)
        canvas.showPage()
    canvas.save()
    return path


def encrypt_pdf(source: Path, target: Path, *, user_password: str) -> Path:
    writer = PdfWriter(clone_from=source)
    writer.encrypt(user_password, owner_password="owner", algorithm="RC4-128")
    with target.open("wb") as file:
        writer.write(file)
    return target


def handmade_pdf(content: str, to_unicode: str = "") -> bytes:
    """One page with a content stream as given, in Helvetica as /F1.

    `to_unicode` are `bfchar` lines such as `<41> <D83DDE00>`: what a character code stands for.
    """
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(to_unicode.splitlines())} beginbfchar\n{to_unicode}\nendbfchar\n"
        "endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
        + (" /ToUnicode 6 0 R >>" if to_unicode else " >>"),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
    return out
