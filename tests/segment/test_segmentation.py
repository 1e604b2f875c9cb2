"""What every segmentation promises, whatever the document."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from briqa.quantities import find_quantities
from briqa.segment import PassageKind, PassageSettings, Segmentation
from briqa.segment.blocks import find_blocks
from briqa.spans import Document, SourceFormat, Span
from tests.segment.tokens import cut, markdown, token_offsets
from tests.strategies import documents

SMALL = PassageSettings(target_tokens=12, max_tokens=20)
promise = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def spans_of(found: Segmentation) -> list[Span]:
    sections = [section.heading for section in found.sections if section.heading]
    headers = [passage.header for passage in found.passages if passage.header]
    return [
        *(sentence.span for sentence in found.sentences),
        *(passage.span for passage in found.passages),
        *sections,
        *headers,
    ]


@promise
@given(documents())
def test_every_span_quotes_the_document(document: Document) -> None:
    for span in spans_of(cut(document, SMALL)):
        assert 0 <= span.start < span.end <= len(document.text)
        assert document.text[span.start : span.end] == document.quote(span)
        assert document.quote(span).strip()


@promise
@given(documents())
def test_sentences_are_ordered_and_disjoint(document: Document) -> None:
    for before, after in pairwise(cut(document, SMALL).sentences):
        assert before.span.end <= after.span.start


@promise
@given(documents())
def test_passages_are_ordered_and_disjoint(document: Document) -> None:
    for before, after in pairwise(cut(document, SMALL).passages):
        assert before.span.end <= after.span.start


@promise
@given(documents())
def test_passages_cover_every_non_blank_character(document: Document) -> None:
    covered = bytearray(len(document.text))
    for passage in cut(document, SMALL).passages:
        covered[passage.span.start : passage.span.end] = b"\1" * len(passage.span)
    missed = [
        char for char, seen in zip(document.text, covered, strict=True) if not seen and char.strip()
    ]
    assert missed == []


@promise
@given(documents())
def test_segmenting_twice_gives_the_same(document: Document) -> None:
    assert cut(document, SMALL) == cut(document, SMALL)


@promise
@given(documents())
def test_the_view_is_strictly_monotone_and_round_trips(document: Document) -> None:
    view = cut(document).view
    offsets = [view.canonical_offset(offset) for offset in range(len(view.text))]
    assert all(before < after for before, after in pairwise(offsets))
    assert [view.view_offset(offset) for offset in offsets] == list(range(len(offsets)))
    for start in range(0, len(offsets), 7):
        span = Span(start, min(start + 11, len(offsets)))
        assert view.to_view(view.to_canonical(span)) == span


@promise
@given(documents())
def test_the_view_shows_characters_of_the_text_or_white_space(document: Document) -> None:
    view = cut(document).view
    for offset, char in enumerate(view.text):
        origin = document.text[view.canonical_offset(offset)]
        assert char == origin or (char in " \n" and (origin.isspace() or origin in "|\u00ad\\*_`"))


@promise
@given(documents())
def test_no_passage_is_longer_than_the_most_tokens(document: Document) -> None:
    found = cut(document, SMALL)
    for passage in found.passages:
        if passage.kind in (PassageKind.BODY, PassageKind.REFERENCE):
            sizes = [
                len(token_offsets(found.view.read(sentence.span)))
                for sentence in found.sentences[slice(*passage.sentences)]
            ]
            assert sum(sizes) <= SMALL.max_tokens


@promise
@given(documents())
def test_each_sentence_lies_in_exactly_one_passage(document: Document) -> None:
    found = cut(document, SMALL)
    seen: list[int] = []
    for passage in found.passages:
        for index in range(*passage.sentences):
            assert passage.span.covers(found.sentences[index].span)
            seen.append(index)
    assert seen == list(range(len(found.sentences)))


@promise
@given(documents())
def test_sections_form_a_tree_of_nested_spans(document: Document) -> None:
    sections = cut(document).sections
    assert sections[0].parent is None
    for index, node in enumerate(sections[1:], start=1):
        assert node.parent is not None
        assert node.parent < index
        assert sections[node.parent].span.covers(node.span)
        assert sections[node.parent].level < node.level


@promise
@given(documents())
def test_quantities_of_the_view_are_spans_of_the_document(document: Document) -> None:
    found = cut(document)
    view = found.view
    for quantity in find_quantities(found):
        assert quantity.span.end <= len(document.text)
        assert view.read(quantity.span).strip()
        shown = view.to_view(quantity.span)
        assert shown is not None
        assert view.to_canonical(shown) == quantity.span


@promise
@given(documents())
def test_each_non_blank_line_is_in_exactly_one_block(document: Document) -> None:
    spans = sorted(line for block in find_blocks(document) for line in block.lines)
    for before, after in pairwise(spans):
        assert before.end <= after.start
    shown = "".join("".join(document.quote(span).split()) for span in spans)
    kept = iter("".join(document.text.split()))
    assert all(char in kept for char in shown)  # in order, nothing made up


@pytest.mark.parametrize("source_format", list(SourceFormat))
@pytest.mark.parametrize("text", ["", " ", "\n\r\n\f\t"])
def test_a_blank_document_has_no_passages(text: str, source_format: SourceFormat) -> None:
    found = cut(Document("blank", text, source_format))
    assert found.passages == ()
    assert found.sentences == ()


def test_nothing_repaired_is_the_identity() -> None:
    text = "One plain sentence. Another one."
    view = cut(markdown(text)).view
    assert view.text == text
    assert view.runs == ((0, 0),)


def test_a_sentence_longer_than_200_tokens_is_cut() -> None:
    document = markdown("the port of trade grew, " * 100 + "at last.")
    found = cut(document)
    assert len(found.sentences) > 2
    assert all(len(token_offsets(found.view.read(s.span))) <= 200 for s in found.sentences)
    assert document.quote(found.sentences[0].span).endswith(",")


def test_the_references_are_never_body() -> None:
    found = cut(markdown("# Report\n\nBody.\n\n## References\n\n[1] A. Author. Title. 2020.\n"))
    kinds = [p.kind for p in found.passages if p.kind is not PassageKind.HEADING]
    assert kinds == [PassageKind.BODY, PassageKind.REFERENCE]
