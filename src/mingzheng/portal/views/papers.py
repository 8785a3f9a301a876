"""A document on paper: 官方版式 (GB/T 9704) as PDF, set once and kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingzheng.core.files.models import StoredFile
from mingzheng.core.timekeeping import today
from mingzheng.disclosure.documents import reading
from mingzheng.disclosure.documents.models import Attachment, Document, Edition
from mingzheng.disclosure.documents.texts import OWN_PICTURES
from mingzheng.disclosure.documents.vocabulary import Genre
from mingzheng.portal import access, kept

if TYPE_CHECKING:
    from mingzheng.papers.official import OfficialPaper

logger = logging.getLogger(__name__)


@require_safe
def official_pdf(request: HttpRequest, index_number: str) -> HttpResponse:
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    # Imported here: pages start faster without the typesetter.
    from mingzheng.papers import official

    paper = _paper(found.document, found.edition)
    letter = found.edition.genre == Genre.LETTER
    answer = HttpResponse(official.letter(paper) if letter else official.pdf(paper), content_type="application/pdf")
    name = f"{found.edition.title[:80]}.pdf"
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["X-Robots-Tag"] = "noindex"
    return access.private(answer) if found.targeted else kept.shows(answer, f"document:{found.document.pk}")


def _paper(document: Document, edition: Edition) -> OfficialPaper:
    from mingzheng.papers.official import OfficialPaper

    files = reading.files(edition)
    names = [
        one.attachment.title or one.file.name for one in files if one.attachment.role == Attachment.Role.ATTACHMENT
    ]
    return OfficialPaper(
        issuers=tuple(edition.issuers) or (document.unit.name,),
        number=edition.doc_number,
        title=edition.title,
        body=edition.body,
        date=edition.formed_on or edition.published_on or today(),
        addressee=edition.addressee,
        signatures=(edition.signature,) if edition.signature else (),
        attachments=tuple(names),
        images=_pictures(edition),
        note="此件公开发布",
        printed_by=edition.issuer,
        printed_on=edition.printed_on,
        mark="" if edition.genre in (Genre.ORDER, Genre.MINUTES, Genre.LETTER) else "文件",
        edition=f"第{edition.serial}版" if edition.serial > 1 else "",
    )


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
