"""Lists as items: those of an enumeration in a sentence, and lines that stand as a list below one.

The one thing to know: a list that is announced and stands in lines ("five services:" and then
bullets) is several sentences to the segmentation; `complete_list` finds the rest of it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from briqa.answer.enumerations import Enumeration, find_enumerations
from briqa.answer.phrase_signs import Likeness
from briqa.patterns import lazy_pattern
from briqa.quantities.nouns import is_plural
from briqa.questions import Question
from briqa.spans import Span
from briqa.store import StoredDocument, StoredSentence
from briqa.words import content_words

Stems = Callable[[str], list[str]]
"""Text → its terms, stemmed as in the lexical index."""

_MARKER: Final = lazy_pattern(
    r"(?:[-*+•·◦▪‣–—][ \t]+)?(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]+)?[*_]*"
)
_SHOWN_MARKER: Final = lazy_pattern(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+")
_COUNT_WORDS: Final = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_COUNT: Final = lazy_pattern(
    rf"(?<![\w.,$€£¥%-])(?P<count>[2-9]|1\d|2\d|{'|'.join(_COUNT_WORDS)})"
    r"(?=\s+(?:[\w-]+\s+){0,5}?[\w-]+s\b)",
    re.IGNORECASE,
)
_HEAD: Final = lazy_pattern(r"(?P<head>[^.:;!?]{2,90}?)\s*[:.](?=\s|$)")
_LABEL_WORDS: Final = 8
_TAIL: Final = lazy_pattern(r"[\s,;.]+(?:and|or)?[\s,;.]*$")
# "These are", "They include", "Among them are"; "The institute works on" behind an institute.
_POINTS_BACK: Final = lazy_pattern(
    r"(?:(?:these|those|they|it|such|among (?:them|these|those)|examples?|this)\b"
    r"|the (?P<thing>[^\W\d_]+))",
    re.IGNORECASE,
)
_LEAST_ITEMS: Final = 3
# A list in lines that nothing counts is followed so far at most.
_MOST_ITEMS: Final = 30
_ALIKE_WEIGHT: Final = 1.0
_STEM_WEIGHT: Final = 0.5
_ANNOUNCED: Final = 0.15
_COUNTED: Final = 0.6
_ITEM_WEIGHT: Final = 0.15
_ASKED_ITEMS: Final = 1.0


def list_items(
    question: Question,
    document: StoredDocument,
    sentences: Sequence[Span],
    stems: Stems,
    likeness: Likeness,
) -> tuple[Span, ...]:
    """The items of the list that answers, each an exact canonical span; empty where none does.

    Args:
        question: the typed question.
        document: the document.
        sentences: the answer's sentences, canonical and in order; list lines may be among them.
        stems: the stemmer.
        likeness: how near phrases are in meaning.
    """
    ordered = sorted(sentences)
    lines = [span for span in ordered if is_list_line(document, span)]
    if len(lines) > 1:
        return tuple(line_item(document, span) for span in lines)
    found = [
        enumeration for span in ordered for enumeration in find_enumerations(document.view, span)
    ]
    chosen = choose_enumeration(question, found, stems, likeness)
    return chosen.items if chosen else ()


def choose_enumeration(
    question: Question, found: Sequence[Enumeration], stems: Stems, likeness: Likeness
) -> Enumeration | None:
    """The enumeration that a question asks for: by the words before it, its size, its items.

    An enumeration whose items the question names itself doesn't answer it. None for none.

    Args:
        question: the typed question.
        found: the enumerations, in text order.
        stems: the stemmer.
        likeness: how near phrases are in meaning.
    """
    asked = frozenset(stems(question.text))
    nouns = _plurals(" ".join(question.head) or question.text)
    count = asked_count(question.text)
    scores: list[float] = []
    for enumeration in found:
        lead = content_words(enumeration.lead)[-5:]
        own = frozenset(stems(" ".join(lead)))
        items = [frozenset(stems(text)) for text in enumeration.texts]
        leads = _plurals(enumeration.lead)
        alike = float(likeness.similarity(nouns, leads).max())
        kinds = likeness.similarity(nouns, enumeration.texts).max(axis=0)
        named = float(np.mean([bool(item) and item <= asked for item in items]))
        scores.append(
            _STEM_WEIGHT * len(own & asked) / max(1, len(asked))
            + _ALIKE_WEIGHT * (alike + float(kinds.mean()))
            + _ANNOUNCED * enumeration.is_announced
            + _COUNTED * (count is not None and len(enumeration.items) == count)
            + _ITEM_WEIGHT * min(len(enumeration.items), 3)
            - _ASKED_ITEMS * named
        )
    if not scores:
        return None
    return found[int(np.argmax(scores))]


def _plurals(text: str) -> list[str]:
    """The plural words of a text, which say what a list holds; else its last content word."""
    found = content_words(text)
    return [word for word in found if is_plural(word) and word.islower()] or found[-1:] or ["list"]


def asked_count(text: str) -> int | None:
    """How many things a text announces: "five services", "the 7 zones"; None for no number."""
    match = _COUNT.search(text)
    if match is None:
        return None
    word = match["count"].lower()
    return _COUNT_WORDS[word] if word in _COUNT_WORDS else int(word)


def is_list_line(document: StoredDocument, sentence: Span) -> bool:
    """Whether a sentence begins an item of a list: a bullet, number or letter stands before it."""
    return _marker_end(document, sentence) is not None


def _marker_end(document: StoredDocument, sentence: Span) -> int | None:
    """Where the text behind a sentence's list marker begins; None where it has no marker."""
    text = document.document.text
    line = sentence.start
    while line > 0 and text[line - 1] not in "\n\r\f":
        line -= 1
    indented = line
    while indented < sentence.start and text[indented] in " \t":
        indented += 1
    match = _MARKER.match(text, indented)
    if match is not None and match.group().strip("*_") and match.end() >= sentence.start:
        return match.end()
    shown = _SHOWN_MARKER.match(text, sentence.start, sentence.end)
    if shown is not None and shown.group().startswith("("):
        return shown.end()  # "(2) …" of an enumeration that runs on in one paragraph
    return None


def line_item(document: StoredDocument, sentence: Span) -> Span:
    """The item of a list line: its head ("Ports: …", "Ports. They …"), else the whole of it.

    The marker before it and the marks behind it are left out.

    Args:
        document: the document.
        sentence: a sentence that begins with a list marker, canonical.
    """
    view = document.view
    begin = max(sentence.start, _marker_end(document, sentence) or sentence.start)
    shown = view.to_view(Span(begin, sentence.end)) if begin < sentence.end else None
    if shown is None:
        return sentence
    start, end = shown.start, shown.end
    marker = _SHOWN_MARKER.match(view.text, start, end)
    if marker is not None and marker.end() < end:
        start = marker.end()
    head = _HEAD.match(view.text, start, end)
    if head is not None and (head.end() >= end or len(head["head"].split()) <= _LABEL_WORDS):
        end = head.end("head")
    tail = _TAIL.search(view.text[start:end])
    if tail is not None and tail.start() > 0:
        end = start + tail.start()
    return view.to_canonical(Span(start, end))


def complete_list(document: StoredDocument, sentence: StoredSentence) -> tuple[StoredSentence, ...]:
    """The sentences that hold the list which a sentence announces; none where it announces none.

    A sentence announces a list when it ends with a colon, or counts things and list lines follow.
    Lines are taken up to the count, where there is one, and up to the end of the list in any case:
    the first paragraph, heading or table that is no item. Sentences that go on inside an item's
    own paragraph belong to it.

    Args:
        document: the document.
        sentence: the sentence that announces, one of the document's.
    """
    at = document.sentences.index(sentence)
    reading = document.view.read(sentence.sentence.span).rstrip()
    count = asked_count(reading)
    opens = reading.endswith(":")
    if not opens and (count is None or _holds_list(document, sentence, count)):
        return ()
    section = _container(document, sentence)
    found: list[StoredSentence] = []
    items = 0
    previous = sentence
    for following in document.sentences[at + 1 :]:
        if _container(document, following) != section:
            break
        if is_list_line(document, following.sentence.span):
            items += 1
            if items > min(count or _MOST_ITEMS, _MOST_ITEMS) or not _is_near(
                document, previous, following, blank_lines=2
            ):
                break
        elif not items or not _is_near(document, previous, following, blank_lines=0):
            break
        found.append(following)
        previous = following
    if count is not None and not opens and items < count:
        return ()  # the count wasn't of what follows
    return tuple(found)


def pointed_list(
    document: StoredDocument, sentence: StoredSentence, stems: Stems
) -> tuple[StoredSentence, ...]:
    """The next sentence, where that holds the list and points back: "They include A, B, and C".

    Empty where the sentence has a list itself, or what follows is of another section, no list, or
    begins with anything but a pronoun or a thing that the sentence names.

    Args:
        document: the document.
        sentence: one of its sentences.
        stems: the stemmer.
    """
    at = document.sentences.index(sentence)
    if at + 1 == len(document.sentences) or _holds_list(document, sentence, _LEAST_ITEMS):
        return ()
    following = document.sentences[at + 1]
    if _container(document, following) != _container(document, sentence):
        return ()
    figures = document.quantities_in(following.sentence.span)
    if sum(figure.kind != "date" for figure in figures) >= _LEAST_ITEMS:
        return ()  # a row of figures lists no things
    opening = _POINTS_BACK.match(document.view.read(following.sentence.span))
    if opening is None or not _holds_list(document, following, _LEAST_ITEMS):
        return ()
    named = frozenset(stems(document.view.read(sentence.sentence.span)))
    thing = frozenset(stems(opening["thing"] or ""))
    return (following,) if thing <= named else ()


def _holds_list(document: StoredDocument, sentence: StoredSentence, count: int) -> bool:
    """Whether a sentence lists what it counts itself."""
    found = find_enumerations(document.view, sentence.sentence.span)
    return any(len(enumeration.items) >= count for enumeration in found)


def _container(document: StoredDocument, sentence: StoredSentence) -> int:
    """The nearest section with a heading of its own: an item's run-in head opens no other."""
    sections = document.outline.sections
    index = sentence.sentence.section
    while (parent := sections[index].parent) is not None and sections[index].run_in:
        index = parent
    return index


def _is_near(
    document: StoredDocument, before: StoredSentence, after: StoredSentence, *, blank_lines: int
) -> bool:
    """Whether no heading stands between two sentences, and no more than so many blank lines."""
    gap = document.document.text[before.sentence.span.end : after.sentence.span.start]
    marks = _MARKER.sub("", gap.lstrip(), count=1).strip("*_ \t")
    if any(character.isalnum() for character in marks):
        return False
    ends = gap.replace("\r\n", "\n").count("\n")
    return ends <= (1 if blank_lines == 0 else blank_lines + 1)
