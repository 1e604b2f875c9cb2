"""The figure asked for: which of the figures of the sentences that answer, and whether any.

A logistic model over the signs of `figure_features`. Its weights, in `weights/figures.json`, were
fitted by `bench/figure_choice.py` on public questions and on the question set over the shipped
corpus.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, product
from typing import Final

from briqa.answer.figure_features import Similarity, features
from briqa.answer.figure_question import Asked, Stems, read_asked
from briqa.answer.figure_sentence import FigureSentence, read_sentence
from briqa.answer.models import LinearModel, load_model
from briqa.quantities import Quantity
from briqa.questions import Question
from briqa.store import StoredDocument, StoredSentence
from briqa.values import dataclass

# Chosen by hand on what bench/figure_choice.py shows in cross-validation.
OTHER_THING = 0.5  # by so much a figure that counts something else fits less
LEAST = 0.08  # below it nothing is chosen
LEAST_UNASKED = 0.5  # the same where the words ask for something other than a figure
LEAST_KEYWORDS = 0.3  # the same where they leave it open
LEAST_OF_SERIES = 0.02  # the same for "from A to B" where it is asked how much something changed
COMPANION = 0.6  # a further side or time has at least this share of the best one's probability
COMPANION_OF_ITS_OWN = 0.3  # the same for a figure of one of the years or sides asked for
OTHER_SENTENCE = 0.3  # the same for the best figure of another sentence
# Of so many figures for each thing asked for it is decided which answers which.
_CONTENDERS: Final = 4
# So many things are given their figures at once; of more, in turn, since the choices multiply.
_TOGETHER: Final = 4

_KEPT_STEMS = 50_000
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScoredFigure:
    """A figure weighed for one thing that is asked for.

    Attributes:
        quantity: the figure.
        sentence: the place of its sentence among those given.
        asked: what it was weighed for.
        probability: from 0 to 1, that it is asked for.
        signs: what speaks for and against it, by name.
    """

    quantity: Quantity
    sentence: int
    asked: Asked
    probability: float
    signs: Mapping[str, float]

    @property
    def key(self) -> Key:
        """Its sentence, and where it begins."""
        return self.sentence, self.quantity.span.start


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures that answer.

    Attributes:
        figures: in text order; empty if none fits.
        fit: the probability of the best figure for the thing asked for that is served worst; 0
            without any figure. Low where the sentences lack the kind of figure asked for.
    """

    figures: tuple[ScoredFigure, ...]
    fit: float


class FigureChooser:
    """Chooses figures; the stems of words are kept, since sentences share most of theirs.

    Args:
        stems: the stemmer, as in the lexical index.
        similarity: likeness of phrases in meaning.
        model: the model; by default the one that comes with the package.
    """

    def __init__(
        self, stems: Stems, similarity: Similarity, *, model: LinearModel | None = None
    ) -> None:
        self._stems = stems
        self._similarity = similarity
        self._model = model or load_model("figures")
        self._word_stem = lru_cache(maxsize=_KEPT_STEMS)(self._read_stem)

    def score(
        self,
        question: Question,
        weights: Mapping[str, float],
        sentences: Sequence[tuple[StoredDocument, StoredSentence]],
    ) -> list[ScoredFigure]:
        """Weighs every figure of some sentences for everything that a question asks for.

        Args:
            question: the question.
            weights: stem → weight of its content words, adding up to 1.
            sentences: the sentences, each with its document.
        """
        read = [self.read_sentence(document, sentence) for document, sentence in sentences]
        return self.weigh(self.read(question, weights), read)

    def read(self, question: Question, weights: Mapping[str, float]) -> tuple[Asked, ...]:
        """What a question asks for, to be read once for all its sentences.

        Args:
            question: the question.
            weights: stem → weight of its content words, adding up to 1.
        """
        return read_asked(question, weights, self._stems)

    def read_sentence(self, document: StoredDocument, sentence: StoredSentence) -> FigureSentence:
        """A sentence with its figures, to be read once for all questions.

        Args:
            document: the document.
            sentence: one of its sentences.
        """
        return read_sentence(document, sentence, self._word_stem)

    def weigh(
        self, asked: Sequence[Asked], sentences: Sequence[FigureSentence]
    ) -> list[ScoredFigure]:
        """Weighs every figure of some sentences for everything that is asked for.

        Args:
            asked: what a question asks for, as `read` gives it.
            sentences: the sentences, as `read_sentence` gives them.
        """
        return [
            ScoredFigure(figure.quantity, place, each, self._model.probability(signs), signs)
            for each in asked
            for place, sentence in enumerate(sentences)
            for figure, signs in zip(
                sentence.figures,
                features(each, sentence, self._word_stem, self._similarity),
                strict=True,
            )
        ]

    def choose(
        self,
        question: Question,
        weights: Mapping[str, float],
        sentences: Sequence[tuple[StoredDocument, StoredSentence]],
    ) -> Choice:
        """The figures that answer, of those in the sentences.

        Args:
            question: the question.
            weights: stem → weight of its content words, adding up to 1.
            sentences: the sentences, each with its document.
        """
        return choose_figures(self.score(question, weights, sentences))

    def _read_stem(self, word: str) -> str:
        return "".join(self._stems(word)[:1])


def choose_figures(scored: Sequence[ScoredFigure]) -> Choice:
    """The best figure for each thing asked for, and its companions where several are.

    A question about a development gets both ends, a comparison a figure for each side.

    Args:
        scored: the figures of the sentences, weighed for everything that a question asks for.
    """
    each = [list(figures) for _, figures in groupby(scored, key=lambda figure: figure.asked)]
    bests = _with_changes(_bests(each), each)
    chosen = {
        best.key: best
        for best in bests
        if best is not None and best.probability >= _least_of(best) and not best.asked.needs_text
    }
    for best, figures in zip(bests, each, strict=True):
        if best is not None and best.key in chosen:
            free = [figure for figure in figures if figure.key not in chosen]
            chosen.update((figure.key, figure) for figure in _further(best, free, figures))
    fits = [_fit(best) for best in bests if best is not None]
    in_order = sorted(chosen.items())
    return Choice(tuple(figure for _, figure in in_order), min(fits, default=0.0))


def _bests(each: Sequence[Sequence[ScoredFigure]]) -> tuple[ScoredFigure | None, ...]:
    """For each thing asked for its best figure, no figure answering two of them.

    Which answers which is decided for all at once: the likeliest of one thing may be what another
    one asks for. None where all that may answer are taken.
    """
    contenders = []
    for figures in each:
        best, *others = sorted(figures, key=lambda figure: -figure.probability)
        likely = [other for other in others if other.probability >= _least(best.asked)]
        contenders.append([best, *likely[: _CONTENDERS - 1]])
    if len(each) < 2:
        return tuple(figures[0] for figures in contenders)
    bests: tuple[ScoredFigure | None, ...] = ()
    for first in range(0, len(contenders), _TOGETHER):
        together = [
            [None, *(figure for figure in figures if not _are_one(figure, bests))]
            for figures in contenders[first : first + _TOGETHER]
        ]
        bests += max(product(*together), key=_worth_together)
    return bests


def _worth_together(bests: Sequence[ScoredFigure | None]) -> tuple[int, float]:
    """How many things have a figure of their own, and how likely these are together."""
    found = [best for best in bests if best is not None]
    if any(_are_one(best, found[:at]) for at, best in enumerate(found)):
        return -1, 0.0
    return len(found), sum(math.log(best.probability) for best in found)


def _are_one(figure: ScoredFigure, others: Sequence[ScoredFigure | None]) -> bool:
    """Whether any of other figures is this one, or another sentence's mention of it.

    In one sentence equal figures are two: "62% in the north and 62% in the south".
    """
    return any(
        other.key == figure.key
        or (
            other.sentence != figure.sentence
            and (other.quantity.value, other.quantity.unit)
            == (figure.quantity.value, figure.quantity.unit)
        )
        for other in others
        if other is not None
    )


def _with_changes(
    bests: Sequence[ScoredFigure | None], each: Sequence[Sequence[ScoredFigure]]
) -> tuple[ScoredFigure | None, ...]:
    """The best figures, "and how much is that up?" having the change of the one before it."""
    found: list[ScoredFigure | None] = []
    for at, (best, figures) in enumerate(zip(bests, each, strict=True)):
        before = found[-1] if found else None
        change = _change_of(before, figures) if before and figures[0].asked.of_last else None
        others = (*found, *bests[at + 1 :])
        found.append(best if change is None or _are_one(change, others) else change)
    return tuple(found)


def _change_of(level: ScoredFigure, figures: Sequence[ScoredFigure]) -> ScoredFigure | None:
    """The amount of change right behind a level: "310 ferries, up 4.5%"; None without one."""
    behind = [
        figure
        for figure in figures
        if figure.sentence == level.sentence
        and figure.quantity.kind != "date"
        and figure.quantity.span.start > level.quantity.span.start
    ]
    first = min(behind, key=lambda figure: figure.quantity.span.start, default=None)
    if first is None or first.quantity.kind != "percent" or first.signs["level_though_change"]:
        return None
    return first


def _further(
    best: ScoredFigure, free: Sequence[ScoredFigure], figures: Sequence[ScoredFigure]
) -> list[ScoredFigure]:
    """What answers with the best figure for one thing asked for.

    Args:
        best: that figure.
        free: those weighed for the thing that answer nothing else.
        figures: all that were weighed for it.
    """
    if best.asked.several:
        return _companions(best, free)
    series = _changed(best, figures) if best.asked.rate else None
    return [figure for figure in free if series is not None and figure.quantity.series == series]


def _changed(best: ScoredFigure, figures: Sequence[ScoredFigure]) -> int | None:
    """The series whose ends say how much something has changed; None where there is none.

    "How much did it grow?" is told by both ends where the sentence has no amount of change, and by
    both with the amount that stands right behind them, unless a rate is asked for by name.
    """
    if best.signs["level_though_change"]:
        return best.quantity.series
    if not best.asked.changed_by or best.quantity.kind != "percent":
        return None
    before = [
        figure.quantity
        for figure in figures
        if figure.sentence == best.sentence
        and figure.quantity.kind != "date"
        and figure.quantity.span.start < best.quantity.span.start
    ]
    return before[-1].series if before else None


def _fit(best: ScoredFigure) -> float:
    """The probability of a figure, less where it counts another thing than is asked for."""
    return best.probability * (1 - OTHER_THING * best.signs["unit_is_another"])


def _least_of(best: ScoredFigure) -> float:
    # A level is an unlikely answer to "how much did it fall?", but both ends of the fall aren't.
    tells_change = best.signs["level_though_change"] and best.quantity.series is not None
    return LEAST_OF_SERIES if best.asked.changed_by and tells_change else _least(best.asked)


def _least(asked: Asked) -> float:
    if asked.asks_figure:
        return LEAST
    return LEAST_KEYWORDS if asked.is_keywords else LEAST_UNASKED


def _companions(best: ScoredFigure, figures: Sequence[ScoredFigure]) -> list[ScoredFigure]:
    """The other ends, years and sides that belong to the best figure of a question for several.

    In the sentence of the best they are of its series, or nearly as good; another sentence gives
    its own best, and what belongs to that.
    """
    alike = [
        figure
        for figure in figures
        if (figure.quantity.kind, figure.quantity.unit == best.quantity.unit)
        == (best.quantity.kind, True)
        or (figure.sentence != best.sentence and figure.quantity.kind == best.quantity.kind)
    ]
    found: list[ScoredFigure] = [best]
    alike.sort(key=lambda figure: figure.sentence != best.sentence)
    for _, members in groupby(alike, key=lambda figure: figure.sentence):
        together = list(members)
        first = max(together, key=lambda figure: figure.probability)
        if first.sentence != best.sentence:
            if first.probability < OTHER_SENTENCE * best.probability or not _adds(first, found):
                continue
            found.append(first)
        else:
            first = best
        found.extend(
            figure
            for figure in together
            if figure is not first
            and figure.quantity.unit == first.quantity.unit
            and _together(figure, first)
        )
    return found[1:]


def _adds(figure: ScoredFigure, found: Sequence[ScoredFigure]) -> bool:
    """Whether a figure is of a time asked for that none of those found is of."""
    if len(figure.asked.question.years) < 2:
        return True
    of = {other.quantity.period for other in found}
    return bool(figure.signs["year_agrees"]) and figure.quantity.period not in of


def _together(figure: ScoredFigure, first: ScoredFigure) -> bool:
    """Whether a figure answers with the best of its sentence."""
    if figure.signs["stated"] or (figure.asked.since and figure.signs["plan_unasked"]):
        return False
    if first.quantity.series is not None:
        return figure.quantity.series == first.quantity.series
    years = figure.asked.question.years
    # Each of the years asked for has its figure, and so has each side, by the words next to it.
    own = (len(years) > 1 and figure.signs["year_agrees"]) or figure.signs["nearest"]
    least = COMPANION_OF_ITS_OWN if own else COMPANION
    return figure.probability >= least * first.probability
