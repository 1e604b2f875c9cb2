from briqa.questions import Question, Task, Wanted
from briqa.questions.analysis import analyse, part_question
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve.phrases import PhraseVectors


def _read(text: str, lexicon: CorpusLexicon, phrases: PhraseVectors) -> Question:
    return analyse(text, lexicon, phrases.nearness)


def test_framing_words_and_years_are_no_topic(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    text = "How many dockers does the report mention for Velmora in 2019?"
    question = _read(text, corpus_lexicon, phrases)
    assert question.topic == ("docker", "velmora")
    assert question.years == ("2019",)
    assert set(question.topic) < set(question.stems)


def test_a_question_of_framing_words_alone_keeps_them(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    question = _read("What does the report say?", corpus_lexicon, phrases)
    assert question.topic == question.stems == ("report", "sai")


def test_a_slip_is_mended_in_the_topic(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    assert "velmora" in _read("dockers of velmroa", corpus_lexicon, phrases).topic


def test_the_search_reads_an_unknown_abbreviation_written_out(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    unknown = _read("Which ports share the pilots of the SCTP?", corpus_lexicon, phrases)
    assert unknown.search_text == "Which ports share the pilots of the Sundmark Coastal Trade Pact?"
    assert "SCTP" in unknown.text
    known = _read("What did the NMU lend?", corpus_lexicon, phrases)
    assert known.search_text == known.text


def test_two_sides_make_a_comparison(corpus_lexicon: CorpusLexicon, phrases: PhraseVectors) -> None:
    question = _read("Who founded Velmora and who founded Kastrel?", corpus_lexicon, phrases)
    assert question.task is Task.COMPARE
    assert len(question.parts) == 2


def test_a_part_wants_what_the_whole_wants_of_its_own_name_and_year(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    whole = _read("How many dockers does Velmora have vs Kastrel?", corpus_lexicon, phrases)
    second = part_question(whole, whole.parts[1], corpus_lexicon)
    assert (second.wanted, second.task, second.parts) == (Wanted.NUMBER, Task.FIND, ())
    assert [name.text for name in second.names] == ["Kastrel"]
    assert "velmora" not in second.topic
    trend = _read("cargo of Velmora from 2019 to 2021", corpus_lexicon, phrases)
    assert [part_question(trend, part, corpus_lexicon).years for part in trend.parts] == [
        ("2019",),
        ("2021",),
    ]


def test_the_search_reads_a_slip_as_the_corpus_spells_it(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    question = _read("How many dokcers are in Velmroa?", corpus_lexicon, phrases)
    assert question.search_text.lower() == "how many dockers are in velmora?"
    assert question.asked == "How many dokcers are in Velmroa?"
