"""What was found for a partly disclosed answer: kept in the case, covered or cleaned, and only the copy goes out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from PIL import Image, ImageDraw

from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.requests.foi.models import Application
from mingzheng.requests.redaction import commands, drawing
from mingzheng.requests.redaction.copying.places import Rect

if TYPE_CHECKING:
    from mingzheng.config.year.wings.foi_life import Teller

THIRD_PARTY = "C4"
PRICES = Rect(0.1, 0.5, 0.9, 0.7)  # where the scan holds the offer of the third party


def covered(teller: Teller) -> None:
    """Of a workbook what it hides is taken out at once; over a scan a box is drawn, and its copy is made in the evening."""
    found, officer = teller.found, teller.actor()
    if teller.ask.number % 2:
        commands.clean(found.ref, _kept(found, officer, _workbook(), "估算表.xlsx"), officer)
    else:
        begun = commands.begin(found.ref, _kept(found, officer, _scan(), "报价单.png"), officer)
        drawing.add_boxes(begun, officer, 1, [PRICES], THIRD_PARTY, "第三方报价")
        begun.refresh_from_db()
        commands.ask(begun, officer, begun.version)
    teller.stage.count("redaction")


def _kept(found: Application, officer: Actor, data: bytes, name: str) -> StoredFile:
    return files.store(data, name, owner=found.ref, actor=officer)


def _workbook() -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"] = "投资估算（演示）"
    hidden = book.create_sheet("报价")
    hidden["A1"], hidden.sheet_state = "第三方报价（演示）", "hidden"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _scan() -> bytes:
    """A drawn stand-in for a scanned page: lines where text would stand."""
    image = Image.new("RGB", (420, 594), "white")
    draw = ImageDraw.Draw(image)
    for top in range(60, 540, 24):
        draw.line((50, top, 370, top), fill="black", width=3)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
