"""Files and pasted text as a clean body: what is kept, what is taken as source for header fields, what is said to be lost."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from tests.core.files import makers as raw
from tests.disclosure.documents.intake import makers

from mingzheng.core.errors import Refused
from mingzheng.core.files.hidden_image import scan as scan_image
from mingzheng.core.files.limits import DEFAULT
from mingzheng.disclosure.documents.intake import cleaning, markup, proposals
from mingzheng.disclosure.documents.intake.model import Role


def codes(cleaned):
    return {note.code for note in cleaned.notes}


@pytest.fixture(scope="module")
def official():
    return cleaning.read(makers.official(), "通知.docx")


def test_a_word_paper_without_styles_gets_its_headings_and_loses_head_and_colophon(official):
    assert official.html.startswith("<p>现将《长宁区停车管理办法》印发给你们，请遵照执行。</p><h2>一、总体要求</h2>")
    assert "<h3>（一）停车场所</h3>" in official.html
    for gone in ("长府办〔2023〕12号", "抄送", "印发<", "此件公开发布", "2023年4月17日"):
        assert gone not in official.html
    assert [block.text for block in official.of(Role.HEAD)] == ["上海市长宁区人民政府办公室文件"]


def test_tracked_changes_are_read_as_accepted_and_hidden_text_is_not_read(official):
    assert "停车秩序应当规范有序。" in official.html
    assert "被删去的话" not in official.text and "隐藏的话" not in official.text
    assert "tracked" in codes(official)


def test_a_table_keeps_its_merged_cells_and_gets_its_head(official):
    assert '<th rowspan="2" scope="col">类别</th><th colspan="2" scope="colgroup">收费标准（元）</th>' in official.html
    assert "<tbody><tr><td>道路</td><td>10</td><td>5</td></tr>" in official.html
    assert "table_header" in codes(official)


def test_a_picture_comes_apart_without_what_it_told_and_asks_for_words(official):
    assert '<figure><img src="intake/picture-1.jpg" alt=""></figure>' in official.html
    (picture,) = official.pictures
    assert list(scan_image(makers.photograph(), DEFAULT)), "the original must tell something"
    assert list(scan_image(picture.data, DEFAULT)) == []
    assert (picture.width, picture.height, picture.mime) == (80, 60, "image/jpeg")
    assert "alt_text" in codes(official)


def test_what_was_read_stays_as_it_is_when_the_editor_saves_it(official):
    assert cleaning.clean_body(official.html) == official.html


def test_the_fields_of_the_word_paper(official):
    reading = proposals.propose(official)
    assert reading.value("title") == "上海市长宁区人民政府办公室关于印发《长宁区停车管理办法》的通知"
    assert reading.value("attachments") == ("停车管理办法", "收费标准")
    assert reading.value("attribute") == "主动公开"
    assert reading.doubts == ()


def test_numbers_that_word_makes_itself_are_words():
    html = cleaning.read(makers.numbered(), "a.docx").html
    assert html == (
        "<h2>一、总体要求</h2><p>正文一。</p><h2>二、主要任务</h2><h3>（一）第一类任务</h3><p>正文二。</p>"
        "<h3>（二）第二类任务</h3><p>正文三。</p><p>1.按时完成。</p><p>2.如实报告。</p>"
    )


def test_word_styles_give_headings_and_lists():
    cleaned = cleaning.read(makers.styled(), "a.docx")
    assert "<h2>检查内容</h2>" in cleaned.html and "<h3>检查时间</h3>" in cleaned.html
    assert "<ul><li>安全</li><li>卫生</li></ul>" in cleaned.html


def test_a_paragraph_whose_mark_is_deleted_joins_the_next():
    body = (
        "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr><w:r><w:t>前半句</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>后半句。</w:t></w:r></w:p><w:p><w:moveFrom w:id='2'><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        "<w:moveTo w:id='3'><w:r><w:t>移入。</w:t></w:r></w:moveTo></w:p>"
    )
    assert cleaning.read(raw.word_body(body), "a.docx").html == "<p>前半句后半句。</p><p>移入。</p>"


def test_a_pdf_is_read_by_its_layout():
    cleaned = cleaning.read(makers.pdf(), "a.pdf")
    assert cleaned.html == "<h2>一、总体要求</h2>" + f"<p>{makers.PARAGRAPH}</p>" * 14
    assert "内部资料选编" not in cleaned.text and "— 1 —" not in cleaned.text
    assert "pdf_layout" in codes(cleaned)
    reading = proposals.propose(cleaned)
    assert reading.value("title") == "上海市长宁区人民政府关于印发长宁区停车管理办法的通知"
    assert reading.value("doc_number") == "长府〔2023〕8号"
    assert reading.value("signature") == ("上海市长宁区人民政府",)


def test_a_simple_table_of_a_pdf_is_put_together_and_said_to_be_a_guess():
    cells = ", ".join(f"[{cell}]" for cell in ("类别", "白天", "夜间", "道路", "10", "5", "场库", "8", "4"))
    cleaned = cleaning.read(makers.pdf(2, f"#table(columns: (1fr, 1fr, 1fr), align: center, {cells})"), "a.pdf")
    head = '<thead><tr><th scope="col">类别</th><th scope="col">白天</th><th scope="col">夜间</th></tr></thead>'
    assert f"<table>{head}<tbody><tr><td>道路</td><td>10</td><td>5</td></tr>" in cleaned.html
    assert "table_guessed" in codes(cleaned)


def test_no_level_of_heading_is_skipped():
    document = makers.docx.Document()
    makers.line(document, "关于管理的通知", centre=True, size=22)
    makers.line(document, "1．加强领导", bold=True)
    makers.line(document, "要加强领导。")
    assert cleaning.read(makers.saved(document), "a.docx").html == "<h2>1．加强领导</h2><p>要加强领导。</p>"


def test_a_scanned_pdf_is_refused_with_what_to_do():
    with pytest.raises(Refused) as refused:
        cleaning.read(raw.pdf(raw.BOX), "扫描件.pdf")
    assert refused.value.code == "scanned" and "文字识别" in refused.value.remedy


def test_an_ofd_is_read_and_what_is_lost_is_said():
    page = raw.ofd_line("关于开展检查的通知", 20) + raw.ofd_line("现开展检查。", 40)
    cleaned = cleaning.read(raw.ofd(page), "a.ofd")
    assert "关于开展检查的通知" in cleaned.text and "现开展检查。" in cleaned.html
    assert "ofd_layout" in codes(cleaned)


WORD_PASTE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
<!--StartFragment--><p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt'>关于印发《办法》的通知<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US>&nbsp;</span></p>
<p class=MsoNormal style='text-indent:32.0pt'>现印发给
你们，请<span style='font-weight:bold'>遵照</span>执行。</p>
<p class=MsoNormal><span style='mso-hide:all;display:none'>藏</span><img src="file:///C:/Users/x/image001.png"></p>
<table><tr><td>项目</td><td>数量</td></tr><tr><td>甲</td><td>3</td></tr></table><!--EndFragment--></body></html>"""


def test_a_paste_from_word_is_cleaned():
    cleaned = cleaning.read_pasted(WORD_PASTE)
    assert cleaned.html == (
        '<p>现印发给你们，请<strong>遵照</strong>执行。</p><table><thead><tr><th scope="col">项目</th><th scope="col">数量</th></tr></thead>'
        "<tbody><tr><td>甲</td><td>3</td></tr></tbody></table>"
    )
    assert proposals.propose(cleaned).value("title") == "关于印发《办法》的通知"
    assert "picture_outside" in codes(cleaned)


def test_pictures_inside_a_paste_are_taken_out():
    out = io.BytesIO()
    Image.new("RGB", (3, 3)).save(out, "PNG")
    html = f'<p>见图。</p><img src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}">'
    cleaned = cleaning.read_html(html)
    assert cleaned.html == '<p>见图。</p><figure><img src="intake/picture-1.png" alt=""></figure>'
    assert len(cleaned.pictures) == 1


def test_a_picture_that_cannot_be_read_is_said_to_be_lost():
    cleaned = cleaning.read_html('<p>见图。</p><img src="data:image/x-emf;base64,AQAAAA==">')
    assert cleaned.pictures == () and "picture_unreadable" in codes(cleaned)


def test_text_broken_at_a_width_is_joined():
    whole = (
        "为进一步规范本区停车秩序方便市民群众出行根据有关法律法规的规定结合本区实际情况制定本办法请各单位遵照执行" * 6
    )
    lines = [whole[at : at + 26] for at in range(0, len(whole), 26)]
    cleaned = cleaning.read_text("关于停车的通知\n" + "\n".join(lines))
    assert cleaned.html == f"<p>{whole}</p>"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 64, "旧.doc", "legacy"),
        (raw.workbook(), "表.xlsx", "no_reader"),
        (raw.word(), "空.docx", "empty_text"),
        (b"", "空.docx", "empty"),
        (
            raw.rezip(raw.word("x"), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><w:document/>'}),
            "a.docx",
            "xml_entities",
        ),
        (raw.rezip(raw.word("x"), {"word/document.xml": b"<broken"}), "a.docx", "corrupt"),
        (raw.rezip(raw.word("x"), {"word/styles.xml": b"<w:styles><unbound:x/></w:styles>"}), "a.docx", "corrupt"),
        (raw.rezip(raw.word("x"), {"word/_rels/document.xml.rels": b"<a/>junk"}), "a.docx", "corrupt"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data, name, code):
    with pytest.raises(Refused) as refused:
        cleaning.read(data, name)
    assert refused.value.code == code and refused.value.remedy


def test_row_of_short_items_is_a_list_and_not_headings():
    html = cleaning.read_text(
        "关于提交材料的通知\n各单位：\n请提交下列材料。\n一、营业执照\n二、申请表\n三、承诺书"
    ).html
    assert "<h2>" not in html
    assert markup.plain_text(html).splitlines()[-1] == "三、承诺书"
