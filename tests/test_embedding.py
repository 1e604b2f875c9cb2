from hypothesis import HealthCheck, given, settings

from briqa.embedding import embed, passage_input
from briqa.encoder import SentenceTransformerEncoder
from briqa.segment import PassageKind, segment
from briqa.spans import Document, Metadata, SourceFormat
from tests.strategies import documents

REPORT = (
    "# Report\n\n## Ports\n\nThe ports grew.\n\n## Zones\n\nThe zones grew.\n\n"
    "## References\n\n[1] A book.\n"
)


def report(text: str = REPORT) -> Document:
    return Document("made.md", text, SourceFormat.MARKDOWN, metadata=Metadata(title="Report"))


def hashes(document: Document, encoder: SentenceTransformerEncoder) -> list[str]:
    segmentation = segment(document, encoder.token_offsets)
    found = embed(
        document,
        segmentation,
        encoder,
        frozenset,
        on_progress=lambda done, total: None,
    )
    return [passage.input_hash for passage in found if passage]


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(document=documents())
def test_what_the_encoder_reads_fits_its_window(
    encoder: SentenceTransformerEncoder, document: Document
) -> None:
    found = segment(document, encoder.token_offsets)
    for passage in found.passages:
        if passage.kind is PassageKind.BODY:
            inputs = passage_input(document, found, passage, encoder)
            shown = f"{inputs.heading}\n{inputs.text}"
            assert len(encoder.token_offsets(shown)) <= encoder.window_tokens
            sentences = found.sentences[slice(*passage.sentences)]
            assert [inputs.text[a:b] for a, b in inputs.sentences] == [
                found.view.read(sentence.span) for sentence in sentences
            ]


def test_changing_a_paragraph_changes_only_its_section(
    encoder: SentenceTransformerEncoder,
) -> None:
    before = hashes(report(), encoder)
    after = hashes(report(REPORT.replace("ports grew", "ports shrank")), encoder)
    assert len(before) == len(after) == 2
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True]


def test_only_body_is_embedded_under_its_path_without_the_title(
    encoder: SentenceTransformerEncoder,
) -> None:
    document = report()
    segmentation = segment(document, encoder.token_offsets)
    steps: list[tuple[int, int]] = []

    found = embed(
        document,
        segmentation,
        encoder,
        lambda hashes: frozenset(),
        on_progress=lambda done, total: steps.append((done, total)),
    )
    kinds = [passage.kind is PassageKind.BODY for passage in segmentation.passages]
    assert [passage is not None for passage in found] == kinds
    assert [p.heading for p in found if p] == ["Ports", "Zones"]
    assert steps == [(0, 2), (1, 2), (2, 2)]
