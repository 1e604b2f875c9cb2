"""The composition root: opens an index, chooses the concrete parts once, and answers.

Everything that a command or the UI does goes through here.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briqa.answer import Answer, Citation, Refusal, Responder, cite
from briqa.building import DEFAULT_INDEX as DEFAULT_INDEX  # for whoever opens or makes an index
from briqa.building import build_index as build_index
from briqa.compatibility import check_encoder, check_versions
from briqa.encoder import one_blas_thread, open_encoder
from briqa.encoder.word_ids import word_ids
from briqa.errors import ClaimError, IndexMissing, QuestionError, UnreadableSource
from briqa.patterns import compile_all
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import FusionWeights, Searcher
from briqa.retrieve.fusion import DEFAULT_WEIGHTS
from briqa.retrieve.phrases import PhraseVectors
from briqa.sources.content_hash import ContentHashes
from briqa.spans import SourceFormat, Span
from briqa.store import (
    DocumentSummary,
    Fingerprint,
    Store,
    StoredDocument,
    open_store,
)
from briqa.store.cache import DocumentCache
from briqa.words import is_unicode

# What a question doesn't need is loaded where it is needed: a first answer waits for its imports.
if TYPE_CHECKING:
    from briqa.audit import AuditRow
    from briqa.catalogue import Catalogue
    from briqa.claims import Checker, Claim, ClaimCheck, Judged
    from briqa.evaluate.making import MadeKind, MadeQuestion
    from briqa.figures import FigureCollection, FigureFilter, FigureRow
    from briqa.indexing import IndexingStep, IndexReport
    from briqa.sources.pdf import PageBox

DEFAULT_PASSAGES = 5


class SourceFile(NamedTuple):
    """A file, and the hash of its bytes."""

    path: Path
    content_hash: str


class _Parts:
    """What reads one generation of the index."""

    def __init__(
        self,
        searcher: Searcher,
        lexicon: CorpusLexicon,
        phrases: PhraseVectors,
        document: Callable[[str], StoredDocument],
    ) -> None:
        self._shared = searcher, lexicon, phrases, document

    @cached_property
    def responder(self) -> Responder:
        return Responder(*self._shared)

    @cached_property
    def checker(self) -> "Checker":
        from briqa.claims import Checker

        return Checker(*self._shared)


class Assistant:
    """An open index and what can be asked of it. Safe to share between threads.

    The encoder is loaded at the first question, or by `warm_up`. Use `briqa.open`.

    Args:
        store: the index.
        model: the encoder that it was made with, by name or path.
        weights: what each sort of evidence weighs in the search.
        for_one: it is asked a single question, for which documents aren't read whole.
    """

    def __init__(
        self,
        store: Store,
        *,
        model: str,
        weights: FusionWeights = DEFAULT_WEIGHTS,
        for_one: bool = False,
    ) -> None:
        self._store = store
        self._weights = weights
        self._model = model
        self._encoder = open_encoder(model)
        # Of documents that are read in parts, only what happens inside a snapshot may see any.
        self._answering = DocumentCache(store, in_parts=for_one)
        self._documents = DocumentCache(store) if for_one else self._answering
        self._phrases = PhraseVectors(self._encoder, store.word_vectors, self._token_ids)
        self._hashes = ContentHashes()
        self._parts: _Parts | None = None
        self._figures: tuple[int, FigureCollection] | None = None
        self._generation = store.generation
        self._made_with = store.fingerprint
        self._lock = threading.Lock()

    def reweighted(self, weights: FusionWeights) -> "Assistant":
        """The same index asked with other weights; it shares all that is loaded, the store too.

        Args:
            weights: what each sort of evidence weighs in the search.
        """
        other = copy(self)
        other._weights = weights  # noqa: SLF001 - of its own class
        other._parts = None  # noqa: SLF001
        return other

    def close(self) -> None:
        """Closes the index."""
        self._store.close()

    def warm_up(self) -> None:
        """Loads all that questions need now, so that the first needn't wait.

        Raises:
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        with self._lock:
            _ = self._current().responder
            self._encoder.load()
        compile_all()

    def ask(self, question: str, *, passages: int = DEFAULT_PASSAGES) -> Answer | Refusal:
        """Answers one question.

        Args:
            question: in plain language.
            passages: the most passages to show.

        Raises:
            QuestionError: when the question is empty.
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        return self.ask_all([question], passages=passages)[0]

    def ask_all(
        self, questions: Sequence[str], *, passages: int = DEFAULT_PASSAGES
    ) -> list[Answer | Refusal]:
        """Answers questions, encoding them in one batch.

        Raises:
            QuestionError: when one of them is empty.
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        _check_questions(questions, passages)
        with self._lock, one_blas_thread(), self._reading():
            return self._current().responder.answer_all(questions, passages=passages)

    def explain(
        self, question: str, *, passages: int = DEFAULT_PASSAGES
    ) -> tuple[Answer | Refusal, dict[str, object]]:
        """Answers one question, and says why.

        Args:
            question: in plain language.
            passages: the most passages to show.

        Returns:
            The result, and as plain values how the question was read, the sentences that competed
            with what speaks for each, and what the confidence is made of.

        Raises:
            QuestionError: when the question is empty.
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        from briqa.answer import explanation_json

        _check_questions([question], passages)
        with self._lock, one_blas_thread(), self._reading():
            responder = self._current().responder
            (reading,) = responder.read_all([question], passages=passages)
            result = responder.compose(reading, passages=passages)
            return result, explanation_json(reading)

    def cite(self, claim: str, *, docid: str | None = None) -> "ClaimCheck":
        """Finds what the documents say of a claim, and checks the claim against it.

        Args:
            claim: a sentence, or a few.
            docid: the one document that counts as source; None for all.

        Raises:
            ClaimError: when the claim is empty.
            UnknownDocument: when there is no such document.
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        return self.cite_all([claim], docid=docid)[0]

    def cite_all(self, claims: Sequence[str], *, docid: str | None = None) -> "list[ClaimCheck]":
        """Checks claims, encoding them in one batch.

        Raises:
            ClaimError: when one of them is empty.
            UnknownDocument: when there is no such document.
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        _check_claims(claims)
        with self._lock, one_blas_thread(), self._reading():
            return self._current().checker.check_all(claims, docid=docid)

    def judge_claims(
        self, sentences: Sequence[str], *, docid: str | None = None
    ) -> "list[tuple[Claim, list[Judged]]]":
        """Claims of one sentence each beside the nearest sentences, with what decides.

        It is what `cite_all` is made of, for whoever wants to know why.

        Raises:
            ClaimError: when one of them is empty.
            UnknownDocument: when there is no such document.
            IndexMismatch: when the encoder isn't the one that the index was made with.
        """
        _check_claims(sentences)
        with self._lock, self._reading():
            return self._current().checker.judge_all(sentences, docid=docid)

    @property
    def index_dir(self) -> Path:
        """The index folder."""
        return self._store.index_dir

    @property
    def is_current(self) -> bool:
        """Whether it can go on reading the index, whatever was changed in it.

        It can't where the index was made anew with another encoder, or is another folder's now.
        """
        made_with = self._store.fingerprint
        return not self._store.is_replaced and made_with in (None, self._made_with)

    @property
    def generation(self) -> int:
        """Raised by each change of the index, by whatever process."""
        return self._store.generation

    @property
    def made_with(self) -> Fingerprint:
        """The encoder and the versions that the index was made with.

        Raises:
            IndexMissing: when nothing is indexed any more.
        """
        found = self._store.fingerprint
        if found is None:
            raise _nothing_indexed(self._store.index_dir)
        return found

    def documents(self) -> list[DocumentSummary]:
        """What is indexed, by name."""
        return self._store.documents()

    def catalogue(self) -> "Catalogue":
        """What is indexed, and how it stands beside the files."""
        from briqa.catalogue import read_catalogue

        return read_catalogue(self._store, self._hashes, runtime=self._encoder.runtime_name)

    def document(self, docid: str) -> StoredDocument:
        """One document with its sections, passages, sentences and quantities.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        with self._lock:
            self._forget_stale()
            return self._documents.get(docid)

    def cite_span(self, docid: str, span: Span) -> Citation:
        """The citation of any span of a document.

        Raises:
            UnknownDocument: when there is no such document.
            ValueError: when the span runs past its end.
        """
        stored = self.document(docid)
        stored.document.quote(span)
        return cite(stored, span, stored.outline.innermost(span.start))

    def figures(self, wanted: "FigureFilter") -> "list[FigureRow]":
        """The figures of the corpus that a filter admits, in its order.

        Raises:
            FilterError: when it names a document, and there is none of that name.
        """
        from briqa.figures import choose_documents, find_figures

        docids = choose_documents((summary.docid for summary in self.documents()), wanted)
        return find_figures(map(self.document, docids), wanted)

    def all_figures(self) -> "FigureCollection":
        """The figures of the index as it is now, read once, to be filtered again and again."""
        from briqa.figures import FigureCollection

        generation = self.generation
        kept = self._figures
        if kept is None or kept[0] != generation:
            documents = (self.document(summary.docid) for summary in self.documents())
            kept = self._figures = (generation, FigureCollection(documents))
        return kept[1]

    def audit(self, docid: str | None = None) -> "Iterator[AuditRow]":
        """The relations between figures, recomputed, by document and place.

        Args:
            docid: the document; None for all.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        from briqa.audit import AuditRow, audit_document

        docids = [summary.docid for summary in self.documents()] if docid is None else [docid]
        for name in docids:
            stored = self.document(name)
            for finding in audit_document(stored):
                yield AuditRow(stored.document, finding)

    def stems(self, text: str) -> list[str]:
        """The content words of a text, stemmed as in the index, in order."""
        return self._store.terms(text)

    def make_questions(
        self,
        *,
        seed: int = 0,
        limit: int | None = None,
        kinds: "Iterable[MadeKind] | None" = None,
        docid: str | None = None,
    ) -> "list[MadeQuestion]":
        """Makes a question set of the documents themselves, labelled synthetic.

        Args:
            seed: fixes every choice.
            limit: the most questions, a spread sample of all; None for all.
            kinds: questions for figures, sentences with a blank, and twins without an answer; None
                for all of these.
            docid: the document to make questions of; None for all. That only it answers them is
                checked against all documents in any case.

        Raises:
            NothingToAsk: when no question can be made.
            UnknownDocument: when there is no such document.
        """
        from briqa.evaluate.making import MADE_KINDS, make_question_set

        if docid is not None:
            self.document(docid)
        documents = [self.document(summary.docid) for summary in self.documents()]
        wanted = MADE_KINDS if kinds is None else kinds
        return make_question_set(
            documents, self.stems, seed=seed, limit=limit, kinds=wanted, docid=docid
        )

    def update(
        self,
        targets: Sequence[Path],
        *,
        on_step: "Callable[[IndexingStep], None]" = lambda step: None,
    ) -> "IndexReport":
        """Brings the index up to date with files and folders, with the encoder that is loaded.

        It writes on a connection of its own, so that others go on asking meanwhile.

        Args:
            targets: files and folders.
            on_step: told of each step.

        Raises:
            IndexMismatch: when the encoder isn't the one that the index was made with.
            IndexLocked: when another process is changing the index.
        """
        from briqa.indexing import update_index

        with closing(open_store(self.index_dir)) as store:
            report = update_index(store, targets, self._encoder, model=self._model, on_step=on_step)
            store.derive_vectors()
            store.term_index()
        return report

    def page_boxes(self, citation: Citation) -> "tuple[PageBox, ...]":
        """Where a span stands on the pages of its PDF, a box per line; empty for other formats.

        Raises:
            SourceError: when the file isn't there any more, or has changed since.
        """
        if citation.document.format is not SourceFormat.PDF:
            return ()
        from briqa.sources.pdf import boxes

        stored = self.document(citation.docid)
        return boxes(Path(stored.origin), citation.document, citation.span)

    def source_file(self, docid: str) -> SourceFile:
        """The file that a document was read from, while it is still the same.

        Raises:
            UnknownDocument: when there is no such document.
            UnreadableSource: when the file isn't there any more, or has changed since.
        """
        path = Path(self.document(docid).origin)
        expected = self._store.content_hash(docid)
        try:
            found = self._hashes.of(path)
        except OSError as error:
            raise UnreadableSource(
                path, "isn't there any more", "put it back or index the folder"
            ) from error
        if found != expected:
            raise UnreadableSource(path, "has changed since it was indexed", "index it again")
        return SourceFile(path, found)

    def remove(self, docid: str) -> None:
        """Takes a document and every trace of it out of the index.

        Raises:
            UnknownDocument: when there is none of that name.
            IndexLocked: when another process is changing the index.
        """
        from briqa.indexing import remove_document

        with self._lock:
            remove_document(self._store, docid)

    def _token_ids(self, text: str) -> list[int]:
        """What the encoder reads of a question."""
        runtime = self._encoder.runtime
        return word_ids(runtime.tokenizer).whole(runtime.facts.query_prompt + text)

    def _current(self) -> "_Parts":
        """The parts for the store as it is now; another process may have changed it."""
        self._forget_stale()
        if self._parts is None:
            check_encoder(self._store, self._encoder, self._model)
            searcher = Searcher(self._store, self._encoder, self._weights)
            lexicon = CorpusLexicon(self._store, searcher)
            self._parts = _Parts(searcher, lexicon, self._phrases, self._answering.get)
        return self._parts

    def _reading(self) -> AbstractContextManager[None]:
        """While something is answered: one generation throughout, where documents need that."""
        return nullcontext() if self._answering is self._documents else self._store.snapshot()

    def _forget_stale(self) -> None:
        generation = self._store.generation
        if generation != self._generation:
            self._generation = generation
            self._parts = None
            self._documents.clear()
            self._answering.clear()


def _check_questions(questions: Sequence[str], passages: int) -> None:
    if passages < 1:
        raise ValueError(f"passages must be at least 1, not {passages}")
    for question in questions:
        if not question.strip():
            raise QuestionError("the question is empty; type what you want to know")
        if not is_unicode(question):
            raise QuestionError("the question isn't valid text; type it again as UTF-8")


def _check_claims(claims: Sequence[str]) -> None:
    for claim in claims:
        if not claim.strip():
            raise ClaimError("the claim is empty; give a sentence to check")
        if not is_unicode(claim):
            raise ClaimError("the claim isn't valid text; give it again as UTF-8")


def _nothing_indexed(folder: Path) -> IndexMissing:
    return IndexMissing(folder, "nothing is indexed here yet", "run `briqa index PATH`")


def open_index(
    index_dir: Path | str = DEFAULT_INDEX,
    *,
    weights: FusionWeights = DEFAULT_WEIGHTS,
    for_one: bool = False,
) -> Assistant:
    """Opens an index for asking; the encoder is the one that the index was made with.

    Args:
        index_dir: the index folder.
        weights: what each sort of evidence weighs in the search.
        for_one: it will be asked a single question: the first is answered sooner and with less
            memory, others would be later.

    Raises:
        IndexMissing: when nothing has been indexed there.
        IndexMismatch: when another version of briqa made it.
        EncoderError: when its model isn't there any more.
    """
    folder = Path(index_dir)
    store = open_store(folder)
    with ExitStack() as undo:
        undo.callback(store.close)
        check_versions(store)
        made_with = store.fingerprint
        if made_with is None:
            raise _nothing_indexed(folder)
        assistant = Assistant(store, model=made_with.model, weights=weights, for_one=for_one)
        undo.pop_all()
    return assistant
