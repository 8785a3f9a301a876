"""Is the copy what it must be? Asked of the finished file, against the original and the boxes, not of how it was made. Pure.

Every check that fails refuses the copy. What is no fault but worth a look is a note.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from PIL import Image, ImageChops, ImageStat

from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.text_pdf import opened
from mingzheng.requests.redaction.copying import burning, cleaning, judging, reading, words
from mingzheng.requests.redaction.copying.building import Built, Page
from mingzheng.requests.redaction.copying.faults import UnverifiedError
from mingzheng.requests.redaction.copying.places import Cover
from mingzheng.requests.redaction.copying.reading import PageText

_ROOT = frozenset({"/Type", "/Pages", "/Lang", "/Version", "/Extensions"})
_NEVER = frozenset(
    [
        "/Annots", "/AcroForm", "/EmbeddedFiles", "/EmbeddedFile", "/JavaScript", "/JS", "/OpenAction", "/AA", "/Metadata", "/Outlines",
        "/Thumb", "/PieceInfo", "/OCProperties", "/StructTreeRoot", "/Collection", "/XFA", "/Perms", "/Threads", "/AF", "/OC",
    ]
)  # fmt: skip
_SLACK = 0.0004  # of the page: rounding of places
_EDGE = 3  # pixels at 200 dpi along the border of a box where a neighbour may shine in
_FAR, _MEAN, _LOOSE = 90, 6.0, 20.0  # grey levels by which a compressed box may differ: at most, on average; drawn anew
_DRAWING = frozenset({"q", "cm", "Do", "Q", "BT", "Tf", "Tm", "Tj", "ET"})
_SHORTEST = 2  # characters of a covered word that are looked for in the raw file; four bytes for ASCII
_MOST_SEARCH = 64_000_000


@dataclass
class Report:
    """``checks``: what was looked at, with how much of it; ``notes``: what a person should look at."""

    checks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        return {"checks": self.checks, "notes": self.notes, "pages": self.pages}


def verify(
    original: bytes, built: Built, progress: Callable[[int], None] = lambda _: None, limits: Limits = DEFAULT
) -> Report:
    """The report on a copy that stands.

    Raises:
        UnverifiedError: for one that does not, with the page and the reason.
    """
    report = Report()
    _whole_file(built.data, report)
    glyphs = 0
    with opened(built.data) as document:
        count = len(document)
    if count != len(built.pages) or count != reading.page_count(original):
        raise UnverifiedError(0, "副本的页数与原件不同。")
    for page in built.pages:
        glyphs += _page(original, built.data, page)
        progress(page.number)
    covers = sum(len(page.covers) for page in built.pages)
    pictures = [page for page in built.pages if page.reasons]
    report.checks.append(f"逐页提取文字：{count} 页，{glyphs} 个字，遮盖框内没有残留原文字，框外文字没有缺少")
    report.checks.append(f"逐框核对图像：{covers} 个遮盖框内颜色一致，只有理由标注")
    _raw(built, report)
    _hidden(built.data, report, limits)
    report.pages = [
        {"page": page.number, "reasons": sorted(page.reasons), "boxes": len(page.covers)} for page in pictures
    ]
    report.notes += _notes(built)
    return report


# --- the file as a whole -----------------------------------------------------------------------------


def _whole_file(data: bytes, report: Report) -> None:
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1:
        raise UnverifiedError(0, "文件中有较早版本的残留。")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if len(pdf.docinfo.keys()) or "/Prev" in pdf.trailer:
            raise UnverifiedError(0, "文件中仍有文档属性。")
        if set(pdf.Root.keys()) - _ROOT:
            raise UnverifiedError(0, "文件中仍有书签、表单、附件或其他附带内容。")
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and (found := _NEVER.intersection(item.keys())):
                if all(_names_a_resource(item[key]) for key in found):
                    continue
                raise UnverifiedError(0, "文件中仍有批注、脚本、元数据或图层。")
    report.checks.append("整个文件：没有文档属性、XMP、书签、附件、脚本、批注、表单、图层和早期版本")


def _names_a_resource(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and str(value.get("/Type", "")) in (
        "/Font",
        "/XObject",
    )


def _hidden(data: bytes, report: Report, limits: Limits) -> None:
    found = [finding for finding in scan_hidden(data, "copy.pdf", limits) if finding.serious]
    if found:
        raise UnverifiedError(0, f"隐藏信息检查仍发现「{found[0].label}」（{found[0].where}）。")
    report.checks.append("隐藏信息检查：没有须清除的内容")


# --- page by page --------------------------------------------------------------------------------------


def _page(original: bytes, copy: bytes, page: Page) -> int:
    """Characters and pixels of one page; returns how many characters were compared."""
    with opened(original) as document, reading.page_of(document, page.number) as one:
        before = reading.text_of(one)
    with opened(copy) as document, reading.page_of(document, page.number) as one:
        after = reading.text_of(one)
        shown = reading.picture(one) if page.covers else None
    _text(before, after, page)
    if shown is not None:
        pixels(_only_picture(copy, page.number), page.covers, page.number)
        pixels(shown, page.covers, page.number, loosely=True)
    return len(words.kept(after, ()))


def _text(before: PageText, after: PageText, page: Page) -> None:
    """In the boxes only the grounds; outside exactly what the original shows there."""
    inside = "".join(
        glyph.char
        for glyph in after.glyphs
        if not glyph.char.isspace() and any(glyph.under(cover.rect, _SLACK) for cover in page.covers)
    )
    if Counter(inside) != Counter(page.said):
        raise UnverifiedError(page.number, "遮盖框内仍能提取到文字，或遮盖理由没有写全。")
    gone = words.covered(before, [cover.rect for cover in page.covers])
    allowed = Counter(words.kept(before, gone))
    found = Counter(words.kept(after, ())) - Counter(page.said)
    if found - allowed:
        raise UnverifiedError(page.number, "副本中有原件这一页框外没有的文字。")
    if Counter(page.kept) != found:
        raise UnverifiedError(page.number, "框外的文字与原件不一致。")
    if not page.reasons and found != allowed:
        raise UnverifiedError(page.number, "没有遮盖的页，文字与原件不一致。")


def _only_picture(copy: bytes, number: int) -> Image.Image:
    """The picture that a page consists of; nothing else may be drawn on it."""
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        page = pdf.pages[number - 1]
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(page)]
        pictures = list(page.obj.Resources.get("/XObject", pikepdf.Dictionary()).items())
        if set(steps) - _DRAWING or steps.count("Do") != 1 or len(pictures) != 1:
            raise UnverifiedError(number, "这一页除了图像还画有别的内容。")
        held: Any = pictures[0][1]
        image: Image.Image = pikepdf.PdfImage(held).as_pil_image()
        return image.convert("RGB")


def pixels(
    image: Image.Image, covers: Sequence[Cover], number: int, scale: float = 1.0, *, loosely: bool = False
) -> None:
    """Within each box nothing but its colour and its lettering.

    Args:
        loosely: the picture was drawn anew, so that the edges of the lettering may differ.

    Raises:
        UnverifiedError: when something shines through.
    """
    wanted = burning.expected(image.size, covers, scale)
    for cover in covers:
        left, top, right, bottom = cover.rect.pixels(*image.size)
        edge = min(_EDGE, (right - left - 1) // 2, (bottom - top - 1) // 2)
        area = (left + edge, top + edge, right - edge, bottom - edge)
        difference = ImageChops.difference(image.crop(area), wanted.crop(area)).convert("L")
        spread: Any = difference.getextrema()
        mean = ImageStat.Stat(difference).mean[0]
        if mean > (_LOOSE if loosely else _MEAN) or (spread[1] > _FAR and not loosely):
            raise UnverifiedError(number, "遮盖框内的图像不一致，可能透出原内容。")


# --- the raw file ----------------------------------------------------------------------------------------


def _raw(built: Built, report: Report) -> None:
    """Covered words that stand nowhere else must not be found in any stream or string, in any usual coding."""
    left = "".join(page.kept + page.said for page in built.pages)
    wanted = {run: page.number for page in built.pages for run in page.gone if run not in left and _long_enough(run)}
    needles = {code: number for run, number in wanted.items() for code in _codings(run)}
    searched = 0
    for chunk in _chunks(built.data):
        searched += 1
        for code, number in needles.items():
            if code in chunk:
                raise UnverifiedError(number, "文件数据中仍能找到被遮盖的字词。")
    report.checks.append(f"文件数据：解开 {searched} 段数据，按多种编码查找 {len(wanted)} 个被遮盖的字词，没有找到")


def _long_enough(run: str) -> bool:
    return len(run) >= (4 if run.isascii() else _SHORTEST)


def _codings(run: str) -> Iterator[bytes]:
    for coding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        yield run.encode(coding, "surrogatepass" if coding.startswith("utf") else "ignore")


def _chunks(data: bytes) -> Iterator[bytes]:
    """The file itself, and every stream unpacked, pictures excepted; then every string."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                if str(item.get("/Subtype", "")) == "/Image":
                    continue
                try:
                    yield item.read_bytes()[:_MOST_SEARCH]
                except pikepdf.PdfError:
                    yield item.read_raw_bytes()[:_MOST_SEARCH]
            if isinstance(item, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
                strings = [bytes(value) for value in _strings(item)]
                if strings:
                    yield b"\n".join(strings)


def _strings(item: Any) -> Iterator[Any]:
    for part in cleaning.everything_below(item) if not isinstance(item, pikepdf.Array) else [item]:
        values = list(part) if isinstance(part, pikepdf.Array) else [value for _key, value in part.items()]
        yield from (value for value in values if isinstance(value, pikepdf.String))


# --- notes -------------------------------------------------------------------------------------------------


def _notes(built: Built) -> Iterator[str]:
    left = {page.number: page.kept for page in built.pages}
    elsewhere = {
        number
        for page in built.pages
        for run in page.gone
        if _long_enough(run)
        for number, text in left.items()
        if run in text
    }
    if elsewhere:
        where = "、".join(str(number) for number in sorted(elsewhere))
        yield f"被遮盖的字词在第 {where} 页还有未遮盖的地方，请确认是否有意保留。"
    forms = [str(page.number) for page in built.pages if page.forms]
    if forms:
        yield f"第 {'、'.join(forms)} 页含有组合图形，机器不能判断其中有没有被盖住的内容，请人工看一遍。"
    for code in ("annotation", "layer", "beneath", "outside", "unseen", "odd"):
        pages = [str(page.number) for page in built.pages if code in page.reasons]
        if pages:
            yield f"第 {'、'.join(pages)} 页已转成图像：{judging.REASONS[code]}。"
    blank = [str(page.number) for page in built.pages if page.covers and not page.kept and not page.gone]
    if blank:
        yield f"第 {'、'.join(blank)} 页没有文字层（扫描件），遮盖只核对了图像。"
