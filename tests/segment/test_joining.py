import pytest

from briqa.segment.joining import continues_paragraph, joins_without_hyphen


@pytest.mark.parametrize(
    ("head", "tail", "joined"),
    [
        ("above the 33% na-", "tional average).", True),
        ("carried by the ports of", "Jiangsu and Zhejiang.", True),
        ("A whole sentence ends here.", "another begins.", False),
        ("as the ports of the region show", "Nanjing: new routes", False),
    ],
)
def test_a_block_goes_on_where_its_sentence_does(head: str, tail: str, *, joined: bool) -> None:
    assert continues_paragraph(head, tail, head_block_chars=200) is joined


def test_a_short_label_is_not_continued() -> None:
    assert not continues_paragraph("Figure", "shown below", head_block_chars=6)


@pytest.mark.parametrize(
    ("before", "after", "vocabulary", "joined"),
    [
        ("na", "tional", frozenset[str](), True),
        ("rail", "sea", frozenset({"rail-sea"}), False),
        ("cross", "border", frozenset({"cross", "border"}), False),
        ("Yiwu", "Xinjiang", frozenset[str](), False),
        ("is", "sued", frozenset({"is", "sued", "issued"}), True),
    ],
)
def test_the_document_decides_whether_a_hyphen_stays(
    before: str, after: str, vocabulary: frozenset[str], *, joined: bool
) -> None:
    assert joins_without_hyphen(before, after, vocabulary) is joined
