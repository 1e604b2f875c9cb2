"""Lists: how many of the items that a question asks for are found in its gold evidence.

    python bench/lists.py DOCUMENT QUESTIONS.jsonl

The rows of QUESTIONS.jsonl about DOCUMENT of type `list` have `answer_items` and `evidence`, spans
of the document. The list's lines are followed from the first sentence of the evidence. An item is
found if one that is given shares half of its words by token F1, or holds them all.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
from retrieval import read_jsonl
from short_answers import normalised, token_f1

from briqa.answer.items import complete_list, list_items
from briqa.encoder import open_encoder
from briqa.quantities import find_quantities
from briqa.questions import read_question
from briqa.retrieve.phrases import PhraseVectors
from briqa.segment import segment
from briqa.sources import read_document
from briqa.spans import Span
from briqa.store import StoredDocument, StoredSentence, open_store


def main() -> None:
    """Prints recall and precision of items, and the questions with less than all."""
    parser = argparse.ArgumentParser(description="Recall and precision of list items.")
    parser.add_argument("document", type=Path)
    parser.add_argument("questions", type=Path)
    arguments = parser.parse_args()
    encoder = open_encoder()
    document = read_document(arguments.document, docid="report")
    cut = segment(document, encoder.token_offsets)
    sentences = tuple(StoredSentence(at, 0, found) for at, found in enumerate(cut.sentences))
    stored = StoredDocument(
        document, "report", cut.view, cut.outline, (), sentences, find_quantities(cut)
    )
    likeness = PhraseVectors(encoder)
    scores: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), create=True)
        for row in read_jsonl(arguments.questions):
            if row["type"] != "list" or not row["answerable"]:
                continue
            spans = evidence(stored, Span(*row["evidence"][0]))
            question = read_question(row["question"])
            items = list_items(question, stored, spans, store.terms, likeness)
            texts = [stored.view.read(item) for item in items]
            scores.append(score(row["answer_items"], texts))
            if min(scores[-1]) < 1:
                print(f"{row['question']}\n    {texts}")
        store.close()
    recall, precision = np.mean(scores, axis=0)
    print(f"{len(scores)} lists: item recall {recall:.3f}, item precision {precision:.3f}")


def evidence(document: StoredDocument, gold: Span) -> list[Span]:
    """The sentences of the gold evidence; of an announced list, what `complete_list` finds."""
    inside = [found for found in document.sentences if found.sentence.span.overlaps(gold)]
    followed = complete_list(document, inside[0])
    chosen = [inside[0], *followed] if followed else inside
    return [found.sentence.span for found in chosen]


def score(gold: list[str], found: list[str]) -> tuple[float, float]:
    """The share of the gold items that are found, and of the items found that are gold."""
    recalled = sum(any(same(item, other) for other in found) for item in gold)
    right = sum(any(same(item, other) for item in gold) for other in found)
    return recalled / len(gold), right / max(1, len(found))


def same(gold: str, found: str) -> bool:
    """Whether an item found is as good as the gold one."""
    return token_f1(gold, found) >= 0.5 or set(normalised(gold)) <= set(normalised(found))


if __name__ == "__main__":
    main()
