"""The desk of documents over HTTP: from a file to the public, and whoever may not, may not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.documents import BODY, facts

from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import BroughtIn, Document, Edition, Effect

pytestmark = pytest.mark.django_db
PRIVATE = "<p>联系人身份证号 310105199001010018。</p>"


def revision(edition):
    return Case.objects.get(pk=edition.case_id).revision


def edit(client, edition, do="stay", **changes):
    url = reverse("desk:document-edit", args=[edition.pk])
    return client.post(url, {**facts(**changes), "revision": revision(edition), "do": do}, follow=True)


def step(client, edition, command, **data):
    url = reverse("desk:act", args=[edition.case_id, command])
    return client.post(url, {"revision": revision(edition), **data}, follow=True)


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_own_units_drafts_with_their_clock(client, papers, as_post):
    papers.draft(title="关于甲事项的通知")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:documents")).content.decode()
    assert "关于甲事项的通知" in page
    assert "还有" in page
    assert reverse("desk:document-new") in page


def test_another_unit_sees_neither_list_row_nor_page(client, papers, as_post):
    edition = papers.draft(title="关于甲事项的通知")
    document = edition.document
    as_post(Post.OFFICER, "sifa")
    assert "关于甲事项的通知" not in client.get(reverse("desk:documents")).content.decode()
    for name, pk in [
        ("document-edit", edition.pk),
        ("document-files", edition.pk),
        ("document-effects", edition.pk),
        ("document-preview", edition.pk),
        ("document", document.pk),
        ("document-correct", document.pk),
        ("case", edition.case_id),
    ]:
        assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 404, name
    assert client.post(reverse("desk:document-problems", args=[edition.pk]), facts()).status_code == 404


def test_the_office_sees_every_unit_and_narrows_by_it(client, papers, as_post):
    papers.draft(title="关于甲事项的通知")
    as_post(Post.OFFICE_CLERK, "qufuban")
    page = client.get(reverse("desk:documents"), {"unit": papers.unit.pk, "year": "2023", "genre": "notice"})
    assert "关于甲事项的通知" in page.content.decode()
    page = client.get(reverse("desk:documents"), {"text": "没有这样的字"})
    assert "没有符合筛选的文稿" in page.content.decode()


def test_the_late_list_says_by_how_much(client, papers, as_post, on_day):
    papers.draft(title="关于甲事项的通知")
    on_day("2023-05-18")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:documents"), {"tab": "late"}).content.decode()
    assert "关于甲事项的通知" in page
    assert "逾期 2 个工作日" in page
    assert "逾期 1 件" in page


@pytest.mark.parametrize(
    "query",
    [
        "tab=x&year=99999999999999&unit=-1&genre=zz&attribute=<b>",
        "unit=99999999999999999999",
        "text=%ff%fe",
        "after=2023-99-99~1&tab=live",
        "before=~9",
        "tab=registered",
        "tab=withdrawn",
        "tab=mine&text=" + "字" * 3000,
    ],
)
def test_nonsense_in_the_address_is_no_fault(client, papers, as_post, query):
    papers.draft()
    as_post(Post.OFFICER)
    assert client.get(f"{reverse('desk:documents')}?{query}").status_code == 200


def test_each_tab_holds_what_its_name_says(client, papers, as_post):
    papers.draft(title="关于在办事项的通知")
    papers.released(title="关于公开事项的通知", doc_number="长发改〔2023〕13号")
    hidden = papers.reviewed(
        papers.submitted(
            title="关于内部事项的通知", doc_number="长发改〔2023〕14号", attribute="withheld", ground="internal"
        )
    )
    papers.does(hidden, "register", papers.head)
    gone = papers.released(title="关于撤下事项的通知", doc_number="长发改〔2023〕15号")
    papers.does(gone.live, "withdraw", papers.head, explanation="内容有误。")
    as_post(Post.OFFICER)
    for tab, title in [
        ("open", "在办"),
        ("mine", "在办"),
        ("live", "公开事项"),
        ("registered", "内部"),
        ("withdrawn", "撤下事项"),
    ]:
        page = client.get(reverse("desk:documents"), {"tab": tab}).content.decode()
        listed = [word for word in ("关于在办", "关于公开", "关于内部", "关于撤下") if word in page]
        assert len(listed) == 1, (tab, listed)
        assert title[:2] in listed[0], tab


def test_the_list_costs_the_same_whatever_its_length(client, papers, as_post, django_assert_max_num_queries):
    for number in range(12):
        papers.draft(doc_number=f"长发改〔2023〕{number + 20}号")
    as_post(Post.OFFICER)
    client.get(reverse("desk:documents"))
    with django_assert_max_num_queries(24):
        client.get(reverse("desk:documents"))


# --- drafting ------------------------------------------------------------------------------------------------------


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


# --- files -----------------------------------------------------------------------------------------------------------


def test_attachments_are_added_named_moved_and_removed(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    here = reverse("desk:document-files", args=[edition.pk])
    files = [SimpleUploadedFile("甲表.txt", "甲".encode()), SimpleUploadedFile("乙表.txt", "乙".encode())]
    page = step(client, edition, "attach", uploads=files, role="attachment", next=here)
    assert page.redirect_chain[-1][0] == here
    first, second = edition.attachments.all()
    assert [first.title, second.title] == ["甲表", "乙表"]
    step(client, edition, "arrange", attachment=second.pk, move="up", next=here)
    assert [one.title for one in edition.attachments.all()] == ["乙表", "甲表"]
    step(client, edition, "describe", attachment=first.pk, title="项目清单", alt="")
    first.refresh_from_db()
    assert (first.title, first.public) == ("项目清单", False)
    step(client, edition, "detach", attachment=second.pk)
    assert [one.title for one in edition.attachments.all()] == ["项目清单"]


def test_a_picture_is_put_into_the_text_with_its_words(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    step(client, edition, "attach", uploads=[_png()], role="picture", alt="办事大厅“一窗”示意图")
    edition.refresh_from_db()
    file_id = edition.attachments.get().file_id
    assert f'src="/files/{file_id}/?inline=1"' in edition.body
    assert "办事大厅“一窗”示意图" in edition.body
    page = step(client, edition, "attach", uploads=[_png(7)], role="picture", alt="")
    assert "请写一句图片说明" in page.content.decode()
    assert edition.attachments.count() == 1


def _png(shade=200):
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 10, 10)).save(stream, "PNG")
    return SimpleUploadedFile(f"图{shade}.png", stream.getvalue())


# --- effects ---------------------------------------------------------------------------------------------------------


def test_a_repeal_is_planned_by_number_and_recorded_at_release(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号", title="关于旧办法的通知")
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    assert "关于旧办法的通知" in client.get(url, {"q": "长发改〔2023〕2号"}).content.decode()
    sent = {"target": old.pk, "kind": "repeal", "effective_on": "2023-05-01"}
    assert client.post(f"{url}?target={old.pk}", sent).status_code == 302
    assert client.post(f"{url}?target={old.pk}", sent).status_code == 200  # said already
    effect = Effect.objects.get()
    assert (effect.target_id, effect.status) == (old.pk, "planned")
    case = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    assert "写入效力变动" in case
    assert "关于旧办法的通知" in case
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    effect.refresh_from_db()
    assert effect.status == "recorded"


def test_a_planned_effect_can_be_taken_out_and_not_by_others(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号")
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    client.post(f"{url}?target={old.pk}", {"target": old.pk, "kind": "repeal", "effective_on": "2023-05-01"})
    effect = Effect.objects.get()
    remove = reverse("desk:document-effect-remove", args=[edition.pk, effect.pk])
    as_post(Post.REVIEWER)
    client.post(remove)
    assert Effect.objects.filter(pk=effect.pk).exists()
    as_post(Post.OFFICER)
    client.post(remove)
    client.post(remove)
    assert not Effect.objects.exists()


def test_an_extension_without_its_date_is_asked_for(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号")
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    page = client.post(f"{url}?target={old.pk}", {"target": old.pk, "kind": "extend", "effective_on": "2023-05-01"})
    assert "请填写新的有效期至" in page.content.decode()
    assert client.get(url, {"target": "999999999"}).status_code == 404
    assert client.get(url, {"target": edition.document_id}).status_code == 404


# --- reviewing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", ["check", "pass_secrecy", "pass_privacy", "release", "force", "schedule", "register"]
)
def test_neither_drafter_nor_superuser_nor_a_foreign_reviewer_reviews_or_releases(client, papers, as_post, command):
    edition = papers.submitted()
    before = Edition.objects.values().get(pk=edition.pk)
    data = {"reason": "紧急", "reviewed": "on", "release_at": "2023-04-20T09:00"}
    as_post(Post.OFFICER)
    assert step(client, edition, command, **data).status_code == 409
    as_post(Post.REVIEWER, "sifa")
    assert step(client, edition, command, **data).status_code == 404
    person = papers.district.person("fagai", Post.ADMIN)
    person.is_superuser = True
    person.save()
    client.force_login(person)
    assert step(client, edition, command, **data).status_code == 409
    assert Edition.objects.values().get(pk=edition.pk) == before


def test_a_superuser_without_a_post_gets_no_further_than_the_door(client, papers):
    from mingzheng.core.units.models import Person

    edition = papers.submitted()
    root = Person.objects.create_superuser("root", password="a-long-password-1")
    client.force_login(root)
    answer = step(client, edition, "check")
    assert answer.status_code == 403
    edition.refresh_from_db()
    assert edition.checked_at is None


def test_findings_are_decided_one_by_one_with_a_reason(client, papers, as_post):
    edition = papers.submitted(body=PRIVATE + "<p>电话 13812345678。</p>")
    papers.does(edition, "check", papers.reviewer)
    as_post(Post.REVIEWER)
    first, second = edition.findings.filter(gone=False)
    case = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    assert "310105199001010018" not in case.split("正文</h2>")[0]
    act = client.get(reverse("desk:act", args=[edition.case_id, "resolve"]), {"findings": first.pk}).content.decode()
    assert f'value="{first.pk}" checked' in act
    assert f'value="{second.pk}" checked' not in act
    assert "310105199001010018" not in act
    page = step(client, edition, "resolve", findings=[first.pk], resolution="false", reason="")
    assert "请填写理由" in page.content.decode()
    assert f'value="{first.pk}" checked' in page.content.decode()
    page = step(client, edition, "resolve", findings=[first.pk], resolution="", reason="样例号码。")
    assert "请选择处理结果" in page.content.decode()
    step(client, edition, "resolve", findings=[first.pk], resolution="false", reason="样例号码，不是真实证件。")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.resolution, second.resolution) == ("false", "")
    assert "样例号码" in client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    refused = step(client, edition, "pass_privacy")
    assert refused.status_code == 409
    assert reverse("desk:act", args=[edition.case_id, "resolve"]) in refused.content.decode()


def test_the_page_of_a_review_says_what_it_stands_on(client, papers, as_post):
    edition = papers.submitted()
    as_post(Post.REVIEWER)
    page = client.get(reverse("desk:act", args=[edition.case_id, "check"])).content.decode()
    assert "主动公开" in page
    assert "没有待处理的问题" in page
    assert "第十三条" in page


# --- the document ----------------------------------------------------------------------------------------------------


def test_a_correction_begins_on_the_page_of_the_document(client, papers, as_post):
    document = papers.released()
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    url = reverse("desk:document-correct", args=[document.pk])
    assert url in page
    assert client.post(url, {"change_note": ""}).status_code == 200
    answer = client.post(url, {"change_note": "更正第一部分的日期。"})
    edition = document.editions.get(serial=2)
    assert answer["Location"] == reverse("desk:document-edit", args=[edition.pk])
    assert client.post(url, {"change_note": "又一次"}).status_code == 409
    edit(client, edition, body=BODY.replace("提高服务水平", "提升服务质量"), change_note="更正第一部分的日期。")
    case = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    assert "<del>" in case
    assert "与第 1 版的不同" in case


def test_only_the_own_officer_corrects(client, papers, as_post):
    document = papers.released()
    for post, unit, status in [
        (Post.HEAD, "fagai", 409),
        (Post.OFFICER, "sifa", 404),
        (Post.OFFICE_CLERK, "qufuban", 409),
    ]:
        as_post(post, unit)
        answer = client.post(reverse("desk:document-correct", args=[document.pk]), {"change_note": "改。"})
        assert answer.status_code == status
    assert document.editions.count() == 1


def test_the_page_says_where_the_document_stands(client, papers, as_post):
    document = papers.released()
    as_post(Post.HEAD)
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert document.index_number in page
    assert "政策文件" in page
    assert "撤下" in page
    papers.does(document.live, "withdraw", papers.head, explanation="内容有误，正在核实。")
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert "内容有误，正在核实" in page


def test_the_preview_shows_the_text_to_staff_only(client, papers, as_post):
    edition = papers.draft(body='<p>正文在此</p><script>alert(1)</script><p onclick="x()">二</p>')
    as_post(Post.HEAD)
    page = client.get(reverse("desk:document-preview", args=[edition.pk])).content.decode()
    assert "正文在此" in page
    assert "alert(1)" not in page
    assert "onclick" not in page
    client.logout()
    assert client.get(reverse("desk:document-preview", args=[edition.pk])).status_code == 302


def test_pages_with_unknown_numbers_are_not_found(client, papers, as_post):
    as_post(Post.OFFICER)
    for name in (
        "document-edit",
        "document-files",
        "document-effects",
        "document-preview",
        "document",
        "document-correct",
    ):
        for pk in (424242, 10**30):
            assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 404


def test_a_targeted_paper_names_its_readers(client, papers, as_post):
    edition = papers.draft(scope="targeted")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document-edit", args=[edition.pk])).content.decode()
    assert "定向公开对象" in page
    assert "定向公开没有写明对象" in page
    sifa = papers.district.units["sifa"]
    step(client, edition, "targets", units=[sifa.pk], code="")
    assert edition.grants.get().unit == sifa
    act = client.get(reverse("desk:act", args=[edition.case_id, "targets"])).content.decode()
    assert f'value="{sifa.pk}"' in act


def test_the_correction_of_the_office_head_is_not_shown_a_button_that_fails(client, papers, as_post):
    document = papers.released()
    correct(document, papers.drafter, change_note="更正。")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert "打开在办的一稿" in page
    assert reverse("desk:document-correct", args=[document.pk]) not in page
    assert Document.objects.count() == 1
    assert not BroughtIn.objects.exists()


def test_a_picture_from_the_editor_makes_the_open_page_no_older(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    seen = revision(edition)
    url = reverse("desk:document-picture", args=[edition.pk])
    told = client.post(url, {"file": _png()}).json()
    assert told["src"].startswith("/files/")
    edition.refresh_from_db()
    assert told["src"] not in edition.body
    body = f'<p>见图。</p><figure><img src="{told["src"]}" alt="示意图"></figure>'
    sent = {**facts(body=body), "revision": seen}
    assert client.post(reverse("desk:document-edit", args=[edition.pk]), sent).status_code == 302
    edition.refresh_from_db()
    assert told["src"] in edition.body
    refused = client.post(url, {"file": SimpleUploadedFile("表.txt", "甲".encode())})
    assert refused.status_code == 400
    assert "图片" in refused.json()["message"]
    as_post(Post.HEAD)
    assert client.post(url, {"file": _png(9)}).status_code == 409
    as_post(Post.OFFICER, "sifa")
    assert client.post(url, {"file": _png(9)}).status_code == 404


def tracked_word():
    """A Word file that still holds what was deleted."""
    from mingzheng.disclosure.documents import demo_files

    return demo_files.made("名单", "docx-tracked", ["岗位01 两人"])


def test_what_a_word_file_hides_is_cleaned_by_a_button_and_the_former_is_never_public(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    step(client, edition, "attach", uploads=[tracked_word()], role="attachment")
    row = edition.attachments.get()
    old = row.file_id
    assert edition.findings.filter(gone=False).exists()
    page = client.get(reverse("desk:document-files", args=[edition.pk])).content.decode()
    assert "自动清理" in page
    assert "310105199001010018" not in page
    step(client, edition, "clean", attachment=row.pk)
    row.refresh_from_db()
    assert row.file_id != old
    assert not edition.findings.filter(gone=False).exists()
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    assert client.get(reverse("files:download", args=[old])).status_code == 200
    client.logout()
    assert client.get(reverse("files:download", args=[row.file_id])).status_code == 200
    assert client.get(reverse("files:download", args=[old])).status_code == 404


def test_files_kept_for_the_office_or_taken_out_are_never_served(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    files = [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in ("公开", "内部", "移除")]
    step(client, edition, "attach", uploads=files, role="attachment")
    shown, internal, removed = edition.attachments.all()
    step(client, edition, "describe", attachment=internal.pk, title="内部", alt="")
    step(client, edition, "detach", attachment=removed.pk)
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    client.logout()
    status = {
        row.title: client.get(reverse("files:download", args=[row.file_id])).status_code
        for row in (shown, internal, removed)
    }
    assert status == {"公开": 200, "内部": 404, "移除": 404}
    as_post(Post.OFFICER, "sifa")
    assert client.get(reverse("files:download", args=[internal.file_id])).status_code == 404
    as_post(Post.REVIEWER)
    assert client.get(reverse("files:download", args=[internal.file_id])).status_code == 200


def test_a_picture_taken_out_leaves_the_text_too(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    step(client, edition, "attach", uploads=[_png()], role="picture", alt="示意图")
    row = edition.attachments.get()
    step(client, edition, "detach", attachment=row.pk)
    edition.refresh_from_db()
    assert "示意图" not in edition.body
    assert "提高服务水平" in edition.body


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


def test_a_withdrawn_document_says_so_while_its_correction_is_being_written(client, papers, as_post):
    document = papers.released(title="关于丁事项的通知")
    as_post(Post.HEAD)
    case = client.get(reverse("desk:case", args=[document.live.case_id])).content.decode()
    assert f'<a href="{document.get_absolute_url()}">看公开网页</a>' in case
    correct(document, papers.drafter, change_note="更正一处。")
    papers.does(document.live, "withdraw", papers.head, explanation="内容有误，正在核实。")
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert "内容有误，正在核实。" in page
    assert "还没有公开" not in page
