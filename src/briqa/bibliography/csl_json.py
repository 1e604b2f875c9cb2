"""CSL-JSON, the one exact form of works: reading and writing."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from briqa.bibliography.work import CSL_NAMES, PEOPLE, TEXT_FIELDS, TYPES, PartialDate, Person, Work
from briqa.errors import BibliographyError

_REMARK = "annote"
_DATES = ("issued", "accessed")
_OLD_NAMES: Mapping[str, str] = {"event": "event-title", "shortTitle": "title-short"}


def write_csl_json(works: Sequence[Work]) -> str:
    """The works as an array of CSL-JSON."""
    return json.dumps([csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def csl_item(work: Work) -> dict[str, object]:
    """A work as an item of CSL-JSON; fields that it lacks aren't there."""
    item: dict[str, object] = {"id": work.id, "type": work.type}
    for name in TEXT_FIELDS:
        value = getattr(work, name)
        if value:
            item[CSL_NAMES.get(name, name.replace("_", "-"))] = value
    for name, variable in PEOPLE.items():
        people: tuple[Person, ...] = getattr(work, name)
        if people:
            item[variable] = [_csl_name(person) for person in people]
    for name in _DATES:
        date: PartialDate | None = getattr(work, name)
        if date is not None:
            item[name] = _csl_date(date)
    if work.remark:
        item[_REMARK] = work.remark
    return item


def read_csl_json(text: str, path: Path) -> tuple[list[Work], list[BibliographyError]]:
    """The works of a CSL-JSON array, and what was wrong with the others.

    Raises:
        BibliographyError: when it isn't CSL-JSON at all.
    """
    try:
        items = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else None
        raise BibliographyError(path, line, "isn't JSON", "export it again as CSL-JSON") from error
    if isinstance(items, dict):
        items = items.get("items", [items])
    if not isinstance(items, list):
        raise BibliographyError(path, None, "isn't a list of works", "export it as CSL-JSON")
    works: list[Work] = []
    problems: list[BibliographyError] = []
    for place, item in enumerate(items, 1):
        try:
            works.append(_work(item, place))
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            name = item.get("id", place) if isinstance(item, dict) else place
            remedy = "correct this entry; the others are used"
            problems.append(BibliographyError(path, f"entry {name}", _shortly(error), remedy))
    return works, problems


def _shortly(error: Exception) -> str:
    return f"can't be read ({' '.join(str(error).split())})"


def _csl_name(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": person.literal}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _csl_date(date: PartialDate) -> dict[str, object]:
    if date.year is None:
        return {"literal": date.literal}
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    return {"date-parts": [parts]}


def _work(item: Mapping[str, object], place: int) -> Work:
    variables = {_OLD_NAMES.get(name, name): value for name, value in item.items()}
    text: dict[str, str | None] = {
        name: _text(variables.get(CSL_NAMES.get(name, name.replace("_", "-"))))
        for name in TEXT_FIELDS
    }
    kind = str(item.get("type", "document"))
    work = Work(
        id=_text(item.get("id")) or f"entry{place}",
        type=kind if kind in TYPES else "document",
        authors=_people(variables.get("author")),
        editors=_people(variables.get("editor")),
        translators=_people(variables.get("translator")),
        issued=_date(variables.get("issued")),
        accessed=_date(variables.get("accessed")),
        remark=_text(item.get(_REMARK)),
    )
    return work.with_texts(text)


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, (str, int, float)):
        return str(value)
    raise ValueError(f"a text was expected instead of {value!r}")


def _people(value: object) -> tuple[Person, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"a list of names was expected instead of {value!r}")
    return tuple(_person(name) for name in value if name)


def _person(name: Mapping[str, str]) -> Person:
    if name.get("literal"):
        return Person(literal=name["literal"])
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    return Person(
        family=name.get("family") or None,
        given=name.get("given") or None,
        particle=" ".join(filter(None, particles)) or None,
        suffix=name.get("suffix") or None,
    )


def _date(value: object) -> PartialDate | None:
    if not isinstance(value, dict) or not value:
        return None
    parts = value.get("date-parts")
    if parts and parts[0] and parts[0][0]:
        year, month, day = ([int(part) if part else None for part in parts[0]] + [None, None])[:3]
        return PartialDate(year, month, day)
    literal = value.get("literal") or value.get("raw")
    return PartialDate(literal=str(literal)) if literal else None
