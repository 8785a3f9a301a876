"""A paper's whole way in a real browser: from a Word file to the public page, by different people; accessible throughout."""

from __future__ import annotations

import io

import pytest
from docx import Document as Word
from tests.desk.drafting import PRIVATE, tracked_word
from tests.desk.test_documents_new import TEXT
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled
from tests.support.documents import DRAFTED

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import Document, Edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.fixture
def at_desk(papers, client, open_page, settings):
    """``at_desk(Post.OFFICER, "/desk/documents/", PHONE)``: a page on which this person is signed in."""
    settings.MINGZHENG_DEMO = True
    timekeeping.set_demo_day(DRAFTED, Actor.system())

    def opened(post, path, size=DESKTOP, **how):
        client.logout()
        client.force_login(papers.district.person("fagai", post))
        page = open_page("/account/login/", size=size, **how)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.evaluate("location.origin")}]
        )
        page.goto(path)
        settled(page)
        return page

    return opened


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def word_file():
    paper = Word()
    for line in TEXT.split("\n"):
        paper.add_paragraph(line)
    held = io.BytesIO()
    paper.save(held)
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "若干措施.docx", "mimeType": mime, "buffer": held.getvalue()}


def test_a_word_file_goes_through_all_steps_to_the_public_page(papers, at_desk):
    officer = at_desk(Post.OFFICER, "/desk/documents/")
    check(officer)
    officer.get_by_role("link", name="起草", exact=True).first.click()
    settled(officer)
    check(officer)
    press(officer, "读入")
    officer.get_by_text("请选择文件，或者粘贴正文。").first.wait_for()
    check(officer)
    officer.get_by_label("公文文件").set_input_files(word_file())
    press(officer, "读入")
    officer.get_by_role("heading", name="核对读入的内容").wait_for()
    check(officer)
    assert not Document.objects.exists()
    press(officer, "确认，建立文稿")
    officer.get_by_text("已建立文稿").wait_for()
    check(officer)
    officer.get_by_text("没有内容概述").wait_for()
    officer.get_by_role("textbox", name="内容概述").fill("优化营商环境的若干措施。")
    officer.get_by_label("主题分类").select_option("综合政务/政务公开")
    officer.get_by_label("组配分类").select_option("regulation")
    officer.get_by_role("textbox", name="标签").fill("营商环境")
    officer.get_by_label("政策文件", exact=True).check()
    officer.get_by_label("网站", exact=True).check()
    officer.get_by_text("没有发现问题，保存后可以提交核对。").wait_for()
    press(officer, "保存并回到事项")
    check(officer)
    officer.get_by_role("link", name="提交核对").click()
    check(officer)
    press(officer, "提交核对")
    officer.get_by_text("已登记「提交核对").wait_for()

    edition = Edition.objects.get()
    case = f"/desk/cases/{edition.case_id}/"
    for post, label in [
        (Post.REVIEWER, "核对通过"),
        (Post.SECRECY, "保密审查通过"),
        (Post.REVIEWER, "隐私和商业秘密审查通过"),
        (Post.HEAD, "签发并公开"),
    ]:
        page = at_desk(post, case)
        check(page)
        page.get_by_role("link", name=label, exact=True).click()
        settled(page)
        check(page)
        press(page, label)
        page.get_by_text(f"已登记「{label}").wait_for()
    document = Document.objects.get()
    assert document.listed
    page.goto(f"/desk/documents/d/{document.pk}/")
    check(page)
    page.get_by_role("link", name="看公开网页").click()
    settled(page)
    page.get_by_role("heading", name="关于印发《优化营商环境若干措施》的通知").first.wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_screen_of_the_room_is_accessible_and_fits(papers, at_desk, size):
    old = papers.released(doc_number="长发改〔2023〕2号", title="关于旧办法的通知")
    draft = papers.draft(normative="on", doc_number="长发改规〔2023〕3号", summary="", theme="")
    papers.does(draft, "attach", papers.drafter, files={"附表.txt": "项目清单".encode()})
    word = tracked_word()
    papers.does(draft, "attach", papers.drafter, files={"名单.docx": word.read()})
    second = correct(old, papers.drafter, change_note="更正一处。")
    hidden = papers.submitted(body=PRIVATE, doc_number="长发改〔2023〕4号")
    papers.does(hidden, "check", papers.reviewer)
    page = at_desk(Post.OFFICER, "/desk/documents/", size)
    for path in (
        "/desk/documents/?tab=live&text=旧",
        "/desk/documents/?tab=withdrawn",
        f"/desk/documents/{draft.pk}/edit/",
        f"/desk/documents/{draft.pk}/files/",
        f"/desk/documents/{draft.pk}/effects/?q=旧",
        f"/desk/documents/{draft.pk}/effects/?target={old.pk}",
        f"/desk/documents/{draft.pk}/preview/",
        f"/desk/documents/d/{old.pk}/",
        f"/desk/cases/{draft.case_id}/",
        f"/desk/cases/{second.case_id}/",
    ):
        page.goto(path)
        check(page)
    page = at_desk(Post.REVIEWER, f"/desk/cases/{hidden.case_id}/", size)
    check(page)
    page.goto(f"/desk/cases/{hidden.case_id}/resolve/")
    check(page)


def test_the_desk_of_documents_works_without_a_script(papers, at_desk):
    edition = papers.draft()
    page = at_desk(Post.OFFICER, f"/desk/documents/{edition.pk}/edit/", script=False)
    page.get_by_role("textbox", name="标题").fill("没有脚本也能改的标题")
    page.get_by_role("textbox", name="正文").fill("第一段。\n第二段。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").first.wait_for()
    edition.refresh_from_db()
    assert edition.title == "没有脚本也能改的标题"
    assert edition.body == "<p>第一段。</p><p>第二段。</p>"
