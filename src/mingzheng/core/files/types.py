"""The kinds of file that are told apart, and which of them may be uploaded. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """``extension`` is the usual one, ``extensions`` all that fit; ``refusal`` says what to do when not ``allowed``."""

    code: str
    mime: str
    label: str
    extension: str
    extensions: tuple[str, ...] = ()
    allowed: bool = True
    refusal: str = ""

    def fits(self, extension: str) -> bool:
        return extension in (self.extension, *self.extensions)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MACRO = "请在原来的软件中另存为不含宏的格式（.docx、.xlsx、.pptx）后重新上传。"
_OTHER_KIND = "请换成 Word、Excel、PDF、OFD 文件或图片。"
_UNPACK = "请解压后逐个上传其中的文件。"

_ALL = (
    FileType("pdf", "application/pdf", "PDF 文件", ".pdf"),
    FileType("ofd", "application/ofd", "OFD 版式文件", ".ofd"),
    FileType("docx", _OFFICE + "wordprocessingml.document", "Word 文档", ".docx"),
    FileType("xlsx", _OFFICE + "spreadsheetml.sheet", "Excel 工作簿", ".xlsx"),
    FileType("pptx", _OFFICE + "presentationml.presentation", "演示文稿", ".pptx", (".ppsx",)),
    FileType("doc", "application/msword", "旧版 Word 文档", ".doc", (".wps", ".dot")),
    FileType("xls", "application/vnd.ms-excel", "旧版 Excel 工作簿", ".xls", (".et", ".xlt")),
    FileType("ppt", "application/vnd.ms-powerpoint", "旧版演示文稿", ".ppt", (".dps", ".pps")),
    FileType("txt", "text/plain", "文本文件", ".txt", (".text", ".md", ".log")),
    FileType("csv", "text/csv", "CSV 表格", ".csv"),
    FileType("png", "image/png", "PNG 图片", ".png"),
    FileType("jpeg", "image/jpeg", "JPEG 图片", ".jpg", (".jpeg", ".jpe", ".jfif")),
    FileType("gif", "image/gif", "GIF 图片", ".gif"),
    FileType("webp", "image/webp", "WebP 图片", ".webp"),
    FileType("html", "text/html", "网页文件", ".html", (".htm", ".xhtml"), False, "请另存为 .docx 或 .pdf 后上传。"),
    FileType("svg", "image/svg+xml", "SVG 图形", ".svg", (), False, "请另存为 .png 图片后上传。"),
    FileType("xml", "application/xml", "XML 文件", ".xml", (".ofx",), False, "请另存为 .docx 或 .pdf 后上传。"),
    FileType("rtf", "application/rtf", "RTF 文档", ".rtf", (".doc",), False, "请另存为 .docx 后上传。"),
    FileType("docm", "application/octet-stream", "启用宏的 Word 文档", ".docm", (".dotm",), False, _MACRO),
    FileType("xlsm", "application/octet-stream", "启用宏的工作簿", ".xlsm", (".xltm",), False, _MACRO),
    FileType("pptm", "application/octet-stream", "启用宏的演示文稿", ".pptm", (".ppsm",), False, _MACRO),
    FileType("olemacro", "application/octet-stream", "含宏的旧版文档", "", (), False, _MACRO),
    FileType("xlsb", "application/octet-stream", "二进制工作簿", ".xlsb", (), False, "请另存为 .xlsx 后上传。"),
    FileType("ole", "application/octet-stream", "无法识别的旧版文档", "", (), False, "请另存为 .docx 后上传。"),
    FileType("archive", "application/octet-stream", "压缩包", ".zip", (".rar", ".7z", ".gz", ".tgz"), False, _UNPACK),
    FileType("executable", "application/octet-stream", "可执行程序", ".exe", (), False, _OTHER_KIND),
    FileType("script", "application/octet-stream", "脚本程序", ".sh", (), False, _OTHER_KIND),
)
TYPES: dict[str, FileType] = {kind.code: kind for kind in _ALL}
UPLOADABLE = tuple(kind for kind in _ALL if kind.allowed)
INLINE = frozenset({"pdf", "png", "jpeg", "gif", "webp"})
ACCEPT = ",".join(extension for kind in UPLOADABLE for extension in (kind.extension, *kind.extensions))
