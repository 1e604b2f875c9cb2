"""How many of the figures asked for in TAT-QA are read with their value and scale.

    python bench/tables.py CONTEXTS.json [--html] [--misses N] [--audit]

The file is a list of contexts: a table, the paragraphs around it and questions with their gold
answers. Each context is written as a document, a pipe table between its paragraphs (or as HTML),
and read as any other. Counted are the answers that stand in it and are numbers (not those that
are computed or count cells): a quantity must have the value that number and scale make together.
`--audit` counts the relations that the audit recomputes in all contexts, and prints what it doubts.
"""

import argparse
import html
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from audit import stored_document

from briqa.audit import audit_document
from briqa.quantities import find_quantities
from briqa.segment import segment
from briqa.sources import read_documents
from briqa.spans import Document, SourceFormat

Context = dict[str, Any]

SCALES: Final = {"": 1.0, "percent": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER: Final = re.compile(
    r"[-−–]?[$€£¥]?[ ]*(\(?)[-−–]?[$€£¥]?[ ]*([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)[ ]*(%?)\)?[ ]*%?"
)


def main() -> None:
    """Prints the share found, and the misses asked for."""
    parser = argparse.ArgumentParser(description="Finds the gold figures of TAT-QA.")
    parser.add_argument("contexts", type=Path)
    parser.add_argument("--html", action="store_true", help="write the contexts as HTML")
    parser.add_argument("--misses", type=int, default=0, help="how many misses to print")
    parser.add_argument("--audit", action="store_true", help="count the audit's relations too")
    arguments = parser.parse_args()
    contexts: list[Context] = json.loads(arguments.contexts.read_text(encoding="utf-8"))
    documents = as_html(contexts) if arguments.html else map(as_markdown, contexts)
    asked = found = 0
    misses: list[str] = []
    for context, document in zip(contexts, documents, strict=True):
        values = values_in(document)
        for question, answer, value in gold(context):
            asked += 1
            if holds(values, value):
                found += 1
            else:
                uid = context["table"]["uid"][:8]
                misses.append(f"{uid} {answer!r} × {question['scale']!r}: {question['question']}")
    print(f"{found}/{asked} = {found / max(asked, 1):.4f}")
    if arguments.audit:
        print_audit(map(as_markdown, contexts))
    for miss in misses[: arguments.misses]:
        print("   ", miss)


def print_audit(documents: Iterable[Document]) -> None:
    """Prints how many relations the audit finds, and those that don't hold, for reading."""
    verdicts: Counter[str] = Counter()
    for document in documents:
        for finding in audit_document(stored_document(document)):
            verdicts[finding.verdict] += 1
            if not finding.verdict.startswith("holds"):
                print(f"    {finding.verdict}, {document.docid}: {finding.formula}")
    print(f"{verdicts.total()} relations:", dict(verdicts))


def gold(context: Context) -> Iterator[tuple[Context, str, float]]:
    """The answers of a context that are numbers standing in it, with their values."""
    for question in context["questions"]:
        if question["answer_type"] not in ("span", "multi-span"):
            continue
        answers = question["answer"]
        for answer in answers if isinstance(answers, list) else [answers]:
            match = _NUMBER.fullmatch(str(answer).strip())
            if match is None:
                continue
            value = float(match.group(2).replace(",", ""))
            is_year = len(match.group()) == 4 and 1900 <= value < 2100 and not question["scale"]
            scale = 1.0 if match.group(3) or is_year else SCALES[question["scale"]]
            yield question, str(answer), value * scale


def holds(values: list[float], value: float) -> bool:
    """Whether a value is among those read; the gold drops the sign of a bracket at times."""
    return any(abs(abs(read) - value) <= 1e-9 * max(1.0, value) for read in values)


def values_in(document: Document) -> list[float]:
    """Every value that is read in a document."""
    found_in = find_quantities(segment(document, token_offsets))
    return [end for found in found_in for end in (found.value_low, found.value_high)]


def token_offsets(text: str) -> list[tuple[int, int]]:
    """Stands in for the encoder, whose tokens don't matter here."""
    return [match.span() for match in re.finditer(r"\S+", text)]


def around(context: Context) -> tuple[list[str], list[str]]:
    """The paragraphs before and behind the table: those that announce it, and the others."""
    texts = [part["text"] for part in sorted(context["paragraphs"], key=lambda part: part["order"])]
    ends = [at for at, text in enumerate(texts) if _ANNOUNCES.search(text)]
    cut = ends[0] + 1 if ends else min(1, len(texts))
    return texts[:cut], texts[cut:]


_ANNOUNCES: Final = re.compile(
    r":\s*$|\bin (?:thousands|millions|billions|000)\b|\bfollowing table\b|\bas follows\b",
    re.IGNORECASE,
)


def as_markdown(context: Context) -> Document:
    """A context as Markdown: its paragraphs, and the table as pipe rows between them."""
    before, behind = around(context)
    rows = [[cell.replace("|", "\\|") for cell in row] for row in context["table"]["table"]]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"| {' | '.join(['---'] * len(rows[0]))} |")
    text = "\n\n".join([*before, "\n".join(lines), *behind])
    return Document("context.md", text, SourceFormat.MARKDOWN)


def as_html(contexts: list[Context]) -> Iterator[Document]:
    """The contexts as HTML files, read back."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for at, context in enumerate(contexts):
            before, behind = around(context)
            rows = "".join(
                f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
                for row in context["table"]["table"]
            )
            parts = [f"<p>{html.escape(text)}</p>" for text in before]
            parts.append(f"<table>{rows}</table>")
            parts += [f"<p>{html.escape(text)}</p>" for text in behind]
            paths.append(Path(folder, f"{at}.html"))
            paths[-1].write_text(f"<html><body>{''.join(parts)}</body></html>", encoding="utf-8")
        for result in read_documents((path, path.name) for path in paths):
            if not isinstance(result, Document):
                raise result
            yield result


if __name__ == "__main__":
    main()
