"""Documents that nobody wrote, as many as one likes: text, figures and vectors, fixed by a seed.

Their words follow the law of Zipf and Mandelbrot, and two of three words of a document are a few
that it repeats, as a subject's are: it has some 400 words in all. Vectors lie around centres, a
document's around the same three; they have nothing to do with the text, since encoding a million
passages would take a day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from briqa.encoder import Vectors
from briqa.lexicon import Alias, DocumentLexicon, WordCount
from briqa.quantities import Quantity
from briqa.segment import Outline, Passage, PassageKind, Section, Segmentation, Sentence
from briqa.spans import Document, Metadata, SourceFormat, Span, TextView
from briqa.store import EmbeddedPassage

PASSAGES = 20
"""Passages of a document."""
SENTENCES = 2
"""Sentences of a passage."""
_SECTIONS = 4
_BLOCK = 10  # documents that are drawn together
_SEED = 5

# Words are three syllables: 262,144 of them.
_SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprtvwz" for vowel in "aiou"]
WORDS = len(_SYLLABLES) ** 3
# Mandelbrot's shift: without function words no word is as frequent as Zipf's law alone would say.
_SHIFT = 15
_NAME_EVERY = 20  # each twentieth word is a name, which has a capital
# A sentence goes on like this nine times, content words where it has "_".
_FUNCTION_WORDS = "the of and in to a for by on with as that is from were at which was".split()
_BETWEEN = [
    word
    for pair in zip(_FUNCTION_WORDS[::2], _FUNCTION_WORDS[1::2], strict=True)
    for word in ("_", pair[0], "_", "_", pair[1])
]
_STEP, _PLACES = 5, (0, 2, 3)
_CONTENT = _BETWEEN.count("_")
_OWN = 100  # words that a document draws two thirds of its words from
_YEARS = range(1990, 2025)

CENTRES = 1000
# Questions of SQuAD have cosines of 0.6 to 0.7 to the sentence that answers them.
_SPREAD = 0.9
_SENTENCE_SPREAD = 0.5
_CENTRES_A_DOCUMENT = 3

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """All that `Store.put_document` wants of a document."""

    document: Document
    segmentation: Segmentation
    embedded: list[EmbeddedPassage]
    quantities: list[Quantity]
    lexicon: DocumentLexicon


def made_documents(first: int, behind: int, dimension: int) -> Iterator[MadeDocument]:
    """The documents from one number up to another; each is the same whatever others are made.

    Args:
        first: the number of the first.
        behind: the number behind the last.
        dimension: the length of a vector.
    """
    for block in range(first // _BLOCK, -(-behind // _BLOCK)):
        generator = np.random.default_rng((_SEED, block))
        drawn = _drawn_words(generator)
        vectors = _drawn_vectors(generator, dimension)
        figures = generator.integers(1, 1000, (_BLOCK, PASSAGES))
        years = generator.integers(_YEARS.start, _YEARS.stop, (_BLOCK, PASSAGES))
        for place in range(_BLOCK):
            number = block * _BLOCK + place
            if first <= number < behind:
                yield _made(number, drawn[place], vectors[place], figures[place] / 10, years[place])


def made_questions(*, common: bool, count: int, seed: int) -> list[str]:
    """Questions of six words each.

    Args:
        common: whether they are of the forty commonest words; else three as a text has them and
            three that are rarer.
        count: how many.
        seed: fixes them.
    """
    generator = np.random.default_rng((_SEED, 1_000_000, seed, common))
    questions = []
    for _ in range(count):
        if common:
            chosen = generator.choice(40, 6, replace=False)
        else:
            typical = np.searchsorted(_shares(), generator.random(3) * _shares()[4999])
            chosen = np.concatenate([typical, generator.integers(500, 5000, 3)])
        a, b, c, d, e, f = _names()[chosen]
        year = generator.integers(_YEARS.start, _YEARS.stop)
        questions.append(f"How much did the {a} {b} of the {c} {d} rise by {e} {f} in {year}?")
    return questions


def made_word_vectors(words: Sequence[str], dimension: int) -> Vectors:
    """Unit vectors for words, in place of what the encoder makes: shape (n_words, dimension)."""
    generator = np.random.default_rng((_SEED, len(words)))
    return _unit(generator.standard_normal((len(words), dimension), dtype=np.float32))


# -- words ----------------------------------------------------------------------------------------


@cache
def _names() -> npt.NDArray[np.object_]:
    """The words, the commonest first, names with their capital."""
    # A step that shares no factor with their number reaches all; neighbours then look unlike.
    numbers = (np.arange(WORDS) * 104_729) % WORDS
    size = len(_SYLLABLES)
    words = [
        _SYLLABLES[number % size]
        + _SYLLABLES[number // size % size]
        + _SYLLABLES[number // size**2]
        for number in numbers.tolist()
    ]
    words[_NAME_EVERY - 1 :: _NAME_EVERY] = map(
        str.capitalize, words[_NAME_EVERY - 1 :: _NAME_EVERY]
    )
    return np.array(words, dtype=object)


@cache
def _shares() -> npt.NDArray[np.float64]:
    """How much of a text each word and those before it are."""
    weights = 1 / (np.arange(WORDS) + 1.0 + _SHIFT)
    return np.asarray(np.cumsum(weights) / weights.sum())


def _drawn_words(generator: np.random.Generator) -> Numbers:
    """The content words of some documents: shape (documents, sentences, words)."""
    shape = (_BLOCK, PASSAGES * SENTENCES, _CONTENT)
    drawn = np.searchsorted(_shares(), generator.random(shape))
    own = np.searchsorted(_shares(), generator.random((_BLOCK, _OWN)))
    repeated = own[np.arange(_BLOCK)[:, None, None], generator.integers(0, _OWN, shape)]
    return np.where(generator.random(shape) < 1 / 3, drawn, repeated)


def _sentence(words: Sequence[str], ending: str) -> str:
    """Content words, with a function word behind two of three."""
    parts = list(_BETWEEN)
    for place in range(3):
        parts[_PLACES[place] :: _STEP] = words[place::3]
    parts[0] = parts[0].capitalize()
    return f"{' '.join(parts)}{ending}."


# -- vectors --------------------------------------------------------------------------------------


@cache
def _centres(dimension: int) -> Vectors:
    generator = np.random.default_rng((_SEED, 2_000_000))
    return _unit(generator.standard_normal((CENTRES, dimension), dtype=np.float32))


def _drawn_vectors(generator: np.random.Generator, dimension: int) -> Vectors:
    """For each passage its vector, then those of its sentences: (documents, passages, 3, dim)."""
    of_documents = generator.integers(0, CENTRES, (_BLOCK, _CENTRES_A_DOCUMENT))
    chosen = generator.integers(0, _CENTRES_A_DOCUMENT, (_BLOCK, PASSAGES))
    centres = _centres(dimension)[np.take_along_axis(of_documents, chosen, axis=1)]
    shape = (_BLOCK, PASSAGES, 1 + SENTENCES, dimension)
    noise = generator.standard_normal(shape, dtype=np.float32) / np.float32(dimension**0.5)
    noise[:, :, 0] = centres + _SPREAD * noise[:, :, 0]
    noise[:, :, 1:] = noise[:, :, :1] + _SENTENCE_SPREAD * noise[:, :, 1:]
    return _unit(noise)


def _unit(vectors: Vectors) -> Vectors:
    found: Vectors = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return found


# -- one document ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Text:
    """A text that grows."""

    parts: list[str]
    length: int = 0

    def put(self, words: str, gap: str) -> Span:
        """Where words stand that are put at the end, with a gap behind them."""
        start = self.length
        self.parts += [words, gap]
        self.length += len(words) + len(gap)
        return Span(start, start + len(words))


def _made(
    number: int,
    drawn: Numbers,
    vectors: Vectors,
    figures: npt.NDArray[np.float64],
    years: Numbers,
) -> MadeDocument:
    words: list[list[str]] = _names()[drawn].tolist()
    text = _Text([])
    headings: list[tuple[str, Span]] = []
    sentences: list[Sentence] = []
    passages: list[Passage] = []
    embedded: list[EmbeddedPassage] = []
    quantities: list[Quantity] = []
    for ordinal in range(PASSAGES):
        of_first, of_second = words[SENTENCES * ordinal], words[SENTENCES * ordinal + 1]
        if ordinal % (PASSAGES // _SECTIONS) == 0:
            title = " ".join(of_first[:3]).capitalize()
            headings.append((title, text.put(title, "\n\n")))
        figure = f"{figures[ordinal]:.1f}%"
        ending = f" by {figure} in {years[ordinal]}"
        written = _sentence(of_first, ""), _sentence(of_second, ending)
        first, second = text.put(written[0], " "), text.put(written[1], "\n\n")
        section = len(headings)
        sentences += [Sentence(first, section), Sentence(second, section)]
        members = len(sentences) - SENTENCES, len(sentences)
        passages.append(Passage(Span(first.start, second.end), section, PassageKind.BODY, members))
        embedded.append(
            EmbeddedPassage(
                headings[-1][0],
                " ".join(written),
                f"{number}.{ordinal}",
                vectors[ordinal, 0],
                vectors[ordinal, 1:],
            )
        )
        at = second.end - len(ending) - 1 + len(" by ")
        quantities.append(_percent(Span(at, at + len(figure)), figure, str(years[ordinal])))
    whole = "".join(text.parts)
    title = " ".join(words[0][:4]).capitalize()
    return MadeDocument(
        Document(f"{number:07}.txt", whole, SourceFormat.TEXT, Metadata(title=title)),
        Segmentation(
            TextView.identity(whole),
            Outline(tuple(_sections(headings, len(whole))), ()),
            tuple(sentences),
            tuple(passages),
        ),
        embedded,
        quantities,
        _lexicon(words),
    )


def _percent(span: Span, figure: str, year: str) -> Quantity:
    value = float(figure.removesuffix("%"))
    return Quantity(span, "percent", value, value, value, "percent", period=year)


def _sections(headings: Sequence[tuple[str, Span]], length: int) -> Iterator[Section]:
    yield Section("", None, 0, None, Span(0, length), None)
    ends = [*(span.start for _, span in headings[1:]), length]
    for (title, span), end in zip(headings, ends, strict=True):
        yield Section(title, None, 1, span, Span(span.start, end), 0)


def _lexicon(words: Sequence[Sequence[str]]) -> DocumentLexicon:
    """The words as they are counted, and one name with its initials."""
    counts = Counter(word for sentence in words for word in sentence)
    found = [
        WordCount(word.lower(), count, *((count, 0) if word[0].isupper() else (0, count)))
        for word, count in counts.items()
    ]
    name = [word.capitalize() for word in words[0][:3]]
    alias = Alias(" ".join(name), "".join(word[0] for word in name))
    return DocumentLexicon(tuple(sorted(found, key=attrgetter("word"))), (alias,))
