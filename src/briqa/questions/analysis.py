"""From a question's words and what the corpus knows of them to the typed question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.questions.framing import FRAMING_WORDS
from briqa.questions.intent import amount_wanted, read_question
from briqa.questions.lexicon import Lexicon
from briqa.questions.names import NameSpan, find_capitals, find_names
from briqa.questions.parts import Nearness, split_question
from briqa.questions.question import Part, Question, Task, Wanted
from briqa.questions.slips import without_slips
from briqa.words import content_words

# Shorter words and those with digits are never taken for slips.
_WORD: Final = lazy_pattern(r"\b[^\W\d_]{3,}\b")


def analyse(text: str, lexicon: Lexicon, nearness: Nearness) -> Question:
    """Reads a question.

    Args:
        text: the question, however typed.
        lexicon: what the corpus knows of its words.
        nearness: how near two phrases are in meaning.
    """
    plain = _spelled(without_slips(text, lexicon), lexicon)
    question = read_question(plain)
    names = find_names(plain, lexicon)
    parts = split_question(question, names, nearness)
    return replace(
        question,
        asked=text,
        topic=_topic(plain, lexicon),
        search_text=_search_text(plain, names),
        task=Task.COMPARE if parts and question.task is Task.FIND else question.task,
        stems=tuple(lexicon.stems(plain)),
        names=tuple(found.name for found in names),
        capitals=find_capitals(plain, names, lexicon),
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
    names = find_names(part.text, lexicon)
    return replace(
        whole,
        text=part.text,
        topic=_topic(part.text, lexicon),
        search_text=_search_text(part.text, names),
        wanted=_wanted_of_side(whole, own if part.is_whole else whole),
        counted=own.counted if part.is_whole else whole.counted,
        alternative=own.alternative if part.is_whole else whole.alternative,
        unit=own.unit if part.is_whole else whole.unit,
        task=Task.FIND,
        operation=None,
        years=own.years,
        stems=tuple(lexicon.stems(part.text)),
        names=tuple(found.name for found in names),
        capitals=find_capitals(part.text, names, lexicon),
        parts=(),
    )


def _wanted_of_side(whole: Question, side: Question) -> Wanted:
    """Of each side of "which has more" an amount is wanted, though the whole asks for a name.

    Args:
        whole: the question that has the side.
        side: what the side asks for: the whole, or its own clause.
    """
    if side.wanted.is_figure:
        return side.wanted
    asks_amount = bool(whole.names and (whole.extreme or whole.counted or side is not whole))
    return amount_wanted(side.text) if asks_amount else whole.wanted


def _topic(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The stems of the words that say what a question is about; of framing words alone, those."""
    typed = [
        word for word in content_words(text) if not word[0].isdigit() or _is_known(word, lexicon)
    ]
    told = [word for word in typed if word.lower() not in FRAMING_WORDS] or typed
    return tuple(stem for word in told for stem in lexicon.stems(word))


def _is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with digits is one of the corpus ("5G"); values and years say no topic."""
    return not word.isdigit() and all(map(lexicon.known, lexicon.stems(word)))


def _search_text(text: str, names: Sequence[NameSpan]) -> str:
    """The question as the corpus would write it: abbreviations written out."""
    for found in reversed(names):
        if found.written_out:
            text = text[: found.start] + found.written_out + text[found.end :]
    return text


def _spelled(text: str, lexicon: Lexicon) -> str:
    """The question with its slips mended and usual shortenings written out."""
    return _WORD.sub(lambda word: lexicon.spelled(word[0]), text)
