"""Drafts."""

from briqa.drafts.needs_source import Need, needs_source

__all__ = ["Need", "needs_source"]
