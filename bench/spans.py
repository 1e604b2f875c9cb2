"""Sweeps files for broken promises about spans: each must be an exact slice of its document.

    python bench/spans.py PATH [PATH ...]

Every supported file under the paths is read and segmented with the default encoder's tokens, and
every passage, sentence, heading and quantity is checked, and on PDFs the boxes of every sentence.
Files that can't be read are listed with their one line. Exit status 1 if a promise was broken.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from briqa.encoder import Encoder, open_encoder
from briqa.errors import SourceError
from briqa.quantities import find_quantities
from briqa.segment import Segmentation, segment
from briqa.sources import discover, read_documents
from briqa.sources.pdf import boxes
from briqa.spans import Document, SourceFormat, Span


def main() -> int:
    """Prints a line a file, and the totals."""
    parser = argparse.ArgumentParser(description="Sweeps files for spans that aren't exact.")
    parser.add_argument("paths", nargs="+", type=Path)
    found = discover(parser.parse_args().paths)
    encoder = open_encoder()
    spans = broken = 0
    results = read_documents((path, path.name) for path in found.paths)
    for path, result in zip(found.paths, results, strict=True):
        if isinstance(result, SourceError):
            print(f"not read  {result}")
            continue
        checked, faults = check(path, result, encoder)
        spans += checked
        broken += len(faults)
        print(f"{checked:7} spans, {len(faults)} broken  {path.name}")
        for fault in faults[:5]:
            print(f"    {fault}")
    print(f"{spans} spans, {broken} broken")
    return int(broken > 0)


def check(path: Path, document: Document, encoder: Encoder) -> tuple[int, list[str]]:
    """How many spans a document gave, and what is wrong with any of them."""
    segmentation = segment(document, encoder.token_offsets)
    checked = 0
    faults: list[str] = []
    for what, span in all_spans(segmentation):
        checked += 1
        inside = 0 <= span.start < span.end <= len(document.text)
        if not inside or not document.text[span.start : span.end].strip():
            faults.append(f"{what} {span} isn't text of the document")
    for before, after in zip(segmentation.sentences, segmentation.sentences[1:], strict=False):
        if before.span.end > after.span.start:
            faults.append(f"sentences {before.span} and {after.span} overlap")
    faults.extend(uncovered(document, segmentation))
    faults.extend(misaligned(document, segmentation))
    if document.format is SourceFormat.PDF:
        faults.extend(boxless(path, document, segmentation))
    return checked, faults


def all_spans(segmentation: Segmentation) -> Iterator[tuple[str, Span]]:
    """Everything that can be quoted."""
    yield from (("passage", passage.span) for passage in segmentation.passages)
    yield from (("sentence", sentence.span) for sentence in segmentation.sentences)
    yield from (("heading", node.heading) for node in segmentation.sections if node.heading)
    yield from (("quantity", found.span) for found in find_quantities(segmentation))


def uncovered(document: Document, segmentation: Segmentation) -> Iterator[str]:
    """Text that no passage holds."""
    position = 0
    for passage in segmentation.passages:
        if document.text[position : passage.span.start].strip():
            yield f"no passage holds [{position}, {passage.span.start})"
        position = max(position, passage.span.end)
    if document.text[position:].strip():
        yield f"no passage holds the text behind {position}"


def misaligned(document: Document, segmentation: Segmentation) -> Iterator[str]:
    """Characters of the view that don't stand where the alignment says."""
    view = segmentation.view
    for offset, character in enumerate(view.text):
        there = document.text[view.canonical_offset(offset)]
        if character != there and not (character in " \n" and there.isspace()):
            yield f"view {offset} shows {character!r} for {there!r}"


def boxless(path: Path, document: Document, segmentation: Segmentation) -> Iterator[str]:
    """Sentences of a PDF without a box on a page; every 25th is looked up."""
    for sentence in segmentation.sentences[::25]:
        if not boxes(path, document, sentence.span):
            yield f"sentence {sentence.span} has no box"


if __name__ == "__main__":
    sys.exit(main())
