"""Personal data inside what a file hides is named, and a scrubbed file holds it no more."""

import io

import docx
import openpyxl
import pytest
from PIL import Image
from tests.core.files import makers

from mingzheng.core.errors import Refused
from mingzheng.core.files import extract_text, scan_hidden
from mingzheng.core.files.scrub import scrub
from mingzheng.core.files.scrub_image import strip

ID = "310105199003070018"
MOBILE = "13812341234"


def valid_id():
    weights, check = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
    return ID[:17] + check[sum(int(d) * w for d, w in zip(ID[:17], weights, strict=True)) % 11]


NUMBER = valid_id()


def tracked(body):
    return makers.word_body(f"<w:p><w:r><w:t>公开的文字。</w:t></w:r></w:p><w:p>{body}</w:p>")


def deleted(text):
    return f"<w:del w:author='李某'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def private(data, name):
    return {(one.label, one.where) for one in scan_hidden(data, name) if one.type == "hidden_private" and one.serious}


def assert_never_shown(data, name):
    for finding in scan_hidden(data, name):
        assert NUMBER not in str(finding.as_row()) and MOBILE not in str(finding.as_row())


def test_an_identity_number_in_a_tracked_change_is_named_but_not_shown():
    data = tracked(deleted(f"张某，身份证号{NUMBER}"))
    assert private(data, "a.docx") == {("隐藏内容中有居民身份证号码", "正文第 2 段")}
    assert_never_shown(data, "a.docx")


def test_a_number_pieced_together_from_deleted_and_visible_text_is_found():
    data = tracked(f"<w:r><w:t>{NUMBER[:9]}</w:t></w:r>" + deleted(NUMBER[9:]))
    assert private(data, "a.docx") == {("隐藏内容中有居民身份证号码", "正文第 2 段")}


def test_a_number_that_everybody_sees_is_not_called_hidden():
    data = tracked(f"<w:r><w:t>电话{MOBILE}</w:t></w:r>" + deleted("无关"))
    assert private(data, "a.docx") == set()


def test_a_mark_of_secrecy_in_a_comment_is_named():
    document = docx.Document()
    paragraph = document.add_paragraph("公开的文字")
    document.add_comment(paragraph.runs[0], text=f"机密★3年，联系{MOBILE}", author="李某")
    found = private(makers.saved(document), "a.docx")
    assert {label for label, _ in found} == {"隐藏内容中有涉密或内部标志", "隐藏内容中有手机号码"}


def book_with_secrets():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "人数", "备注"])
    sheet.append(["甲", 3, "公开"])
    for number in range(60):
        sheet.append([f"隐行{number}", number, "x"])
        sheet.row_dimensions[3 + number].hidden = True
    sheet.append(["合计", "=SUM(B2:B62)", "公开"])
    other = book.create_sheet("底稿")
    for number in range(50):
        other.append([f"底稿{number}"])
    other.append(["张某", NUMBER])
    other.sheet_state = "hidden"
    return makers.saved(book)


def test_a_hidden_sheet_is_searched_whole_not_only_the_cells_that_are_shown():
    assert private(book_with_secrets(), "a.xlsx") == {("隐藏内容中有居民身份证号码", "工作表「底稿」")}
    assert_never_shown(book_with_secrets(), "a.xlsx")


def test_text_under_a_black_box_is_searched():
    data = makers.pdf(makers.TEXT + b"0 0 0 rg 10 190 280 25 re f\n")
    assert private(data, "a.pdf") == {("隐藏内容中有手机号码", "第 1 页")}
    assert_never_shown(data, "a.pdf")


def test_a_scrubbed_word_file_keeps_its_text_and_hides_nothing():
    document = docx.Document(io.BytesIO(makers.word_with_secrets()))
    out = io.BytesIO()
    picture = Image.new("RGB", (4, 4))
    facts = picture.getexif()
    facts[0x013B] = "Zhang"
    picture.save(out, "JPEG", exif=facts)
    document.add_picture(io.BytesIO(out.getvalue()))
    document.add_paragraph("末段")
    data = makers.saved(document)
    source = docx.Document(io.BytesIO(data))
    body = source.element.body
    from docx.oxml import parse_xml

    body[0].append(
        parse_xml(f'<w:del xmlns:w="{makers.W}" w:author="李某"><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>')
    )
    body[0].append(parse_xml(f'<w:ins xmlns:w="{makers.W}" w:author="李某"><w:r><w:t>，新增的话</w:t></w:r></w:ins>'))
    dirty = makers.saved(source)
    assert scan_hidden(dirty, "a.docx")
    done = scrub(dirty, "a.docx")
    assert done.left == () and done.clean
    assert extract_text(done.data, "a.docx").text == extract_text(dirty, "a.docx").text
    assert "新增的话" in extract_text(done.data, "a.docx").text
    assert (
        next(paragraph.text for paragraph in docx.Document(io.BytesIO(done.data)).paragraphs) == "公开的文字，新增的话"
    )
    assert NUMBER.encode() not in b"".join(makers.zipfile.ZipFile(io.BytesIO(done.data)).read(n) for n in
                                           makers.zipfile.ZipFile(io.BytesIO(done.data)).namelist())  # fmt: skip
    assert any("修订" in words for words in done.removed) and any("批注" in words for words in done.removed)


def test_a_scrubbed_workbook_has_no_hidden_sheet_row_or_string():
    done = scrub(book_with_secrets(), "a.xlsx")
    assert done.clean, done.left
    book = openpyxl.load_workbook(io.BytesIO(done.data))
    assert book.sheetnames == ["Sheet"]
    values = [[cell for cell in row if cell is not None] for row in book.active.iter_rows(values_only=True)]
    assert values[:2] == [["姓名", "人数", "备注"], ["甲", 3, "公开"]] and values[-1][0] == "合计"
    package = makers.zipfile.ZipFile(io.BytesIO(done.data))
    everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "ignore")
    assert NUMBER not in everything and "隐行" not in everything and "底稿" not in everything


def test_comments_and_columns_of_a_workbook_go():
    done = scrub(makers.workbook_with_secrets(), "a.xlsx")
    assert [finding for finding in done.left if finding.serious] == []
    sheet = openpyxl.load_workbook(io.BytesIO(done.data)).active
    assert sheet["A1"].comment is None and sheet["C1"].value is None and sheet["A1"].value == "甲"


def test_what_cannot_be_taken_out_is_said():
    data = makers.rezip(makers.word("x"), {"word/embeddings/a.bin": b"x"})
    done = scrub(data, "a.docx")
    assert not done.clean and {finding.type for finding in done.left} == {"embedded"}


def test_other_files_are_refused_with_a_remedy():
    with pytest.raises(Refused) as refused:
        scrub(makers.pdf(makers.TEXT), "a.pdf")
    assert refused.value.code == "not_scrubbed" and refused.value.remedy


def test_strings_that_stayed_behind_in_a_workbook_are_found():
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{spreadsheet}"><si><t>张某 {NUMBER}</t></si></sst>'
    left = makers.rezip(makers.workbook(), {"xl/sharedStrings.xml": strings.encode()})
    assert private(left, "a.xlsx") == {("隐藏内容中有居民身份证号码", "工作簿")}
    assert scrub(left, "a.xlsx").clean


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_pictures_lose_what_they_tell_and_stay_pictures(form):
    picture = Image.new("RGB", (5, 7), (10, 200, 30))
    facts = picture.getexif()
    facts[0x013B] = "Zhang"
    out = io.BytesIO()
    picture.save(out, form, exif=facts)
    bare = strip(out.getvalue())
    assert b"Zhang" in out.getvalue() and b"Zhang" not in bare
    opened = Image.open(io.BytesIO(bare))
    opened.load()
    assert opened.size == (5, 7) and not opened.getexif()
