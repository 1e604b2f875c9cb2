"""HTML → `Document`: the text that a browser would show, rendered by us (see `blocks`).

The tree is walked with a stack of our own, since pages nest deeper than Python recurses.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, Tag

from briqa.errors import EmptySource
from briqa.sources.blocks import BlockWriter, lowered, raised
from briqa.sources.metadata import meaningful_title, one_line, plain_date
from briqa.sources.publication import read_publication
from briqa.sources.text import cannot_open, decode
from briqa.spans import Document, Metadata, SourceFormat

MAX_SPAN_CELLS = 200  # a colspan beyond this is a fault of the page

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(
    """audio base button canvas datalist dialog embed footer head iframe img input link map meta
    nav noembed noframes noscript object option progress script select style svg template textarea
    video""".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dir div dl dt fieldset
    figcaption figure form header hgroup hr html legend li main menu ol p pre search section summary
    table tbody td tfoot th thead tr ul""".split()
) | frozenset(_HEADINGS)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SCRIPTS = {"sup": raised, "sub": lowered}
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LEADING_SIGNS = frozenset({"$", "€", "£", "¥", "US$", "($", "(€", "(£", "(¥"})
_FIGURE_STARTS = frozenset("0123456789(.-−–")
_TRAILING_SIGNS = frozenset({")", "%", ")%", "%)"})
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
_INTEGER = re.compile(r"\s*(\d{1,6})")

_TITLE_NAMES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_AUTHOR_NAMES = ("author", "citation_author", "dc.creator", "dcterms.creator", "article:author")
_DATE_NAMES = (
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "date",
    "pubdate",
)


def read_html(path: Path, *, docid: str) -> Document:
    """Reads a web page.

    Raises:
        UnreadableSource: it can't be opened or decoded.
        EmptySource: it shows no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from error
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    decoded = decode(path, data, declared=declared)
    markup = _XML_DECLARATION.sub("", decoded.text, count=1).replace("\0", "")
    # With a doctype in front, bs4 takes nothing for a file name or for XML and warns of neither.
    soup = BeautifulSoup(f"<!DOCTYPE html>{markup}", "lxml")
    renderer = _Renderer()
    renderer.render(soup)
    if not renderer.writer.text.strip():
        raise EmptySource(path, "shows no text", "save the page as a browser shows it")
    return Document(
        docid=docid,
        text=renderer.writer.text,
        format=SourceFormat.HTML,
        metadata=_metadata(
            soup, stem=path.stem, encoding=decoded.encoding, guessed=decoded.guessed
        ),
        headings=tuple(renderer.writer.headings),
    )


def _metadata(soup: BeautifulSoup, *, stem: str, encoding: str, guessed: bool) -> Metadata:
    declared: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        name = _attribute(tag, "name") or _attribute(tag, "property")
        content = one_line(_attribute(tag, "content"))
        if name and content:
            declared.setdefault(name.strip().lower(), content)
            several.setdefault(name.strip().lower(), []).append(content)
    root = soup.find("html")
    language = _attribute(root, "lang") if isinstance(root, Tag) else None
    first, last = declared.get("citation_firstpage"), declared.get("citation_lastpage")
    if first:
        declared.setdefault("pages", f"{first}-{last}" if last else first)
    title_tag = soup.find("title")
    title = meaningful_title(title_tag.get_text() if title_tag else None, stem=stem)
    canonical = soup.find("link", rel="canonical")
    return Metadata(
        title=title or meaningful_title(_first(declared, _TITLE_NAMES), stem=stem),
        author=_first(declared, _AUTHOR_NAMES),
        date=plain_date(_first(declared, _DATE_NAMES)),
        source=one_line(_attribute(canonical, "href")) if canonical else None,
        encoding=encoding,
        encoding_guessed=guessed,
        publication=read_publication(declared, several, language),
    )


def _first(declared: dict[str, str], names: Iterable[str]) -> str | None:
    return next((declared[name] for name in names if name in declared), None)


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else ""


@dataclass(slots=True)
class _List:
    """An open list; `count` is the number of the item reached."""

    ordered: bool
    count: int

    @property
    def marker(self) -> str:
        return f"{self.count}." if self.ordered else "-"


@dataclass(slots=True)
class _Line:
    """Inline text on its way to become a block, white space collapsed as browsers do."""

    parts: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        collapsed = _COLLAPSIBLE.sub(" ", text)
        if collapsed.startswith(" ") and self._ends_in_space():
            collapsed = collapsed[1:]
        if collapsed:
            self.parts.append(collapsed)

    def add_verbatim(self, text: str) -> None:
        if text:
            self.parts.append(text)

    def add_break(self) -> None:
        if self.parts:
            self.parts[-1] = self.parts[-1].rstrip(" ")
        self.parts.append("\n")

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        return text

    def _ends_in_space(self) -> bool:
        last = next((part for part in reversed(self.parts) if part), " ")
        return last[-1] in " \n"


@dataclass(slots=True)
class _Renderer:
    """Renders an element's content as blocks.

    `heading_level` and `preformatted` hold while inside such an element, `item_marker` from the
    start of a list item until its first text.
    """

    writer: BlockWriter = field(default_factory=BlockWriter)
    _line: _Line = field(default_factory=_Line)
    _lists: list[_List] = field(default_factory=list)
    _item_marker: str | None = None
    _heading_level: int | None = None
    _preformatted: int = 0

    def render(self, root: Tag) -> None:
        stack: list[tuple[object, bool]] = [(child, False) for child in reversed(root.contents)]
        while stack:
            node, leaving = stack.pop()
            if not isinstance(node, Tag):
                self._add_string(node)
            elif leaving:
                self._leave(node)
            elif self._enter(node):
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node.contents))
        self._flush()

    def _add_string(self, node: object) -> None:
        if type(node) is not NavigableString:  # comments and the like are subclasses
            return
        text = str(node).replace("\N{SOFT HYPHEN}", "")
        if self._preformatted:
            self._line.add_verbatim(text.replace("\r\n", "\n"))
        else:
            self._line.add(text)

    def _enter(self, tag: Tag) -> bool:
        """Begins an element; says whether its content is still to be walked."""
        name = tag.name
        if name in _UNSEEN or _is_hidden(tag):
            return False
        if name == "br":
            self._line.add_break()
            return False
        if name in _SCRIPTS:
            self._line.add(_SCRIPTS[name](_COLLAPSIBLE.sub(" ", tag.get_text()).strip()))
            return False
        if name == "q":
            self._line.add("“")
        if name not in _BLOCKS:
            return True
        self._flush()
        if name == "table" and _is_data_table(tag):
            self._add_table(tag)
            return False
        self._open_block(tag)
        return True

    def _open_block(self, tag: Tag) -> None:
        if tag.name in _HEADINGS:
            self._heading_level = _HEADINGS[tag.name]
        elif tag.name == "pre":
            self._preformatted += 1
        elif tag.name in _LISTS:
            start = _integer(tag, "start", fallback=1)
            self._lists.append(_List(ordered=tag.name == "ol", count=start - 1))
        elif tag.name == "li" and self._lists:
            self._lists[-1].count += 1
            self._item_marker = self._lists[-1].marker

    def _leave(self, tag: Tag) -> None:
        if tag.name == "q":
            self._line.add("”")
        if tag.name not in _BLOCKS:
            return
        self._flush()
        if tag.name in _HEADINGS:
            self._heading_level = None
        elif tag.name == "pre":
            self._preformatted -= 1
        elif tag.name in _LISTS and self._lists:
            self._lists.pop()
        elif tag.name == "li":
            self._item_marker = None

    def _flush(self) -> None:
        """Ends the block under way."""
        text = self._line.take()
        text = text.strip("\n").rstrip() if self._preformatted else text.strip(" \n")
        if not text.strip():
            return
        if self._heading_level is not None:
            self.writer.heading(" ".join(text.split()), level=self._heading_level)
        elif self._item_marker is not None:
            depth = max(len(self._lists) - 1, 0)
            self.writer.list_item(text, marker=self._item_marker, depth=depth)
            self._item_marker = None
        else:
            self.writer.paragraph(text)

    def _add_table(self, table: Tag) -> None:
        caption = table.find("caption")
        self.writer.table(
            list(_table_rows(table)),
            caption=_flat_text(caption) if isinstance(caption, Tag) else None,
        )


def _is_hidden(tag: Tag) -> bool:
    return (
        tag.has_attr("hidden")
        or _attribute(tag, "aria-hidden").strip().lower() == "true"
        or _INVISIBLE_STYLE.search(_attribute(tag, "style")) is not None
    )


def _is_data_table(table: Tag) -> bool:
    """Whether a table shows data, and isn't there to place parts of the page."""
    if _attribute(table, "role") in ("presentation", "none"):
        return False
    if table.find(["table", *_HEADINGS]) is not None:
        return False
    return any(len(row.find_all(["td", "th"])) > 1 for row in table.find_all("tr"))


def _table_rows(table: Tag) -> Iterator[list[str]]:
    """The rows' cells, a cell that spans several columns or rows followed by empty ones."""
    occupied: dict[int, int] = {}  # column → rows that a cell above still fills
    for row in _ordered_rows(table):
        cells: list[str] = []
        for cell in row.find_all(["td", "th"]):
            _fill_occupied(cells, occupied)
            width = min(_integer(cell, "colspan", fallback=1), MAX_SPAN_CELLS)
            height = min(_integer(cell, "rowspan", fallback=1), MAX_SPAN_CELLS)
            for column in range(len(cells), len(cells) + width):
                if height > 1:
                    occupied[column] = height - 1
            cells.append("" if _is_hidden(cell) else _flat_text(cell))
            cells.extend([""] * (width - 1))
        _fill_occupied(cells, occupied)
        yield _with_signs_joined(cells)


def _with_signs_joined(cells: list[str]) -> list[str]:
    """Puts signs that stand in cells of their own back to their figures, as filings need it.

    >>> _with_signs_joined(["Sales", "$", "35,383", "(6", "", ")%"])
    ['Sales', '', '$35,383', '(6)%', '', '']
    """
    joined = list(cells)
    filled = [index for index, cell in enumerate(cells) if cell]
    for index, following in itertools.pairwise(filled):
        if joined[index] in _LEADING_SIGNS and joined[following][:1] in _FIGURE_STARTS:
            joined[index], joined[following] = "", joined[index] + joined[following]
    for before, index in itertools.pairwise(filled):
        if joined[index] in _TRAILING_SIGNS and joined[before][-1:].isdigit():
            joined[before], joined[index] = joined[before] + joined[index], ""
    return joined


def _fill_occupied(cells: list[str], occupied: dict[int, int]) -> None:
    """Adds an empty cell wherever one from a row above reaches down."""
    while occupied.get(len(cells), 0) > 0:
        occupied[len(cells)] -= 1
        cells.append("")


def _ordered_rows(table: Tag) -> list[Tag]:
    """Head, body, foot, in whichever order the source has them."""
    order = {"thead": 0, "tfoot": 2}
    rows = [row for row in table.find_all("tr") if not _is_hidden(row)]
    return sorted(rows, key=lambda row: order.get(row.parent.name if row.parent else "", 1))


def _flat_text(tag: Tag) -> str:
    """An element's text on one line."""
    renderer = _Renderer()
    renderer.render(tag)
    return " ".join(renderer.writer.text.split())


def _integer(tag: Tag, name: str, *, fallback: int) -> int:
    match = _INTEGER.match(_attribute(tag, name))
    return max(int(match[1]), 1) if match else fallback
