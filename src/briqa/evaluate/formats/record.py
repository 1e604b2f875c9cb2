"""A row of any format, its fields by our names: what each may hold, and what is wrong with it.

The one thing to know: JSON gives typed values and tables give text, so every field is read from
either; whatever can't be read names the row and the column as the file calls it.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn

from briqa.errors import QuestionSetError
from briqa.evaluate.gold import Gold, GoldNumber, GoldSpan, QuestionRow
from briqa.words import is_unicode

# Several values in one cell of a table stand between these.
SEPARATOR: Final = "|"
# A question is a sentence or a few; a whole file in a cell is a mistake of its quotes.
MOST_CHARACTERS: Final = 10_000
_RANGE: Final = re.compile(r"(?:(?P<docid>.+):)?\s*(?P<start>\d+)\s*[-–:]\s*(?P<end>\d+)")
_NUMBER: Final = re.compile(
    r"(?P<value>[+-]?[\d,]*\.?\d+(?:[eE][+-]?\d+)?)\s*(?P<unit>.*)", re.DOTALL
)
_YES: Final = frozenset("true yes y 1 1.0 answerable".split())
_NO: Final = frozenset("false no n 0 0.0 unanswerable".split())


@dataclass(frozen=True, slots=True)
class Record:
    """One row.

    Attributes:
        path: the file.
        number: its line, or its row in the sheet, from 1.
        values: field → value; fields that the row lacks, or has empty, are absent.
        names: field → the column's own name, for messages; the field's where it is the same.
        sheet: the sheet of a workbook; None for other files.
    """

    path: Path
    number: int
    values: Mapping[str, object]
    names: Mapping[str, str]
    sheet: str | None = None

    @property
    def where(self) -> str:
        """The row, for messages."""
        if self.sheet is None:
            return f"line {self.number}"
        return f"sheet {self.sheet}, row {self.number}"

    def fail(self, field: str | None, problem: str, remedy: str) -> NoReturn:
        """Refuses the row.

        Raises:
            QuestionSetError: always.
        """
        column = None if field is None else self.names.get(field, field)
        raise QuestionSetError(
            self.path, self.number, problem, remedy, column=column, sheet=self.sheet
        )

    def text(self, field: str) -> str | None:
        """A field as text; numbers are written out."""
        value = self.values.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.fail(field, "isn't text", "write it as text")
        text = str(value) if isinstance(value, str) else _plain(value)
        self._check(field, text)
        return text.strip() or None

    def flag(self, field: str) -> bool | None:
        """A field as yes or no."""
        value = self.values.get(field)
        if value is None or isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word not in _YES | _NO:
            self.fail(field, f"{_short(word)!r} is neither yes nor no", "write true or false")
        return word in _YES

    def texts(self, field: str) -> tuple[str, ...]:
        """A field as several texts."""
        value = self.values.get(field)
        if isinstance(value, list):
            if not all(isinstance(each, str) for each in value):
                self.fail(field, "isn't a list of texts", 'write it as ["one", "two"]')
            parts = value
        else:
            parts = (self.text(field) or "").split(SEPARATOR)
        found = tuple(each.strip() for each in parts if each.strip())
        for each in found:
            self._check(field, each)
        return found

    def _check(self, field: str, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            self.fail(field, f"holds {len(text):,} characters", "check the quotes around it")
        if "\0" in text or not is_unicode(text):
            self.fail(field, "holds what is no character", "save the file as UTF-8")


def question_row(record: Record) -> QuestionRow:
    """A question from a row; a row without an id is called by its number.

    Raises:
        QuestionSetError: for the first field that can't be read.
    """
    qid = record.text("id") or str(record.number)
    question = record.text("question")
    if question is None:
        record.fail("question", "is empty", "write the question's text")
    gold = Gold(
        _answerable(record),
        tuple(_evidence(record)),
        record.texts("answers"),
        record.texts("answer_items"),
        tuple(_numbers(record)),
    )
    kind, cluster = record.text("type") or "", record.text("cluster")
    return QuestionRow(qid, question, kind, cluster, gold, record.where)


def _answerable(record: Record) -> bool | None:
    impossible = record.flag("is_impossible")
    return record.flag("answerable") if impossible is None else not impossible


def _evidence(record: Record) -> Iterator[tuple[GoldSpan, ...]]:
    """Complete sets of evidence, those that are empty left out."""
    texts = record.texts("evidence_text")
    spans = _spans(record, "evidence", record.values.get("evidence"))
    if texts and not spans:  # it is found by its text
        spans = [GoldSpan(record.text("docid"), 0, len(text)) for text in texts]
    if texts and len(texts) != len(spans):
        record.fail(
            "evidence_text", f"{len(texts)} texts for {len(spans)} spans", "give one for each"
        )
    if texts:
        spans = [replace(span, text=text) for span, text in zip(spans, texts, strict=True)]
    others = record.values.get("alt_evidence") or []
    if not isinstance(others, list):
        record.fail("alt_evidence", "isn't a list of lists of spans", "write it as [[[0, 9]]]")
    for found in (spans, *(_spans(record, "alt_evidence", other) for other in others)):
        if found:
            yield tuple(found)


def _spans(record: Record, field: str, value: object) -> list[GoldSpan]:
    """Spans as pairs, objects, or text such as "report.md:10-20|30-40"."""
    docid = record.text("docid")
    if value is None:
        return []
    parts = value.split(SEPARATOR) if isinstance(value, str) else value
    if not isinstance(parts, list):
        record.fail(field, "isn't a list of spans", "write it as [[start, end]]")
    return [_span(record, field, part, docid) for part in parts]


def _span(record: Record, field: str, part: object, docid: str | None) -> GoldSpan:
    text: object = None
    if isinstance(part, str):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            record.fail(field, f"{_short(part)!r} is no span", "write it as start-end")
        name, start, end = match["docid"] or docid, int(match["start"]), int(match["end"])
        return _checked(record, field, GoldSpan(name, start, end))
    if isinstance(part, Mapping):
        name = part.get("docid", part.get("doc", docid))
        ends, text = (part.get("start"), part.get("end")), part.get("text")
    elif isinstance(part, list) and len(part) == 2:
        name, ends = docid, (part[0], part[1])
    else:
        record.fail(field, "holds what is no span", "write each as [start, end]")
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in ends):
        record.fail(field, "holds a span without whole numbers", "write each as [start, end]")
    if not isinstance(name, str | None) or not isinstance(text, str | None):
        record.fail(field, "names a document that is no text", "write its name")
    return _checked(record, field, GoldSpan(name, ends[0], ends[1], text))  # type: ignore[arg-type]


def _checked(record: Record, field: str, span: GoldSpan) -> GoldSpan:
    if not 0 <= span.start < span.end:
        record.fail(
            field,
            f"the span {span.start}-{span.end} is empty or runs backwards",
            "give the first character and the one behind the last",
        )
    return span


def _numbers(record: Record) -> Iterator[GoldNumber]:
    """Figures as objects, as a number, or as text such as "84 routes|5.45e12 CNY"."""
    value = record.values.get("numbers")
    unit = record.text("unit")
    if value is None:
        return
    parts = value.split(SEPARATOR) if isinstance(value, str) else value
    for part in parts if isinstance(parts, list) else [parts]:
        own, named = part, unit
        if isinstance(part, Mapping):
            own, named = part.get("value"), part.get("unit", unit)
        elif isinstance(part, str):
            match = _NUMBER.fullmatch(part.strip())
            if match is None:
                record.fail("numbers", f"{_short(part)!r} is no figure", "write it as 5.45e12 CNY")
            own, named = float(match["value"].replace(",", "")), match["unit"].strip() or unit
        if isinstance(own, bool) or not isinstance(own, int | float) or not math.isfinite(own):
            record.fail("numbers", "holds what is no finite number", 'write {"value": 84}')
        if not isinstance(named, str | None):
            record.fail("numbers", "has a unit that is no text", 'write {"unit": "CNY"}')
        yield GoldNumber(float(own), named)


def _plain(value: int | float) -> str:
    """A number as people write it: spreadsheets give whole ones as 7.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
