"""Checks claims against the documents: searched, ranked, aligned atom by atom, judged.

The one thing to know: a claim is supported if one sentence bears all of it out, with what it
inherits from headings and the sentences before; atoms that this sentence lacks may be borne out by
another sentence on the same matter. Only then is it asked whether the nearest contradicts it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briqa.answer import Citation, cite
from briqa.answer.closeness import CloseReader
from briqa.answer.features import Topic
from briqa.answer.figure_choice import FigureChooser
from briqa.answer.rank import Found, RankedSentence, SentenceRanker
from briqa.claims.alignment import Alignment, align
from briqa.claims.atoms import atom_checks
from briqa.claims.binding import bound_clauses, clause_at
from briqa.claims.claim import Claim, read_claim
from briqa.claims.completion import WholeSource, complete, found_elsewhere
from briqa.claims.dates import match_dates
from briqa.claims.figures import FigureMatcher
from briqa.claims.labels import match_labels
from briqa.claims.names import match_names
from briqa.claims.replaced import compare_words
from briqa.claims.result import AtomCheck, AtomStatus, ClaimCheck, Evidence, Verdict
from briqa.claims.sentences import claim_sentences
from briqa.claims.signs import bearing_score, signs
from briqa.claims.statements import statements
from briqa.claims.verdict import Judgement, judge, without_support
from briqa.questions.lexicon import Lexicon
from briqa.retrieve import Hit, Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.segment import PassageKind, SectionKind
from briqa.spans import Span
from briqa.store import StoredDocument

# Evidence is sought in so many passages.
READ_PASSAGES: Final = 12
# The most pieces of evidence that are shown.
_SHOWN: Final = 5
# From this share of its words on, a claim is a copy of the sentence.
_COPY: Final = 0.8
# A sentence that is so little less about a claim may overrule another.
_AS_NEAR: Final = 0.15
# One with so much more of its weight in words is nearer what it measures.
_MORE_WORDS: Final = 0.1
# In a summary the same statement counts for so much less than in the body.
_ABSTRACT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of one sentence beside one of the source, and what that makes of it.

    Attributes:
        alignment: the two side by side.
        signs: what speaks for and against, by name.
        judgement: what they add up to.
        score: how much the sentence is about the claim; compares within one claim only.
    """

    alignment: Alignment
    signs: dict[str, float]
    judgement: Judgement
    score: float


class Checker:
    """Checks claims over one generation of an index.

    Args:
        searcher: the search over the index.
        lexicon: what the corpus knows of its words.
        phrases: likeness of words in meaning.
        document: docid → document.
    """

    def __init__(
        self,
        searcher: Searcher,
        lexicon: Lexicon,
        phrases: PhraseVectors,
        document: Callable[[str], StoredDocument],
    ) -> None:
        self._searcher = searcher
        self._lexicon = lexicon
        self._phrases = phrases
        self._document = document
        self._ranker = SentenceRanker(searcher, CloseReader(lexicon, phrases))
        self._figures = FigureMatcher(FigureChooser(lexicon.stems, phrases.similarity), phrases)

    def check_all(self, texts: Sequence[str], *, docid: str | None = None) -> list[ClaimCheck]:
        """Checks claims, encoding them in one batch.

        Args:
            texts: the claims, none of them empty; of several sentences each has to hold.
            docid: the one document that counts as source; None for all.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        spans = [claim_sentences(text) for text in texts]
        sentences = [
            text[span.start : span.end]
            for text, found in zip(texts, spans, strict=True)
            for span in found
        ]
        checks = iter(self._check_sentences(sentences, docid=docid))
        return [
            _together(text, [(span, next(checks)) for span in found])
            for text, found in zip(texts, spans, strict=True)
        ]

    def _check_sentences(
        self, sentences: Sequence[str], *, docid: str | None
    ) -> Iterator[ClaimCheck]:
        """The checks of claims of one sentence, by its statements where that is needed."""
        whole = self.judge_all(sentences, docid=docid)
        checks = [self._compose(*judged) for judged in whole]
        if docid is None:
            yield from checks
            return
        parts = [
            statements(check.claim) if _may_be_apart(judged) else []
            for check, (_, judged) in zip(checks, whole, strict=True)
        ]
        texts = [
            check.claim[span.start : span.end]
            for check, found in zip(checks, parts, strict=True)
            if len(found) > 1
            for span in found
        ]
        judged = iter(self.judge_all(texts, docid=docid) if texts else ())
        for check, found in zip(checks, parts, strict=True):
            if len(found) > 1:
                apart = _together(check.claim, [(s, self._compose(*next(judged))) for s in found])
                if apart.verdict is Verdict.SUPPORTED:
                    yield apart
                    continue
                check = replace(check, confidence=max(check.confidence, apart.confidence))
            yield check

    def judge_all(
        self, sentences: Sequence[str], *, docid: str | None = None
    ) -> list[tuple[Claim, list[Judged]]]:
        """Each sentence beside those of the source that come nearest, the deciding one first.

        Args:
            sentences: claims of one sentence each.
            docid: the one document that counts as source; None for all.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        claims = [
            read_claim(sentence, self._lexicon, self._phrases.nearness) for sentence in sentences
        ]
        within = None if docid is None else _embedded(self._document(docid))
        source = None if docid is None else self._whole(docid)
        found = self._searcher.search(
            [claim.question.search_text for claim in claims], limit=READ_PASSAGES, within=within
        )
        return [
            (claim, self._judge(claim, hits, source))
            for claim, hits in zip(claims, found, strict=True)
        ]

    def _whole(self, docid: str) -> WholeSource:
        text = self._document(docid).view.text
        return WholeSource(text, frozenset(self._lexicon.stems(text)))

    def _judge(self, claim: Claim, hits: Sequence[Hit], source: WholeSource | None) -> list[Judged]:
        documents = {hit.docid: self._document(hit.docid) for hit in hits}
        topic = self._ranker.topic(claim.question)
        (ranked,) = self._ranker.rank_all([Found(claim.question, hits, documents)])
        alone = [self._align(claim, topic, each) for each in ranked]
        alone.sort(key=_bearing, reverse=True)
        about = self._about(claim, topic)
        alignments = [
            complete(
                each,
                [other for other in alone if other is not each],
                about,
                one_matter=source is not None,
            )
            for each in alone
        ]
        if source is not None:
            alignments = [found_elsewhere(each, source) for each in alignments]
        scores = [_bearing(alignment) for alignment in alone]
        nearest = alone[0].candidate.reading if alone else ""
        is_copied = compare_words(claim.text, nearest).share >= _COPY
        judged = []
        for alignment, score in zip(alignments, scores, strict=True):
            found = signs(claim, topic, alignment, behind=max(scores) - score)
            found["beside_copy"] = float(is_copied and score < max(scores))
            judgement = judge(claim, alignment, found, is_named=source is not None)
            judged.append(Judged(alignment, found, judgement, score))
        return sorted((_overruled(claim.text, each, judged) for each in judged), key=_order)

    def _about(self, claim: Claim, topic: Topic) -> list[dict[str, float]]:
        """For each figure of a claim the stems of its clause, with their weights."""
        clauses = bound_clauses(claim.text, self._lexicon.stems, lambda word: False)
        found = [clause_at(clauses, figure.span.start) for figure in claim.figures]
        return [
            {stem: topic.weights[stem] for stem in clause.stems if stem in topic.weights}
            if clause
            else {}
            for clause in found
        ]

    def _align(self, claim: Claim, topic: Topic, ranked: RankedSentence) -> Alignment:
        candidate = ranked.candidate
        figures = self._figures.match(claim, topic, candidate)
        places = self._figures.date_places(claim, topic, candidate)
        dates = match_dates(claim, candidate, figures, places)
        names = match_names(claim, topic, candidate, ranked.look, self._lexicon)
        labels = match_labels(claim.labels, candidate)
        return align(claim, topic, ranked, figures, dates, names, labels, self._lexicon)

    def _compose(self, claim: Claim, judged: Sequence[Judged]) -> ClaimCheck:
        if not judged:
            return ClaimCheck(claim.text, Verdict.NOT_IN_SOURCE, 0.0, (), ())
        best = judged[0]
        return ClaimCheck(
            claim.text,
            best.judgement.verdict,
            max(each.judgement.support for each in judged),
            atom_checks(claim, best.alignment),
            tuple(_evidence(each) for each in judged[:_SHOWN]),
        )


def _overruled(text: str, judged: Judged, others: Sequence[Judged]) -> Judged:
    """What a sentence makes of a claim, where others may say what it is silent of.

    A sentence that says nothing of the claim's rise doesn't support it against one on the same
    matter that tells of a fall.
    """
    if judged.judgement.verdict is not Verdict.SUPPORTED:
        return judged
    silent = [
        finding.assertion.span
        for finding in judged.alignment.asserted
        if finding.status is AtomStatus.NOT_FOUND
    ]
    if any(
        other.judgement.verdict is Verdict.CONTRADICTED
        and (
            any(
                finding.status is AtomStatus.CONTRADICTED
                and (finding.assertion.span in silent or _says_more(other, judged))
                for finding in other.alignment.asserted
            )
            or _turns_what_is_missing(text, other, judged)
        )
        for other in others
    ):
        return replace(judged, judgement=without_support(judged.judgement))
    return judged


def _says_more(other: Judged, judged: Judged) -> bool:
    """Whether a sentence has clearly more of a claim's words itself than another."""
    ours, theirs = (each.signs["words_own"] for each in (judged, other))
    return theirs >= ours + _MORE_WORDS


def _turns_what_is_missing(text: str, against: Judged, judged: Judged) -> bool:
    """Whether a sentence has the opposite of a word that another lacks, all else being the same."""
    reading = judged.alignment.candidate.reading.lower()
    return (
        against.signs["only_turned"] > 0
        and against.score >= judged.score - _AS_NEAR
        and any(
            text[clash.claimed.start : clash.claimed.end].lower() not in reading
            for clash in against.alignment.clashes
        )
    )


def _may_be_apart(judged: Sequence[Judged]) -> bool:
    """Whether a sentence that isn't supported may have its statements from several sentences.

    What follows one sentence word by word is of that sentence alone, with what it says otherwise.
    """
    return bool(judged) and (
        judged[0].judgement.verdict is not Verdict.SUPPORTED
        and max(each.signs["follows"] for each in judged) < _COPY
    )


def _bearing(alignment: Alignment) -> float:
    """How much a sentence is about a claim; the body is preferred to a summary of it."""
    candidate = alignment.candidate
    in_abstract = _in_abstract(candidate.document, candidate.sentence.sentence.section)
    return bearing_score(alignment) - _ABSTRACT * in_abstract


_VERDICT_ORDER: Final = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE)


def _order(judged: Judged) -> tuple[int, float, str, int]:
    """Sentences that decide first, the surest of them in front; ties by place."""
    candidate, judgement = judged.alignment.candidate, judged.judgement
    sureness = {
        Verdict.SUPPORTED: judgement.support,
        Verdict.CONTRADICTED: judgement.contradiction,
        Verdict.NOT_IN_SOURCE: judged.score,
    }[judgement.verdict]
    return (
        _VERDICT_ORDER.index(judgement.verdict),
        -sureness,
        candidate.document.document.docid,
        candidate.sentence.sentence.span.start,
    )


def _embedded(document: StoredDocument) -> list[int]:
    return [
        stored.passage_id for stored in document.passages if stored.passage.kind is PassageKind.BODY
    ]


def _in_abstract(document: StoredDocument, section: int) -> bool:
    return any(node.kind is SectionKind.ABSTRACT for node in document.outline.path(section))


def _evidence(judged: Judged) -> Evidence:
    candidate = judged.alignment.candidate
    stored, sentence = candidate.document, candidate.sentence.sentence
    passage = stored.passages[candidate.hit.ordinal].passage
    return Evidence(
        cite(stored, sentence.span, sentence.section),
        cite(stored, passage.span, passage.section),
        _in_abstract(stored, sentence.section),
        judged.score,
    )


_SEVERITY: Final = (Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE, Verdict.SUPPORTED)


def _together(text: str, checks: Sequence[tuple[Span, ClaimCheck]]) -> ClaimCheck:
    """The check of a claim of several sentences: the worst verdict, all atoms and evidence."""
    if not checks:
        return ClaimCheck(text, Verdict.NOT_IN_SOURCE, 0.0, (), ())
    verdict = min((check.verdict for _, check in checks), key=_SEVERITY.index)
    atoms = tuple(_moved(atom, span.start) for span, check in checks for atom in check.atoms)
    ordered = sorted(checks, key=lambda each: _SEVERITY.index(each[1].verdict))
    evidence = [found for _, check in ordered for found in check.evidence[:1]]
    evidence += [found for _, check in ordered for found in check.evidence[1:]]
    distinct: dict[Citation, Evidence] = {}
    for found in evidence:
        distinct.setdefault(found.citation, found)
    return ClaimCheck(
        text,
        verdict,
        min(check.confidence for _, check in checks),
        atoms,
        tuple(distinct.values())[: max(_SHOWN, len(checks))],
    )


def _moved(atom: AtomCheck, by: int) -> AtomCheck:
    return replace(atom, span=Span(atom.span.start + by, atom.span.end + by))
