"""The redacted copy of a PDF: a fresh file, page by page. Pure.

Pages with boxes, and those that would carry something unseen (``judging``), become pictures of 200 dpi with an invisible text
layer of the words that remain. The others keep their drawing and lose everything else (``cleaning``).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from mingzheng.core.files import refusals
from mingzheng.core.files.text_pdf import opened
from mingzheng.requests.redaction.copying import burning, cleaning, judging, reading, words
from mingzheng.requests.redaction.copying.judging import Judged
from mingzheng.requests.redaction.copying.places import Cover, Rect, speaking
from mingzheng.requests.redaction.copying.textlayer import Letters

Progress = Callable[[int], None]
_LOSSLESS = 900_000  # bytes of a page beyond which JPEG is used
_QUALITY = 88


@dataclass(frozen=True)
class Page:
    """What became of a page. ``reasons``: why it is a picture; empty when it stayed. ``kept``: its remaining text, without
    spaces; ``gone``: the covered words; ``forms``: it holds grouped drawings, in which no machine sees what covers what."""

    number: int
    size: tuple[float, float]
    reasons: frozenset[str]
    kept: str
    gone: tuple[str, ...]
    covers: tuple[Cover, ...]
    forms: bool = False

    @property
    def said(self) -> str:
        """What the text layer says in place of what is covered."""
        return "".join(cover.spoken for cover in speaking(self.covers))


@dataclass(frozen=True)
class Built:
    data: bytes
    pages: tuple[Page, ...]


@dataclass
class _Plan:
    """The judged pages before any is written."""

    judged: dict[int, Judged] = field(default_factory=dict)
    covers: dict[int, list[Cover]] = field(default_factory=dict)
    gone: dict[int, set[int]] = field(default_factory=dict)

    def left(self, number: int) -> str:
        return words.kept(self.judged[number].text, self.gone[number])


def build(data: bytes, covers: Sequence[Cover], progress: Progress = lambda _: None) -> Built:
    """The copy, not yet checked.

    Args:
        progress: told after each page, how many are done.

    Raises:
        Refused: the file or a page of it cannot be read.
    """
    plan = _Plan()
    with opened(data) as document:
        total = len(document)
    for number in range(1, total + 1):
        with opened(data) as document:
            annotated = reading.annotated(document, number)
            with reading.page_of(document, number) as page:
                plan.judged[number] = judging.judge(page, annotated=annotated)
        own = [cover for cover in covers if cover.page == number]
        plan.covers[number] = own
        if own:
            plan.judged[number].reasons.add("box")
        plan.gone[number] = words.covered(plan.judged[number].text, [cover.rect for cover in own])
        plan.gone[number] |= plan.judged[number].unseen
        progress(number)
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            return _written(source, data, plan, progress)
    except pikepdf.PdfError as error:
        raise refusals.corrupt("PDF 文件") from error


def _written(source: pikepdf.Pdf, data: bytes, plan: _Plan, progress: Progress) -> Built:
    total = len(plan.judged)
    kept = _kept_pages(source, plan)
    _betrayed_by_fonts(source, kept, plan)
    target = pikepdf.Pdf.new()
    letters = Letters(target)
    for number in range(1, total + 1):
        if plan.judged[number].reasons:
            _add_picture(target, letters, data, plan, number)
            target.pages[-1].obj.UserUnit = source.pages[number - 1].obj.get("/UserUnit", 1)
        else:
            target.pages.append(kept[number])
        progress(total + number)
    letters.close()
    target.Root.Lang = pikepdf.String("zh-CN")
    out = io.BytesIO()
    target.save(
        out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, fix_metadata_version=False
    )
    return Built(out.getvalue(), tuple(_page(plan, number) for number in range(1, total + 1)))


def _page(plan: _Plan, number: int) -> Page:
    judged = plan.judged[number]
    gone = words.runs(judged.text, plan.gone[number]) if "box" in judged.reasons else []
    forms = judged.forms and not judged.reasons
    left = "" if "layer" in judged.reasons else plan.left(number)
    return Page(
        number, judged.size, frozenset(judged.reasons), left, tuple(gone), tuple(plan.covers[number]), forms
    )  # fmt: skip


def _kept_pages(source: pikepdf.Pdf, plan: _Plan) -> dict[int, pikepdf.Page]:
    """The pages that may stay, without what does not draw them; those that cannot be taken apart become pictures."""
    found = {}
    for number, judged in plan.judged.items():
        page = source.pages[number - 1]
        if cleaning.layered(source, page):
            judged.reasons.add("layer")
        if judged.reasons:
            continue
        try:
            found[number] = cleaning.bare(source, page)
        except cleaning.OddPageError:
            judged.reasons.add("odd")
    return found


def _betrayed_by_fonts(source: pikepdf.Pdf, kept: dict[int, pikepdf.Page], plan: _Plan) -> None:
    """A font that a covered page shares with one that stays holds the shapes of covered characters. Where some of those stand
    nowhere else, whoever compares the font with the text knows them: such pages become pictures too."""
    left = set("".join(plan.left(number) for number in plan.judged))
    risky: set[tuple[int, int]] = set()
    for number, judged in plan.judged.items():
        lost = {judged.text.glyphs[at].char for at in plan.gone[number]}
        if judged.reasons and any(not char.isspace() for char in lost - left):
            risky |= cleaning.fonts(source.pages[number - 1])
    for number, page in kept.items():
        if risky & cleaning.fonts(page):
            plan.judged[number].reasons.add("font")


def _add_picture(target: pikepdf.Pdf, letters: Letters, data: bytes, plan: _Plan, number: int) -> None:
    judged, covers = plan.judged[number], plan.covers[number]
    with opened(data) as document, reading.page_of(document, number) as page:
        image = reading.picture(page)
    judged.unseen |= judging.inkless(image, judged.text)
    plan.gone[number] |= judged.unseen
    burning.burn(image, covers)
    chars = [] if "layer" in judged.reasons else _remaining(judged, plan.gone[number])
    for cover in speaking(covers):
        chars += _spoken(cover)
    # The page is as large as its picture, to the pixel: what is drawn of it later is the picture itself, not a resampling.
    width, height = (side * 72 / reading.DPI - 0.0005 for side in image.size)
    layer, fonts = letters.layer(chars, (width, height))
    target.add_blank_page(page_size=(width, height))
    fresh = target.pages[-1].obj
    resources = Dictionary(XObject=Dictionary(Im0=_image(target, image)))
    if len(fonts):
        resources.Font = fonts
    fresh.Resources = resources
    fresh.Contents = target.make_stream(f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Im0 Do Q\n".encode() + layer)


def _remaining(judged: Judged, gone: set[int]) -> list[tuple[str, Rect, int]]:
    return [
        (glyph.char, glyph.cell, glyph.turn)
        for at, glyph in enumerate(judged.text.glyphs)
        if at not in gone and glyph.cell is not None and glyph.char not in "\r\n\t"
    ]


def _spoken(cover: Cover) -> list[tuple[str, Rect, int]]:
    """The ground, spread over the box, so that a screen reader says that something is covered here and why."""
    said = cover.spoken
    wide = (cover.rect.x1 - cover.rect.x0) / max(1, len(said))
    return [
        (char, Rect(cover.rect.x0 + wide * at, cover.rect.y0, cover.rect.x0 + wide * (at + 1), cover.rect.y1), 0)
        for at, char in enumerate(said)
    ]


def _image(target: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    """Without loss where that is small; a page of photographs as JPEG."""
    plain = grey(image)
    packed = zlib.compress(plain.tobytes(), 6)
    facts = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if plain.mode == "L" else Name.DeviceRGB,
    )
    if len(packed) > _LOSSLESS:
        held = io.BytesIO()
        plain.save(held, "JPEG", quality=_QUALITY, subsampling=0)
        packed, facts.Filter = held.getvalue(), Name.DCTDecode
    else:
        facts.Filter = Name.FlateDecode
    stream = pikepdf.Stream(target, packed)
    for key, value in facts.items():
        stream[key] = value
    return target.make_indirect(stream)


def grey(image: Image.Image) -> Image.Image:
    """The picture in grey when it has no colour."""
    red, green, blue = image.split()
    coloured = ImageChops.difference(red, green).getextrema()[1] or ImageChops.difference(green, blue).getextrema()[1]
    return image if coloured else image.convert("L")
