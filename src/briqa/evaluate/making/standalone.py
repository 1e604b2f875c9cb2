"""The sentences of a corpus that can stand alone: whole, and not about "it" or "these".

What a sentence is read with (headings, the sentence before) is gone once it is taken out, so one
that leans on them says too little by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briqa.evaluate.making.statements import Statement, Statements
from briqa.words import words

FEWEST_WORDS = 6
MOST_WORDS = 45
_HEAD = re.compile(r"^(?:[-•*]\s*)?(?:\(?\d{1,2}[).]\s*)?(?:[^:.;]{1,60}:\s+(?=[A-Z]))?")
_MARKER = re.compile(r"^(?:[-•*]\s*)?(?:\(\d{1,2}\)|\d{1,2}[.)])\s*")
_LEANING = re.compile(
    r"(?:it|its|they|their|them|this|that|these|those|he|his|she|her|such|here|there|both|some|"
    r"others?|another|each|one|however|therefore|thus|instead|then|furthermore|moreover|also|"
    r"additionally|see|refer|includes?|excludes?|represents?|consists? of|denominated|"
    r"similarly|likewise|otherwise|accordingly|consequently|besides|nevertheless|"
    r"for (?:example|instance|that)|in (?:addition|turn|particular|contrast|this|that|these)|"
    r"of (?:these|them|this|which|the)|among (?:these|them|the)|as a result|on the other|"
    r"at (?:that|the same) time|up to then|to that end|the (?:former|latter|other|others|same|"
    r"following|above|work|zone|rest|remaining)|the \d+)\b",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"The (?!Company|Group|company|group)")
# Behind the first words too, where they stand for something that another sentence names.
_LEANS_INSIDE = re.compile(
    r"(?:\b(?:as follows|the following|set forth|see (?:note|part|item)|described (?:above|below)|"
    r"(?:table|chart|discussion) (?:above|below)|aforementioned|respective notes?|"
    r"at that time|as a result|the two|the same)|, these)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A sentence that can be read by itself.

    Attributes:
        text: without list marker and run-in head.
        statement: the sentence of the corpus that it was.
        offset: where it begins in the text of that sentence.
    """

    text: str
    statement: Statement
    offset: int


def standalone_sentences(corpus: Statements) -> Iterator[Standalone]:
    """The sentences that can stand alone, each wording once, in their order."""
    seen: set[str] = set()
    for found in corpus.all:
        text = _without_head(found.text.strip())
        if not found.is_prose or text in seen or not _stands_alone(text):
            continue
        # "The routes link 300 ports": which routes, only a sentence before can say.
        if _NAMELESS.match(text) is None or corpus.names.find(text):
            seen.add(text)
            yield Standalone(text, found, len(found.text.rstrip()) - len(text))


def _without_head(text: str) -> str:
    text = _MARKER.sub("", text)
    head = _HEAD.match(text)
    return text[head.end() :] if head else text


def _stands_alone(text: str) -> bool:
    return (
        FEWEST_WORDS <= len(words(text)) <= MOST_WORDS
        and text.endswith((".", '."', ".”"))
        and (text[0].isupper() or text[0] in "$€£")
        and "\n" not in text
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and text.count("“") == text.count("”")
        and _LEANING.match(text) is None
        and _LEANS_INSIDE.search(text) is None
    )
