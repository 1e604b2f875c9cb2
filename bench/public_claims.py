"""Verdicts on public sets of claims: SummEdits, WiCE and SciTab, each claim against its document.

    python bench/public_claims.py [--summedits DIR] [--wice DIR] [--scitab DIR]
                                  [--index FOLDER] [--limit N] [--whole] [--show]

Each DIR holds `claims.jsonl`, SummEdits' also `docs.jsonl`. A set is indexed once, a document for
each of its sources, and kept under `--index`. A claim of several sentences is supported if each of
them is, as surely as the least sure; `--whole` checks it in one piece.

- SummEdits: balanced accuracy of "supported", over the claims with a changed figure (inconsistent
  and `number_changed`) and the consistent ones that hold a digit, and over all. Beside it the rule
  "every number of the claim stands in the source", digits read anywhere, commas apart (which is how
  0.84 comes about), and the same rule with whole numbers only ("Q3" holds none), which is stronger.
- WiCE: area under the ROC curve of the confidence for supported against the rest, and F1 of the
  sentences taken as evidence (the best one, and where atoms were confirmed or contradicted)
  against the nearest of the gold sets.
- SciTab: accuracy and macro-F1 over three labels, each table as Markdown under its caption.
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from answers import Range
from audit import stored_document
from claim_checks import check_each, opened
from claim_scores import (
    accuracy,
    balanced_accuracy,
    confusion,
    label_scores,
    macro_f1,
    wilson,
)
from retrieval import read_jsonl
from sklearn.metrics import roc_auc_score

from briqa.claims import AtomStatus, ClaimCheck, Verdict
from briqa.encoder import SentenceTransformerEncoder, open_encoder
from briqa.spans import Document, SourceFormat

Row = Mapping[str, Any]
LABELS: Final = tuple(verdict.value for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the sets are run.

    Attributes:
        encoder: shared by all.
        index: where indexes are kept; None for temporary ones.
        limit: so many claims of a set, evenly spread; None for all.
        is_whole: check a claim in one piece, however many sentences it has.
        show: list what went wrong.
    """

    encoder: SentenceTransformerEncoder
    index: Path | None
    limit: int | None
    is_whole: bool
    show: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim's checks, one for each of its sentences."""

    row: Row
    parts: tuple[ClaimCheck, ...]

    @property
    def is_supported(self) -> bool:
        """Whether all of it is."""
        return all(part.verdict is Verdict.SUPPORTED for part in self.parts)

    @property
    def verdict(self) -> Verdict:
        """Contradicted if a part is, else not in the source if a part isn't."""
        verdicts = {part.verdict for part in self.parts}
        for verdict in (Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE):
            if verdict in verdicts:
                return verdict
        return Verdict.SUPPORTED

    @property
    def confidence(self) -> float:
        """That of the least sure part."""
        return min(part.confidence for part in self.parts)


def main() -> None:
    """Prints the measures of each set that is given."""
    parser = argparse.ArgumentParser(description="Verdicts on public sets of claims.")
    for name in REPORTS:
        parser.add_argument(f"--{name}", type=Path, metavar="DIR")
    parser.add_argument("--index", type=Path, help="keep the indexes under this folder")
    parser.add_argument("--limit", type=int, help="check only so many claims, spread over the set")
    parser.add_argument("--whole", action="store_true", help="check each claim in one piece")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    encoder = open_encoder()
    settings = Settings(encoder, arguments.index, arguments.limit, arguments.whole, arguments.show)
    for name, report in REPORTS.items():
        folder: Path | None = getattr(arguments, name)
        if folder is not None:
            report(folder, settings)


def check_rows(
    rows: Sequence[Row],
    documents: Mapping[str, Document],
    name: str,
    settings: Settings,
) -> list[Checked]:
    """The checks of some rows, each with its `claim` and the name of its document, `docid`."""
    chosen = rows if settings.limit is None else rows[:: max(1, len(rows) // settings.limit)]
    parts = [[row["claim"]] if settings.is_whole else sentences_of(row["claim"]) for row in chosen]
    texts = [text for texts in parts for text in texts]
    docids = [row["docid"] for row, texts in zip(chosen, parts, strict=True) for _ in texts]
    folder = settings.index and settings.index / name
    # An index that is kept has to serve other runs too.
    names = documents if folder else dict.fromkeys(docids)
    with opened((documents[docid] for docid in names), settings.encoder, folder) as checker:
        checks = iter(check_each(checker, texts, docids))
        return [
            Checked(row, tuple(next(checks) for _ in texts))
            for row, texts in zip(chosen, parts, strict=True)
        ]


def sentences_of(claim: str) -> list[str]:
    """The sentences of a claim, as the product cuts them; at least one."""
    stored = stored_document(Document("claim", claim, SourceFormat.TEXT))
    found = [stored.view.read(each.sentence.span) for each in stored.sentences]
    return [text.replace("\n", " ") for text in found if text.strip()] or [claim]


# --- SummEdits -----------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WHOLE_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")


def report_summedits(folder: Path, settings: Settings) -> None:
    """Prints balanced accuracies beside those of the rules that only look for the numbers."""
    documents = {
        row["_id"]: Document(row["_id"], row["text"], SourceFormat.TEXT)
        for row in read_jsonl(folder / "docs.jsonl")
    }
    rows = [{**row, "docid": row["doc"]} for row in read_jsonl(folder / "claims.jsonl")]
    checked = check_rows(rows, documents, "summedits", settings)
    print(f"\nsummedits: {len(documents)} documents, {len(checked)} claims")
    print(f"{'':22}{'n':>6}{'true':>6}{'briqa':>9}{'numbers':>9}{'whole numbers':>15}")
    groups: dict[str, Callable[[Row], bool]] = {
        "with a changed figure": is_about_figures,
        "all": lambda row: True,
    }
    for name, belongs in groups.items():
        members = [each for each in checked if belongs(each.row)]
        true = [each.row["label"] == "consistent" for each in members]
        texts = [(each.row["claim"], documents[each.row["docid"]].text) for each in members]
        ways = (
            [each.is_supported for each in members],
            [has_all_numbers(*pair, _NUMBER) for pair in texts],
            [has_all_numbers(*pair, _WHOLE_NUMBER) for pair in texts],
        )
        scores = [balanced_accuracy(true, way) for way in ways]
        print(f"{name:22}{len(members):6}{sum(true):6}", end="")
        print(f"{scores[0]:9.3f}{scores[1]:9.3f}{scores[2]:15.3f}")
    _report_edits(checked)
    if settings.show:
        for each in checked:
            if each.is_supported != (each.row["label"] == "consistent"):
                _show(each)


def is_about_figures(row: Row) -> bool:
    """Whether a claim is one whose figure was changed, or a consistent one that holds a digit."""
    if row["label"] == "inconsistent":
        return bool(row["number_changed"])
    return re.search(r"\d", row["claim"]) is not None


def has_all_numbers(claim: str, source: str, number: re.Pattern[str]) -> bool:
    """The rule to beat: whether every number of a claim stands in the source."""
    return _numbers(claim, number) <= _numbers(source, number)


def _numbers(text: str, number: re.Pattern[str]) -> set[str]:
    return {found.replace(",", "") for found in number.findall(text)}


def _report_edits(checked: Sequence[Checked]) -> None:
    """How many of the claims with each kind of edit are wrongly called supported."""
    total: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for each in checked:
        kinds = each.row["edit_types"] if each.row["label"] == "inconsistent" else ["(consistent)"]
        total.update(kinds)
        accepted.update(kinds if each.is_supported else ())
    print(f"\n{'called supported':30}{'n':>6}{'share':>8}")
    for kind, count in sorted(total.items()):
        low, high = wilson(accepted[kind], count)
        print(f"{kind:30}{count:6}{accepted[kind] / count:8.3f}  [{low:.3f}, {high:.3f}]")


# --- WiCE ----------------------------------------------------------------------------------------


def report_wice(folder: Path, settings: Settings) -> None:
    """Prints what the confidence is worth, and how well the evidence is found."""
    rows = []
    documents = {}
    places: dict[str, list[Range]] = {}
    for row in read_jsonl(folder / "claims.jsonl"):
        docid = row["meta"]["id"]
        text, places[docid] = joined(row["evidence"])
        documents[docid] = Document(docid, text, SourceFormat.TEXT)
        rows.append({**row, "docid": docid})
    checked = check_rows(rows, documents, "wice", settings)
    supported = [each.row["label"] == "supported" for each in checked]
    print(f"\nwice: {len(checked)} claims, {sum(supported)} supported")
    if len(set(supported)) == 2:
        area = roc_auc_score(supported, [each.confidence for each in checked])
        print(f"area under the curve, supported against the rest  {area:.3f}")
    given = [each.is_supported for each in checked]
    print(
        f"balanced accuracy                                 "
        f"{balanced_accuracy(supported, given):.3f}"
    )
    for name, take in (("taken as evidence", taken_evidence), ("first", first_evidence)):
        scores = [
            best_f1(each.row["supporting_sentences"], sentences_in(spans, places[docid]))
            for each in checked
            for docid in [each.row["docid"]]
            for spans in [[span for part in each.parts for span in take(part)]]
            if any(each.row["supporting_sentences"])
        ]
        mean = sum(scores) / max(1, len(scores))
        print(f"F1 of the sentences, {name:20}{len(scores):6}   {mean:.3f}")
    counts = confusion([each.row["label"] for each in checked], [each.verdict for each in checked])
    for (label, said), count in sorted(counts.items()):
        print(f"    {label:22}→ {said:16}{count:5}")
    if settings.show:
        for each in checked:
            if each.is_supported != (each.row["label"] == "supported"):
                _show(each)


def joined(sentences: Sequence[str]) -> tuple[str, list[Range]]:
    r"""Sentences as one text, a line each, and where each of them stands in it.

    >>> joined(["One.", "Two."])
    ('One.\nTwo.', [(0, 4), (5, 9)])
    """
    places = []
    at = 0
    for sentence in sentences:
        places.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return "\n".join(sentences), places


def taken_evidence(check: ClaimCheck) -> list[Range]:
    """The best sentence, and the places that confirm or contradict an atom."""
    spans = first_evidence(check)
    for atom in check.atoms:
        if atom.citation is not None and atom.status is not AtomStatus.NOT_FOUND:
            spans.append((atom.citation.span.start, atom.citation.span.end))
    return spans


def first_evidence(check: ClaimCheck) -> list[Range]:
    """The best sentence alone."""
    return [(best.citation.span.start, best.citation.span.end) for best in check.evidence[:1]]


def sentences_in(spans: Sequence[Range], places: Sequence[Range]) -> set[int]:
    """The numbers of the sentences that spans touch, by at least half of one or of the other."""
    found = set()
    for number, (start, end) in enumerate(places):
        for first, behind in spans:
            shared = min(end, behind) - max(start, first)
            if shared > 0 and 2 * shared >= min(end - start, behind - first):
                found.add(number)
    return found


def best_f1(gold_sets: Sequence[Sequence[int]], found: set[int]) -> float:
    """F1 against the nearest of the gold sets that aren't empty."""
    scores = []
    for gold in map(set, gold_sets):
        both = len(gold & found)
        if gold:
            scores.append(2 * both / (len(gold) + len(found)))
    return max(scores, default=0.0)


# --- SciTab --------------------------------------------------------------------------------------

SCITAB_LABELS: Final = {
    "supports": Verdict.SUPPORTED.value,
    "refutes": Verdict.CONTRADICTED.value,
    "not enough info": Verdict.NOT_IN_SOURCE.value,
}
_MARK = re.compile(r"\[(?:BOLD|ITALIC|EMPTY|CONTINUE|UNDERLINE|BREAK)\] ?")


def report_scitab(folder: Path, settings: Settings) -> None:
    """Prints accuracy and macro-F1 over the three labels."""
    raw = read_jsonl(folder / "claims.jsonl")
    documents = {
        row["table_id"]: Document(row["table_id"], as_markdown(row), SourceFormat.MARKDOWN)
        for row in raw
    }
    rows = [
        {**row, "docid": row["table_id"], "claim": _MARK.sub("", row["claim"]).strip()}
        for row in raw
    ]
    checked = check_rows(rows, documents, "scitab", settings)
    gold = [SCITAB_LABELS[each.row["label"]] for each in checked]
    given = [each.verdict.value for each in checked]
    scores = label_scores(gold, given, LABELS)
    print(f"\nscitab: {len(documents)} tables, {len(checked)} claims: accuracy", end=" ")
    print(f"{accuracy(gold, given):.3f}, macro-F1 {macro_f1(scores):.3f}")
    counts = confusion(gold, given)
    for label in LABELS:
        print(f"    {label:16}" + "".join(f"{counts[label, said]:6}" for said in LABELS))
    if settings.show:
        for each, label in zip(checked, gold, strict=True):
            if each.verdict.value != label:
                _show(each)


def as_markdown(row: Row) -> str:
    """A table with its caption, as Markdown."""
    head = [_cell(name) for name in row["table_column_names"]]
    body = [[_cell(cell) for cell in cells] for cells in row["table_content_values"]]
    lines = [head, ["---"] * len(head), *body]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{_MARK.sub('', row['table_caption']).strip()}\n\n{table}\n"


def _cell(text: str) -> str:
    return _MARK.sub("", text).replace("|", "/").strip()


def _show(each: Checked) -> None:
    print(f"\n{each.row['label']} → {each.verdict} ({each.confidence:.2f})")
    for part in each.parts:
        print(f"    {part.claim}  [{part.verdict}]")
        for evidence in part.evidence[:1]:
            print(f"        found: {evidence.citation.reading[:200]}")
        for atom in part.atoms:
            if atom.status is not AtomStatus.CONFIRMED:
                words = part.claim[atom.span.start : atom.span.end]
                print(f"        {atom.kind} “{words}” {atom.status} {atom.note}".rstrip())


REPORTS: Final[Mapping[str, Callable[[Path, Settings], None]]] = {
    "summedits": report_summedits,
    "wice": report_wice,
    "scitab": report_scitab,
}


if __name__ == "__main__":
    main()
