"""A document is its editions: what can be drafted belongs to an edition, what lasts belongs to the document."""

from mingzheng.disclosure.documents.models.brought_in import BroughtIn
from mingzheng.disclosure.documents.models.document import Document, DocumentTag, ExpiryReminder, IndexCounter, Validity
from mingzheng.disclosure.documents.models.edition import Attachment, Edition, Grant
from mingzheng.disclosure.documents.models.effect import Effect
from mingzheng.disclosure.documents.models.review import Finding, Review

__all__ = [
    "Attachment",
    "BroughtIn",
    "Document",
    "DocumentTag",
    "Edition",
    "Effect",
    "ExpiryReminder",
    "Finding",
    "Grant",
    "IndexCounter",
    "Review",
    "Validity",
]
