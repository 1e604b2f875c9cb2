"""Makes questions about any documents, answerable ones and unanswerable twins, from their figures.

    python bench/questions_made.py PATH OUT.jsonl [--seed N] [--twins-of QUESTIONS.jsonl]

PATH is indexed in a temporary folder; it may be a public set with `corpus.jsonl`, of which each
row is a document, and with `queries.jsonl`, whose questions then get twins too. A question is made
of a figure's subject, measure and period if no other figure of the corpus could answer it; its
evidence is the figure's sentence. Twins (`twins.py`) are made of these questions and of those in
QUESTIONS, which is about PATH. The rows have the form that `bench/answers.py` reads, and `docid`; a
twin also has `twin_of`, `kind` and `old_numbers`, figures of the answer that would be wrong now.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval import indexed, read_jsonl, read_ranking_set
from twins import make_twins

from briqa.assistant import build_index
from briqa.encoder import open_encoder
from briqa.evaluate.making.statements import Statements, read_statements
from briqa.evaluate.making.telling_figures import TellingFigure, telling_figures
from briqa.store import Store, open_store
from briqa.words import content_words

Row = dict[str, Any]
# `things` is what was measured, for a count with its noun; `when` is empty for some questions.
COUNT_FORMS = (
    "How many {things} does {subject} have{when}?",
    "How many {things} were there in {subject}{when}?",
    "What was the number of {things} of {subject}{when}?",
    "number of {things} {subject}{when}",
    "{subject} {things}{when}",
    "how many {things} {subject}{when}",
    "{subject}: how many {things}{when}?",
)
VERB_FORMS = (
    "How many {things} has {subject} {verb}{when}?",
    "how many {things} were {verb} by {subject}{when}?",
    "{things} {verb} {subject}{when}",
)
AMOUNT_FORMS = (
    "What was {subject}'s {things}{when}?",
    "what was the {things} of {subject}{when}",
    "How high was the {things} of {subject}{when}?",
    "{subject} {things}{when}",
    "{things} {subject}{when}",
    "{things} for {subject}{when}?",
)
MONEY_FORMS = (*AMOUNT_FORMS, "How much was the {things} of {subject}{when}?")
FORMS = {"count": COUNT_FORMS, "money": MONEY_FORMS}
LOWER_SHARE = 0.3
KEYWORDS_SHARE = 0.15


def main() -> None:
    """Writes the rows and says how many there are."""
    parser = argparse.ArgumentParser(description="Makes questions and unanswerable twins.")
    parser.add_argument("path", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--twins-of", type=Path, help="a question set about the same documents")
    arguments = parser.parse_args()
    known = read_jsonl(arguments.twins_of) if arguments.twins_of else []
    if (arguments.path / "queries.jsonl").is_file():
        known += span_questions(read_jsonl(arguments.path / "queries.jsonl"))
    with opened(arguments.path) as store:
        corpus = stored_statements(store)
        made = make_questions(corpus, seed=arguments.seed)
        twins = make_twins([*made, *known], corpus, seed=arguments.seed)
    with arguments.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in [*made, *twins])
    print(f"{len(made)} questions and {len(twins)} twins without an answer")


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store in a temporary folder with all that a path holds."""
    if (path / "corpus.jsonl").is_file():
        with indexed(read_ranking_set(path).documents.values(), open_encoder()) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder), [path])
        store = open_store(Path(folder))
        yield store
        store.close()


def span_questions(queries: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The questions of a public set with answer spans, in the form of our own sets."""
    return [
        {
            "id": row["_id"],
            "question": row["text"],
            "type": "unanswerable" if row["impossible"] else "span",
            "answerable": not row["impossible"],
            "docid": row["source_doc"],
            "evidence": spans[:1],
            "answers": [answer["text"] for answer in row["answers"]],
            "answer_spans": spans,
        }
        for row in queries
        for spans in [[[answer["start"], answer["end"]] for answer in row["answers"]]]
    ]


def stored_statements(store: Store) -> Statements:
    """The sentences of all that is indexed in a store."""
    documents = [store.document(summary.docid) for summary in store.documents()]
    return read_statements(documents, store.terms)


def make_questions(corpus: Statements, *, seed: int) -> list[Row]:
    """A question for each figure that alone answers it, in text order.

    Args:
        corpus: the sentences to ask about.
        seed: fixes the wording.
    """
    return [_row(figure, seed=seed) for figure in telling_figures(corpus)]


def _verb(figure: TellingFigure) -> str | None:
    """The participle behind the noun counted, if the measure ends in one: "opened"."""
    behind = figure.measure.removeprefix(figure.things).split()
    return behind[0] if len(behind) == 1 and behind[0].endswith(("ed", "run", "built")) else None


def worded(figure: TellingFigure, rng: random.Random) -> str:
    """A question for a figure, in one of many forms."""
    quantity = figure.quantity
    verb = _verb(figure) if quantity.kind == "count" else None
    forms = FORMS.get(quantity.kind, AMOUNT_FORMS)
    form: str = rng.choice(forms if verb is None else (*VERB_FORMS, *forms))
    year = figure.year
    says_when = year is not None and (figure.needs_year or rng.random() < 0.5)
    is_sentence = form.endswith("?")
    when = (f" in {year}" if is_sentence else f" {year}") if says_when else ""
    text = form.format(things=figure.things, subject=figure.subject, when=when, verb=verb)
    style = rng.random()
    if style < KEYWORDS_SHARE:
        return " ".join(content_words(text))
    return text.lower() if style < KEYWORDS_SHARE + LOWER_SHARE else text


def _row(figure: TellingFigure, *, seed: int) -> Row:
    statement, quantity = figure.statement, figure.quantity
    qid = f"made-{statement.docid}-{quantity.span.start}"
    return {
        "id": qid,
        "question": worded(figure, random.Random(f"{seed} {qid}")),
        "type": f"made-{quantity.kind}",
        "answerable": True,
        "docid": statement.docid,
        "evidence": [[statement.span.start, statement.span.end]],
        "evidence_text": [statement.text],
        "answers": [],
        "numbers": [{"value": quantity.value, "unit": quantity.unit}],
        "answer_spans": [[quantity.span.start, quantity.span.end]],
    }


if __name__ == "__main__":
    main()
