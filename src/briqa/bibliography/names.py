"""Names as a style prints them: order, initials, particles, "and" and "et al."."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briqa.bibliography.casing import cased
from briqa.bibliography.work import Person, is_east_asian


@dataclass(frozen=True, slots=True)
class NameFormat:
    """The attributes of a `name` element, inherited ones included (CSL 1.0.2, "Name").

    Attributes:
        inverted: "all", "first" or None, after `name-as-sort-order`.
        demotes: "never", "sort-only" or "display-and-sort", for particles of inverted names.
        et_al: the term behind shortened lists.
        family_case, given_case: `text-case` of the parts.
    """

    form: str = "long"
    delimiter: str = ", "
    and_word: str | None = None
    precedes_last: str = "contextual"
    precedes_et_al: str = "contextual"
    et_al_min: int = 0
    et_al_use_first: int = 1
    et_al_use_last: bool = False
    et_al: str = "et al."
    initialize_with: str | None = None
    initialize: bool = True
    hyphenates: bool = True
    inverted: str | None = None
    sort_separator: str = ", "
    demotes: str = "display-and-sort"
    family_case: str | None = None
    given_case: str | None = None
    sorts: bool = False


def format_names(people: Sequence[Person], style: NameFormat, given: Mapping[Person, str]) -> str:
    """A list of names.

    Args:
        people: in the order of the work.
        style: how to print them.
        given: for `form` "short", who needs "initials" or the "full" given name to be told apart.
    """
    cut = bool(style.et_al_min) and len(people) >= style.et_al_min
    cut = cut and len(people) > style.et_al_use_first
    shown = people[: style.et_al_use_first] if cut else people
    names = [_name(person, style, given, first=not at) for at, person in enumerate(shown)]
    if not names:
        return ""
    if cut and style.et_al_use_last and len(people) > len(shown) + 1:
        last = _name(people[-1], style, given, first=False)
        return style.delimiter.join(names) + style.delimiter + "… " + last
    if cut:
        return _with_et_al(names, style)
    if style.and_word is None or len(names) == 1:
        return style.delimiter.join(names)
    head = style.delimiter.join(names[:-1])
    inverted = style.inverted == "all" or (style.inverted == "first" and len(names) == 2)
    if _delimited(style.precedes_last, many=len(names) > 2, inverted=inverted):
        head += style.delimiter.rstrip()
    # In Chinese and Japanese "and" stands without spaces.
    space = "" if is_east_asian(style.and_word) else " "
    return f"{head}{space}{style.and_word}{space}{names[-1]}"


def _with_et_al(names: list[str], style: NameFormat) -> str:
    head = style.delimiter.join(names)
    if not style.et_al:
        return head
    inverted = style.inverted == "all" or (style.inverted == "first" and len(names) == 1)
    if _delimited(style.precedes_et_al, many=len(names) > 1, inverted=inverted):
        return head + style.delimiter + style.et_al
    return f"{head} {style.et_al}"


def _delimited(rule: str, *, many: bool, inverted: bool) -> bool:
    if rule == "after-inverted-name":
        return inverted
    return rule == "always" or (rule == "contextual" and many)


def _name(person: Person, style: NameFormat, distinct: Mapping[Person, str], *, first: bool) -> str:
    if person.literal:
        return person.literal
    family, given = person.family or "", person.given or ""
    if is_east_asian(family + given):
        short = style.form == "short" and not style.sorts and person not in distinct
        return family if short and family else family + given
    if style.form == "short" and not style.sorts and person not in distinct:
        return cased(person.surname, style.family_case, english=False)
    if style.initialize_with is not None and distinct.get(person) != "full":
        given = _initials(given, style)
    given = cased(given, style.given_case, english=False)
    family = cased(family, style.family_case, english=False)
    particle = cased(person.particle or "", style.family_case, english=False)
    if not family:
        return given
    inverted = style.inverted == "all" or (style.inverted == "first" and first)
    if style.form == "short" or not inverted:
        return " ".join(part for part in (given, particle, family, person.suffix) if part)
    if style.demotes == "never" or (style.demotes == "sort-only" and not style.sorts):
        family = f"{particle} {family}".strip()
    else:
        given = f"{given} {particle}".strip()
    return style.sort_separator.join(part for part in (family, given, person.suffix) if part)


def _initials(given: str, style: NameFormat) -> str:
    """Initials of a given name; parts in lower case are particles and stay.

    With `initialize="false"` only those that are initials already are set as the style has them.
    """
    mark = style.initialize_with or ""
    parts: list[str] = []
    for part in given.replace(".", ". ").split():
        is_initial = len(part.rstrip(".")) == 1
        if part[0].islower() and not is_initial:
            parts.append(f" {part} ")
        elif style.initialize or is_initial:
            parts.append(_initial(part, mark, hyphenates=style.hyphenates))
        else:
            parts.append(f" {part} ")
    return " ".join("".join(parts).split())


def _initial(part: str, mark: str, *, hyphenates: bool) -> str:
    """The initials of one word: "Jean-Luc" has two.

    >>> _initial("Jean-Luc", ". ", hyphenates=True)
    'J.-L. '
    """
    letters = [piece[0].upper() for piece in part.split("-") if piece.strip(".")]
    joint = mark.rstrip() + "-" if hyphenates else mark
    return joint.join(letters) + mark
