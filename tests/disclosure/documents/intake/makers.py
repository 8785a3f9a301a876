"""Word, PDF and OFD papers made for tests, with the dirt that real ones carry."""

from __future__ import annotations

import io

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def photograph() -> bytes:
    """A JPEG that says where it was taken and by whom."""
    picture = Image.new("RGB", (80, 60), (200, 30, 30))
    facts = picture.getexif()
    facts[0x013B] = "Zhang San"
    facts.get_ifd(0x8825)[1] = "N"
    facts.get_ifd(0x8825)[2] = (IFDRational(31), IFDRational(13), IFDRational(0))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=facts)
    return out.getvalue()


def line(document, text, *, centre=False, bold=False, red=False, size=0.0, face=""):
    paragraph = document.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold = bold or None
    if red:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    if size:
        run.font.size = Pt(size)
    if face:
        run.font.name = face
        run._element.rPr.rFonts.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", face)
    return paragraph


def official() -> bytes:
    """A notice without Word styles: red head, two-line title, 黑体 headings, merged table, picture, tracked change, colophon."""
    document = docx.Document()
    line(document, "上海市长宁区人民政府办公室文件", centre=True, red=True, size=40, face="方正小标宋简体")
    line(document, "长府办〔2023〕12号", centre=True)
    line(document, "上海市长宁区人民政府办公室关于印发", centre=True, size=22, face="方正小标宋简体")
    line(document, "《长宁区停车管理办法》的通知", centre=True, size=22, face="方正小标宋简体")
    line(document, "各委、办、局，各街道办事处、新泾镇政府：")
    line(document, "　　现将《长宁区停车管理办法》印发给你们\u00ad，请遵照\u200b执行。")
    line(document, "一、总体要求", face="黑体")
    paragraph = line(document, "　　停车秩序应当规范")
    paragraph._p.append(
        parse_xml(f'<w:del {W} w:id="1" w:author="李某"><w:r><w:delText>被删去的话</w:delText></w:r></w:del>')
    )
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="2" w:author="李某"><w:r><w:t>有序。</w:t></w:r></w:ins>'))
    paragraph._p.append(parse_xml(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>隐藏的话</w:t></w:r>"))
    line(document, "（一）停车场所", face="楷体_GB2312")
    line(document, "　　停车场所分为两类，收费标准见下表。")
    table = document.add_table(4, 3)
    rows = (("类别", "收费标准（元）", ""), ("", "白天", "夜间"), ("道路", "10", "5"), ("场库", "8", "4"))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.add_picture(io.BytesIO(photograph()))
    line(document, "　　附件：1.停车管理办法")
    line(document, "　　　　　2.收费标准")
    line(document, "上海市长宁区人民政府办公室")
    line(document, "2023年4月17日")
    line(document, "（此件公开发布）")
    line(document, "抄送：区委办公室。")
    line(document, "上海市长宁区人民政府办公室　2023年4月18日印发")
    return saved(document)


def numbered() -> bytes:
    """Headings whose numbers Word makes itself: 一、 and （一）."""
    document = docx.Document()
    numbering = document.part.numbering_part._element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%3."/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    line(document, "关于加强管理的通知", centre=True, bold=True, size=22)
    for level, text in ((0, "总体要求"), (None, "正文一。"), (0, "主要任务"), (1, "第一类任务"), (None, "正文二。"),
                        (1, "第二类任务"), (None, "正文三。"), (2, "按时完成。"), (2, "如实报告。")):  # fmt: skip
        paragraph = document.add_paragraph(text)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
            )
    return saved(document)


def styled() -> bytes:
    """A document that uses Word's own styles, a bullet list and a footnote-free body."""
    document = docx.Document()
    document.add_heading("关于开展检查的通知", 0)
    document.add_heading("检查内容", 1)
    document.add_paragraph("下列内容列入检查。")
    document.add_paragraph("安全", style="List Bullet")
    document.add_paragraph("卫生", style="List Bullet")
    document.add_heading("检查时间", 2)
    document.add_paragraph("七月。")
    return saved(document)


PARAGRAPH = "为进一步规范本区停车秩序，方便市民群众出行，根据有关法律法规的规定，结合本区实际情况，制定本办法，请各单位遵照执行。"


def pdf(paragraphs: int = 14, extra: str = "") -> bytes:
    """A paper set by typst in the official layout: page numbers, running head, CJK justification."""
    body = "\n\n".join(PARAGRAPH for _ in range(paragraphs))
    source = f"""
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), header: align(center)[内部资料选编], footer: align(center)[— #context counter(page).display() —])
#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 0.8em)
#align(center)[#text(size: 36pt, fill: red)[上海市长宁区人民政府文件]]
#align(center)[长府〔2023〕8号]
#align(center)[#text(size: 22pt)[上海市长宁区人民政府关于印发长宁区\\ 停车管理办法的通知]]
#par(first-line-indent: 0em)[各委、办、局：]

一、总体要求

{body}

{extra}

#align(right)[上海市长宁区人民政府]
#align(right)[2023年5月6日]

（此件公开发布）
"""
    import pylopdf_fonts_zh_cn

    folder = next(iter(pylopdf_fonts_zh_cn.__path__))
    return typst.compile(source.encode(), font_paths=[folder])
