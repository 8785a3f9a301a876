"""Pages that stay as they are, with nothing but what draws them: an allowlist of keys, and only the resources in use. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from mingzheng.core.files import scrub_image

PAGE_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Contents")
INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
# Nothing of this draws; some of it tells who worked on the page, when, and what stood there before.
FORBIDDEN = frozenset(
    [
        "/Metadata", "/PieceInfo", "/StructParent", "/StructParents", "/LastModified", "/AA", "/Thumb", "/Annots", "/OPI",
        "/Alternates", "/Measure", "/PtData", "/OC", "/Properties", "/AF",
    ]
)  # fmt: skip
_NAMES = {"/XObject": ("Do",), "/Font": ("Tf",), "/Pattern": ("scn", "SCN"), "/Shading": ("sh",)}


class OddPageError(Exception):
    """The page cannot be taken apart: it becomes a picture."""


def inherited(page: pikepdf.Page, key: str) -> Any:
    """A page's own value, or that of the nearest group of pages above it; None when there is none."""
    node: Any = page.obj
    depth = 0
    while node is not None and depth < 50:
        if key in node:
            return node[key]
        node, depth = node.get("/Parent"), depth + 1
    return None


def layered(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    """Has the page parts that are shown or hidden by layers (optional content)?"""
    if "/OCProperties" not in pdf.Root:
        return False
    resources = inherited(page, "/Resources")
    return any("/OC" in item or _is_layer(item) for item in _reach(resources)) if resources is not None else False


def _is_layer(item: Any) -> bool:
    return str(item.get("/Type", "")) in ("/OCG", "/OCMD")


def bare(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Page:
    """A new page of the same file, with the drawing and the resources that it uses.

    Raises:
        OddPageError: its content cannot be read.
    """
    fresh = Dictionary(Type=Name.Page)
    for key in PAGE_KEYS:
        value = inherited(page, key) if key in INHERITED else page.obj.get(key)
        if value is not None:
            fresh[key] = value
    resources = inherited(page, "/Resources")
    try:
        fresh["/Resources"] = _pruned(resources, page, set()) if resources is not None else Dictionary()
        for item in _reach(fresh["/Resources"]):
            for key in FORBIDDEN.intersection(item.keys()):
                if not _drawn(item[key]):
                    del item[key]
            _strip_photograph(item)
    except (pikepdf.PdfError, pikepdf.PdfParsingError, ValueError, TypeError, RecursionError) as error:
        raise OddPageError from error
    return pikepdf.Page(pdf.make_indirect(fresh))


def _strip_photograph(item: Any) -> None:
    """A photograph keeps its camera, time and place also within a PDF."""
    if not isinstance(item, pikepdf.Stream) or str(item.get("/Filter", "")) != "/DCTDecode":
        return
    held = item.read_raw_bytes()
    bare = scrub_image.strip(held)
    if bare != held:
        parameters: Any = item.get("/DecodeParms")
        item.write(bare, filter=Name.DCTDecode, decode_parms=parameters)


def _pruned(resources: Any, content: Any, seen: set[tuple[int, int]]) -> Dictionary:
    """The resources that a content names; what other pages of a shared list use is left out."""
    used = _named(content)
    for _depth in range(10):
        borrowing = [
            item for name, item in _group(resources, "/XObject") if ("/XObject", name) in used and _borrows(item)
        ]
        more = used.union(*(_named(item) for item in borrowing))
        if more == used:
            break
        used = more
    found = Dictionary({str(key): value for key, value in resources.items() if str(key) not in _NAMES})
    inner = []
    for key in _NAMES:
        chosen = {name: item for name, item in _group(resources, key) if (key, name) in used}
        inner += [item for item in chosen.values() if isinstance(item, pikepdf.Stream)]
        found[key] = Dictionary(chosen)
    for item in inner:
        if item.objgen in seen or "/Resources" not in item:
            continue
        seen.add(item.objgen)
        item["/Resources"] = _pruned(item["/Resources"], item, seen)
    return found


def _group(resources: Any, key: str) -> list[tuple[str, Any]]:
    return [(str(name), item) for name, item in resources.get(key, Dictionary()).items()]


def _drawn(value: Any) -> bool:
    """A font or picture that happens to bear a forbidden name."""
    return isinstance(value, Dictionary | pikepdf.Stream) and str(value.get("/Type", "")) in ("/Font", "/XObject")


def _borrows(item: Any) -> bool:
    """A form without resources of its own draws with those of the page."""
    return isinstance(item, pikepdf.Stream) and str(item.get("/Subtype", "")) == "/Form" and "/Resources" not in item


def _named(content: Any) -> set[tuple[str, str]]:
    """(kind of resource, name) for everything that a content stream draws with."""
    wanted = {operator: key for key, operators in _NAMES.items() for operator in operators}
    found = set()
    for step in pikepdf.parse_content_stream(content, " ".join(wanted)):
        key = wanted.get(str(step.operator))
        if key is not None:
            found |= {(key, str(value)) for value in step.operands if isinstance(value, Name)}
    return found


def fonts(page: pikepdf.Page) -> set[tuple[int, int]]:
    """The embedded or mapped fonts that a page draws with: their files can hold characters of other pages."""
    resources = inherited(page, "/Resources")
    return _objects(resources, lambda item: "/FontFile" in item or "/ToUnicode" in item or _has_file(item))


def _has_file(item: Any) -> bool:
    return any(key in item for key in ("/FontFile2", "/FontFile3"))


def _objects(root: Any, wanted: Any) -> set[tuple[int, int]]:
    if root is None:
        return set()
    return {item.objgen for item in _reach(root) if item.is_indirect and wanted(item)}


def _reach(root: Any) -> Iterator[Any]:
    """Every dictionary and stream below, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += [one for one in item if isinstance(one, pikepdf.Object)]
            continue
        if not isinstance(item, Dictionary | pikepdf.Stream):
            continue
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        yield item
        waiting += [value for key, value in item.items() if str(key) != "/Parent" and isinstance(value, pikepdf.Object)]


everything_below = _reach
