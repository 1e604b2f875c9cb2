import subprocess
import sys

import pytest

import briqa


def test_every_public_name_can_be_imported_and_no_other_is_offered() -> None:
    assert set(briqa.__all__) == set(briqa._HOMES)
    assert all(getattr(briqa, name) is not None for name in briqa.__all__)
    with pytest.raises(AttributeError, match="nonesuch"):
        _ = briqa.nonesuch


@pytest.mark.parametrize(
    "code", ["import briqa", "import briqa.cli as c, sys; sys.argv = ['briqa', '--help']; c.main()"]
)
def test_nothing_heavy_is_loaded_before_it_is_used(code: str) -> None:
    check = (
        f"import sys\ntry:\n    exec({code!r})\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('torch', 'gradio', 'faiss') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"
