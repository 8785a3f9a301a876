"""The quality check of an interpretation as it stands: what the pure check asks for, read from the records."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.privacy.findings import Finding as Seen
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import review
from mingzheng.core.workdays.queries import calendar
from mingzheng.disclosure.documents.texts import fingerprint, plain_text
from mingzheng.policy.interpretations import quality
from mingzheng.policy.interpretations.models import Form, Interpretation, Task
from mingzheng.policy.interpretations.quality import Asked, Finding
from mingzheng.policy.interpretations.queries import newest_edition

# The whole outline is the office's own; the press and an expert choose theirs.
WITH_PARTS = (Form.TEXT, Form.PICTURES, Form.QA, Form.FILM, Form.SOUND)
SECRET = ("secret_mark", "sensitive")


def check(one: Interpretation) -> list[Finding]:
    """Every finding of the interpretation as it stands now."""
    seen = private(one)
    edition = newest_edition(one.document) if one.document is not None else None
    names = [edition.title, edition.doc_number] if edition else [one.task.draft_title]
    return quality.check(
        Asked(
            text=one.text,
            source=plain_text(edition.body) if edition else "",
            parts=one.form in WITH_PARTS,
            names=[name for name in names if name],
            late=_late(one),
            private=[f"{found.label}：{found.mask}" for found in seen],
            secret=any(found.type in SECRET or found.severity is Severity.STOP for found in seen),
        )
    )


def private(one: Interpretation) -> list[Seen]:
    """Personal data and marks of secrecy; an office's own telephone (which a contact must be) is none."""
    return [found for found in review(one.everything) if found.type != "landline"]


def prints(one: Interpretation) -> list[str]:
    """What the scan sees, told apart without holding it."""
    return sorted({fingerprint("interpretation", found.type, found.text)[:20] for found in private(one)})


def unseen(one: Interpretation) -> bool:
    """Does the scan see what the reviewer did not see? Words may have entered the lexicon since."""
    return bool(set(prints(one)) - set(one.seen))


def content_hash(one: Interpretation) -> str:
    """A fingerprint of everything that would be published."""
    rows = [tuple(sorted(row.items())) for row in one.blocks]
    return fingerprint(
        one.form, one.title, one.summary, rows, one.media_url, one.media_name, one.held_on, one.people,
        one.captions, one.transcript,
    )  # fmt: skip


def _late(one: Interpretation) -> int | None:
    """Working days since the document was published; 0 before that. None for what is said besides a first interpretation,
    and where the calendar does not reach.
    """
    document = one.document
    if document is None or one.task.kind != Task.Kind.WITH:
        return None
    if document.first_published_at is None or document.published_on is None:
        return 0
    others = Interpretation.objects.filter(document=document, status=Interpretation.Status.RELEASED)
    if others.exclude(pk=one.pk).exists():
        return None
    try:
        return calendar().workdays_between(document.published_on, timekeeping.today()).days
    except Refused:
        return None
