from hypothesis import given

from briqa.answer.enumerations import find_enumerations
from briqa.answer.items import complete_list, is_list_line, line_item
from briqa.answer.naming import named_subject
from briqa.answer.phrases import find_phrases
from briqa.spans import Document, Span
from briqa.store import StoredDocument
from tests.answer.documents import store
from tests.strategies import documents


def _is_exact(document: StoredDocument, span: Span, inside: Span, reading: str) -> bool:
    shown = " ".join(document.view.read(span).split())
    quote = document.document.quote(span)
    return (
        inside.covers(span)
        and shown == reading
        and bool(quote.strip())
        and quote == (document.document.text[span.start : span.end])
    )


@given(documents())
def test_every_phrase_is_an_exact_slice_of_its_sentence(document: Document) -> None:
    made = store(document)
    for sentence in made.sentences:
        span = sentence.sentence.span
        for phrase in find_phrases(made.view, span, made.quantities_in(span)):
            assert _is_exact(made, phrase.span, span, phrase.text)


@given(documents())
def test_every_item_is_an_exact_slice_and_items_dont_overlap(document: Document) -> None:
    made = store(document)
    for sentence in made.sentences:
        span = sentence.sentence.span
        for found in find_enumerations(made.view, span):
            assert len(found.items) == len(found.texts) > 1
            for item, text in zip(found.items, found.texts, strict=True):
                assert _is_exact(made, item, span, text)
            for left, right in zip(found.items, found.items[1:], strict=False):
                assert left.end <= right.start
        if is_list_line(made, span):
            assert span.covers(line_item(made, span))


@given(documents())
def test_the_rest_of_a_list_follows_its_sentence(document: Document) -> None:
    made = store(document)
    for at, sentence in enumerate(made.sentences):
        rest = complete_list(made, sentence)
        assert rest == made.sentences[at + 1 : at + 1 + len(rest)]


@given(documents())
def test_a_subject_is_named_by_the_documents_own_words(document: Document) -> None:
    made = store(document)
    for sentence in made.sentences:
        name = named_subject(made, sentence)
        if name is not None:
            assert " ".join(made.view.read(name.span).split()) == name.text
