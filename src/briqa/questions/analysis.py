"""From a question's words and what the corpus knows of them to the typed question."""

from dataclasses import replace

from briqa.questions.intent import read_question
from briqa.questions.lexicon import Lexicon
from briqa.questions.names import find_names
from briqa.questions.parts import Nearness, split_question
from briqa.questions.question import Part, Question, Task


def analyse(text: str, lexicon: Lexicon, nearness: Nearness) -> Question:
    """Reads a question.

    Args:
        text: the question, however typed.
        lexicon: what the corpus knows of its words.
        nearness: how near two phrases are in meaning.
    """
    question = read_question(text)
    names = find_names(text, lexicon)
    parts = split_question(question, names, nearness)
    return replace(
        question,
        task=Task.COMPARE if parts and question.task is Task.FIND else question.task,
        stems=tuple(lexicon.stems(text)),
        names=tuple(found.name for found in names),
        parts=parts,
    )


def part_question(whole: Question, part: Part, lexicon: Lexicon) -> Question:
    """The question about one part alone; what is wanted is what the whole wants.

    Args:
        whole: the question that has the part.
        part: the part.
        lexicon: what the corpus knows of its words.
    """
    own = read_question(part.text)
    return replace(
        whole,
        text=part.text,
        task=Task.FIND,
        operation=None,
        years=own.years,
        stems=tuple(lexicon.stems(part.text)),
        names=tuple(found.name for found in find_names(part.text, lexicon)),
        parts=(),
    )
