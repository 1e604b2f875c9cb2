"""Drafts: which sentences need a source, against labelled ones.

    python bench/drafts.py [--show]

`bench/data/draft-sentences.jsonl` holds invented sentences, each with `needs_source`. Those of
part "seen" were looked at while the rules were written, those "held out" weren't. Precision and
recall are of "needs a source"; a false alarm costs a look, a miss leaves a claim unchecked.
"""

import argparse
from collections import Counter
from pathlib import Path

from retrieval import read_jsonl

from briqa.drafts import needs_source

SENTENCES = Path(__file__).parent / "data" / "draft-sentences.jsonl"


def main() -> None:
    """Prints precision, recall and accuracy for each part."""
    parser = argparse.ArgumentParser(description="Which sentences of a draft need a source.")
    parser.add_argument("--show", action="store_true", help="print the errors of the seen part")
    arguments = parser.parse_args()
    rows = read_jsonl(SENTENCES)
    for part in ("seen", "held out"):
        counts: Counter[tuple[bool, bool]] = Counter()
        for row in rows:
            if row["part"] != part:
                continue
            need = needs_source(row["text"])
            counts[row["needs_source"], need.needed] += 1
            if arguments.show and part == "seen" and need.needed != row["needs_source"]:
                print(f"  {row['kind']}: {row['text']}  ({need.sign}: {need.reason})")
        print(f"{part}: {summary(counts)}")


def summary(counts: Counter[tuple[bool, bool]]) -> str:
    """The figures of pairs (needs a source, said to need one)."""
    found, missed, alarms = counts[True, True], counts[True, False], counts[False, True]
    total = sum(counts.values())
    return (
        f"{total} sentences, precision {found / (found + alarms):.3f}, "
        f"recall {found / (found + missed):.3f}, "
        f"accuracy {(found + counts[False, False]) / total:.3f}"
    )


if __name__ == "__main__":
    main()
