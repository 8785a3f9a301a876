"""From boxes to a verified copy: reads the original, calls the pure part, tells how far it is."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pikepdf
import pypdfium2
from django.core.files.storage import storages

from mingzheng.core.errors import Refused
from mingzheng.core.files import conf
from mingzheng.core.files.models import StoredFile
from mingzheng.requests.redaction.copying import building, pictures, verifying
from mingzheng.requests.redaction.copying.places import Cover
from mingzheng.requests.redaction.copying.verifying import Report
from mingzheng.requests.redaction.models import Redaction

logger = logging.getLogger(__name__)
PICTURES = tuple(pictures.FORMATS)
TYPES = ("pdf", *PICTURES)
PREFIX = {Redaction.Way.BOXES: "遮盖本-", Redaction.Way.CLEANING: "清理本-"}


def content(file: StoredFile) -> bytes:
    """The bytes of a stored file."""
    with storages["default"].open(file.key) as stream:
        data: bytes = stream.read()
        return data


def covers_of(redaction: Redaction) -> list[Cover]:
    return [box.cover for box in redaction.boxes.all()]


def make(redaction: Redaction, progress: Callable[[int], None]) -> tuple[bytes, Report]:
    """The copy and the report on it.

    Raises:
        UnverifiedError: the copy does not stand the check.
        Refused: the original cannot be read.
    """
    try:
        return _made(redaction, progress)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, LookupError, ValueError, TypeError, ArithmeticError) as error:
        # What no reader of PDFs foresaw; its words may hold some of the page's and are not written down.
        logger.warning("redaction %s cannot be made: %s", redaction.pk, type(error).__name__)
        remedy = "请在原来的软件中“打印到 PDF”，上传新的文件再遮盖。"
        raise Refused("这份文件的结构特殊，不能生成副本。", remedy=remedy, code="odd_file") from error


def _made(redaction: Redaction, progress: Callable[[int], None]) -> tuple[bytes, Report]:
    data, covers = content(redaction.original), covers_of(redaction)
    kind = redaction.original.type
    if kind in PICTURES:
        made = pictures.build(data, kind, covers)
        return made, pictures.verify(data, made, kind, covers)
    built = building.build(data, covers, progress)
    total = len(built.pages)
    return built.data, verifying.verify(data, built, lambda page: progress(2 * total + page), conf.limits())


def name_of(redaction: Redaction) -> str:
    """A plain name: the original's may name a person, and it would go out with the copy."""
    return f"{PREFIX[Redaction.Way(redaction.way)]}{redaction.pk}{redaction.original.file_type.extension}"
