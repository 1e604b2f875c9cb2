import re

from hypothesis import given
from hypothesis import strategies as st

from tests.audit.documents import audit, stored

PIECES = st.sampled_from(
    "It grew from 1.1 million to 2.3 million (8%)|12 ports (4 in Rome, 5 in Oslo), including|"
    " of which 3 ports|; (1) one; (2) two|four steps: a, b and c|In 2000, 7 of these 9 parks|"
    "with $5 million (27.3%)|, up 3% from 7 trains|. These 7 zones| | and |.\n\n|| a | 2 | 3 |\n"
    .split("|")
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_findings_are_slices_of_the_text_and_come_out_the_same_twice(text: str) -> None:
    findings = audit(text)
    assert findings == audit(text)
    for finding in findings:
        assert finding.spans
        assert list(finding.spans) == sorted(finding.spans)
        for span in finding.spans:
            assert re.search(r"\w", stored(text).document.quote(span))
        if finding.computed_low is not None and finding.computed_high is not None:
            assert finding.computed_low <= finding.computed_high
