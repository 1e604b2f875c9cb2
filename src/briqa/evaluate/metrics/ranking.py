"""How well the passages are ranked: by the gold spans that they hold, by the documents judged.

The one thing to know: recall@k over spans asks whether the first k passages *together* hold a
complete set of evidence, as a reader would read them; nDCG and MAP take each gold span as one
item, retrieved by the first passage that holds it by itself.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from briqa.evaluate.gold import GoldSpan
from briqa.evaluate.metrics.covering import all_held, cover
from briqa.evaluate.prediction import PredictedSpan

if TYPE_CHECKING:
    from ir_measures.measures import Measure

DEPTHS: Final = (1, 3, 5, 10)
NDCG_DEPTH: Final = 10
EvidenceSets = Sequence[Sequence[GoldSpan]]


def span_ranking(sets: EvidenceSets, passages: Sequence[PredictedSpan]) -> dict[str, float]:
    """The metrics of one question over its gold spans; nDCG and MAP apart.

    Args:
        sets: complete sets of evidence, none of them empty.
        passages: best first.
    """
    found: dict[str, float] = {}
    for depth in DEPTHS:
        held = cover(passages[:depth])
        found[f"recall@{depth}"] = float(any(all_held(spans, held) for spans in sets))
    for depth in DEPTHS:
        held = cover(passages[:depth])
        found[f"success@{depth}"] = float(any(held.holds(span) for spans in sets for span in spans))
    found["mrr"] = _reciprocal_rank([spans[0] for spans in sets], passages)
    return found


def _reciprocal_rank(spans: Sequence[GoldSpan], passages: Sequence[PredictedSpan]) -> float:
    """1 over the rank of the first passage that by itself holds the first span of a set."""
    for rank, passage in enumerate(passages, start=1):
        held = cover([passage])
        if any(held.holds(span) for span in spans):
            return 1 / rank
    return 0.0


Run = dict[str, dict[str, float]]
Qrels = dict[str, dict[str, int]]


def document_run(passages: Sequence[PredictedSpan]) -> dict[str, float]:
    """Documents by the rank of their best passage, as scores that fall with it."""
    ranked = dict.fromkeys(passage.docid for passage in passages)
    return {docid: 1 / rank for rank, docid in enumerate(ranked, start=1)}


def span_run(spans: Sequence[GoldSpan], passages: Sequence[PredictedSpan]) -> dict[str, float]:
    """Gold spans by the first passage that holds each, other passages by their own name.

    Of several spans that one passage holds, the first takes its rank and the others the places
    right behind it.
    """
    left = list(spans)
    run: dict[str, float] = {}
    for passage in passages:
        held = cover([passage])
        inside = [span for span in left if held.holds(span)]
        left = [span for span in left if span not in inside]
        for name in [span_name(span) for span in inside] or [f"passage {span_name(passage)}"]:
            run.setdefault(name, 1 / (len(run) + 1))
    return run


def span_name(span: GoldSpan | PredictedSpan) -> str:
    """A span in one word, as "report.md#10-20"; blanks of the docid become "%20"."""
    docid = (span.docid or "").replace("%", "%25").replace(" ", "%20").replace("\t", "%09")
    return f"{docid}#{span.start}-{span.end}"


def judged_documents(qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """Each question's metrics over judged documents, by ir-measures (and so trec_eval).

    Args:
        qrels: question → document → grade; every question has a relevant document.
        run: question → document → score; a question without hits counts as 0.
    """
    from ir_measures import AP, RR, R, Success, nDCG

    names = {
        **{R @ depth: f"doc_recall@{depth}" for depth in DEPTHS},
        **{Success @ depth: f"doc_success@{depth}" for depth in DEPTHS},
        RR: "doc_mrr",
        nDCG @ NDCG_DEPTH: f"doc_ndcg@{NDCG_DEPTH}",
        AP: "doc_map",
    }
    return _measured(names, qrels, run)


def graded_spans(
    evidence: Mapping[str, EvidenceSets], passages: Mapping[str, Sequence[PredictedSpan]]
) -> dict[str, dict[str, float]]:
    """Each question's nDCG and MAP over gold spans; the best of several sets counts.

    Args:
        evidence: question → complete sets of evidence, none of them empty.
        passages: question → its passages, best first.
    """
    from ir_measures import AP, nDCG

    qrels: Qrels = {}
    run: Run = {}
    for qid, sets in evidence.items():
        for place, spans in enumerate(sets):
            key = f"{place}\t{qid}"
            qrels[key] = {span_name(span): 1 for span in spans}
            run[key] = span_run(spans, passages[qid])
    names = {nDCG @ NDCG_DEPTH: f"ndcg@{NDCG_DEPTH}", AP: "map"}
    best: dict[str, dict[str, float]] = {}
    for key, values in _measured(names, qrels, run).items():
        own = best.setdefault(key.partition("\t")[2], {})
        for name, value in values.items():
            own[name] = max(value, own.get(name, 0.0))
    return best


def _measured(
    names: "Mapping[Measure, str]", qrels: Qrels, run: Run
) -> dict[str, dict[str, float]]:
    import ir_measures

    if not qrels:
        return {}
    found: dict[str, dict[str, float]] = {qid: {} for qid in qrels}
    judged = {qid: run.get(qid, {}) for qid in qrels}
    for metric in ir_measures.iter_calc(list(names), qrels, judged):
        found[metric.query_id][names[metric.measure]] = float(metric.value)
    return found
