"""The command line: one module per command, which parses, calls the assistant, and prints."""

from briqa.cli.entry import main

__all__ = ["main"]
