"""Trains the cross-encoder: first on pairs made of plain text, then on questions of SQuAD 2.

    python bench/cross_train.py pretrain DATA STATE.pt [--limit N]
    python bench/cross_train.py tune PAIRS.jsonl STATE.pt OUT.pt --folds 0 2 4 [--scores FILE]

DATA is the folder of public sets; PAIRS come from `cross_pairs.py`.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cross_cloze import Pair, cloze_pairs, sentences, swap
from sklearn.metrics import roc_auc_score
from transformers import AutoModel, AutoTokenizer

from briqa.encoder.cross_exporting import ANSWERS, LEFT, PLACES, RIGHT
from briqa.encoder.folders import find_model

LENGTH = 160
BATCH = 16


class CrossEncoder(torch.nn.Module):
    """MiniLM with a head for whether the window answers, and two for where."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(path, attn_implementation="sdpa")
        self.bert.embeddings.requires_grad_(False)
        self.bert.pooler = None
        self.answers = torch.nn.Linear(384, 1)
        self.places = torch.nn.Linear(384, 2)

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.bert(
                input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["types"]
            ).last_hidden_state
        states = states.float()
        places = self.places(states)
        # The first token stands for "nowhere"; the question's tokens can't be the place.
        inside = (batch["types"] == 1) & (batch["mask"] == 1)
        inside[:, 0] = True
        places = places.masked_fill(~inside[:, :, None], -1e4)
        return self.answers(states[:, 0]).squeeze(-1), places


def batches(pairs: Sequence[Pair], tokenizer: Any, *, shuffle: random.Random | None) -> Iterator[dict[str, torch.Tensor]]:
    order = list(range(len(pairs)))
    if shuffle:
        shuffle.shuffle(order)
    chunks = []
    for at in range(0, len(order), BATCH * 16):
        near = sorted(order[at : at + BATCH * 16], key=lambda i: len(pairs[i].question) + len(pairs[i].window))
        chunks.extend(near[k : k + BATCH] for k in range(0, len(near), BATCH))
    if shuffle:
        shuffle.shuffle(chunks)
    for chunk in chunks:
        own = [pairs[i] for i in chunk]
        coded = tokenizer(
            [p.question for p in own],
            [p.window for p in own],
            truncation="only_second",
            max_length=LENGTH,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        starts, ends = [], []
        for row, pair in enumerate(own):
            start = end = 0
            if pair.answer is not None:
                inside = [
                    t
                    for t, ((a, b), kind) in enumerate(zip(coded["offset_mapping"][row].tolist(), coded["token_type_ids"][row].tolist()))
                    if kind == 1 and b > a and a < pair.answer[1] and b > pair.answer[0]
                ]
                if inside:
                    start, end = inside[0], inside[-1]
            starts.append(start)
            ends.append(end)
        yield {
            "ids": coded["input_ids"],
            "mask": coded["attention_mask"],
            "types": coded["token_type_ids"],
            "starts": torch.tensor(starts),
            "ends": torch.tensor(ends),
            "label": torch.tensor([float(p.answer is not None) for p in own]),
            "rows": torch.tensor(chunk),
        }


def train(model: CrossEncoder, tokenizer: Any, pairs: Sequence[Pair], *, epochs: int, rate: float, seed: int) -> None:
    rng = random.Random(seed)
    torch.manual_seed(seed)
    steps = epochs * (len(pairs) // BATCH + 1)
    trained = [p for p in model.parameters() if p.requires_grad]
    heads = [*model.answers.parameters(), *model.places.parameters()]
    body = [p for p in trained if all(p is not h for h in heads)]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": rate * 5}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / max(1, steps * 0.08), max(0.0, (steps - s) / steps))
    )
    model.train()
    done, total, began = 0, 0.0, time.time()
    for _ in range(epochs):
        for batch in batches(pairs, tokenizer, shuffle=rng):
            answers, places = model(batch)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(answers, batch["label"])
            loss = loss + 0.25 * (
                torch.nn.functional.cross_entropy(places[:, :, 0], batch["starts"])
                + torch.nn.functional.cross_entropy(places[:, :, 1], batch["ends"])
            )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            done += 1
            total += float(loss)
            if done % 50 == 0:
                print(f"{done}/{steps} loss {total / 50:.3f} {time.time() - began:.0f} s", flush=True)
                total = 0.0


def score(model: CrossEncoder, tokenizer: Any, pairs: Sequence[Pair]) -> np.ndarray:
    """Shape (n, 2): the logit that a window answers, and how far the best place beats nowhere."""
    model.eval()
    found = np.zeros((len(pairs), 2))
    with torch.inference_mode():
        for batch in batches(pairs, tokenizer, shuffle=None):
            answers, places = model(batch)
            best = places[:, 1:, :].max(dim=1).values.sum(dim=1) - places[:, 0, :].sum(dim=1)
            found[batch["rows"].numpy()] = torch.stack([answers, best], dim=1).numpy()
    return found


def texts(data: Path) -> Iterator[list[str]]:
    """The documents of the public sets, each as paragraphs; none of SQuAD's."""
    for name in ("tatqa", "cranfield"):
        rows = [json.loads(line) for line in (data / name / "corpus.jsonl").open()]
        for at in range(0, len(rows), 8):
            yield [row["text"] for row in rows[at : at + 8]]
    for row in map(json.loads, (data / "summedits" / "docs.jsonl").open()):
        yield row["text"].split("\n")
    for file in sorted((data / "chunkspans").glob("*.md")):
        paragraphs = [p for p in file.read_text().split("\n") if len(p) > 80]
        for at in range(0, len(paragraphs), 12):
            yield paragraphs[at : at + 12]
    for row in map(json.loads, (data / "wice" / "claims.jsonl").open()):
        evidence = row["evidence"]
        yield [" ".join(evidence[at : at + 6]) for at in range(0, min(len(evidence), 90), 6)]


def made_pairs(data: Path, limit: int) -> list[Pair]:
    rng = random.Random(0)
    found = []
    for document in texts(data):
        split = [sentences(paragraph) for paragraph in document]
        found.append(list(cloze_pairs(split, rng)))
    flat = [pair for pairs in found for pair in pairs]
    rng.shuffle(flat)
    print(len(flat), "pairs made")
    return flat[:limit]


def tuning_pairs(rows: Sequence[dict[str, Any]], folds: Sequence[int]) -> list[Pair]:
    rng = random.Random(1)
    by_question: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["fold"] in folds:
            by_question.setdefault(row["id"], []).append(row)
    found = []
    for own in by_question.values():
        gold = next((row for row in own if row["answer"]), None)
        others = [row for row in own if not row["answer"]]
        if gold:
            pair = Pair(gold["question"], gold["window"], tuple(gold["answer"]))
            found.append(pair)
            swapped = swap(pair.question, pair.window, rng)
            if swapped and rng.random() < 0.5:
                found.append(Pair(swapped, pair.window, None))
            if others and rng.random() < 0.6:
                found.append(Pair(others[0]["question"], others[0]["window"], None))
        elif not own[0]["answerable"]:
            found.append(Pair(others[0]["question"], others[0]["window"], None))
            found.append(Pair(others[0]["question"], others[0]["window"], None))
            if len(others) > 1:
                found.append(Pair(others[1]["question"], others[1]["window"], None))
    return found


def write_changes(model: CrossEncoder, path: Path, rank: int, out: Path) -> None:
    """Writes what was learnt as changes of low rank, in half precision.

    Args:
        model: the trained model.
        path: the folder of the model that it was.
        rank: the rank of each change.
        out: a `.npz` file, which `briqa.encoder.cross_exporting` reads.
    """
    before = dict(CrossEncoder(path).bert.named_parameters())
    found: dict[str, np.ndarray] = {}
    for name, parameter in model.bert.named_parameters():
        change = (parameter - before[name]).detach()
        if not change.abs().max() > 0:
            continue
        if change.ndim == 1:
            found[name] = parameter.detach().numpy().astype(np.float16)
            continue
        left, sizes, right = torch.linalg.svd(change, full_matrices=False)
        share = sizes[:rank].sqrt()
        found[name + LEFT] = (left[:, :rank] * share).numpy().astype(np.float16)
        found[name + RIGHT] = (right[:rank] * share[:, None]).numpy().astype(np.float16)
    for head, layer in ((ANSWERS, model.answers), (PLACES, model.places)):
        for name, parameter in layer.named_parameters():
            found[f"{head}.{name}"] = parameter.detach().numpy().astype(np.float16)
    np.savez_compressed(out, **found)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["pretrain", "tune", "write"])
    parser.add_argument("data", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, default=12000)
    parser.add_argument("--folds", type=int, nargs="+", default=[])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--scores", type=Path)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    path = find_model("all-MiniLM-L6-v2").path
    tokenizer = AutoTokenizer.from_pretrained(path)
    model = CrossEncoder(path)
    if a.what == "pretrain":
        pairs = made_pairs(a.data, a.limit + 500)
        train(model, tokenizer, pairs[:-500], epochs=1, rate=2e-4, seed=0)
        held = pairs[-500:]
        found = score(model, tokenizer, held)
        labels = [p.answer is not None for p in held]
        print("made pairs held out: AUROC", *(round(roc_auc_score(labels, found[:, k]), 3) for k in (0, 1)))
        torch.save(model.state_dict(), a.state)
        return
    if a.what == "write":
        model.load_state_dict(torch.load(a.data))
        write_changes(model, path, a.limit, a.state)
        return
    rows = [json.loads(line) for line in a.data.open()]
    model.load_state_dict(torch.load(a.state))
    if a.epochs:
        pairs = tuning_pairs(rows, a.folds)
        print(len(pairs), "pairs,", sum(p.answer is not None for p in pairs), "with an answer")
        train(model, tokenizer, pairs, epochs=a.epochs, rate=a.rate, seed=0)
        torch.save(model.state_dict(), a.out)
    held = [row for row in rows if row["fold"] not in a.folds]
    found = score(model, tokenizer, [Pair(r["question"], r["window"], None) for r in held])
    for row, values in zip(held, found):
        row["scores"] = values.round(4).tolist()
    first = [row for row in held if row["first"]]
    labels = [row["answerable"] for row in first]
    values = np.array([row["scores"] for row in first])
    mixed = values[:, 0] + values[:, 1] * values[:, 0].std() / values[:, 1].std()
    print("held out:", len(first), "AUROC", *(round(roc_auc_score(labels, v), 3) for v in (values[:, 0], values[:, 1], mixed)))
    squad2 = [not row["id"].startswith("xquad") for row in first]
    print("  SQuAD 2 part:", sum(squad2), *(round(roc_auc_score(np.array(labels)[squad2], v[squad2]), 3) for v in (values[:, 0], values[:, 1], mixed)))
    if a.scores:
        a.scores.write_text("\n".join(json.dumps(row) for row in held))


if __name__ == "__main__":
    main()
