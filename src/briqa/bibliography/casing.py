"""Letter case as CSL has it: title case for English, sentence case, and the plain ones."""

import re
from collections.abc import Sequence

from briqa.bibliography.markup import bare

# The words that title case leaves small: articles, conjunctions, short prepositions (CSL 1.0.2).
_SMALL = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via vs"
    " vs. with yet et al. de la le du von van der den".split()
)
_WORD = re.compile(r"[^\s\u2013\u2014/-]+")
_TAG = re.compile(r"</?(?:i|b|sup|sub)>")
_MARKS = "\ue000-\ue00b"
_LEADING = re.compile(rf"[\W{_MARKS}]*")
_SENTENCE_END = re.compile(rf"[:?!.\u2014][\"”’{_MARKS}]*\s*$")


def capitalised(text: str) -> str:
    """The first letter in upper case, if it is one; the rest as it is."""
    lead = _LEADING.match(text)
    at = lead.end() if lead else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def title_case(text: str) -> str:
    """Title case; words that have a capital already, and small words inside, stay.

    >>> title_case("ports of the lower river: a survey of iPhone-era trade")
    'Ports of the Lower River: A Survey of iPhone-Era Trade'
    """
    words = list(_WORD.finditer(text))
    parts: list[str] = []
    end = 0
    for index, word in enumerate(words):
        before = text[end : word.start()]
        parts.append(before)
        edge = _starts_sentence(text, word.start()) or index == len(words) - 1
        # The first part of a compound has a capital, whatever word it is (CMOS 18, 8.162).
        edge = edge or (text[word.end() : word.end() + 1] == "-" and not before.endswith("-"))
        parts.append(_title_word(word[0], edge=edge))
        end = word.end()
    return "".join([*parts, text[end:]])


def _title_word(word: str, *, edge: bool) -> str:
    plain = bare(word)
    if plain != plain.lower():
        small = plain.casefold() in _SMALL and plain.istitle()
        return word.lower() if small and not edge else word
    return word if plain.strip("(),;:“”\"'") in _SMALL and not edge else capitalised(word)


def sentence_case(text: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """Sentence case of a title in title case; words with capitals inside, and acronyms, stay.

    Args:
        text: the title.
        kept: ranges of it in which nothing changes.

    >>> sentence_case("Ports of the Lower River: A Survey of NASA Images")
    'Ports of the lower river: A survey of NASA images'
    """
    parts: list[str] = []
    end = 0
    for word in _WORD.finditer(_untagged(text)):
        parts.append(text[end : word.start()])
        stays = _starts_sentence(text, word.start()) or not _stripped(word[0]).istitle()
        stays = stays or any(start < word.end() and word.start() < stop for start, stop in kept)
        parts.append(word[0] if stays else word[0].lower())
        end = word.end()
    return "".join([*parts, text[end:]])


def is_title_case(text: str, kept: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether the words of a title have capitals as English titles do.

    Small words, the first one and those in `kept` say nothing; of the others there must be two,
    and at most one in five in lower case.
    """
    words = [
        _stripped(word[0])
        for word in _WORD.finditer(_untagged(text))
        if not _starts_sentence(text, word.start())
        and not any(start < word.end() and word.start() < stop for start, stop in kept)
    ]
    telling = [word for word in words if word.casefold() not in _SMALL and word[:1].isalpha()]
    lower = sum(word[0].islower() for word in telling)
    return len(telling) > 1 and lower * 5 <= len(telling)


def _untagged(text: str) -> str:
    """The text with spaces for its tags, so that offsets stay."""
    return _TAG.sub(lambda tag: " " * len(tag[0]), text)


def _stripped(word: str) -> str:
    return bare(word).strip("()[],;:“”\"'’")


def _starts_sentence(text: str, at: int) -> bool:
    before = _untagged(text[:at]).rstrip()
    return not before or bool(_SENTENCE_END.search(before))


def cased(text: str, case: str | None, *, english: bool) -> str:
    """The text in a `text-case` of CSL; title case is for English alone."""
    if case == "lowercase":
        return text.lower()
    if case == "uppercase":
        return text.upper()
    if case == "capitalize-first":
        return capitalised(text)
    if case == "capitalize-all":
        return " ".join(capitalised(word) for word in text.split(" "))
    if case == "title" and english:
        return title_case(text)
    if case == "sentence":
        return capitalised(text if english else text.lower())
    return text
