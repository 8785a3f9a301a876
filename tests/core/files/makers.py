"""Files made for tests: real ones by the libraries, odd ones by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable

import docx
import openpyxl
from openpyxl.comments import Comment

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFD_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def word_table() -> bytes:
    document = docx.Document()
    document.add_paragraph("名单")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["姓名", "电话", "张某", "13812341234"], strict=True):
        cell.text = text
    return saved(document)


def rezip(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The package with parts replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()} | changes
    return zipped(parts)


def zipped(parts: dict[str, bytes | str], *, before: bytes = b"", comment: bytes = b"") -> bytes:
    buffer = io.BytesIO(before)
    buffer.seek(0, io.SEEK_END)
    with zipfile.ZipFile(buffer, "a" if before else "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = comment
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def word_body(body: str) -> bytes:
    """A Word file whose body is this WordprocessingML."""
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return rezip(word("x"), {"word/document.xml": xml.encode()})


def word_with_secrets() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("公开的文字")
    paragraph.add_run("隐藏的文字").font.hidden = True
    document.add_comment(paragraph.runs[0], text="不要写这句", author="李某")
    document.core_properties.author = "张某"
    return saved(document)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "公开"
    sheet.append(["事项", "电话", "天数"])
    sheet.append(["甲", "13812341234", 20.0])
    return saved(book)


def workbook_with_secrets() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["甲", "乙", "丙"])
    sheet.append(["隐行", 2, 3])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A1"].comment = Comment("请核", "李某")
    for name, state in (("底稿", "hidden"), ("深藏", "veryHidden")):
        other = book.create_sheet(name)
        other["A1"] = f"{name}内容"
        other.sheet_state = state
    return saved(book)


def pdf(content: bytes, *, page: bytes = b"", trailer: bytes = b"", objects: Iterable[bytes] = ()) -> bytes:
    """A one-page PDF, 300 × 300 points, with font F1; further objects are numbered from 6."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>" + page + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


TEXT = b"BT /F1 12 Tf 20 200 Td (Name Zhang phone 13812341234) Tj ET\n"
BOX = b"0 0 0 rg 60 195 90 15 re f\n"


def ofd(*pages: str) -> bytes:
    """An OFD package; each page is the inside of its ofd:Layer."""
    listing = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {OFD_NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD_NS}><ofd:Pages>{listing}</ofd:Pages></ofd:Document>",
    }
    for number, layer in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {OFD_NS}><ofd:Content><ofd:Layer>{layer}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(parts)


def ofd_line(text: str, top: float) -> str:
    return f'<ofd:TextObject Boundary="10 {top} 80 5" Size="4"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xda\x00\x02\xff\xd9"


def exif_with_place() -> bytes:
    """An APP1 segment: make, artist, and a GPS directory at 31°13'N 121°25'E."""
    entries, tail = [], b""
    data_at = 8 + 2 + 3 * 12 + 4
    artist = b"Zhang Mou\0"
    entries.append(struct.pack("<HHII", 0x010F, 2, 4, int.from_bytes(b"Cam\0", "little")))
    entries.append(struct.pack("<HHII", 0x013B, 2, len(artist), data_at))
    tail += artist
    gps_at = data_at + len(tail)
    entries.append(struct.pack("<HHII", 0x8825, 4, 1, gps_at))
    rationals_at = gps_at + 2 + 2 * 12 + 4
    gps = struct.pack("<H", 2)
    gps += struct.pack("<HHII", 2, 5, 3, rationals_at) + struct.pack("<HHII", 4, 5, 3, rationals_at + 24)
    gps += struct.pack("<I", 0) + struct.pack("<12I", 31, 1, 13, 1, 0, 1, 121, 1, 25, 1, 0, 1)
    tiff = (
        b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 3) + b"".join(entries) + struct.pack("<I", 0) + tail + gps
    )
    block = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
