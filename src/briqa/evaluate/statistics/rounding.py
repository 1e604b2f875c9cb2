"""Figures as they are written: to so many digits that no processor or library changes them."""

from typing import Final

_DIGITS: Final = 14


def rounded(value: float) -> float:
    """A figure to 14 significant digits."""
    return float(f"{value:.{_DIGITS}g}")
