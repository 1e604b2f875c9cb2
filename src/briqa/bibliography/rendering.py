"""One cite or one bibliography entry: the style's tree walked for one work.

citeproc-py has a walk of its own, which isn't used: it tells groups from their form instead of
from what their variables gave, prints substituted names twice, changes the locale's date forms
while it prints them, and knows neither disambiguation nor the punctuation of quotes. This one
follows CSL 1.0.2, whose words it uses.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from briqa.bibliography import markup
from briqa.bibliography.casing import cased
from briqa.bibliography.names import NameFormat, format_names
from briqa.bibliography.stylesheet import Element, StyleSheet, local_name
from briqa.bibliography.work import CSL_NAMES, PEOPLE, TEXT_FIELDS, PartialDate, Person, Work

_NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-–—,&]\s*[A-Za-z]*\d+[A-Za-z]*)*$")
_SEVERAL = re.compile(r"\d[A-Za-z]*\s*(?:[-–—,&]|and)\s*[A-Za-z]*\d")
_RANGE = re.compile(r"([A-Za-z]*)(\d+)\s*(?:--?|–|—)\s*([A-Za-z]*)(\d+)$")
_HYPHENS = re.compile(r"(?<=\w)\s*--?\s*(?=\w)")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)

_FONTS: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType(
    {
        ("font-style", "italic"): (markup.ITALIC, markup.UPRIGHT),
        ("font-style", "oblique"): (markup.ITALIC, markup.UPRIGHT),
        ("font-weight", "bold"): (markup.BOLD, markup.UNBOLD),
        ("font-variant", "small-caps"): (markup.SMALL_CAPS, markup.FULL_CAPS),
        ("vertical-align", "sup"): (markup.RAISE, markup.LOWER),
        ("vertical-align", "sub"): (markup.SINK, markup.LIFT),
    }
)
_DATE_PARTS = ("year", "month", "day")


class Position(StrEnum):
    """Where a cite stands among those of its work."""

    FIRST = "first"
    SUBSEQUENT = "subsequent"
    IBID = "ibid"
    IBID_WITH_LOCATOR = "ibid-with-locator"


@dataclass(frozen=True, slots=True)
class LocatorText:
    """A locator in the terms of CSL; `prefix` stands in front of its label."""

    label: str
    value: str
    prefix: str = ""


@dataclass(frozen=True)
class Distinction:
    """What tells a work from others that would be cited alike.

    Attributes:
        names: how many names are shown at least, in spite of "et al."
        given: the people who need "initials" or the "full" given name.
        year_suffix: "a", "b", …
        is_ambiguous: whether the style's own means (`disambiguate`) are needed.
    """

    names: int = 0
    given: Mapping[Person, str] = field(default_factory=dict)
    year_suffix: str = ""
    is_ambiguous: bool = False


@dataclass(frozen=True)
class Cite:
    """A work as one place of the text cites it, or as the bibliography lists it."""

    work: Work
    number: int = 1
    locator: LocatorText | None = None
    position: Position = Position.FIRST
    is_near: bool = False
    first_note: int | None = None
    distinction: Distinction = Distinction()
    hides_names: bool = False


class Rendered(NamedTuple):
    """A result, and what a group has to know: were variables called, and did one give text."""

    text: str = ""
    called: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Rendering:
    """A finished cite or entry with marks in it; `names` is how its first names came out."""

    text: str
    names: str


def render(sheet: StyleSheet, area: str, cite: Cite) -> Rendering:
    """What the layout of `citation` or `bibliography` makes of a cite, without its affixes.

    Raises:
        ValueError: when the style has no such area.
    """
    element = _area(sheet, area)
    walk = _Walk(sheet, element, cite)
    layout = next(child for child in element.iterchildren() if local_name(child) == "layout")
    parts = [part.text for part in walk.children(layout) if part.text]
    # The number stands in a column of its own, which here is one space.
    aligned = area == "bibliography" and element.get("second-field-align") and len(parts) > 1
    text = f"{parts[0]} {''.join(parts[1:])}" if aligned else "".join(parts)
    return Rendering(text, walk.first_names)


def sort_key(sheet: StyleSheet, key: Element, cite: Cite, area: str) -> str:
    """What a `key` of a `sort` makes of a work; empty if it has nothing to sort by."""
    walk = _Walk(sheet, _area(sheet, area), cite, sorts=True, key=key)
    macro = key.get("macro")
    if macro is not None:
        return markup.bare(walk.joined(sheet.macros[macro]).text)
    return markup.bare(walk.variable_key(key.get("variable") or ""))


def _area(sheet: StyleSheet, area: str) -> Element:
    element = sheet.area(area)
    if element is None:
        raise ValueError(f"the style has no {area}")
    return element


class _Walk:
    """The walk for one cite; it remembers what was substituted and the first names."""

    def __init__(
        self,
        sheet: StyleSheet,
        area: Element,
        cite: Cite,
        *,
        sorts: bool = False,
        key: Element | None = None,
    ) -> None:
        self.sheet = sheet
        self.area = area
        self.cite = cite
        self.sorts = sorts
        self.key = key
        self.first_names = ""
        self.in_bibliography = local_name(area) == "bibliography"
        self._values = _text_variables(cite)
        self._people = {csl: getattr(cite.work, name) for name, csl in PEOPLE.items()}
        self._dates = {"issued": cite.work.issued, "accessed": cite.work.accessed}
        self._suppressed: set[str] = set()
        self._printed: set[str] = set()
        self._prefix_pending = cite.locator.prefix if cite.locator else ""
        self._adds_suffix = bool(cite.distinction.year_suffix) and not sheet.uses_variable(
            local_name(area), "year-suffix"
        )
        self._methods: Mapping[str, Callable[[Element], Rendered]] = {
            "text": self._text,
            "number": self._number,
            "label": self._label,
            "date": self._date,
            "names": self._names,
            "group": self._group,
        }
        self._conditions = tuple(self._tests())
        language = cite.work.language
        self._english = language[:2].lower() == "en" if language else sheet.language == "en"

    # -- the tree

    def children(self, element: Element) -> Iterator[Rendered]:
        """The results of an element's children; those of a `choose` count as its own."""
        for child in element.iterchildren():
            name = local_name(child)
            if name == "choose":
                branch = self._branch(child)
                if branch is not None:
                    yield from self.children(branch)
            elif name in self._methods:
                yield self._methods[name](child)

    def joined(self, element: Element, delimiter: str = "") -> Rendered:
        """The children in one text, with what they called."""
        parts = list(self.children(element))
        return Rendered(
            delimiter.join(part.text for part in parts if part.text),
            any(part.called for part in parts),
            any(part.filled for part in parts),
        )

    def _group(self, element: Element) -> Rendered:
        inner = self.joined(element, element.get("delimiter") or "")
        if not inner.text or (inner.called and not inner.filled):
            return Rendered("", called=inner.called)
        # A group that prints anything counts as a variable for the group around it.
        return Rendered(_wrapped(_styled(inner.text, element), element), called=True, filled=True)

    def _branch(self, choose: Element) -> Element | None:
        for branch in choose.iterchildren():
            if local_name(branch) == "else" or self._holds(branch):
                return branch
        return None

    def _holds(self, branch: Element) -> bool:
        tests: list[bool] = []
        for attribute, test in self._conditions:
            values = branch.get(attribute)
            if values:
                tests += [test(value) for value in values.split()]
        match = branch.get("match") or "all"
        if match == "any":
            return any(tests)
        return not any(tests) if match == "none" else bool(tests) and all(tests)

    def _tests(self) -> Iterator[tuple[str, Callable[[str], bool]]]:
        cite = self.cite
        locator = cite.locator
        yield "type", lambda value: value == cite.work.type
        yield "variable", self._has
        yield "is-numeric", lambda value: bool(_NUMERIC.match(self._value(value)))
        yield "is-uncertain-date", lambda value: False
        yield "locator", lambda value: locator is not None and locator.label == value
        yield "position", self._is_at
        yield "disambiguate", lambda value: cite.distinction.is_ambiguous == (value == "true")

    def _is_at(self, value: str) -> bool:
        if self.in_bibliography:
            return False
        position = self.cite.position
        if value == "near-note":
            return self.cite.is_near
        if value == "first":
            return position is Position.FIRST
        if value == "subsequent":
            return position is not Position.FIRST
        if value == "ibid":
            return position in (Position.IBID, Position.IBID_WITH_LOCATOR)
        return value == position

    def _has(self, variable: str) -> bool:
        if variable in self._suppressed:
            return False
        return bool(
            self._people.get(variable) or self._dates.get(variable) or self._values.get(variable)
        )

    def _value(self, variable: str) -> str:
        if variable in self._suppressed:
            return ""
        value = self._values.get(variable, "")
        if value:
            self._printed.add(variable)
        return value

    # -- elements

    def _text(self, element: Element) -> Rendered:
        variable, macro, term = (element.get(name) for name in ("variable", "macro", "term"))
        if macro is not None:
            inner = self.joined(self.sheet.macros[macro])
            # A macro counts as a variable: of one that gives nothing, a label isn't printed.
            result = Rendered(inner.text, called=True, filled=bool(inner.text))
        elif variable is not None:
            value = self._variable(variable, short=element.get("form") == "short")
            result = Rendered(value, variable != "year-suffix", bool(value))
        elif term is not None:
            plural = element.get("plural") == "true"
            result = Rendered(self.sheet.word(term, element.get("form") or "long", plural=plural))
        else:
            result = Rendered(element.get("value") or "")
        return result._replace(text=self._dressed(result.text, element))

    def _variable(self, variable: str, *, short: bool) -> str:
        if short and variable not in self._suppressed:
            shortened = self._value(f"{variable}-short")
            if shortened:
                return shortened
        value = self._value(variable)
        if variable == "page":
            return self._page_range(value)
        if variable == "page-first":
            return re.split(r"[-–—,&]", self._value("page"), maxsplit=1)[0].strip()
        if variable == "locator":
            prefix, self._prefix_pending = self._prefix_pending, ""
            return prefix + _HYPHENS.sub("–", value)
        return value

    def _dressed(self, text: str, element: Element) -> str:
        """Case, quotes, font and affixes of a text, label or number."""
        if not text:
            return ""
        if element.get("strip-periods") == "true":
            text = text.replace(".", "")
        text = cased(text, element.get("text-case"), english=self._english)
        text = _styled(text, element)
        if element.get("quotes") == "true":
            text = f"{markup.QUOTE}{text}{markup.UNQUOTE}"
        return _wrapped(text, element)

    def _number(self, element: Element) -> Rendered:
        variable = element.get("variable") or ""
        value = self._value(variable)
        if variable == "page":
            value = self._page_range(value)
        form = element.get("form") or "numeric"
        if value.isdecimal() and form in ("ordinal", "long-ordinal"):
            value = self._ordinal(int(value), long=form == "long-ordinal")
        return Rendered(
            self._dressed(_HYPHENS.sub("–", value), element), called=True, filled=bool(value)
        )

    def _ordinal(self, number: int, *, long: bool) -> str:
        if long and number <= 10:
            word = self.sheet.word(f"long-ordinal-{number:02d}")
            if word:
                return word
        ending = number % 100 if 10 < number % 100 < 14 else number % 10
        ordinal = self.sheet.word(f"ordinal-{ending:02d}") or self.sheet.word("ordinal")
        return f"{number}{ordinal}"

    def _label(self, element: Element) -> Rendered:
        variable = element.get("variable") or ""
        locator = self.cite.locator
        value = self._values.get(variable, "")
        if not value or variable in self._suppressed:
            return Rendered()
        name = locator.label if variable == "locator" and locator else variable
        text = self._plural(element, name, many=bool(_SEVERAL.search(value)))
        text = self._dressed(text, element)
        if variable == "locator" and text:
            prefix, self._prefix_pending = self._prefix_pending, ""
            text = prefix + text
        return Rendered(text)

    def _plural(self, element: Element, name: str, *, many: bool) -> str:
        rule = element.get("plural") or "contextual"
        plural = rule == "always" or (rule == "contextual" and many)
        return self.sheet.word(name, element.get("form") or "long", plural=plural)

    def _page_range(self, pages: str) -> str:
        """Page ranges as `page-range-format` has them, with the locale's mark between."""
        rule = self.sheet.root.get("page-range-format") or ""
        mark = self.sheet.word("page-range-delimiter") or "–"
        ranges = re.split(r"\s*[,;]\s*", pages)
        return ", ".join(_page_range(part.strip(), rule, mark) for part in ranges)

    # -- dates

    def _date(self, element: Element) -> Rendered:
        variable = element.get("variable") or ""
        date = None if variable in self._suppressed else self._dates.get(variable)
        if date is None:
            return Rendered(called=True)
        self._printed.add(variable)
        form = element.get("form")
        shown = tuple((element.get("date-parts") or "year-month-day").split("-"))
        if self.sorts:
            return Rendered(_date_key(date), called=True, filled=True)
        if date.literal is not None:
            return Rendered(
                _wrapped(_styled(date.literal, element), element), called=True, filled=True
            )
        localized = self.sheet.date(form) if form else None
        pattern = element if localized is None else localized
        own: dict[str | None, Element] = {}
        if localized is not None:
            own = {part.get("name"): part for part in element.iterchildren()}
        parts: list[str] = []
        for part in pattern.iterchildren():
            name = part.get("name") or ""
            if localized is not None and name not in shown:
                continue
            text = self._date_part(part, own.get(name), date)
            if text and name == "year" and variable == "issued" and self._adds_suffix:
                text += self.cite.distinction.year_suffix
            if text:
                parts.append(text)
        text = (pattern.get("delimiter") or "").join(parts).strip()
        return Rendered(_wrapped(_styled(text, element), element), called=True, filled=bool(text))

    def _date_part(self, part: Element, own: Element | None, date: PartialDate) -> str:
        name = part.get("name") or ""
        number = {"year": date.year, "month": date.month, "day": date.day}[name]
        if number is None:
            return ""
        form = (own.get("form") if own is not None else None) or part.get("form")
        if name == "year":
            text = self._year(number)
        elif name == "month" and form in (None, "long", "short"):
            text = self.sheet.word(f"month-{number:02d}", form or "long")
        elif form == "numeric-leading-zeros":
            text = f"{number:02d}"
        elif form == "ordinal" and (number == 1 or not self._ordinal_day_one_only()):
            text = self._ordinal(number, long=False)
        else:
            text = str(number)
        return self._dressed(text, part)

    def _year(self, year: int) -> str:
        return str(year) if year >= 1000 else f"{year}{self.sheet.word('ad')}"

    def _ordinal_day_one_only(self) -> bool:
        options = (locale.find("{*}style-options") for locale in self.sheet.locales)
        return any(
            option is not None and option.get("limit-day-ordinals-to-day-1") == "true"
            for option in options
        )

    # -- names

    def _names(self, element: Element, pattern: Element | None = None) -> Rendered:
        """Names; `pattern` is the element whose `name`, `et-al` and `label` are used."""
        own = [local_name(child) for child in element.iterchildren()]
        source = element if pattern is None or "name" in own or "label" in own else pattern
        style = self._name_format(source)
        roles = (element.get("variable") or "").split()
        parts: list[str] = []
        for role, term in self._roles(roles):
            text = self._role(source, role, term, style)
            if text:
                parts.append(text)
        delimiter = element.get("delimiter") or self._inherited("names-delimiter") or ""
        text = delimiter.join(parts)
        if not text:
            return self._substitute(element)
        self.first_names = self.first_names or text
        if self.cite.hides_names and not self.in_bibliography:
            return Rendered(called=True)
        return Rendered(_wrapped(_styled(text, element), element), called=True, filled=True)

    def _roles(self, roles: list[str]) -> Iterator[tuple[str, str]]:
        """Roles with the term of each; editors who are the translators too are named once."""
        people = self._people
        if {"editor", "translator"} <= set(roles) and people["editor"] == people["translator"]:
            yield "editor", "editortranslator"
            return
        for role in roles:
            yield role, role

    def _role(self, source: Element, role: str, term: str, style: NameFormat) -> str:
        people: tuple[Person, ...] = self._people.get(role, ())
        if not people or role in self._suppressed:
            return ""
        self._printed.add(role)
        given = {} if self.in_bibliography else self.cite.distinction.given
        if style.form == "count":
            return str(min(len(people), style.et_al_use_first if style.et_al_min else len(people)))
        names = format_names(people, style, given)
        label = ""
        label_first = False
        for child in source.iterchildren():
            if local_name(child) == "label" and not self.sorts:
                label = self._plural(child, term, many=len(people) > 1)
                label = self._dressed(label, child)
                label_first = not any(local_name(c) == "name" for c in _before(source, child))
            elif local_name(child) == "name":
                names = _wrapped(_styled(names, child), child)
        return label + names if label_first else names + label

    def _substitute(self, element: Element) -> Rendered:
        substitute = element.find("{*}substitute")
        if substitute is None:
            return Rendered(called=True)
        before = set(self._printed)
        for candidate in _leaves(substitute, self._branch):
            self._printed.clear()
            if local_name(candidate) == "names":
                result = self._names(candidate, pattern=element)
            else:
                result = self._methods[local_name(candidate)](candidate)
            if result.text or (self.cite.hides_names and self.first_names):
                self.first_names = self.first_names or result.text
                self._suppressed |= self._printed
                self._printed |= before
                if self.cite.hides_names and not self.in_bibliography:
                    return Rendered(called=True)
                return Rendered(
                    _wrapped(_styled(result.text, element), element), called=True, filled=True
                )
        self._printed |= before
        return Rendered(called=True)

    def _inherited(self, name: str) -> str | None:
        return self.area.get(name) or self.sheet.root.get(name)

    def _name_format(self, source: Element) -> NameFormat:
        name = source.find("{*}name")
        et_al = source.find("{*}et-al")

        def option(attribute: str, inherited: str | None = None) -> str | None:
            own = name.get(attribute) if name is not None else None
            return own if own is not None else self._inherited(inherited or attribute)

        later = self.cite.position is not Position.FIRST and not self.in_bibliography
        minimum = (later and option("et-al-subsequent-min")) or option("et-al-min")
        first = (later and option("et-al-subsequent-use-first")) or option("et-al-use-first")
        if self.key is not None:
            minimum = self.key.get("names-min") or minimum
            first = self.key.get("names-use-first") or first
        and_kind = option("and")
        parts = {
            part.get("name"): part.get("text-case")
            for part in (name.iterchildren() if name is not None else ())
        }
        delimiter = option("delimiter", "name-delimiter")
        shown = max(int(first or 1), 0 if self.in_bibliography else self.cite.distinction.names)
        return NameFormat(
            form=option("form", "name-form") or "long",
            delimiter=", " if delimiter is None else delimiter,
            and_word={"text": self.sheet.word("and"), "symbol": "&"}.get(and_kind or ""),
            precedes_last=option("delimiter-precedes-last") or "contextual",
            precedes_et_al=option("delimiter-precedes-et-al") or "contextual",
            et_al_min=int(minimum or 0),
            et_al_use_first=shown,
            et_al_use_last=option("et-al-use-last") == "true",
            et_al=self._et_al(et_al),
            initialize_with=option("initialize-with"),
            initialize=option("initialize") != "false",
            hyphenates=(self.sheet.root.get("initialize-with-hyphen") or "true") == "true",
            inverted="all" if self.sorts else option("name-as-sort-order"),
            sort_separator=option("sort-separator") or ", ",
            demotes=self.sheet.root.get("demote-non-dropping-particle") or "display-and-sort",
            family_case=parts.get("family"),
            given_case=parts.get("given"),
            sorts=self.sorts,
        )

    def _et_al(self, element: Element | None) -> str:
        if element is None:
            return self.sheet.word("et-al")
        return self._dressed(self.sheet.word(element.get("term") or "et-al"), element)

    # -- sorting

    def variable_key(self, variable: str) -> str:
        """What a variable is sorted by."""
        if variable in PEOPLE.values():
            style = NameFormat(
                inverted="all",
                demotes=self.sheet.root.get("demote-non-dropping-particle") or "display-and-sort",
                sorts=True,
            )
            return format_names(self._people[variable], style, {})
        if variable in self._dates:
            date = self._dates[variable]
            return _date_key(date) if date else ""
        if variable == "citation-number":
            return f"{self.cite.number:06d}"
        return self._values.get(variable, "")


def _text_variables(cite: Cite) -> dict[str, str]:
    values = dict(_work_variables(cite.work))
    values["citation-number"] = str(cite.number)
    values["year-suffix"] = cite.distinction.year_suffix
    values["locator"] = cite.locator.value if cite.locator else ""
    values["first-reference-note-number"] = str(cite.first_note or "")
    return values


@lru_cache(maxsize=1024)
def _work_variables(work: Work) -> Mapping[str, str]:
    """The text variables that a work has wherever it is cited."""
    values = {
        CSL_NAMES.get(name, name.replace("_", "-")): markup.rich(getattr(work, name) or "")
        for name in TEXT_FIELDS
    }
    values["DOI"] = _DOI_PREFIX.sub("", values["DOI"])
    # The note tells of the text at hand; what a reader has to see of it is the remark.
    values["note"] = ""
    values["event"] = values["event-title"]
    title = values["title"]
    head, colon, _ = title.partition(": ")
    values["title-short"] = head if colon and len(head) > 3 else title
    return values


def _styled(text: str, element: Element) -> str:
    for (attribute, value), (opening, closing) in _FONTS.items():
        if text and element.get(attribute) == value:
            text = f"{opening}{text}{closing}"
    return text


def _wrapped(text: str, element: Element) -> str:
    if not text:
        return ""
    return (element.get("prefix") or "") + text + (element.get("suffix") or "")


def _date_key(date: PartialDate) -> str:
    if date.year is None:
        return date.literal or ""
    return f"{date.year:04d}{date.month or 0:02d}{date.day or 0:02d}"


def _leaves(element: Element, branch: Callable[[Element], Element | None]) -> Iterator[Element]:
    """The candidates of a `substitute`, those of its conditions included."""
    for child in element.iterchildren():
        if local_name(child) == "choose":
            chosen = branch(child)
            if chosen is not None:
                yield from _leaves(chosen, branch)
        elif isinstance(child.tag, str):
            yield child


def _before(parent: Element, child: Element) -> Iterator[Element]:
    for sibling in parent.iterchildren():
        if sibling is child:
            return
        yield sibling


def _page_range(pages: str, rule: str, mark: str) -> str:
    """One range by the rules "expanded", "minimal", "minimal-two" and "chicago".

    >>> _page_range("321-328", "chicago", "–"), _page_range("321-8", "expanded", "–")
    ('321–28', '321–328')
    """
    match = _RANGE.match(pages)
    if match is None:
        return _HYPHENS.sub(mark, pages)
    before, first, other, last = match.groups()
    if other and other != before:
        return f"{before}{first}{mark}{other}{last}"
    if rule:
        last = first[: max(0, len(first) - len(last))] + last
        kept = _kept_digits(first, last, rule)
        if kept < len(last):
            return f"{before}{first}{mark}{last[-kept:]}"
    return f"{before}{first}{mark}{other}{last}"


def _kept_digits(first: str, last: str, rule: str) -> int:
    """How many digits of the last page are printed (Chicago Manual of Style 17, 9.61)."""
    if rule == "expanded" or len(first) != len(last):
        return len(last)
    common = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    changed = len(last) - common
    if rule == "minimal":
        return changed
    if rule == "minimal-two":
        return max(2, changed)
    number = int(first)
    if number < 100 or number % 100 == 0:
        return len(last)
    if number % 100 < 10:
        return changed
    if len(first) == 4 and changed > 2:
        return len(last)
    return max(2, changed)
