"""The audit: relations between the figures of one document, recomputed from the figures."""

from briqa.audit.finding import Finding, Relation, Verdict
from briqa.audit.run import audit_document

__all__ = ["Finding", "Relation", "Verdict", "audit_document"]
