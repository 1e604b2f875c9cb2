"""Whom each clause of a sentence is about, told by capitals, verbs and the place in the clause."""

import re
from collections.abc import Sequence
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.nouns import is_plural
from briqa.quantities.quantity import Quantity
from briqa.quantities.role_words import (
    AUXILIARIES,
    DETERMINERS,
    IRREGULAR_PASTS,
    MONTHS,
    NAME_LINKS,
    NOT_NAMES,
    NOUN_VERBS,
    OPENERS,
    PARTICIPLE_OF,
    PLACE_PREPOSITIONS,
    POINTING,
    POSSESSIVES,
    PREPOSITIONS,
    ROLE_NOUNS,
    SKIPPED,
    VALUE_VERBS,
    has_digit,
    without_possessive,
)
from briqa.values import dataclass

_MAX_NAME_WORDS: Final = 10
_TOKEN: Final = lazy_pattern(
    r"(?:Inc|Co|Ltd|Corp|St|Mr|Mrs|Dr|U\.S|U\.K)\.(?=[\s,])"
    r"|[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9'’&/]|[.-](?=[A-Za-z0-9]))*"
    r"|[0-9](?:[0-9]|[,.](?=[0-9]))*|[^\s]"
)
_LOWER_WORD: Final = lazy_pattern(r"(?<=[\s(])[a-z]{3,}(?![A-Za-z./@])")
_INNER_CAPITAL: Final = lazy_pattern(r"(?<=[a-z,] )[A-ZÀ-Þ][A-Za-zÀ-ɏ]+")


@dataclass(slots=True)
class Word:
    """A word, number or mark of a sentence; `figure` is the index of the figure it belongs to."""

    text: str
    low: str
    start: int
    end: int
    figure: int = -1

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a number or a mark."""
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Whether it may be (part of) a name."""
        return self.text[0].isupper() and self.low not in MONTHS and self.figure < 0


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom the clause from word `at` on is about; `is_aside` where it ends at the next comma."""

    at: int
    name: str
    is_aside: bool = False


class Names:
    """Which words of a text are names: capitals where no sentence begins, never in lower case."""

    def __init__(self, text: str) -> None:
        self.lower = frozenset(_LOWER_WORD.findall(text))
        self.proper = frozenset(
            word for word in _INNER_CAPITAL.findall(text) if word.lower() not in self.lower
        )

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word is a name elsewhere in the text, where no sentence begins."""
        return word in self.proper

    def is_common(self, word: str) -> bool:
        """Whether a word stands in lower case somewhere."""
        return word.lower() in self.lower

    def unlike(self, other: "Names") -> frozenset[str]:
        """The words, in lower case, of which another text would say otherwise."""
        return (self.lower ^ other.lower) | {word.lower() for word in self.proper ^ other.proper}


class SubjectClause:
    """The words of one sentence and whom its clauses are about."""

    def __init__(
        self, text: str, start: int, end: int, quantities: Sequence[Quantity], names: Names
    ) -> None:
        self._text = text
        self._quantities = quantities
        self._names = names
        self._words = [
            Word(found, found.lower(), match.start(), match.end())
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
            if word.low in POINTING or (word.low == "the" and following.low in ROLE_NOUNS):
                return not following.is_capital
            if word.low == ",":
                continue
            if word.low in PREPOSITIONS or word.figure >= 0:
                continue
            return False
        return False

    def actors(self, *, is_start: bool) -> list[Actor]:
        """Whom the clauses of the sentence are about, in order."""
        found: list[Actor] = []
        words = self._words
        for at, word in enumerate(words):
            opens = at == 0 or words[at - 1].low in OPENERS or self._ends_date(at - 1)
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

    def actor_of(self, number: int, actors: list[Actor]) -> str | None:
        """The last actor before a figure; before the first one, none."""
        first = self._first[number]
        found: str | None = None
        for actor in actors:
            if actor.at > first:
                break
            if self._scope_end(actor) > first:
                found = actor.name
        if found is None and actors and self._words[0].low in PREPOSITIONS:
            # "With 1.4 billion people, India is": what comes first belongs to what follows.
            main = actors[0].at
            if first < main < first + 12 and self._words[main - 1].text == ",":
                return actors[0].name
        return found

    def _scope_end(self, actor: Actor) -> int:
        """Where the aside or the bracket that an actor stands in ends."""
        for opening, closing in self._brackets:
            if opening < actor.at < closing:
                return closing
        if actor.is_aside:
            for at in range(actor.at + 1, len(self._words)):
                if self._words[at].text in ",;":
                    return at
        return len(self._words)

    def _named(self, at: int, *, begins: bool) -> Actor | None:
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
        if words[end - 1].low.endswith(POSSESSIVES):
            listed = opener == "," and begin > 1 and words[begin - 2].is_capital
            if listed or opener in ("(", ":", "with", "as") or not self._goes_on(end):
                return None
            owned = self._name_end(end, begins=False)
            if owned > end + 1 and words[end].is_capital:
                return Actor(begin, self._slice(at, owned))  # "Thailand's Rayong Park"
            return Actor(begin, self._as_said(begin, at, without_possessive(name)))
        verb = end
        while verb < len(words) and verb < end + 5 and not self._is_verb(verb):
            word = words[verb]
            if word.text == "(" and verb == end:
                verb = self._close(verb) + 1
                continue
            if not word.text.islower() or word.low in NOT_NAMES or word.figure >= 0:
                break
            verb += 1
        if opener in ("with", "as") and verb < len(words):
            finite = not words[verb].low.endswith("ing")
            if finite and not self._is_gapped(end):
                return None
        alone = begins and begin == at and end == at + 1 and verb > end
        if alone and not self._names.is_name(name) and words[end].text != "(":
            return None  # only the sentence's capital: "Capital expenditure is"
        if self._is_gapped(end) and begin:
            return Actor(begin, name, is_aside=True)
        if verb < len(words) and self._is_verb(verb):
            if verb > end and words[end].text != "(" and words[verb].low not in VALUE_VERBS:
                last = verb - 1 if words[verb - 1].low.endswith("ly") else verb
                name = self._slice(at, last)  # "Danish brewers sold"
            return Actor(begin, self._as_said(begin, at, name), is_aside=opener == "with")
        if begins and end - at > 1:
            return Actor(begin, self._as_said(begin, at, name))
        if begins and end < len(words) and words[end].low in (",", "(", ":"):
            return Actor(begin, self._as_said(begin, at, name))
        if (
            begins
            and end < len(words)
            and words[end].low in ("in", "of")
            and self._names.is_name(name)
        ):
            return Actor(begin, self._as_said(begin, at, name))
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
        if begin != at and name.lower() in ROLE_NOUNS:
            return f"{self._words[begin].low} {name}"
        return name

    def _of_named(self, at: int, *, begins: bool) -> Actor | None:
        """A place or owner inside a clause's subject: "The throughput of Ningbo Port reached"."""
        words = self._words
        limit = min(len(words), at + 14)
        found: Actor | None = None
        after_comma = False
        for place in range(at, limit):
            word = words[place]
            if place > at and self._is_verb(place) and not self._is_modifier(place):
                value = word.low in VALUE_VERBS or word.low in AUXILIARIES
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
                if end > name_at and not has_digit(words[name_at].text):
                    found = Actor(at, self._bare(self._slice(name_at, end)))
            elif (
                after_comma and place > at + 1 and words[place - 1].text == "," and word.is_capital
            ):
                return None  # its own clause: found at its own start
        return None

    def _is_modifier(self, at: int) -> bool:
        """Whether a word that may be a verb stands inside a noun phrase: "the average salary"."""
        words = self._words
        return words[at].low in NOUN_VERBS and (
            words[at - 1].low in DETERMINERS
            or (at + 1 < len(words) and words[at + 1].low in ("of", "in"))
        )

    def own_places(self) -> list[str | None]:
        """For each figure the place behind it, before anything else: "4 ports in Ghana"."""
        return [self._own_place(number) for number in range(len(self._quantities))]

    def _own_place(self, number: int) -> str | None:
        words = self._words
        at = self._behind[number]
        for place in range(at, min(len(words), at + 6)):
            word = words[place]
            if word.low in PLACE_PREPOSITIONS:
                name_at = place + 1
                if name_at < len(words) and words[name_at].low == "the":
                    name_at += 1
                end = self._name_end(name_at, begins=False)
                if end > name_at and has_digit(words[name_at].text):
                    return None  # "in FY19"
                behind = words[end].text if end < len(words) else "."
                if behind in ("and", ",") and end + 1 < len(words) and words[end + 1].is_capital:
                    return None  # a list of places
                if end > name_at and (
                    behind in ",.;:)—" or not behind.islower() or behind in NOT_NAMES
                ):
                    return self._bare(self._slice(name_at, end))
                return None
            if word.low == "each":
                continue
            if not word.is_word or word.figure >= 0 or word.low in NOT_NAMES:
                return None
        return None

    def bracketed(self, number: int) -> str | None:
        """The name right before a figure in brackets of its own: "Oslo (4), Bergen (2)"."""
        words, at = self._words, self._first[number]
        behind = self._behind[number]
        if at < 2 or words[at - 1].text != "(" or behind >= len(words) or words[behind].text != ")":
            return None
        start = at - 1
        while start > 0 and words[start - 1].is_capital and words[start - 1].low not in NOT_NAMES:
            start -= 1
        return self._slice(start, at - 1) if start < at - 1 else None

    def _name_end(self, at: int, *, begins: bool) -> int:
        """Where the name that begins at word `at` ends; `at` where none begins."""
        words = self._words
        if at >= len(words):
            return at
        first = words[at]
        if not first.is_capital or re.split("['’]", first.low)[0] in NOT_NAMES:
            return at
        end = at
        while end < len(words) and end < at + _MAX_NAME_WORDS:
            word = words[end]
            if word.is_capital or (word.text in '"“”' and end > at):
                end += 1
                if word.low.endswith(POSSESSIVES):
                    break
                continue
            following = words[end + 1] if end + 1 < len(words) else None
            if (
                end > at
                and word.low in NAME_LINKS
                and following is not None
                and following.is_capital
                and following.low not in NOT_NAMES
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
        if self._names.is_name(word):
            return True
        if self._names.is_common(word) or word.lower().endswith(("ing", "ed")):
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
        return following not in VALUE_VERBS

    def _then_amount(self, at: int) -> bool:
        """Whether a figure follows, behind words of bound or a currency sign."""
        words = self._words
        while at < len(words) and (words[at].low in SKIPPED or words[at].text in "$€£¥\\"):
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
        if low in AUXILIARIES or low in VALUE_VERBS or low in IRREGULAR_PASTS:
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
            return low not in NOT_NAMES
        if before is None or not before.is_capital:
            return False
        if low.endswith("ing") and len(low) > 5:
            return True
        return low in PARTICIPLE_OF or (
            low.endswith("s") and not low.endswith("ss") and self._then_object(at + 1)
        )

    def _then_object(self, at: int) -> bool:
        """Whether an object or a figure follows, so that a word in -s is a verb."""
        if at >= len(self._words):
            return False
        word = self._words[at]
        return (
            word.figure >= 0
            or word.low in DETERMINERS
            or word.low in PREPOSITIONS
            or word.low in SKIPPED
            or word.low in ("$", "€", "£")
            or (word.text.islower() and is_plural(word.text))
        )

    def _close(self, at: int) -> int:
        """The bracket that closes the one at `at`, or `at`."""
        for place in range(at, min(len(self._words), at + 12)):
            if self._words[place].text == ")":
                return place
        return at

    # --- text

    def _slice(self, first: int, behind: int) -> str:
        """The text from one word up to another, on one line."""
        raw = self._text[self._words[first].start : self._words[behind - 1].end]
        return " ".join(raw.split())

    @staticmethod
    def _bare(name: str) -> str:
        return name.removesuffix("'s").removesuffix("’s")
