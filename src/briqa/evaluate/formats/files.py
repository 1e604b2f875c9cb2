"""The text and the JSON of a file, with what is wrong with it said by line and column."""

import json
from pathlib import Path
from typing import Final, NoReturn

from briqa.errors import QuestionSetError

_BOMS: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_DEEP: Final = "nested too deep"


def read_text(path: Path) -> str:
    """The text of a file: UTF-8, or what its byte order mark says; newlines as they are.

    Raises:
        QuestionSetError: when it can't be read, or isn't text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuestionSetError(path, None, f"can't be read ({reason})", "check the path") from error
    encoding = next((name for mark, name in _BOMS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise QuestionSetError(path, line, "isn't UTF-8", "save the file as UTF-8") from error


def read_json(path: Path, text: str, *, first_line: int = 1) -> object:
    """The value of a JSON text; NaN and Infinity, which are no JSON, are refused.

    Args:
        path: the file, for messages.
        text: the JSON.
        first_line: the line of the file on which it begins.

    Raises:
        QuestionSetError: when it isn't JSON, by line and column.
    """

    def refuse(constant: str) -> NoReturn:
        raise QuestionSetError(
            path, first_line, f"{constant} is no number of JSON", "write a number or null"
        )

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        said = f"not JSON ({error.msg}, character {error.colno})"
        raise QuestionSetError(path, line, said, "mend the line") from error
    except RecursionError as error:
        raise QuestionSetError(path, first_line, f"not JSON ({_DEEP})", "mend it") from error
    except ValueError as error:  # an integer of thousands of digits
        raise QuestionSetError(path, first_line, "holds a number too long", "shorten it") from error


def read_json_lines(path: Path) -> list[tuple[int, object]]:
    """The values of a file with one a line, each with its line; blank lines are left out.

    Raises:
        QuestionSetError: for the first line that isn't JSON.
    """
    # Not `splitlines`: JSON strings may hold U+2028 and U+0085 as they are.
    lines = read_text(path).split("\n")
    return [
        (number, read_json(path, line, first_line=number))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
