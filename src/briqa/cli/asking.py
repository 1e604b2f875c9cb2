"""What `briqa ask` does, and its usual arguments read without typer.

The one thing to know: importing typer and laying out its options takes a tenth of a first answer.
So what is typed most is read here, and all else, mistakes and `--help` too, is left to typer, which
reads the same in it (`tests/cli/test_asking.py`).
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from briqa.assistant import DEFAULT_INDEX, DEFAULT_PASSAGES, open_index
from briqa.values import dataclass

COMMAND: Final = "ask"
_INDEX, _PASSAGES, _FORMAT, _EXPLAIN = "--index", "-k", "--format", "--explain"
_FORMATS: Final = ("text", "json")
_MOST_PASSAGES: Final = 100
_MOST_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of `briqa ask`."""

    question: str
    index_dir: Path
    passages: int
    as_json: bool
    explain: bool

    def answer(self) -> None:
        """Prints the answer."""
        answer_question(
            self.question,
            self.index_dir,
            passages=self.passages,
            as_json=self.as_json,
            explain=self.explain,
        )


def read_usual(arguments: Sequence[str]) -> Asked | None:
    """What is asked by the usual arguments; None where they are anything else.

    Args:
        arguments: those of the command line, the command's name among them.
    """
    if not arguments or arguments[0] != COMMAND or os.name == "nt":  # where typer expands "*"
        return None
    questions: list[str] = []
    found: dict[str, str] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            questions.append(argument)
            continue
        value = "" if argument == _EXPLAIN else next(rest, "-")
        if argument in found or value.startswith("-"):
            return None
        found[argument] = value
    index_dir = found.pop(_INDEX, str(DEFAULT_INDEX))
    passages = found.pop(_PASSAGES, str(DEFAULT_PASSAGES))
    output = found.pop(_FORMAT, _FORMATS[0])
    explain = found.pop(_EXPLAIN, None) is not None
    if found or len(questions) != 1 or not index_dir.strip() or output not in _FORMATS:
        return None
    if not (passages.isascii() and passages.isdecimal() and len(passages) <= _MOST_DIGITS):
        return None
    if not 1 <= int(passages) <= _MOST_PASSAGES:
        return None
    return Asked(questions[0], Path(index_dir), int(passages), output == _FORMATS[1], explain)


def answer_question(
    question: str, index_dir: Path, *, passages: int, as_json: bool, explain: bool
) -> None:
    """Answers a question and prints the answer.

    Args:
        question: in plain language.
        index_dir: the index folder.
        passages: the most passages to show.
        as_json: as JSON for programs, not as text for people.
        explain: say why, too.

    Raises:
        BriqaError: as `Assistant.ask` has it.
    """
    assistant = open_index(index_dir, for_one=True)
    try:
        if explain:
            result, why = assistant.explain(question, passages=passages)
        else:
            result, why = assistant.ask(question, passages=passages), None
    finally:
        assistant.close()
    if as_json:
        from briqa.answer import as_json as plain_values

        plain = (
            plain_values(result) if why is None else {**plain_values(result), "explanation": why}
        )
        print(json.dumps(plain, ensure_ascii=False))
        return
    from rich.console import Console  # what is for programs needn't wait for it

    from briqa.cli.answers import print_explanation, print_result

    console = Console(highlight=False)
    print_result(result, console)
    if why is not None:
        print_explanation(why, console)
