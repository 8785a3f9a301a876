"""Pictures without what they tell of place, time and people: the blocks are cut out, the picture is not decoded. Pure."""

from __future__ import annotations

import struct
import zlib

_JPEG_DROPPED = frozenset({0xE1, 0xED, 0xFE})  # Exif and XMP, Photoshop, comments
_PNG_DROPPED = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})


def strip(data: bytes) -> bytes:
    """The same picture without its circumstances; anything else comes back as it is."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return data


def _jpeg(data: bytes) -> bytes:
    out, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in (0xD9, 0xDA):
            break
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            out += data[at : at + 2]
            at += 2
            continue
        size = 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
        if marker not in _JPEG_DROPPED:
            out += data[at : at + size]
        at += size
    return bytes(out) + data[at:]


def _png(data: bytes) -> bytes:
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            return data
        if kind not in _PNG_DROPPED:
            body = data[at + 4 : at + 8 + size]
            out += data[at : at + 4] + body + struct.pack(">I", zlib.crc32(body))
        at = end
        if kind == b"IEND":
            break
    return bytes(out)


def _webp(data: bytes) -> bytes:
    out, at = bytearray(), 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = bytearray(data[at : at + 8 + size + size % 2])
        if bytes(chunk[:4]) == b"VP8X" and len(chunk) > 8:
            chunk[8] &= 0xFF ^ 0x0C  # it no longer has Exif or XMP
        if bytes(chunk[:4]) not in _WEBP_DROPPED:
            out += chunk
        at += 8 + size + size % 2
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)
