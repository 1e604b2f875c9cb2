"""What a style's file gets wrong or leaves open, mended before and after it is walked."""

from briqa.bibliography.style_names import Style
from briqa.bibliography.work import Work


def mended(work: Work, style: Style) -> Work:
    """The work as the style's file can print it."""
    return work


def mended_text(text: str, style: Style) -> str:
    """The text with what the file got wrong put right; marks are still in it."""
    return text
