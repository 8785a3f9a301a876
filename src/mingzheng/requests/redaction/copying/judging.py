"""Which pages must become pictures although nobody drew a box on them: what does not show there would leave with them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from mingzheng.core.files.hidden_pdf import is_opaque
from mingzheng.requests.redaction.copying import reading
from mingzheng.requests.redaction.copying.places import Rect
from mingzheng.requests.redaction.copying.reading import PageText
from mingzheng.requests.redaction.copying.words import outside

REASONS = {
    "box": "有遮盖",
    "annotation": "有表单、印章或标注，转成图像后保留看得见的样子",
    "layer": "有图层，隐藏的图层不随副本给出",
    "beneath": "有内容被色块或图片盖住，盖住的内容不随副本给出",
    "outside": "有文字在页面可见范围之外",
    "unseen": "有看不见的文字",
    "font": "与被遮盖的页共用字体，字体里可能留有被遮盖的字",
    "odd": "页面结构特殊，不能逐项清理",
}
_MOST_OBJECTS, _MOST_COVERS = 6000, 300
_THIN = 4.0  # points: rules and underlines cover nothing
_WHOLE = 0.8  # of the page: a scan over its own text layer
_LOOK = 100  # dpi at which ink is looked for on pages that stay as they are
_CONTRAST = 6  # grey levels of 255
Bounds = tuple[float, float, float, float]


@dataclass
class Judged:
    """A page: its text, why it becomes a picture (empty: it stays), the text that does not show, and what cannot be judged."""

    text: PageText
    size: tuple[float, float]
    reasons: set[str] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    forms: bool = False


def judge(page: pypdfium2.PdfPage, *, annotated: bool) -> Judged:
    """Look at one page as it is seen; boxes and shared parts are judged elsewhere."""
    found = Judged(reading.text_of(page), page.get_size())
    if annotated:
        found.reasons.add("annotation")
    beneath = _beneath(page, found)
    found.unseen = inkless(reading.picture(page, _LOOK), found.text)
    if found.unseen:
        found.reasons.add("unseen")
    found.unseen |= {at for at, glyph in enumerate(found.text.glyphs) if _under(glyph.core, beneath)}
    if any(glyph.cell is not None and not glyph.char.isspace() and outside(glyph) for glyph in found.text.glyphs):
        found.reasons.add("outside")
    return found


def inkless(image: Image.Image, text: PageText) -> set[int]:
    """Characters where the page is blank: white on white, invisible, in a layer that is off."""
    grey = image.convert("L")
    found = set()
    for at, glyph in enumerate(text.glyphs):
        if glyph.tight is None or glyph.char.isspace() or outside(glyph):
            continue
        spread: Any = grey.crop(glyph.tight.grown(0.001, 0.001).pixels(*grey.size)).getextrema()
        if spread[1] - spread[0] < _CONTRAST:
            found.add(at)
    return found


def _under(core: Rect | None, covers: list[Rect]) -> bool:
    return core is not None and any(core.meets(cover) for cover in covers)


def _beneath(page: pypdfium2.PdfPage, found: Judged) -> list[Rect]:
    """Opaque shapes and pictures that were drawn over text or pictures; whole-page scans are no cover for text."""
    drawn: list[tuple[Bounds, bool]] = []  # bounds, is it text
    covers: list[Bounds] = []
    area = page.get_width() * page.get_height()
    for count, item in enumerate(page.get_objects(max_depth=1)):
        if count > _MOST_OBJECTS or len(covers) > _MOST_COVERS:
            found.reasons.add("odd")
            break
        bounds = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_FORM:
            found.forms = True
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            drawn.append((bounds, True))
            continue
        if is_opaque(item) and _hides(bounds, drawn, area):
            covers.append(bounds)
        if item.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            drawn.append((bounds, False))
    if covers:
        found.reasons.add("beneath")
    placing = reading.Placing(page)
    return [placing.of(bounds) for bounds in covers if not _large(bounds, area)]


def _large(bounds: Bounds, area: float) -> bool:
    return bool(area) and (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) / area > _WHOLE


def _hides(bounds: Bounds, drawn: list[tuple[Bounds, bool]], area: float) -> bool:
    if bounds[2] - bounds[0] < _THIN or bounds[3] - bounds[1] < _THIN:
        return False
    large = _large(bounds, area)
    return any(_overlap(bounds, other) for other, is_text in drawn if not (large and is_text))


def _overlap(a: Bounds, b: Bounds) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
