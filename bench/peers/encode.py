"""How near encoding comes to the machine's peak, with the peak taken before and after.

    python -m peers.encode briqa|sentence-transformers MODEL PASSAGES

PASSAGES is JSON lines as `prepare.py` writes them. Prints JSON: `wall_s` and `cpu_s` of encoding
all passages with the model loaded, the peak in 10⁹ operations a second of each (`peak_by_wall`,
`peak_by_cpu`), and the rate of copying memory (`copied_gb_s`).
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peers.gemm import best_rates, copied_gb_s, numpy_product, torch_product


def main(library: str, model: str, source: str) -> None:
    """Encodes everything once, after a few passages that don't count."""
    rows = [json.loads(line) for line in Path(source).read_text(encoding="utf-8").splitlines()]
    threads = len(os.sched_getaffinity(0))
    if library == "briqa":
        encode, product = _briqa(rows), numpy_product()
    else:
        encode, product = _sentence_transformers(model, rows), torch_product(threads)
    peaks = [best_rates(product)]
    wall, cpu = time.perf_counter(), time.process_time()
    encode()
    wall_s, cpu_s = time.perf_counter() - wall, time.process_time() - cpu
    peaks.append(best_rates(product))
    found = {
        "wall_s": wall_s,
        "cpu_s": cpu_s,
        "peak_by_wall": max(peak.by_wall for peak in peaks),
        "peak_by_cpu": max(peak.by_cpu for peak in peaks),
        "copied_gb_s": copied_gb_s(threads),
    }
    print(json.dumps(found))


def _briqa(rows: list[dict[str, Any]]) -> Callable[[], object]:
    from briqa.encoder import PassageInput, open_encoder

    encoder = open_encoder()
    inputs = [
        PassageInput(
            row["heading"],
            row["body"],
            tuple((start, end) for start, end in row["sentences"]),
        )
        for row in rows
    ]
    list(encoder.encode_passages(inputs[:16]))
    return lambda: list(encoder.encode_passages(inputs))


def _sentence_transformers(model: str, rows: list[dict[str, Any]]) -> Callable[[], object]:
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(model, device="cpu")
    texts = [row["text"] for row in rows]
    loaded.encode(texts[:16])
    return lambda: loaded.encode(texts)


if __name__ == "__main__":
    main(*sys.argv[1:])
