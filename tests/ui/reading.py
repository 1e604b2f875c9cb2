"""Reads rendered HTML back, for tests that compare it with the text it was made from."""

from html.parser import HTMLParser


class PaneReader(HTMLParser):
    """The text of an HTML fragment, and of the marks in it by the spans they name.

    Attributes:
        text: all text, unescaped.
        marked: for each "start-end" that marks name, their text joined.
        current: the text of the marks that are current.
        bold: the text of `strong` elements.
        pages: the names that page breaks carry.
        tags: the names of all elements.
    """

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.marked: dict[str, str] = {}
        self.current = ""
        self.bold = ""
        self.pages: list[str] = []
        self.tags: set[str] = set()
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(fragment)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.add(tag)
        self._open.append((tag, attributes))
        page = attributes.get("data-page")
        if page:
            self.pages.append(page)

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag, attributes in self._open:
            if tag == "strong":
                self.bold += data
            if tag == "mark":
                self._read_mark(attributes, data)

    def _read_mark(self, attributes: dict[str, str | None], data: str) -> None:
        for name in (attributes["data-spans"] or "").split():
            self.marked[name] = self.marked.get(name, "") + data
        if attributes.get("aria-current") == "true":
            self.current += data
