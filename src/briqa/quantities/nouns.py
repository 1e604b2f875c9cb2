"""Counted nouns: which noun a number counts, found behind its modifiers, with no dictionary.

The one thing to know: in English the noun behind a number other than one is plural, so the head of
"75 international container shipping routes, with" is the first plural word before anything that
ends a noun phrase (a preposition, an auxiliary, punctuation, another number).
"""

import re
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.units import IRREGULAR_PLURALS, singularise
from briqa.values import dataclass

MAX_WORDS: Final = 8  # "198 technical support and licensing operations employees" has six

_NEXT_WORD: Final = lazy_pattern(r"([ \u00a0]++[\"“‘']?)([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’/-]*+)([\"”]?)")

_ENDS_PHRASE: Final = frozenset(
    "a about above according across after again against ago all alone along already also although"
    " am amid among an any are around as at away be because been before began behind being below"
    " beside besides between beyond both but by came can could despite did do does down due during"
    " each either else even ever every except far for from got had has have having he hence her"
    " here him his how however i if in inside instead into is it its itself just later least less"
    " let like may me might more most must my near neither nor not now of off on once only onto or"
    " our out outside over per plus rather re respectively said saw says several shall she should"
    " since so some soon such-like than that the their them themselves then there therefore these"
    " they this those though through throughout thus till to today together too toward towards"
    " under until unto up upon us versus very via vs was we went were what when where whereas"
    " whether which while who whom whose why will with within without would yesterday yet you your"
    " rose fell grew reached became made took gave left led held kept won lost ran set put met"
    " sold bought paid spent cost brought remained included showed used worked lived died named"
    " annually nationally globally worldwide nationwide overall apiece total combined".split()
)
# Verbs that may stand between a number and what it is said to be ("35 are developed nations").
_COPULAS: Final = frozenset(("are", "were"))
_MAY_PASS: Final = frozenset(("and", "or", "&"))
_NOT_PLURAL: Final = frozenset(
    "always perhaps overseas afterwards towards sometimes besides yes its ours theirs hers gas"
    " bus plus lens alias atlas canvas christmas texas kansas paris wales news politics physics"
    " mathematics economics chess process access does goes says comes takes makes gives gets shows"
    " remains includes contains consists becomes begins ends follows happens represents requires"
    " promotes aims seeks concerns deals describes examines explains introduces discusses"
    " involves ensures allows enables helps serves operates manages encourages establishes"
    " strengthens connects governs requires protects deserves argues believes knows"
    " thinks creates receives achieves depends prevents supplies belongs"
    " provides appears exists refers seems means others upwards downwards indoors outdoors".split()
)
# Plurals that often modify another noun ("sales offices", "savings accounts").
_PLURAL_MODIFIERS: Final = frozenset(
    "sales savings goods sports arms customs operations systems services logistics securities"
    " earnings human-rights communications electronics graphics ceramics sciences arts".split()
)
_COLLECTIVES: Final = frozenset(
    "poor homeless unemployed elderly wounded injured dead staff youth crew faculty talent".split()
)


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """The noun that a number counts, singular, and where its word stands.

    `adjacent` is whether it stands right behind the number.
    """

    noun: str
    start: int
    end: int
    adjacent: bool


def find_counted(text: str, start: int, *, singular: bool) -> CountedNoun | None:
    """The noun counted by the number that ends at `start`.

    `singular` says that the number is one, so that the noun needn't be plural.
    """
    words = _phrase_words(text, start, singular=singular)
    if not words:
        return None
    if singular:
        return _singular_head(words, start)
    for index, word in enumerate(words):
        if is_plural(word.text):
            head = _last_of_compound(words, index)
            return _counted(head, adjacent=head is words[0] and not word.after_verb)
    last = words[-1]
    lowered = last.text.lower()
    if not last.after_verb and (lowered.endswith("ese") or lowered in _COLLECTIVES):
        return CountedNoun(lowered, last.start, last.end, adjacent=last is words[0])
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    after_verb: bool


def _phrase_words(text: str, start: int, *, singular: bool) -> list[_Word]:
    """The words of the noun phrase behind `start`, without what ends it."""
    words: list[_Word] = []
    at, after_verb = start, False
    for _ in range(MAX_WORDS):
        match = _NEXT_WORD.match(text, at)
        if match is None:
            break
        word = match.group(2)
        lowered = word.lower()
        at = match.end()
        if lowered in _COPULAS and not words:
            after_verb = True
            continue
        if lowered in _MAY_PASS and words and not singular and not is_plural(words[-1].text):
            continue
        if lowered in _ENDS_PHRASE or lowered in _MAY_PASS or lowered.endswith(("n't", "n’t")):
            break
        word, ends = _cut(word)
        words.append(_Word(word, match.start(2), match.start(2) + len(word), after_verb))
        if ends or match.group(3):
            break
    return words


def _cut(word: str) -> tuple[str, bool]:
    """The word without a possessive, a full stop or an alternative, and whether it ends there."""
    if re.match(r"[A-Z]{2,}['’]s$", word):  # "RSU's" for RSUs
        return word, False
    first, slash, _ = word.partition("/")
    if slash and is_plural(first):
        return first, True
    bare = re.sub(r"['’]s?$", "", word)
    if bare != word:
        return bare or word, True
    stripped = word.rstrip(".-'’/")
    if stripped != word and not re.fullmatch(r"(?:[A-Z]\.)+", word):
        return stripped or word, True
    return word, False


def _last_of_compound(words: list[_Word], index: int) -> _Word:
    """The head of "sports teams": the last of the plurals in a row that begins at `index`."""
    while index + 1 < len(words) and is_plural(words[index + 1].text):
        index += 1
    if words[index].text.lower() in _PLURAL_MODIFIERS:
        for later in words[index + 1 :]:
            if is_plural(later.text):
                return later
    return words[index]


def _singular_head(words: list[_Word], start: int) -> CountedNoun | None:
    """The noun behind "one": the last word before the phrase or a verb form ends."""
    head: _Word | None = None
    for word in words[:4]:
        lowered = word.text.lower()
        if lowered in ("other", "another", "one", "ones") or lowered.endswith("ly"):
            break
        if head is not None and lowered.endswith(("ed", "ing")) and word.text.islower():
            break
        if is_plural(word.text) and lowered not in _PLURAL_MODIFIERS:
            head = head or word  # behind a noun it is a verb: "one plate moves"
            break
        head = word
    if head is None or head.after_verb or (head.text[0].isupper() and head is words[0]):
        return None
    return _counted(head, adjacent=head is words[0])


def _counted(word: _Word, *, adjacent: bool) -> CountedNoun:
    head = re.sub(r"['’]", "", word.text.rpartition("-")[2] or word.text)
    if re.fullmatch(r"[A-Z]{2,}s", head):
        return CountedNoun(head[:-1].lower(), word.start, word.end, adjacent)
    return CountedNoun(singularise(head), word.start, word.end, adjacent)


def is_plural(word: str) -> bool:
    """Whether `word` looks like a plural noun."""
    lowered = word.lower()
    if re.fullmatch(r"[A-Z]{2,}['’]?s", word):
        return True
    if lowered in IRREGULAR_PLURALS:
        return True
    if len(lowered) < 3 or not lowered.endswith("s") or lowered in _NOT_PLURAL:
        return False
    return not lowered.endswith(("ss", "us", "is", "ous", "'s", "’s"))
