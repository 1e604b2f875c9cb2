"""The command line: one module per command, which parses, calls the assistant, and prints."""

from briqa.cli.main import main

__all__ = ["main"]
