"""An official document leaves the house in the form of GB/T 9704-2012."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from tests.papers.reading import Paper

from mingzheng.core.errors import Refused
from mingzheng.papers import official
from mingzheng.papers.official import Appendix, OfficialPaper

SENTENCE = "为进一步提升本区政务公开的质量和实效，现将有关事项通知如下，请认真贯彻执行。"
PLAIN = OfficialPaper(
    issuers=("上海市长宁区人民政府办公室",),
    number="长府办〔2023〕12号",
    title="上海市长宁区人民政府办公室关于印发《2023年长宁区政务公开工作要点》的通知",
    body=f"<p>{SENTENCE}</p>",
    date=dt.date(2023, 4, 7),
    addressee="区政府各部门",
    note="此件公开发布",
    copies_to="区委各部门",
    printed_by="上海市长宁区人民政府办公室",
    printed_on=dt.date(2023, 4, 10),
    attachments=("2023年长宁区政务公开工作要点",),
)


def made(paper: OfficialPaper = PLAIN) -> Paper:
    return Paper(official.pdf(paper))


def picture(mode: str = "PNG") -> bytes:
    image = Image.new("RGB", (600, 300), "#dde6f0")
    ImageDraw.Draw(image).rectangle((60, 60, 500, 240), fill="#204080")
    out = io.BytesIO()
    image.save(out, mode)
    return out.getvalue()


def test_everything_stands_on_the_paper_in_the_order_of_the_standard() -> None:
    text = made().text()
    order = [
        "上海市长宁区人民政府办公室文件",
        "长府办〔2023〕12号",
        "《2023年长宁区",
        "区政府各部门：",
        SENTENCE,
        "附件：2023年长宁区政务公开工作要点",
        "2023年4月7日",
        "（此件公开发布）",
        "抄送：区委各部门。",
        "2023年4月10日印发",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_measures_are_those_of_the_standard() -> None:
    paper = made()
    page = paper.file[0]
    assert (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) == (210, 297)
    chars = paper.chars()
    mark = [c for c in chars[:15] if c.text in "上海市长宁区人民政府办公室文件"]
    assert abs(min(c.top for c in mark) - (37 + 35)) < 0.6, "the red name begins 35 mm below the type area"
    assert min(c.left for c in mark) >= 28
    assert max(c.right for c in mark) <= 210 - 26
    red = next(box for box in paper.strokes() if box[2] - box[0] > 155)
    number = chars[len(mark) : len(mark) + 12]
    assert abs((red[1] + red[3]) / 2 - max(c.bottom for c in number) - 4) < 1.2, (
        "the red line lies 4 mm below the number"
    )
    assert abs(red[0] - 28) < 0.8  # the box of a line includes its own thickness
    assert abs(red[2] - 184) < 0.8


def test_a_page_holds_22_lines_of_28_characters() -> None:
    paper = made(replace(PLAIN, body=f"<p>{'长' * 28 * 60}</p>", attachments=(), copies_to="", printed_by=""))
    lines = [line for line in paper.lines(1) if line.startswith("长")]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    chars = paper.chars(1)
    assert abs(min(c.left for c in chars if c.text == "长") - 28) < 1
    assert abs(max(c.right for c in chars if c.text == "长") - 184) < 1


def test_headings_are_of_the_size_of_the_text() -> None:
    paper = made(
        replace(PLAIN, title="关于做好工作的通知", body=f"<h2>国标黑体</h2><h3>国标楷体</h3><p>{'国' * 30}</p>")
    )
    widths = {round(c.right - c.left, 1) for c in paper.chars() if c.text == "国"}
    assert max(widths) - min(widths) < 0.6


def test_page_numbers_stand_outside_between_dashes_seven_millimetres_below() -> None:
    paper = made(replace(PLAIN, body=f"<p>{SENTENCE * 40}</p>"))
    first, second = paper.chars(0)[-3:], paper.chars(1)[-3:]
    assert "".join(c.text for c in first) == "—1—"
    assert "".join(c.text for c in second) == "—2—"
    assert first[0].left > 150
    assert second[0].left < 40
    assert abs(first[0].top - (297 - 35 + 7)) < 0.8


def test_the_date_begins_two_characters_right_of_the_signature() -> None:
    paper = made(replace(PLAIN, title="关于做好工作的通知"))
    chars = paper.chars()
    whole = "".join(c.text for c in chars)
    date = chars[whole.index("2023年4月7日")]
    name = chars[whole.rindex("上海市长宁区人民政府办公室", 0, whole.index("2023年4月7日"))]
    assert abs(date.left - name.left - 2 * 156 / 28) < 1


def test_the_last_line_of_the_imprint_lies_on_the_edge_of_the_type_area() -> None:
    paper = made()
    lowest = max(box[3] for box in paper.strokes(paper.pages - 1))
    assert abs(lowest - (297 - 35)) < 0.5


def test_a_date_never_stands_alone_on_a_page() -> None:
    for count in range(10, 40):
        paper = made(replace(PLAIN, body=f"<p>{SENTENCE}</p>" * count, attachments=(), copies_to="", printed_by=""))
        last = paper.text(paper.pages - 1)
        assert last.index("2023年4月7日") > 0
        assert "通知如下" in last


def test_agencies_that_issue_together_stand_below_each_other() -> None:
    names = ("上海市长宁区财政局", "上海市长宁区人力资源和社会保障局", "上海市长宁区民政局")
    paper = made(replace(PLAIN, issuers=names))
    text = paper.text()
    for name in names:
        assert text.count(name) == 2, "in the red mark and in the signature"
    assert "文件" in text


def test_a_long_table_goes_over_pages_with_its_head_on_each() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>事项{n}</td><td>{n * 1000:,}</td></tr>" for n in range(1, 121))
    table = f"<table><thead><tr><th>序号</th><th>事项名称</th><th>金额</th></tr></thead><tbody>{rows}</tbody></table>"
    paper = made(replace(PLAIN, body=f"<p>{SENTENCE}</p>{table}"))
    holding = [page for page in range(paper.pages) if "事项名称" in paper.text(page)]
    assert len(holding) >= 3
    text = paper.text()
    places = [text.index(f"事项{n}{n * 1000:,}") for n in range(1, 121)]
    assert places == sorted(places)


def test_spans_that_cannot_be_are_kept_inside_the_table() -> None:
    table = (
        "<table><tr><td colspan=999 rowspan=77>甲</td></tr><tr><td rowspan='0'>乙</td><td colspan='-3'>丙</td></tr>"
        "<tr><td colspan=2>丁</td><td rowspan=9>戊</td></tr><tr></tr><tr><td>己</td></tr></table>"
    )
    text = made(replace(PLAIN, body=table)).text()
    assert all(word in text for word in "甲乙丙丁戊己")


def test_pictures_are_set_with_their_words_and_a_broken_one_is_said() -> None:
    body = (
        '<figure><img src="/a.png" alt="办理流程"><figcaption>图1 办理流程</figcaption></figure>'
        '<p><img src="/b.jpg" alt="现场"></p><img src="/broken" alt="坏图"><img src="/elsewhere" alt="没有的图">'
    )
    images = {"/a.png": picture(), "/b.jpg": picture("JPEG"), "/broken": b"\x89PNG not really"}
    paper = made(replace(PLAIN, body=body, images=images))
    kinds = [item.type for page in range(paper.pages) for item in paper.file[page].get_objects(max_depth=8)]
    assert kinds.count(3) == 2
    text = paper.text()
    assert "图1办理流程" in text
    assert "图片未能收入：坏图" in text
    assert "图片未能收入：没有的图" in text


def test_the_file_says_what_it_is_and_is_the_same_each_time() -> None:
    first = official.pdf(PLAIN)
    assert first == official.pdf(PLAIN)
    paper = Paper(first)
    assert paper.meta("Title") == PLAIN.title
    assert paper.meta("Author") == "上海市长宁区人民政府办公室"
    assert b"/Lang" in first
    assert b"pdfaid:part" in first
    assert b"pdfuaid:part" in first


def test_appendices_begin_a_page_of_their_own() -> None:
    paper = made(
        replace(PLAIN, appendices=(Appendix("任务清单", "<p>清单正文</p>"), Appendix("说明", "<p>说明正文</p>")))
    )
    texts = [paper.text(page) for page in range(paper.pages)]
    assert any(text.startswith("附件1任务清单清单正文") for text in texts)
    assert texts[-1].startswith("附件2说明说明正文")
    assert "2023年4月10日印发" in texts[-1], "the imprint stands on the last page"


def test_a_letter_has_no_number_on_its_first_page_and_no_imprint_of_printing() -> None:
    paper = Paper(official.letter(replace(PLAIN, body=f"<p>{SENTENCE * 30}</p>")))
    text = paper.text(0)
    assert text.startswith("上海市长宁区人民政府办公室长府办〔2023〕12号")
    assert "—1—" not in text
    assert "—2—" in paper.text(1)
    assert "印发" not in paper.text(paper.pages - 1).split("抄送")[1]
    top = min(c.top for c in paper.chars(0))
    assert abs(top - 30) < 0.8
    wide = [box for box in paper.strokes(0) if box[2] - box[0] > 165]
    assert all(abs(box[2] - box[0] - 170) < 1 for box in wide)
    assert any(abs(box[3] - 277) < 1 for box in wide), "the lower double line lies 20 mm above the edge"


def test_a_character_without_shape_is_refused_by_name_and_code() -> None:
    with pytest.raises(Refused) as no:
        official.pdf(replace(PLAIN, body="<p>住所：𠮷林路\U0002ceb4号</p>"))
    assert "「𠮷」（U+20BB7）" in no.value.message
    assert "MINGZHENG_FONTS" in no.value.remedy


def test_rare_characters_that_have_a_shape_are_set_and_invisible_ones_fall_away() -> None:
    body = "<p>囍㛃䶮旸垚堃喆‍﻿­鎔鑫№①㈠℃㎡㍿½〇々</p>"
    text = made(replace(PLAIN, body=body)).text()
    for char in "囍㛃䶮旸垚堃喆鑫№①℃〇":
        assert char in text
    assert "‍" not in text


# What would be code if document text were ever read as typst.
HOSTILE = st.one_of(
    st.sampled_from(
        [
            '#panic("x")',
            '#import "@preview/cetz:0.3.0"',
            "$1/0$ #include",
            '")]} #read("/etc/passwd")',
            "\\u{1F600} \\ *粗* _斜_ `raw` <label> @ref",
            "= 标题\n- 列表\n+ 编号 // 注释 /* 注释 */",
            "{{7*7}} ${7*7} #{7*7}",
            "'\"`\\//**/[[]]((#",
        ]
    ),
    st.text(alphabet=st.sampled_from("#$\\\"'`*_<>@[]{}()/=-+~^&;:,.!?|% \n长宁区政府ab1"), max_size=60),
)


def test_a_heading_within_a_quotation_is_a_heading() -> None:
    body = "<h2>一、总则</h2><blockquote><h3>（一）引用的标题</h3><p>引文。</p></blockquote>"
    assert "（一）引用的标题" in Paper(official.pdf(replace(PLAIN, body=body))).text()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE)
def test_text_is_never_read_as_code(in_body: str, in_title: str) -> None:
    from django.utils.html import escape

    title = in_title.strip() or "题"
    paper = Paper(
        official.pdf(
            replace(PLAIN, title=title, number=in_body[:20], addressee=in_body, body=f"<p>始{escape(in_body)}终</p>")
        )
    )
    shown = paper.text()
    expected = "".join(in_body.split())
    assert f"始{expected}终" in shown


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>", "</table>", "<tr>", "<td colspan=3>", "<td rowspan=2>", "</td>", "<th>", "<p>", "</p>", "<ul>", "<li>",
                "<ol start=7>", "<h2>", "<h4>", "</h4>", "<blockquote>", "<figure>", "<img src=x>", "<figcaption>", "</figure>", "<br>",
                "<a href='javascript:alert(1)'>", "<a href='https://a.cn/'>", "<strong>", "<em>", "<script>alert(1)</script>", "<!-- x -->",
                "甲", "乙。", "&lt;", "<sup>2</sup>", "<div class=center>", "<svg>", "<math>", "\x00", "\ud800", "<thead>",
            ]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_html_makes_a_paper_and_keeps_its_words(parts: list[str]) -> None:
    html = "".join(parts)
    text = Paper(official.pdf(replace(PLAIN, body=html))).text()
    assert "alert" not in text
    assert "（此件公开发布）" in text
