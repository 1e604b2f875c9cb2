"""Pairs of names for the same thing, where a document itself states them side by side.

Precision comes before recall: what stands in parentheses is mostly a place, a list or a remark. An
abbreviation has to be made of a name's initials (`initials.py`); any other second name has to be
quoted, or introduced by words such as "also known as".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briqa.lexicon.initials import is_abbreviation, letters_of, stands_for
from briqa.words import FUNCTION_WORDS


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """Two names for the same thing, as written.

    Attributes:
        name: the one that stands first.
        other: the one that stands beside it.
    """

    name: str
    other: str


_OPEN, _CLOSE = "\"“”«‘'", "\"“”»’'"
_QUOTED = re.compile(r"[\"“”«‘']{1,2}(?P<name>[^\"“”«»‘\n()]{2,60}?)[,.]?[\"”»’']{1,2}(?!\w)")
_PARENTHESES = re.compile(r"(?P<gap>\s?)\((?P<inner>[^()\n]{2,150})\)")
_INTRODUCED = re.compile(
    r"(?:(?:is|are|was|were|which is|that is)\s+)?"
    r"(?:(?:also|commonly|better|formerly|previously|officially|popularly|sometimes|often|locally|"
    r"originally|otherwise|informally|formally|widely|generally|now|once|together|collectively)\s+)*"
    r"(?:(?:hereafter|hereinafter|henceforth)(?:\s+(?:the|called|referred to as))?|"
    r"(?:known|referred to|abbreviated|nicknamed|dubbed|called|named|termed|styled)"
    r"(?:\s+(?:as|to|in short))?|aka|a\.k\.a\.|formerly|previously|the so-called|so-called|"
    r"in short|for short|short for|abbreviated|i\.e\.,?)\s*[:,]?\s*(?:simply\s+)?",
    re.IGNORECASE,
)
# Introductions that say two names, not a role or a description, even without quotation marks.
_NAMING = re.compile(
    r"\b(?:known|abbreviated|nicknamed|hereafter|hereinafter|henceforth|aka|formerly|previously|"
    r"also called|also named|called|named)\b|a\.k\.a\.|short",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"\s+(?=(?:(?:which|that)\s+(?:is|was|are|were)\s+|(?:is|was|are|were)\s+)?"
    r"(?:(?:also|commonly|better|formerly|previously|officially|popularly|otherwise|sometimes|now|"
    r"once)\s+(?:known|called|named|referred|abbreviated|nicknamed|dubbed)|"
    r"known as|abbreviated (?:as|to)|nicknamed|a\.k\.a\.|aka|hereafter|hereinafter|the so-called))"
)
_OR = re.compile(r",\s+or\s+(?:the\s+)?(?=[\"“]|[A-Z0-9])")
_LANGUAGE = re.compile(
    r"(?:in )?(?:Arabic|Chinese|Czech|Danish|Dutch|English|Finnish|French|German|Greek|Hungarian|"
    r"Italian|Japanese|Korean|Latin|Mandarin|Norwegian|Persian|Polish|Portuguese|Russian|Spanish|"
    r"Swedish|Thai|Turkish|Ukrainian|Vietnamese|pinyin):?\s+",
)
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")
_NAME_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# What no name has inside it.
_MARKS = re.compile(r"[\"“”«»;:?!()\[\]|]")
# They begin a sentence or stand before "known as"; they end no name.
_ADVERBS = frozenset(
    "also commonly better formerly previously officially popularly sometimes often locally "
    "originally otherwise now once later eventually today then thus hence".split()
)
# Words inside a name; "and" only where "the" stands before the whole ("the Belt and Road").
_LINKS = frozenset("of de du des la le von van der den di da del el al bin and & for the".split())
# Those before which a name to the left of them still goes on; "in" only between capitals, as in
# "Mill Zone in Cambodia".
_INNER_LINKS = _LINKS | {"in"}
_COMPANY_FORMS = frozenset(
    "inc incorporated llc lp l.p l.l.c ltd limited plc gmbh ag s.a sa".split()
)
# Behind these a name may only say where the thing is: "a mill in Ostrava known as the Grey Mill".
_WITHIN = re.compile(r"\b(?:in|near|at|on|from|outside|inside|of)\s+(?:the\s+)?$", re.IGNORECASE)
_PLACE_OF = re.compile(
    r"\b(?:city|town|village|port|province|state|republic|kingdom|county|district|island|river|"
    r"company|name)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A role in one document, not a name: "the Company", "the Second Agreement".
_ROLES = frozenset(
    "company companies corporation firm group registrant issuer agreement agreements plan plans "
    "act bank note notes parent subsidiary subsidiaries board committee seller buyer purchaser "
    "borrower borrowers lender lenders trust partnership fund funds state states party parties "
    "facility loan loans acquisition merger offering shares stock warrants debentures bonds "
    "amendment indenture period year report order orders policy project program programme system "
    "entity entities holder holders manager directors executives employees customer customers "
    "vessel vessels tenant landlord court city town university school government president code "
    "guidance standard update adjusted lease leases vendor transaction transactions spin "
    "separation debt tax reform rule rules credit term revolver swap swaps law services".split()
)
_MAX_NAME_WORDS = 8
# So many letters at the start of two words say that one is made of the other.
_AKIN = 4


def find_aliases(sentences: Iterable[str]) -> tuple[Alias, ...]:
    """The aliases that sentences state, each once, in their order.

    Args:
        sentences: sentences of the view.
    """
    found: dict[tuple[str, str], Alias] = {}
    for sentence in sentences:
        for alias in _in_sentence(sentence):
            found.setdefault((alias.name.lower(), alias.other.lower()), alias)
    return tuple(found.values())


def _in_sentence(sentence: str) -> Iterator[Alias]:
    for match in _PARENTHESES.finditer(sentence):
        yield from _parenthesis(sentence[: match.start()], match["inner"])
    for match in _APPOSITION.finditer(sentence):
        yield from _introduced(sentence[: match.start()], sentence[match.end() :])
    for match in _OR.finditer(sentence):
        yield from _or(sentence[: match.start()], sentence[match.end() :])


# -- in parentheses -----------------------------------------------------------------------------


def _parenthesis(before: str, inner: str) -> Iterator[Alias]:
    """From "Long Form (LF)", "LF (Long Form)", "Name (“Other”)", "Name (formerly Other)"."""
    before = before.rstrip()
    for piece in re.split(r"\s*[,;]\s*(?:or|and)?\s*|\s+or\s+", inner):
        intro = _INTRODUCED.match(piece)
        told = piece[intro.end() :] if intro else piece
        language = _LANGUAGE.match(told)
        if language:
            told = told[language.end() :]
        other, has_article, is_quoted = _unquoted(told)
        if not other:
            continue
        if is_abbreviation(other) and (name := _long_before(before, other)):
            yield Alias(name, other)
            continue
        if (short := _last_word(before)) and is_abbreviation(short) and stands_for(short, other):
            if not any(letter.isdigit() for letter in other):
                yield Alias(short, other)
            continue
        is_told = bool(intro and _NAMING.search(intro.group())) or bool(language)
        if is_told:
            yield from _named(before, other, is_role=has_article)
        elif is_quoted:
            # A quoted name alone may be the title of a person's book or film.
            yield from (
                alias
                for alias in _named(before, other, is_role=has_article)
                if _are_akin(alias.name, alias.other)
            )
        elif piece == inner and (quoted := _quoted_before(before)) and _is_compound(other):
            yield from _pair(quoted, other)


def _unquoted(text: str) -> tuple[str, bool, bool]:
    """A name without article and quotation marks, and whether it had them."""
    text = text.strip()
    article = re.match(r"(?:the|an?)\s+", text, re.IGNORECASE)
    if article:
        text = text[article.end() :]
    quoted = _QUOTED.match(text)
    if quoted:
        return quoted["name"].strip(), article is not None, True
    return text.strip(" .,"), article is not None, False


def _long_before(before: str, short: str) -> str | None:
    """The words at the end of a text whose initials an abbreviation is; the fewest that fit."""
    text = before.rstrip(_CLOSE + " ,")
    letters = len(letters_of(short))
    starts = [match.start() for match in _TOKEN.finditer(text)]
    loose: str | None = None
    for start in reversed(starts[-min(letters + 5, letters * 2) :]):
        long = text[start:].lstrip(_OPEN + "(")
        if re.search(r"[;:()\"“”]", long):
            break
        begin = _WORD.search(long)
        if begin is None or begin.group().lower() in FUNCTION_WORDS:
            continue
        if stands_for(short, long, initials_only=True):
            return _POSSESSIVE.sub("", long)
        if loose is None and stands_for(short, long):
            loose = _POSSESSIVE.sub("", long)
    return loose


def _last_word(before: str) -> str | None:
    words = before.rsplit(maxsplit=1)
    return words[-1].strip(_OPEN + _CLOSE + "(,") if words else None


def _quoted_before(before: str) -> str | None:
    """The quoted name that ends a text."""
    if not before or before[-1] not in _CLOSE:
        return None
    start = max(before.rfind(mark, 0, len(before) - 1) for mark in '"“«')
    name = before[start + 1 : -1].strip(" ,.")
    return name if start >= 0 and 2 <= len(name) <= 60 else None


def _is_compound(name: str) -> bool:
    """Whether a name is one word of several parts: "Yiwu-Xinjiang-Europe"."""
    parts = re.split(r"[-–]", name)
    return len(parts) > 1 and all(part[:1].isupper() and part.isalpha() for part in parts)


# -- introduced by words ------------------------------------------------------------------------


def _introduced(before: str, behind: str) -> Iterator[Alias]:
    """From "Name, also known as Other"."""
    intro = _INTRODUCED.match(behind)
    if not intro:
        return
    other, has_article, is_quoted = _unquoted(behind[intro.end() :])
    if not is_quoted:
        other = _name_at_start(other)
    if not other:
        return
    is_thing = has_article or not before.endswith(",")
    for alias in _named(before.rstrip(","), other, is_role=has_article and is_quoted):
        place = before[: before.rfind(alias.name)]
        if not (is_thing and _WITHIN.search(place)) or _PLACE_OF.search(place):
            yield alias


def _or(before: str, behind: str) -> Iterator[Alias]:
    """From "Long Form, or LF,"."""
    other, _, _ = _unquoted(behind)
    short = re.match(r"[\w&-]+(?=[,.;:)]|$)", other)
    if short and is_abbreviation(short.group()):
        name = _long_before(before, short.group())
        if name:
            yield Alias(name, short.group())


def _named(before: str, other: str, *, is_role: bool) -> Iterator[Alias]:
    """The name that ends a text with another that was quoted or introduced behind it."""
    words = _WORD.findall(other)
    if not _is_name(other) or len(words) > _MAX_NAME_WORDS:
        return
    if words[-1].lower() in _ROLES and (is_role or len(words) == 1):
        return
    name = _quoted_before(before) or _name_at_end(before)
    if name and (not is_role or _key(other)[-1] in _key(name)):
        yield from _pair(name, other)


def _pair(name: str, other: str) -> Iterator[Alias]:
    if _is_name(name) and _is_name(other) and _key(name) != _key(other):
        yield Alias(name, other)


def _are_akin(name: str, other: str) -> bool:
    """Whether two names have a word in common, or the beginning of one, or one inside another."""
    return any(
        left == right
        or (
            min(len(left), len(right)) >= _AKIN
            and (left[:_AKIN] == right[:_AKIN] or left in right or right in left)
        )
        for left in _key(name)
        for right in _key(other)
    )


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


def _is_name(text: str) -> bool:
    """Whether a text is written as a name: begins with a capital and has no loose figures."""
    words = _NAME_WORD.findall(text)
    if not words or not 2 <= len(text) <= 90 or _MARKS.search(text):
        return False
    if words[0].lower() in FUNCTION_WORDS or words[-1].lower() in _ADVERBS:
        return False
    content = [word for word in words if word.lower() not in _INNER_LINKS and not word.isdigit()]
    capitals = [word for word in content if word != word.lower()]
    return bool(content) and len(capitals) == len(content) and not words[0].isdigit()


def _name_at_end(text: str) -> str | None:
    """The run of capitalised words that ends a text."""
    text = text.rstrip(" ,")
    tokens = list(_TOKEN.finditer(text))
    first = len(tokens)
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 2 * _MAX_NAME_WORDS), -1):
        token = tokens[index].group()
        following = tokens[index + 1].group() if index + 1 < len(tokens) else None
        if following and token[-1] in ",;:.)!?" and not _goes_on(token, following):
            break
        if _starts_name(token):
            first = index
        elif token.lower() == "the" or token.lower() not in _INNER_LINKS:
            break
    while first < len(tokens) and _leading(tokens[first].group()):
        first += 1
    if first == len(tokens):
        return None
    kept = [match.group() for match in tokens[first:]]
    has_article = first > 0 and tokens[first - 1].group().lower() == "the"
    if not has_article and ({"and", "&"} & set(kept)):
        first += max(index for index, token in enumerate(kept) if token in ("and", "&")) + 1
    return text[tokens[first].start() :].strip(_OPEN + _CLOSE + " (,") or None


def _starts_name(token: str) -> bool:
    bare = token.strip(_OPEN + _CLOSE + "([,.")
    return bool(bare) and (bare[0].isupper() or any(letter.isupper() for letter in bare[1:]))


def _leading(token: str) -> bool:
    """Whether a capitalised word at the start of a run belongs to the sentence, not the name."""
    return token.strip(_OPEN + ",").lower() in FUNCTION_WORDS | _LINKS


def _goes_on(token: str, following: str) -> bool:
    """Whether a name goes on behind a token with a mark: "J. Doe", "Acme, Inc."."""
    return _is_short_form(token) or (
        token[-1] == "," and following.strip('().,"“”').lower() in _COMPANY_FORMS
    )


def _is_short_form(token: str) -> bool:
    """Whether a token ends in a point of its own: "Inc.", "J.", "St."."""
    return token[-1] == "." and len(token) <= 5


def _name_at_start(text: str) -> str:
    """The run of capitalised words that begins a text."""
    behind = 0
    text = text.split("(", maxsplit=1)[0]
    for index, match in enumerate(_TOKEN.finditer(text)):
        token = match.group()
        if _starts_name(token):
            behind = match.end()
            if token[-1] in ",;:.)" and not _is_short_form(token):
                break
        elif index == 0 or token.lower() not in _LINKS - {"and", "&", "for", "the"}:
            break
    return text[:behind].strip(_OPEN + _CLOSE + " ,.;:)")
