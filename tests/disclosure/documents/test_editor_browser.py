"""The body editor in a real browser under the strict policy: the console stays silent, axe finds nothing, the text arrives."""

import pytest
from django.urls import reverse
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled

from mingzheng.core.actors import Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p{color:red}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal style='text-indent:32pt;mso-x:1'><b style='color:red'>粘贴</b>的<span style='font-weight:bold'>文字</span><o:p></o:p></p>"
    "<table style='border:1px'><tr style='height:3pt'><td colspan=2 style='width:3pt'>合</td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    "<img src='file:///C:/x.png' onerror='alert(1)'><!--EndFragment--></body></html>"
)
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'x');
  document.querySelector('.editor__text').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def area(page):
    return page.locator("textarea[name=body]").input_value()


def empty(page):
    page.locator(".editor__text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_editor_is_accessible_and_fits(open_page, size):
    page = open_page("/style/editor/", size=size)
    page.locator(".editor__text").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="链接").click()
    page.get_by_role("dialog", name="链接").wait_for()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator(".editor__text td").first.click()
    page.get_by_role("toolbar", name="表格工具").wait_for()
    assert_accessible(page)


def test_what_is_written_arrives_cleaned(open_page):
    page = open_page("/style/editor/")
    empty(page)
    page.keyboard.type("一、目标")
    page.get_by_label("段落样式").select_option("h2")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("要")
    page.keyboard.press("Control+b")
    page.keyboard.type("按时")
    page.keyboard.press("Control+b")
    page.keyboard.type("完成。")
    assert area(page) == "<h2>一、目标</h2><p>要<strong>按时</strong>完成。</p>"
    page.get_by_role("button", name="看整理后的正文").click()
    page.get_by_role("heading", name="服务器保存的正文").wait_for()
    assert page.locator("#kept pre").inner_text() == "<h2>一、目标</h2><p>要<strong>按时</strong>完成。</p>"
    settled(page)
    assert "按时" in page.locator(".editor__text").inner_text()


def test_a_paste_from_word_breaks_no_rule(open_page):
    page = open_page("/style/editor/")
    empty(page)
    page.evaluate(PASTE, WORD)
    page.get_by_text("粘贴的文字").wait_for()
    assert area(page) == (
        "<p><strong>粘贴</strong>的<strong>文字</strong></p>"
        '<table><tbody><tr><td colspan="2">合</td></tr><tr><td>甲</td><td>乙</td></tr></tbody></table>'
    )


def test_tables_and_pictures(open_page):
    page = open_page("/style/editor/")
    empty(page)
    page.get_by_role("button", name="插入表格").click()
    page.get_by_label("列数").fill("2")
    page.get_by_role("button", name="插入", exact=True).click()
    page.keyboard.type("类别")
    page.keyboard.press("Tab")
    page.keyboard.type("标准")
    page.get_by_role("button", name="下方插入行").click()
    assert area(page).count("<tr>") == 4
    assert '<th scope="col">类别</th><th scope="col">标准</th>' in area(page)
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="图片").click()
    page.get_by_role("combobox", name="图片").select_option("/static/design/favicon.svg")
    page.get_by_role("button", name="插入", exact=True).click()
    page.get_by_text("请写说明文字。").wait_for()
    page.get_by_label("说明文字").fill("平台标志")
    page.get_by_role("button", name="插入", exact=True).click()
    assert '<figure><img src="/static/design/favicon.svg" alt="平台标志"></figure>' in area(page)


def test_a_picture_without_words_is_pointed_out(open_page):
    page = open_page("/style/editor/")
    page.get_by_text("有 1 张图片没有说明文字").wait_for()


def test_the_keyboard_reaches_the_tools_and_leaves_the_text(open_page):
    page = open_page("/style/editor/")
    empty(page)
    page.keyboard.press("Alt+F10")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "段落样式"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.localName") == "button"
    page.locator(".editor__text").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "看整理后的正文"


def test_without_script_the_text_area_is_there_and_plain_text_becomes_paragraphs(open_page):
    page = open_page("/style/editor/", script=False)
    page.get_by_label("正文").fill("第一段。\n第二段 <不是标签>。")
    page.get_by_role("button", name="看整理后的正文").click()
    assert page.locator("#kept pre").inner_text() == "<p>第一段。</p><p>第二段 &lt;不是标签&gt;。</p>"


@pytest.fixture
def drafting(client, papers, live_server):
    """``drafting(page, path)`` signs the drafter in and goes there."""

    def entered(page, path):
        client.force_login(papers.district.person(papers.unit.code, Post.OFFICER))
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(path)
        page.locator(".editor__text").wait_for()

    return entered


def test_a_draft_is_written_in_the_editor_and_saved(papers, drafting, open_page):
    edition = papers.draft(body="<p>原来的正文。</p>")
    page = open_page("/")
    drafting(page, reverse("desk:document-edit", args=[edition.pk]))
    assert_accessible(page)
    page.locator(".editor__text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("新写的一句。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").first.wait_for()
    edition.refresh_from_db()
    assert edition.body == "<p>原来的正文。新写的一句。</p>"
    page.set_viewport_size(PHONE)
    assert_fits(page)
