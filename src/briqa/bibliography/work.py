"""What is cited: a `Work` with its people and dates, in the terms of CSL.

The one thing to know: a `Work` says only what a file or a library entry says. What is missing is
None or empty, and it is the style that decides what stands in its place ("n.d.").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

# Han, kana and Hangul: names in these scripts are written family name first, without a space.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter"
    " dataset document entry-dictionary entry-encyclopedia graphic hearing interview legal_case"
    " legislation manuscript map motion_picture paper-conference patent personal_communication"
    " post post-weblog regulation report review review-book software song speech standard thesis"
    " treaty webpage".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the parts of the name, or an institution by `literal`.

    `particle` belongs to the family name ("van der" of "van der Berg").

    Raises:
        ValueError: for a literal with other parts, or nothing at all.
    """

    family: str | None = None
    given: str | None = None
    particle: str | None = None
    suffix: str | None = None
    literal: str | None = None

    def __post_init__(self) -> None:
        parts = any((self.family, self.given, self.particle, self.suffix))
        if bool(self.literal) == parts:
            raise ValueError(f"neither a person nor an institution: {self}")

    @property
    def surname(self) -> str:
        """The family name with its particle, or the institution."""
        if self.literal:
            return self.literal
        return " ".join(part for part in (self.particle, self.family or self.given) if part)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year may be known; `literal` is one that has no year.

    Raises:
        ValueError: for a day without a month, parts that no calendar has, or nothing at all.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str | None = None

    def __post_init__(self) -> None:
        if (self.year is None) == (self.literal is None):
            raise ValueError(f"neither a year nor a literal date: {self}")
        if self.day is not None and self.month is None:
            raise ValueError(f"a day without a month: {self}")
        if not 1 <= (self.month or 1) <= 12 or not 1 <= (self.day or 1) <= 31:
            raise ValueError(f"not in the calendar: {self}")

    def __str__(self) -> str:
        """As ISO 8601 writes it, no finer than it is known."""
        if self.year is None:
            return self.literal or ""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Work:
    """A source as a bibliography knows it; the fields are those of CSL under plainer names.

    Attributes:
        id: unique among the works that are cited together; the docid, or the entry's key.
        type: a type of CSL, one of `TYPES`.
        number: of a report, standard or law.
        genre: what sort of report or thesis it is ("Technical report", "PhD thesis").
        language: an IETF tag such as "en" or "zh-CN".
        note: what a reader should know of the text; free prose, kept in exports.
        remark: how the text at hand departs from the original ("machine translation"), which
            every bibliography entry shows in brackets.
    """

    id: str
    type: str = "document"
    title: str | None = None
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    issued: PartialDate | None = None
    accessed: PartialDate | None = None
    publisher: str | None = None
    place: str | None = None
    container_title: str | None = None
    collection_title: str | None = None
    event: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    edition: str | None = None
    number: str | None = None
    genre: str | None = None
    doi: str | None = None
    url: str | None = None
    isbn: str | None = None
    language: str | None = None
    note: str | None = None
    remark: str | None = None

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.id}: {self.type!r} is no type of CSL")

    def completed_by(self, other: "Work") -> "Work":
        """This work, with what it lacks taken from another; the id stays."""
        missing = {
            name: getattr(other, name)
            for name in FIELDS
            if name != "id" and not getattr(self, name) and getattr(other, name)
        }
        if self.type == "document":
            missing["type"] = other.type
        return replace(self, **missing)

    def with_texts(self, values: Mapping[str, str | None]) -> "Work":
        """This work with some of its text fields set.

        Raises:
            ValueError: for a name that isn't in `TEXT_FIELDS`.
        """
        unknown = set(values) - {*TEXT_FIELDS, "remark"}
        if unknown:
            raise ValueError(f"no text fields: {', '.join(sorted(unknown))}")
        changes: dict[str, Any] = dict(values)
        return replace(self, **changes)

    @property
    def is_east_asian(self) -> bool:
        """Whether it is by language, or else by title and authors, Chinese, Japanese or Korean."""
        if self.language:
            return self.language[:2].lower() in {"zh", "ja", "ko"}
        names = "".join(person.surname for person in self.authors)
        return is_east_asian((self.title or "") + ("" if self.title else names))


FIELDS: tuple[str, ...] = tuple(Work.__dataclass_fields__)

# The text fields of a Work whose CSL variable has another name.
CSL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "place": "publisher-place",
        "container_title": "container-title",
        "collection_title": "collection-title",
        "event": "event-title",
        "pages": "page",
        "doi": "DOI",
        "url": "URL",
        "isbn": "ISBN",
    }
)
TEXT_FIELDS: tuple[str, ...] = tuple(
    "title publisher place container_title collection_title event volume issue pages edition"
    " number genre doi url isbn language note".split()
)
PEOPLE: Mapping[str, str] = MappingProxyType(
    {"authors": "author", "editors": "editor", "translators": "translator"}
)


def is_east_asian(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean letters.

    >>> is_east_asian("江苏统计年鉴"), is_east_asian("Jiangsu yearbook")
    (True, False)
    """
    return _EAST_ASIAN.search(text) is not None
