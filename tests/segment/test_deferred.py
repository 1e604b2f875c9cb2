import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briqa.segment.deferred import defer

SPLITS = (
    "import sys; from briqa.spans import Span;"
    "from briqa.segment.sentences import SentenceSplitter;"
    "text = 'It opened in 2019. It closed.';"
    "assert len(list(SentenceSplitter(text).split(text, Span(0, len(text))))) == 2;"
)


def run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def test_sentences_need_none_of_what_nltk_loads() -> None:
    run(SPLITS + "assert not {'sklearn', 'scipy', 'nltk.corpus'} & set(sys.modules)")


def test_the_rest_of_nltk_is_there_for_whoever_uses_it() -> None:
    run(
        SPLITS + "import nltk; assert nltk.edit_distance('port', 'ports') == 1;"
        "from nltk.tokenize import wordpunct_tokenize;"
        "assert wordpunct_tokenize('a b') == ['a', 'b'];"
        "from nltk import PorterStemmer; assert PorterStemmer().stem('ports') == 'port'"
    )


def test_what_is_loaded_already_stays() -> None:
    run("import nltk;" + SPLITS + "assert nltk.edit_distance('a', 'b') == 1")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package that counts in `built` how often its own code ran."""
    folder = tmp_path / "deferred_sample"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "import time\nfrom deferred_sample.inner import log\ntime.sleep(0.05)\n"
        "log.append('ran')\nvalue = len(log)\n"
    )
    (folder / "inner.py").write_text("log = []\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "deferred_sample"
    for name in [name for name in sys.modules if name.startswith("deferred_sample")]:
        del sys.modules[name]


def test_its_own_code_runs_once_at_the_first_use(package: str) -> None:
    defer(package)
    import deferred_sample.inner as inner  # type: ignore[import-not-found]

    assert inner.log == []
    import deferred_sample

    threads = [threading.Thread(target=lambda: deferred_sample.value) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert deferred_sample.value == 1
    assert inner.log == ["ran"]
    with pytest.raises(AttributeError, match="nothing"):
        _ = deferred_sample.nothing


def test_a_package_that_isnt_there_is_still_not_there() -> None:
    defer("deferred_absent")
    with pytest.raises(ModuleNotFoundError):
        import deferred_absent  # type: ignore[import-not-found]  # noqa: F401
