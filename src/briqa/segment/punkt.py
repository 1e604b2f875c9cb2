"""Punkt as NLTK has it (Kiss and Strunk 2006), with less work for the same results.

The one thing to know: everything that NLTK's training notes on a token follows from its characters,
the token before it, and whether a line begins with it. So each pair of neighbours is read once,
however often it stands in the text, which takes two fifths of the time. Import this module once
`briqa.segment.sentences` has put nltk off.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from nltk.tokenize.punkt import (
    _ORTHO_MAP,
    PunktLanguageVars,
    PunktParameters,
    PunktSentenceTokenizer,
    PunktToken,
    PunktTrainer,
)

_SENTENCE_ENDS = (".", "?", "!")
# White space to Python's own patterns, but not to those that NLTK compiles.
_SEPARATORS = re.compile(r"[\x1c-\x1f]")
_NUMBER = re.compile(PunktToken._RE_NUMERIC.pattern)  # noqa: SLF001

# A word that is no initial, its period, and a word behind it.
_PLAIN_END = re.compile(r"([A-Za-z]{2,})\.\s+[A-Za-z]\S*")
_PLAIN_WORD = re.compile(r"[A-Za-z]{2,}\.")

Line = tuple[Sequence[str], bool]
"""A line's tokens, and whether a blank line stands before it."""


class SentenceTokenizer(PunktSentenceTokenizer):  # type: ignore[misc]  # nltk has no types
    """NLTK's tokenizer, which sees most ends of sentences at a glance."""

    def text_contains_sentbreak(self, text: str) -> bool:
        """Whether a sentence ends at the mark in a word, the mark, and what follows it.

        What was learnt of words decides only behind abbreviations, initials and figures, as long as
        there are no collocations.
        """
        plain = _PLAIN_END.fullmatch(text)
        if (
            plain is not None
            and plain[1].lower() not in self._params.abbrev_types
            and not self._params.collocations
        ):
            return True
        return bool(super().text_contains_sentbreak(text))


def learn(text: str) -> PunktParameters:
    """What NLTK's trainer learns of sentence starters and orthographic contexts.

    Contexts of words that were only asked for, which NLTK keeps as zeros, are left out, and no
    collocations are looked for.

    Args:
        text: the text.
    """
    trainer = _Trainer()
    trainer.read(list(_lines(text)))
    parameters: PunktParameters = trainer.get_params()
    return parameters


def _lines(text: str) -> Iterator[Line]:
    tokenise = _tokeniser(text)
    is_behind_blank = False
    for line in text.split("\n"):
        tokens = tokenise(line) if line.strip() else []
        if tokens:
            yield tokens, is_behind_blank
        is_behind_blank = not tokens


def _tokeniser(text: str) -> Callable[[str], list[str]]:
    """What cuts a line of the text into tokens.

    NLTK guards each match by a clock, and what it compiles with is slower too; its pattern means
    the same to Python but for some separators.
    """
    language = PunktLanguageVars()
    if _SEPARATORS.search(text):
        return language.word_tokenize  # type: ignore[no-any-return]  # nltk has no types
    return re.compile(language._word_tokenizer_re().pattern, re.VERBOSE).findall  # noqa: SLF001


class _Trainer(PunktTrainer):  # type: ignore[misc]  # nltk has no types
    """Fills in the counts of NLTK's trainer, whose formulas are used as they are."""

    def read(self, lines: Sequence[Line]) -> None:
        """Reads a text's lines; once."""
        self._finalized = False
        tokens = Counter[str]()
        for line, _ in lines:
            tokens.update(line)
        types = {token: _type(token) for token in tokens}
        self._count_types(tokens, types)
        sure = {token for token in tokens if self._is_plain_end(token)}
        ends = self._other_ends(tokens.keys() - sure)
        breaks = {*sure, *(token for token, end in ends.items() if end.sentbreak)}
        self._sentbreak_count = sum(tokens[token] for token in breaks)
        # A period behind a number or an initial may be no sentence end.
        sure.update(
            token
            for token in breaks - sure
            if not (ends[token].is_number or ends[token].is_initial)
        )
        behind = dict.fromkeys(tokens, "internal")
        behind.update((token, "unknown") for token, end in ends.items() if end.abbr or end.ellipsis)
        behind.update((token, "initial" if token in sure else "unknown") for token in breaks)
        written = {
            token: types[token][:-1] if token in breaks and len(types[token]) > 1 else types[token]
            for token in tokens
        }
        pairs = Counter[tuple[str, str]]()
        for line, _ in lines:
            pairs.update(itertools.pairwise(line))
        contexts = {(behind[token], following) for token, following in pairs}
        contexts.update(_line_contexts(lines, behind))
        self._note_contexts(contexts, written)
        pairs.update((before[-1], line[0]) for (before, _), (line, _) in itertools.pairwise(lines))
        for (token, following), count in pairs.items():
            if token in sure and token[-1] == "." and _is_alphabetic(following):
                self._sent_starter_fdist[types[following]] += count

    def _count_types(self, tokens: Counter[str], types: dict[str, str]) -> None:
        counts = Counter[str]()
        for token, count in tokens.items():
            counts[types[token]] += count
            if token[-1] == ".":
                self._num_period_toks += count
        self._type_fdist.update(counts)
        candidates = sorted(typ for typ in counts if typ[-1] == ".")
        for abbreviation, score, _ in self._reclassify_abbrev_types(candidates):
            if score >= self.ABBREV:
                self._params.abbrev_types.add(abbreviation)

    def _is_plain_end(self, token: str) -> bool:
        """Whether a token is a word with its period that no abbreviation or initial looks like."""
        return (
            _PLAIN_WORD.fullmatch(token) is not None
            and token[:-1].lower() not in self._params.abbrev_types
        )

    def _other_ends(self, tokens: Iterable[str]) -> dict[str, PunktToken]:
        """The other tokens that may end a sentence, as NLTK's first pass marks them."""
        ends = {token: PunktToken(token) for token in tokens if token[-1] in _SENTENCE_ENDS}
        for end in ends.values():
            self._first_pass_annotation(end)
        return ends

    def _note_contexts(self, contexts: Iterable[tuple[str, str]], written: dict[str, str]) -> None:
        for context, token in contexts:
            flag = _ORTHO_MAP.get((context, _first_case(token)), 0)
            if flag:
                self._params.add_ortho_context(written[token], flag)


def _line_contexts(lines: Sequence[Line], behind: dict[str, str]) -> Iterator[tuple[str, str]]:
    """In what context the first token of each line stands, with that token."""
    context = "internal"
    for line, is_behind_blank in lines:
        if is_behind_blank and context != "unknown":
            context = "initial"
        elif context == "internal":
            context = "unknown"
        yield context, line[0]
        context = behind[line[-1]]


def _type(token: str) -> str:
    """NLTK's type of a token: in lower case, all numbers alike."""
    return "##number##" if _NUMBER.match(token) else token.lower()


def _first_case(token: str) -> str:
    if token[0].islower():
        return "lower"
    return "upper" if token[0].isupper() else "none"


def _is_alphabetic(token: str) -> bool:
    if token.isascii() and token.isalpha():
        return True
    return PunktToken._RE_ALPHA.match(token) is not None  # noqa: SLF001
