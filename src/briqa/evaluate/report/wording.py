"""Figures as they are printed: the same number of decimals everywhere, a true minus sign.

The one thing to know: a share has three decimals, so columns of them line up with tabular figures.
"""

from typing import Final

from briqa.evaluate.report.data import Figure

NOTHING: Final = "–"


def number(value: float | None, *, is_share: bool = True) -> str:
    """A value: "0.812" for a share, "1,204.5" for what isn't one."""
    if value is None:
        return NOTHING
    text = f"{value:.3f}" if is_share else f"{value:,.1f}"
    return _signed(text)


def difference(value: float | None, *, is_share: bool = True) -> str:
    """A difference with its sign: "+0.045", "−0.045", "0.000"."""
    text = number(value, is_share=is_share)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def interval(figure: Figure, *, is_share: bool = True) -> str:
    """The two ends: "0.620–0.790"."""
    if figure.low is None or figure.high is None:
        return NOTHING
    return f"{number(figure.low, is_share=is_share)}–{number(figure.high, is_share=is_share)}"


def difference_ends(low: float | None, high: float | None, *, is_share: bool = True) -> str:
    """The two ends of a difference's interval: "−0.020 to +0.096"."""
    if low is None or high is None:
        return NOTHING
    return f"{difference(low, is_share=is_share)} to {difference(high, is_share=is_share)}"


def probability(value: float | None) -> str:
    """A p-value: "0.031", and "<0.001" for what would be printed as 0."""
    if value is None:
        return NOTHING
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def percent(level: float) -> str:
    """A level: "95%"."""
    return f"{100 * level:g}%"


def count(n: int, noun: str) -> str:
    """A number of things: "1 question", "2,000 questions"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def listed(parts: list[str]) -> str:
    """Parts of a sentence: "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _signed(text: str) -> str:
    # What rounds to zero has no sign.
    return text.replace("-", "−") if text.strip("-0.,") else text.lstrip("-")
