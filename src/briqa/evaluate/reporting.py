"""From runs to what their reports show: questions with verdicts, figures, differences.

The one thing to know: the report knows nothing of indexes, so whatever it quotes is read out of the
documents' texts here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.evaluate.comparison import Comparison, Difference
from briqa.evaluate.comparison import Flip as FlippedQuestion
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import Summary
from briqa.evaluate.metrics.table import ScoredQuestion
from briqa.evaluate.prediction import PredictedSpan
from briqa.evaluate.report import (
    Cited,
    Flip,
    Metrics,
    PairComparison,
    ReportedQuestion,
    RightRun,
    Verdict,
    comparison_report,
    read_metrics,
    run_report,
)
from briqa.evaluate.report import Difference as ShownDifference
from briqa.evaluate.run.manifest import Manifest
from briqa.evaluate.statistics.bootstrap import LEVEL

# The shares that are told in words and drawn by type, where a set has them.
HEADLINE: Final = (
    "accuracy", "recall@5", "doc_recall@5", "number_acc", "answer_containment", "span_f1",
    "abstain_f1",
)  # fmt: skip
_LONGEST_QUOTE: Final = 600
_MOST_DOCUMENTS: Final = 20


@dataclass(frozen=True, slots=True)
class ScoredRun:
    """A run with all that its report shows.

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

    @property
    def metrics(self) -> Metrics:
        """Its figures as reports and plots take them."""
        return read_metrics(self.summary.as_json())


def run_page(run: ScoredRun) -> str:
    """The page of a run."""
    return run_report(
        title=run.name,
        metrics=run.metrics,
        texts=METRICS,
        main=HEADLINE,
        questions=reported_questions(run),
        manifest=_shortened(run.manifest),
    )


def comparison_page(comparison: Comparison, manifests: Mapping[str, Manifest]) -> str:
    """The page of a comparison.

    Args:
        comparison: the runs beside each other.
        manifests: run → what it is made of.
    """
    return comparison_report(
        title=f"{', '.join(comparison.names[1:])} against {comparison.names[0]}",
        pairs=compared_pairs(comparison),
        texts=METRICS,
        level=LEVEL,
        manifests={name: _shortened(manifest) for name, manifest in manifests.items()},
    )


def compared_pairs(comparison: Comparison) -> list[PairComparison]:
    """Each run with the first, as reports and plots take them."""
    return [
        PairComparison(
            comparison.names[0],
            name,
            tuple(_difference(found) for found in comparison.differences if found.other == name),
            tuple(_flip(flip) for flip in comparison.flips if flip.other_name == name),
        )
        for name in comparison.names[1:]
    ]


def reported_questions(run: ScoredRun) -> list[ReportedQuestion]:
    """The questions of a run, in the set's order."""
    return [
        ReportedQuestion(
            each.prediction.qid,
            each.row.question,
            each.row.kind,
            each.prediction.answer,
            gold_text(each, run.texts),
            each.prediction.abstained,
            each.prediction.confidence,
            verdict(each),
            tuple(
                _cited(span, run.texts)
                for span in each.prediction.answer_spans or each.prediction.passages[:1]
            ),
        )
        for each in run.scored
    ]


def verdict(each: ScoredQuestion) -> Verdict:
    """What became of a question."""
    if each.right is None:
        return Verdict.UNJUDGED
    if each.prediction.abstained:
        return Verdict.REFUSED_RIGHTLY if each.right else Verdict.REFUSED_WRONGLY
    return Verdict.RIGHT if each.right else Verdict.WRONG


def gold_text(each: ScoredQuestion, texts: Mapping[str, str]) -> str:
    """What a right answer would have been, as far as the set says.

    Args:
        each: the question.
        texts: docid → canonical text.
    """
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


def _cited(span: PredictedSpan, texts: Mapping[str, str]) -> Cited:
    end = min(span.end, span.start + _LONGEST_QUOTE)
    return Cited(span.docid, span.start, span.end, texts.get(span.docid, "")[span.start : end])


def _difference(found: Difference) -> ShownDifference:
    interval = found.interval
    return ShownDifference(
        found.metric,
        found.value_first,
        found.value_other,
        found.difference,
        interval.low if interval else None,
        interval.high if interval else None,
        found.p_permutation,
        found.p_mcnemar,
        found.p_holm,
        found.n,
    )


def _flip(flip: FlippedQuestion) -> Flip:
    return Flip(
        flip.first.row.qid,
        flip.first.row.question,
        flip.first.row.kind,
        "",
        flip.first.prediction.answer,
        flip.other.prediction.answer,
        RightRun.BASELINE if flip.first.right else RightRun.OTHER,
    )


def _shortened(manifest: Manifest) -> dict[str, object]:
    """A manifest for people: of many documents only the first and how many more."""
    documents = list(manifest.corpus.items())
    shown = {docid: content[:16] for docid, content in documents[:_MOST_DOCUMENTS]}
    if len(documents) > _MOST_DOCUMENTS:
        shown[f"and {len(documents) - _MOST_DOCUMENTS} more"] = "in manifest.json"
    return {
        "question set": manifest.question_set,
        "documents": shown,
        "index": manifest.index,
        "settings": manifest.settings,
        "code": manifest.code,
    }
