"""Citations: an exact span of a document, and where a reader finds it."""

from dataclasses import dataclass
from functools import cached_property

from briqa.segment import Section
from briqa.spans import Document, Span, TextView
from briqa.store import StoredDocument


@dataclass(frozen=True)
class Citation:
    """An exact span with its place.

    Attributes:
        document: the document quoted.
        view: its repaired view.
        span: the span quoted.
        section_path: labels of the sections around it, outermost first, without the title.
        section: the innermost section around it that has a heading of its own; None if none has.
    """

    document: Document
    view: TextView
    span: Span
    section_path: tuple[str, ...]
    section: Section | None = None

    @property
    def docid(self) -> str:
        """The document's name."""
        return self.document.docid

    @property
    def quote(self) -> str:
        """The exact text: `document.text[start:end]`."""
        return self.document.quote(self.span)

    @property
    def reading(self) -> str:
        """The quote as a reader would want it: whole words and sentences, no markup."""
        return self.view.read(self.span).replace("\n", " ")

    @cached_property
    def page_number(self) -> int | None:
        """The page from 1 on which the span begins; None for a document without pages."""
        return self.document.page_number(self.span.start)

    @cached_property
    def page_label(self) -> str | None:
        """The number printed on that page, where the file says so."""
        number = self.page_number
        return None if number is None else self.document.pages[number - 1].label

    @cached_property
    def line_number(self) -> int:
        """The line from 1 of the canonical text on which the span begins."""
        return self.document.line_number(self.span.start)

    @property
    def locator(self) -> str:
        """Where to look: page if there are pages, else line, behind the innermost sections."""
        sections = " › ".join(self.section_path[-2:])
        number = self.page_number
        if number is None:
            place = f"line {self.line_number}"
        elif self.page_label and self.page_label != str(number):
            place = f"p. {self.page_label} (page {number} of {len(self.document.pages)})"
        else:
            place = f"p. {number}"
        return f"{sections}, {place}" if sections else place


def cite(stored: StoredDocument, span: Span, section: int) -> Citation:
    """The citation of a span that lies in a section."""
    title = stored.document.metadata.title
    path = [node for node in stored.outline.path(section) if node.title != title]
    headed = next((node for node in reversed(path) if not node.run_in), None)
    labels = tuple(node.label for node in path)
    return Citation(stored.document, stored.view, span, labels, headed)
