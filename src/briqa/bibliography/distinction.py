"""What tells works apart that a style would cite alike: names, initials, letters behind the year.

The steps and their order are those of CSL 1.0.2, "Disambiguation".
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briqa.bibliography.rendering import Cite, Distinction
from briqa.bibliography.stylesheet import Element
from briqa.bibliography.work import Person, Work

Render = Callable[[Cite], str]


def distinguish(works: Sequence[Work], citation: Element, render: Render) -> dict[str, Distinction]:
    """For each work, by its id, what it needs.

    Args:
        works: all that are cited together, in the order of the bibliography.
        citation: the style's `citation` element, which says what it may do.
        render: a cite without its locator, as plain text.
    """
    found = {work.id: Distinction() for work in works}
    rule = citation.get("givenname-disambiguation-rule") or "by-cite"
    adds_given = citation.get("disambiguate-add-givenname") == "true"
    if adds_given and rule != "by-cite":
        found = _with_given(works, found, rule)
    if citation.get("disambiguate-add-names") == "true":
        _apart(works, found, render, _with_names)
    if adds_given and rule == "by-cite":
        _apart(works, found, render, _with_all_given)
    for group in _alike(works, found, render):
        for work in group:
            found[work.id] = replace(found[work.id], is_ambiguous=True)
    if citation.get("disambiguate-add-year-suffix") == "true":
        for group in _alike(works, found, render):
            for index, work in enumerate(group):
                found[work.id] = replace(found[work.id], year_suffix=_letters(index))
    return found


def _alike(
    works: Sequence[Work], found: Mapping[str, Distinction], render: Render
) -> list[list[Work]]:
    """The works that would be cited alike, in groups of two and more."""
    groups: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        groups[render(Cite(work, distinction=found[work.id]))].append(work)
    return [group for group in groups.values() if len(group) > 1]


def _apart(
    works: Sequence[Work],
    found: dict[str, Distinction],
    render: Render,
    ways: Callable[[Sequence[Work], Mapping[str, Distinction]], list[dict[str, Distinction]]],
) -> None:
    """Gives each group that is cited alike the first of some ways that tells most apart."""
    for group in _alike(works, found, render):
        best, best_count = None, 1
        for way in ways(group, found):
            count = len({render(Cite(work, distinction=way[work.id])) for work in group})
            if count > best_count:
                best, best_count = way, count
        if best is not None:
            found.update(best)


def _with_names(
    group: Sequence[Work], found: Mapping[str, Distinction]
) -> list[dict[str, Distinction]]:
    most = max(len(work.authors or work.editors) for work in group)
    return [
        {work.id: replace(found[work.id], names=names) for work in group}
        for names in range(2, most + 1)
    ]


def _with_all_given(
    group: Sequence[Work], found: Mapping[str, Distinction]
) -> list[dict[str, Distinction]]:
    return [
        {
            work.id: replace(found[work.id], given=dict.fromkeys(_named(work), level))
            for work in group
        }
        for level in ("initials", "full")
    ]


def _with_given(
    works: Sequence[Work], found: Mapping[str, Distinction], rule: str
) -> dict[str, Distinction]:
    """Initials or given names for people of one family name, whoever they wrote with."""
    primary = rule.startswith("primary")
    homonyms: dict[str, dict[Person, None]] = defaultdict(dict)
    for work in works:
        for person in _named(work)[: 1 if primary else None]:
            if person.given and person.family:
                homonyms[person.surname.casefold()][person] = None
    level = {
        person: _level(person, list(people), full=not rule.endswith("with-initials"))
        for people in homonyms.values()
        for person in people
    }
    changed = {}
    for work in works:
        people = _named(work)[: 1 if primary else None]
        given = {person: level[person] for person in people if level.get(person)}
        changed[work.id] = replace(found[work.id], given=given)
    return changed


def _level(person: Person, homonyms: Sequence[Person], *, full: bool) -> str:
    """What of a given name tells a person from homonyms: nothing, "initials" or "full"."""
    others = {_initials(other) for other in homonyms if other != person}
    if not others:
        return ""
    if _initials(person) not in others:
        return "initials"
    return "full" if full else ("initials" if len(others) > 1 else "")


def _initials(person: Person) -> str:
    words = (person.given or "").replace(".", " ").replace("-", " ").split()
    return "".join(word[0].upper() for word in words)


def _named(work: Work) -> tuple[Person, ...]:
    return work.authors or work.editors


def _letters(index: int) -> str:
    """The letters of a place: a, b, … z, aa, ab.

    >>> _letters(0), _letters(25), _letters(26)
    ('a', 'z', 'aa')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
