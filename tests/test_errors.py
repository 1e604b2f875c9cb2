from pathlib import Path

import pytest

from briqa import errors


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (errors.UnreadableSource(Path("a.pdf"), "damaged", "mend it"), "a.pdf: damaged; mend it"),
        (errors.IndexMissing(Path("index"), "is empty", "run it"), "index: is empty; run it"),
        (errors.UnknownDocument("a", ("b", "c")), "a: not in the index; did you mean b, c?"),
        (errors.UnknownDocument("a"), "a: not in the index; see `briqa status`"),
        (errors.FilterError("kind", "no 'x'", "name one"), "kind: no 'x'; name one"),
        (errors.QuestionSetError(Path("q"), 3, "no id", "add one"), "q, line 3: no id; add one"),
        (errors.QuestionSetError(Path("q"), None, "empty", "fill it"), "q: empty; fill it"),
    ],
)
def test_an_error_says_where_what_and_what_to_do(error: errors.BriqaError, line: str) -> None:
    assert str(error) == line


def test_every_error_is_drawn_in_the_tree() -> None:
    names = [name for name, value in vars(errors).items() if isinstance(value, type)]
    tree = errors.__doc__ or ""
    assert [name for name in names if name.endswith(("Error", "Source")) and name not in tree] == []
