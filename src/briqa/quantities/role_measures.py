"""What each figure of a sentence measures: the counted noun, or what the amount is said of."""

from typing import Final

from briqa.quantities.nouns import is_plural
from briqa.quantities.quantity import Quantity
from briqa.quantities.role_subjects import SubjectClause
from briqa.quantities.role_words import (
    AREAS,
    AUXILIARIES,
    BEFORE_BASE,
    BREAKS,
    CHANGE_ADVERBS,
    CHANGE_NOUNS,
    CHANGE_VERBS,
    CHANGES,
    CONJUNCTIONS,
    DETERMINERS,
    DIMENSIONS,
    DIRECTED,
    ENDS_NOUNS,
    EXPECTED,
    IRREGULAR_PASTS,
    LIGHT_VERBS,
    MOVES,
    NO_NOUNS,
    NOT_NAMES,
    NOUN_VERBS,
    PARTICIPLE_OF,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SCALE_WORDS,
    SET_ASIDE,
    SKIPPED,
    SUMS,
    TIMES,
    VALUE_VERBS,
    participle,
    participle_of_base,
    without_change,
)
from briqa.quantities.units import singularise
from briqa.words import FUNCTION_WORDS, content_words

MAX_MEASURE_WORDS: Final = 8


class Clause(SubjectClause):
    """The words of one sentence and what its figures measure."""

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
        if quantity.unit in AREAS:
            # Units of area say by themselves what was measured, unless the text does.
            return self._said_of(number) or "area"
        directed = self._first[number] and self._words[self._first[number] - 1].low in DIRECTED
        carried = without_change(before) if directed and before else None
        own = self._moved(number, quantity) or self._amount(number)
        lead = self._words[self._first[number] - 1].low if self._first[number] else ""
        if own is not None and quantity.direction and (lead == "by" or lead in MOVES):
            return f"{CHANGES[quantity.direction]} of {without_change(own) or own}"
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
            if word.low not in SKIPPED:
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
            not words[at].is_word or (words[at].figure == number and words[at].low in SCALE_WORDS)
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
            if words[at].text in ".;:()," or low in PREPOSITIONS - {"of", "up", "above", "over"}:
                return None
            at += 1
        else:
            return None
        while start < at and words[start].low in SET_ASIDE | AUXILIARIES:
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
        while start < len(words) and words[start].low in DETERMINERS:
            start += 1
        end = self._phrase_end(start)
        return f"of {self._slice(start, end)}" if end > start else ""

    def _phrase_end(self, at: int) -> int:
        """Where the noun phrase that begins at `at` ends."""
        words = self._words
        end = at
        while end < len(words) and end < at + 6:
            word = words[end]
            if not word.is_word or word.figure >= 0 or word.low in ENDS_NOUNS:
                break
            if (
                end > at
                and word.low not in NOUN_VERBS
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
            return None if word.low in LIGHT_VERBS | NOT_NAMES else word.low
        if before is not None and before.low in BEFORE_BASE:
            return participle_of_base(word.low)
        if word.low.endswith("s") and word.low not in PARTICIPLE_OF:
            # A word in -s is a verb behind a name or a singular subject, else a plural noun.
            subject = before is not None and (
                before.is_capital
                or before.low in PRONOUNS
                or before.text in "),"
                or before.low in ("and", "that", "which", "who")
            )
            if not subject:
                return None
        return participle(word.low)

    def _governor(self, number: int) -> int | None:
        """The word before a figure that isn't a bound, an article or a preposition of amount."""
        words = self._words
        at = self._first[number] - 1
        floor = at - 6
        while at >= 0 and at > floor:
            word = words[at]
            if word.figure >= 0 or word.low in DIRECTED:
                return None
            if word.low not in SKIPPED and word.text not in '$€£¥\\~≈><"“':
                return at
            at -= 1
        return None

    def _percentage(self, number: int, quantity: Quantity, before: str | None) -> str | None:
        words = self._words
        first, behind = self._first[number], self._behind[number]
        lead = words[first - 1].low if first else ""
        is_level = lead in ("to", "at") or (
            first > 1 and lead in SKIPPED and words[first - 2].low in ("to", "at")
        )
        following = words[behind].low if behind < len(words) else ""
        change = CHANGES[quantity.direction or "up"]
        after = behind
        while after < len(words) and words[after].low in CHANGE_ADVERBS:
            after += 1
        follows_change = after < len(words) and words[after].low in CHANGE_NOUNS
        if (quantity.direction and not is_level) or follows_change:
            after += follows_change
            told = follows_change or (first > 1 and words[first - 2].low in CHANGE_NOUNS)
            own = (self._behind_in(after) if told else None) or self._changed(number)
            own = own or self._said_of(number) or before
            if own in CHANGE_NOUNS:
                own = before
            own = without_change(own) if own else None
            return f"{change} of {own}" if own else change
        if following == "of":
            if words[min(behind + 1, len(words) - 1)].low in ("whom", "which", "these", "them"):
                return f"share of {before}" if before else "share"
            return f"share {self._of_phrase(behind)}".rstrip()
        own = self._said_of(number) or self._changed(number)
        if own is not None:
            return own
        if lead in ("to", "from") and before is not None:
            return without_change(before)
        second = words[first - 2].low if first > 1 else ""
        if second in ("compared", "against") and before is not None:
            return before
        if lead == "which" and second == "of" and before is not None:
            return f"share of {before}"
        if lead == "or" and before is not None:  # "rose $5 million, or 12%"
            moved = self._quantities[number - 1].direction
            whole = without_change(before) or before
            return f"{CHANGES[moved]} of {whole}" if moved else whole
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
        while at > max(floor, 0) and words[at].low in SKIPPED - DIRECTED:
            at -= 1
        if at < 1 or words[at].low not in ("by", "from", "to"):
            return None
        start = at
        while start > 0 and at - start < MAX_MEASURE_WORDS:
            low = words[start - 1].low
            if low in CHANGE_VERBS:
                break
            if not words[start - 1].is_word or words[start - 1].figure >= 0 or low in BREAKS:
                return None
            start -= 1
        if start == 0 or words[start - 1].low not in CHANGE_VERBS:
            return None
        if start == at:
            passive = start > 1 and words[start - 2].low in AUXILIARIES
            return self._clause_subject(start - 2) if passive else None
        return self._bare_phrase(start, at) or None

    def _moved(self, number: int, quantity: Quantity) -> str | None:
        """What a named change of an amount changed: "an increase of $5 million in payments"."""
        words = self._words
        first, behind = self._first[number], self._behind[number]
        if quantity.direction is None or behind >= len(words):
            return None
        change = CHANGES[quantity.direction]
        if words[behind].low in CHANGE_NOUNS:
            moved = self._behind_in(behind + 1)
            return f"{change} of {moved}" if moved else None
        if first < 2 or words[first - 1].low != "of":
            return None
        if words[first - 2].low in CHANGE_NOUNS:
            moved = self._behind_in(behind)
            return f"{change} of {moved}" if moved else None
        moved = self._phrase_before(first - 1)
        at = first - 1 - (len(moved.split()) if moved else 0)
        if moved and at > 1 and words[at - 1].low == "in" and words[at - 2].low in CHANGE_NOUNS:
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
        dimension = DIMENSIONS.get(tail)
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
        if words[at].low in CONJUNCTIONS:
            return None
        end = self._phrase_end(at)
        if end == at or words[end - 1].low in NO_NOUNS or words[at].low in NO_NOUNS:
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
            words[start].low in DETERMINERS
            or (words[start].figure >= 0 and not self._is_amount(start))
        ):
            start += 1
        end = self._phrase_end(start)
        if end == start or not words[end - 1].text.islower() or words[end - 1].low in TIMES:
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
                words[at].low in SKIPPED
                or words[at].text in "$€£¥\\~≈><"
                or (words[at].low == "of" and at and words[at - 1].low in SUMS)
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
            counted = words[at - 1] if at else None
            if counted is not None and counted.figure >= 0 and counted.low not in SCALE_WORDS:
                return f"worth of {counted.text}" if counted.is_word else "worth"  # "3 ships worth"
            noun = self._phrase_before(at)
            return f"worth of {noun}" if noun else "worth"
        verb = at
        while (
            verb >= 0
            and verb > at - 4
            and (words[verb].low.endswith("ly") or words[verb].low in CHANGE_ADVERBS)
        ):
            verb -= 1
        if words[verb].low not in VALUE_VERBS:
            return None
        if words[verb].low.endswith("ing") and words[verb].low != "being":
            return self._phrase_before(verb)  # "with capacity exceeding 5 million tons"
        while verb > 0 and (
            words[verb - 1].low in AUXILIARIES
            or words[verb - 1].low in EXPECTED
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
            if before.text in ",;:—()" or before.low in BREAKS or self._is_amount(start - 1):
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
            if low in PREPOSITIONS and low != "of":
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
                while following < end and words[following].low in DETERMINERS:
                    following += 1
                if following >= end or words[following].is_capital or words[following].figure >= 0:
                    break
                if not parts:
                    return ""
                parts.append("of")
                at = following
                continue
            if low in DETERMINERS or word.figure >= 0 or not word.is_word:
                if parts and word.is_word:
                    break
                at += 1
                continue
            if low.endswith(POSSESSIVES) or (low in AUXILIARIES):
                parts = []
                at += 1
                continue
            if low in CONJUNCTIONS and not parts:
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
        return self._words[start].text == word and not self._names.is_name(word)

    def _phrase_before(self, at: int) -> str | None:
        """The noun phrase that ends before word `at`."""
        words = self._words
        start = at
        while start > 0 and at - start < MAX_MEASURE_WORDS:
            before = words[start - 1]
            low = before.low
            if not before.is_word or before.figure >= 0:
                break
            if low in DETERMINERS or low in AUXILIARIES or low.endswith(("'s", "’s")):
                break
            if (low in PREPOSITIONS and low != "per") or low in BREAKS:
                break
            if low in ("and", "or") and (start == at or not words[start - 2].text.islower()):
                break
            if low in LIGHT_VERBS and low not in CHANGE_NOUNS | NOUN_VERBS:
                ahead = words[start - 2].low if start > 1 else ""
                if not (low.endswith("ed") and ahead in PREPOSITIONS | DETERMINERS):
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
                or before.low in AUXILIARIES
                or before.low in ("and", "which", "that", "who", "it", "they", "we")
                or is_plural(before.text)
            )
        return low in IRREGULAR_PASTS or (
            low.endswith("s") and before is not None and before.is_capital and at > 1
        )

    @staticmethod
    def _short(measure: str | None) -> str | None:
        if not measure:
            return None
        kept = measure.split()[:MAX_MEASURE_WORDS]
        while kept and kept[-1].lower() in FUNCTION_WORDS:
            kept.pop()
        return " ".join(kept) or None


def measure_words(measure: str) -> frozenset[str]:
    """The content words of a measure, singular and in lower case."""
    return frozenset(singularise(word) for word in content_words(measure))
