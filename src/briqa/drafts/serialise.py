"""A checked draft as JSON: each `text` of it is exactly `text[start:end]` of the draft."""

from briqa.answer import Citation, citation_json
from briqa.claims.result import AtomCheck, Evidence
from briqa.drafts.insertions import citation_insertion
from briqa.drafts.report import CheckedSentence, DraftReport
from briqa.permalink import link_to
from briqa.spans import Span

Json = dict[str, object]


def report_json(report: DraftReport) -> Json:
    """A report as plain values; offsets count the code points of the draft's text."""
    draft, summary = report.draft, report.summary
    return {
        "draft": {
            "name": draft.document.docid,
            "format": draft.document.format.value,
            "text": draft.text,
        },
        "summary": {
            "sentences": summary.sentences,
            "left_alone": summary.left_alone,
            "supported": summary.supported,
            "contradicted": summary.contradicted,
            "not_in_source": summary.not_in_source,
            "cited": summary.cited,
        },
        "sentences": [_sentence_json(report, checked) for checked in report.sentences],
        "bibliography": list(report.bibliography),
    }


def _sentence_json(report: DraftReport, checked: CheckedSentence) -> Json:
    check = checked.check
    insertion = citation_insertion(report.draft, checked)
    return {
        **_span_json(report, checked.sentence.span),
        "part": checked.sentence.part.value,
        "claim": checked.sentence.claim.text,
        "cited": [_span_json(report, mark) for mark in checked.sentence.marks],
        "needs_source": checked.need.needed,
        "sign": checked.need.sign,
        "reason": checked.need.reason,
        "verdict": None if check is None else check.verdict.value,
        "confidence": None if check is None else round(check.confidence, 4),
        "atoms": [] if check is None else [_atom_json(report, checked, a) for a in check.atoms],
        "evidence": [] if check is None else [_evidence_json(found) for found in check.evidence],
        "in_text": checked.in_text,
        "insert_at": None if insertion is None else insertion.offset,
    }


def _span_json(report: DraftReport, span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": report.draft.document.quote(span)}


def _atom_json(report: DraftReport, checked: CheckedSentence, atom: AtomCheck) -> Json:
    return {
        **_span_json(report, checked.atom_span(atom)),
        "kind": atom.kind.value,
        "status": atom.status.value,
        "note": atom.note,
        "source": None if atom.citation is None else _source_json(atom.citation),
    }


def _evidence_json(evidence: Evidence) -> Json:
    return {
        **_source_json(evidence.citation),
        "in_abstract": evidence.in_abstract,
        "score": round(evidence.score, 6),
    }


def _source_json(citation: Citation) -> Json:
    return {**citation_json(citation), "link": str(link_to(citation.document, citation.span))}
