"""Question sets made from a corpus itself, so that it gets a first score without hand labels."""

from briqa.evaluate.making.question_set import (
    MADE_KINDS,
    MadeKind,
    MadeQuestion,
    make_question_set,
    question_set_text,
)

__all__ = ["MADE_KINDS", "MadeKind", "MadeQuestion", "make_question_set", "question_set_text"]
