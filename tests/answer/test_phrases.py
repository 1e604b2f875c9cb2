import pytest

from briqa.answer.phrases import PhraseKind, find_phrases, sentence_tokens
from tests.answer.documents import stored


def _phrases(text: str) -> dict[str, PhraseKind]:
    document = stored(text)
    (sentence,) = document.sentences
    quantities = document.quantities_in(sentence.sentence.span)
    found = find_phrases(document.view, sentence.sentence.span, quantities)
    return {phrase.text: phrase.kind for phrase in found}


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("The ferry is run by Marrow Lines of Ostend.", "Marrow Lines", PhraseKind.NAME),
        ("The ferry is run by Marrow Lines of Ostend.", "Marrow Lines of Ostend", PhraseKind.NAME),
        ("It signed with O'Hara & Sons last week.", "O'Hara & Sons", PhraseKind.NAME),
        ("Tarn's Velm Bay is an outlet to the sea.", "Velm Bay", PhraseKind.NAME),
        ("They wrote “the long way home” together.", "the long way home", PhraseKind.QUOTED),
        ("The bridge opened on 3 May 2011 at noon.", "3 May 2011", PhraseKind.DATE),
        ("Elections are held in May every year.", "May", PhraseKind.DATE),
        ("It is treated by a retired vote clerk.", "vote clerk", PhraseKind.NOUNS),
        (
            "They moved to the coast of the inland sea.",
            "coast of the inland sea",
            PhraseKind.JOINED,
        ),
        ("It was founded in Ghent, Belgium.", "Ghent, Belgium", PhraseKind.JOINED),
    ],
)
def test_what_could_be_a_short_answer_is_a_phrase(text: str, phrase: str, kind: PhraseKind) -> None:
    found = _phrases(text)
    assert phrase in found
    assert kind in (found[phrase], PhraseKind.DATE)


def test_a_phrase_doesnt_begin_or_end_with_a_word_of_grammar() -> None:
    for phrase in _phrases("The output of the yard in Tarn was sold to them by the state."):
        words = phrase.split()
        assert words[0] not in ("The", "of", "in", "was", "to", "by", "the")
        assert words[-1] not in ("the", "of", "in", "was", "to", "by", "them")


def test_a_phrase_lies_between_its_tokens() -> None:
    document = stored("Marrow Lines runs **Velm Port** since 1998.")
    (sentence,) = document.sentences
    tokens = sentence_tokens(document.view, sentence.sentence.span)
    for phrase in find_phrases(document.view, sentence.sentence.span):
        assert phrase.text.startswith(tokens[phrase.first].text)
        assert phrase.text.endswith(tokens[phrase.behind - 1].text)
        assert document.view.read(phrase.span) == phrase.text


def test_a_word_broken_over_a_blank_line_is_quoted_with_its_break() -> None:
    document = stored("The yard is run by the Harbour Corpora-\n\ntion of Tarn.\n\nA corporation.")
    sentence = document.sentences[0].sentence.span
    found = {phrase.text: phrase.span for phrase in find_phrases(document.view, sentence)}
    assert document.document.quote(found["Harbour Corporation"]) == "Harbour Corpora-\n\ntion"
