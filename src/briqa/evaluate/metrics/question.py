"""The metrics of one question: what its gold lets us say of its prediction.

The one thing to know: a metric that doesn't apply, as the figures of a question that asks for none,
is absent and never 0, so it counts in no mean.
"""

from collections.abc import Sequence

from briqa.evaluate.gold import Gold, GoldSpan, QuestionRow
from briqa.evaluate.metrics import figures
from briqa.evaluate.metrics.covering import COVERED, all_held, cover
from briqa.evaluate.metrics.ranking import span_ranking
from briqa.evaluate.metrics.texts import contains, exact_match, says_answer, token_f1
from briqa.evaluate.prediction import PredictedSpan, Prediction

_LIST = "list"


def is_answerable(gold: Gold) -> bool | None:
    """Whether the documents answer a question; None where the set doesn't let us tell."""
    if gold.answerable is not None:
        return gold.answerable
    return True if gold.evidence or gold.answers or gold.answer_items or gold.numbers else None


def score_question(row: QuestionRow, found: Prediction) -> dict[str, float]:
    """The metrics of one question by name, nDCG, MAP and those over documents apart.

    Args:
        row: the question with its gold.
        found: its prediction.
    """
    answerable = is_answerable(row.gold)
    values = _sizes(found)
    if answerable is None:
        return values
    if not answerable:
        silent = float(found.abstained)
        same = dict.fromkeys(("accuracy", "answer_em", "answer_f1", "abstain_recall"), silent)
        return {**values, **same}
    gold = row.gold
    if gold.evidence:
        values |= span_ranking(gold.evidence, found.passages)
        values |= _span_overlap(gold.evidence, found.answer_spans)
        values |= _citations(gold.evidence, found.answer_spans)
    if gold.answers or gold.answer_items:
        values |= _text(row, found)
    if gold.numbers:
        values |= _numbers(gold, found)
    values["wrongly_abstained"] = float(found.abstained)
    right = is_right(row, found)
    if right is not None:
        values["accuracy"] = float(right)
    return values


def is_right(row: QuestionRow, found: Prediction) -> bool | None:
    """Whether a prediction is right; refusing is where there is no answer.

    Else the strictest gold there is decides: the figures wanted, else an acceptable answer in its
    text, else enough of every gold span in its sentences. None where no gold lets us tell.
    """
    gold, answerable = row.gold, is_answerable(row.gold)
    if answerable is None:
        return None
    if not answerable or found.abstained:
        return found.abstained is not answerable
    if gold.numbers:
        return figures.all_found(gold.numbers, found.numbers, with_unit=True)
    if gold.answers or gold.answer_items:
        return _says(row, found.answer)
    if gold.evidence:
        held = cover(found.answer_spans)
        return any(all_held(spans, held) for spans in gold.evidence)
    return None


def _says(row: QuestionRow, text: str) -> bool:
    gold = row.gold
    return says_answer(text, gold.answers, gold.answer_items, is_list=row.kind == _LIST)


def _text(row: QuestionRow, found: Prediction) -> dict[str, float]:
    gold = row.gold
    answers = gold.answers or ("; ".join(gold.answer_items),)
    said = found.short_answer or found.answer
    values = {
        "answer_em": exact_match(said, answers),
        "answer_f1": token_f1(said, answers),
        "answer_containment": float(_says(row, found.answer)),
    }
    if gold.answer_items:
        inside = sum(contains(found.answer, item) for item in gold.answer_items)
        values["list_item_recall"] = inside / len(gold.answer_items)
    return values


def _numbers(gold: Gold, found: Prediction) -> dict[str, float]:
    return {
        "number_acc": float(figures.all_found(gold.numbers, found.numbers, with_unit=True)),
        "number_acc_value_only": float(
            figures.all_found(gold.numbers, found.numbers, with_unit=False)
        ),
        "number_precision": figures.precision(gold.numbers, found.numbers),
    }


def _span_overlap(
    sets: Sequence[Sequence[GoldSpan]], spans: Sequence[PredictedSpan]
) -> dict[str, float]:
    """Character precision, recall, IoU and F1 against the set that gives the best F1."""
    ours = cover(spans)
    best = {"span_precision": 0.0, "span_recall": 0.0, "span_iou": 0.0, "span_f1": 0.0}
    for wanted in sets:
        gold = cover(wanted)
        both = ours.in_common(gold)
        if not both:
            continue
        precision, recall = both / ours.length, both / gold.length
        f1 = 2 * precision * recall / (precision + recall)
        if f1 > best["span_f1"]:
            iou = both / (ours.length + gold.length - both)
            best = {
                "span_precision": precision,
                "span_recall": recall,
                "span_iou": iou,
                "span_f1": f1,
            }
    return best


def _citations(
    sets: Sequence[Sequence[GoldSpan]], sentences: Sequence[PredictedSpan]
) -> dict[str, float]:
    """Whether the sentences cited are gold, and whether the gold is cited.

    After Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE, EMNLP
    2023), with gold spans in the place of an entailment model: a sentence is borne out if it holds
    enough of a gold span or lies in one by as much, and a gold span is cited if the sentences
    together hold enough of it.
    """
    best = (0.0, 0.0)
    held = cover(sentences)
    for wanted in sets:
        gold = cover(wanted)
        good = sum(
            gold.shared(sentence) >= COVERED * (sentence.end - sentence.start)
            or any(cover([sentence]).holds(span) for span in wanted)
            for sentence in sentences
        )
        precision = good / len(sentences) if sentences else 0.0
        recall = sum(held.holds(span) for span in wanted) / len(wanted)
        best = max(best, (precision, recall), key=sum)
    return {"citation_precision": best[0], "citation_recall": best[1]}


def _sizes(found: Prediction) -> dict[str, float]:
    values: dict[str, float] = {}
    if found.passages:
        values["chars_top1"] = float(cover(found.passages[:1]).length)
        values["chars_top5"] = float(cover(found.passages[:5]).length)
    if not found.abstained:
        values["answer_chars"] = float(len(found.answer))
    return values
