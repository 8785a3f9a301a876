"""Circumstances that photographs carry: place, time, device, names (Exif 2.3, TIFF 6.0, PNG, WebP). Pure.

Reads only the headers; never decodes a picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mingzheng.core.files.hidden_findings import HiddenFinding, shorten
from mingzheng.core.files.limits import Limits

_REMEDY = "用图片软件另存并去掉“属性—详细信息”中的全部信息，或截图后使用。"
_TAGS = {
    0x010E: ("图片说明", True),
    0x010F: ("设备厂商", False),
    0x0110: ("设备型号", False),
    0x0132: ("拍摄时间", False),
    0x013B: ("作者", True),
    0x8298: ("版权", False),
    0x9C9B: ("标题", True),
    0x9C9C: ("备注", True),
    0x9C9D: ("作者", True),
}
_GPS = 0x8825
_MAX_ENTRIES = 200


def scan(data: bytes, _: Limits) -> Iterator[HiddenFinding]:
    """Findings of types ``gps``, ``exif``, ``xmp`` and ``image_text``."""
    for kind, block in _blocks(data):
        if kind == "exif":
            yield from _exif(block)
        elif kind == "xmp":
            serious = b"GPSLatitude" in block
            text = "含有拍摄地点" if serious else "含有编辑软件写入的信息"
            yield HiddenFinding("xmp", "XMP 信息", "图片", text, _REMEDY, serious)
        else:
            text = shorten(block.decode("utf-8", "replace"))
            yield HiddenFinding("image_text", "图片附带文字", "图片", text, _REMEDY, serious=False)


def _blocks(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.startswith(b"\xff\xd8"):
        yield from _jpeg(data)
    elif data.startswith(b"\x89PNG"):
        yield from _png(data)
    elif data[8:12] == b"WEBP":
        yield from _webp(data)


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in (0xD9, 0xDA):  # end, or start of the picture itself
            return
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        block = data[at + 4 : at + 2 + size]
        if marker == 0xE1 and block.startswith(b"Exif\0\0"):
            yield "exif", block[6:]
        elif marker == 0xE1 and block.startswith(b"http://ns.adobe.com/xap/"):
            yield "xmp", block
        elif marker == 0xFE and block.strip(b"\0 "):
            yield "text", block
        at += 2 + max(size, 2)


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        block = data[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield "exif", block
        elif kind in (b"tEXt", b"iTXt", b"zTXt"):
            yield ("xmp" if block.startswith(b"XML:com.adobe.xmp") else "text"), block.replace(b"\0", b" ")
        at += 12 + size


def _webp(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        block = data[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            yield "exif", block.removeprefix(b"Exif\0\0")
        elif kind == b"XMP ":
            yield "xmp", block
        at += 8 + size + size % 2


def _exif(tiff: bytes) -> Iterator[HiddenFinding]:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return
    directory = _directory(tiff, order, struct.unpack_from(order + "I", tiff, 4)[0])
    if _GPS in directory:
        text = _position(tiff, order, directory[_GPS]) or "含有拍摄地点"
        yield HiddenFinding("gps", "拍摄地点", "图片", text, _REMEDY)
    for tag, (label, serious) in _TAGS.items():
        text = _string(tiff, order, directory[tag], wide=tag >= 0x9C00) if tag in directory else ""
        if text:
            yield HiddenFinding("exif", f"图片信息：{label}", "图片", shorten(text), _REMEDY, serious)


Field = tuple[int, int, int]  # type, count, offset of the value within the TIFF block


def _directory(tiff: bytes, order: str, offset: int) -> dict[int, Field]:
    """Entries of one image file directory; damaged ones are left out."""
    if offset + 2 > len(tiff):
        return {}
    count = min(struct.unpack_from(order + "H", tiff, offset)[0], _MAX_ENTRIES)
    found: dict[int, Field] = {}
    for place in range(offset + 2, offset + 2 + 12 * count, 12):
        if place + 12 > len(tiff):
            break
        tag, kind, items = struct.unpack_from(order + "HHI", tiff, place)
        size = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}.get(kind, 4) * items
        at = place + 8 if size <= 4 else struct.unpack_from(order + "I", tiff, place + 8)[0]
        found[tag] = (kind, items, at)
    return found


def _string(tiff: bytes, order: str, field: Field, *, wide: bool) -> str:
    raw = tiff[field[2] : field[2] + min(field[1], 2000)]
    return raw.decode("utf-16-le" if wide else "utf-8", "replace").replace("\0", " ").strip()


def _position(tiff: bytes, order: str, pointer: Field) -> str:
    """Latitude and longitude to two places (about a kilometre), enough to recognise the leak; "" when unreadable."""
    if pointer[2] + 4 > len(tiff):
        return ""
    gps = _directory(tiff, order, struct.unpack_from(order + "I", tiff, pointer[2])[0])
    values = [_degrees(tiff, order, gps[tag]) for tag in (2, 4) if tag in gps]
    if len(values) != 2 or None in values:
        return ""
    return f"纬度约 {values[0]:.2f}，经度约 {values[1]:.2f}"


def _degrees(tiff: bytes, order: str, field: Field) -> float | None:
    kind, items, at = field
    if kind != 5 or items != 3 or at + 24 > len(tiff):
        return None
    parts = struct.unpack_from(order + "6I", tiff, at)
    if not (parts[1] and parts[3] and parts[5]):
        return None
    return float(parts[0] / parts[1] + parts[2] / parts[3] / 60 + parts[4] / parts[5] / 3600)
