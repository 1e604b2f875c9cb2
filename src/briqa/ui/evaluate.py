"""The Evaluate tab: a question set run, its figures, its failures, and an earlier run beside it.

The one thing to know: a run goes to a folder under `runs/`, as one of `briqa eval` does, so both
see each other's runs, and a run that was stopped goes on where it was.
"""

import itertools
import queue
import tempfile
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import gradio as gr

from briqa.asking import AskSettings
from briqa.errors import BriqaError, RunError
from briqa.evaluate import read_question_set
from briqa.evaluate.report import ReportedQuestion, Verdict
from briqa.evaluate.reporting import reported_questions
from briqa.evaluate.run import Manifest, Progress, RunFolder
from briqa.evaluate.run.folder import MANIFEST
from briqa.evaluation import (
    Finished,
    RunSettings,
    answer_set,
    compare_runs,
    describe,
    score_set,
)
from briqa.ui import render
from briqa.ui.evaluations import (
    comparison_html,
    figures_html,
    progress_html,
    questions_html,
)
from briqa.ui.source import OpenAssistant, SourcePane
from briqa.ui.theme import asset

_KINDS_OF_FILE: Final = [".jsonl", ".json", ".csv", ".tsv", ".xlsx"]
_ALL: Final = "all"
_FAILURES: Final = "failures"
_NONE: Final = ""
_PROBLEMS_SHOWN: Final = 3


class _Shown(NamedTuple):
    """A finished run, as the browser's session keeps it."""

    folder: str
    questions: tuple[ReportedQuestion, ...]


_NOTHING: Final = _Shown("", ())


class EvaluateTab:
    """The components of the tab and what happens between them.

    Build it inside a `gr.Tab`.

    Args:
        open_assistant: gives the open index.
        source: the pane that shows what is cited.
        runs_dir: where the folders of runs are.
    """

    def __init__(self, open_assistant: OpenAssistant, source: SourcePane, runs_dir: Path) -> None:
        self._open_assistant = open_assistant
        self._source = source
        self._runs_dir = runs_dir
        # A run that was stopped may still be writing its last batch when the next one begins.
        self._writing = threading.Lock()
        self.upload = gr.File(
            label="Question set: JSONL, CSV, Excel or SQuAD's JSON",
            file_types=_KINDS_OF_FILE,
            elem_id="set",
            height=152,
        )
        with gr.Row():
            self.button = gr.Button("Run", variant="primary", elem_id="run", scale=0, min_width=88)
            self.stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=88, visible=False)
        self.notice = gr.HTML(apply_default_css=False, elem_id="run-notice")
        with gr.Column(visible=False, elem_id="evaluation") as self.result:
            self.figures = gr.HTML(apply_default_css=False, elem_id="run-figures")
            with gr.Row():
                self.download = gr.DownloadButton("Download all of it", elem_id="run-download")
                self.earlier = gr.Dropdown(
                    [("no run", _NONE)],
                    value=_NONE,
                    label="Compare with",
                    filterable=False,
                    elem_id="earlier",
                )
            self.comparison = gr.HTML(apply_default_css=False, elem_id="run-comparison")
            self.outcome = gr.Dropdown(
                [_ALL], value=_ALL, label="Questions", filterable=False, elem_id="outcome"
            )
            self.questions = gr.HTML(
                js_on_load=asset("targets.js"), apply_default_css=False, elem_id="run-questions"
            )
        self.shown = gr.State(_NOTHING)
        self._connect()

    def _connect(self) -> None:
        running = self.button.click(
            self._run,
            inputs=[self.upload],
            outputs=[
                self.notice,
                self.button,
                self.stop,
                self.result,
                self.figures,
                self.download,
                self.earlier,
                self.comparison,
                self.outcome,
                self.questions,
                self.shown,
                self._source.cited,
            ],
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=1,
        )
        self.stop.click(
            self._stopped,
            outputs=[self.notice, self.button, self.stop],
            cancels=[running],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self.outcome.input(
            self._filter,
            inputs=[self.outcome, self.shown],
            outputs=[self.questions],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self.earlier.input(
            self._compare,
            inputs=[self.earlier, self.shown],
            outputs=[self.comparison],
            show_progress="hidden",
            api_visibility="private",
        )
        self._source.follow(self.questions)

    def _run(self, upload: str | None) -> Iterator[dict[Any, Any]]:
        if not upload:
            yield {self.notice: render.notice("Drop a question set first.")}
            return
        path = Path(upload)
        yield {
            self.notice: render.busy("Reading the set …"),
            self.button: gr.update(interactive=False),
            self.stop: gr.update(visible=True),
        }
        try:
            for step in self._steps(path):
                if isinstance(step, Progress):
                    yield {self.notice: progress_html(step)}
                else:
                    yield self._finished(step)
        except BriqaError as error:
            line = str(error).replace(str(path), path.name)  # the upload's own folder says nothing
            yield {self.notice: render.notice(line), **self._ready()}

    def _steps(self, path: Path) -> Iterator[Progress | Finished]:
        """Runs a set, and says how far it is on the way."""
        question_set = read_question_set(path)
        assistant = self._open_assistant()
        index_dir = assistant.index_dir
        folder = _folder_for(self._runs_dir, path.stem)
        steps: queue.Queue[Progress | BaseException | None] = queue.Queue()
        stopped = threading.Event()

        def note(progress: Progress) -> None:
            if stopped.is_set():
                raise RunError(folder.path, "stopped", "run the same set again to go on")
            steps.put(progress)

        def work() -> None:
            try:
                with self._writing:
                    manifest = describe(question_set, assistant, AskSettings(), {})
                    answer_set(
                        question_set,
                        index_dir,
                        folder,
                        RunSettings(AskSettings(), fresh=_is_other(folder, manifest)),
                        columns={},
                        on_progress=note,
                    )
                steps.put(None)
            except BaseException as error:
                steps.put(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            while (step := steps.get()) is not None:
                if isinstance(step, BaseException):
                    raise step
                yield step
        finally:
            stopped.set()
        yield score_set(question_set, index_dir, folder)

    def _finished(self, finished: Finished) -> dict[Any, Any]:
        """A finished run in all the components that show it."""
        questions = tuple(reported_questions(finished.run))
        shown = _Shown(str(finished.folder.path), questions)
        counts = Counter(question.verdict for question in questions)
        failures = sum(count for verdict, count in counts.items() if verdict.failed)
        choices = [(f"all ({len(questions)})", _ALL), (f"failures ({failures})", _FAILURES)]
        choices += [
            (f"{verdict} ({counts[verdict]})", verdict.value)
            for verdict in Verdict
            if counts[verdict]
        ]
        outcome = _FAILURES if failures else _ALL
        earlier = _earlier(self._runs_dir, finished.folder.path)
        problems = [str(problem) for problem in finished.problems[:_PROBLEMS_SHOWN]]
        if len(finished.problems) > _PROBLEMS_SHOWN:
            more = len(finished.problems) - _PROBLEMS_SHOWN
            problems.append(f"{more} more gold spans or documents aren't in the index.")
        return {
            self.notice: "".join(map(render.notice, problems)),
            **self._ready(),
            self.result: gr.update(visible=True),
            self.figures: figures_html(finished.run),
            self.download: gr.update(value=_zipped(finished.folder.path)),
            self.earlier: gr.update(choices=earlier, value=_NONE),
            self.comparison: "",
            self.outcome: gr.update(choices=choices, value=outcome),
            self.questions: self._filter(outcome, shown),
            self.shown: shown,
            self._source.cited: (),  # of all answers together nearly all would be marked
        }

    def _ready(self) -> dict[Any, Any]:
        return {
            self.button: gr.update(interactive=True),
            self.stop: gr.update(visible=False),
        }

    def _stopped(self) -> tuple[str, Any, Any]:
        return (
            render.notice("Stopped. Run the same set again to go on where it was."),
            gr.update(interactive=True),
            gr.update(visible=False),
        )

    def _filter(self, outcome: str, shown: _Shown) -> str:
        return questions_html([each for each in shown.questions if _is_wanted(each, outcome)])

    def _compare(self, earlier: str, shown: _Shown) -> str:
        known = dict(_earlier(self._runs_dir, Path(shown.folder)))
        if not earlier or earlier not in known:
            return ""
        folders = [RunFolder(self._runs_dir / earlier), RunFolder(Path(shown.folder))]
        try:
            return comparison_html(compare_runs(folders))
        except BriqaError as error:
            return render.notice(str(error))


def _is_wanted(question: ReportedQuestion, outcome: str) -> bool:
    if outcome == _FAILURES:
        return question.verdict.failed
    return outcome in (_ALL, question.verdict)


def _is_other(folder: RunFolder, manifest: Manifest) -> bool:
    """Whether the folder holds an unfinished run of something else, which is thrown away."""
    held = (folder.path / MANIFEST).exists()
    return held and bool(manifest.differences(folder.manifest()))


def _folder_for(runs_dir: Path, stem: str) -> RunFolder:
    """The folder of a set's next run: its name, with a number if there are such runs already.

    A run that was stopped has no scores yet, and goes on in its folder.
    """
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(
        RunFolder(runs_dir / name)
        for name in names
        if not (runs_dir / name / "scores.jsonl").exists()
    )


def _earlier(runs_dir: Path, own: Path) -> list[tuple[str, str]]:
    """The finished runs but this one, the latest first, as choices."""
    found = [path.parent for path in runs_dir.glob("*/scores.jsonl") if path.parent != own]
    found.sort(key=lambda path: -path.stat().st_mtime)
    return [("no run", _NONE), *((path.name, path.name) for path in found)]


def _zipped(folder: Path) -> str:
    """All files of a run in one, for download."""
    target = Path(tempfile.mkdtemp(prefix="briqa-")) / f"{folder.name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            if path.is_file():
                archive.write(path, path.name)
    return str(target)
