"""How often arithmetic is recognised in a question and computed right, on TAT-QA.

    python bench/derived.py CONTEXTS.json [--failures]

CONTEXTS.json is a set of contexts of TAT-QA, of which the arithmetic questions are read. A gold
derivation such as "(4.4-4.2)/4.2" names the operation and its operands. Each operand is looked for
in the context's table and paragraphs by its digits, and the quantity read there is handed to
`derive` with what `read_question` made of the question: what is measured is the reading of the
question and the arithmetic, not retrieval. Rows are labelled with the year that a quantity has or
that heads its column, in the order of the text; without years they come in the derivation's order,
as the parts of a question would.

A value is right if it is the gold answer rounded to the gold's own digits, in any thousand-scale:
the gold leaves the scale of its operands to the table. The sign of a difference doesn't count where
no years tell which comes first. Derivations that are no single operation are counted as such.
"""

import argparse
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from briqa.answer import Citation, Figure, Row, derive
from briqa.quantities import find_quantities
from briqa.questions import Operation, read_question
from briqa.segment import segment
from briqa.spans import Document, SourceFormat

_NUMBER: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_N: Final = r"\(?-?N%?\)?"
_SHAPES: Final = (
    (Operation.AVERAGE, re.compile(rf"-?\(?{_N}(?:\+{_N})+\)?/K")),
    (Operation.GROWTH, re.compile(rf"\(*\(?{_N}-{_N}\)?\)?/\(?{_N}\)*(?:\*N%?)?")),
    (Operation.DIFFERENCE, re.compile(rf"\(*{_N}-{_N}\)*")),
    (Operation.SUM, re.compile(rf"\(*{_N}(?:\+{_N})+\)*")),
    (Operation.SHARE, re.compile(rf"\(*{_N}/{_N}\)*(?:\*N%?)?")),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the operation and operands of its gold derivation."""

    question: str
    derivation: str
    operation: Operation | None
    operands: tuple[str, ...]
    answer: float


def main() -> None:
    """Prints, for each gold operation, how often it is recognised and computed right."""
    parser = argparse.ArgumentParser(description="Arithmetic over quantities, on TAT-QA.")
    parser.add_argument("contexts", type=Path)
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for context in json.loads(arguments.contexts.read_text(encoding="utf-8")):
        figures = read_figures(as_document(context))
        for case in cases(context):
            outcome, said = judge(case, figures)
            name = case.operation.value if case.operation else "no single operation"
            counts.setdefault(name, Counter()).update(outcome)
            if arguments.failures and case.operation and "right" not in outcome:
                print(
                    f"{name}: {case.question.strip()} | {case.derivation} = {case.answer} | {said}"
                )
    report(counts)


def report(counts: Mapping[str, Counter[str]]) -> None:
    """A line for each gold operation, and one for all of them together."""
    columns = ("questions", "recognised", "found", "computed", "right")
    print(f"{'gold operation':22}" + "".join(f"{column:>12}" for column in columns))
    single = {name: row for name, row in counts.items() if name != "no single operation"}
    for name, row in [*sorted(single.items()), ("all of these", sum(single.values(), Counter()))]:
        print(f"{name:22}" + "".join(f"{row[column]:12}" for column in columns))
    print(f"no single operation: {counts['no single operation']['questions']} questions")


# --- the set -----------------------------------------------------------------------------------


def as_document(context: Mapping[str, Any]) -> Document:
    """A context as Markdown: its paragraphs, and its table in pipes."""
    rows = ["| " + " | ".join(cells) + " |" for cells in context["table"]["table"]]
    paragraphs = [paragraph["text"] for paragraph in context["paragraphs"]]
    return Document(
        "context.md", "\n\n".join([*paragraphs, "\n".join(rows)]), SourceFormat.MARKDOWN
    )


def cases(context: Mapping[str, Any]) -> Iterator[Case]:
    """The arithmetic questions of a context."""
    for question in context["questions"]:
        if question["answer_type"] != "arithmetic":
            continue
        derivation = question["derivation"]
        plain = re.sub(r"[\s$€£]", "", derivation).replace("[", "(").replace("]", ")")
        operation, operands = read_derivation(plain, question["scale"])
        answer = float(question["answer"])
        yield Case(question["question"], derivation, operation, operands, answer)


def read_derivation(plain: str, scale: str) -> tuple[Operation | None, tuple[str, ...]]:
    """The operation and the digits of the operands; no operation where it isn't a single one."""
    numbers = _NUMBER.findall(plain)
    shape = _NUMBER.sub("N", plain)
    count = re.fullmatch(r"(.*\+.*)/([0-9]+)", plain)
    if count is not None and len(numbers) == int(count[2]) + 1:
        shape = re.sub(r"N$", "K", shape)
    operation = next((which for which, form in _SHAPES if form.fullmatch(shape)), None)
    if operation is None:
        return None, ()
    if operation is Operation.GROWTH:
        return (operation, tuple(numbers[:2])) if numbers[1] == numbers[2] else (None, ())
    if operation is Operation.SHARE and scale != "percent":
        operation = Operation.RATIO
    if operation is Operation.AVERAGE:
        numbers = numbers[:-1]
    if operation in (Operation.SHARE, Operation.RATIO):
        numbers = numbers[:2]
    return operation, tuple(numbers)


# --- the measure -------------------------------------------------------------------------------


def read_figures(document: Document) -> list[Figure]:
    """The figures of a document with their citations."""
    segmentation = segment(document, _tokens)
    return [
        Figure(quantity, Citation(document, segmentation.view, quantity.span, ()), asked_for=True)
        for quantity in find_quantities(segmentation)
    ]


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]


def judge(case: Case, figures: Sequence[Figure]) -> tuple[set[str], str]:
    """What went right with a case, and what was said."""
    outcome = {"questions"}
    question = read_question(case.question)
    if question.operation is case.operation:
        outcome.add("recognised")
    operands = find_operands(case.operands, figures)
    if operands is None:
        return outcome, f"{question.operation}; operands not found"
    outcome.add("found")
    derivation = derive(question, rows_of(operands))
    asked = [found for found in derivation.derived if found.operation is case.operation]
    if not asked or asked[0].value is None:
        said = [found.formula for found in derivation.derived]
        return outcome, f"{question.operation}; {said} {list(derivation.notes)}"
    outcome.add("computed")
    has_sign = any(_YEAR.fullmatch(row.label) for row in rows_of(operands))
    if is_right(case.answer, asked[0].value, has_sign=has_sign):
        outcome.add("right")
    return outcome, asked[0].formula


_YEAR: Final = re.compile("[12][0-9]{3}")


def find_operands(operands: Sequence[str], figures: Sequence[Figure]) -> list[Figure] | None:
    """A figure for each operand, all different: in one line if they can be, else the last ones."""
    candidates = [
        [figure for figure in reversed(figures) if operand in _digits(figure)][:_CANDIDATES]
        for operand in operands
    ]
    chosen = min(
        (
            chosen
            for chosen in itertools.islice(itertools.product(*candidates), _COMBINATIONS)
            if len({figure.citation.span for figure in chosen}) == len(chosen)
        ),
        key=lambda chosen: len({figure.citation.line_number for figure in chosen}),
        default=None,
    )
    return list(chosen) if chosen else None


_CANDIDATES: Final = 4
_COMBINATIONS: Final = 500


def _digits(figure: Figure) -> list[str]:
    return _NUMBER.findall(figure.citation.quote)


def rows_of(operands: Sequence[Figure]) -> list[Row]:
    """A row for each operand: by year in the order of the text, if they have one each."""
    years = [figure.quantity.period or "" for figure in operands]
    years = [year[:4] if _DAY.fullmatch(year) else year for year in years]
    if len(set(years)) == len(years) and all(map(_YEAR.fullmatch, years)):
        in_text = sorted(zip(operands, years, strict=True), key=lambda pair: pair[0].citation.span)
        return [Row(year, figure, None) for figure, year in in_text]
    return [Row(f"side {number}", figure, None) for number, figure in enumerate(operands, 1)]


_DAY: Final = re.compile("[12][0-9]{3}(?:-[0-9]{2}){1,2}")


def is_right(gold: float, value: float, *, has_sign: bool) -> bool:
    """Whether a value rounds to the gold answer, in the gold's scale of thousands."""
    if not has_sign:
        gold, value = abs(gold), abs(value)
    half = Decimal(1).scaleb(min(0, int(Decimal(repr(gold)).as_tuple().exponent))) / 2
    return any(
        abs(Decimal(repr(value)) / 1000**power - Decimal(repr(gold))) <= half * _SLACK
        for power in (0, 1, 2, 3)
    )


_SLACK: Final = Decimal("1.0001")


if __name__ == "__main__":
    main()
