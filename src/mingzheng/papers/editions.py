"""An edition of a document as an official paper: header fields to their places, pictures by their addresses."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import storages

from mingzheng.core.files.models import StoredFile
from mingzheng.disclosure.documents.models import Attachment, Edition
from mingzheng.papers.official import OfficialPaper

NOTES = {
    "proactive": "此件公开发布",
    "on_request": "此件依申请公开",
    "withheld": "此件不予公开",
}


def paper_of(edition: Edition) -> OfficialPaper:
    """What ``official.pdf`` needs, read from the edition and its files."""
    issuers = tuple(edition.issuers) or (edition.document.unit.name,)
    rows = list(edition.attachments.all())
    return OfficialPaper(
        issuers=issuers,
        number=edition.doc_number,
        title=edition.title,
        body=edition.body,
        date=dated(edition),
        addressee=edition.addressee,
        signatures=tuple(part for part in edition.signature.split() if part) or issuers,
        attachments=tuple(row.title for row in rows if row.role == Attachment.Role.ATTACHMENT and row.public),
        images=pictures_of(rows),
        note=NOTES.get(edition.attribute, ""),
        printed_by=edition.issuer if edition.printed_on else "",
        printed_on=edition.printed_on,
        mark="文件" if edition.official else "",
        keywords=tuple(edition.keywords),
    )


def dated(edition: Edition) -> dt.date:
    """成文日期, or the day of publication, or the day on which the document was begun."""
    return edition.formed_on or edition.published_on or edition.document.opened_at.date()


def pictures_of(rows: list[Attachment]) -> dict[str, bytes]:
    """The bytes of an edition's pictures by every address under which its body may name them."""
    names = [row.file_id for row in rows if row.role == Attachment.Role.PICTURE]
    found: dict[str, bytes] = {}
    for file in StoredFile.objects.filter(pk__in=names).defer("text"):
        with storages["default"].open(file.key) as stream:
            content = stream.read()
        found[f"/files/{file.pk}/"] = found[f"/files/{file.pk}/?inline=1"] = content
    return found
