"""RIS, the line format that databases offer: reading and writing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from briqa.bibliography.dates import read_date
from briqa.bibliography.people import read_person
from briqa.bibliography.work import PartialDate, Person, Work
from briqa.errors import BibliographyError

_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?$")
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "JOUR": "article-journal",
        "EJOUR": "article-journal",
        "MGZN": "article-magazine",
        "NEWS": "article-newspaper",
        "BOOK": "book",
        "EDBOOK": "book",
        "EBOOK": "book",
        "CHAP": "chapter",
        "ECHAP": "chapter",
        "RPRT": "report",
        "GOVDOC": "report",
        "ELEC": "webpage",
        "WEB": "webpage",
        "THES": "thesis",
        "CONF": "paper-conference",
        "CPAPER": "paper-conference",
        "DATA": "dataset",
        "AGGR": "dataset",
        "STAND": "standard",
        "STAT": "legislation",
        "BILL": "bill",
        "COMP": "software",
        "PAT": "patent",
        "MAP": "map",
        "UNPB": "manuscript",
        "GEN": "document",
    }
)
_TAGS: Mapping[str, str] = MappingProxyType(
    {
        "publisher": "PB",
        "place": "CY",
        "container_title": "T2",
        "collection_title": "T3",
        "volume": "VL",
        "issue": "IS",
        "edition": "ET",
        "number": "M1",
        "genre": "M3",
        "doi": "DO",
        "url": "UR",
        "isbn": "SN",
        "language": "LA",
        "note": "N1",
        "remark": "RN",
        "event": "C2",
    }
)
_OTHER_TAGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"container_title": ("JO", "JF", "BT", "JA"), "place": ("PP",)}
)


def write_ris(works: Sequence[Work]) -> str:
    """The works in RIS."""
    return "\n".join("".join(f"{line}\n" for line in _lines(work)) for work in works)


def read_ris(text: str, path: Path) -> tuple[list[Work], list[BibliographyError]]:
    """The records of a file, and what was wrong with others."""
    works: list[Work] = []
    problems: list[BibliographyError] = []
    fields: dict[str, list[str]] = {}
    begins = 1
    last: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line.rstrip())
        if match is None:
            if line.strip() and last:
                last[-1] += " " + line.strip()  # a value that goes on
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            if fields:
                problems.append(_unended(path, begins))
            fields, begins = {}, number
        if tag == "ER":
            if fields:
                works.append(_work(fields, f"entry{len(works) + 1}"))
            fields, last = {}, []
            continue
        last = fields.setdefault(tag, [])
        last.append(value)
    if fields:
        problems.append(_unended(path, begins))
    return works, problems


def _unended(path: Path, line: int) -> BibliographyError:
    problem = "the record isn't ended by a line 'ER  -'"
    return BibliographyError(path, f"line {line}", problem, "add it; the other records are used")


def _work(fields: Mapping[str, Sequence[str]], key: str) -> Work:
    def first(*tags: str) -> str | None:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), None)

    def people(*tags: str) -> tuple[Person, ...]:
        names = (name for tag in tags for name in fields.get(tag, ()))
        return tuple(person for name in names if (person := read_person(name)) is not None)

    values = {name: first(tag, *_OTHER_TAGS.get(name, ())) for name, tag in _TAGS.items()}
    start, end = first("SP"), first("EP")
    work = Work(
        id=first("ID") or key,
        type=_TYPES.get(first("TY") or "", "document"),
        title=first("TI", "T1", "CT"),
        authors=people("AU", "A1"),
        editors=people("ED", "A2"),
        translators=people("A4"),
        issued=_date(first("DA") or first("PY", "Y1")),
        accessed=_date(first("Y2")),
        pages=f"{start}-{end}" if start and end else start,
    )
    return work.with_texts(values)


def _date(text: str | None) -> PartialDate | None:
    """A date "YYYY/MM/DD/other", whose later parts may be empty."""
    return read_date("/".join(part for part in (text or "").split("/")[:3] if part))


def _lines(work: Work) -> Iterator[str]:
    kinds = {kind: tag for tag, kind in reversed(list(_TYPES.items()))}
    yield f"TY  - {kinds.get(work.type, 'GEN')}"
    yield f"ID  - {work.id}"
    if work.title:
        yield f"TI  - {work.title}"
    for tag, people in (("AU", work.authors), ("ED", work.editors), ("A4", work.translators)):
        for person in people:
            yield f"{tag}  - {_name(person)}"
    if work.issued is not None:
        yield f"PY  - {work.issued.year or work.issued.literal}"
        if work.issued.month is not None:
            yield f"DA  - {str(work.issued).replace('-', '/')}"
    if work.accessed is not None:
        yield f"Y2  - {str(work.accessed).replace('-', '/')}"
    if work.pages:
        start, _, end = work.pages.partition("-")
        yield f"SP  - {start}"
        if end:
            yield f"EP  - {end}"
    for name, tag in _TAGS.items():
        value = getattr(work, name)
        if value:
            yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "


def _name(person: Person) -> str:
    if person.literal:
        return person.literal
    family = f"{person.particle or ''} {person.family or ''}".strip()
    return ", ".join(part for part in (family, person.given, person.suffix) if part)
