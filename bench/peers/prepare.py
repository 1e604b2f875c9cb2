"""briqa's own passages as everybody's input, so that all encode the same tokens.

    python -m peers.prepare PASSAGES PATH [PATH ...]

Writes JSON lines: `text` is what briqa's encoder reads of a passage (its heading path and itself),
`heading`, `body` and `sentences` the same in parts. Prints JSON: what there is, the tokens, the
operations that encoding them takes, and whether the model also runs in integers of 8 bits.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from briqa.embedding import passage_input
from briqa.encoder import DEFAULT_MODEL, INT8_SUFFIX, PassageInput, open_encoder
from briqa.encoder.folders import find_model
from briqa.errors import EncoderError
from briqa.segment import PassageKind, segment
from briqa.sources import discover, read_documents
from briqa.spans import Document
from peers.flops import ModelShape, encoding_flops

_SPECIAL_TOKENS = 2


def main(target: str, *paths: str) -> None:
    """Writes the passages; prints what there is."""
    model = find_model(DEFAULT_MODEL).path
    encoder = open_encoder()
    files = [(path, path.name) for path in discover([Path(path) for path in paths]).paths]
    documents = [found for found in read_documents(files) if isinstance(found, Document)]
    inputs: list[PassageInput] = []
    for document in documents:
        cut = segment(document, encoder.token_offsets)
        inputs += [
            passage_input(document, cut, passage, encoder)
            for passage in cut.passages
            if passage.kind is PassageKind.BODY
        ]
    texts = [f"{each.heading}\n{each.text}" if each.heading else each.text for each in inputs]
    with Path(target).open("w", encoding="utf-8") as lines:
        for text, each in zip(texts, inputs, strict=True):
            parts = asdict(each)
            row = {"text": text, "body": parts.pop("text"), **parts}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    # Exports are made at the first use of a model, and don't count.
    encoder.load()
    try:
        open_encoder(DEFAULT_MODEL + INT8_SUFFIX).load()
        has_fast = True
    except EncoderError:
        has_fast = False
    shape = ModelShape.of(json.loads((model / "config.json").read_text(encoding="utf-8")))
    lengths = [len(encoder.token_offsets(text)) + _SPECIAL_TOKENS for text in texts]
    print(
        json.dumps(
            {
                "model": str(model),
                "has_fast": has_fast,
                "documents": len(documents),
                "characters": sum(len(document.text) for document in documents),
                "passages": len(texts),
                "tokens": sum(lengths),
                "flops": encoding_flops(shape, lengths),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
