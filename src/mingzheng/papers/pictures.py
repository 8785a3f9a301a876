"""Pictures that a paper can hold: decoded here, so that a broken file is found before it is set."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image

LONGEST_SIDE = 2400  # 156 mm at about 390 dots per inch: as fine as paper shows


@dataclass(frozen=True, slots=True)
class Usable:
    """A picture ready to be set."""

    content: bytes
    ending: str


def usable(content: bytes) -> Usable | None:
    """The picture as JPEG or PNG without its hidden data, not larger than paper shows; None when it cannot be decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as opened:
                return _again(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _again(opened: Image.Image) -> Usable:
    photo = opened.format == "JPEG"
    picture = opened.convert("RGB" if photo else "RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if not photo:  # onto white: an archive copy has no transparency to lose
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    out = io.BytesIO()
    picture.save(out, "JPEG" if photo else "PNG", **({"quality": 88} if photo else {"optimize": False}))
    return Usable(out.getvalue(), "jpg" if photo else "png")
