"""From questions to answers: read, compose; one responder for one generation of an index."""

from collections.abc import Callable, Sequence

from briqa.answer.compose import Composer
from briqa.answer.reading import QuestionReader, Reading
from briqa.answer.result import Answer, Refusal
from briqa.questions.lexicon import Lexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import StoredDocument


class Responder:
    """Answers questions over one generation of an index.

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
        self._reader = QuestionReader(searcher, lexicon, phrases, document)
        self._composer = Composer(searcher.stems, phrases, document)

    def read_all(self, questions: Sequence[str], *, passages: int) -> list[Reading]:
        """What is found for questions, before anything is said.

        Args:
            questions: none of them empty.
            passages: the most passages to show with each answer.
        """
        return self._reader.read_all(questions, limit=passages)

    def answer_all(self, questions: Sequence[str], *, passages: int) -> list[Answer | Refusal]:
        """Answers questions, encoding them in one batch.

        Args:
            questions: none of them empty.
            passages: the most passages to show with each answer.
        """
        return [
            self.compose(reading, passages=passages)
            for reading in self.read_all(questions, passages=passages)
        ]

    def compose(self, reading: Reading, *, passages: int) -> Answer | Refusal:
        """What is said to a question.

        Args:
            reading: what was found for it.
            passages: the most passages to show.
        """
        return self._composer.compose(reading, passages=passages)
