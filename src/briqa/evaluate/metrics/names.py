"""What the metrics are called, what they say, and which way is better."""

from dataclasses import dataclass, replace
from typing import Final

from briqa.evaluate.metrics.ranking import DEPTHS, NDCG_DEPTH


@dataclass(frozen=True, slots=True)
class MetricText:
    """A metric in words.

    Attributes:
        label: its name for people.
        description: what it says, in a sentence.
        higher_is_better: None for sizes, which are neither.
        is_share: whether it lies between 0 and 1.
        section: the heading under which tables list it; empty for none.
    """

    label: str
    description: str
    higher_is_better: bool | None = True
    is_share: bool = True
    section: str = ""


def _first(depth: int, noun: str) -> str:
    return f"the first {noun}" if depth == 1 else f"the first {depth} {noun}s"


_TEXTS: Final[dict[str, MetricText]] = {
    "accuracy": MetricText(
        "Accuracy", "Questions answered rightly, or rightly refused, among all that can be judged."
    ),
    **{
        f"recall@{depth}": MetricText(
            f"Recall@{depth}",
            "Questions whose gold spans all lie, to 80% of their characters, in "
            f"{_first(depth, 'passage')}.",
        )
        for depth in DEPTHS
    },
    **{
        f"success@{depth}": MetricText(
            f"Success@{depth}", f"Questions with a gold span in {_first(depth, 'passage')}."
        )
        for depth in DEPTHS
    },
    "mrr": MetricText(
        "MRR", "Mean of 1 / rank of the first passage that holds the first gold span."
    ),
    f"ndcg@{NDCG_DEPTH}": MetricText(
        f"nDCG@{NDCG_DEPTH}", "Gold spans found early count more; 1 is the best order there is."
    ),
    "map": MetricText("MAP", "Mean over the gold spans of the precision at the place of each."),
    **{
        f"doc_recall@{depth}": MetricText(
            f"Document recall@{depth}",
            f"Share of the relevant documents found with {_first(depth, 'document')}.",
        )
        for depth in DEPTHS
    },
    **{
        f"doc_success@{depth}": MetricText(
            f"Document success@{depth}",
            f"Questions with a relevant document in {_first(depth, 'document')}.",
        )
        for depth in DEPTHS
    },
    "doc_mrr": MetricText("Document MRR", "Mean of 1 / rank of the first relevant document."),
    f"doc_ndcg@{NDCG_DEPTH}": MetricText(
        f"Document nDCG@{NDCG_DEPTH}", "Relevant documents early count more, by their grade."
    ),
    "doc_map": MetricText("Document MAP", "Mean precision at the places of relevant documents."),
    "span_precision": MetricText(
        "Span precision", "Share of the answer's characters that are gold."
    ),
    "span_recall": MetricText("Span recall", "Share of the gold characters in the answer."),
    "span_iou": MetricText(
        "Span IoU", "Characters that answer and gold share, over those of either."
    ),
    "span_f1": MetricText("Span F1", "Harmonic mean of span precision and recall, per question."),
    "citation_precision": MetricText(
        "Citation precision", "Share of the sentences cited that a gold span bears out."
    ),
    "citation_recall": MetricText(
        "Citation recall", "Share of the gold spans that the sentences cited hold."
    ),
    "answer_em": MetricText(
        "Exact match", "The short answer is a gold answer (SQuAD 2.0); of none, that it is refused."
    ),
    "answer_f1": MetricText("Answer F1", "F1 of the words of short answer and gold (SQuAD 2.0)."),
    "answer_containment": MetricText(
        "Answer contained", "The answer says an acceptable answer, of a list all items."
    ),
    "list_item_recall": MetricText("List items", "Share of a list's items that the answer holds."),
    "number_acc": MetricText(
        "Numbers right", "All figures wanted are given, with value, scale, sign and unit."
    ),
    "number_acc_value_only": MetricText("Numbers right, any unit", "The same without the unit."),
    "number_precision": MetricText(
        "Number precision", "Share of the figures given that are wanted."
    ),
    "abstain_precision": MetricText(
        "Refusal precision", "Refusals of questions without an answer."
    ),
    "abstain_recall": MetricText("Refusal recall", "Questions without an answer that are refused."),
    "abstain_f1": MetricText("Refusal F1", "Harmonic mean of refusal precision and recall."),
    "wrongly_abstained": MetricText(
        "Wrongly refused", "Questions with an answer that are refused.", higher_is_better=False
    ),
    "ece": MetricText(
        "Calibration error",
        "How far the confidence of answers lies from the share that is right, over ten bins.",
        higher_is_better=False,
    ),
    "aurc": MetricText(
        "Area under risk-coverage",
        "Mean share of wrong answers, over all thresholds of confidence.",
        higher_is_better=False,
    ),
    "confidence_auroc": MetricText(
        "Confidence AUROC",
        "The chance that a question with an answer gets more confidence than one without.",
    ),
    "chars_top1": MetricText(
        "Characters, first", "Size of the first passage.", higher_is_better=None, is_share=False
    ),
    "chars_top5": MetricText(
        "Characters, first 5", "Size of the first five.", higher_is_better=None, is_share=False
    ),
    "answer_chars": MetricText(
        "Answer characters", "Size of an answer.", higher_is_better=None, is_share=False
    ),
}

_SECTIONS: Final = {
    "doc_": "Documents found",
    "recall": "Passages found",
    "success": "Passages found",
    "mrr": "Passages found",
    "ndcg": "Passages found",
    "map": "Passages found",
    "span_": "Spans of the answer",
    "citation_": "Spans of the answer",
    "answer_chars": "Sizes",
    "chars_": "Sizes",
    "answer_": "Text of the answer",
    "list_": "Text of the answer",
    "number_": "Figures of the answer",
    "abstain_": "Refusals",
    "wrongly_": "Refusals",
    "ece": "Confidence",
    "aurc": "Confidence",
    "confidence_": "Confidence",
}


def _section(name: str) -> str:
    return next((title for start, title in _SECTIONS.items() if name.startswith(start)), "")


METRICS: Final = {name: replace(text, section=_section(name)) for name, text in _TEXTS.items()}
