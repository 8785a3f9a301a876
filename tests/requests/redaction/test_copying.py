"""Redacted copies of PDFs: what is covered is gone from text, pixels and bytes; what is not covered is still there."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from tests.support.redaction import LETTER, SAID, box, drawn, made, over, saved, text, typeset, unpacked

from mingzheng.core.files.hidden import scan_hidden
from mingzheng.requests.redaction.copying import building, reading, verifying
from mingzheng.requests.redaction.copying.faults import UnverifiedError
from mingzheng.requests.redaction.copying.places import Rect
from mingzheng.requests.redaction.copying.textlayer import Letters

LINE = "BT /F1 14 Tf 72 700 Td (Payee Mr Zhang, account 62220011) Tj ET"


@pytest.fixture(scope="module")
def letter():
    return typeset(LETTER, "第二页没有姓名。")


def test_covered_chinese_words_are_gone_and_the_rest_can_be_read_and_searched(letter):
    built, report = made(letter, over(letter, "张三丰") + over(letter, "310101199001011237"))
    found = text(built.data)
    assert "张" not in found and "丰" not in found and "3101" not in found
    assert "申请人" in found and "住新华路 12 号" in found and "其余内容可以公开" in found
    assert found.count(SAID) == 2
    assert "张三丰".encode("utf-16-be") not in unpacked(built.data)
    assert any("2 个遮盖框" in line for line in report.checks)


def test_pixels_under_a_box_are_its_colour(letter):
    covers = over(letter, "310101199001011237")
    built, _report = made(letter, covers)
    image = reading.read_picture(built.data, 1)
    left, top, _right, bottom = covers[0].rect.pixels(*image.size)
    edge = image.crop((left, top, left + 4, bottom))  # the lettering stands in the middle
    assert edge.getcolors() == [(edge.width * edge.height, (0, 0, 0))]


def test_part_of_a_number_takes_the_whole_number_and_part_of_a_chinese_word_only_its_characters(letter):
    page = reading.read_page(letter, 1)
    (start, _end) = page.find("310101199001011237")[0]
    covers = [box(rect) for rect in page.rects(start + 3, start + 5)] + over(letter, "张三")
    built, _report = made(letter, covers)
    found = text(built.data)
    assert "310" not in found and "237" not in found
    assert "张" not in found and "丰" in found


def test_a_page_that_shares_no_telling_font_stays_as_it_is():
    data = saved(drawn(LINE))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages.append(pdf.pages[0])
        data = saved(pdf)
    built, report = made(data, over(data, "Zhang"))
    assert [bool(page.reasons) for page in built.pages] == [True, False]
    assert "Zhang" not in text(built.data, 1) and "Zhang" in text(built.data, 2)
    assert any("第 2 页还有未遮盖" in note for note in report.notes)


def test_a_subset_font_would_tell_the_covered_characters_so_its_other_pages_become_pictures(letter):
    built, _report = made(letter, over(letter, "张三丰"))
    assert built.pages[1].reasons == {"font"}
    assert b"FontFile" not in unpacked(built.data)
    assert "第二页没有姓名。" in text(built.data, 2)


UPRIGHT = {0: "1 0 0 1 172 760", 90: "0 1 -1 0 300 400", 180: "-1 0 0 -1 500 500", 270: "0 -1 1 0 300 700"}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_with_an_offset_and_a_crop(turn):
    """As scanners and landscape tables make them: the page is turned, and its text so that it is read upright."""
    pdf = drawn(f"BT /F1 14 Tf {UPRIGHT[turn]} Tm (Payee Mr Zhang, account) Tj ET", box=(100, 100, 595, 842), Rotate=turn)  # fmt: skip
    pdf.pages[0].obj.CropBox = Array([120, 300, 560, 820])
    data = saved(pdf)
    built, _report = made(data, over(data, "Zhang"))
    assert "Zhang" not in text(built.data) and "Payee Mr" in text(built.data) and "account" in text(built.data)
    before, after = reading.read_picture(data, 1, 72).size, reading.read_picture(built.data, 1, 72).size
    assert all(abs(one - other) <= 1 for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_lies_on_its_side_or_its_head_is_covered_too(turn):
    data = saved(drawn(LINE, Rotate=turn))
    built, _report = made(data, over(data, "Zhang"))
    left = text(built.data)
    assert "h" not in left and "z" not in left.lower()
    assert sorted("PayeeMr,account62220011") == sorted("".join(left.split()).replace(SAID, "").replace("■", ""))


def test_what_stands_outside_the_crop_leaves_with_neither_page():
    pdf = drawn(LINE + " BT /F1 14 Tf 72 100 Td (SECRETFOOT) Tj ET")
    pdf.pages[0].obj.CropBox = Array([0, 400, 595, 842])
    data = saved(pdf)
    built, report = made(data, [])
    assert built.pages[0].reasons >= {"outside"}
    assert b"SECRETFOOT" not in unpacked(built.data) and "Payee" in text(built.data)
    assert any("可见范围之外" in note for note in report.notes)


def test_words_in_pieces_of_text_go_as_a_whole():
    content = "BT /F1 14 Tf 72 700 Td (Mr Zha) Tj /F1 14 Tf (n) Tj [(g) -20 (Wei)] TJ ( stays) Tj ET"
    data = saved(drawn(content))
    page = reading.read_page(data, 1)
    start, _end = page.find("Zhang")[0]
    built, _report = made(data, [box(rect) for rect in page.rects(start, start + 2)])
    assert "Zha" not in text(built.data) and "ngWei" not in text(built.data) and "stays" in text(built.data)


@pytest.mark.parametrize("scale", ["0.24 0 0 0.24 20 300", "1 0 0 1 40 0", "1 0 0 1 0 0", "0 1 -1 0 500 100"])
def test_words_with_a_replacement_text_are_found_where_they_stand(scale):
    """Browsers write 人 with an ActualText, since its shape is also a radical; pdfium gives it a box somewhere else."""
    pdf = drawn(f"q {scale} cm /G Do Q")
    group = pdf.make_stream(
        b"BT /F1 40 Tf 100 400 Td (Payee ) Tj /Span <</ActualText <FEFF91D1>>> BDC (X) Tj EMC ( stays) Tj"
        b" 0 -80 Td /Span <</ActualText <FEFF6797>>> BDC (Y) Tj EMC ET"
    )
    group.Type, group.Subtype, group.BBox = Name.XObject, Name.Form, Array([0, 0, 1000, 1000])
    group.Resources = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    pdf.pages[0].obj.Resources.XObject = Dictionary(G=group)
    data = saved(pdf)
    page = reading.read_page(data, 1)
    assert "Payee 金 stays" in page.text and "林" in page.text
    image = reading.read_picture(data, 1, 100).convert("L")
    for glyph in page.glyphs:
        if glyph.char in "金林":
            assert image.crop(glyph.tight.pixels(*image.size)).getextrema()[0] < 120, "no ink there"
    built, _report = made(data, over(data, "金"))
    left = "".join(text(built.data).split())
    assert "金" not in left and "林" in left and "Payee" in left and "stays" in left


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_joined_letters_stay_whole_and_go_whole(turn):
    """One sign for several letters (ﬃ, ﬀ): none is lost where it stays, none stays where a box touches the sign."""
    pdf = drawn(f"BT /F1 30 Tf {UPRIGHT[turn]} Tm (oAce Bord) Tj ET", Rotate=turn)
    rows = "<41> <006600660069>\n<42> <00660066>\n" + "".join(f"<{ord(c):02X}> <{ord(c):04X}>\n" for c in " ocerd")
    cmap = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 8 beginbfchar\n{rows}endbfchar endcmap"
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = pdf.make_stream(cmap.encode())
    data = saved(pdf)
    assert reading.read_page(data, 1).text == "office fford"
    built, _report = made(data, [box((0.9, 0.9, 0.95, 0.95))])
    assert "office" in text(built.data) and "fford" in text(built.data)
    first = reading.read_page(data, 1)
    built, _report = made(data, [box(rect) for rect in first.rects(2, 3)])
    assert "f" not in text(built.data).split("ord")[0].replace("ff", "", 1)


def test_a_scan_with_a_text_layer_loses_the_word_in_both():
    photo = io.BytesIO()
    Image.effect_noise((1240, 1754), 90).convert("RGB").save(photo, "JPEG")
    pdf = drawn("q 595 0 0 842 0 0 cm /Im0 Do Q BT 3 Tr /F1 14 Tf 72 700 Td (Payee Mr Zhang, account 62220011) Tj ET")
    stream = pikepdf.Stream(pdf, photo.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=1240, Height=1754, BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=pdf.make_indirect(stream))
    data = saved(pdf)
    built, _report = made(data, over(data, "Zhang"))
    assert "Zhang" not in text(built.data) and "account 62220011" in text(built.data)
    untouched, _report = made(data, [])
    assert not untouched.pages[0].reasons and "Zhang" in text(untouched.data)


def test_boxes_may_overlap_and_touch_the_border(letter):
    first = over(letter, "张三丰")[0].rect
    covers = [box(first), box((first.x0 - 0.05, first.y0, first.x1 - 0.01, first.y1 + 0.01)), box((0, 0, 1, 0.05)), box((0.9, 0.9, 1, 1))]  # fmt: skip
    built, _report = made(letter, covers)
    assert "张" not in text(built.data) and text(built.data).count(SAID) >= 3


def test_a_scan_without_text_is_covered_in_its_picture():
    image = Image.effect_noise((800, 1100), 60).convert("RGB")
    held = io.BytesIO()
    image.save(held, "PDF", resolution=100)
    built, report = made(held.getvalue(), [box((0.2, 0.2, 0.5, 0.3))])
    shown = reading.read_picture(built.data, 1)
    inside = shown.crop(Rect(0.21, 0.21, 0.22, 0.29).pixels(*shown.size))
    assert max(high for _low, high in inside.getextrema()) < 40
    assert any("没有文字层" in note for note in report.notes)


def everything_hidden() -> pikepdf.Pdf:
    pdf = drawn(LINE + " BT /F1 9 Tf 3 Tr 72 60 Td (unseenword) Tj ET")
    pdf.docinfo["/Author"] = "SECRETAUTHOR"
    with pdf.open_metadata() as meta:
        meta["dc:title"] = "SECRETTITLE"
    pdf.attachments["a.txt"] = b"SECRETATTACHED"
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=String("SECRETNOTE"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    pdf.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=String("SECRETPIECE")))
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"SECRETTHUMB")
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('SECRETSCRIPT')"))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("SECRETOUTLINE", 0))
    return pdf


@pytest.mark.parametrize("covered", [True, False])
def test_nothing_that_is_not_seen_goes_along(covered):
    first = saved(everything_hidden())
    with pikepdf.open(io.BytesIO(first)) as pdf:
        pdf.pages.append(pdf.pages[0])
        data = saved(pdf)
    data += b"\n%SECRETTRAIL\n%%EOF\n"
    assert scan_hidden(data, "a.pdf")
    built, _report = made(data, over(data, "Zhang") if covered else [])
    assert b"SECRET" not in unpacked(built.data) and b"unseenword" not in unpacked(built.data)
    assert not [one for one in scan_hidden(built.data, "a.pdf") if one.type != "text_layer"]
    assert "account 62220011" in text(built.data, 2)


def test_a_filled_form_stays_visible_and_is_no_form_any_more():
    pdf = drawn(LINE)
    look = pdf.make_stream(b"BT /F1 12 Tf 2 4 Td (FIELDVALUE) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
    look.Resources = pdf.pages[0].obj.Resources
    field = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("FIELDVALUE"), F=4,
                   Rect=Array([100, 500, 200, 520]), AP=Dictionary(N=look))
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    data = saved(pdf)
    built, _report = made(data, [])
    assert built.pages[0].reasons == {"annotation"}
    assert b"FIELDVALUE" not in unpacked(built.data) and "FIELDVALUE" in text(built.data)
    shown = reading.read_picture(built.data, 1).convert("L").crop((270, 890, 560, 950))
    assert shown.getextrema()[0] < 80  # ink of the field's value


def test_hidden_layers_and_text_under_old_black_boxes_do_not_leave():
    layer = drawn("/OC /L1 BDC " + LINE + " EMC BT /F1 14 Tf 72 500 Td (seen) Tj ET")
    group = layer.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    layer.pages[0].obj.Resources.Properties = Dictionary(L1=group)
    layer.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    built, _report = made(saved(layer), [])
    assert "layer" in built.pages[0].reasons and b"Zhang" not in unpacked(built.data)
    old = saved(drawn(LINE + " 0 g 100 690 120 25 re f BT /F1 14 Tf 72 500 Td (seen) Tj ET"))
    built, report = made(old, [])
    assert "beneath" in built.pages[0].reasons and "Zhang" not in text(built.data) and "seen" in text(built.data)
    white = saved(drawn(LINE + " BT 1 g /F1 14 Tf 72 500 Td (whiteword) Tj ET"))
    built, report = made(white, [])
    assert "whiteword" not in text(built.data) and "account" in text(built.data)
    assert any("看不见的文字" in note for note in report.notes)


def test_pictures_of_other_pages_in_a_shared_list_of_resources_are_left_behind():
    pdf = drawn("q 200 0 0 200 100 300 cm /Im0 Do Q")
    picture = pdf.make_stream(b"SECRETPIXELS" + b"\0" * 88)
    for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": 10, "Height": 10, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}.items():  # fmt: skip
        picture[f"/{key}"] = value
    shared = pdf.make_indirect(pdf.pages[0].obj.Resources)
    shared.XObject = Dictionary(Im0=picture)
    pdf.pages[0].obj.Resources = shared
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[1].obj.Resources = shared
    pdf.pages[1].obj.Contents = pdf.make_stream(LINE.encode())
    built, _report = made(saved(pdf), [box((0.1, 0.3, 0.6, 0.7))])
    assert not built.pages[1].reasons and b"SECRETPIXELS" not in unpacked(built.data)


def test_a_photograph_on_a_page_that_stays_loses_its_camera_and_place():
    exif = Image.Exif()
    exif[0x013B], exif[0x8825] = "SECRETMAN", {1: "N", 2: (31.0, 12.0, 0.0)}
    photo = io.BytesIO()
    Image.effect_noise((60, 40), 60).convert("RGB").save(photo, "JPEG", exif=exif.tobytes())
    pdf = drawn(LINE + " q 200 0 0 150 100 300 cm /Im0 Do Q")
    stream = pikepdf.Stream(pdf, photo.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=pdf.make_indirect(stream))
    data = saved(pdf)
    built, _report = made(data, [])
    assert not built.pages[0].reasons and b"SECRETMAN" in unpacked(data) and b"SECRETMAN" not in unpacked(built.data)
    assert reading.read_picture(built.data, 1, 50).tobytes() == reading.read_picture(data, 1, 50).tobytes()


def test_a_file_locked_against_changes_gives_an_open_copy():
    locked = pikepdf.Encryption(owner="secret", user="", allow=pikepdf.Permissions(modify_other=False))
    data = saved(drawn(LINE), encryption=locked)
    built, _report = made(data, over(data, "Zhang"))
    assert b"/Encrypt" not in built.data and "Zhang" not in text(built.data)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.005, 0.4), st.floats(0.005, 0.2)), max_size=4)
)
def test_wherever_boxes_fall_no_character_of_the_original_remains_in_them(letter, places):
    covers = [box((x, y, min(1, x + w), min(1, y + h))) for x, y, w, h in places]
    built, _report = made(letter, covers)
    before, after = reading.read_page(letter, 1), reading.read_page(built.data, 1)
    for cover in covers:
        inside = {glyph.char for glyph in after.glyphs if glyph.under(cover.rect, 0.001) and not glyph.char.isspace()}
        assert inside <= {*SAID, "■"}
    far = [g.char for g in before.glyphs if g.cell and not any(g.cell.grown(0.1, 0.01).meets(c.rect) for c in covers)]
    assert len(after.text) >= len([char for char in far if "\u4e00" <= char <= "\u9fff"])


def test_a_hundred_pages_are_made_and_told_page_by_page():
    pdf = drawn(LINE)
    for _number in range(99):
        pdf.pages.append(pdf.pages[0])
    data = saved(pdf)
    told: list[int] = []
    built = building.build(data, [cover for page in (1, 50, 100) for cover in over(data, "Zhang", page)], told.append)
    verifying.verify(data, built)
    assert len(built.pages) == 100 and told == list(range(1, 201))
    assert [page for page in range(1, 101) if "Zhang" not in text(built.data, page)] == [1, 50, 100]


# --- the check itself can fail --------------------------------------------------------------------------


def refused(data: bytes, built: building.Built, copy: bytes) -> UnverifiedError:
    with pytest.raises(UnverifiedError) as caught:
        verifying.verify(data, building.Built(copy, built.pages))
    return caught.value


def test_a_copy_with_the_word_left_in_its_text_layer_is_refused(letter, monkeypatch):
    plain = Letters.layer
    rect = over(letter, "张三丰")[0].rect
    monkeypatch.setattr(Letters, "layer", lambda self, chars, size: plain(self, [*chars, ("张", rect, 0)], size))
    built = building.build(letter, over(letter, "张三丰"))
    fault = refused(letter, built, built.data)
    assert fault.page == 1 and "文字" in fault.why


def test_a_copy_whose_boxes_were_not_burned_is_refused(letter, monkeypatch):
    monkeypatch.setattr(building.burning, "burn", lambda image, covers, scale=1.0: image)
    built = building.build(letter, over(letter, "张三丰"))
    monkeypatch.undo()
    assert "图像" in refused(letter, built, built.data).why


def test_a_copy_that_carries_anything_else_is_refused(letter):
    built = building.build(letter, over(letter, "张三丰"))
    for change in ("info", "names", "annotation", "stream", "trail"):
        with pikepdf.open(io.BytesIO(built.data)) as pdf:
            if change == "info":
                pdf.docinfo["/Title"] = "x"
            elif change == "names":
                pdf.attachments["a.txt"] = b"x"
            elif change == "annotation":
                pdf.pages[1].obj.Annots = Array([])
            elif change == "stream":
                pdf.pages[1].obj.Resources["/Kept"] = pdf.make_stream("张三丰".encode("utf-16-be"))
            data = saved(pdf) + (b"\n%%EOF" if change == "trail" else b"")
        refused(letter, built, data)
    with pikepdf.open(io.BytesIO(built.data)) as pdf:
        del pdf.pages[1]
        assert "页数" in refused(letter, built, saved(pdf)).why
