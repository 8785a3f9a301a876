"""The only way to a stored file. Whoever may not see the record learns not even that the file exists."""

from __future__ import annotations

import logging
import uuid

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import may_read

logger = logging.getLogger(__name__)
_SEALED = "sandbox; default-src 'none'"
# A sandbox would keep browsers from opening their PDF viewer; scripts stay forbidden all the same.
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


@require_safe
def download(request: HttpRequest, file_id: uuid.UUID) -> FileResponse:
    """Send a file as an attachment, or in place with ``?inline=1`` for PDF and pictures."""
    file = StoredFile.objects.defer("text").filter(pk=file_id).first()
    if file is None or not may_read(file, getattr(request, "actor", None)):
        raise Http404
    return send(file, inline=request.GET.get("inline") == "1")


def send(file: StoredFile, *, inline: bool) -> FileResponse:
    """The bytes of a file whose reader was checked; in place only what a browser shows without running anything.

    Raises:
        Http404: the bytes are missing.
    """
    inline = inline and file.viewable
    try:
        stream = storages["default"].open(file.key)
    except FileNotFoundError as error:
        logger.exception("stored bytes are missing: %s", file.pk)
        raise Http404 from error
    response = FileResponse(stream, as_attachment=not inline, filename=file.name, content_type=file.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = _PDF if inline and file.type == "pdf" else _SEALED
    response["Referrer-Policy"] = "no-referrer"
    return response
