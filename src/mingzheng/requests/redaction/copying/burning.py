"""Boxes burned into a picture: opaque, with the ground in them where it fits. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from mingzheng.requests.redaction.copying.places import Cover

FILL, INK = (0, 0, 0), (255, 255, 255)
_FACE = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
_SMALLEST, _LARGEST = 12, 34  # pixels at 200 dpi: 4 to 12 points


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FACE), size)


def burn(image: Image.Image, covers: Iterable[Cover], scale: float = 1.0) -> Image.Image:
    """The picture, an RGB one, with the boxes drawn into it; ``scale`` of the lettering is 1 at 200 dpi."""
    pen = ImageDraw.Draw(image)
    held = list(covers)
    places = [cover.rect.pixels(*image.size) for cover in held]
    for left, top, right, bottom in places:
        pen.rectangle((left, top, right - 1, bottom - 1), fill=FILL)
    for cover, place in zip(held, places, strict=True):
        _letter(image, cover.words, place, scale)
    return image


def _letter(image: Image.Image, words: tuple[str, ...], place: tuple[int, int, int, int], scale: float) -> None:
    """The longest of the words that fits, drawn inside the box and nowhere else."""
    left, top, right, bottom = place
    width, height = right - left, bottom - top
    size = int(min(_LARGEST * scale, height * 0.7))
    for word in words:
        for tried in (size, int(size * 0.75)):
            if tried < _SMALLEST * scale or tried < 8:
                continue
            box = _face(tried).getbbox(word)
            if box[2] - box[0] + 4 <= width and box[3] - box[1] + 2 <= height:
                plate = Image.new("RGB", (width, height), FILL)
                at = ((width - box[2] - box[0]) / 2, (height - box[3] - box[1]) / 2)
                ImageDraw.Draw(plate).text(at, word, font=_face(tried), fill=INK)
                image.paste(plate, (left, top))
                return


def expected(size: tuple[int, int], covers: Iterable[Cover], scale: float = 1.0) -> Image.Image:
    """The boxes alone: what must be found where they are."""
    return burn(Image.new("RGB", size, (255, 255, 255)), covers, scale)
