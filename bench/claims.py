"""Verdicts on claims: on a labelled set, and on claims made from the true sentences of documents.

    python bench/claims.py set PATH CLAIMS.jsonl [--predictions OUT.jsonl] [--show]
    python bench/claims.py made PATH [--tatqa contexts.json] [--limit N] [--seed N] [--list]

Both index PATH (a file or folder) in a temporary folder, or keep the index under `--index FOLDER`
and take it from there the next time.

`set`: each row has `id, claim, label, evidence: [[start, end], ...], docid`, the label being
supported, contradicted or not_in_source. A claim's evidence counts as found when at least 80% of
each of its spans lies in the union of the first k passages. `--predictions` writes a row
`{"id", "label", "passages": [{"start", "end"}, ...]}` for each claim.

`made`: the sentences of PATH that can stand alone, and of the contexts of TAT-QA, each against its
own context. One atom of a sentence is changed, so that it is false (`claim_mutations.py`): "false
accepts" are those that are called supported. Or it is only said otherwise (`claim_paraphrases.py`):
"false rejects" are those that aren't. `--list` prints the claims made and checks nothing.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from answers import Range
from audit import stored_document
from claim_checks import ClaimChecker, check_each, opened
from claim_mutations import KINDS, mutate
from claim_paraphrases import paraphrases
from claim_scores import accuracy, confusion, evidence_found, label_scores, macro_f1, wilson
from derived import as_document
from retrieval import read_jsonl

from briqa.claims import ClaimCheck, Verdict
from briqa.encoder import open_encoder
from briqa.errors import SourceError
from briqa.evaluate.making.standalone import Standalone, standalone_sentences
from briqa.evaluate.making.statements import read_statements
from briqa.sources import discover, read_documents
from briqa.spans import Document
from briqa.store import open_store

Row = Mapping[str, Any]
LABELS: Final = tuple(verdict.value for verdict in Verdict)
DEPTHS: Final = (1, 3)
# As many sentences of each source give a rate within some points.
DEFAULT_LIMIT = 300


@dataclass(frozen=True, slots=True)
class MadeClaim:
    """A claim made from a true sentence.

    Attributes:
        group: what was done to the sentence.
        docid: the document to check it against; None for the whole corpus.
        original: the sentence.
        text: the claim.
        is_true: whether the document still bears it out.
    """

    group: str
    docid: str | None
    original: str
    text: str
    is_true: bool


def main() -> None:
    """Prints the measures."""
    arguments = _parser().parse_args()
    if arguments.command == "set":
        _report_file(arguments)
        return
    sources = [(read_path(arguments.path), False)]
    if arguments.tatqa:
        sources.append((read_contexts(arguments.tatqa), True))
    for documents, is_apart in sources:
        made = make_claims(documents, is_apart=is_apart, limit=arguments.limit, seed=arguments.seed)
        print(f"\n{len({claim.original for claim in made})} true sentences, {len(made)} claims")
        if arguments.list:
            for claim in made:
                print(f"{claim.group}\t{claim.text}")
            continue
        folder = arguments.index and arguments.index / ("tatqa" if is_apart else "corpus")
        asked = {claim.docid for claim in made}
        # An index that is kept has to serve other runs too.
        needed = [found for found in documents if folder or asked & {None, found.docid}]
        with opened(needed, open_encoder(), folder) as checker:
            report_made(made, checker, show=arguments.show)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Verdicts on claims.")
    commands = parser.add_subparsers(dest="command", required=True)
    labelled = commands.add_parser("set", help="a labelled set")
    made = commands.add_parser("made", help="claims made from true sentences")
    for command in (labelled, made):
        command.add_argument("path", type=Path, help="the documents")
        command.add_argument("--index", type=Path, help="keep the index here")
        command.add_argument("--show", action="store_true", help="list what went wrong")
    labelled.add_argument("claims", type=Path)
    labelled.add_argument("--predictions", type=Path, help="write the verdicts here")
    made.add_argument("--tatqa", type=Path, help="the contexts of TAT-QA")
    made.add_argument("--limit", type=int, default=DEFAULT_LIMIT, help="sentences of each source")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--list", action="store_true", help="print the claims, check nothing")
    return parser


def read_path(path: Path) -> list[Document]:
    """The documents of a file or folder."""
    results = list(read_documents((found, found.name) for found in discover([path]).paths))
    for result in results:
        if isinstance(result, SourceError):
            print(f"not read  {result}")
    return [result for result in results if isinstance(result, Document)]


def read_contexts(path: Path) -> list[Document]:
    """The contexts of TAT-QA, each a document of its own name."""
    contexts = json.loads(path.read_text(encoding="utf-8"))
    return [replace(as_document(context), docid=context["table"]["uid"]) for context in contexts]


# --- a labelled set ------------------------------------------------------------------------------


def _report_file(arguments: argparse.Namespace) -> None:
    rows = read_jsonl(arguments.claims)
    folder = arguments.index and arguments.index / "corpus"
    with opened(read_path(arguments.path), open_encoder(), folder) as checker:
        checks = check_each(checker, [row["claim"] for row in rows], [None] * len(rows))
    report_set(rows, checks)
    if arguments.predictions:
        lines = [json.dumps(line) for line in predictions(rows, checks)]
        arguments.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.show:
        show_failures(rows, checks)


def report_set(rows: Sequence[Row], checks: Sequence[ClaimCheck]) -> None:
    """Prints how well verdicts and evidence agree with a labelled set."""
    gold = [row["label"] for row in rows]
    given = [check.verdict.value for check in checks]
    scores = label_scores(gold, given, LABELS)
    print(f"{len(rows)} claims: accuracy {accuracy(gold, given):.3f}, macro-F1", end=" ")
    print(f"{macro_f1(scores):.3f}\n\n{'':16}{'n':>5}{'P':>8}{'R':>8}{'F1':>8}")
    for label, score in scores.items():
        print(
            f"{label:16}{gold.count(label):5}"
            f"{score.precision:8.3f}{score.recall:8.3f}{score.f1:8.3f}"
        )
    counts = confusion(gold, given)
    print(f"\n{'gold, given →':16}" + "".join(f"{label:>15}" for label in LABELS))
    for label in LABELS:
        print(f"{label:16}" + "".join(f"{counts[label, said]:15}" for said in LABELS))
    print()
    for name in ("all", *LABELS):
        pairs = [
            (row, check)
            for row, check in zip(rows, checks, strict=True)
            if row["evidence"] and name in ("all", row["label"])
        ]
        if pairs:
            recalls = "  ".join(
                f"recall@{depth} "
                f"{sum(_is_found(*pair, depth=depth) for pair in pairs) / len(pairs):.3f}"
                for depth in DEPTHS
            )
            print(f"evidence, {name:16}{len(pairs):5}  {recalls}")


def _is_found(row: Row, check: ClaimCheck, *, depth: int) -> bool:
    gold: list[Range] = [(start, end) for start, end in row["evidence"]]
    return evidence_found(gold, passages_of(check, row.get("docid")), depth)


def passages_of(check: ClaimCheck, docid: str | None) -> list[Range]:
    """The passages of a check's evidence, each once, best first; None for all documents."""
    spans = [
        (evidence.passage.span.start, evidence.passage.span.end)
        for evidence in check.evidence
        if docid is None or evidence.passage.docid == docid
    ]
    return list(dict.fromkeys(spans))


def predictions(rows: Sequence[Row], checks: Sequence[ClaimCheck]) -> Iterator[dict[str, object]]:
    """The verdict on each claim and its passages, best first, as plain values."""
    for row, check in zip(rows, checks, strict=True):
        spans = passages_of(check, row.get("docid"))
        yield {
            "id": row["id"],
            "label": check.verdict.value,
            "passages": [{"start": start, "end": end} for start, end in spans],
        }


def show_failures(rows: Sequence[Row], checks: Sequence[ClaimCheck]) -> None:
    """Prints each claim with a wrong verdict or whose evidence isn't among the first passages."""
    for row, check in zip(rows, checks, strict=True):
        missed = bool(row["evidence"]) and not _is_found(row, check, depth=max(DEPTHS))
        if check.verdict.value == row["label"] and not missed:
            continue
        print(f"\n{row['id']} {row['label']} → {check.verdict.value} ({check.confidence:.2f})")
        print(f"    {row['claim']}  [{row.get('note', '')}]")
        for text in row.get("evidence_text", ()):
            print(f"    {'missed' if missed else 'gold'}: {text[:200]}")
        _show_check(check)


def _show_check(check: ClaimCheck) -> None:
    for evidence in check.evidence[:1]:
        print(f"    found: {evidence.citation.reading[:200]}")
    for atom in check.atoms:
        words = check.claim[atom.span.start : atom.span.end]
        print(f"    {atom.kind} “{words}” {atom.status} {atom.note}".rstrip())


# --- claims made from true sentences -------------------------------------------------------------


def make_claims(
    documents: Iterable[Document], *, is_apart: bool, limit: int, seed: int
) -> list[MadeClaim]:
    """The false and the true claims that a corpus gives.

    Args:
        documents: the corpus.
        is_apart: whether a claim is about its own document alone.
        limit: so many sentences, spread evenly, are made into claims.
        seed: fixes what is changed.
    """
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder), create=True)
        corpus = read_statements(map(stored_document, documents), store.terms)
        sentences = list(spread_sentences(list(standalone_sentences(corpus)), limit))
        made = []
        for sentence in sentences:
            docid = sentence.statement.docid if is_apart else None
            for kind in KINDS:
                false = mutate(sentence, kind, corpus, seed=seed)
                if false is not None:
                    text = false.text
                    made.append(MadeClaim(kind, docid, sentence.text, text, is_true=False))
            made += [
                MadeClaim(rule, docid, sentence.text, text, is_true=True)
                for rule, text in paraphrases(sentence.text).items()
            ]
        store.close()
    return made


def spread_sentences(sentences: Sequence[Standalone], limit: int) -> Sequence[Standalone]:
    """At most so many sentences, evenly spread, those with a figure first."""
    with_figure = [found for found in sentences if any(map(str.isdigit, found.text))]
    without = [found for found in sentences if not any(map(str.isdigit, found.text))]
    chosen = with_figure[:: max(1, -(-len(with_figure) // limit))]
    return [*chosen, *without[: max(0, limit - len(chosen))]]


def report_made(made: Sequence[MadeClaim], checker: ClaimChecker, *, show: bool) -> None:
    """Prints how many false claims are called supported, and how many true ones aren't."""
    checks = check_each(checker, [claim.text for claim in made], [claim.docid for claim in made])
    for is_true, title in ((False, "false accepts"), (True, "false rejects")):
        groups: dict[str, list[tuple[MadeClaim, ClaimCheck]]] = defaultdict(list)
        for claim, check in zip(made, checks, strict=True):
            if claim.is_true == is_true:
                groups[claim.group].append((claim, check))
                groups["all"].append((claim, check))
        print(f"\n{title:26}{'n':>6}{'wrong':>7}{'rate':>8}  {'95% interval':16}", end="")
        print("".join(f"{label:>15}" for label in LABELS))
        for name, members in sorted(groups.items(), key=lambda group: group[0] == "all"):
            said = Counter(check.verdict for _, check in members)
            supported = said[Verdict.SUPPORTED]
            wrong = len(members) - supported if is_true else supported
            low, high = wilson(wrong, len(members))
            print(
                f"{name:26}{len(members):6}{wrong:7}{wrong / len(members):8.3f}"
                f"  [{low:.3f}, {high:.3f}]  "
                + "".join(f"{said[Verdict(label)]:15}" for label in LABELS)
            )
        if show:
            _show_made(groups["all"])


def _show_made(pairs: Iterable[tuple[MadeClaim, ClaimCheck]]) -> None:
    for claim, check in pairs:
        if (check.verdict is Verdict.SUPPORTED) != claim.is_true:
            print(f"\n{claim.group}: {check.verdict.value} ({check.confidence:.2f})")
            print(f"    {claim.text}")
            if claim.text != claim.original:
                print(f"    true: {claim.original}")
            _show_check(check)


if __name__ == "__main__":
    main()
