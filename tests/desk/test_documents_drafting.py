"""Drafting over HTTP: saved, lost nothing, closed after submission."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.desk.drafting import edit, revision
from tests.support.documents import BODY, facts

from mingzheng.core.actors import Post

pytestmark = pytest.mark.django_db


def test_the_draft_is_saved_and_its_problems_stand_beside_it(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    page = edit(client, edition, title="改过的标题", summary="", doc_number="长发改[2023]012号")
    edition.refresh_from_db()
    assert edition.title == "改过的标题"
    text = page.content.decode()
    assert "发文字号的写法不对" in text
    assert "没有内容概述" in text
    assert 'href="#id_summary"' in text


def test_the_button_of_the_case_leads_to_the_page_of_its_own(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    answer = client.get(reverse("desk:act", args=[edition.case_id, "edit"]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:document-edit", args=[edition.pk])


def test_problems_of_what_is_typed_without_saving(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-problems", args=[edition.pk])
    answer = client.post(
        url, facts(normative="on", effective_on="2023-05-01", expires_on="", title="关于某事的暂行办法")
    )
    text = answer.content.decode()
    assert "规范性文件没有有效期" in text
    assert "2025年4月30日" in text  # 暂行: two years
    edition.refresh_from_db()
    assert not edition.normative
    client.logout()
    assert client.post(url, facts()).status_code == 204


def test_the_presumed_expiry_is_accepted_by_a_button(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    edit(client, edition, do="presume", normative="on", effective_on="2023-05-01", doc_number="长发改规〔2023〕1号")
    edition.refresh_from_db()
    assert edition.expires_on == dt.date(2028, 4, 30)


def test_wrong_input_stays_in_the_form(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    page = edit(client, edition, title="", formed_on="2023-02-31", body="<p>打了很久的字</p>")
    text = page.content.decode()
    assert page.status_code == 200
    assert "请填写标题" in text
    assert "日期请写成" in text
    assert "打了很久的字" in text
    edition.refresh_from_db()
    assert edition.body == BODY


def test_who_was_slower_keeps_what_was_typed_and_sees_who_changed_what(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    seen = revision(edition)
    papers.does(edition, "edit", papers.actor(Post.OFFICER, 2), **facts(issuer="另一位同事写的机关"))
    url = reverse("desk:document-edit", args=[edition.pk])
    page = client.post(url, {**facts(summary="我打的概述。"), "revision": seen})
    text = page.content.decode()
    assert page.status_code == 409
    assert "我打的概述" in text
    assert "另一位同事写的机关" in text
    assert papers.actor(Post.OFFICER, 2).person_name in text
    assert edit(client, edition, summary="我打的概述。").status_code == 200
    edition.refresh_from_db()
    assert edition.summary == "我打的概述。"


def test_saving_twice_is_saving_once(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    seen = revision(edition)
    url = reverse("desk:document-edit", args=[edition.pk])
    sent = {**facts(summary="概述。"), "revision": seen}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    assert revision(edition) == seen + 1


def test_what_was_typed_outlives_the_session(client, papers, as_post):
    edition = papers.draft()
    person = as_post(Post.OFFICER)
    url = reverse("desk:document-edit", args=[edition.pk])
    client.logout()
    answer = client.post(url, {**facts(summary="半小时打的概述。"), "revision": revision(edition)})
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    client.force_login(person)
    page = client.get(url).content.decode()
    assert "半小时打的概述" in page
    edition.refresh_from_db()
    assert edition.summary != "半小时打的概述。"
    assert "半小时打的概述" not in client.get(url).content.decode()


def test_after_submission_the_editor_is_closed_and_nothing_changes(client, papers, as_post):
    edition = papers.submitted()
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document-edit", args=[edition.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("desk:case", args=[edition.case_id])
    page = edit(client, edition, title="偷换的标题")
    assert page.status_code == 409
    assert "偷换的标题" in page.content.decode()
    edition.refresh_from_db()
    assert edition.title != "偷换的标题"


@pytest.mark.parametrize("post", [Post.REVIEWER, Post.HEAD, Post.SECRECY])
def test_colleagues_in_other_posts_see_the_draft_and_cannot_change_it(client, papers, as_post, post):
    edition = papers.draft()
    as_post(post)
    assert client.get(reverse("desk:case", args=[edition.case_id])).status_code == 200
    assert edit(client, edition, title="改").status_code == 409
    edition.refresh_from_db()
    assert edition.title != "改"


def test_a_suggested_class_is_taken_by_its_button_and_never_by_itself(client, papers, as_post):
    edition = papers.draft(theme="", group="", columns=[], title="关于既有多层住宅加装电梯财政补贴的通知")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document-suggestions", args=[edition.pk])).content.decode()
    assert 'value="take:group:' in page
    assert "依据：" in page
    edition.refresh_from_db()
    assert edition.group == ""
    assert (
        'value="take:group:'
        in client.get(f"{reverse('desk:document-edit', args=[edition.pk])}?suggest").content.decode()
    )
    edit(client, edition, do="take:group:finance", theme="", group="", columns=[])
    edition.refresh_from_db()
    assert edition.group == "finance"
    edit(client, edition, do="take:title:x", theme="", group="finance", columns=[], title="标题")
    edition.refresh_from_db()
    assert edition.title == "标题"


def test_the_case_of_a_draft_offers_few_buttons(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    offered = page.split("现在可以办")[1].split("为什么不能办理其他动作")[0]
    for label in ("提交核对", "修改文稿", "添加附件", "作废"):
        assert label in offered
    for label in ("移除附件", "说明附件", "排列附件", "清理隐藏内容"):
        assert label not in offered
    answer = client.get(reverse("desk:act", args=[edition.case_id, "attach"]))
    assert answer["Location"] == reverse("desk:document-files", args=[edition.pk])
