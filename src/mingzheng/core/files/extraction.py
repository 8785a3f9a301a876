"""``extract_text``: the text of a file as a reader sees it. Pure.

Left out: deleted and hidden text, comments, hidden sheets. Those are leaks, and ``hidden.scan_hidden`` reports them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals, text_ofd, text_pdf, text_word, text_xlsx
from mingzheng.core.files.decoding import decode
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.sniffing import sniff

_LEGACY = {"doc": ".docx", "xls": ".xlsx", "ppt": ".pptx", "rtf": ".docx", "xlsb": ".xlsx", "olemacro": ".docx"}
_WITHOUT_TEXT = frozenset({"png", "jpeg", "gif", "webp"})


@dataclass(frozen=True)
class Extracted:
    """``kind`` is the code of the file type; ``pages`` counts pages (PDF, OFD) or visible sheets, 0 when there are none."""

    text: str
    kind: str
    pages: int = 0


def extract_text(data: bytes, name: str, limits: Limits = DEFAULT) -> Extracted:
    """The text of a file, whatever its name claims. Images give "" (no character recognition).

    Args:
        data: the whole file.
        name: the file's name; its extension must fit the content.

    Raises:
        Refused: an unreadable, encrypted, mismatched, malicious or legacy file, with a remedy.
    """
    kind = sniff(data, name, limits).code
    if kind in _WITHOUT_TEXT:
        return Extracted("", kind)
    if kind in _LEGACY:
        raise Refused("旧版格式的文件不能读取文字。", remedy=f"请另存为 {_LEGACY[kind]} 后重新上传。", code="legacy")
    reader = _READERS.get(kind)
    if reader is None:
        raise Refused("这种文件不能读取文字。", remedy="请另存为 .docx 或 .pdf 后重新上传。", code="no_reader")
    try:
        text, pages = reader(data, limits)
    except RecursionError as error:
        raise refusals.corrupt("文件") from error
    if len(text) > limits.characters:
        raise Refused("文件的文字过多，无法处理。", remedy="请拆分成几个文件后重新上传。", code="too_long")
    clean = (
        text.replace("\0", "").encode("utf-8", "ignore").decode()
    )  # neither NUL nor lone surrogates: no database holds them
    return Extracted(clean, kind, pages)


def _plain(data: bytes, _: Limits) -> tuple[str, int]:
    return decode(data) or "", 0


class _HtmlText(HTMLParser):
    """Visible text of a page; block elements become line breaks."""

    _SILENT = frozenset({"script", "style", "template", "noscript"})
    _BLOCKS = frozenset(
        [
            "address",
            "article",
            "aside",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "p",
            "section",
            "table",
            "title",
            "tr",
            "ul",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def _html(data: bytes, _: Limits) -> tuple[str, int]:
    parser = _HtmlText()
    parser.feed(decode(data) or "")
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line), 0


_READERS: dict[str, Callable[[bytes, Limits], tuple[str, int]]] = {
    "txt": _plain,
    "csv": _plain,
    "html": _html,
    "docx": text_word.read,
    "docm": text_word.read,
    "xlsx": text_xlsx.read,
    "xlsm": text_xlsx.read,
    "pdf": text_pdf.read,
    "ofd": text_ofd.read,
}
