"""Who a figure is about and what it measures: the words of its own clause, or the section's title.

The one thing to know: nothing here knows a word of any report. Names are told by their capitals,
verbs by their endings and a short closed list, and the section titles come from outside. Where
neither says anything, the role stays None.
"""

import bisect
import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from briqa.quantities.clauses import Sentences
from briqa.quantities.nouns import is_plural
from briqa.quantities.numbers import CARDINALS
from briqa.quantities.quantity import Direction, Quantity
from briqa.quantities.units import singularise
from briqa.words import FUNCTION_WORDS, content_words

MAX_MEASURE_WORDS: Final = 8
_MAX_NAME_WORDS: Final = 10
# A longer sentence is a list or a table; its figures are read in windows of this many characters.
_REACH: Final = 360
_BEHIND: Final = 160


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The titles in force from a view offset on, until the next one begins.

    `titles` are the innermost first, each with whether it is a run-in head.
    """

    start: int
    titles: tuple[tuple[str, bool], ...]


def add_roles(
    text: str, quantities: Sequence[Quantity], sections: Sequence[SectionHead] = ()
) -> tuple[Quantity, ...]:
    """The quantities with subject and measure where their text or section gives them.

    Args:
        text: the text that the quantities' spans refer to.
        quantities: in order; one that has a subject or a measure already is left as it is.
        sections: by ascending start; empty for a text without sections.
    """
    roles = _Roles(text, sections)
    found: list[Quantity] = []
    numbered = groupby(quantities, lambda quantity: roles.sentences.index(quantity.span.start))
    for index, members in numbered:
        for group in _windows(list(members)):
            found.extend(roles.fill(index, group))
    return tuple(found)


def same_measure(a: str | None, b: str | None) -> bool:
    """Whether two measures have the same content words, whatever their number and order.

    >>> same_measure("volume of imports", "the import volume")
    True
    >>> same_measure("import volume", "export volume")
    False
    """
    if a is None or b is None:
        return False
    return measure_words(a) == measure_words(b)


def measure_words(measure: str) -> frozenset[str]:
    """The content words of a measure, singular and in lower case."""
    return frozenset(singularise(word) for word in content_words(measure))


def _windows(quantities: list[Quantity]) -> Iterator[list[Quantity]]:
    """The figures of a sentence, in groups that lie close enough together."""
    group: list[Quantity] = []
    for quantity in quantities:
        if group and quantity.span.end - group[0].span.start > 3 * _REACH:
            yield group
            group = []
        group.append(quantity)
    if group:
        yield group


# --- words

_TOKEN: Final = re.compile(
    r"(?:Inc|Co|Ltd|Corp|St|Mr|Mrs|Dr|U\.S|U\.K)\.(?=[\s,])"
    r"|[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9'’&/]|[.-](?=[A-Za-z0-9]))*"
    r"|[0-9](?:[0-9]|[,.](?=[0-9]))*|[^\s]"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTHS: Final = _set(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2 fy"
)
_DETERMINERS: Final = _set(
    "the a an its their his her our my your this these that those all each every such both another"
)
_AUXILIARIES: Final = _set(
    "is are was were be been being has have had having will would can could may might must shall"
    " should does did do"
)
# Verbs between what is measured and its amount: "exports reached 5 million".
_VALUE_VERBS: Final = _set(
    "is are was were be been being reach reaches reached reaching total totals totaled totalled"
    " totaling totalling amount amounts amounted amounting hit hits stand stands stood standing"
    " exceed exceeds exceeded exceeding surpass surpassed surpassing rise rises rose risen rising"
    " grow grows grew grown growing increase increases increased increasing fall falls fell fallen"
    " falling decline declines declined declining decrease decreases decreased decreasing drop"
    " drops dropped dropping climb climbs climbed climbing jump jumped jumping surge surged surging"
    " soar soared shrink shrank shrunk expand expanded expanding equal equals equalled average"
    " averages averaged averaging double doubled triple tripled remain remained come came top"
    " topped slip slipped gain gained advanced plunged tumbled slumped accelerated slowed"
    " contracted narrowed widened improved rebounded peaked slow widen"
    " narrow accelerate slip improve"
)
_LIGHT_VERBS: Final = (
    _VALUE_VERBS
    | _AUXILIARIES
    | _set(
        "includes included including include contains contained containing with comprises comprised"
        " comprising features featured got made makes making takes took taken taking gets continued"
        " compared based related ranked ranks ranking represents represented representing accounts"
        " accounted accounting according following followed generates generated generating recorded"
        " estimated valued reported expected projected"
    )
)
_IRREGULAR_PASTS: Final = _set(
    "built sold bought sent paid spent held won lost led drew drawn made took taken gave given left"
    " kept met brought taught cut shut laid lent driven drove written wrote shown ran flew saw"
    " began grew began became came went rose fell stood hit set put found spread said"
)
_PARTICIPLE_OF: Final = {
    "paying": "paid", "pays": "paid", "driving": "driven", "drives": "driven", "drove": "driven",
    "building": "built", "builds": "built", "selling": "sold", "sells": "sold",
    "buying": "bought", "buys": "bought", "sending": "sent", "sends": "sent",
    "spending": "spent", "spends": "spent", "holding": "held", "holds": "held",
    "winning": "won", "wins": "won", "losing": "lost", "loses": "lost", "bringing": "brought",
    "brings": "brought", "teaching": "taught", "teaches": "taught", "lending": "lent",
    "lends": "lent", "running": "run", "runs": "run", "ran": "run", "giving": "given",
    "gives": "given", "gave": "given", "drawing": "drawn", "draws": "drawn", "drew": "drawn",
    "seeing": "seen", "sees": "seen", "cutting": "cut", "cuts": "cut", "planning": "planned",
    "shipping": "shipped", "ships": "shipped", "writing": "written", "wrote": "written",
}  # fmt: skip
_SKIPPED: Final = _set(
    "over about to at by from nearly almost approximately around roughly some more than as much"
    " many just only another an a total estimated up least most the further"
    " record its their combined fully also close under below above approx less fewer no additional"
    " into on"
)
_DIRECTED: Final = _set("to at by from into on")
_CHANGE_NOUNS: Final = _set(
    "growth increase increases rise gain jump surge decline declines decrease decreases drop fall"
    " reduction reductions improvement expansion contraction higher lower"
)
_CHANGE_ADVERBS: Final = _set(
    "year-on-year year-over-year annually month-on-month yoy y/y annual average yearly quarterly"
)
_PREPOSITIONS: Final = _set(
    "of in on at to for from by with within into onto under between among through across during"
    " since as than about via per over above below against around near after before until towards"
    " toward including excluding despite without plus minus up down"
)
_CONJUNCTIONS: Final = _set("and or but nor while whereas although though because if that which")
_PLACE_PREPOSITIONS: Final = _set("in at across within throughout")
_OPENERS: Final = _set(", ; : — – ( and while whereas but as with that where yet then so")
_PRONOUNS: Final = _set("it they these its their this he she his her those both such we our")
_POINTING: Final = _set("it they these its their he she his her")
_NOT_NAMES: Final = (
    FUNCTION_WORDS
    | _MONTHS
    | _PREPOSITIONS
    | _CONJUNCTIONS
    | _set(
        "however meanwhile moreover furthermore additionally also since total overall according"
        " after before until currently today now one two three four five six seven eight nine ten"
        " both each"
        " every another other others more most many several few here there then thus hence so yet"
        " still once given compared including i.e e.g fig figure table chapter section note notes"
        " source sources no nos rmb usd cny eur gbp teu first second third last next"
        " inc llc ltd corp plc co"
    )
)
# Verbs that change their object: "cut staff by 80%", "raised output from 5 to 8 tonnes".
_CHANGE_VERBS: Final = _set(
    "increase increases increased increasing reduce reduces reduced reducing cut cuts cutting raise"
    " raises raised raising lower lowers lowered lowering expand expands expanded expanding boost"
    " boosts boosted boosting improve improves improved improving decrease decreases decreased"
    " decreasing grow grows grew growing shorten shortens shortened shortening extend extends"
    " extended extending double doubled doubling shrink shrank slash slashed slashing trim trimmed"
    " bring brings brought bringing"
)
_EXPECTED: Final = _set("to expected projected estimated forecast likely set due not")
# Common nouns that stand for a name behind an article: "the Company".
_ROLE_NOUNS: Final = _set(
    "company group bank fund board corporation ministry government city port province university"
    " commission council authority agency department institute association union state partnership"
    " trust firm party bureau committee"
)
# What the base form of a verb follows: "will create", "to create".
_BEFORE_BASE: Final = _set("to will would can could may might must shall should")
_CHANGES: Final[dict[Direction, str]] = {"up": "growth", "down": "decline"}
_MOVES: Final = _CHANGE_VERBS | _set(
    "rise rises rose risen rising fall falls fell fallen falling drop drops dropped dropping climb"
    " climbed climbing jump jumped jumping surge surged decline declined declining gained"
)
_SUMS: Final = _set("total sum maximum minimum")
_NOUN_VERBS: Final = _set(
    "total totals amount amounts average increase increases rise fall decline drop gain jump top"
    " record stand equal advance"
)
_TIMES: Final = _set(
    "quarter year years period month months week weeks decade half day days century season"
)
_SCALE_WORDS: Final = _set(
    "million billion trillion thousand hundred dozen dozens millions billions m bn tn mn k hundreds"
    " thousands percent per cent percentage points point rmb yuan usd dollars euros cny"
) | frozenset(CARDINALS)
_POSSESSIVES: Final = ("'s", "’s", "s'", "s’")
_NAME_LINKS: Final = _set("of and & for de la du von van the")


@dataclass(slots=True)
class _Word:
    """A word, number or mark of a sentence; `figure` is the index of the figure it belongs to."""

    text: str
    low: str
    start: int
    end: int
    figure: int = -1

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() and self.low not in _MONTHS and self.figure < 0


@dataclass(frozen=True, slots=True)
class _Actor:
    """Whom the clause from word `at` on is about; `is_aside` where it ends at the next comma."""

    at: int
    name: str
    is_aside: bool = False


class _Roles:
    """Fills the roles of one text's figures, sentence by sentence."""

    def __init__(self, text: str, sections: Sequence[SectionHead]) -> None:
        self.sentences = Sentences(text)
        self._text = text
        self._sections = sections
        self._section_starts = [section.start for section in sections]
        self._lower = frozenset(_LOWER_WORD.findall(text))
        self._proper = frozenset(
            word for word in _INNER_CAPITAL.findall(text) if word.lower() not in self._lower
        )
        self._last_subject: tuple[int, str | None] = (-1, None)

    def fill(self, index: int, quantities: list[Quantity]) -> Iterator[Quantity]:
        """The figures of (a window of) one sentence with their roles."""
        bounds = self.sentences.bounds(index)
        start = max(bounds[0], quantities[0].span.start - _REACH)
        end = min(bounds[1], quantities[-1].span.end + _BEHIND)
        clause = _Clauses(self._text, start, end, quantities, self)
        actors = clause.actors(is_start=start == bounds[0])
        before = self._before(index) if clause.begins_with_pronoun() else None
        heads = self._titles(quantities[0].span.start)
        run_in = next((name for name, is_run_in in heads if is_run_in), None)
        title = next((name for name, is_run_in in heads if not is_run_in), None)
        self._last_subject = (index, actors[0].name if actors else before or run_in)
        measures = clause.measures()
        places = clause.own_places()
        listed = sum(place is not None for place in places) > 1
        for number, quantity in enumerate(quantities):
            if quantity.kind == "date" or quantity.subject or quantity.measure:
                yield quantity
                continue
            own = places[number]
            subject = (
                (own if listed else None)
                or clause.bracketed(number)
                or clause.actor_of(number, actors)
                or before
                or run_in
                or own
                or title
            )
            yield dataclasses.replace(quantity, subject=subject, measure=measures[number])

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word is a name elsewhere in the text, where no sentence begins."""
        return word in self._proper

    def is_common(self, word: str) -> bool:
        """Whether a word stands in lower case somewhere."""
        return word.lower() in self._lower

    def _before(self, index: int) -> str | None:
        """The subject of the sentence before, if it stands in the same paragraph."""
        if index == 0:
            return None
        if self._last_subject[0] == index - 1:
            known = self._last_subject[1]
        else:
            known = None
            start, end = self.sentences.bounds(index - 1)
            clause = _Clauses(self._text, start, min(end, start + _REACH), [], self)
            actors = clause.actors(is_start=True)
            known = actors[0].name if actors else None
        start = self.sentences.bounds(index)[0]
        return None if "\n" in self._text[max(0, start - 2) : start] else known

    def _titles(self, offset: int) -> list[tuple[str, bool]]:
        """The names in the titles over an offset, the innermost first."""
        at = bisect.bisect_right(self._section_starts, offset) - 1
        if at < 0:
            return []
        named = ((self._name_of(title), is_in) for title, is_in in self._sections[at].titles)
        return [(name, is_in) for name, is_in in named if name is not None]

    def _name_of(self, title: str) -> str | None:
        """The title if it names someone or some place, without its number."""
        words = _TITLE_NUMBER.sub("", title).split()
        while words and words[0].lower() in ("the", "overview", "of", "in", "case", "study:"):
            words = words[1:]
        if not words or len(words) > 6:
            return None
        head = words[0].rstrip(",:").removesuffix("'s").removesuffix("’s")
        first = head.split("-")[0]
        if self.is_name(first) or (head.isupper() and len(head) > 1 and head.isalpha()):
            return " ".join(words)
        return None


_LOWER_WORD: Final = re.compile(r"(?<=[\s(])[a-z]{3,}(?![A-Za-z./@])")
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][A-Za-zÀ-ɏ]+")
_TITLE_NUMBER: Final = re.compile(r"^[\dA-Z]?[\d.]*[.)]?\s+(?=\S)")


class _Clauses:
    """The words of one sentence and what they say of its figures."""

    def __init__(
        self, text: str, start: int, end: int, quantities: Sequence[Quantity], roles: _Roles
    ) -> None:
        self._text = text
        self._quantities = quantities
        self._roles = roles
        self._words = [
            _Word(found, found.lower(), match.start(), match.end())
            for match in _TOKEN.finditer(text, start, end)
            for found in (match.group(),)
        ]
        self._first: list[int] = []
        self._behind: list[int] = []
        self._brackets = self._find_brackets()
        self._mark_figures()

    def _find_brackets(self) -> list[tuple[int, int]]:
        """The pairs of brackets, those inside others left out."""
        found: list[tuple[int, int]] = []
        opening = -1
        for at, word in enumerate(self._words):
            if word.text == "(":
                opening = at
            elif word.text == ")" and opening >= 0:
                found.append((opening, at))
                opening = -1
        return found

    def _mark_figures(self) -> None:
        """Where each figure's words begin and end."""
        at, words = 0, self._words
        for number, quantity in enumerate(self._quantities):
            while at < len(words) and words[at].end <= quantity.span.start:
                at += 1
            self._first.append(at)
            while at < len(words) and words[at].start < quantity.span.end:
                words[at].figure = number
                at += 1
            self._behind.append(at)

    # --- who

    def begins_with_pronoun(self) -> bool:
        """Whether the sentence points back at the one before."""
        for word, following in zip(self._words[:12], self._words[1:], strict=False):
            if word.low in _POINTING or (word.low == "the" and following.low in _ROLE_NOUNS):
                return not following.is_capital
            if word.low == ",":
                continue
            if word.low in _PREPOSITIONS or word.figure >= 0:
                continue
            return False
        return False

    def actors(self, *, is_start: bool) -> list[_Actor]:
        """Whom the clauses of the sentence are about, in order."""
        found: list[_Actor] = []
        words = self._words
        for at, word in enumerate(words):
            opens = at == 0 or words[at - 1].low in _OPENERS or self._ends_date(at - 1)
            if not opens or not (word.is_word or word.text in '“"'):
                continue
            opener = words[at - 1].low if at else ""
            if opener == "and" and at > 1 and words[at - 2].is_capital:
                continue  # one of a list of names
            begins = (is_start and at == 0) or opener == ":"
            actor = self._named(at, begins=begins) or self._of_named(at, begins=begins)
            if actor is not None:
                found.append(actor)
        return found

    def _ends_date(self, at: int) -> bool:
        """Whether a date ends at word `at`, as in "In 2020 Ghana built"."""
        figure = self._words[at].figure
        return figure >= 0 and self._quantities[figure].kind == "date"

    def actor_of(self, number: int, actors: list[_Actor]) -> str | None:
        """The last actor before a figure; before the first one, none."""
        first = self._first[number]
        found: str | None = None
        for actor in actors:
            if actor.at > first:
                break
            if self._scope_end(actor) > first:
                found = actor.name
        if found is None and actors and self._words[0].low in _PREPOSITIONS:
            # "With 1.4 billion people, India is": what comes first belongs to what follows.
            main = actors[0].at
            if first < main < first + 12 and self._words[main - 1].text == ",":
                return actors[0].name
        return found

    def _scope_end(self, actor: _Actor) -> int:
        """Where the aside or the bracket that an actor stands in ends."""
        for opening, closing in self._brackets:
            if opening < actor.at < closing:
                return closing
        if actor.is_aside:
            for at in range(actor.at + 1, len(self._words)):
                if self._words[at].text in ",;":
                    return at
        return len(self._words)

    def _named(self, at: int, *, begins: bool) -> _Actor | None:
        """A name at the start of a clause, if the clause goes on with a verb of its own."""
        words = self._words
        begin = at
        if words[at].low == "the" and at + 1 < len(words):
            at += 1
        end = self._name_end(at, begins=begins and begin == at)
        if end == at:
            return None
        name = self._slice(at, end)
        opener = words[begin - 1].low if begin else ""
        if words[end - 1].low.endswith(_POSSESSIVES):
            listed = opener == "," and begin > 1 and words[begin - 2].is_capital
            if listed or opener in ("(", ":", "with", "as") or not self._goes_on(end):
                return None
            owned = self._name_end(end, begins=False)
            if owned > end + 1 and words[end].is_capital:
                return _Actor(begin, self._slice(at, owned))  # "Thailand's Rayong Park"
            return _Actor(begin, self._as_said(begin, at, _without_possessive(name)))
        verb = end
        while verb < len(words) and verb < end + 5 and not self._is_verb(verb):
            word = words[verb]
            if word.text == "(" and verb == end:
                verb = self._close(verb) + 1
                continue
            if not word.text.islower() or word.low in _NOT_NAMES or word.figure >= 0:
                break
            verb += 1
        if opener in ("with", "as") and verb < len(words):
            finite = not words[verb].low.endswith("ing")
            if finite and not self._is_gapped(end):
                return None
        alone = begins and begin == at and end == at + 1 and verb > end
        if alone and not self._roles.is_name(name) and words[end].text != "(":
            return None  # only the sentence's capital: "Capital expenditure is"
        if self._is_gapped(end) and begin:
            return _Actor(begin, name, is_aside=True)
        if verb < len(words) and self._is_verb(verb):
            if verb > end and words[end].text != "(" and words[verb].low not in _VALUE_VERBS:
                last = verb - 1 if words[verb - 1].low.endswith("ly") else verb
                name = self._slice(at, last)  # "Chinese enterprises invested"
            return _Actor(begin, self._as_said(begin, at, name), is_aside=opener == "with")
        if begins and end - at > 1:
            return _Actor(begin, self._as_said(begin, at, name))
        if begins and end < len(words) and words[end].low in (",", "(", ":"):
            return _Actor(begin, self._as_said(begin, at, name))
        if (
            begins
            and end < len(words)
            and words[end].low in ("in", "of")
            and self._roles.is_name(name)
        ):
            return _Actor(begin, self._as_said(begin, at, name))
        return None

    def _is_gapped(self, at: int) -> bool:
        """Whether a figure follows in place of a verb: "and Antwerp for 157"."""
        words = self._words
        if at < len(words) and words[at].low in ("for", "at", "with"):
            at += 1
        return at < len(words) and self._is_amount(at)

    def _is_amount(self, at: int) -> bool:
        figure = self._words[at].figure
        return figure >= 0 and self._quantities[figure].kind not in ("date", "ordinal")

    def _as_said(self, begin: int, at: int, name: str) -> str:
        """The name, with its article where it is a common noun in capitals ("the Company")."""
        if begin != at and name.lower() in _ROLE_NOUNS:
            return f"{self._words[begin].low} {name}"
        return name

    def _of_named(self, at: int, *, begins: bool) -> _Actor | None:
        """A place or owner inside a clause's subject: "The throughput of Ningbo Port reached"."""
        words = self._words
        limit = min(len(words), at + 14)
        found: _Actor | None = None
        after_comma = False
        for place in range(at, limit):
            word = words[place]
            if place > at and self._is_verb(place) and not self._is_modifier(place):
                value = word.low in _VALUE_VERBS or word.low in _AUXILIARIES
                return found if begins or value else None
            if word.text in ";:—(" or (word.text == "," and not begins):
                return None
            if word.text == ",":
                after_comma = True
            if word.low in ("of", "in", "at", "for", "across") and found is None:
                name_at = place + 1
                if name_at < len(words) and words[name_at].low == "the":
                    name_at += 1
                end = self._name_end(name_at, begins=False)
                if end > name_at and not _has_digit(words[name_at].text):
                    found = _Actor(at, self._bare(self._slice(name_at, end)))
            elif (
                after_comma and place > at + 1 and words[place - 1].text == "," and word.is_capital
            ):
                return None  # its own clause: found at its own start
        return None

    def _is_modifier(self, at: int) -> bool:
        """Whether a word that may be a verb stands inside a noun phrase: "the average salary"."""
        words = self._words
        return words[at].low in _NOUN_VERBS and (
            words[at - 1].low in _DETERMINERS
            or (at + 1 < len(words) and words[at + 1].low in ("of", "in"))
        )

    def own_places(self) -> list[str | None]:
        """For each figure the place behind it, before anything else: "4 ports in Guangzhou"."""
        return [self._own_place(number) for number in range(len(self._quantities))]

    def _own_place(self, number: int) -> str | None:
        words = self._words
        at = self._behind[number]
        for place in range(at, min(len(words), at + 6)):
            word = words[place]
            if word.low in _PLACE_PREPOSITIONS:
                name_at = place + 1
                if name_at < len(words) and words[name_at].low == "the":
                    name_at += 1
                end = self._name_end(name_at, begins=False)
                if end > name_at and _has_digit(words[name_at].text):
                    return None  # "in FY19"
                behind = words[end].text if end < len(words) else "."
                if behind in ("and", ",") and end + 1 < len(words) and words[end + 1].is_capital:
                    return None  # a list of places
                if end > name_at and (
                    behind in ",.;:)—" or not behind.islower() or behind in _NOT_NAMES
                ):
                    return self._bare(self._slice(name_at, end))
                return None
            if word.low == "each":
                continue
            if not word.is_word or word.figure >= 0 or word.low in _NOT_NAMES:
                return None
        return None

    def bracketed(self, number: int) -> str | None:
        """The name right before a figure in brackets of its own: "Guangzhou (4), Dongguan (2)"."""
        words, at = self._words, self._first[number]
        behind = self._behind[number]
        if at < 2 or words[at - 1].text != "(" or behind >= len(words) or words[behind].text != ")":
            return None
        start = at - 1
        while start > 0 and words[start - 1].is_capital and words[start - 1].low not in _NOT_NAMES:
            start -= 1
        return self._slice(start, at - 1) if start < at - 1 else None

    def _name_end(self, at: int, *, begins: bool) -> int:
        """Where the name that begins at word `at` ends; `at` where none begins."""
        words = self._words
        if at >= len(words):
            return at
        first = words[at]
        if not first.is_capital or re.split("['’]", first.low)[0] in _NOT_NAMES:
            return at
        end = at
        while end < len(words) and end < at + _MAX_NAME_WORDS:
            word = words[end]
            if word.is_capital or (word.text in '"“”' and end > at):
                end += 1
                if word.low.endswith(_POSSESSIVES):
                    break
                continue
            following = words[end + 1] if end + 1 < len(words) else None
            if (
                end > at
                and word.low in _NAME_LINKS
                and following is not None
                and following.is_capital
                and following.low not in _NOT_NAMES
            ):
                end += 1
                continue
            break
        while end > at and words[end - 1].text in '"“”':
            end -= 1
        if begins and end == at + 1 and not self._is_lone_name(at):
            return at
        return end

    def _is_lone_name(self, at: int) -> bool:
        """Whether a single capitalised word that begins the sentence is a name."""
        word = self._words[at].text.removesuffix("'s").removesuffix("’s")
        if self._roles.is_name(word):
            return True
        if self._roles.is_common(word) or word.lower().endswith(("ing", "ed")):
            return False
        if word.endswith("ly") and not (at + 1 < len(self._words) and self._is_verb(at + 1)):
            return False  # "Recently,", but "Italy exported"
        following = self._words[at + 1].low if at + 1 < len(self._words) else ""
        if word != self._words[at].text:
            return True
        if is_plural(word):  # "Philips has", but "Banks have"
            third = following.endswith("s") and self._is_verb(at + 1)
            return third or following in ("has", "is", "was", "does")
        if following in ("is", "was"):  # "Oslo is the capital", but "Turnout was 68%"
            return at + 2 < len(self._words) and not self._then_amount(at + 2)
        return following not in _VALUE_VERBS

    def _then_amount(self, at: int) -> bool:
        """Whether a figure follows, behind words of bound or a currency sign."""
        words = self._words
        while at < len(words) and (words[at].low in _SKIPPED or words[at].text in "$€£¥\\"):
            at += 1
        return at < len(words) and self._is_amount(at)

    def _goes_on(self, at: int) -> bool:
        """Whether a possessive is followed by what is possessed."""
        return at < len(self._words) and (self._words[at].is_word or self._words[at].text in '"“')

    def _is_verb(self, at: int) -> bool:
        """Whether the word looks like a verb where a name or noun went before."""
        word = self._words[at]
        low = word.low
        if not word.text.islower() or word.figure >= 0:
            return False
        if low in _AUXILIARIES or low in _VALUE_VERBS or low in _IRREGULAR_PASTS:
            return True
        if low.endswith("ed") and len(low) > 4:
            return True
        before = self._words[at - 1] if at else None
        if (
            before is not None
            and at + 1 < len(self._words)
            and self._is_amount(at + 1)
            and is_plural(before.text)
        ):
            # No plural noun is followed by another noun and a figure: "companies employ 300".
            return low not in _NOT_NAMES
        if before is None or not before.is_capital:
            return False
        if low.endswith("ing") and len(low) > 5:
            return True
        return low in _PARTICIPLE_OF or (
            low.endswith("s") and not low.endswith("ss") and self._then_object(at + 1)
        )

    def _then_object(self, at: int) -> bool:
        """Whether an object or a figure follows, so that a word in -s is a verb."""
        if at >= len(self._words):
            return False
        word = self._words[at]
        return (
            word.figure >= 0
            or word.low in _DETERMINERS
            or word.low in _PREPOSITIONS
            or word.low in _SKIPPED
            or word.low in ("$", "€", "£")
            or (word.text.islower() and is_plural(word.text))
        )

    def _close(self, at: int) -> int:
        """The bracket that closes the one at `at`, or `at`."""
        for place in range(at, min(len(self._words), at + 12)):
            if self._words[place].text == ")":
                return place
        return at

    # --- what

    def measures(self) -> list[str | None]:
        """What each figure measures."""
        found: list[str | None] = []
        for number, quantity in enumerate(self._quantities):
            if quantity.kind == "date":
                found.append(None)
                continue
            measure = self._measure(number, quantity, self._previous(number, found))
            found.append(self._short(measure))
        return found

    def _previous(self, number: int, found: list[str | None]) -> tuple[str | None, str | None]:
        """The measure of the figure before, and of the last one before with the same unit."""
        before: str | None = None
        alike: str | None = None
        unit = self._quantities[number].unit
        for at in range(number - 1, max(-1, number - 6), -1):
            if found[at] is None:
                continue
            before = before or found[at]
            if self._quantities[at].unit == unit:
                alike = found[at]
                break
        return before, alike

    def _measure(
        self, number: int, quantity: Quantity, previous: tuple[str | None, str | None]
    ) -> str | None:
        before, alike = previous
        if quantity.kind == "ordinal":
            return self._rank(number)
        if quantity.kind == "percent":
            return self._percentage(number, quantity, before)
        if quantity.kind == "count":
            counted = self._counted(number, quantity)
            if counted is None:
                verb = self._done(number)
                if verb is not None and before is not None and before.endswith(f" {verb}"):
                    return before  # "Heathrow handled 80 million"
                return alike or self._said_of(number)
            if (
                alike is not None
                and measure_words(counted) <= measure_words(alike)
                and self._continues(number)
            ):
                return alike
            return counted
        if quantity.unit in _AREAS:
            # Units of area say by themselves what was measured, unless the text does.
            return self._said_of(number) or "area"
        directed = self._first[number] and self._words[self._first[number] - 1].low in _DIRECTED
        carried = _without_change(before) if directed and before else None
        own = self._moved(number, quantity) or self._amount(number)
        lead = self._words[self._first[number] - 1].low if self._first[number] else ""
        if own is not None and quantity.direction and (lead == "by" or lead in _MOVES):
            return f"{_CHANGES[quantity.direction]} of {_without_change(own) or own}"
        return own or alike or carried

    def _continues(self, number: int) -> bool:
        """Whether a figure goes on a series or breaks down the one before: no verb of its own."""
        words = self._words
        first = self._first[number]
        for at in range(first - 1, max(-1, first - 5), -1):
            word = words[at]
            if word.low in ("from", "to", "and", "including", "of", "with", "for") or (
                word.text in ",(—:"
            ):
                return True
            if word.low not in _SKIPPED:
                return False
        return False

    def _rank(self, number: int) -> str:
        at = self._behind[number]
        words = self._words
        if at < len(words) and words[at].text == "-":
            at += 1
        if at < len(words) and words[at].low.endswith("est"):
            end = self._phrase_end(at)
            return self._slice(at, end)
        if at + 1 < len(words) and words[at].low in ("in", "by", "for"):
            end = self._phrase_end(at + 1)
            if end > at + 1 and not words[at + 1].is_capital:
                return f"rank in {self._slice(at + 1, end)}"
        return "rank"

    def _counted(self, number: int, quantity: Quantity) -> str | None:
        """The counted noun with its modifiers, an of-phrase, and what was done with it."""
        if quantity.unit is None:
            return None
        words = self._words
        at = self._first[number]
        while at < len(words) and (
            not words[at].is_word or (words[at].figure == number and words[at].low in _SCALE_WORDS)
        ):
            if at >= self._behind[number] and words[at].text not in '+"“':
                return None
            at += 1
        start = at
        while at < len(words) and at < start + MAX_MEASURE_WORDS:
            low = words[at].low
            if words[at].figure not in (-1, number):
                return None
            if singularise(low.rpartition("-")[2].split("/")[0].rstrip("'’")) == quantity.unit or (
                low.endswith("ese") and low == quantity.unit
            ):
                break
            if words[at].text in ".;:()," or low in _PREPOSITIONS - {"of", "up", "above", "over"}:
                return None
            at += 1
        else:
            return None
        while start < at and words[start].low in _SET_ASIDE | _AUXILIARIES:
            start += 1
        phrase = self._slice(start, at + 1)
        tail = self._of_phrase(at + 1)
        if tail:
            return f"{phrase} {tail}"
        verb = self._done(number)
        return f"{phrase} {verb}" if verb else phrase

    def _of_phrase(self, at: int) -> str:
        """An of-phrase with a common noun at `at`."""
        words = self._words
        if at >= len(words) or words[at].low != "of":
            return ""
        start = at + 1
        while start < len(words) and words[start].low in _DETERMINERS:
            start += 1
        end = self._phrase_end(start)
        return f"of {self._slice(start, end)}" if end > start else ""

    def _phrase_end(self, at: int) -> int:
        """Where the noun phrase that begins at `at` ends."""
        words = self._words
        end = at
        while end < len(words) and end < at + 6:
            word = words[end]
            if not word.is_word or word.figure >= 0 or word.low in _ENDS_NOUNS:
                break
            if (
                end > at
                and word.low not in _NOUN_VERBS
                and self._is_verb(end)
                and not self._modifies(end)
            ):
                break
            end += 1
        while end > at and words[end - 1].low in ("and", "or", "&"):
            end -= 1
        return end

    def _modifies(self, at: int) -> bool:
        """Whether a word in -ed stands before a noun, as in "newly built houses"."""
        return False if at + 1 >= len(self._words) else is_plural(self._words[at + 1].text)

    def _done(self, number: int) -> str | None:
        """The participle of the verb whose object the figure is: "operates 69" → "operated"."""
        at = self._governor(number)
        return None if at is None else self._participle_at(at)

    def _participle_at(self, at: int) -> str | None:
        """The participle of the verb at `at`; None where the word is none."""
        word = self._words[at]
        before = self._words[at - 1] if at else None
        if not word.text.islower():
            return None
        if before is not None and before.low in ("has", "have", "had"):
            return None if word.low in _LIGHT_VERBS | _NOT_NAMES else word.low
        if before is not None and before.low in _BEFORE_BASE:
            return _participle_of_base(word.low)
        if word.low.endswith("s") and word.low not in _PARTICIPLE_OF:
            # A word in -s is a verb behind a name or a singular subject, else a plural noun.
            subject = before is not None and (
                before.is_capital
                or before.low in _PRONOUNS
                or before.text in "),"
                or before.low in ("and", "that", "which", "who")
            )
            if not subject:
                return None
        return _participle(word.low)

    def _governor(self, number: int) -> int | None:
        """The word before a figure that isn't a bound, an article or a preposition of amount."""
        words = self._words
        at = self._first[number] - 1
        floor = at - 6
        while at >= 0 and at > floor:
            word = words[at]
            if word.figure >= 0 or word.low in _DIRECTED:
                return None
            if word.low not in _SKIPPED and word.text not in '$€£¥\\~≈><"“':
                return at
            at -= 1
        return None

    def _percentage(self, number: int, quantity: Quantity, before: str | None) -> str | None:
        words = self._words
        first, behind = self._first[number], self._behind[number]
        lead = words[first - 1].low if first else ""
        is_level = lead in ("to", "at") or (
            first > 1 and lead in _SKIPPED and words[first - 2].low in ("to", "at")
        )
        following = words[behind].low if behind < len(words) else ""
        change = _CHANGES[quantity.direction or "up"]
        after = behind
        while after < len(words) and words[after].low in _CHANGE_ADVERBS:
            after += 1
        follows_change = after < len(words) and words[after].low in _CHANGE_NOUNS
        if (quantity.direction and not is_level) or follows_change:
            after += follows_change
            told = follows_change or (first > 1 and words[first - 2].low in _CHANGE_NOUNS)
            own = (self._behind_in(after) if told else None) or self._changed(number)
            own = own or self._said_of(number) or before
            if own in _CHANGE_NOUNS:
                own = before
            own = _without_change(own) if own else None
            return f"{change} of {own}" if own else change
        if following == "of":
            if words[min(behind + 1, len(words) - 1)].low in ("whom", "which", "these", "them"):
                return f"share of {before}" if before else "share"
            return f"share {self._of_phrase(behind)}".rstrip()
        own = self._said_of(number) or self._changed(number)
        if own is not None:
            return own
        if lead in ("to", "from") and before is not None:
            return _without_change(before)
        second = words[first - 2].low if first > 1 else ""
        if second in ("compared", "against") and before is not None:
            return before
        if lead == "which" and second == "of" and before is not None:
            return f"share of {before}"
        if lead == "or" and before is not None:  # "rose $5 million, or 12%"
            moved = self._quantities[number - 1].direction
            whole = _without_change(before) or before
            return f"{_CHANGES[moved]} of {whole}" if moved else whole
        if lead == "(" and before is not None:
            return before if before.startswith("share") else f"share of {before}"
        end = self._phrase_end(behind)
        if end > behind and words[end - 1].text.islower() and lead in ("a", "an", "the"):
            return self._slice(behind, end)
        return None

    def _changed(self, number: int) -> str | None:
        """The object of a verb of change: "cut staff by 80%", "raised output from 5 to 8"."""
        words = self._words
        at = self._first[number] - 1
        floor = at - 4
        while at > max(floor, 0) and words[at].low in _SKIPPED - _DIRECTED:
            at -= 1
        if at < 1 or words[at].low not in ("by", "from", "to"):
            return None
        start = at
        while start > 0 and at - start < MAX_MEASURE_WORDS:
            low = words[start - 1].low
            if low in _CHANGE_VERBS:
                break
            if not words[start - 1].is_word or words[start - 1].figure >= 0 or low in _BREAKS:
                return None
            start -= 1
        if start == 0 or words[start - 1].low not in _CHANGE_VERBS:
            return None
        if start == at:
            passive = start > 1 and words[start - 2].low in _AUXILIARIES
            return self._clause_subject(start - 2) if passive else None
        return self._bare_phrase(start, at) or None

    def _moved(self, number: int, quantity: Quantity) -> str | None:
        """What a named change of an amount changed: "an increase of $5 million in payments"."""
        words = self._words
        first, behind = self._first[number], self._behind[number]
        if quantity.direction is None or behind >= len(words):
            return None
        change = _CHANGES[quantity.direction]
        if words[behind].low in _CHANGE_NOUNS:
            moved = self._behind_in(behind + 1)
            return f"{change} of {moved}" if moved else None
        if first < 2 or words[first - 1].low != "of":
            return None
        if words[first - 2].low in _CHANGE_NOUNS:
            moved = self._behind_in(behind)
            return f"{change} of {moved}" if moved else None
        moved = self._phrase_before(first - 1)
        at = first - 1 - (len(moved.split()) if moved else 0)
        if moved and at > 1 and words[at - 1].low == "in" and words[at - 2].low in _CHANGE_NOUNS:
            return f"{change} of {moved}"
        return None

    def _amount(self, number: int) -> str | None:
        """What an amount of money or a physical measure is of."""
        words = self._words
        behind = self._behind[number]
        tail = words[behind].low if behind < len(words) else ""
        if tail in ("in", "of"):
            inner = self._behind_in(behind)
            governor = self._governor(number)
            verb = None if governor is None else self._participle_at(governor)
            if verb is None and governor and words[governor].is_capital:
                verb = self._participle_at(governor - 1)  # "saving Acme 5 million"
            if verb in ("invested", "spent") and tail == "in":
                return verb
            if inner is not None:
                return f"{inner} {verb}" if verb else inner
        dimension = _DIMENSIONS.get(tail)
        if dimension is not None:
            return dimension
        own = self._followed_by(number) or self._said_of(number) or self._changed(number)
        if own is not None:
            return own
        verb = self._done(number)
        unit = words[behind - 1]
        if verb is None or not unit.is_word or self._quantities[number].kind != "measure":
            return verb
        return f"{unit.text} {verb}"

    def _followed_by(self, number: int) -> str | None:
        """The noun right behind an amount: "a $200 million loan", "30 million TEU capacity"."""
        words = self._words
        at = self._behind[number]
        if at < len(words) and words[at].text == "-":
            at += 1
        if at >= len(words) or not words[at].text.islower() or not words[at].is_word:
            return None
        if words[at].low in _CONJUNCTIONS:
            return None
        end = self._phrase_end(at)
        if end == at or words[end - 1].low in _NO_NOUNS or words[at].low in _NO_NOUNS:
            return None
        if self._is_verb(at) or words[at].low.endswith("ly"):
            return None
        if end == at + 1 and words[at].low.endswith("ing"):
            return None
        return self._slice(at, end)

    def _behind_in(self, at: int) -> str | None:
        """The common noun phrase behind "in" or "of" at `at`: "in exports", "of cargo"."""
        words = self._words
        if at >= len(words) or words[at].low not in ("in", "of"):
            return None
        start = at + 1
        while start < len(words) and (
            words[start].low in _DETERMINERS
            or (words[start].figure >= 0 and not self._is_amount(start))
        ):
            start += 1
        end = self._phrase_end(start)
        if end == start or not words[end - 1].text.islower() or words[end - 1].low in _TIMES:
            return None
        return self._slice(start, end)

    def _said_of(self, number: int) -> str | None:
        """The noun phrase of which the amount is said: "exports of", "exports reached"."""
        words = self._words
        at = self._first[number] - 1
        floor = at - 8
        while (
            at >= 0
            and at > floor
            and (
                words[at].low in _SKIPPED
                or words[at].text in "$€£¥\\~≈><"
                or (words[at].low == "of" and at and words[at - 1].low in _SUMS)
            )
        ):
            at -= 1
        if at < 0 or at <= floor:
            return None
        if words[at].low == "of":
            return self._phrase_before(at)
        if words[at].text == ":":
            return self._phrase_before(at)  # a label: "Total revenue: $12 million"
        if words[at].low in ("cost", "costs"):
            return "cost"
        if words[at].low in ("worth", "costing"):
            noun = self._phrase_before(at)
            return f"worth of {noun}" if noun else "worth"
        verb = at
        while (
            verb >= 0
            and verb > at - 4
            and (words[verb].low.endswith("ly") or words[verb].low in _CHANGE_ADVERBS)
        ):
            verb -= 1
        if words[verb].low not in _VALUE_VERBS:
            return None
        if words[verb].low.endswith("ing") and words[verb].low != "being":
            return self._phrase_before(verb)  # "with capacity exceeding 5 million tons"
        while verb > 0 and (
            words[verb - 1].low in _AUXILIARIES
            or words[verb - 1].low in _EXPECTED
            or words[verb - 1].low.endswith("ly")
        ):
            verb -= 1
        return self._clause_subject(verb)

    def _clause_subject(self, verb: int) -> str | None:
        """The noun phrase before a verb, without names, places and times."""
        words = self._words
        start = verb
        while start > 0 and verb - start < 14:
            before = words[start - 1]
            if before.text in ",;:—()" or before.low in _BREAKS or self._is_amount(start - 1):
                break
            start -= 1
        kept = self._bare_phrase(start, verb)
        return kept or None

    def _bare_phrase(self, start: int, end: int) -> str:
        """The words of a noun phrase without determiners, owners and phrases of place or time."""
        words = self._words
        parts: list[str] = []
        at = start
        while at < end:
            word = words[at]
            low = word.low
            if low in _PREPOSITIONS and low != "of":
                # "in Vietnam", "in 2022", "to Asia": what stands behind isn't what is measured.
                if not parts:
                    at = self._name_end(at + 1, begins=False) if at + 1 < end else end
                    if words[min(at, end - 1)].figure >= 0:
                        at += 1
                    at = max(at, start + 1)
                    start = at
                    continue
                break
            if low == "of":
                following = at + 1
                while following < end and words[following].low in _DETERMINERS:
                    following += 1
                if following >= end or words[following].is_capital or words[following].figure >= 0:
                    break
                if not parts:
                    return ""
                parts.append("of")
                at = following
                continue
            if low in _DETERMINERS or word.figure >= 0 or not word.is_word:
                if parts and word.is_word:
                    break
                at += 1
                continue
            if low.endswith(_POSSESSIVES) or (low in _AUXILIARIES):
                parts = []
                at += 1
                continue
            if low in _CONJUNCTIONS and not parts:
                at += 1
                continue
            parts.append(word.text)
            at += 1
        while parts and (
            parts[-1].lower() in FUNCTION_WORDS or (len(parts) > 1 and parts[-1].endswith("ed"))
        ):
            parts.pop()  # "cash flows used (in investing)"
        return self._without_owner(parts, start)

    def _without_owner(self, parts: list[str], start: int) -> str:
        """A phrase without the capitalised name before its common noun ("EU population")."""
        begins = start == 0 or self._words[start - 1].text == ":"
        common = any(part[0].islower() for part in parts)
        if common:
            while parts[0][0].isupper() and not (begins and self._is_only_start(parts[0], start)):
                parts = parts[1:]
        elif not (len(parts) == 1 and (parts[0].isupper() or begins)):
            return ""
        text = " ".join(parts)
        return text[0].lower() + text[1:] if text[1:2].islower() and begins else text

    def _is_only_start(self, word: str, start: int) -> bool:
        """Whether a capital is there only because the sentence starts with its word."""
        return self._words[start].text == word and not self._roles.is_name(word)

    def _phrase_before(self, at: int) -> str | None:
        """The noun phrase that ends before word `at`."""
        words = self._words
        start = at
        while start > 0 and at - start < MAX_MEASURE_WORDS:
            before = words[start - 1]
            low = before.low
            if not before.is_word or before.figure >= 0:
                break
            if low in _DETERMINERS or low in _AUXILIARIES or low.endswith(("'s", "’s")):
                break
            if (low in _PREPOSITIONS and low != "per") or low in _BREAKS:
                break
            if low in ("and", "or") and (start == at or not words[start - 2].text.islower()):
                break
            if low in _LIGHT_VERBS and low not in _CHANGE_NOUNS | _NOUN_VERBS:
                ahead = words[start - 2].low if start > 1 else ""
                if not (low.endswith("ed") and ahead in _PREPOSITIONS | _DETERMINERS):
                    break
            if self._governs(start - 1):
                break
            start -= 1
        while start < at and words[start].low in ("and", "or"):
            start += 1
        if start == at:
            return None
        return self._without_owner([word.text for word in words[start:at]], start) or None

    def _governs(self, at: int) -> bool:
        """Whether a word in -ed, -ing or -s is the verb before a phrase, not its first modifier."""
        words = self._words
        low = words[at].low
        before = words[at - 1] if at else None
        if low.endswith(("ed", "ing")) and len(low) > 4:
            return before is not None and (
                before.is_capital
                or before.text in ",;("
                or before.low in _AUXILIARIES
                or before.low in ("and", "which", "that", "who", "it", "they", "we")
                or is_plural(before.text)
            )
        return low in _IRREGULAR_PASTS or (
            low.endswith("s") and before is not None and before.is_capital and at > 1
        )

    # --- text

    def _slice(self, first: int, behind: int) -> str:
        """The text from one word up to another, on one line."""
        raw = self._text[self._words[first].start : self._words[behind - 1].end]
        return " ".join(raw.split())

    @staticmethod
    def _bare(name: str) -> str:
        return name.removesuffix("'s").removesuffix("’s")

    @staticmethod
    def _short(measure: str | None) -> str | None:
        if not measure:
            return None
        kept = measure.split()[:MAX_MEASURE_WORDS]
        while kept and kept[-1].lower() in FUNCTION_WORDS:
            kept.pop()
        return " ".join(kept) or None


_AREAS: Final = _set("km2 m2 hectare acre mu ft2 mi2")
# What the adjective behind a length says was measured: "16 km long".
_DIMENSIONS: Final = {
    "long": "length",
    "wide": "width",
    "high": "height",
    "tall": "height",
    "deep": "depth",
    "thick": "thickness",
}
# Words behind an amount that name nothing: "5 years ago".
_NO_NOUNS: Final = _set(
    "ago long wide high tall deep old each more less away apart thick heavy worth later earlier"
    " annually yearly today alone combined nationally globally together apiece ahead behind only"
)
_SET_ASIDE: Final = _set("of the these those its their all our other or more such")
_ENDS_NOUNS: Final = (
    (_PREPOSITIONS | _DETERMINERS | _AUXILIARIES | _CONJUNCTIONS | _PRONOUNS)
    | _set("respectively annually nationally globally worldwide year-on-year also not last")
) - {"and"}
_BREAKS: Final = _set("while whereas but although though because that which where when who if")


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _participle(verb: str) -> str | None:
    """The past participle of a verb form; None for what is no verb or says little by itself."""
    if verb in _PARTICIPLE_OF:
        return _PARTICIPLE_OF[verb]
    if verb in _LIGHT_VERBS or verb in _NOT_NAMES or not verb.isalpha():
        return None
    if verb in _IRREGULAR_PASTS or (verb.endswith("ed") and len(verb) > 4):
        return verb
    if verb.endswith("ying") and verb[-5] not in "aeiou":
        return verb[:-4] + "ied"
    if verb.endswith("ing") and len(verb) > 5:
        return verb[:-3] + "ed"
    if verb.endswith("es") and len(verb) > 4:
        return verb[:-2] + "ed"
    if verb.endswith("s") and len(verb) > 3 and not verb.endswith("ss"):
        return verb[:-1] + "ed"
    return None


def _participle_of_base(verb: str) -> str | None:
    """The past participle of a verb in its base form ("to create" → "created")."""
    known = _PARTICIPLE_OF.get(f"{verb}s")
    if known is not None or f"{verb}s" in _LIGHT_VERBS or verb in _LIGHT_VERBS | _NOT_NAMES:
        return known
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _without_change(measure: str) -> str | None:
    """A measure without "growth of" at its front, so that changes don't pile up."""
    for word in ("growth", "decline"):
        if measure == word:
            return None
        measure = measure.removeprefix(f"{word} of ")
    return measure


def _without_possessive(name: str) -> str:
    """A name without its 's or, behind an s, its apostrophe."""
    if name[-1] in "'’":
        return name[:-1]
    return name[:-2] if name.endswith(("'s", "’s")) else name


def section_heads(
    spans: Iterable[tuple[int, int, str, bool]],
) -> tuple[SectionHead, ...]:
    """The titles in force over each stretch of a text.

    Args:
        spans: start, end, title and whether it is a run-in head of each section, parents before
            children.
    """
    open_sections: list[tuple[int, str, bool]] = []
    heads: list[SectionHead] = []

    def note(start: int) -> None:
        titles = tuple((title, is_run_in) for _, title, is_run_in in reversed(open_sections))
        if heads and heads[-1].start == start:
            heads.pop()
        heads.append(SectionHead(start, titles))

    for start, end, title, is_run_in in spans:
        while open_sections and open_sections[-1][0] <= start:
            note(open_sections.pop()[0])
        open_sections.append((end, title, is_run_in))
        note(start)
    while open_sections:
        note(open_sections.pop()[0])
    return tuple(heads)
