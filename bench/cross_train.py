"""Trains the cross-encoder: on pairs made of plain text, then on questions that people asked.

    python bench/cross_train.py first DATA FIRST.pt [--pairs N]
    python bench/cross_train.py then ASKED.jsonl FIRST.pt TRAINED.pt [--reports REPORTS.jsonl]
                                     [--made MADE.jsonl]
    python bench/cross_train.py write TRAINED.pt [TRAINED.pt ...] [--rank N] [--asked ASKED.jsonl]

DATA is the folder of public sets; `cross_cloze.py` makes pairs of all their texts but SQuAD's.
ASKED, REPORTS and MADE come from `cross_pairs.py`. Of ASKED the questions of other folds than
`--folds` are held out, and the area under the ROC curve is that of their first sentences:
answerable questions against those without an answer, and against twins. REPORTS are questions about
reports in words of the askers' own. `--made` is for figures: its pairs are learnt from too, and of
ASKED the twins and questions with another plural noun. On one core the first step takes some
fifteen minutes, the second twelve.

`write` puts what was learnt into the package: the mean of the weights of all that are given, of one
first (Wortsman et al., "Model soups", 2022), and with `--asked` judges it. The package has that of
one second step, with REPORTS and without `--made`. Of questions held out it tells those of SQuAD
worse apart than the mean of seconds with and without `--made` that was there before (area 0.753,
was 0.782), and twins better; questions about reports that nobody has learnt from far better
(`ranking.py`). Synonyms put in the place of words of the questions, from WordNet, made both worse.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from cross_cloze import Pair, cloze_pairs, sentences, swap
from retrieval import read_jsonl
from sklearn.metrics import roc_auc_score
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import AutoModel, AutoTokenizer
from variants import keywords

from briqa.encoder import DEFAULT_MODEL
from briqa.encoder.cross_encoder import TOKENS
from briqa.encoder.cross_exporting import (
    HEAD_BIAS,
    HEAD_WEIGHT,
    LEFT,
    PLACES_BIAS,
    PLACES_WEIGHT,
    RIGHT,
)
from briqa.encoder.folders import find_model
from briqa.evaluate.making.twins import TWIN_KINDS

BATCH = 16
# Batches are of pairs of like length, sorted among so many.
SORTED = 16 * BATCH
HELD_OUT = 500
# What a place gets that can't be one.
NOWHERE = -1e4
# The heads know nothing at first, so they learn faster.
HEAD_RATE = 5
WARM_UP = 0.08
# What the two places count beside whether there is an answer at all.
PLACES_COUNT = 0.25
KEYWORDS_SHARE = 0.2
LOWER_SHARE = 0.1
SWAPPED_SHARE = 0.5
OTHER_SHARE = 0.6
# Of the best sentences for a question about a report so many are looked at, and besides the first
# so many of them are learnt from.
NEAR = 8
OTHERS = 2
Tensors = dict[str, torch.Tensor]


class Trained(torch.nn.Module):
    """The default model with a head for whether a text answers, and one for where."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(find_model(DEFAULT_MODEL).path)
        self.bert.embeddings.requires_grad_(requires_grad=False)
        self.bert.pooler = None
        size = self.bert.config.hidden_size
        self.answers = torch.nn.Linear(size, 1)
        self.places = torch.nn.Linear(size, 2)

    def forward(self, batch: Tensors) -> tuple[torch.Tensor, torch.Tensor]:
        """The log-odds of each pair, and those of its answer's first and last token."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.bert(
                input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["types"]
            ).last_hidden_state
        states = states.float()
        # The first token stands for "nowhere"; the question's own can't be the place.
        possible = batch["types"] * batch["mask"] == 1
        possible[:, 0] = True
        places = self.places(states).masked_fill(~possible[:, :, None], NOWHERE)
        return self.answers(states[:, 0]).squeeze(-1), places


def main() -> None:
    """Does one step."""
    parser = argparse.ArgumentParser(description="Trains the cross-encoder.")
    steps = parser.add_subparsers(dest="step", required=True)
    first = steps.add_parser("first")
    first.add_argument("data", type=Path)
    first.add_argument("out", type=Path)
    first.add_argument("--pairs", type=int, default=16_000)
    then = steps.add_parser("then")
    then.add_argument("asked", type=Path)
    then.add_argument("first", type=Path)
    then.add_argument("out", type=Path)
    then.add_argument("--folds", type=int, nargs="+", default=[0, 1, 2])
    then.add_argument("--epochs", type=int, default=2)
    then.add_argument("--made", type=Path)
    then.add_argument("--reports", type=Path)
    write = steps.add_parser("write")
    write.add_argument("trained", type=Path, nargs="+")
    write.add_argument("--rank", type=int, default=32)
    write.add_argument("--asked", type=Path)
    write.add_argument("--folds", type=int, nargs="+", default=[0, 1, 2])
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = Trained()
    tokenizer = AutoTokenizer.from_pretrained(find_model(DEFAULT_MODEL).path)
    if arguments.step == "first":
        pairs = made_pairs(arguments.data)[: arguments.pairs + HELD_OUT]
        train(model, tokenizer, pairs[HELD_OUT:], epochs=1, rate=2e-4)
        report_made(model, tokenizer, pairs[:HELD_OUT])
        torch.save(model.state_dict(), arguments.out)
    elif arguments.step == "then":
        rows = read_jsonl(arguments.asked)
        model.load_state_dict(torch.load(arguments.first))
        own = [row for row in rows if row["fold"] in arguments.folds]
        if arguments.made:
            pairs = [*question_pairs(own, figures=True), *figure_pairs(arguments.made)]
        else:
            pairs = question_pairs([row for row in own if not row["twin"]], figures=False)
        if arguments.reports:
            pairs += report_pairs(read_jsonl(arguments.reports))
        train(model, tokenizer, pairs, epochs=arguments.epochs, rate=6e-5)
        report_questions(model, tokenizer, held_out(rows, arguments.folds))
        torch.save(model.state_dict(), arguments.out)
    else:
        model.load_state_dict(mean([torch.load(path) for path in arguments.trained]))
        package = Path(str(resources.files("briqa.encoder")))
        found: dict[str, Any] = changes(model, arguments.rank)
        np.savez_compressed(package / "weights/cross_encoder.npz", **found)
        if arguments.asked:
            report_questions(
                model, tokenizer, held_out(read_jsonl(arguments.asked), arguments.folds)
            )


# -- pairs -----------------------------------------------------------------------------------------


def made_pairs(data: Path) -> list[Pair]:
    """The pairs made of all texts, in an order of chance."""
    rng = random.Random(0)
    found = [
        pair
        for document in texts(data)
        for pair in cloze_pairs([sentences(paragraph) for paragraph in document], rng)
    ]
    rng.shuffle(found)
    print(len(found), "pairs made")
    return found


def texts(data: Path) -> Iterator[list[str]]:
    """The documents of the public sets, each as paragraphs; none of SQuAD's."""
    for name in ("tatqa", "cranfield"):
        rows = [json.loads(line) for line in (data / name / "corpus.jsonl").open(encoding="utf-8")]
        for at in range(0, len(rows), 8):
            yield [row["text"] for row in rows[at : at + 8]]
    for row in map(json.loads, (data / "summedits" / "docs.jsonl").open(encoding="utf-8")):
        yield row["text"].split("\n")
    for file in sorted((data / "chunkspans").glob("*.md")):
        paragraphs = [part for part in file.read_text("utf-8").split("\n") if len(part) > 80]
        for at in range(0, len(paragraphs), 12):
            yield paragraphs[at : at + 12]
    for row in map(json.loads, (data / "wice" / "claims.jsonl").open(encoding="utf-8")):
        page = row["evidence"][:90]
        yield [" ".join(page[at : at + 6]) for at in range(0, len(page), 6)]


def question_pairs(rows: Sequence[dict[str, Any]], *, figures: bool) -> list[Pair]:
    """Questions beside what answers them, and beside what doesn't; plural nouns swapped or not.

    Of a question without an answer the first sentence counts twice: that is the one that it was
    written to be mistaken for. A sentence beside the right one doesn't answer, even if its window
    shows the answer: 0.785 of the area held out, against 0.776 without such pairs.
    """
    rng = random.Random(1)
    found = []
    for own in by_question(rows):
        gold = [pair_of(row) for row in own if row["answer"]][:1]
        others = [pair_of(row) for row in own if not row["answer"]]
        for pair in gold:
            found.append(pair)
            swapped = swap(pair.question, pair.window, rng, nouns=figures)
            if swapped and rng.random() < SWAPPED_SHARE:
                found.append(Pair(swapped, pair.window, None))
            if rng.random() < OTHER_SHARE:
                found.extend(others[:1])
        if own[0]["twin"]:
            found.extend(others[:1])
        elif not own[0]["answerable"]:
            found.extend([*others[:1], *others[:2]])
    return [sloppy(pair, rng) for pair in found]


def report_pairs(rows: Sequence[dict[str, Any]]) -> list[Pair]:
    """Questions in words of their own beside what answers them, and beside what comes near.

    Few of their words help to find the right sentence, so each is set against several others.
    """
    rng = random.Random(5)
    found = []
    for own in by_question(rows):
        gold = [pair_of(row) for row in own if row["answer"]][:1]
        near = [pair_of(row) for row in own if not row["answer"]]
        for pair in gold:
            found.append(pair)
            swapped = swap(pair.question, pair.window, rng, nouns=True)
            if swapped and rng.random() < SWAPPED_SHARE:
                found.append(Pair(swapped, pair.window, None))
        others = near[1:NEAR]
        found += near[:1] + rng.sample(others, min(len(others), OTHERS))
    return [sloppy(pair, rng) for pair in found]


def by_question(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows of each question, in the order in which these come first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    return list(found.values())


def figure_pairs(path: Path) -> list[Pair]:
    """The pairs made of figures."""
    rng = random.Random(2)
    return [sloppy(pair_of(row), rng) for row in read_jsonl(path)]


def sloppy(pair: Pair, rng: random.Random) -> Pair:
    """A pair whose question may be in keywords or in lower case, as people type it."""
    chance = rng.random()
    if chance < KEYWORDS_SHARE:
        return replace(pair, question=keywords(pair.question, rng))
    if chance < KEYWORDS_SHARE + LOWER_SHARE:
        return replace(pair, question=pair.question.lower().rstrip("?"))
    return pair


def pair_of(row: dict[str, Any]) -> Pair:
    """A row as a pair."""
    answer = row["answer"]
    return Pair(row["question"], row["window"], (answer[0], answer[1]) if answer else None)


# -- training --------------------------------------------------------------------------------------


def train(
    model: Trained, tokenizer: Any, pairs: Sequence[Pair], *, epochs: int, rate: float
) -> None:
    """Trains a model in place; the rate rises, then falls to nothing."""
    print(len(pairs), "pairs,", sum(pair.answer is not None for pair in pairs), "with an answer")
    steps = epochs * (len(pairs) // BATCH + 1)
    heads = [*model.answers.parameters(), *model.places.parameters()]
    body = [each for each in model.bert.parameters() if each.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * HEAD_RATE}]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min((at + 1) / (steps * WARM_UP), max(0.0, 1 - at / steps))
    )
    rng = random.Random(0)
    model.train()
    losses: list[float] = []
    for _ in range(epochs):
        for batch in batches(pairs, tokenizer, rng):
            answers, places = model(batch)
            loss = binary_cross_entropy_with_logits(answers, batch["label"])
            for side, name in enumerate(("first", "last")):
                loss = loss + PLACES_COUNT * cross_entropy(places[:, :, side], batch[name])
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            losses.append(loss.item())
            if len(losses) % 50 == 0:
                print(f"{len(losses)} of {steps}: loss {np.mean(losses[-50:]):.3f}", flush=True)


def batches(
    pairs: Sequence[Pair], tokenizer: Any, rng: random.Random | None = None
) -> Iterator[Tensors]:
    """All pairs, in batches of like length; in an order of chance if there is an `rng`."""
    order = list(range(len(pairs)))
    if rng:
        rng.shuffle(order)
    chunks: list[list[int]] = []
    for at in range(0, len(order), SORTED):
        near = sorted(order[at : at + SORTED], key=lambda row: len(pairs[row].window))
        chunks.extend(near[start : start + BATCH] for start in range(0, len(near), BATCH))
    if rng:
        rng.shuffle(chunks)
    for chunk in chunks:
        yield batch_of([pairs[row] for row in chunk], tokenizer) | {"rows": torch.tensor(chunk)}


def batch_of(pairs: Sequence[Pair], tokenizer: Any) -> Tensors:
    """The tensors of some pairs."""
    coded = tokenizer(
        [pair.question for pair in pairs],
        [pair.window for pair in pairs],
        truncation="only_second",
        max_length=TOKENS,
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    places = [
        answer_tokens(pair.answer, offsets, types)
        for pair, offsets, types in zip(
            pairs,
            coded["offset_mapping"].tolist(),
            coded["token_type_ids"].tolist(),
            strict=True,
        )
    ]
    return {
        "ids": coded["input_ids"],
        "mask": coded["attention_mask"],
        "types": coded["token_type_ids"],
        "label": torch.tensor([float(pair.answer is not None) for pair in pairs]),
        "first": torch.tensor([first for first, _ in places]),
        "last": torch.tensor([last for _, last in places]),
    }


def answer_tokens(
    answer: tuple[int, int] | None, offsets: Sequence[Sequence[int]], types: Sequence[int]
) -> tuple[int, int]:
    """The first and last token of an answer, 0 for nowhere."""
    if answer is None:
        return 0, 0
    inside = [
        token
        for token, ((start, end), kind) in enumerate(zip(offsets, types, strict=True))
        if kind == 1 and start < end and start < answer[1] and end > answer[0]
    ]
    return (inside[0], inside[-1]) if inside else (0, 0)


def mean(states: Sequence[Tensors]) -> Tensors:
    """The mean of the weights of some models of one shape."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def changes(model: Trained, rank: int) -> dict[str, npt.NDArray[np.float16]]:
    """What was learnt, in half precision, as `briqa.encoder.cross_exporting` reads it.

    Of the change of each matrix, of shape (out, in), only the largest singular values are kept:
    `left` is of shape (out, rank), `right` of (rank, in).
    """
    before = dict(Trained().bert.named_parameters())
    found = {}
    for name, parameter in model.bert.named_parameters():
        change = (parameter - before[name]).detach()
        if not change.any():
            continue
        if change.ndim == 1:
            found[name] = parameter
        else:
            left, sizes, right = torch.linalg.svd(change, full_matrices=False)
            share = sizes[:rank].sqrt()
            found[name + LEFT] = left[:, :rank] * share
            found[name + RIGHT] = right[:rank] * share[:, None]
    found |= {HEAD_WEIGHT: model.answers.weight[0], HEAD_BIAS: model.answers.bias[0]}
    found |= {PLACES_WEIGHT: model.places.weight, PLACES_BIAS: model.places.bias}
    return {name: values.detach().numpy().astype(np.float16) for name, values in found.items()}


# -- judging ---------------------------------------------------------------------------------------


def scores(model: Trained, tokenizer: Any, pairs: Sequence[Pair]) -> npt.NDArray[np.float64]:
    """Shape (n,), as `CrossEncoder.scores` has them."""
    model.eval()
    found = np.zeros(len(pairs))
    with torch.inference_mode():
        for batch in batches(pairs, tokenizer):
            answers, _ = model(batch)
            found[batch["rows"].numpy()] = answers.numpy()
    return found


def report_made(model: Trained, tokenizer: Any, pairs: Sequence[Pair]) -> None:
    """Prints how well made pairs that weren't trained on are told apart."""
    labels = [pair.answer is not None for pair in pairs]
    print_area("made pairs held out", labels, scores(model, tokenizer, pairs))


def held_out(rows: Sequence[dict[str, Any]], folds: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of other folds than those trained on."""
    return [row for row in rows if row["fold"] not in folds]


def report_questions(model: Trained, tokenizer: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Prints how well questions that weren't trained on are told apart by their first sentence."""
    first = [row for row in rows if row["first"]]
    found = scores(model, tokenizer, [pair_of(row) for row in first])
    for twin in (None, *TWIN_KINDS):
        judged = [row["answerable"] or row["twin"] == twin for row in first]
        labels = [row["answerable"] for row, is_in in zip(first, judged, strict=True) if is_in]
        print_area(f"questions held out, {twin or 'asked so'}", labels, found[judged])


def print_area(title: str, labels: Sequence[bool], found: npt.NDArray[np.float64]) -> None:
    """Prints the area under the ROC curve of the scores."""
    print(f"{title} ({len(labels)}): AUROC {roc_auc_score(labels, found):.3f}")


if __name__ == "__main__":
    main()
