"""A Word document (from Word or WPS) as blocks: the accepted reading, automatic numbers as words, layout as hints. Pure.

The package is read once here to prepare it (changes accepted, hidden runs gone, numbers written out, layout turned into style names);
mammoth then makes the HTML.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree

from mingzheng.core.files import refusals, scrub_word
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.packages import Package
from mingzheng.core.files.scrub_word import W
from mingzheng.disclosure.documents.intake import markup, pictures, tables, word_numbers
from mingzheng.disclosure.documents.intake.model import Block, Note, Picture

_MAMMOTH_ERRORS = (
    KeyError, ValueError, AttributeError, TypeError, IndexError, AssertionError, RecursionError, ExpatError, zipfile.BadZipFile, OSError,
)  # fmt: skip
_HINTS = ("title", "h2", "h3", "h4", "red", "centre", "centre-strong", "right", "strong")
STYLE_MAP = "\n".join(f"p.Mz-{hint} => p.mz-{hint}:fresh" for hint in _HINTS)
_LOOKS = [W + name for name in ("docDefaults", "latentStyles", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")]
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_HEADING_FACE = re.compile(r"黑体|SimHei|小标宋", re.IGNORECASE)
_RED = re.compile(r"(?:[C-F][0-9A-F])(?:[0-3][0-9A-F]){2}", re.IGNORECASE)
_NOTES_LIST = re.compile(r"<ol>(?=<li id=\"(?:foot|end)note-)(.*?)</ol>\s*$", re.DOTALL)
_NOTE = re.compile(r"<li id=\"(?:foot|end)note-[^\"]*\">(.*?)</li>", re.DOTALL)
_BACK = re.compile(r"\s*<a href=\"#(?:foot|end)note-ref-[^\"]*\">↑</a>")


@dataclass
class _Style:
    name: str = ""
    based_on: str = ""
    properties: etree._Element | None = None
    run: etree._Element | None = None


@dataclass
class _Reading:
    pictures: list[Picture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    seen: int = 0


def read(data: bytes, limits: Limits = DEFAULT) -> tuple[list[Block], list[Picture], list[Note]]:
    """Blocks, pictures and notes of a .docx.

    Raises:
        Refused: as opening the package does.
    """
    package = Package(data, "Word 文档", limits)
    package.refuse_entities()
    main = package.main_part()
    if main not in package:
        raise refusals.corrupt("Word 文档")
    reading = _Reading()
    prepared = _prepared(package, main, reading)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(prepared),
            style_map=STYLE_MAP,
            convert_image=mammoth.images.img_element(lambda image: _picture(image, reading)),
            ignore_empty_paragraphs=True,
            external_file_access=False,
        )
    except _MAMMOTH_ERRORS as error:
        raise refusals.corrupt("Word 文档") from error
    html = _NOTES_LIST.sub(_notes_as_text, result.value)
    html, headed = tables.with_headers(html)
    if headed:
        text = f"{headed} 个表格没有标明表头行，已按首行判断，请核对。"
        reading.notes.append(Note("table_header", "check", text, "表格"))
    return markup.blocks(html), reading.pictures, reading.notes


def _notes_as_text(found: re.Match[str]) -> str:
    notes = _NOTE.findall(found.group(1))
    return "".join(
        f"<p>[{number}] {re.sub(r'</?p>', '', _BACK.sub('', note))}</p>" for number, note in enumerate(notes, 1)
    )


def _picture(image: mammoth.images.Image, reading: _Reading) -> dict[str, str]:
    reading.seen += 1
    if reading.seen > pictures.MAX_PICTURES:
        return {"src": ""}
    try:
        with image.open() as source:
            data = source.read(pictures.MAX_BYTES + 1)
    except (KeyError, OSError, ValueError):
        data = b""
    picture, notes = pictures.reencode(data, reading.seen, image.alt_text or "")
    reading.notes += notes
    if picture is None:
        return {"src": ""}
    reading.pictures.append(picture)
    return {"src": picture.src, "alt": picture.alt}


def _prepared(package: Package, main: str, reading: _Reading) -> bytes:
    folder = main.rpartition("/")[0] + "/"
    root = _xml(package, main)
    if root is None:
        raise refusals.corrupt("Word 文档")
    described = _xml(package, folder + "styles.xml")
    styles = _styles(described)
    numbering = word_numbers.read(_xml(package, folder + "numbering.xml"))
    _tell(root, reading)
    scrub_word.accept_changes(root)
    scrub_word.remove_hidden_runs(root)
    for paragraph in root.iter(W + "p"):
        _prepare(paragraph, styles, numbering)
    changed = {main: _bytes(root)}
    if described is not None:
        _leave_names(described)
        changed[folder + "styles.xml"] = _bytes(described)
    return _repacked(package, changed)


def _leave_names(described: etree._Element) -> None:
    """Of styles mammoth reads names, and the lists of numbering styles; their looks are most of a small paper and slow to read."""
    for each in list(described.iterdescendants(*_LOOKS)):
        style = each.getparent()
        if not (each.tag == W + "pPr" and style.get(W + "type") == "numbering"):
            style.remove(each)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _xml(package: Package, part: str) -> etree._Element | None:
    if part not in package:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(package.read(part), parser)
    except etree.XMLSyntaxError as error:
        raise refusals.corrupt("Word 文档") from error


def _repacked(package: Package, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in package.names:
            target.writestr(name, changed.get(name) or package.read(name))
    return out.getvalue()


def _tell(root: etree._Element, reading: _Reading) -> None:
    tracked = sum(1 for name in ("ins", "del", "moveFrom", "moveTo") for _ in root.iter(W + name))
    if tracked:
        text = f"原文有 {tracked} 处修订，正文按「全部接受」读入；原文件公开前须先处理修订。"
        reading.notes.append(Note("tracked", "check", text))
    if next(root.iter(W + "txbxContent"), None) is not None:
        reading.notes.append(Note("text_box", "check", "原文有文本框，其中的文字放在所在段落之后，请核对位置。"))
    for name, code, what in (("oMath", "formula", "公式"), ("chart", "chart", "图表")):
        if next(root.iter("{*}" + name), None) is not None:
            reading.notes.append(Note(code, "lost", f"原文中的{what}不能转成文字，请截图后作为图片插入。"))


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for each in root.iter(W + "style") if root is not None else ():
        found[each.get(W + "styleId", "")] = _Style(
            _value(each, "name"), _value(each, "basedOn"), each.find(W + "pPr"), each.find(W + "rPr")
        )
    return found


def _value(element: etree._Element | None, name: str) -> str:
    found = element.find(W + name) if element is not None else None
    return "" if found is None else found.get(W + "val", "")


def _chain(styles: dict[str, _Style], identity: str) -> list[_Style]:
    chain: list[_Style] = []
    while identity in styles and len(chain) < 10:
        chain.append(styles[identity])
        identity = styles[identity].based_on
    return chain


def _prepare(paragraph: etree._Element, styles: dict[str, _Style], numbering: word_numbers.Numbering) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    chain = _chain(styles, _value(properties, "pStyle"))
    bullet = _number(paragraph, properties, chain, numbering)
    hint = "" if bullet else _hint(paragraph, properties, chain)
    style = properties.find(W + "pStyle")
    if style is not None:
        properties.remove(style)
    if hint:
        properties.insert(0, etree.Element(W + "pStyle", {W + "val": f"Mz-{hint}"}))


def _number(
    paragraph: etree._Element, properties: etree._Element, chain: list[_Style], numbering: word_numbers.Numbering
) -> bool:
    """Write an automatic number into the text; True for a bullet, which stays a list item."""
    places = [properties, *(style.properties for style in chain if style.properties is not None)]
    held = next((found for place in places if (found := place.find(W + "numPr")) is not None), None)
    if held is None:
        return False
    identity, level = _value(held, "numId"), _value(held, "ilvl")
    words = numbering.next(identity, int(level) if level.isdigit() and len(level) < 3 else 0) if identity != "0" else ""
    own = properties.find(W + "numPr")
    if own is not None:
        properties.remove(own)
    if words == "•":  # mammoth makes the list; what a style said is now said by the paragraph itself
        properties.append(deepcopy(held))
        return True
    if words and "".join(paragraph.itertext()).strip():
        run = etree.Element(W + "r")
        text = etree.SubElement(run, W + "t")
        text.text = words + (" " if words[-1].isalnum() and words[-1].isascii() else "")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        paragraph.insert(list(paragraph).index(properties) + 1, run)
    return False


def _hint(paragraph: etree._Element, properties: etree._Element, chain: list[_Style]) -> str:
    for style in chain:
        level = _HEADING_NAME.fullmatch(style.name.strip())
        if level:
            return f"h{min(int(level.group(1)) + 1, 4)}"
        if style.name.strip().lower() in ("title", "标题", "公文标题"):
            return "title"
    outline = _value(properties, "outlineLvl")
    if outline.isdigit() and int(outline) < 3:
        return f"h{int(outline) + 2}"
    places = [properties, *(style.properties for style in chain)]
    side = next((value for place in places if (value := _value(place, "jc"))), "")
    runs = [run for run in paragraph.iter(W + "r") if "".join(text.text or "" for text in run.iter(W + "t")).strip()]
    if side == "center" and runs and all(_RED.fullmatch(_run_value(run, "color")) for run in runs):
        return "red"
    strong = bool(runs) and all(_is_strong(run, chain) for run in runs)
    if side == "center":
        return "centre-strong" if strong else "centre"
    if side in ("right", "end"):
        return "right"
    return "strong" if strong else ""


def _run_value(run: etree._Element, name: str) -> str:
    return _value(run.find(W + "rPr"), name)


def _is_strong(run: etree._Element, chain: list[_Style]) -> bool:
    for place in [run.find(W + "rPr"), *(style.run for style in chain)]:
        if place is None:
            continue
        bold = place.find(W + "b")
        if bold is not None:
            return bold.get(W + "val", "").lower() not in ("0", "false", "off")
        fonts = place.find(W + "rFonts")
        if fonts is not None and (face := fonts.get(W + "eastAsia", "")):
            return bool(_HEADING_FACE.search(face))
    return False
