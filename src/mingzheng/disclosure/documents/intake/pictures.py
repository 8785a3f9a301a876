"""Pictures of a text: checked, turned upright, made smaller, re-encoded without any of their properties. Pure."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from mingzheng.disclosure.documents.intake.model import Note, Picture

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 2400
MAX_PICTURES = 200
_READ_ERRORS = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, TypeError, IndexError, EOFError,
)  # fmt: skip


def reencode(data: bytes, number: int, alt: str = "") -> tuple[Picture | None, list[Note]]:
    """A picture as it may be published, or why not.

    Args:
        number: its place in the text, from 1.
        alt: words for it that the file already had; shown to a person, who decides.
    """
    where = f"图片 {number}"
    if len(data) > MAX_BYTES:
        return None, [Note("picture_too_large", "lost", "图片超过 20 MB，没有带入。请压缩后在正文中重新插入。", where)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = _encoded(data, number, alt)
    except _READ_ERRORS:
        text = "图片格式不能读取（例如 EMF、WMF 矢量图），没有带入。请截图或另存为 PNG 后在正文中重新插入。"
        return None, [Note("picture_unreadable", "lost", text, where)]
    if picture is None:
        return None, [Note("picture_too_large", "lost", "图片的像素过多，没有带入。请缩小后在正文中重新插入。", where)]
    said = f"现有说明文字「{picture.alt}」，请核对。" if picture.alt else "缺少说明文字。"
    text = f"{said}看不见图片的人靠它了解内容；图片里有文字的，请写出主要内容。"
    return picture, [Note("alt_text", "check", text, where)]


def _encoded(data: bytes, number: int, alt: str) -> Picture | None:
    with Image.open(io.BytesIO(data)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            return None
        photograph = opened.format in ("JPEG", "MPO")
        upright = ImageOps.exif_transpose(opened)
        clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        flat = upright.convert("RGBA" if clear else "RGB")
    flat.thumbnail((MAX_SIDE, MAX_SIDE))
    bare = Image.frombytes(flat.mode, flat.size, flat.tobytes())  # pixels only: nothing else can come along
    out = io.BytesIO()
    if photograph:
        bare.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    else:
        bare.save(out, "PNG", optimize=True)
    name = f"picture-{number}.{'jpg' if photograph else 'png'}"
    mime = "image/jpeg" if photograph else "image/png"
    return Picture(name, out.getvalue(), mime, bare.width, bare.height, " ".join(alt.split())[:300])
