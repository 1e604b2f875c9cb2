"""Questions: what is asked for, of whom and when, and in how many parts."""

from briqa.questions.intent import read_question
from briqa.questions.question import Name, Operation, Part, Question, Task, Wanted

__all__ = ["Name", "Operation", "Part", "Question", "Task", "Wanted", "read_question"]
