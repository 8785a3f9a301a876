"""``read``: a file or pasted text as a clean body with its pictures and what a person should know. Pure.

``clean_body`` is what the editor's field runs on every save: it changes no structure that a person chose.
"""

from __future__ import annotations

import base64
import binascii
import html as escaping
import re

from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.sniffing import sniff
from mingzheng.disclosure.documents.intake import headings, inline, layout, markup, pages, parts, pictures, tables, word
from mingzheng.disclosure.documents.intake.model import IN_FIELDS, Block, Cleaned, Note, Picture
from mingzheng.disclosure.documents.intake.tree import visible

_LEGACY = {"doc": ".docx", "rtf": ".docx"}
_DATA = re.compile(r"(<img\b[^>]*?\bsrc\s*=\s*[\"'])(data:image/[a-z+.-]+;base64,([^\"']*))([\"'])", re.IGNORECASE)
_TRACKED = re.compile(r"<(?:del|ins)\b", re.IGNORECASE)
clean_body = markup.sanitise


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Cleaned:
    """A .docx, .pdf, .ofd, .txt or .html as a clean body.

    Raises:
        Refused: ``scanned``, ``legacy``, ``no_reader``, ``empty_text`` and what ``sniff`` raises; each says what to do.
    """
    kind = sniff(data, name, limits).code
    if kind == "docx":
        blocks, images, notes = word.read(data, limits)
        return _finish(blocks, images, notes, kind)
    if kind in ("pdf", "ofd"):
        blocks, notes = (pages.read_pdf if kind == "pdf" else pages.read_ofd)(data, limits)
        return _finish(blocks, [], notes, kind)
    if kind == "txt":
        return read_text(decode(data) or "")
    if kind == "html":
        return read_html(decode(data) or "")
    if kind in _LEGACY:
        remedy = f"请在 Word 或 WPS 中另存为 {_LEGACY[kind]} 后重新上传。"
        raise Refused("旧版格式的文件不能读成正文。", remedy=remedy, field="file", code="legacy")
    raise no_reader()


def no_reader() -> Refused:
    """For what is no text at all."""
    remedy = "正文请上传 .docx、.pdf（文字版）、.ofd 或 .txt；表格和图片请在建立文稿后作为附件上传。"
    return Refused("这种文件不能读成正文。", remedy=remedy, field="file", code="no_reader")


def read_html(html: str) -> Cleaned:
    """Pasted HTML (Word, WPS, a web page) as a clean body; pictures inside it are taken out as files."""
    notes: list[Note] = []
    images: list[Picture] = []
    if _TRACKED.search(html):
        notes.append(Note("tracked", "check", "粘贴的内容带有修订痕迹，已按「全部接受」读入，请核对。"))
    html = _DATA.sub(lambda found: _taken_out(found, images, notes), html)
    outside = sum(1 for address in _sources(html) if not inline.safe_picture(address))
    if outside:
        text = f"{outside} 张图片在别的网站或本机上，没有带入，请在正文中重新插入。"
        notes.append(Note("picture_outside", "lost", text))
    html, headed = tables.with_headers(html)
    if headed:
        text = f"{headed} 个表格没有标明表头行，已按首行判断，请核对。"
        notes.append(Note("table_header", "check", text, "表格"))
    return _finish(markup.blocks(html), images, notes, "html")


def read_text(text: str) -> Cleaned:
    """Pasted or plain text as a clean body: one paragraph a line; lines that an editor broke at a width are joined."""
    raw = visible(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.strip(" \u3000\t") for line in layout.unwrapped(raw)]
    blocks = [Block("p", f"<p>{escaping.escape(line, quote=False)}</p>", line) for line in lines if line]
    tidy = markup.blocks("".join(block.html for block in blocks))
    return _finish(tidy, [], [], "txt")


def read_pasted(given: str) -> Cleaned:
    """What stands in the text area when there is no script: HTML when it holds tags, else plain text."""
    return read_html(given) if markup.looks_like_markup(given) else read_text(given)


def _sources(html: str) -> list[str]:
    return re.findall(r"<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']*)[\"']", html, re.IGNORECASE)


def _taken_out(found: re.Match[str], images: list[Picture], notes: list[Note]) -> str:
    if len(images) >= pictures.MAX_PICTURES:
        return found.group(1) + found.group(4)
    try:
        data = base64.b64decode(found.group(3), validate=False)
    except (binascii.Error, ValueError):
        data = b""
    picture, said = pictures.reencode(data, len(images) + 1)
    notes.extend(said)
    if picture is None:
        return found.group(1) + found.group(4)
    images.append(picture)
    return found.group(1) + picture.src + found.group(4)


def _finish(blocks: list[Block], images: list[Picture], notes: list[Note], kind: str) -> Cleaned:
    if not any(block.text.strip() for block in blocks) and not images:
        remedy = "请确认文件有正文；内容在图片或文本框里的，请录入文字。"
        raise Refused("没有读到正文文字。", remedy=remedy, field="file", code="empty_text")
    ready = headings.mark(parts.assign(blocks))
    cleaned = Cleaned("", tuple(ready), tuple(images), tuple(notes), kind)
    body = markup.sanitise(cleaned.body())
    if not body:
        notes = [*notes, Note("no_body", "check", "只读到文件头或落款，没有读到正文，请核对。")]
    return Cleaned(body, tuple(ready), tuple(images), tuple(notes), kind)


def left_out(cleaned: Cleaned) -> tuple[Block, ...]:
    """What was read and does not stand in the body: shown to the person who confirms."""
    return cleaned.of(*IN_FIELDS)
