from tests.answer.conftest import Find

VELMORA = "It employs 3,150 dockers"


def test_a_sentence_bears_its_own_words_and_no_others(find: Find) -> None:
    bearing = find(VELMORA).bearing
    assert bearing.own[0] == "emploi"
    assert {"docker", "quai", "crane"} < set(bearing.own)
    assert "port" not in bearing.own


def test_it_inherits_its_heading_apart_from_the_headings_around(find: Find) -> None:
    bearing = find(VELMORA).bearing
    assert bearing.heads == {"port", "velmora"}
    assert bearing.heading == "Port of Velmora"
    assert bearing.outer == {"harbour", "sundmark", "coast"}


def test_a_run_in_head_counts_beside_the_heading_above_it(find: Find) -> None:
    bearing = find("It is free for members").bearing
    assert {"pact", "pilot", "exchang"} <= bearing.heads
    assert bearing.outer == frozenset()


def test_it_points_back_two_sentences_of_its_passage_and_no_further(find: Find) -> None:
    bearing = find(VELMORA).bearing
    assert {"draycott", "rout"} <= bearing.before
    assert "tonn" not in bearing.before
    first = find("In 2019, the port of Velmora handled")
    assert (first.position, first.bearing.before) == (0, frozenset())


def test_the_subjects_of_its_figures_are_borne_too(find: Find) -> None:
    assert "velmora" in find(VELMORA).bearing.subjects


def test_a_candidate_has_the_figures_of_its_sentence_only(find: Find) -> None:
    candidate = find(VELMORA)
    assert [quantity.value for quantity in candidate.quantities] == [3150]
    assert candidate.reading == candidate.document.view.read(candidate.sentence.sentence.span)


def test_a_title_about_one_subject_holds_for_all_below_it(find: Find) -> None:
    assert find("It launched 19 barges").bearing.title == {"fleet"}
    # Each section names a port of its own.
    assert find(VELMORA).bearing.title == frozenset()


def test_the_years_that_the_nearest_sentence_before_names_are_kept(find: Find) -> None:
    assert find("It employs 3,150").bearing.years_before == {"1874"}
    assert find("In 2019, the port of Velmora handled").bearing.years_before == frozenset()
