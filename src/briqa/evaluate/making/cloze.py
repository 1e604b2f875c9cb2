"""Cloze questions: a sentence of the corpus with one figure, date or name left out.

The one thing to know: a sentence makes a question only if what is left of it tells what belongs
into the blank. So it has to stand alone, name whom it is about, and no other sentence may bear
most of its words and another figure.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briqa.evaluate.making.blanks import FIGURE_KINDS, Blank, BlankKind, blanks
from briqa.evaluate.making.standalone import Standalone, standalone_sentences
from briqa.evaluate.making.statements import YEAR, Statement, Statements, span_of
from briqa.evaluate.making.whole_names import VERB, is_role
from briqa.quantities import Quantity
from briqa.spans import Span
from briqa.store import StoredDocument
from briqa.words import words

BLANK: Final = "___"
# How often each kind of blank is taken where a sentence has several.
_WEIGHTS: Final[Mapping[BlankKind, float]] = {"figure": 0.6, "date": 0.2, "name": 0.2}
_FEWEST_STEMS: Final = 6
_MOST_WORDS: Final = 36
# A sentence that shares so much with the rest may be meant by it too.
_RIVAL_SHARE: Final = 0.7
_OPENING_ARTICLE: Final = re.compile(r"(?:[^,]{1,60},\s)?[Tt]he\s")
# What points at another sentence, here or behind the first words.
_POINTING: Final = re.compile(
    r"\b(?:these|this|those|them|such|then|resulting|subsequent|latter|former|"
    r"the (?:same|other|decade|period|season)|(?<!^)(?<![,;]\s)(?<!and\s)(?<!that\s)there)\b"
    r"|:\s+[-•*]\s"
    r"|^(?:as|[^,]{1,60},)\s(?:it|its|they|their|he|his|she|her|some|both|we|our)\b",
    re.IGNORECASE,
)
_LONGEST_PHRASE: Final = 6


@dataclass(frozen=True, slots=True)
class ClozeQuestion:
    """A sentence with a blank.

    Attributes:
        text: the sentence with the blank.
        statement: the sentence of the corpus.
        kind: what is left out.
        answer: what is left out, as the view has it.
        span: where that stands in the document.
        quantity: the figure that is left out; None for a date or a name.
    """

    text: str
    statement: Statement
    kind: BlankKind
    answer: str
    span: Span
    quantity: Quantity | None

    @property
    def qid(self) -> str:
        """Its id, from the blank's place."""
        return f"cloze-{self.statement.docid}-{self.span.start}"


def cloze_questions(
    corpus: Statements, documents: Mapping[str, StoredDocument], *, seed: int
) -> Iterator[ClozeQuestion]:
    """At most one question of each sentence, in text order.

    Args:
        corpus: the sentences to ask about, which are all that the questions are asked of.
        documents: the documents of these sentences, by docid.
        seed: fixes what is left out; it doesn't depend on other sentences.
    """
    for sentence in standalone_sentences(corpus):
        if len(words(sentence.text)) > _MOST_WORDS or _leans(sentence.text):
            continue
        stored = documents[sentence.statement.docid]
        found = [
            blank
            for blank in blanks(sentence, stored, corpus)
            if _is_telling(sentence, blank, corpus)
        ]
        if found:
            statement = sentence.statement
            rng = random.Random(f"{seed} {statement.docid} {statement.span.start}")
            blank = rng.choices(found, [_WEIGHTS[each.kind] for each in found])[0]
            yield _question(sentence, blank, stored)


def _leans(text: str) -> bool:
    """Whether only a sentence before can say whom or what it is about.

    "In 2011, the harbour was dredged" says of no harbour which; "the harbour of Ferrytown" does.
    """
    if _POINTING.search(text):
        return True
    opening = _OPENING_ARTICLE.match(text)
    if opening is None:
        return False
    for word in text[opening.end() :].split()[:_LONGEST_PHRASE]:
        if word[0].isupper():
            return False
        if VERB.match(word) or word.endswith(","):
            return True
    return True


def _question(sentence: Standalone, blank: Blank, stored: StoredDocument) -> ClozeQuestion:
    start, end = blank.range
    shown = Span(sentence.offset + start, sentence.offset + end)
    return ClozeQuestion(
        sentence.text[:start] + BLANK + sentence.text[end:],
        sentence.statement,
        blank.kind,
        sentence.text[start:end],
        span_of(sentence.statement, shown, stored),
        blank.quantity if blank.kind == "figure" else None,
    )


def _is_telling(sentence: Standalone, blank: Blank, corpus: Statements) -> bool:
    """Whether the rest names whom it is about, and nothing else in the corpus fits it as well."""
    start, end = blank.range
    rest_text = f"{sentence.text[:start]} {sentence.text[end:]}"
    rest = corpus.stem_set(rest_text)
    named = [rest_text[first:last] for first, last in corpus.names.find(rest_text)]
    if len(rest) < _FEWEST_STEMS or all(map(is_role, named)):
        return False
    if blank.kind == "name" and not YEAR.search(rest_text) and not _has_figure(sentence):
        return False
    # Sentences of the same things in other years or places aren't meant by these words.
    needed = corpus.stem_set(" ".join((*named, *YEAR.findall(rest_text))))
    return not any(
        needed <= found.stems and _is_other(found, sentence.statement, blank)
        for found in corpus.share(rest, _RIVAL_SHARE)
    )


def _has_figure(sentence: Standalone) -> bool:
    return any(quantity.kind in FIGURE_KINDS for quantity in sentence.statement.quantities)


def _is_other(found: Statement, statement: Statement, blank: Blank) -> bool:
    """Whether a sentence that bears the words as well could fill the blank otherwise."""
    if (found.docid, found.span) == (statement.docid, statement.span):
        return False
    if blank.kind != "figure" or blank.quantity is None:
        return True
    sort, value = (blank.quantity.kind, blank.quantity.unit), blank.quantity.value
    return any(
        (other.kind, other.unit) == sort and other.value != value for other in found.quantities
    )
