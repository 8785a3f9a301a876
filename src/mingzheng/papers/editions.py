"""An edition of a document as an official paper: header fields to their places, pictures by their addresses."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.files.storage import storages

from mingzheng.core.files.models import StoredFile
from mingzheng.core.timekeeping import today
from mingzheng.disclosure.documents import reading
from mingzheng.disclosure.documents.models import Attachment, Edition
from mingzheng.disclosure.documents.texts import OWN_PICTURES
from mingzheng.disclosure.documents.vocabulary import Genre, Scope
from mingzheng.papers.official import OfficialPaper

logger = logging.getLogger(__name__)
NOTES = {"proactive": "此件公开发布", "on_request": "此件依申请公开", "withheld": "此件不予公开"}
NAME_ALONE = (Genre.ORDER, Genre.MINUTES, Genre.LETTER)  # their mark is the agency's name without 文件


def paper_of(edition: Edition) -> OfficialPaper:
    """What ``official.pdf`` needs, read from the edition and its public files."""
    issuers = tuple(edition.issuers) or (edition.document.unit.name,)
    files = reading.files(edition)
    names = [
        one.attachment.title or one.file.name for one in files if one.attachment.role == Attachment.Role.ATTACHMENT
    ]
    return OfficialPaper(
        issuers=issuers,
        number=edition.doc_number,
        title=edition.title,
        body=edition.body,
        date=_dated(edition),
        addressee=edition.addressee,
        signatures=(edition.signature,) if edition.signature else issuers,
        attachments=tuple(names),
        images=_pictures(edition),
        note=NOTES.get(edition.attribute, "") if edition.scope == Scope.PUBLIC else "",
        printed_by=edition.issuer,
        printed_on=edition.printed_on,
        mark="" if edition.genre in NAME_ALONE else "文件",
        edition=f"第{edition.serial}版" if edition.serial > 1 else "",
        keywords=tuple(edition.keywords),
    )


def _dated(edition: Edition) -> dt.date:
    return edition.formed_on or edition.published_on or today()


def _pictures(edition: Edition) -> dict[str, bytes]:
    """The pictures of the text by the src that it uses; one whose bytes are missing is left out."""
    found: dict[str, bytes] = {}
    for match in OWN_PICTURES.finditer(edition.body):
        file = StoredFile.objects.filter(pk=match[1]).first()
        if file is None or (file.owner_kind, file.owner_id) != edition.ref:
            continue
        try:
            with storages["default"].open(file.key) as stream:
                found[match.group()] = stream.read()
        except FileNotFoundError:
            logger.exception("the bytes of a picture are missing: %s", file.pk)
    return found
