"""The audit: relations between the figures of one document, recomputed from the figures."""

from briqa.audit.finding import Finding, Relation, Verdict
from briqa.audit.rows import AuditRow
from briqa.audit.run import audit_document

__all__ = ["AuditRow", "Finding", "Relation", "Verdict", "audit_document"]
