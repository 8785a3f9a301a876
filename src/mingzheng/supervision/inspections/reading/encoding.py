"""The text of a page: what the server and the page say about the encoding, then the shape of the bytes."""

from __future__ import annotations

import codecs
import re

from mingzheng.core.files.decoding import decode

CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
# What says GBK or GB2312 is written with the larger set in practice.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def page_text(data: bytes, content_type: str = "") -> str | None:
    """The page as text, or None when its bytes are no text in any encoding that we know."""
    if b"\x00" not in data[:4000]:
        for name in _declared(data, content_type):
            text = _in(data, name)
            if text is not None:
                return text
    text = decode(data)
    if text is not None:
        return text
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    return _lenient(data)


def _declared(data: bytes, content_type: str) -> list[str]:
    inside, outside = CHARSET.search(data[:4000]), IN_HEADER.search(content_type)
    named = [inside[1].decode("ascii", "ignore")] if inside else []
    named += [outside[1]] if outside else []
    return [WIDER.get(name.lower(), name.lower()) for name in named]


def _in(data: bytes, name: str) -> str | None:
    try:
        text = data.decode("utf-8-sig" if name == "utf-8" else name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return CONTROLS.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n")


def _lenient(data: bytes) -> str | None:
    """One broken character must not hide a page: up to one in fifty may be lost."""
    if not data or data.count(b"\x00") > len(data) // 50:
        return None
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 50 <= len(text):
            return CONTROLS.sub(" ", text)
    return None
