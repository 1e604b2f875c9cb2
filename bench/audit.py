"""Changes one figure at a time and counts how often the audit says so.

    python bench/audit.py PATH [PATH ...] [--limit N] [--seed S] [--json]

Every relation that holds in a document is taken in turn, one figure in it is changed in the text,
and the changed text goes through the whole pipeline again: segmentation, quantities, audit. A
change is found when a new contradiction or doubt touches the relation's place. The kinds:

- digit: another digit in a numeral, or another number word. Most of a long numeral's digits don't
  show in a rounded result, so changes by 5% or more are counted on their own too;
- scale: million for billion, a lost "thousand", a decimal point or a zero moved;
- year: a year of a growth moved by one to three;
- sign: brackets or a minus added or taken away, "rose" for "fell".

Relations that only set a bound (a part is smaller than its whole) are counted apart: one digit
seldom breaks them. False alarms are contradictions and doubts elsewhere that the change brought,
and all those in the unchanged documents, which are printed for reading: some are true.

For speed only the paragraphs around a relation are read again, if the relation is found in them
alone just as in the whole; if not, the whole document is.
"""

import argparse
import bisect
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal

from briqa.audit import Finding, audit_document
from briqa.errors import SourceError
from briqa.quantities import find_quantities, parse_quantities
from briqa.segment import segment
from briqa.sources import discover, read_documents
from briqa.spans import DeclaredHeading, Document, Span
from briqa.store import StoredDocument
from briqa.store.records import StoredPassage, StoredSentence

Kind = Literal["digit", "scale", "year", "sign"]

KINDS: Final[tuple[Kind, ...]] = ("digit", "scale", "year", "sign")
BOUNDING: Final = frozenset({"part of whole", "direction", "comparison", "rank", "year"})
ALARMS: Final = frozenset({"contradiction", "doubtful"})
WITH_YEARS: Final = frozenset({"growth", "year"})
WITH_SIGNS: Final = frozenset(
    {"growth", "change", "direction", "comparison", "table total", "table change"}
)
# Of the whole relation, how far around it another finding still counts as being about it.
_STRETCH: Final = 1500
_AROUND: Final = 3  # paragraphs kept on both sides
_LARGE: Final = 0.05

_NUMERAL: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SCALE: Final = re.compile(r"\b(thousand|million|billion|trillion)\b")
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MINUS: Final = re.compile(r"[-−–](?=[$€£¥]?[0-9])")
_OTHER_SCALE: Final = {"million": "billion", "billion": "million", "trillion": "billion"}
_NUMBER_WORDS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_OPPOSITES: Final = (
    ("increased", "decreased"), ("increase", "decrease"), ("increases", "decreases"),
    ("rose", "fell"), ("rise", "fall"), ("grew", "shrank"), ("growing", "shrinking"),
    ("up", "down"), ("growth", "decline"), ("gain", "loss"), ("higher", "lower"),
    ("above", "below"), ("more than", "less than"), ("climbed", "dropped"), ("raised", "cut"),
    ("expanded", "contracted"), ("larger", "smaller"), ("grown", "shrunk"),
)  # fmt: skip
_OPPOSITE: Final = {
    word: other for pair in _OPPOSITES for word, other in (pair, tuple(reversed(pair)))
}
_DIRECTION: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(_OPPOSITE, key=len, reverse=True))})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a document's text and what is put in its place."""

    kind: Kind
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One change and what the audit said of it.

    `size` is by how much of its value a figure was changed, where that is known.
    """

    docid: str
    relation: str
    kind: Kind
    before: str
    after: str
    size: float | None
    is_found: bool
    alarms_elsewhere: int
    formula: str


def main() -> int:
    """Prints the share of changes found and what is said of the unchanged documents."""
    parser = argparse.ArgumentParser(description="Changes figures and counts what the audit sees.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, help="relations a document at most, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object, every trial in it")
    options = parser.parse_args()
    found = discover(options.paths)
    trials: list[Trial] = []
    alarms: list[tuple[Document, Finding]] = []
    relations: Counter[str] = Counter()
    paragraphs = covered = 0
    results = read_documents((path, path.name) for path in found.paths)
    for result in results:
        if isinstance(result, SourceError):
            print(f"not read  {result}", file=sys.stderr)
            continue
        stored = stored_document(result)
        findings = audit_document(stored)
        relations.update(finding.relation for finding in findings)
        alarms.extend((result, finding) for finding in findings if finding.verdict in ALARMS)
        with_figures, with_findings = coverage(stored, findings)
        paragraphs, covered = paragraphs + with_figures, covered + with_findings
        trials.extend(trials_of(result, findings, limit=options.limit, seed=options.seed))
    if options.json:
        print(json.dumps(as_json(trials, alarms, relations), ensure_ascii=False))
        return 0
    print_alarms(alarms)
    print(f"\n{sum(relations.values())} relations; {covered} of {paragraphs} paragraphs with two")
    print("figures or more are in one:")
    print("   ", ", ".join(f"{name} {count}" for name, count in relations.most_common()) or "none")
    print_trials(trials)
    return 0


def stored_document(document: Document) -> StoredDocument:
    """A document as an index would hold it, its passages measured in words."""
    segmentation = segment(document, _word_offsets)
    passages = tuple(
        StoredPassage(number, passage) for number, passage in enumerate(segmentation.passages)
    )
    starts = [passage.span.start for passage in segmentation.passages]
    sentences = tuple(
        StoredSentence(number, bisect.bisect_right(starts, sentence.span.start) - 1, sentence)
        for number, sentence in enumerate(segmentation.sentences)
    )
    return StoredDocument(
        document=document,
        origin=document.docid,
        view=segmentation.view,
        outline=segmentation.outline,
        passages=passages,
        sentences=sentences,
        quantities=tuple(find_quantities(segmentation)),
    )


def _word_offsets(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def coverage(stored: StoredDocument, findings: Sequence[Finding]) -> tuple[int, int]:
    """How many paragraphs hold two figures, and how many of them a finding."""
    with_figures = with_findings = 0
    for paragraph in _paragraphs(stored.document.text):
        if len(stored.quantities_in(paragraph)) < 2:
            continue
        with_figures += 1
        with_findings += any(
            paragraph.overlaps(span) for finding in findings for span in finding.spans
        )
    return with_figures, with_findings


def _paragraphs(text: str) -> Iterator[Span]:
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        yield Span(*match.span())


# --- changing figures


def trials_of(
    document: Document, findings: Sequence[Finding], *, limit: int | None, seed: int
) -> Iterator[Trial]:
    """A trial for each relation that holds and each kind of change that it admits."""
    holding = [finding for finding in findings if finding.verdict not in ALARMS]
    if limit is not None and limit < len(holding):
        holding = random.Random(f"{seed} {document.docid}").sample(holding, limit)
    for finding in holding:
        part, offset = _part_with(document, finding)
        inside = _moved(finding, -offset)
        before = audit_document(stored_document(part))
        for kind in KINDS:
            rng = random.Random(f"{seed} {document.docid} {finding.spans} {kind}")
            options = list(_CHANGES[kind](part, inside))
            if options:
                yield _try(part, inside, before, rng.choice(options))


def _part_with(document: Document, finding: Finding) -> tuple[Document, int]:
    """The paragraphs around a relation, and where they begin, if they are enough to find it."""
    paragraphs = list(_paragraphs(document.text))
    starts = [paragraph.start for paragraph in paragraphs]
    first = bisect.bisect_right(starts, finding.spans[0].start) - 1 - _AROUND
    last = bisect.bisect_right(starts, finding.spans[-1].start) - 1 + _AROUND
    start = paragraphs[max(0, first)].start
    end = paragraphs[min(last, len(paragraphs) - 1)].end
    tail = Span(end, len(document.text)) if end < len(document.text) else None
    part = spliced(document, tail, "") if tail else document
    part = spliced(part, Span(0, start), "") if start else part
    if _moved(finding, -start) in audit_document(stored_document(part)):
        return part, start
    return document, 0


def _moved(finding: Finding, by: int) -> Finding:
    spans = tuple(Span(span.start + by, span.end + by) for span in finding.spans)
    return replace(finding, spans=spans)


def spliced(document: Document, span: Span, text: str) -> Document:
    """A document with a stretch of its text replaced, and all that is declared of it moved."""
    grown = len(text) - len(span)

    def moved(offset: int) -> int:
        if offset <= span.start:
            return offset
        return offset + grown if offset >= span.end else span.start

    def kept(old: Span) -> Span | None:
        start, end = moved(old.start), moved(old.end)
        return Span(start, end) if start < end else None

    starts = document.paragraph_starts
    headings = ((kept(heading.span), heading.level) for heading in document.headings)
    furniture = (kept(piece) for piece in document.furniture)
    return replace(
        document,
        text=document.text[: span.start] + text + document.text[span.end :],
        pages=tuple(
            replace(page, start=moved(page.start), end=moved(page.end)) for page in document.pages
        ),
        headings=tuple(DeclaredHeading(place, level) for place, level in headings if place),
        paragraph_starts=None if starts is None else tuple(sorted({moved(old) for old in starts})),
        furniture=tuple(piece for piece in furniture if piece),
    )


def _try(part: Document, finding: Finding, before: Sequence[Finding], change: Change) -> Trial:
    changed = spliced(part, change.span, change.text)
    grown = len(change.text) - len(change.span)
    known = {_place(found, change.span.end, grown) for found in before if found.verdict in ALARMS}
    alarms = [
        found
        for found in audit_document(stored_document(changed))
        if found.verdict in ALARMS and _place(found, 0, 0) not in known
    ]
    places = [
        Span(*(offset + grown * (offset >= change.span.end) for offset in (span.start, span.end)))
        for span in _about(finding, change)
    ]
    near = [found for found in alarms if _touches(found, places)]
    return Trial(
        docid=part.docid,
        relation=finding.relation,
        kind=change.kind,
        before=part.quote(change.span),
        after=change.text,
        size=_size(part.quote(change.span), change.text),
        is_found=bool(near),
        alarms_elsewhere=len(alarms) - len(near),
        formula=finding.formula,
    )


def _about(finding: Finding, change: Change) -> list[Span]:
    """Where a new finding counts as one about this relation."""
    first = min(finding.spans[0].start, change.span.start)
    last = max(max(span.end for span in finding.spans), change.span.end)
    if last - first <= _STRETCH:
        return [Span(first, last)]
    return [*finding.spans, change.span]


def _touches(finding: Finding, places: Sequence[Span]) -> bool:
    return any(span.overlaps(place) for span in finding.spans for place in places)


def _place(finding: Finding, behind: int, by: int) -> tuple[str, tuple[int, ...]]:
    """What a finding is about, its offsets from `behind` on moved."""
    return finding.relation, tuple(
        span.start + by * (span.start >= behind) for span in finding.spans
    )


def _size(before: str, after: str) -> float | None:
    old, new = (_value(text) for text in (before, after))
    return abs(new / old - 1) if old and new is not None else None


def _value(text: str) -> float | None:
    match = _NUMERAL.fullmatch(text.strip())
    return float(match[0].replace(",", "")) if match else None


# --- the kinds of change


def _figures(document: Document, finding: Finding) -> tuple[Span, ...]:
    """The spans of figures: of a list only the count announced, not its items and markers."""
    if finding.relation != "list":
        return finding.spans
    return tuple(
        span
        for span in finding.spans
        if any(found.value == finding.stated for found in parse_quantities(document.quote(span)))
        and document.quote(span)[0] != "("
    )


def _digit_changes(document: Document, finding: Finding) -> Iterator[Change]:
    """Every digit of every numeral by every other digit, and number words by their neighbours."""
    for span in _figures(document, finding):
        for numeral, text in _numerals(document, span):
            if _YEAR.fullmatch(text) and finding.relation in WITH_YEARS:
                continue
            for at, old in enumerate(text):
                for new in "0123456789" if old.isdigit() else "":
                    if new != old and (new != "0" or at or len(text) == 1):
                        yield Change("digit", numeral, text[:at] + new + text[at + 1 :])
        word = document.quote(span).split()[0]
        if word.lower() in _NUMBER_WORDS[1:]:
            number = _NUMBER_WORDS.index(word.lower())
            place = Span(span.start, span.start + len(word))
            for other in {number - 1, min(number + 1, len(_NUMBER_WORDS) - 1)} - {number}:
                yield Change("digit", place, _cased(_NUMBER_WORDS[other], word))


def _scale_changes(document: Document, finding: Finding) -> Iterator[Change]:
    """Another scale word where there is one; else a point or a zero moved."""
    for span in _figures(document, finding):
        quote = document.quote(span)
        scale = _SCALE.search(quote)
        if scale:
            start = span.start + scale.start()
            if scale[1] == "thousand":
                yield Change("scale", Span(start - 1, start + len("thousand")), "")
            else:
                yield Change("scale", Span(start, start + len(scale[1])), _OTHER_SCALE[scale[1]])
            continue
        for numeral, text in _numerals(document, span):
            if not _YEAR.fullmatch(text):
                yield Change("scale", numeral, _times_ten(text))


def _times_ten(text: str) -> str:
    if "." not in text:
        return f"{int(text.replace(',', '')) * 10:,}"
    whole, decimals = text.replace(",", "").split(".")
    moved = f"{int(whole + decimals[0]):,}"
    return f"{moved}.{decimals[1:]}" if len(decimals) > 1 else moved


def _year_changes(document: Document, finding: Finding) -> Iterator[Change]:
    if finding.relation not in WITH_YEARS:
        return
    for span in finding.spans:
        for match in _YEAR.finditer(document.quote(span)):
            place = Span(span.start + match.start(), span.start + match.end())
            for by in (-3, -2, -1, 1, 2, 3):
                yield Change("year", place, str(int(match[0]) + by))


def _sign_changes(document: Document, finding: Finding) -> Iterator[Change]:
    if finding.relation not in WITH_SIGNS:
        return
    text = document.text
    if finding.relation.startswith("table"):
        for span in finding.spans:
            yield from _table_sign(text, span)
        return
    start, end = _sentence_around(document, finding)
    for match in _DIRECTION.finditer(text, start, end):
        other = _cased(_OPPOSITE[match[0].lower()], match[0])
        yield Change("sign", Span(*match.span()), other)


def _table_sign(text: str, span: Span) -> Iterator[Change]:
    quote = text[span.start : span.end]
    in_brackets = re.search(r"\(([^()]*[0-9][^()]*)\)", text[max(0, span.start - 1) : span.end + 1])
    if in_brackets:
        start = max(0, span.start - 1) + in_brackets.start()
        yield Change("sign", Span(start, start + len(in_brackets[0])), in_brackets[1])
    elif minus := _MINUS.match(quote):
        yield Change("sign", span, quote[minus.end() :])
    elif _NUMERAL.fullmatch(quote) and quote.strip("0.,"):
        yield Change("sign", span, f"({quote})")


def _sentence_around(document: Document, finding: Finding) -> tuple[int, int]:
    """From the line or sentence before the relation's first figure to the end of its last's."""
    text = document.text
    first, last = finding.spans[0].start, max(span.end for span in finding.spans)
    start = max(text.rfind(". ", 0, first), text.rfind("\n", 0, first)) + 1
    ends = [place for mark in (". ", "\n") if (place := text.find(mark, last)) >= 0]
    return start, min(ends, default=len(text))


def _numerals(document: Document, span: Span) -> Iterator[tuple[Span, str]]:
    for match in _NUMERAL.finditer(document.quote(span)):
        text = match[0].rstrip(",")
        yield Span(span.start + match.start(), span.start + match.start() + len(text)), text


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


_CHANGES: Final[dict[Kind, Callable[[Document, Finding], Iterator[Change]]]] = {
    "digit": _digit_changes,
    "scale": _scale_changes,
    "year": _year_changes,
    "sign": _sign_changes,
}


# --- printing


def print_alarms(alarms: Sequence[tuple[Document, Finding]]) -> None:
    """Every contradiction and doubt in the unchanged documents."""
    print(f"{len(alarms)} contradictions and doubts in the unchanged documents")
    for document, finding in alarms:
        first, last = finding.spans[0], finding.spans[-1]
        print(f"  {finding.verdict}, {finding.relation}: {finding.formula}")
        quote = " ".join(document.text[max(0, first.start - 60) : last.end + 40].split())
        print(f"      {document.docid}:{first.start}-{last.end}  {quote[:300]}")


def print_trials(trials: Sequence[Trial]) -> None:
    """The share found by relation and kind."""
    columns = ("digit", "digit 5%+", "scale", "year", "sign")
    print(f"\n{'found of changed':18}" + "".join(f"{column:>16}" for column in columns))
    for relation in sorted({trial.relation for trial in trials}):
        _print_row(relation, [trial for trial in trials if trial.relation == relation])
    strict = [trial for trial in trials if trial.relation not in BOUNDING]
    _print_row("all but bounds", strict)
    _print_row("all", trials)
    elsewhere = sum(trial.alarms_elsewhere for trial in trials)
    print(f"{elsewhere} false alarms elsewhere in {len(trials)} changed texts")


def _print_row(name: str, trials: Sequence[Trial]) -> None:
    cells = [
        [trial for trial in trials if trial.kind == "digit"],
        [trial for trial in trials if trial.kind == "digit" and _is_large(trial)],
        *([trial for trial in trials if trial.kind == kind] for kind in KINDS[1:]),
    ]
    print(f"{name:18}" + "".join(f"{_share(cell):>16}" for cell in cells))


def _is_large(trial: Trial) -> bool:
    return trial.size is None or trial.size >= _LARGE


def _share(trials: Sequence[Trial]) -> str:
    if not trials:
        return "-"
    found = sum(trial.is_found for trial in trials)
    return f"{found}/{len(trials)} {found / len(trials):4.0%}"


def as_json(
    trials: Sequence[Trial],
    alarms: Sequence[tuple[Document, Finding]],
    relations: Counter[str],
) -> dict[str, object]:
    """All of it for programs."""
    return {
        "relations": dict(relations),
        "alarms": [{"docid": document.docid, **asdict(finding)} for document, finding in alarms],
        "trials": [asdict(trial) for trial in trials],
    }


if __name__ == "__main__":
    sys.exit(main())
