"""What 区府办 sees of every unit's applications, how a case opens to it, and the wording that it keeps."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt
import re

import pytest
from tests.support.at_the_desk import words
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.requests.foi.models import Grant, LetterText

MONDAY = dt.date(2023, 4, 17)
THURSDAY = dt.date(2023, 4, 20)
SECRETS = ("张三丰", "310105199001011233", "13800001111", "sanfeng", "营商环境评估报告")


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


@pytest.fixture
def enter(client, foi):
    def entered(post=Post.OFFICE_CLERK, unit="qufuban", nth=1):
        client.force_login(foi.district.person(unit, post, nth))
        return client

    return entered


def figures(client, unit):
    """The counts of a unit's line, by their heads."""
    page = client.get("/desk/foi/oversight/").content.decode()
    line = next(row for row in re.findall(r"<tr.*?</tr>", page, re.S) if f">{unit}</a>" in row)
    cells = re.findall(r'data-label="([^"]+)"><span>(?:<[^>]+>)?(\d+)', line)
    return {label: int(n) for label, n in cells if int(n)}


def test_the_board_counts_each_units_applications(enter, foi):
    foi.handled()
    late = foi.handled(on=dt.date(2023, 3, 1))
    foi.answers(late, "C5", THURSDAY)
    foi.handled(on=dt.date(2023, 3, 1))
    foi.arrives("internet", on=THURSDAY)
    client = enter()
    assert figures(client, "区发改委") == {
        "收到": 3,
        "在办": 3,
        "临期": 1,
        "逾期未复": 1,
        "办结": 1,
        "逾期答复": 1,
    }
    assert "逾期未复1件，在区发改委" in words(client.get("/desk/foi/oversight/"))


def test_every_figure_leads_to_rows_of_nodes_without_content_or_person(enter, foi):
    found = foi.arrives()
    foi.does(found, "register", on=MONDAY)
    foi.does(found, "ask_correction", {"items": "请写明年份", "period_days": "5"}, on=dt.date(2023, 4, 19))
    late = foi.handled(on=dt.date(2023, 3, 1))
    foi.answers(late, "C5", THURSDAY)
    client = enter()
    base = f"/desk/foi/oversight/units/{foi.unit.pk}/"
    page = client.get(base)
    assert "告知补正4月19日按期" in words(page)
    assert "答复4月20日逾期" in words(page)
    assert "送达4月20日" in words(page)
    assert not [secret for secret in SECRETS if secret in page.content.decode()]
    assert "请写明年份" not in page.content.decode()
    assert found.number not in words(client.get(base + "?kind=late"))
    assert late.number in words(client.get(base + "?kind=late"))
    assert late.number in words(client.get(base + "?kind=odd&year=1&after=x~9"))
    assert client.get("/desk/foi/oversight/units/99999/").status_code == 404


@pytest.mark.parametrize("post", [Post.OFFICER, Post.HEAD, Post.WINDOW, Post.LEGAL])
def test_other_units_have_no_overview_and_give_no_grants(enter, foi, post):
    found = foi.handled()
    client = enter(post, "fagai")
    assert client.get("/desk/foi/oversight/").status_code == 403
    assert client.get(f"/desk/foi/oversight/units/{foi.unit.pk}/").status_code == 403
    assert client.post(f"/desk/foi/oversight/{found.pk}/grant/", {}).status_code == 403
    assert client.get("/desk/foi/texts/").status_code == 403
    assert client.post("/desk/foi/texts/reason.C5/", {}).status_code == 403


@pytest.mark.parametrize("post", [Post.ADMIN, Post.ASSESSOR])
def test_administrator_and_assessor_see_no_overview_even_with_a_grant(enter, foi, post):
    found = foi.handled()
    person = foi.district.person("qufuban", post)
    Grant.objects.create(application=found, person=person, reason="x", granted_on=THURSDAY, until=THURSDAY)
    client = enter(post)
    assert client.get("/desk/foi/oversight/").status_code == 403
    assert client.get(f"/desk/cases/{found.case_id}/").status_code == 404


def granted(foi, **change):
    person = foi.district.person("qufuban", Post.OFFICE_CLERK)
    facts = {"person": str(person.pk), "reason": "投诉核查", "until": "2023-04-28", "form_key": "g" * 24}
    return {**facts, **change}


def test_a_clerk_reads_a_case_by_a_grant_of_the_head_and_the_case_shows_it(enter, foi):
    found = foi.handled()
    case, page = f"/desk/cases/{found.case_id}/", f"/desk/foi/oversight/{found.pk}/grant/"
    assert enter().get(case).status_code == 404
    assert enter().post(page, granted(foi)).status_code == 403
    head = enter(Post.OFFICE_HEAD)
    assert head.get(case).status_code == 404
    head.post(page, granted(foi))
    head.post(page, granted(foi))
    assert Grant.objects.count() == 1
    opened = enter().get(case)
    assert "投诉核查" in words(opened)
    assert "2022年度营商环境评估报告" in words(opened)
    assert "13800001111" not in opened.content.decode()
    assert found.number in words(enter().get("/desk/foi/oversight/"))
    assert "投诉核查" in words(enter(Post.OFFICER, "fagai").get(case))
    assert Entry.objects.filter(action="foi.granted", case_id=found.case_id).count() == 1


def test_a_grant_ends_on_its_day(enter, foi, on_day):
    found = foi.handled()
    enter(Post.OFFICE_HEAD).post(f"/desk/foi/oversight/{found.pk}/grant/", granted(foi))
    on_day(dt.date(2023, 4, 28))
    assert enter().get(f"/desk/cases/{found.case_id}/").status_code == 200
    on_day(dt.date(2023, 4, 29))
    assert enter().get(f"/desk/cases/{found.case_id}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "请填写查阅理由"),
        ({"until": "2023-06-30"}, "31天以内"),
        ({"until": "2023-04-19"}, "31天以内"),
        ({"until": "soon"}, "日期请写成"),
        ({"person": "999"}, "请从列表中选择"),
    ],
)
def test_a_grant_says_why_for_whom_and_how_long(enter, foi, change, said):
    found = foi.handled()
    answer = enter(Post.OFFICE_HEAD).post(f"/desk/foi/oversight/{found.pk}/grant/", granted(foi, **change))
    assert said in words(answer)
    assert not Grant.objects.exists()


def test_people_of_other_units_get_no_grant(enter, foi):
    found = foi.handled()
    stranger = foi.district.person("sifa", Post.OFFICER)
    page = f"/desk/foi/oversight/{found.pk}/grant/"
    answer = enter(Post.OFFICE_HEAD).post(page, granted(foi, person=str(stranger.pk)))
    assert "请从列表中选择" in words(answer)


KEY = "/desk/foi/texts/reason.C5/"
BODY = "您申请公开的信息属于内部事务信息。{事实和理由}\n根据{依据}，不予公开。"
TEXT = {"body": BODY, "valid_from": "2023-05-01", "form_key": "t" * 24}


def test_every_wording_is_listed_with_the_version_that_holds(enter):
    page = words(enter().get("/desk/foi/texts/"))
    assert "政府信息公开申请补正告知书第1版2019年5月15日" in page
    assert "没有启用的版本" not in page


def test_a_new_version_holds_from_its_day_and_is_compared(enter, foi, on_day):
    client = enter()
    client.post(KEY, TEXT)
    client.post(KEY, TEXT)
    assert LetterText.objects.filter(key="reason.C5").count() == 2
    assert "第2版，2023年5月1日起" in words(client.get("/desk/foi/texts/"))
    compared = client.get(KEY + "?a=1&b=2").content.decode()
    assert "<del>" in compared
    assert "<ins>" in compared
    assert client.get(KEY + "?a=1&b=x").status_code == 200
    found = foi.handled()
    on_day(dt.date(2023, 5, 4))
    letter = foi.answers(found, "C5", dt.date(2023, 5, 4))
    assert letter.paragraphs[1].startswith("您申请公开的信息属于内部事务信息。")
    assert letter.texts["reason.C5"] == 2


@pytest.mark.parametrize(
    ("body", "said"), [("没有依据的文字", "缺少必须写明的内容：{依据}"), ("{依据}{天气}", "{天气}没有内容可填")]
)
def test_wording_without_what_the_law_wants_is_refused_and_kept_on_the_page(enter, body, said):
    answer = enter().post(KEY, {**TEXT, "body": body})
    assert said in words(answer)
    assert body in answer.content.decode()
    assert LetterText.objects.filter(key="reason.C5").count() == 1


def test_wording_is_looked_at_before_it_holds(enter):
    page = words(enter().post(KEY, {**TEXT, "preview": "1"}))
    assert "根据《中华人民共和国政府信息公开条例》第十六条第一款，不予公开。" in page
    assert "六个月内" in page
    assert LetterText.objects.filter(key="reason.C5").count() == 1
    assert enter().get("/desk/foi/texts/reason.Z9/").status_code == 404
    assert enter().get("/desk/foi/texts/nonsense/").status_code == 404


def test_wording_that_was_typed_outlives_an_expired_session(client, enter):
    client.post(KEY, {**TEXT, "body": "写了很久的文本{依据}"})
    assert "写了很久的文本" in enter().get(KEY).content.decode()
