"""Enumerations inside a sentence: "A, B, and C", "A; B; C", "such as A and B".

Only marks and words of closed classes tell where an item begins and ends. A comma inside brackets,
quotes, a figure or a date divides nothing, and a bare "and" divides at the list's own level alone:
behind the last comma of a list that has no ", and", or inside a group that repeats its preposition
("of copper and zinc, and of timber").
"""

from collections.abc import Iterator, Sequence
from typing import Final

from briqa.answer.phrases import Token, sentence_tokens
from briqa.patterns import lazy_pattern
from briqa.quantities.role_words import (
    AUXILIARIES,
    IRREGULAR_PASTS,
    LIGHT_VERBS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    VALUE_VERBS,
    word_set,
)
from briqa.spans import Span, TextView
from briqa.values import dataclass

_COORDINATORS: Final = word_set("and or plus nor & and/or")
# Behind these a list begins, wherever in the clause they stand.
_TRIGGERS: Final = (
    ("such", "as"), ("for", "example"), ("for", "instance"), ("consist", "of"),
    ("consists", "of"), ("consisted", "of"), ("consisting", "of"),
    ("including",), ("include",), ("includes",), ("included",), ("like",), ("namely",),
    ("comprise",), ("comprises",), ("comprised",), ("comprising",), ("e.g",), ("i.e",),
)  # fmt: skip
# These open a list only if no clause follows them.
_WEAK_TRIGGERS: Final = frozenset({":", "are", "were", "is", "was", "be"})
_CLAUSE_OPENERS: Final = word_set(
    "which who whom whose where while whereas but yet although though because since so when if that"
    " then thus however"
)
_SUBJECTS: Final = (PRONOUNS - word_set("its their his her our")) | word_set("there i you")
_ARTICLES: Final = word_set("the a an")
_MARKS_OF_ITEM: Final = _ARTICLES | word_set("how what whether its their")
_OPENING: Final = "(["
_CLOSING: Final = ")]"
_YEAR: Final = lazy_pattern(r"(?:1\d|20)\d\d")
_LEAD_TOKENS: Final = 12
_MAX_ITEM_TOKENS: Final = 30
_SHORT_ITEM: Final = 3
_MAX_QUOTED: Final = 12


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list inside a sentence.

    Attributes:
        items: the spans of its items in the canonical text, in order.
        texts: their readings.
        lead: the reading of the words before it.
        is_announced: whether a colon or words such as "such as" open it.
    """

    items: tuple[Span, ...]
    texts: tuple[str, ...]
    lead: str
    is_announced: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens between two separators; `joint` is the coordinator before it, "," or ""."""

    first: int
    behind: int
    joint: str


def find_enumerations(view: TextView, sentence: Span) -> tuple[Enumeration, ...]:
    """The enumerations of a sentence, in text order.

    Args:
        view: the document's view.
        sentence: the sentence, canonical.
    """
    tokens = sentence_tokens(view, sentence)
    return tuple(_Finder(view, tokens).find())


class _Finder:
    """The tokens of one sentence, and which of them stand inside brackets or quotes."""

    def __init__(self, view: TextView, tokens: Sequence[Token]) -> None:
        self._view = view
        self._tokens = tokens
        self._inside = _enclosed(tokens)

    def find(self) -> Iterator[Enumeration]:
        yield from self._at_the_top()
        for first, behind in _brackets(self._tokens):
            self._inside[first:behind] = _enclosed(self._tokens[first:behind])
            yield from self._comma_lists(first, behind, announced=True)

    def _at_the_top(self) -> Iterator[Enumeration]:
        for first, behind, announced in self._stretches():
            semicolons = self._semicolon_list(first, behind, announced=announced)
            if len(semicolons) > 1:
                yield self._enumeration(semicolons, announced=announced)
                continue
            begin = first
            for at in [*self._marks(first, behind, ";"), behind]:
                yield from self._comma_lists(begin, at, announced=announced and begin == first)
                begin = at + 1

    # --- where a list may stand

    def _stretches(self) -> list[tuple[int, int, bool]]:
        """The stretches between colons, triggers and clauses; whether each is announced."""
        tokens = self._tokens
        bounds: list[tuple[int, int, bool]] = [(0, 0, False)]  # end before, start, announced
        at = 0
        while at < len(tokens):
            width = 0 if self._inside[at] else self._trigger(at)
            if width:
                bounds.append((at, at + width, True))
                at += width
                continue
            if not self._inside[at] and tokens[at].text == "," and self._opens_clause(at + 1):
                bounds.append((at, at + 1, False))
            at += 1
        ends = [before for before, _, _ in bounds[1:]] + [len(tokens)]
        return [
            (start, end, announced)
            for (_, start, announced), end in zip(bounds, ends, strict=True)
            if start < end
        ]

    def _trigger(self, at: int) -> int:
        """How many tokens open a list at a token; 0 where none do."""
        tokens = self._tokens
        if tokens[at].low in _WEAK_TRIGGERS:
            return int(not self._then_clause(at + 1))
        for words in _TRIGGERS:
            if tuple(token.low for token in tokens[at : at + len(words)]) == words:
                width = len(words)
                while at + width < len(tokens) and tokens[at + width].text in ",.:":
                    width += 1
                return width
        return 0

    def _then_clause(self, at: int) -> bool:
        """Whether a clause or an attribute follows up to the next mark, and no noun by itself."""
        tokens = self._tokens
        if at >= len(tokens) or tokens[at].low in PREPOSITIONS or tokens[at].text == ",":
            return True
        for place in range(at, len(tokens)):
            if tokens[place].text in ",;:." and not self._inside[place]:
                return False
            low = tokens[place].low
            if low in _SUBJECTS or low == "to" or self._is_verb(tokens[place]):
                return True
            if place == at and low.endswith(("ed", "ing")) and tokens[place].text.islower():
                return True
        return False

    def _opens_clause(self, at: int) -> bool:
        tokens = self._tokens
        if at < len(tokens) and tokens[at].low in _COORDINATORS:
            at += 1
        if at >= len(tokens):
            return False
        low = tokens[at].low
        return low in _CLAUSE_OPENERS or low in _SUBJECTS

    def _marks(self, first: int, behind: int, mark: str) -> list[int]:
        return [
            at
            for at in range(first, behind)
            if self._tokens[at].text == mark and not self._inside[at]
        ]

    def _semicolon_list(self, first: int, behind: int, *, announced: bool) -> list[tuple[int, int]]:
        marks = self._marks(first, behind, ";")
        if not announced or not marks:
            return []
        cuts = zip([first, *(at + 1 for at in marks)], [*marks, behind], strict=True)
        return self._cleaned([(begin, end) for begin, end in cuts])

    # --- lists by commas

    def _comma_lists(self, first: int, behind: int, *, announced: bool) -> Iterator[Enumeration]:
        pieces = self._pieces(first, behind)
        begin = 0
        while begin < len(pieces):
            end = self._list_end(pieces, begin, first)
            group = pieces[begin:end]
            starts_announced = announced and begin == 0
            if starts_announced and self._tokens[first - 1].low in AUXILIARIES:
                # "is a market for copper, for tin, and for zinc": the groups say where it begins.
                starts_announced = self._repeated_preposition(group, first) is None
            is_last = end == len(pieces)
            items = self._items(group, first, announced=starts_announced, is_last=is_last)
            if len(items) > 1:
                yield self._enumeration(items, announced=starts_announced)
                rest = items[-1][1]
                if begin < end - 1 and end < len(pieces) and rest < pieces[end - 1].behind:
                    # "A, B, and C trade in D, E, and F": another list begins in the closing piece.
                    end -= 1
                    pieces[end] = _Piece(rest, pieces[end].behind, "")
            begin = end

    def _pieces(self, first: int, behind: int) -> list[_Piece]:
        """What stands between commas; a coordinator right behind a comma belongs to the joint."""
        tokens = self._tokens
        pieces: list[_Piece] = []
        begin, joint = first, ""
        for at in [*self._marks(first, behind, ","), behind]:
            if at < begin or (at < behind and self._joins_date(at)):
                continue  # inside an aside that was passed, or a date
            if at > begin:
                pieces.append(_Piece(begin, at, joint))
            begin, joint = at + 1, ","
            if begin < behind and tokens[begin].low in _COORDINATORS:
                joint, begin = tokens[begin].low, begin + 1
            elif [token.low for token in tokens[begin : begin + 3]] == ["as", "well", "as"]:
                joint, begin = "as well as", begin + 3
            if joint != "," and begin < behind and tokens[begin].text == ",":
                # ", and, in the east, D": what stands between the two commas is an aside.
                closing = self._marks(begin + 1, behind, ",")
                begin = (closing[0] if closing else begin) + 1
        return [piece for piece in pieces if piece.behind > piece.first]

    def _joins_date(self, at: int) -> bool:
        """Whether a comma stands inside a date: "3 May, 2020", "May 3, 2020"."""
        tokens = self._tokens
        return (
            0 < at < len(tokens) - 1
            and bool(_YEAR.fullmatch(tokens[at + 1].text))
            and (
                tokens[at - 1].low in MONTHS
                or (at > 1 and tokens[at - 1].text.isdigit() and tokens[at - 2].low in MONTHS)
            )
        )

    def _list_end(self, pieces: Sequence[_Piece], begin: int, first: int) -> int:
        """Behind the piece that closes the list which begins at a piece.

        A group that repeats the list's preposition, or is joined by "as well as", goes on with it.
        """
        led = self._repeated_preposition(pieces[begin:], first)
        is_open = True
        if led is None and all(piece.joint == "," for piece in pieces[begin + 1 :]):
            closers = (at for at in range(begin + 1, len(pieces)) if self._has_bare(pieces[at]))
            return next(closers, len(pieces) - 1) + 1
        for at in range(begin + 1, len(pieces)):
            piece = pieces[at]
            opener = self._tokens[piece.first].low
            if opener in PREPOSITIONS and opener != led and piece.joint != ",":
                return at  # "and for firms": another list
            if opener == led:
                is_open = True
            elif not is_open and piece.joint != "as well as":
                return at
            elif piece.joint != ",":
                is_open = False
        return len(pieces)

    def _items(
        self, pieces: Sequence[_Piece], first: int, *, announced: bool, is_last: bool
    ) -> list[tuple[int, int]]:
        if not announced:
            pieces = self._without_prelude(pieces, is_last=is_last)
        closed = any(piece.joint not in ("", ",") for piece in pieces)
        if not closed and not self._has_bare(pieces[-1]) and not (announced and len(pieces) > 2):
            return []
        start = pieces[0].first if announced else self._first_start(pieces, first)
        led = self._repeated_preposition(pieces, first)
        leads = len(pieces) < 2 or self._tokens[pieces[1].first].low not in _MARKS_OF_ITEM
        ranges: list[tuple[int, int]] = []
        for at, piece in enumerate(pieces):
            begin = start if at == 0 else piece.first
            opener = led if at == 0 and leads else self._tokens[piece.first].low
            is_group = led is not None and opener == led
            is_open = at == len(pieces) - 1 and not closed
            ranges.extend(self._split_bare(begin, piece.behind, is_open=is_open, is_group=is_group))
        if ranges:
            ranges[-1] = (ranges[-1][0], self._last_end(ranges, announced=announced))
        return self._cleaned(ranges)

    def _without_prelude(self, pieces: Sequence[_Piece], *, is_last: bool) -> Sequence[_Piece]:
        """The pieces from the one that holds the verb on: "In the east, the yard builds A, B …".

        Where nothing follows the list, a sentence that begins with a preposition has its subject
        behind the first comma.
        """
        for at in range(len(pieces) - 1, 0, -1):
            inside = self._tokens[pieces[at].first : pieces[at].behind]
            last = at == len(pieces) - 1
            if any(token.low in _SUBJECTS for token in inside):
                return pieces[at:]
            if not last and any(self._is_verb(token) for token in inside):
                return pieces[at:]
        opener = self._tokens[pieces[0].first]
        if is_last and len(pieces) > 2 and opener.low in PREPOSITIONS and pieces[0].first == 0:
            return pieces[1:]
        return pieces

    @staticmethod
    def _is_verb(token: Token) -> bool:
        return token.text.islower() and (
            token.low in AUXILIARIES or token.low in VALUE_VERBS or token.low in IRREGULAR_PASTS
        )

    def _has_bare(self, piece: _Piece) -> bool:
        return bool(self._bare(piece.first, piece.behind))

    def _bare(self, first: int, behind: int) -> list[int]:
        """The coordinators between two tokens that have words on either side."""
        return [
            at
            for at in range(first + 1, behind - 1)
            if self._tokens[at].low in _COORDINATORS
            and self._tokens[at].text != "&"
            and not self._inside[at]
        ]

    def _split_bare(
        self, begin: int, behind: int, *, is_open: bool, is_group: bool
    ) -> list[tuple[int, int]]:
        tokens = self._tokens
        bare = self._bare(begin, behind)
        if is_group:
            cuts = [at for at in bare if tokens[at + 1].low not in PREPOSITIONS]
        elif is_open:
            cuts = bare[:1]
        else:
            cuts = [at for at in bare if self._are_twins(begin, at, behind)]
        starts = [begin, *(at + 1 for at in cuts)]
        return list(zip(starts, [*cuts, behind], strict=True))

    def _are_twins(self, begin: int, at: int, behind: int) -> bool:
        """Whether "and" stands between two names of one kind: "Winter Cup and Summer Cup"."""
        left = [token for token in self._tokens[begin:at] if token.is_capital]
        right = []
        for token in self._tokens[at + 1 : behind]:
            if not token.is_capital:
                break
            right.append(token)
        return len(left) > 1 and len(right) > 1 and left[-1].low == right[-1].low

    def _repeated_preposition(self, pieces: Sequence[_Piece], first: int) -> str | None:
        """The preposition with which a later group begins, if it leads the list as well."""
        tokens = self._tokens
        lead = {token.low for token in tokens[first : pieces[0].behind]}
        if first > 0:
            lead.add(tokens[first - 1].low)
        for piece in pieces[1:]:
            opener = tokens[piece.first].low
            if opener in PREPOSITIONS and opener in lead:
                return opener
        return None

    def _first_start(self, pieces: Sequence[_Piece], first: int) -> int:
        """Where the first item begins, in a piece that begins with other words."""
        tokens = self._tokens
        begin, behind = pieces[0].first, pieces[0].behind
        if len(pieces) > 1:
            model = tokens[pieces[1].first]
        else:
            bare = self._bare(begin, behind)
            if not bare:
                return begin
            behind, model = bare[0], tokens[bare[0] + 1]
        led = self._repeated_preposition(pieces, first)
        if led is not None and model.low not in _MARKS_OF_ITEM:
            places = [at for at in range(begin, behind) if tokens[at].low == led]
            if places:
                return min(places[-1] + 1, behind - 1)
        if model.low in _MARKS_OF_ITEM:
            places = [at for at in range(begin, behind) if tokens[at].low in _MARKS_OF_ITEM]
            if places:
                # "the rise of the east": an article behind "of" belongs to the same item.
                while len(places) > 1 and tokens[places[-1] - 1].low == "of":
                    places.pop()
                return places[-1]
        if model.is_capital:
            return self._capitals_before(begin, behind)
        return self._run_before(pieces, begin, behind)

    def _capitals_before(self, begin: int, behind: int) -> int:
        tokens, at = self._tokens, behind - 1
        while at > begin and (
            tokens[at - 1].is_capital
            or self._inside[at - 1]
            or tokens[at - 1].text in "()[]"
            or (
                tokens[at - 1].low in ("of", "and", "&", "the", "for", "'s", "’s")
                and at - 1 > begin
                and (tokens[at - 2].is_capital or tokens[at - 2].low == "of")
            )
        ):
            at -= 1
        return at

    def _run_before(self, pieces: Sequence[_Piece], begin: int, behind: int) -> int:
        tokens, at = self._tokens, behind - 1
        while at > begin and tokens[at - 1].is_content and not self._is_verb(tokens[at - 1]):
            at -= 1
        shortest = min(
            (
                end - start
                for piece in pieces[1:]
                for start, end in self._split_bare(
                    piece.first, piece.behind, is_open=True, is_group=False
                )
            ),
            default=1,
        )
        if behind - at > shortest:
            # A word in -s or -ed behind another word of the run may be the verb: "yard ships coal".
            for place in range(behind - 2, at - 1, -1):
                follows = place > at or (place > 0 and tokens[place - 1].low in _SUBJECTS)
                if follows and _may_be_verb(tokens[place]):
                    return place + 1
        return at

    def _last_end(self, ranges: Sequence[tuple[int, int]], *, announced: bool) -> int:
        """Where the last item ends, in a piece that goes on with other words."""
        tokens = self._tokens
        begin, behind = ranges[-1]
        others = [token for first, end in ranges[:-1] for token in tokens[first:end]]
        used = {token.low for token in others}
        if not others:
            return behind
        capitals = all(
            any(token.is_capital for token in tokens[first:end]) for first, end in ranges[:-1]
        )
        names = all(token.is_capital for token in others if token.is_content)
        prepositions = bool((used & PREPOSITIONS) - {"of"})
        verbs = any(self._is_verb(token) for token in others)
        are_short = all(end - first <= _SHORT_ITEM for first, end in ranges[:-1])
        seen = False
        for at in range(begin + 1, behind):
            token, before = tokens[at], tokens[at - 1]
            if self._inside[at] or token.text in "()":
                continue
            low = token.low
            if not verbs and self._is_verb(token) and before.is_word:
                return at
            if low in _CLAUSE_OPENERS and not used & _CLAUSE_OPENERS:
                return at
            leaves = low == "as" or (low in PREPOSITIONS and low != "of" and not prepositions)
            if leaves and (not announced or capitals or are_short or low in ("as", "by", "via")):
                return at
            seen = seen or before.is_capital
            if names and seen and token.is_content and not token.is_capital and not announced:
                return at  # "Ghent, Liège, and Namur trade in"
        return behind

    # --- what comes out

    def _cleaned(self, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The items without articles, joints and marks at their ends; empty ones left out."""
        tokens = self._tokens
        found: list[tuple[int, int]] = []
        for begin, end in ranges:
            first, behind = begin, end
            while first < behind and (
                tokens[first].low in _COORDINATORS
                or tokens[first].low in _ARTICLES
                or (tokens[first].low in PREPOSITIONS and first + 1 < behind)
                or tokens[first].low in ("also", "both")
                or tokens[first].text in ',;.:–—“”"-*•'
            ):
                first += 1
            while behind > first and tokens[behind - 1].text in ',;.:–—“”"':
                behind -= 1
            is_item = any(token.is_word for token in tokens[first:behind])
            if is_item and behind - first <= _MAX_ITEM_TOKENS:
                found.append((first, behind))
        return found

    def _enumeration(self, items: Sequence[tuple[int, int]], *, announced: bool) -> Enumeration:
        spans = [
            Span(self._tokens[first].start, self._tokens[behind - 1].end) for first, behind in items
        ]
        text = self._view.text
        begin = self._tokens[max(0, items[0][0] - _LEAD_TOKENS)].start
        return Enumeration(
            tuple(self._view.to_canonical(span) for span in spans),
            tuple(" ".join(text[span.start : span.end].split()) for span in spans),
            " ".join(text[begin : spans[0].start].split()),
            announced,
        )


def _may_be_verb(token: Token) -> bool:
    low = token.low
    return token.text.islower() and (
        low in LIGHT_VERBS or low in IRREGULAR_PASTS or low.endswith(("ed", "s", "ing"))
    )


def _brackets(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The tokens inside each pair of round brackets, those that hold others left out."""
    found: list[tuple[int, int]] = []
    opening = -1
    for at, token in enumerate(tokens):
        if token.text == "(":
            opening = at
        elif token.text == ")" and opening >= 0:
            if at > opening + 1:
                found.append((opening + 1, at))
            opening = -1
    return found


def _enclosed(tokens: Sequence[Token]) -> list[bool]:
    """Whether each token stands inside brackets or a quoted title or phrase.

    What never closes encloses nothing, nor does a quotation of a whole sentence.
    """
    inside = [False] * len(tokens)
    opening: list[int] = []
    quote = -1
    for at, token in enumerate(tokens):
        if token.text in _OPENING:
            opening.append(at)
        elif token.text in _CLOSING and opening:
            begin = opening.pop()
            inside[begin + 1 : at] = [True] * (at - begin - 1)
        elif token.text == "“" or (token.text == '"' and quote < 0):
            quote = at
        elif token.text in '”"' and quote >= 0:
            if at - quote <= _MAX_QUOTED:
                inside[quote + 1 : at] = [True] * (at - quote - 1)
            quote = -1
    return inside
