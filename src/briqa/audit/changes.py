"""Columns of a table that are computed from others: changes, changes in percent, and shares.

The one thing to know: which two columns a change is between, and which way round, is told by the
rows in which it holds; what holds in most rows is held against the rest.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.audit.finding import Finding, Relation, Verdict
from briqa.audit.grid import Cell, Line, figures_of
from briqa.audit.reading import AuditedText
from briqa.audit.verdicts import Formula, compute, judge, what_fits
from briqa.quantities.rounding import Interval

_CHANGE: Final = re.compile(
    r"\b(?:change|variance|increase|decrease|inc|dec|growth|difference|movement|var|chg)\b|[Δ±]"
    r"|^\s*(?:[$€£]?\s*)?%?\s*$",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"%|\bper ?cent(?:age)?\b|\bshare\b|\bproportion\b", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"\btotals?\b|\b(?:net )?(?:sales|revenues?|turnover)\b|\ball\b|\bsum\b", re.IGNORECASE
)
_FEW: Final = 2
_MORE: Final = 0.6
_ROWS: Final = 3
_MOST: Final = 0.75
_REACH: Final = 4
# An interval wider than this part of the figure itself is confirmed by too much.
_VAGUE: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a column comes from two numbers: the arithmetic, and how to write it."""

    relation: Relation
    formula: Formula
    written: Callable[[Cell, Cell], str]
    is_percent: bool


def _difference(values: Sequence[Interval]) -> Interval:
    return values[0] - values[1]


def _relative(values: Sequence[Interval]) -> Interval:
    """The change in percent; of a negative base its size counts."""
    new, old = values
    result = (new - old) / (old if old.low > 0 else old * -1.0) * 100.0
    # The old value stands twice: with one sign its ends give the tighter, exact bounds.
    if old.low > 0 and new.low >= 0:
        return Interval((new.low / old.high - 1) * 100, (new.high / old.low - 1) * 100)
    return result


def _share(values: Sequence[Interval]) -> Interval:
    return values[0] / values[1] * 100.0


_DIFFERENCE: Final = _Rule(
    "table change",
    _difference,
    lambda new, old: f"{new.named(new.value)} - {_inner(old)}",
    is_percent=False,
)
_RELATIVE: Final = _Rule(
    "table change",
    _relative,
    lambda new, old: f"{new.named(new.value)} against {old.named(old.value)}",
    is_percent=True,
)
_SHARE_OF: Final = _Rule(
    "share",
    _share,
    lambda part, whole: f"{part.named(part.value)} / {whole.named(whole.value)}",
    is_percent=True,
)


def _inner(cell: Cell) -> str:
    written = cell.named(cell.value)
    return f"({written})" if cell.value < 0 else written


@dataclass(frozen=True, slots=True)
class _Trial:
    """A row's figure with the two that it comes from under a rule, and what that gives."""

    stated: Cell
    sources: tuple[Cell, Cell]
    verdict: Verdict
    is_telling: bool


def find_changes(
    text: AuditedText, rows: Sequence[Line], heads: Sequence[str]
) -> Iterator[Finding]:
    """The columns of changes and shares, each recomputed in every row."""
    for column, head in enumerate(heads):
        best: tuple[_Rule, list[_Trial]] | None = None
        for rule, trials in _candidates(rows, heads, column, head):
            # A head that says nothing leaves it to the numbers alone.
            is_meant = _is_convincing(trials) if re.search("[A-Za-z]", head) else _is_sure(trials)
            if is_meant and (best is None or _held(trials) > _held(best[1])):
                best = rule, trials
        if best is not None:
            yield from _findings(text, *best)


def _candidates(
    rows: Sequence[Line], heads: Sequence[str], column: int, head: str
) -> Iterator[tuple[_Rule, list[_Trial]]]:
    """The ways in which a column may come from others, by its head."""
    if _CHANGE.search(head):
        near = [place for place in range(len(heads)) if 0 < abs(place - column) <= _REACH]
        for new in near:
            for old in near:
                if new == old or abs(new - old) > 2:
                    continue
                for rule in (_DIFFERENCE, _RELATIVE):
                    yield rule, _change_trials(rows, rule, column, new, old)
    if _SHARE.search(head):
        for base in range(max(0, column - _REACH), min(len(heads), column + 2)):
            if base != column:
                yield from _share_trials(rows, column, base)


def _change_trials(
    rows: Sequence[Line], rule: _Rule, column: int, new: int, old: int
) -> list[_Trial]:
    found = (_trial(rule, row, column, row.cells[new], row.cells[old]) for row in rows)
    return [trial for trial in found if trial is not None]


def _share_trials(
    rows: Sequence[Line], column: int, base: int
) -> Iterator[tuple[_Rule, list[_Trial]]]:
    """The shares of each row that may be the whole: one that says so, and states 100%."""
    for whole in rows:
        cell, stated = whole.cells[base], whole.cells[column]
        if cell is None or stated is None or stated.value != 100 or cell.value <= 0:
            continue
        if _TOTAL.search(whole.label) or whole is rows[0]:
            found = (
                _trial(_SHARE_OF, row, column, row.cells[base], cell)
                for row in rows
                if row is not whole
            )
            yield _SHARE_OF, [trial for trial in found if trial is not None]


def _trial(
    rule: _Rule, row: Line, column: int, new: Cell | None, old: Cell | None
) -> _Trial | None:
    """A row under a rule; None where something is missing or no quotient exists."""
    stated = row.cells[column]
    if stated is None or new is None or old is None or not (stated.step and new.step and old.step):
        return None
    # Points of a percentage are a difference of percentages.
    are_points = rule.relation == "table change" and new.is_percent and old.is_percent
    is_odd = new.is_percent != old.is_percent or (stated.is_percent and not rule.is_percent)
    if is_odd and not are_points:
        return None
    if rule.is_percent and (new.is_percent or abs(old.value) <= old.step):
        return None
    sources = [new.rounding, old.rounding]
    verdict = judge(rule.formula, sources, stated.rounding)
    computed = compute(rule.formula, sources)
    width = computed.high - computed.low
    is_telling = stated.value != 0 and width <= max(_VAGUE * abs(stated.value), 2.5 * stated.step)
    return _Trial(stated, (new, old), verdict, is_telling)


def _held(trials: Sequence[_Trial]) -> int:
    return sum(trial.verdict.startswith("holds") and trial.is_telling for trial in trials)


def _is_convincing(trials: Sequence[_Trial]) -> bool:
    """Whether a rule holds in so many rows that it is meant."""
    counted = sum(trial.is_telling for trial in trials)
    held = _held(trials)
    return held >= _FEW and held >= _MORE * counted


def _is_sure(trials: Sequence[_Trial]) -> bool:
    """Whether it holds in so many that a row in which it doesn't must be wrong."""
    counted = sum(trial.is_telling for trial in trials)
    return _held(trials) >= _ROWS and _held(trials) >= _MOST * counted


def _findings(text: AuditedText, rule: _Rule, trials: Sequence[_Trial]) -> Iterator[Finding]:
    is_sure = _is_sure(trials)
    for trial in trials:
        verdict = trial.verdict
        fits = ""
        roundings = [cell.rounding for cell in trial.sources]
        stated = trial.stated
        if verdict in ("contradiction", "doubtful"):
            if not trial.is_telling and stated.value:
                continue
            fits = what_fits(rule.formula, roundings, stated.rounding, stated.named)
            flipped = _flipped(rule, trial)
            fits = fits or flipped
            # A sign may say what is good or bad instead of up or down, and a loss has no rate.
            if not is_sure or not fits or flipped or min(cell.value for cell in trial.sources) <= 0:
                verdict = "doubtful"
            if flipped and (not is_sure or min(cell.value for cell in trial.sources) <= 0):
                continue
        point = rule.formula([Interval(cell.value, cell.value) for cell in trial.sources])
        computed = compute(rule.formula, roundings)
        figures, others = figures_of(text, [*trial.sources, stated])
        mark = "%" if rule.is_percent else ""
        result = stated.named(point.low).rstrip("%")
        yield text.finding(
            rule.relation,
            figures,
            items=others,
            formula=f"{rule.written(*trial.sources)} = {result}{mark}; the table says "
            f"{stated.named(stated.value).rstrip('%')}{mark}",
            verdict=verdict,
            stated=stated.value,
            computed=computed,
            fits=fits,
        )


def _flipped(rule: _Rule, trial: _Trial) -> str:
    """What to say where only the sign is another."""
    stated = trial.stated
    other = Cell(
        stated.span, -stated.value, stated.step, stated.written, stated.is_percent, stated.unit
    )
    roundings = [cell.rounding for cell in trial.sources]
    if not judge(rule.formula, roundings, other.rounding).startswith("holds"):
        return ""
    return f"{stated.named(-stated.value)} would fit (the other sign)"
