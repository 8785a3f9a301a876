"""The public pages: every role in every phase, the form and its receipt, one's own opinion, the feedback, the comparison."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.support.consultations import AFTER, CLOSES, OPENS

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.submissions.models import Submission
from mingzheng.participation.consultations.models import Opinion
from mingzheng.portal import posting

pytestmark = pytest.mark.django_db

LESS = "停车收费太高，希望降低小区周边的停车收费标准"
MORE = "学校门口应当增设接送车辆的临时停车位"
BEFORE, DURING = dt.date(2023, 4, 19), dt.date(2023, 5, 2)


def typed(text=MORE, **more):
    return {"form_key": new_key(), "website": "", "text": text, "author_kind": "person", "publish": "yes", **more}


def send(client, found, *, text=MORE, **more):
    return client.post(f"/yijian/{found.pk}/tijiao/", typed(text, **more), follow=True)


def page(client, address):
    return client.get(address).content.decode()


def code_in(answer):
    return re.search(r'class="codes">.*<strong>([0-9A-Z-]{14})', answer.content.decode())[1]


# --- role × phase ----------------------------------------------------------------------------------------------------


def public_comments(asking, client, found):
    return Opinion.objects.count() < (send(client, found), Opinion.objects.count())[1]


def enters(asking, client, found):
    try:
        asking.enters(found, MORE, added_why="来信在途")
    except Refused:
        return False
    return True


def stranger_enters(asking, client, found):
    try:
        asking.enters(found, MORE, by=asking.papers.district.actor("xinhua"))
    except Refused:
        return False
    return True


def extends(asking, client, found):
    return attempted(asking, found, "extend", asking.head, until="2023-06-30", reason="意见较多")


def answers(asking, client, found):
    groups = list(found.groups.values_list("pk", flat=True))[:1]
    return attempted(asking, found, "answer", asking.officer, groups=groups or [0], state="adopted", answer="")


def decides(asking, client, found):
    return attempted(asking, found, "decide", asking.officer, decided_on=AFTER, no_document_why="印发纪要")


def head_publishes(asking, client, found):
    return attempted(asking, found, "publish", asking.head)


def attempted(asking, found, command, by, **data):
    try:
        asking.does(found, command, by, **data)
    except Refused:
        return False
    return True


ACTS = [public_comments, enters, stranger_enters, extends, answers, decides, head_publishes]
#                    public, unit, other unit, head longer, answer, decide, publish
MATRIX = {
    BEFORE: (False, True, False, True, False, False, False),
    DURING: (True, True, False, True, False, False, False),
    CLOSES: (True, True, False, True, False, False, False),
    AFTER: (False, True, False, False, True, True, False),
}


@pytest.mark.parametrize("day", MATRIX)
@pytest.mark.parametrize("act", ACTS)
def test_who_may_do_what_before_during_and_after(asking, client, act, day):
    found = asking.announced()
    asking.on_day(OPENS)
    asking.says(found, LESS)
    if day > CLOSES:
        asking.over(found, day)
    else:
        asking.on_day(day)
    assert act(asking, client, found) == MATRIX[day][ACTS.index(act)]


@pytest.mark.parametrize(
    ("day", "word", "offers"),
    [
        (BEFORE, "还没有开始", False),
        (DURING, "正在征集", True),
        (CLOSES, "今天是最后一天", True),
        (AFTER, "正在研究意见", False),
    ],
)
def test_the_page_says_the_phase_and_offers_the_form_only_while_it_is_open(asking, client, day, word, offers):
    found = asking.announced()
    asking.on_day(day)
    shown = page(client, f"/yijian/{found.pk}/")
    assert word in shown
    assert ("征集时提意见的途径" in shown) is (day > CLOSES)  # afterwards nobody is invited any more
    assert (f"/yijian/{found.pk}/tijiao/?tiao=2" in shown) is offers
    assert ("提交意见" in page(client, f"/yijian/{found.pk}/tijiao/")) is offers


def test_a_draft_that_is_not_announced_is_nobodys(asking, client):
    found = asking.drafted()
    for address in ("", "tijiao/", "duizhao/", "caina.csv"):
        assert client.get(f"/yijian/{found.pk}/{address}").status_code == 404


# --- the form --------------------------------------------------------------------------------------------------------


def test_an_opinion_on_an_article_is_received_once_however_often_it_is_sent(asking, client):
    found = asking.announced()
    asking.on_day(DURING)
    article = found.articles.get(place=2)
    body = typed(article=str(article.pk), name="张建国", reach="zhang@example.cn")
    first, again = (client.post(f"/yijian/{found.pk}/tijiao/", body, follow=True) for _twice in range(2))
    assert code_in(first) == code_in(again)
    one = found.opinions.get()
    assert (one.article, one.shown_as, one.author.reach) == (article, "张某某", "zhang@example.cn")
    assert "张建国" not in first.content.decode()
    assert first.headers["Cache-Control"].startswith("max-age=0")


def test_the_receipt_has_an_address_of_its_own_that_says_nothing_and_ends_after_a_day(asking, client):
    found, other = asking.announced(), asking.announced(title="另一份草案")
    asking.on_day(DURING)
    body = typed(name="张建国", reach="zhang@example.cn")
    went = client.post(f"/yijian/{found.pk}/tijiao/", body)
    address = went.headers["Location"]
    assert (went.status_code, address) == (302, f"/yijian/{found.pk}/huizhi/{body['form_key']}/")
    first, again = client.get(address), client.get(address)
    assert code_in(first) == code_in(again) and found.opinions.count() == 1
    assert "noindex" in first.headers["X-Robots-Tag"]
    for wrong in (f"/yijian/{other.pk}/huizhi/{body['form_key']}/", f"/yijian/{found.pk}/huizhi/{'x' * 24}/"):
        assert client.get(wrong).headers["Location"] == "/yijian/chaxun/"
    Submission.objects.update(made_at=timezone.now() - posting.RECEIPT)
    assert client.get(address).headers["Location"] == "/yijian/chaxun/"


def test_an_attachment_is_kept_and_is_not_public(asking, client):
    found = asking.announced()
    asking.on_day(DURING)
    upload = SimpleUploadedFile("理由.txt", "高峰时段的照片说明".encode())
    client.post(f"/yijian/{found.pk}/tijiao/", {**typed(), "uploads": [upload]})
    (file,) = files_of(found.opinions.get().ref)
    assert client.get(file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"text": ""}, "请填写您的意见"),
        ({"text": "我的电话是13812345678，请联系我"}, "没有提交"),
        ({"reach": "随便写的"}, "11 位手机号"),
        ({"author_kind": "enterprise", "name": "", "reach": "张女士"}, "请填写单位名称"),
        ({"article": "99999"}, "对哪一部分"),
        ({"publish": "maybe"}, "意见内容是否可以公布"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(asking, client, more, word):
    found = asking.announced()
    asking.on_day(DURING)
    answer = client.post(f"/yijian/{found.pk}/tijiao/", {**typed(name="张女士"), **more})
    shown = answer.content.decode()
    assert word in shown
    assert "张女士" in shown
    assert not found.opinions.exists()


def test_a_machine_that_fills_in_everything_answers_a_question_first(asking, client):
    found = asking.announced()
    asking.on_day(DURING)
    shown = client.post(f"/yijian/{found.pk}/tijiao/", typed(website="http://x.example")).content.decode()
    assert "等于几" in shown
    assert not found.opinions.exists()


def test_a_form_from_another_site_is_refused(asking, client):
    found = asking.announced()
    asking.on_day(DURING)
    client.post(f"/yijian/{found.pk}/tijiao/", typed(), headers={"origin": "https://elsewhere.example"})
    assert not found.opinions.exists()


def test_the_period_ends_between_the_form_and_the_button(asking, client):
    found = asking.announced()
    asking.on_day(AFTER)
    shown = send(client, found, text="写了很久的意见").content.decode()
    assert "截止" in shown
    assert "写了很久的意见" in shown


# --- afterwards ------------------------------------------------------------------------------------------------------


def finished(asking, client, **more):
    """Two sent in, one of them answered as adopted, the other not; returns the consultation and both codes."""
    found = asking.announced()
    asking.on_day(DURING)
    codes = [code_in(send(client, found, text=text, **more)) for text in (LESS, MORE)]
    asking.over(found)
    one, other = found.opinions.order_by("pk")
    asking.answers(found, one, state="not_adopted", answer="收费标准由市里统一规定。")
    asking.answers(found, other, state="adopted", answer="第三条写明。")
    asking.decided(
        found,
        final_text="第一条　为了规范停车，制定本办法。\n第二条　本办法适用于本区。\n第三条　学校门口设置接送停车位。",
    )
    return found, codes


def asked(client, code):
    return client.post("/yijian/chaxun/", {"form_key": new_key(), "website": "", "code": code}).content.decode()


def test_ones_own_opinion_is_found_by_its_code_and_says_what_came_of_it(asking, client):
    found, (code, _other) = finished(asking, client)
    before = asked(client, code)
    assert LESS in before
    assert "收费标准由市里统一规定" not in before
    assert "2023年6月5日" in before
    asking.published(found)
    after = asked(client, code.lower().replace("-", " "))
    assert "不采纳" in after
    assert "收费标准由市里统一规定" in after
    assert "没有查到" in asked(client, "ABCD-EFGH-JKMN")


def test_what_is_drafted_is_not_public_and_what_is_published_is_there_all_at_once(asking, client):
    found, _codes = finished(asking, client)
    assert "收费标准由市里统一规定" not in page(client, f"/yijian/{found.pk}/")
    assert client.get(f"/yijian/{found.pk}/duizhao/").status_code == 404
    asking.published(found)
    shown = page(client, f"/yijian/{found.pk}/")
    assert all(word in shown for word in ("意见采纳情况", LESS, MORE, "收费标准由市里统一规定", "第三条写明"))
    rows = list(csv.reader(io.StringIO(client.get(f"/yijian/{found.pk}/caina.csv").content.decode("utf-8-sig"))))
    assert [(row[2], row[5]) for row in rows[1:]] == [(LESS, "不采纳"), (MORE, "采纳")]


def test_the_comparison_names_the_opinion_behind_the_change(asking, client):
    found = asking.announced()
    asking.on_day(DURING)
    send(client, found, text=MORE, article=str(found.articles.get(place=3).pk), name="李女士")
    asking.over(found)
    asking.answers(found, state="adopted", answer="第三条写明。")
    final = "第一条　为了规范管理，制定本办法。\n第二条　本办法适用于本区。\n第三条　本办法自公布之日起施行，学校门口设置接送停车位。"
    asking.decided(found, final_text=final)
    asking.published(found)
    shown = page(client, f"/yijian/{found.pk}/duizhao/")
    assert shown.count("没有改动") == 2
    third = shown.partition('aria-label="第三条"')[2]
    assert "<ins>" in third
    assert MORE in third
    assert "李某某" in third


def test_text_that_a_spreadsheet_takes_for_a_formula_is_only_text(asking, client):
    found = asking.announced()
    asking.on_day(DURING)
    send(client, found, text="=HYPERLINK(1)停车收费")
    asking.over(found)
    asking.answers(found, state="stance")
    asking.decided(found)
    asking.published(found)
    assert "'=HYPERLINK(1)停车收费" in client.get(f"/yijian/{found.pk}/caina.csv").content.decode()


def test_who_does_not_want_it_published_is_counted_and_not_read(asking, client):
    found, _codes = finished(asking, client, publish="no")
    asking.published(found)
    shown = page(client, f"/yijian/{found.pk}/")
    assert MORE not in shown
    assert "不同意公布或者不宜公布" in shown
    assert "第三条写明" in shown


def test_nobody_answered_is_shown_as_a_result(asking, client):
    found = asking.announced()
    asking.over(found)
    asking.decided(found)
    asking.published(found, summary="收到意见 0 条，按征求意见稿印发。")
    shown = page(client, f"/yijian/{found.pk}/")
    assert "收到意见 0 条" in shown
    assert "caina.csv" not in shown


def test_the_index_sorts_by_phase(asking, client):
    opened = asking.announced()
    later = asking.announced(title="另一件草案", opens_on=dt.date(2023, 5, 10), closes_on=dt.date(2023, 6, 12))
    asking.on_day(DURING)
    shown = page(client, "/yijian/")
    now, _mark, coming = shown.partition("即将开始")
    assert opened.title in now
    assert later.title in coming
    assert opened.title in page(client, "/hudong/")


def test_the_desk_reads_the_opinions_of_its_unit_and_no_other(asking, client, enter):
    found = asking.announced()
    asking.on_day(DURING)
    one = asking.says(found, LESS, name="张建国", reach="zhang@example.cn")
    enter(Post.OFFICER)
    ledger = page(client, f"/desk/consultations/{found.pk}/ledger/")
    assert LESS in ledger
    assert "张建国" not in ledger
    plain, opened = (page(client, f"/desk/consultations/opinions/{one.pk}/{more}") for more in ("", "?author"))
    assert "zhang@example.cn" not in plain
    assert "zhang@example.cn" in opened
    enter(Post.SECRECY)
    assert client.get(f"/desk/consultations/opinions/{one.pk}/?author").status_code == 403
    enter(Post.OFFICER, "xinhua")
    assert client.get(f"/desk/consultations/{found.pk}/ledger/").status_code == 404
    assert client.get(f"/desk/consultations/opinions/{one.pk}/").status_code == 404
    assert found.title not in page(client, "/desk/consultations/")


def test_the_workbench_answers_many_at_once_and_keeps_what_was_typed(asking, client, enter):
    found = asking.announced()
    asking.on_day(DURING)
    for text in (LESS, LESS, MORE):
        asking.says(found, text)
    asking.over(found)
    enter(Post.OFFICER)
    groups = list(found.groups.values_list("pk", flat=True))
    address = f"/desk/consultations/{found.pk}/groups/"
    refused = client.post(f"{address}do/", {"do": "answer", "groups": groups, "state": "partly", "answer": ""})
    shown = refused.content.decode()
    assert "要写明理由" in shown
    assert shown.count(" checked") == 2
    client.post(f"{address}do/", {"do": "answer", "groups": groups, "state": "adopted", "answer": "已修改第二条。"})
    assert set(found.groups.values_list("state", flat=True)) == {"adopted"}
    preview = page(client, f"/desk/consultations/{found.pk}/preview/")
    assert "已修改第二条" in preview
    client.post(f"{address}do/", {"do": "merge", "groups": groups})
    assert found.groups.count() == 1
    assert "多说了" in page(client, f"/desk/consultations/groups/{found.groups.get().pk}/")


def test_the_ledger_hands_the_ticked_opinions_to_the_step(asking, client, enter):
    found = asking.announced()
    asking.on_day(DURING)
    rows = [asking.says(found, text) for text in (LESS, MORE)]
    enter(Post.OFFICER)
    address = f"/desk/cases/{found.case_id}/hold_back/"
    form = page(client, f"{address}?opinions={rows[0].pk}&opinions={rows[1].pk}")
    assert form.count('name="opinions"') == 2
    revision = re.search(r'name="revision" value="(\d+)"', form)[1]
    client.post(address, {"revision": revision, "opinions": [row.pk for row in rows], "reason": "含有广告"})
    assert set(found.opinions.values_list("held_back", flat=True)) == {"含有广告"}


def test_the_overdue_list_names_what_was_not_answered_in_time(asking, client, enter):
    found = asking.announced()
    asking.over(found)
    asking.decided(found)
    enter(Post.OFFICER)
    assert found.title not in page(client, "/desk/consultations/overdue/")
    asking.on_day("2023-06-06")
    assert found.title in page(client, "/desk/consultations/overdue/")
    assert "超期未反馈" in page(client, "/desk/consultations/")


def test_a_draft_is_begun_on_the_screen_from_a_file_and_only_once(asking, client, enter):
    enter(Post.REVIEWER)
    assert client.get("/desk/consultations/new/").status_code == 403
    enter(Post.OFFICER)
    typed = {"form_key": "k" * 20, "title": "甲办法", "kind": "policy", "note": "说明", "ways": "来信", "draft": ""}
    dates = {"opens_on": "2023-04-20", "closes_on": "2023-05-10"}
    wrong = client.post("/desk/consultations/new/", {**typed, **dates}).content.decode()
    assert "请粘贴草案全文" in wrong
    assert "2023-05-20" in wrong
    dates["closes_on"] = "2023-05-20"
    for _twice in range(2):
        upload = SimpleUploadedFile("草案.txt", "第一条　甲。\n第二条　乙。".encode())
        client.post("/desk/consultations/new/", {**typed, **dates, "draft_file": upload})
    from mingzheng.participation.consultations.models import Consultation

    assert Consultation.objects.get().articles.count() == 2


def test_collection_points_are_kept_by_the_office(asking, client, enter):
    enter(Post.OFFICER)
    assert client.get("/desk/consultations/points/new/").status_code == 403
    enter(Post.OFFICE_CLERK, "qufuban")
    sent = {"name": "商圈征集点", "unit": asking.papers.unit.pk, "since": "2023-01-01", "place": "", "phone": ""}
    client.post("/desk/consultations/points/new/", sent)
    assert "商圈征集点" in page(client, "/desk/consultations/points/")
    assert "已经登记" in client.post("/desk/consultations/points/new/", sent).content.decode()
