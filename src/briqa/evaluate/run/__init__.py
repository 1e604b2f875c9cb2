"""Runs: a question set answered into a folder, from which an interrupted run goes on."""

from briqa.evaluate.run.folder import RunFolder
from briqa.evaluate.run.manifest import Manifest, code_hash, file_hash
from briqa.evaluate.run.running import Batches, Progress, batched, run_set

__all__ = [
    "Batches",
    "Manifest",
    "Progress",
    "RunFolder",
    "batched",
    "code_hash",
    "file_hash",
    "run_set",
]
