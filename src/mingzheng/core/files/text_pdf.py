"""Text of a PDF by pdfium. Pure, but for one lock: pdfium is not safe for threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pypdfium2
from pypdfium2 import raw

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals
from mingzheng.core.files.limits import Limits

PDFIUM = RLock()


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF for the length of the block, alone in pdfium.

    Raises:
        Refused: ``encrypted`` when it cannot be opened without a password, ``corrupt`` when not at all.
    """
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise (refusals.encrypted if locked else refusals.corrupt)("PDF 文件") from error
        try:
            yield document
        finally:
            document.close()


def read(data: bytes, limits: Limits) -> tuple[str, int]:
    """Pages one after another; a scanned page without a text layer gives nothing."""
    with opened(data) as document:
        if len(document) > limits.pages:
            raise Refused("PDF 的页数过多。", remedy="请拆分成几个文件后重新上传。", code="too_long")
        try:
            pages = [page_text(document, number) for number in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise refusals.corrupt("PDF 文件") from error
    return "\n".join(pages), len(pages)


def page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of one page, line ends as ``\\n``; pdfium's marks for broken hyphens are dropped."""
    page = document[number]
    text: str = page.get_textpage().get_text_range()
    page.close()
    for mark in ("\r", "\ufffe", "\x02", "\x00"):
        text = text.replace(mark, "")
    return text
