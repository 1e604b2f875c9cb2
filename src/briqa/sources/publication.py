"""How a file was published, from the names that front matter and web pages give such fields."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from briqa.sources.metadata import one_line, plain_date
from briqa.spans import Publication

_MULTIPLE: Mapping[str, str] = MappingProxyType(
    {
        "authors": "authors",
        "author": "authors",
        "creator": "authors",
        "citation_author": "authors",
        "editors": "editors",
        "editor": "editors",
        "citation_editor": "editors",
    }
)
_SINGLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("type", "kind", "genre"),
        "publisher": (
            "publisher", "institution", "organization", "organisation", "citation_publisher",
            "citation_technical_report_institution", "dc.publisher", "og:site_name",
        ),
        "place": ("place", "publisher-place", "address", "location"),
        "container": (
            "container-title", "container", "journal", "booktitle", "citation_journal_title",
            "citation_conference_title", "citation_inbook_title",
        ),
        "volume": ("volume", "citation_volume"),
        "issue": ("issue", "citation_issue"),
        "pages": ("pages", "page"),
        "number": ("number", "report-number", "citation_technical_report_number"),
        "edition": ("edition",),
        "doi": ("doi", "citation_doi", "dc.identifier.doi"),
        "url": ("url", "link", "og:url"),
        "accessed": ("accessed", "access-date", "urldate", "retrieved"),
        "language": ("language", "lang", "dc.language", "citation_language"),
    }
)  # fmt: skip


def read_publication(
    fields: Mapping[str, str], lists: Mapping[str, Iterable[str]], language: str | None = None
) -> Publication:
    """What the fields of a file say, whatever it calls them.

    Args:
        fields: names in lower case to values.
        lists: of fields that may stand several times, all values.
        language: what the file declares apart from its fields.
    """
    single = {
        name: one_line(next((fields[key] for key in keys if fields.get(key)), None))
        for name, keys in _SINGLE.items()
    }
    people: dict[str, tuple[str, ...]] = {}
    for key, name in _MULTIPLE.items():
        values = tuple(value for raw in lists.get(key, ()) if (value := one_line(raw)))
        if values and name not in people:
            people[name] = values
    return Publication(
        authors=people.get("authors", ()),
        editors=people.get("editors", ()),
        kind=single["kind"],
        publisher=single["publisher"],
        place=single["place"],
        container=single["container"],
        volume=single["volume"],
        issue=single["issue"],
        pages=single["pages"],
        number=single["number"],
        edition=single["edition"],
        doi=single["doi"],
        url=single["url"],
        accessed=plain_date(single["accessed"]),
        language=single["language"] or one_line(language),
    )
