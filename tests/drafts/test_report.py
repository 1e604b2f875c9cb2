from collections.abc import Sequence

import pytest

from briqa.answer import Citation
from briqa.claims.result import ClaimCheck
from briqa.drafts import Standing, check_draft, draft_of
from tests.drafts.sources import SOURCE, NumberedCiter, check, report_of

DRAFT = (
    "This chapter is about mills. The old mill on the Ilm ground 400 tonnes of spelt in **1911**. "
    "The cooperative has 52 members today. Otters live upstream of the weir.\n"
)


def test_each_sentence_gets_what_was_found_of_it() -> None:
    report = report_of(DRAFT)
    assert [checked.standing for checked in report.sentences] == [
        Standing.LEFT_ALONE,
        Standing.SUPPORTED,
        Standing.CONTRADICTED,
        Standing.NOT_IN_SOURCE,
    ]
    assert [checked.in_text for checked in report.sentences] == [None, "[1]", None, None]
    assert report.bibliography == ("[1] The mill on the Ilm",)
    assert report.summary.text == (
        "4 sentences, 3 checked: 1 supported, 1 contradicted, 1 not in the sources; 1 left alone"
    )


def test_atoms_are_spans_of_the_draft_and_notes_quote_them() -> None:
    report = report_of(DRAFT)
    supported, contradicted = report.sentences[1], report.sentences[2]
    assert supported.check is not None
    assert [
        report.draft.document.quote(supported.atom_span(atom)) for atom in supported.check.atoms
    ] == ["400", "1911"]
    assert supported.notes == ()
    assert contradicted.notes == ("“52”: the source says 38",)


def test_the_source_is_the_span_that_decides() -> None:
    report = report_of(DRAFT)
    sources = [checked.source for checked in report.sentences]
    assert sources[0] is None
    assert sources[1] is not None
    assert sources[1].quote.startswith("The old mill")
    assert sources[2] is not None
    assert sources[2].quote == "38"
    assert sources[3] is not None
    assert sources[3].docid == SOURCE.docid


def test_claims_are_checked_in_one_batch_and_only_those_that_need_a_source() -> None:
    batches: list[list[str]] = []

    def counted(claims: Sequence[str]) -> list[ClaimCheck]:
        batches.append(list(claims))
        return check(claims)

    check_draft(draft_of(DRAFT), counted, NumberedCiter())
    assert [len(batch) for batch in batches] == [3]
    check_draft(draft_of("Why is that so?"), counted, NumberedCiter())
    assert len(batches) == 1


def test_sources_are_cited_in_the_order_of_first_use() -> None:
    class Listening(NumberedCiter):
        asked: list[str] = []  # noqa: RUF012

        def in_text(self, citation: Citation) -> str:
            self.asked.append(citation.quote)
            return super().in_text(citation)

    text = "The cooperative has 38 members today. The old mill on the Ilm ground 400 tonnes.\n"
    report = check_draft(draft_of(text), check, Listening())
    assert [quote[:7] for quote in Listening.asked] == ["The coo", "The old"]
    assert len(report.bibliography) == 1


def test_a_check_with_too_few_results_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="shorter"):
        check_draft(draft_of(DRAFT), lambda claims: check(claims)[1:], NumberedCiter())
