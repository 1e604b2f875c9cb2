"""Checked claims as JSON: one form for the command line and the HTTP API, and a scorer's rows."""

from briqa.answer import citation_json
from briqa.claims.result import AtomCheck, ClaimCheck, Evidence
from briqa.permalink import link_to

Json = dict[str, object]


def claim_json(check: ClaimCheck) -> Json:
    """A checked claim as plain values.

    An atom's own `start` and `end` count in the claim; those of a `source`, and of the evidence,
    count in the document named, whose `text[start:end]` is exactly the `quote`.
    """
    return {
        "claim": check.claim,
        "verdict": check.verdict.value,
        "confidence": round(check.confidence, 4),
        "atoms": [_atom_json(check.claim, atom) for atom in check.atoms],
        "evidence": [_evidence_json(evidence) for evidence in check.evidence],
    }


def claim_prediction(claim_id: str, check: ClaimCheck) -> Json:
    """A row for a scorer: the verdict, and each passage of the evidence once, best first."""
    passages = dict.fromkeys(
        (found.passage.docid, found.passage.span.start, found.passage.span.end)
        for found in check.evidence
    )
    return {
        "id": claim_id,
        "label": check.verdict.value,
        "passages": [
            {"docid": docid, "start": start, "end": end} for docid, start, end in passages
        ],
    }


def _atom_json(claim: str, atom: AtomCheck) -> Json:
    return {
        "kind": atom.kind.value,
        "text": claim[atom.span.start : atom.span.end],
        "start": atom.span.start,
        "end": atom.span.end,
        "status": atom.status.value,
        "note": atom.note,
        "source": None if atom.citation is None else citation_json(atom.citation),
    }


def _evidence_json(evidence: Evidence) -> Json:
    citation, passage = evidence.citation, evidence.passage
    return {
        **citation_json(citation),
        "permalink": str(link_to(citation.document, citation.span)),
        "passage": {"start": passage.span.start, "end": passage.span.end},
        "in_abstract": evidence.in_abstract,
        "score": round(evidence.score, 6),
    }
