"""Redacted copies of pictures: turned upright, on white, boxes burned in, encoded afresh without anything else. Pure."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.requests.redaction.copying import burning, verifying
from mingzheng.requests.redaction.copying.faults import UnverifiedError
from mingzheng.requests.redaction.copying.places import Cover
from mingzheng.requests.redaction.copying.reading import MAX_PIXELS
from mingzheng.requests.redaction.copying.verifying import Report

FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
_A4_AT_200 = 1654  # pixels across, for which the lettering is made
_ALLOWED = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression", "adobe",
                      "adobe_transform", "loop", "background", "timestamp", "duration"})  # fmt: skip


def upright(data: bytes) -> Image.Image:
    """The picture as it is meant to be seen: turned by its Exif, in sRGB, what is transparent on white.

    Raises:
        Refused: ``corrupt``, ``too_big``, or ``moving`` for a picture of several frames.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(data))
            if image.width * image.height > MAX_PIXELS:
                raise Refused("图片尺寸过大，不能处理。", remedy="请缩小或裁成几张后重新上传。", code="too_big")
            if getattr(image, "n_frames", 1) > 1:
                raise Refused("动态图片不能遮盖。", remedy="请把要提供的画面另存为图片后重新上传。", code="moving")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise refusals.corrupt("图片") from error
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    return _on_white(_in_srgb(image, profile))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        changed = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, seen).convert("RGB")
    return image.convert("RGB")


def _scale(image: Image.Image) -> float:
    return max(0.5, min(3.0, image.width / _A4_AT_200))


def burned(data: bytes, covers: Sequence[Cover]) -> Image.Image:
    """The picture with its boxes."""
    image = upright(data)
    return burning.burn(image, covers, _scale(image))


def build(data: bytes, kind: str, covers: Sequence[Cover]) -> bytes:
    """The redacted copy, in the same format.

    Raises:
        Refused: as ``upright``.
    """
    # A fresh canvas: nothing that the original's reader attached to the picture is carried over.
    seen = burned(data, covers)
    fresh = Image.new("RGB", seen.size)
    fresh.paste(seen)
    out = io.BytesIO()
    options = {"quality": 92, "subsampling": 0} if kind == "jpeg" else {"lossless": True} if kind == "webp" else {}
    fresh.save(out, FORMATS[kind], **options)
    return out.getvalue()


def verify(original: bytes, made: bytes, kind: str, covers: Sequence[Cover]) -> Report:
    """The report on a copy that stands.

    Raises:
        UnverifiedError: for one that does not.
    """
    report = Report()
    image = Image.open(io.BytesIO(made))
    image.load()
    if image.format != FORMATS[kind] or image.size != upright(original).size:
        raise UnverifiedError(1, "副本的尺寸或格式与原图不同。")
    verifying.pixels(image.convert("RGB"), covers, 1, _scale(image))
    report.checks.append(f"逐框核对图像：{len(covers)} 个遮盖框内颜色一致，只有理由标注")
    found = scan_hidden(made, f"copy.{'jpg' if kind == 'jpeg' else kind}")
    if found or set(image.info) - _ALLOWED or len(image.getexif()):
        raise UnverifiedError(0, "副本中仍有图片信息。")
    report.checks.append("图片信息：没有拍摄时间地点、设备、作者、缩略图、色彩配置和附带文字")
    report.pages = [{"page": 1, "reasons": ["box"], "boxes": len(covers)}]
    return report
