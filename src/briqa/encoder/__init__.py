"""The encoder door: texts in, unit vectors out; the one place that knows models.

The one thing to know: a passage and its sentences come from a single forward pass. The passage
vector is the mean of its tokens' states, a sentence vector the mean of that sentence's own, so a
sentence is represented *in its context*, heading path included, at no extra cost.
"""

import os

from briqa.encoder.encoder import SentenceTransformerEncoder, open_encoder
from briqa.encoder.folders import DEFAULT_MODEL, INT8_SUFFIX
from briqa.encoder.interface import (
    Encoder,
    PairReading,
    PairText,
    PassageInput,
    PassageVectors,
    Vectors,
)
from briqa.encoder.threads import one_blas_thread, one_thread

# Else ONNX Runtime (1.32) notes each start in the user's cache, for its makers to be sent.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__all__ = [
    "DEFAULT_MODEL",
    "INT8_SUFFIX",
    "Encoder",
    "PairReading",
    "PairText",
    "PassageInput",
    "PassageVectors",
    "SentenceTransformerEncoder",
    "Vectors",
    "one_blas_thread",
    "one_thread",
    "open_encoder",
]
