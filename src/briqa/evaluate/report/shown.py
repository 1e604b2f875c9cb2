"""What a report shows of a run: its figures in words, and its questions, failures first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import OVERALL, Estimate, Summary
from briqa.evaluate.metrics.table import ScoredQuestion
from briqa.evaluate.prediction import PredictedSpan
from briqa.evaluate.run.manifest import Manifest

# A page with more is slow to open; `per_question.csv` has them all.
MOST_QUESTIONS: Final = 500
_LONGEST_QUOTE: Final = 600
_HEADLINE: Final = (
    "accuracy", "recall@5", "doc_recall@5", "number_acc", "answer_containment", "span_f1",
    "abstain_f1",
)  # fmt: skip
VERDICTS: Final = {
    "wrong": "wrong",
    "refused-wrongly": "refused, but there is an answer",
    "right": "right",
    "refused-rightly": "rightly refused",
    "unjudged": "not judged",
}


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run to be shown.

    Attributes:
        name: of the set.
        scored: its questions.
        summary: its figures.
        manifest: what it is made of.
        texts: docid → canonical text.
    """

    name: str
    scored: Sequence[ScoredQuestion]
    summary: Summary
    manifest: Manifest
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownMetric:
    """A line of a table of metrics."""

    name: str
    label: str
    description: str
    estimate: Estimate
    is_share: bool


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A span that an answer cites, as it stands in its document."""

    docid: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its gold and its answer."""

    qid: str
    question: str
    kind: str
    verdict: str
    gold: str
    answer: str
    confidence: float
    sources: tuple[ShownSource, ...]


def verdict(each: ScoredQuestion) -> str:
    """How a question came out: a key of `VERDICTS`."""
    if each.right is None:
        return "unjudged"
    if each.prediction.abstained:
        return "refused-rightly" if each.right else "refused-wrongly"
    return "right" if each.right else "wrong"


def shown_metrics(summary: Summary, group: str = OVERALL) -> Iterator[ShownMetric]:
    """The metrics of a group, in order."""
    for name, estimate in summary.groups[group].items():
        text = METRICS[name]
        yield ShownMetric(name, text.label, text.description, estimate, text.is_share)


def headline(run: ShownRun) -> str:
    """The run in a sentence or two."""
    refused = sum(each.prediction.abstained for each in run.scored)
    counts = (
        f"{len(run.scored)} questions: {len(run.scored) - refused} answered, {refused} refused."
    )
    figures = [
        f"{METRICS[name].label} {_figure(estimate)}"
        for name in _HEADLINE
        if (estimate := run.summary.groups[OVERALL].get(name)) is not None
    ]
    return f"{counts} {'; '.join(figures)}." if figures else counts


def _figure(estimate: Estimate) -> str:
    interval = estimate.interval
    if interval is None:
        return f"{estimate.value:.3f}"
    return f"{estimate.value:.3f} ({interval.low:.3f} to {interval.high:.3f})"


def shown_questions(run: ShownRun) -> list[ShownQuestion]:
    """The questions that the page has room for, failures first, else in the set's order."""
    order = list(VERDICTS)
    first = sorted(run.scored, key=lambda each: order.index(verdict(each)))[:MOST_QUESTIONS]
    return [shown_question(each, run.texts) for each in first]


def shown_question(each: ScoredQuestion, texts: Mapping[str, str]) -> ShownQuestion:
    """One question with its gold and answer.

    Args:
        each: the question.
        texts: docid → canonical text; a span of a document that isn't there has no quote.
    """
    found = each.prediction
    return ShownQuestion(
        found.qid,
        each.row.question,
        each.row.kind,
        verdict(each),
        gold_text(each, texts),
        found.answer or "The documents don't say.",
        found.confidence,
        tuple(_source(span, texts) for span in found.answer_spans or found.passages[:1]),
    )


def gold_text(each: ScoredQuestion, texts: Mapping[str, str]) -> str:
    """What a right answer would have been, as far as the set says."""
    gold = each.row.gold
    if each.answerable is False:
        return "no answer in the documents"
    if gold.answers or gold.answer_items:
        return " | ".join(gold.answers or gold.answer_items)
    if gold.numbers:
        return " | ".join(
            f"{number.value:,.12g} {number.unit or ''}".strip() for number in gold.numbers
        )
    spans = gold.evidence[0] if gold.evidence else ()
    quotes = [span.text or texts.get(span.docid or "", "")[span.start : span.end] for span in spans]
    if quotes:
        return " … ".join(quotes)[:_LONGEST_QUOTE]
    return ", ".join(docid for docid, grade in gold.relevance.items() if grade > 0)[:_LONGEST_QUOTE]


def _source(span: PredictedSpan, texts: Mapping[str, str]) -> ShownSource:
    end = min(span.end, span.start + _LONGEST_QUOTE)
    return ShownSource(
        span.docid, span.start, span.end, texts.get(span.docid, "")[span.start : end]
    )
