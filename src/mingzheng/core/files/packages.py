"""Opening zip packages (docx, xlsx, ofd) and their XML without harm. Pure.

Nothing is ever unpacked to disk. Declared sizes bound every read, so a lying header cannot grow in memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mingzheng.core.files import refusals
from mingzheng.core.files.limits import DEFAULT, Limits

_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[A-Za-z]:")  # harms whoever unpacks it, if not this house
_UTF8 = 0x800
_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Package:
    """A zip file that passed the checks.

    Args:
        only_labels: names that lead outside are let by, because whoever opens this one neither keeps nor unpacks it and sees to them.

    Raises (on opening and on reading):
        Refused: codes ``corrupt``, ``encrypted``, ``outside``, ``bomb``, ``xml_entities``.
    """

    def __init__(self, data: bytes, what: str = "文件", limits: Limits = DEFAULT, *, only_labels: bool = False) -> None:
        self.what, self.limits, self._only_labels = what, limits, only_labels
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _READ_ERRORS as error:
            raise refusals.corrupt(what) from error
        entries = self._zip.infolist()
        self._check(entries, len(data))
        self.names = [entry.filename for entry in entries if not entry.is_dir()]
        self._known = {entry.filename: entry for entry in entries if not entry.is_dir()}
        if len(self._known) != len(self.names):
            raise refusals.corrupt(what)

    def _check(self, entries: list[zipfile.ZipInfo], packed: int) -> None:
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise refusals.encrypted(self.what)
        if not self._only_labels and any(_OUTSIDE.search(entry.filename) for entry in entries):
            raise refusals.outside()
        unpacked = sum(entry.file_size for entry in entries)
        largest = max((entry.file_size for entry in entries), default=0)
        too_dense = unpacked > self.limits.ratio_from and unpacked > packed * self.limits.ratio
        too_big = unpacked > self.limits.unpacked or largest > self.limits.part
        if len(entries) > self.limits.entries or too_big or too_dense:
            raise refusals.bomb()

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def size(self, name: str) -> int:
        """Bytes of one part, unpacked."""
        return self._known[name].file_size

    def readable(self, name: str) -> str:
        """The name as its maker wrote it: older programs of Windows write Chinese names in GBK and do not say so."""
        if self._known[name].flag_bits & _UTF8:
            return name
        raw = name.encode("cp437", "replace")  # what zipfile takes a name for that says nothing
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        return name

    def read(self, name: str) -> bytes:
        """The bytes of one part."""
        try:
            return self._zip.read(name)
        except (KeyError, *_READ_ERRORS) as error:
            raise refusals.corrupt(self.what) from error

    def xml(self, name: str) -> Element:
        """The root of one part; no document type, no entities."""
        return parse_xml(self.read(name), self.what)

    def matching(self, pattern: str) -> list[str]:
        """Names of parts that match the whole pattern, in natural order (sheet2 before sheet10)."""
        return sorted((name for name in self.names if re.fullmatch(pattern, name)), key=_natural)

    def refuse_entities(self) -> None:
        """Refuse a package in which any XML part declares a document type; for readers that parse on their own."""
        for name in self.names:
            looks_xml = name.lower().endswith((".xml", ".rels", ".vml"))
            if looks_xml and _DECLARED.search(self.read(name).replace(b"\0", b"")):
                raise refusals.dangerous_xml()

    def relations(self, part: str) -> list[dict[str, str]]:
        """Relations of a part ("" for the package): Type, Target (resolved to a part name when internal), TargetMode."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return []
        found = [dict(item.attrib) for item in self.xml(rels)]
        for relation in found:
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                relation["Target"] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return found

    def main_part(self) -> str:
        """Name of the main part of an Office package; "" when there is none."""
        for relation in self.relations(""):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation["Target"]
        return ""

    def content_type(self, part: str) -> str:
        """The declared type of a part (lower case); "" when it is not declared by name."""
        if "[Content_Types].xml" not in self:
            return ""
        for item in self.xml("[Content_Types].xml"):
            if item.get("PartName", "").lstrip("/").lower() == part.lower():
                return item.get("ContentType", "").lower()
        return ""


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", name)]


def parse_xml(data: bytes, what: str) -> Element:
    """Parse XML; refuses entities and document types (``xml_entities``) and malformed text (``corrupt``)."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refusals.dangerous_xml() from error
    except (ParseError, ValueError, LookupError) as error:
        raise refusals.corrupt(what) from error
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, whatever the namespace; "" when absent."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


__all__ = ["Package", "attribute", "local", "parse_xml"]
