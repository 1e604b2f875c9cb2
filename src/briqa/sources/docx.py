"""DOCX → `Document`: paragraphs, lists and tables in document order, rendered by us (see `blocks`).

Text is gathered from the XML and not by python-docx's `Paragraph.text`, which leaves out tracked
insertions, content controls and fields. Tracked deletions aren't text.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as DocxFile
from docx.opc.exceptions import OpcError
from docx.styles.style import BaseStyle

from briqa.errors import EmptySource, UnreadableSource
from briqa.sources.blocks import BlockWriter, lowered, raised
from briqa.sources.metadata import meaningful_title, one_line
from briqa.spans import DeclaredHeading, Document, Metadata, Publication, SourceFormat, Span

MAX_UNPACKED_BYTES = 512 * 2**20  # a zip bomb unpacks to gigabytes; real reports stay far below
MAX_TABLE_DEPTH = 20

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLACEHOLDER_AUTHOR = "python-docx"
_SKIPPED = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
    | {f"{_MC}Fallback"}
)
_SEPARATORS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
# lxml's XMLSyntaxError is a SyntaxError; python-docx meets a part with the wrong root element
# with an AttributeError.
_DAMAGE = (
    OpcError,
    AttributeError,
    KeyError,
    NotImplementedError,
    OSError,
    SyntaxError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_SAVE_AGAIN = "open it in a word processor and save it again"


def read_docx(path: Path, *, docid: str) -> Document:
    """Reads a Word document.

    Raises:
        UnreadableSource: it is damaged, not a Word document, or unpacks to too much.
        EmptySource: it holds no text.
    """
    _check_size(path)
    file, styles, content = _open(path)
    body = _Body(styles)
    body.add(content)
    if not body.writer.text.strip():
        raise EmptySource(path, "holds no text", "remove it or add a file with text")
    return Document(
        docid=docid,
        text=body.writer.text,
        format=SourceFormat.DOCX,
        metadata=_metadata(file, stem=path.stem, titles=body.titles()),
        headings=tuple(body.writer.headings),
    )


def _open(path: Path) -> tuple[DocxFile, "_Styles", Any]:
    """The file, its styles, and the element that holds its content."""
    try:
        file = docx.Document(str(path))
        return file, _Styles.of(file), file.element.body
    except _DAMAGE as error:
        raise UnreadableSource(path, "is damaged or not a Word document", _SAVE_AGAIN) from error


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableSource(path, "is damaged or not a Word document", _SAVE_AGAIN) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableSource(
            path,
            f"unpacks to {unpacked // 2**20} MiB (at most {MAX_UNPACKED_BYTES // 2**20} are read)",
            "split it or save it without pictures",
        )


def _metadata(file: DocxFile, *, stem: str, titles: list[str]) -> Metadata:
    properties = file.core_properties
    author = one_line(properties.author)
    created = properties.created
    return Metadata(
        title=meaningful_title(properties.title, stem=stem) or next(iter(titles), None),
        author=None if author == _PLACEHOLDER_AUTHOR else author,
        date=created.date().isoformat() if created is not None else None,
        publication=Publication(language=one_line(properties.language)),
    )


@dataclass(frozen=True, slots=True)
class _ListPlace:
    """Where a paragraph stands in a list: which one, how deep (from 0), numbered or not."""

    list_id: str
    depth: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class _Styles:
    """What the document's styles and numbering mean, looked up by their ids."""

    names: dict[str, tuple[str, ...]]  # style id → its name and those of the styles it builds on
    numbering: dict[str, tuple[str, int]]  # style id → list id and depth that it brings along
    formats: dict[tuple[str, int], str]  # (list id, depth) → "bullet", "decimal", …

    @classmethod
    def of(cls, file: DocxFile) -> "_Styles":
        styles = [style for style in file.styles if style.style_id is not None]
        return cls(
            names={style.style_id: tuple(_lineage(style)) for style in styles},
            numbering={
                style.style_id: numbered
                for style in styles
                if (numbered := _numbering_of(style.element)) is not None
            },
            formats=dict(_list_formats(file)),
        )

    def heading_level(self, style_id: str) -> int | None:
        """1 to 9 for "Heading N", 1 for "Title"; None for other styles."""
        for name in self.names.get(style_id, ()):
            if name == "title":
                return 1
            prefix, _, number = name.rpartition(" ")
            if prefix == "heading" and number.isdigit() and int(number) > 0:
                return int(number)
        return None

    def is_title(self, style_id: str) -> bool:
        return "title" in self.names.get(style_id, ())

    def list_place(self, paragraph: Any, style_id: str) -> _ListPlace | None:
        """From the paragraph's own numbering, its style's, or its style's name."""
        by_name = self._list_place_by_name(style_id)
        numbered = _numbering_of(paragraph) or self.numbering.get(style_id)
        if numbered is not None:
            list_id, depth = numbered
            kind = self.formats.get((list_id, depth))
            # List 0 means "no list, whatever the style says".
            if list_id == "0" or kind == "none":
                return None
            if kind is not None:
                # "List Bullet 2" is often the first level of a list of its own.
                depth = max(depth, by_name.depth if by_name is not None else 0)
                return _ListPlace(list_id, depth, ordered=kind != "bullet")
        return by_name

    def _list_place_by_name(self, style_id: str) -> _ListPlace | None:
        for name in self.names.get(style_id, ()):
            for prefix, ordered in (("list bullet", False), ("list number", True)):
                if name.startswith(prefix):
                    number = name.removeprefix(prefix).strip()
                    depth = max(int(number) - 1, 0) if number.isdigit() else 0
                    return _ListPlace(prefix, depth, ordered=ordered)
        return None


def _lineage(style: BaseStyle) -> Iterator[str]:
    """The names, in lower case, of a style and of those it builds on; some files build circles."""
    seen: set[str] = set()
    current: Any = style
    while current is not None and current.style_id not in seen:
        seen.add(current.style_id)
        if current.name:
            yield current.name.lower()
        current = getattr(current, "base_style", None)


def _numbering_of(element: Any) -> tuple[str, int] | None:
    """List id and depth from an element's `w:pPr/w:numPr`."""
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if number is None:
        return None
    depth = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    return _value(number), _integer(depth)


def _list_formats(file: DocxFile) -> Iterator[tuple[tuple[str, int], str]]:
    """The number format of every level of every list."""
    if not any(relation.reltype.endswith("/numbering") for relation in file.part.rels.values()):
        return
    root = file.part.numbering_part.element
    levels = {
        abstract.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl", "0")): _value(level.find(f"{_W}numFmt"))
            for level in abstract.findall(f"{_W}lvl")
        }
        for abstract in root.findall(f"{_W}abstractNum")
    }
    for number in root.findall(f"{_W}num"):
        abstract_id = _value(number.find(f"{_W}abstractNumId"))
        for depth, kind in levels.get(abstract_id, {}).items():
            yield (number.get(f"{_W}numId"), depth), kind


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _integer(element: Any) -> int:
    value = _value(element)
    return int(value) if value.isdigit() else 0


@dataclass(slots=True)
class _Body:
    """Writes the body's blocks in order."""

    styles: _Styles
    writer: BlockWriter = field(default_factory=BlockWriter)
    _title_headings: list[DeclaredHeading] = field(default_factory=list)
    _counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def titles(self) -> list[str]:
        """The text of the paragraphs in the style "Title"."""
        spans: list[Span] = [heading.span for heading in self._title_headings]
        return [" ".join(self.writer.text[span.start : span.end].split()) for span in spans]

    def add(self, container: Any) -> None:
        for child in container.iterchildren():
            if child.tag == f"{_W}p":
                self._add_paragraph(child)
            elif child.tag == f"{_W}tbl":
                self.writer.table([*_table_rows(child, depth=0)])
            elif child.tag in _WRAPPERS:
                self.add(child)

    def _add_paragraph(self, paragraph: Any) -> None:
        text = _text(paragraph).strip()
        if not text:
            return
        style_id = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        level = self.styles.heading_level(style_id)
        place = self.styles.list_place(paragraph, style_id)
        if level is not None:
            self.writer.heading(" ".join(text.split()), level=level)
            if self.styles.is_title(style_id):
                self._title_headings.append(self.writer.headings[-1])
        elif place is not None:
            self.writer.list_item(text, marker=self._marker(place), depth=place.depth)
        else:
            self.writer.paragraph(text)

    def _marker(self, place: _ListPlace) -> str:
        """A dash or the item's number; deeper levels begin again under each item."""
        for list_id, depth in list(self._counts):
            if list_id == place.list_id and depth > place.depth:
                del self._counts[list_id, depth]
        if not place.ordered:
            return "-"
        self._counts[place.list_id, place.depth] += 1
        return f"{self._counts[place.list_id, place.depth]}."


def _table_rows(table: Any, *, depth: int) -> Iterator[list[str]]:
    """A table's cells as text; a merged cell's text stands once, empty cells for the rest."""
    for row in _within(table, f"{_W}tr"):
        cells: list[str] = []
        for cell in _within(row, f"{_W}tc"):
            continued = cell.find(f"{_W}tcPr/{_W}vMerge")
            is_continued = continued is not None and _value(continued) != "restart"
            width = max(_integer(cell.find(f"{_W}tcPr/{_W}gridSpan")), 1)
            cells.append("" if is_continued else _cell_text(cell, depth=depth))
            cells.extend([""] * (min(width, 100) - 1))
        yield cells


def _within(container: Any, tag: str) -> Iterator[Any]:
    """The children with a tag, also those inside content controls and tracked insertions."""
    for child in container.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _cell_text(cell: Any, *, depth: int) -> str:
    """A cell on one line; a table inside it gives its cells one after another."""
    parts: list[str] = []
    for child in cell.iterchildren():
        if child.tag == f"{_W}tbl" and depth < MAX_TABLE_DEPTH:
            parts.extend(text for row in _table_rows(child, depth=depth + 1) for text in row)
        elif child.tag != f"{_W}tbl":
            parts.append(_text(child))
    return " ".join(part for part in parts if part.strip())


def _text(element: Any) -> str:
    """All text below an element, in order, without what Word doesn't show."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == f"{_W}t":
            parts.append(_scripted(node))
        elif node.tag in _SEPARATORS:
            parts.append(_SEPARATORS[node.tag])
        elif node.tag == f"{_W}br":
            parts.append("\n")
        elif node.tag == f"{_W}p" and node is not element:
            parts.append(" ")  # a text box: its paragraphs stand inside ours
        stack.extend(reversed(list(node)))
    return "".join(parts)


def _scripted(text_node: Any) -> str:
    """A run's text, super- or subscript digits as such."""
    text: str = text_node.text or ""
    run = text_node.getparent()
    position = _value(run.find(f"{_W}rPr/{_W}vertAlign")) if run is not None else ""
    if position == "superscript":
        return raised(text)
    return lowered(text) if position == "subscript" else text
