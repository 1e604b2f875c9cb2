"""From questions to answers: search, choose sentences, decide, and cite."""

from collections.abc import Callable, Sequence

from briqa.answer.abstain import THRESHOLD, Signs, confidence
from briqa.answer.citation import cite
from briqa.answer.extract import Candidate, Extractor, Topic, choose, read_topic
from briqa.answer.result import Answer, AnswerSentence, Figure, RankedPassage, Refusal
from briqa.answer.wanted import Fit, best_fit
from briqa.retrieve import Hit, Searcher
from briqa.retrieve.question import Question, read_question
from briqa.store import StoredDocument

# Answers are sought in at least so many passages, however few are shown.
READ_PASSAGES = 8


def answer_questions(
    questions: Sequence[str],
    searcher: Searcher,
    document: Callable[[str], StoredDocument],
    *,
    passages: int,
) -> list[Answer | Refusal]:
    """Answers questions, encoding them in one batch.

    Args:
        questions: none of them empty.
        searcher: the search over the index.
        document: docid → document.
        passages: the most passages to show with each answer.
    """
    found = searcher.search(questions, limit=max(passages, READ_PASSAGES))
    return [
        _answer(question, hits, searcher, document, passages=passages)
        for question, hits in zip(questions, found, strict=True)
    ]


def _answer(
    text: str,
    hits: Sequence[Hit],
    searcher: Searcher,
    document: Callable[[str], StoredDocument],
    *,
    passages: int,
) -> Answer | Refusal:
    documents = {docid: document(docid) for docid in dict.fromkeys(hit.docid for hit in hits)}
    shown = tuple(_ranked(hit, documents[hit.docid]) for hit in hits[:passages])
    question = read_question(text)
    topic = read_topic(text, searcher.question_stems, searcher.idf)
    ranked = Extractor(question, topic, searcher.stems).rank(hits[:READ_PASSAGES], documents)
    chosen = choose(ranked, topic)
    if not chosen:
        return Refusal(text, (), shown, 0.0)
    sure = confidence(read_signs(question, chosen[0]))
    if sure < THRESHOLD:
        return Refusal(text, _missing(text, chosen, topic, searcher), shown, sure)
    best = best_fit(fit for candidate in chosen for fit in candidate.fits)
    return Answer(text, tuple(_sentence(candidate, best) for candidate in chosen), shown, sure)


def read_signs(question: Question, best: Candidate) -> Signs:
    """What speaks for and against a sentence as an answer."""
    passage = best.document.passages[best.hit.ordinal].passage
    read = best.document.view.read(passage.span)
    return Signs(
        sentence_cosine=best.cosine,
        passage_cosine=best.hit.evidence.passage_cosine,
        year_missing=any(year not in read for year in question.years),
    )


def _missing(
    text: str, chosen: Sequence[Candidate], topic: Topic, searcher: Searcher
) -> tuple[str, ...]:
    """The question's topic words, as typed, that no chosen sentence bears."""
    borne = frozenset[str]().union(*(found.borne | found.inherited for found in chosen))
    absent = frozenset(topic.weights) - borne
    return tuple(
        word
        for word in dict.fromkeys(text.replace("?", " ").split())
        if absent.intersection(searcher.question_stems(word))
    )


def _ranked(hit: Hit, document: StoredDocument) -> RankedPassage:
    passage = document.passages[hit.ordinal].passage
    return RankedPassage(cite(document, passage.span, passage.section), hit.score)


def _sentence(candidate: Candidate, best: Fit) -> AnswerSentence:
    """A chosen sentence; what fits the question best of all its figures is what was asked for."""
    document, sentence = candidate.document, candidate.sentence.sentence
    return AnswerSentence(
        cite(document, sentence.span, sentence.section),
        tuple(
            Figure(
                quantity,
                cite(document, quantity.span, sentence.section),
                asked_for=fit is best and fit is not Fit.NONE,
            )
            for quantity, fit in zip(candidate.quantities, candidate.fits, strict=True)
        ),
    )
