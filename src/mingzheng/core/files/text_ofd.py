"""Text of an OFD document (GB/T 33190-2016): the TextCode of every page, lines by their place on the page. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.packages import Package, local

_WHAT = "OFD 文件"


def read(data: bytes, limits: Limits) -> tuple[str, int]:
    """All documents of the package in order, templates left out."""
    package = Package(data, _WHAT, limits)
    pages = [page for root in document_roots(package) for page in _pages(package, root)]
    if len(pages) > limits.pages:
        raise Refused("OFD 的页数过多。", remedy="请拆分成几个文件后重新上传。", code="too_long")
    return "\n".join(_page_text(package.xml(page)) for page in pages), len(pages)


def document_roots(package: Package) -> list[str]:
    """Names of the Document.xml parts (7.4 of the standard)."""
    roots = [
        (item.text or "").strip().lstrip("/") for item in package.xml("OFD.xml").iter() if local(item) == "DocRoot"
    ]
    if not roots or any(root not in package for root in roots):
        raise refusals.corrupt(_WHAT)
    return roots


def _pages(package: Package, root: str) -> Iterator[str]:
    folder = posixpath.dirname(root)
    for item in package.xml(root).iter():
        if local(item) == "Page" and item.get("BaseLoc"):
            page = resolve(folder, item.get("BaseLoc", ""))
            if page not in package:
                raise refusals.corrupt(_WHAT)
            yield page


def resolve(folder: str, location: str) -> str:
    """A ST_Loc (absolute within the package or relative to the file) as a part name."""
    return posixpath.normpath(posixpath.join("/", folder, location)).lstrip("/")


def _page_text(page: Element) -> str:
    lines: list[str] = []
    last: float | None = None
    for item in page.iter():
        if local(item) != "TextObject":
            continue
        text = "".join(code.text or "" for code in item.iter() if local(code) == "TextCode")
        top, size = _baseline(item)
        if last is not None and lines and abs(top - last) <= size / 2:
            lines[-1] += text
        else:
            lines.append(text)
        last = top
    return "\n".join(lines)


def _baseline(item: Element) -> tuple[float, float]:
    """Height of the text's line on the page and the size of its type, in millimetres."""
    boundary = _numbers(item.get("Boundary", ""))
    code = next((inner for inner in item.iter() if local(inner) == "TextCode"), item)
    offset = _numbers(code.get("Y", "0"))
    size = _numbers(item.get("Size", "4"))
    top = boundary[1] if len(boundary) > 1 else 0.0
    return top + (offset[0] if offset else 0.0), size[0] if size else 4.0


def _numbers(text: str) -> list[float]:
    try:
        return [float(piece) for piece in text.split()]
    except ValueError:
        return []
