"""What of a case is personal and goes with it, field by field; everything else is a fact of statistics and stays.

A test walks every text of this room and fails for one that is in neither list: whoever adds a field decides.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from mingzheng.requests.foi.models import (
    Application,
    Consultation,
    Conversation,
    Correction,
    Delivery,
    Explanation,
    Extension,
    Fee,
    Letter,
    Outcome,
    Rating,
    Search,
    Supplement,
)

# model: (the way to its application, texts that are emptied)
EMPTIED: Mapping[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Application: ("pk", ("wanted", "receipt_how", "query_hash")),
    Correction: ("application", ("items", "answer")),
    Consultation: ("application", ("party", "contact", "content", "reasons", "overruled")),
    Conversation: ("application", ("summary", "suggested")),
    Search: ("application", ("place", "words", "result")),
    Explanation: ("application", ("why", "answer")),
    Fee: ("application", ("how", "receipt")),
    Extension: ("application", ("reason", "decision")),
    Outcome: ("application", ("reason", "pointer", "agency", "agency_contact", "supplied", "given")),
    Letter: ("application", ("addressee", "paragraphs")),
    Delivery: ("letter__application", ("tracking", "receiver", "failure")),
    Supplement: ("application", ("text", "note")),
    Rating: ("application", ("text",)),
}
# Facts of statistics and of who acted; what is written for others to learn from is without the person already.
KEPT: Mapping[str, tuple[str, ...]] = {
    "Application": ("number", "leaf"),
    "Consultation": ("ref",),
    "Conversation": ("person",),
    "Search": ("person",),
    "Outcome": ("leaf", "withheld", "drafted_by"),
    "Letter": ("kind", "ref", "word", "title", "remedy", "signed_by", "texts"),
    "Grant": ("reason",),
    "TypicalCase": ("leaf", "title", "facts", "question", "handling", "lesson"),
    "SameInformation": ("topic", "document", "reason"),
    "Conference": ("topic", "minutes"),
    "Supplement": ("settled_by",),
    # Not of a case: a draft goes on its own day, a visit within one.
    "Draft": ("code_hash", "sealed"),
    "Visit": ("key_hash", "fresh_code"),
}
POINTERS: Mapping[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Letter: ("application", ("pdf", "word_file", "signed_copy")),
    Delivery: ("letter__application", ("proof",)),
}
"""Where rows point at files of the case; taken away before the files go."""


def blank_of(model: type[models.Model], name: str) -> object:
    """What stands in a field that was emptied."""
    return [] if isinstance(model._meta.get_field(name), models.JSONField) else ""
