"""What speaks for and against a figure as the answer: named signs, each from -1 to 1.

The one thing to know: signs that compare figures ("words nearest to this one") compare those of
one sentence. The names are those of the weights file; a new sign needs a new fit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from briqa.answer.figure_question import Asked
from briqa.answer.figure_sentence import FigureInSentence, FigureSentence, WordStem
from briqa.answer.word_weights import alike
from briqa.quantities import Quantity
from briqa.questions import Operation, Task, Wanted

Similarity = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]
"""How near phrases are in meaning: (n_left, n_right) cosines."""

# Cosines of nouns: below the first they have nothing in common, from the second on they mean one
# thing ("firms", "enterprises").
_UNRELATED: Final = 0.35
_SAME_THING: Final = 0.7
_MAYBE: Final = 0.3
_SURELY: Final = 0.5
# A word of a figure's own measure is so much nearer to it.
_OF_MEASURE: Final = 12
# A mark of punctuation puts words as far apart as so many words.
_MARK: Final = 4


def features(
    asked: Asked,
    sentence: FigureSentence,
    word_stem: WordStem,
    similarity: Similarity,
) -> list[dict[str, float]]:
    """The signs of each figure of a sentence.

    Args:
        asked: what is asked for.
        sentence: the sentence.
        word_stem: the stem of one word.
        similarity: likeness of phrases in meaning.
    """
    if not sentence.figures:
        return []
    borne = [asked.words.borne(stem) for stem in sentence.stems]
    own = [
        ("", 0.0) if stem in sentence.shared else weight
        for stem, weight in zip(sentence.stems, borne, strict=True)
    ]
    nearest = _nearest(asked, sentence, own, counted=False)
    counted_nearest = _nearest(asked, sentence, own, counted=True)
    counted_units = _counted_units(asked, sentence, word_stem, similarity)
    best_means = max(counted_units)
    share = _share(borne)
    found = []
    for figure, means in zip(sentence.figures, counted_units, strict=True):
        in_question = _in_question(asked, figure)
        found.append(
            {
                **_kind(asked, figure, in_question=in_question, means=means, best_means=best_means),
                **_unit(asked, figure, in_question=in_question, means=means),
                "unit_means_counted": means,
                **_words(figure, own),
                "sentence": share,
                "nearest": sum(nearest[at] for at in figure.listed),
                # What counts the same thing without naming it again ("21 ports, 14 of them …")
                # shares the noun.
                "counted_nearest": sum(counted_nearest[at] for at in figure.counted),
                **_roles(asked, figure),
                **_period(asked, figure, sentence.newest),
                **_form(asked, figure, sentence),
            }
        )
    mentioned = _counted_mentioned(asked, sentence, found, word_stem)
    for signs in found:
        signs["counted_mentioned"] = mentioned
    _compare(
        found,
        "unit_means_counted",
        "nearest",
        "counted_nearest",
        "words_behind",
        "clause",
        "measure",
        "year_agrees",
    )
    return found


def _compare(found: Sequence[dict[str, float]], *names: str) -> None:
    """Adds how far each figure is ahead of the best of the others, or behind it."""
    for name in names:
        values = [signs[name] for signs in found]
        for index, signs in enumerate(found):
            others = [*values[:index], *values[index + 1 :]]
            signs[f"{name}_lead"] = values[index] - max(others, default=0.0)


# -- kind and unit --------------------------------------------------------------------------------


def _kind(
    asked: Asked,
    figure: FigureInSentence,
    *,
    in_question: bool,
    means: float,
    best_means: float,
) -> dict[str, float]:
    quantity, change = figure.quantity, figure.is_change
    kind, wanted = quantity.kind, asked.question.wanted
    agrees = possible = False
    growth = asked.change and kind != "date"
    named = asked.question.unit
    if named is not None and not growth and not (asked.counted and named == "%"):
        agrees = names_unit(quantity, named)
    elif wanted is Wanted.DATE:
        agrees = kind == "date"
        possible = kind == "duration" or (kind == "count" and quantity.unit is None)
    elif asked.duration and wanted is Wanted.NUMBER:
        agrees = kind == "duration"
        possible = kind in ("count", "measure")
    elif asked.counted and wanted is not Wanted.SHARE:
        agrees = kind in ("count", "measure") and (quantity.unit is None or means >= _MAYBE)
        # Where the thing itself is counted, what counts other things doesn't answer.
        other = best_means >= _SURELY and quantity.unit is not None and means < _MAYBE
        possible = (kind in ("count", "measure", "duration") and not other) or (growth and change)
    elif wanted is Wanted.SHARE:
        agrees = kind == "percent"
        possible = kind == "ratio"
    elif wanted is Wanted.RANK:
        agrees = kind == "ordinal"
        possible = kind == "count"
    elif asked.spend:
        agrees = kind == "money" and not growth
        possible = kind == "money" or (kind == "percent" and growth)
    else:
        possible = kind in ("count", "measure", "money", "percent", "ratio")
    if asked.duration:
        growth = False
    keywords = not (asked.counted or named or asked.how_much)
    if keywords and in_question and kind != "date":
        possible = possible or not agrees
    if growth and (change or asked.rate):
        agrees, possible = change and kind in ("percent", "money", "count", "measure"), False
    asks = asked.asks_figure
    open_amount = wanted is Wanted.NUMBER and not (asked.counted or asked.change or asked.spend)
    return {
        "kind_agrees": float(agrees and asks),
        "kind_possible": float(possible and not agrees and asks),
        "kind_clashes": float(not agrees and not possible and asks),
        "text_asked": float(not asks),
        "keywords_asked": float(not asks and wanted is Wanted.TEXT),
        "date_unasked": float(kind == "date" and wanted is not Wanted.DATE),
        "open_amount_is_money": float(open_amount and kind == "money"),
        "open_amount_is_percent": float(open_amount and kind == "percent"),
        "open_amount_is_measure": float(open_amount and kind == "measure"),
    }


def _unit(
    asked: Asked, figure: FigureInSentence, *, in_question: bool, means: float
) -> dict[str, float]:
    counted = asked.counted_heads
    in_counted = any(alike(a, b) for a in asked.counted for b in figure.unit if b)
    has_unit = bool(figure.quantity.unit)
    return {
        "unit_is_another": float(bool(counted) and has_unit and not in_counted) * (1 - means),
        # "how many firms in the zones": zones aren't what is counted
        "unit_is_uncounted_word": float(bool(counted) and in_question and not in_counted),
    }


def _in_question(asked: Asked, figure: FigureInSentence) -> bool:
    """Whether the question has the noun that a figure counts."""
    return bool(figure.unit) and any(alike(figure.unit[-1], word) for word in asked.weights)


def names_unit(quantity: Quantity, named: str) -> bool:
    """Whether a figure is in the unit that a question names."""
    return quantity.unit == ("percent" if named == "%" else named)


def _counted_units(
    asked: Asked, sentence: FigureSentence, word_stem: WordStem, similarity: Similarity
) -> list[float]:
    """From 0 to 1, whether each unit is what is counted, in other words perhaps."""
    heads = asked.counted_heads
    stems = {each.quantity.unit: each.unit for each in sentence.figures if each.quantity.unit}
    units = [unit for unit in stems if unit]
    if not heads or not units:
        return [0.0] * len(sentence.figures)
    cosines = similarity(heads, units).max(axis=0)
    head_stems = [word_stem(head) for head in heads]
    clear = {
        unit: 1.0
        if any(alike(head, stem) for head in head_stems for stem in stems[unit])
        else _clear(float(cosine))
        for unit, cosine in zip(units, cosines, strict=True)
    }
    return [clear.get(each.quantity.unit or "", 0.0) for each in sentence.figures]


def _counted_mentioned(
    asked: Asked,
    sentence: FigureSentence,
    figures: Sequence[Mapping[str, float]],
    word_stem: WordStem,
) -> float:
    """Whether a sentence has the very noun that is counted, and no figure that may count it.

    A number without a noun may count anything: "in industries, from 37 to 73".
    """
    heads = {word_stem(head) for head in asked.counted_heads} - {""}
    if heads.isdisjoint(sentence.stems):
        return 0.0
    is_borne = any(
        signs["unit_means_counted"] >= _SURELY
        or signs["measure_counted"]
        or (each.quantity.kind == "count" and each.quantity.unit is None)
        for each, signs in zip(sentence.figures, figures, strict=True)
    )
    return float(not is_borne)


def _clear(cosine: float) -> float:
    """A cosine of single words from 0 (nothing in common) to 1 (the same thing)."""
    return max(0.0, min(1.0, (cosine - _UNRELATED) / (_SAME_THING - _UNRELATED)))


# -- words ----------------------------------------------------------------------------------------


def _share(borne: Sequence[tuple[str, float]]) -> float:
    """The weight of the question's words that are borne, each counted once."""
    best: dict[str, float] = {}
    for word, weight in borne:
        if word:
            best[word] = max(weight, best.get(word, 0.0))
    return sum(best.values())


def _words(figure: FigureInSentence, borne: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The share of the question's words behind a list of figures, before it, in its clauses."""
    return {
        "words_behind": _share([borne[at] for at in figure.reach]),
        "words_before": _share([borne[at] for at in figure.before]),
        "clause": _share([borne[at] for at in figure.clause]),
    }


def _nearest(
    asked: Asked,
    sentence: FigureSentence,
    borne: Sequence[tuple[str, float]],
    *,
    counted: bool,
) -> list[float]:
    """Of the question's weight in the sentence, the share whose word stands nearest to a figure.

    With `counted`, of the words of what is counted, else of the others. Dates compete only where a
    date is asked for: they say when, not what.
    """
    wants_date = asked.question.wanted is Wanted.DATE
    rivals = {
        index: figure
        for index, figure in enumerate(sentence.figures)
        if (figure.quantity.kind == "date") == wants_date
    }
    won = [0.0] * len(sentence.figures)
    for at, (word, weight) in enumerate(borne):
        if not word or not rivals or counted != (word in asked.counted):
            continue
        # "how many firms in the zones": that the zones are counted too says nothing of the firms.
        if asked.counted and word not in asked.counted and _is_inside(at, rivals.values()):
            continue
        distances = {
            index: _distance(sentence.clauses, at, *figure.words)
            - (_OF_MEASURE if sentence.stems[at] in figure.measure else 0)
            for index, figure in rivals.items()
        }
        least = min(distances.values())
        closest = [index for index, distance in distances.items() if distance == least]
        for index in closest:
            won[index] += weight / len(closest)
    total = sum(won)
    return [share / total if total else 0.0 for share in won]


def _is_inside(at: int, figures: Iterable[FigureInSentence]) -> bool:
    """Whether a word is one of a figure's."""
    return any(first <= at <= last for first, last in (figure.words for figure in figures))


def _distance(clauses: Sequence[int], at: int, first: int, last: int) -> int:
    """Words between a word and a figure; a clause's end counts for several.

    What stands behind a figure belongs to it rather than to the next.
    """
    if first <= at <= last:
        return 0
    figure = last if at > last else first
    marks = abs(clauses[at] - clauses[figure])
    return 2 * (abs(at - figure) + _MARK * marks) + (1 if at < first else 0)


# -- whom, what, when -----------------------------------------------------------------------------


def _roles(asked: Asked, figure: FigureInSentence) -> dict[str, float]:
    measure = [asked.words.borne(stem) for stem in figure.measure]
    subject = [asked.words.borne(stem) for stem in figure.subject]
    return {
        "measure": _share(measure),
        "measure_counted": float(any(word in asked.counted for word, _ in measure)),
        "subject": float(any(word for word, _ in subject)),
    }


def _period(asked: Asked, figure: FigureInSentence, newest: int) -> dict[str, float]:
    quantity, year, years = figure.quantity, figure.year, asked.question.years
    inside = any(asked_year in (quantity.period or "") for asked_year in years)
    if asked.question.task is Task.TREND and len(years) > 1 and year is not None:
        inside = inside or int(min(years)) <= year <= int(max(years))
    if asked.since and year is not None:
        inside = inside or year >= int(years[0])
    if asked.period:
        return dict.fromkeys(("year_agrees", "year_differs", "older_unasked"), 0.0)
    return {
        "year_agrees": float(inside and quantity.kind != "date"),
        "year_differs": float(bool(years) and year is not None and not inside),
        "older_unasked": float(
            not years
            and year is not None
            and year < newest
            and asked.question.wanted is not Wanted.DATE
        ),
    }


# -- form -----------------------------------------------------------------------------------------


def _form(asked: Asked, figure: FigureInSentence, sentence: FigureSentence) -> dict[str, float]:
    quantity, form, change = figure.quantity, figure.form, figure.is_change
    is_date = quantity.kind == "date"
    percent_change = asked.change and asked.question.operation is not Operation.SHARE
    return {
        "change_unasked": float(change and not asked.change),
        "level_though_change": float(asked.change and not change and not is_date),
        "share_agrees": float(asked.share and form.is_share),
        "share_unasked": float(form.is_share and not asked.share and percent_change),
        "whole_agrees": float(asked.whole and form.is_whole),
        "whole_though_part": float(asked.whole and form.is_part),
        "part_agrees": float(form.is_part and asked.part),
        "part_unasked": float(form.is_part and not asked.part),
        "in_brackets": float(form.in_brackets and not is_date),
        "brackets_asked_whole": float(form.in_brackets and asked.whole),
        "plan_agrees": float(asked.plan and form.is_plan),
        "plan_unasked": float(form.is_plan and not asked.plan),
        "series_start": float(form.starts_series and not asked.several and not asked.earliest),
        "series_start_asked": float(form.starts_series and asked.earliest),
        "series_end": float(form.ends_series and not asked.several),
        "first_of_kind": float(form.is_first_of_kind),
        "restated": float(form.is_restated),
        "only_of_kind": float(form.is_only_of_kind),
        "stated": float(quantity.value in asked.values and not is_date),
        "stated_beside": float(
            bool(asked.values)
            and any(
                other.quantity.value in asked.values and other.quantity.kind != "date"
                for other in sentence.figures
                if other is not figure
            )
        ),
        "each": float(form.is_each and not is_date),
    }
