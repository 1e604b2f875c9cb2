"""A finding with the document that it is about, as commands and programs take it."""

from dataclasses import dataclass

from briqa.audit.finding import Finding
from briqa.spans import Document


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A relation between figures and the document in which they stand."""

    document: Document
    finding: Finding

    @property
    def quotes(self) -> tuple[str, ...]:
        """The figures and items of the relation, exactly as they stand in the document."""
        return tuple(self.document.quote(span) for span in self.finding.spans)

    def as_json(self) -> dict[str, object]:
        """The row as plain values."""
        finding = self.finding
        return {
            "docid": self.document.docid,
            "relation": finding.relation,
            "verdict": finding.verdict,
            "formula": finding.formula,
            "fits": finding.fits,
            "stated": finding.stated,
            "computed_low": finding.computed_low,
            "computed_high": finding.computed_high,
            "spans": [{"start": span.start, "end": span.end} for span in finding.spans],
            "quotes": list(self.quotes),
        }
