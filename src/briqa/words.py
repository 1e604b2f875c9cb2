"""Words and function words: what of a text can carry a topic."""

import re

_WORD = re.compile(r"[^\W_]+")

# Articles, pronouns, prepositions, conjunctions, auxiliaries, question words, and what is left of
# contractions. Words of quantity ("most", "more") count too: they say how much, not of what.
FUNCTION_WORDS = frozenset(
    "a an the this that these those it its they them their he she his her him we our us you your "
    "i me my who whom whose which what when where why how there here "
    "is are was were be been being am do does did doing has have had having can could may "
    "might must shall should will would "
    "of in on at to for from by with within into onto under between among through "
    "during as than about via per "
    "and or nor but if so because while although though not no any some all such "
    "much many s t re ve ll d m".split()
)


def words(text: str) -> list[str]:
    """The words of a text in order, as the lexical index cuts them: runs of letters and digits."""
    return _WORD.findall(text)


def content_words(text: str) -> list[str]:
    """The words of a text that aren't function words, in order.

    >>> content_words("How many routes does the port have?")
    ['routes', 'port']
    """
    return [word for word in words(text) if word.lower() not in FUNCTION_WORDS]


def is_unicode(text: str) -> bool:
    """Whether a text is whole Unicode, free of the halves that undecodable bytes leave behind."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
