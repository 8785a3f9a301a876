"""What a file really is, judged by its content; the name only decides between kinds of plain text. Pure."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals
from mingzheng.core.files.decoding import decode
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.packages import Package
from mingzheng.core.files.types import INLINE, TYPES, FileType

_RAR, _SEVEN_ZIP = b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"\xfe\xed\xfa", "executable"),
    (b"\xcf\xfa\xed\xfe", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"#!", "script"),
    (_RAR, "archive"),
    (_SEVEN_ZIP, "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
)
_BLANK = b"\xef\xbb\xbf \t\r\n\0"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|svg)\b", re.I | re.S
)
_SCRIPT_EXTENSIONS = frozenset(
    [
        ".bat",
        ".cmd",
        ".ps1",
        ".vbs",
        ".vbe",
        ".js",
        ".jse",
        ".wsf",
        ".hta",
        ".py",
        ".php",
        ".jsp",
        ".asp",
        ".aspx",
        ".sh",
        ".reg",
    ]
)
_ZIP_END, _ZIP_END_SIZE, _ZIP_COMMENT = b"PK\x05\x06", 22, 65535
_OOXML = (("wordprocessingml", "docx", "docm"), ("spreadsheetml", "xlsx", "xlsm"), ("presentationml", "pptx", "pptm"))


def extension_of(name: str) -> str:
    """ ".docx" for "通知.DOCX"; "" when the name has none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def sniff(data: bytes, name: str, limits: Limits = DEFAULT) -> FileType:
    """The type of a file by its content.

    Raises:
        Refused: code ``empty``, ``too_large``, ``unknown_type``, ``mismatch`` (the name says otherwise),
            ``several_kinds`` (another file stands before or behind it), or what opening a package may raise (``corrupt``, ``encrypted``, ``outside``, ``bomb``,
            ``xml_entities``).
    """
    if not data:
        raise Refused("文件是空的。", remedy="请确认文件已保存，再重新上传。", code="empty")
    if len(data) > limits.file:
        raise refusals.too_large(len(data), limits.file)
    kind = _by_content(data, name, limits)
    if kind.code in INLINE and _archive_behind(data, kind):
        raise refusals.archive_behind(kind.label)
    extension = extension_of(name)
    if extension and kind.extension and not kind.fits(extension):
        raise Refused(
            f"文件名的扩展名是 {extension}，但内容是{kind.label}。",
            remedy=kind.refusal or f"请确认没有拿错文件；没有拿错的，把扩展名改为 {kind.extension} 后重新上传。",
            code="mismatch",
        )
    return kind


def require_uploadable(kind: FileType) -> None:
    """Raises Refused (``type_not_allowed``) for a type that the platform does not take in."""
    if not kind.allowed:
        raise Refused(f"平台不接收{kind.label}。", remedy=kind.refusal, code="type_not_allowed")


def _by_content(data: bytes, name: str, limits: Limits) -> FileType:
    before, header, _rest = data[:1024].partition(b"%PDF-")
    if header:
        if before.lstrip(_BLANK):  # readers look past it, and so would the program that it is meant for
            raise refusals.several_kinds()
        return TYPES["pdf"]
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return TYPES["webp"]
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, limits)
    for magic, code in _MAGIC:
        if data.startswith(magic):
            return TYPES[code]
    return _text(data, name)


def _archive_behind(data: bytes, kind: FileType) -> bool:
    """Would a program that unpacks take this PDF or picture for an archive?

    A zip is read from its end: its last record says how long the comment is that reaches to the end of the file. A rar
    or 7z is found by its mark; in a PDF only behind its end, for a paper may honestly carry such a file inside.
    """
    end = data.rfind(_ZIP_END, max(0, len(data) - _ZIP_END_SIZE - _ZIP_COMMENT))
    if end >= 0 and end + _ZIP_END_SIZE + int.from_bytes(data[end + 20 : end + 22], "little") == len(data):
        return True
    behind = data[max(0, data.rfind(b"%%EOF")) :] if kind.code == "pdf" else data
    return any(mark in behind for mark in (_RAR, _SEVEN_ZIP))


def _ole(data: bytes) -> FileType:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise refusals.encrypted("Office 文档")
    if holds("_VBA_PROJECT"):
        return TYPES["olemacro"]
    for stream, code in (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt"), ("Book", "xls")):
        if holds(stream):
            return TYPES[code]
    return TYPES["ole"]


def _zip(data: bytes, limits: Limits) -> FileType:
    package = Package(data, limits=limits)
    if "OFD.xml" in package:
        return TYPES["ofd"]
    if "[Content_Types].xml" not in package:
        return TYPES["archive"]
    main = package.main_part()
    declared = package.content_type(main)
    macros = "macroenabled" in declared or any(part.lower().endswith("vbaproject.bin") for part in package.names)
    if main.endswith(".bin") or "sheet.binary" in declared:
        return TYPES["xlsb"]
    folders = {"word": "wordprocessingml", "xl": "spreadsheetml", "ppt": "presentationml"}
    family = folders.get(main.partition("/")[0], "")
    for mark, code, with_macros in _OOXML:
        if main in package and (mark in declared or mark == family):
            return TYPES[with_macros if macros else code]
    return TYPES["archive"]


def _text(data: bytes, name: str) -> FileType:
    text = decode(data)
    if text is None:
        raise Refused(
            "无法识别这个文件的格式。",
            remedy="可以上传 PDF、OFD、Word（.docx）、Excel（.xlsx）、文本和常见图片。",
            code="unknown_type",
        )
    extension = extension_of(name)
    if extension in _SCRIPT_EXTENSIONS:
        return FileType(
            "script",
            "application/octet-stream",
            "脚本程序",
            extension,
            (),
            False,
            "请换成 Word、Excel、PDF、OFD 文件或图片。",
        )
    page = _HTML.match(text[:4096])
    if page:
        return TYPES["svg" if page.group(1).lower() == "svg" else "html"]
    if text.lstrip().startswith("<?xml"):
        return TYPES["svg" if "<svg" in text[:4096] else "xml"]
    return TYPES["csv" if extension == ".csv" else "txt"]
