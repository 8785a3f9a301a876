"""What files carry besides what is seen."""

import pytest
from tests.core.files import makers

from mingzheng.core.files import scan_hidden


def types(data, name):
    return {finding.type for finding in scan_hidden(data, name)}


def one(data, name, kind):
    (finding,) = [finding for finding in scan_hidden(data, name) if finding.type == kind]
    assert finding.remedy
    return finding


def test_word_comments_hidden_text_and_author():
    data = makers.word_with_secrets()
    assert one(data, "a.docx", "hidden_text").text == "隐藏的文字"
    comment = one(data, "a.docx", "comment")
    assert (comment.text, comment.label) == ("不要写这句", "批注（李某）")
    assert "张某" in {finding.text for finding in scan_hidden(data, "a.docx") if finding.type == "property"}


def test_word_tracked_changes_say_who_and_where():
    body = (
        '<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:del w:author="李某"><w:r><w:delText>原话</w:delText></w:r></w:del>'
        '<w:ins w:author="李某"><w:r><w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>新话</w:t></w:r></w:ins></w:p>'
    )
    data = makers.word_body(body)
    deletion = one(data, "a.docx", "tracked_deletion")
    assert (deletion.text, deletion.where, deletion.label) == ("原话", "正文第 2 段", "修订：删除（李某）")
    assert one(data, "a.docx", "tracked_insertion").text == "新话"
    assert one(data, "a.docx", "tracked_format").text == "1 处"


def test_word_hiding_by_style_and_by_white_letters():
    body = (
        '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>样式藏</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白字</w:t></w:r></w:p>'
    )
    styles = f'<w:styles xmlns:w="{makers.W}"><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    data = makers.rezip(makers.word_body(body), {"word/styles.xml": styles.encode()})
    assert one(data, "a.docx", "hidden_text").text == "样式藏"
    assert one(data, "a.docx", "faint_text").text == "白字"


def test_word_packages_inside():
    changes = {
        "word/embeddings/a.bin": b"x",
        "customXml/item9.xml": "<r>张某</r>".encode(),
        "word/media/p.jpg": makers.jpeg(makers.exif_with_place()),
    }
    assert {"embedded", "custom_xml", "gps"} <= types(makers.rezip(makers.word("x"), changes), "a.docx")


def test_workbook_sheets_rows_columns_comments():
    data = makers.workbook_with_secrets()
    assert one(data, "a.xlsx", "hidden_sheet").text == "底稿内容"
    assert one(data, "a.xlsx", "very_hidden_sheet").text == "深藏内容"
    assert one(data, "a.xlsx", "hidden_rows").text.startswith("隐行")
    assert "丙" in one(data, "a.xlsx", "hidden_columns").text
    assert one(data, "a.xlsx", "comment").where == "工作表「Sheet」A1"


def test_workbook_caches_and_links():
    changes = {
        "xl/pivotCache/pivotCacheRecords1.xml": b'<r count="12"/>',
        "xl/externalLinks/externalLink1.xml": "<e><v>别处的数</v></e>".encode(),
    }
    data = makers.rezip(makers.workbook(), changes)
    assert "12" in one(data, "a.xlsx", "pivot_cache").text
    assert one(data, "a.xlsx", "external_link").text == "别处的数"


def test_text_under_a_black_box_is_found_and_a_background_is_not():
    finding = one(makers.pdf(makers.TEXT + makers.BOX), "a.pdf", "covered_text")
    assert "Zhang" in finding.text
    assert types(makers.pdf(makers.BOX + makers.TEXT), "a.pdf") == set()


def test_pdf_annotations_properties_invisible_text_and_earlier_versions():
    data = makers.pdf(
        makers.TEXT + b"BT /F1 9 Tf 3 Tr 20 100 Td (ghost) Tj ET",
        page=b"/Annots[6 0 R]",
        trailer=b"/Info 7 0 R",
        objects=[b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(note)>>", b"<</Author(Zhang)>>"],
    )
    assert one(data, "a.pdf", "annotation").text == "note"
    assert one(data, "a.pdf", "property").text == "Zhang"
    assert one(data, "a.pdf", "text_layer").text == "ghost"
    assert "earlier_versions" in types(data + b"\n%%EOF", "a.pdf")


def test_place_of_a_photograph():
    data = makers.jpeg(makers.exif_with_place())
    assert one(data, "a.jpg", "gps").text == "纬度约 31.22，经度约 121.42"
    assert {finding.text for finding in scan_hidden(data, "a.jpg") if finding.type == "exif"} == {"Cam", "Zhang Mou"}
    assert scan_hidden(makers.jpeg(), "a.jpg") == []


@pytest.mark.parametrize("cut", range(12, 130, 7))
def test_damaged_photographs_do_not_break_the_scan(cut):
    segment = makers.exif_with_place()
    scan_hidden(makers.jpeg(segment[:cut]), "a.jpg")


def test_what_cannot_be_judged_is_said():
    legacy = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    assert types(legacy, "a.doc") == {"not_judged"}
    assert types(makers.ofd(""), "a.ofd") == {"not_judged"}
    noted = {"Doc_0/Annots/a.xml": "<PageAnnot><Annot><Remark>内部意见</Remark></Annot></PageAnnot>"}
    assert one(makers.rezip(makers.ofd(""), noted), "a.ofd", "annotation").text == "内部意见"


def test_many_findings_are_capped_with_a_count():
    body = "<w:p><w:ins><w:r><w:t>字</w:t></w:r></w:ins></w:p>" * 130
    insertions = [f for f in scan_hidden(makers.word_body(body), "a.docx") if f.type == "tracked_insertion"]
    assert len(insertions) == 101
    assert insertions[-1].text == "另有 30 处"
