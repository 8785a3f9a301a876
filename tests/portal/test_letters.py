"""Letters as a visitor meets them: writing, the receipt, the state with its clock, rating, asking on, what is published."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.support.letters import REPLY, desk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.participation.letters.models import Letter, LetterPerson
from mingzheng.search.commands import refresh_all

pytestmark = pytest.mark.django_db
TYPED = {
    "channel": "online",
    "title": "路灯不亮",
    "text": "天山路小区门口的路灯坏了一周，晚上很黑，请尽快修复。",
    "consent": "yes",
    "mailbox": "",
    "name": "王阿姨",
    "reach": "13812345678",
    "looked": "1",
    "form_key": "abcdefghijklmnop1234",
}


@pytest.fixture
def visitor() -> Client:
    return Client()


def post(visitor, path: str, **data):
    return visitor.post(path, data, follow=True, HTTP_ORIGIN="http://testserver")


def code_on(page) -> str:
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.content.decode()).group()


def asked(visitor, letter: Letter, code: str, path: str = "/xinjian/chaxun/", **more):
    return post(visitor, path, number=letter.number, code=code, **more)


def test_written_once_however_often_the_button_is_pressed(desk, visitor):  # noqa: F811
    first = post(visitor, "/xinjian/xie/", **TYPED)
    again = post(visitor, "/xinjian/xie/", **TYPED)
    assert Letter.objects.count() == 1
    assert code_on(first) == code_on(again)
    assert "13812345678" not in first.content.decode()
    assert LetterPerson.objects.get().name == "王阿姨"


def test_what_is_wrong_is_said_in_place_and_nothing_typed_is_lost(desk, visitor):  # noqa: F811
    page = post(visitor, "/xinjian/xie/", **{**TYPED, "channel": "leader", "title": "", "consent": ""})
    said = page.content.decode()
    for words in ("请写一句话的标题", "请选择是否同意选登", "请选择写给哪个信箱", "请尽快修复"):
        assert words in said
    page = post(visitor, "/xinjian/xie/", **{**TYPED, "title": "请回电13812345678"})
    assert "手机号码" in page.content.decode()
    page = post(visitor, "/xinjian/xie/", **{**TYPED, "reach": "12345"})
    assert "请写 11 位手机号或者电子邮箱" in page.content.decode()
    page = post(visitor, "/xinjian/xie/", **{**TYPED, "channel": "hotline"})
    assert "请在列出的渠道中选择" in page.content.decode()
    assert not Letter.objects.exists()


def test_each_page_of_a_column_has_its_own_title(desk, visitor):  # noqa: F811
    title = re.compile(r"<title>(.*?)</title>", re.S)
    column, form = (
        title.search(visitor.get(path).content.decode()).group(1) for path in ("/xinjian/", "/xinjian/xie/")
    )
    assert column.startswith("来信和回应 - ")
    assert form == f"写信 - {column}"


def test_a_machine_answers_a_question_first(desk, visitor):  # noqa: F811
    page = post(visitor, "/xinjian/xie/", **TYPED, website="http://spam.example")
    assert "等于几" in page.content.decode()
    assert not Letter.objects.exists()


def test_the_state_with_its_clock_then_reply_rating_and_asking_on(desk, visitor):  # noqa: F811
    code = code_on(post(visitor, "/xinjian/xie/", **TYPED))
    letter = Letter.objects.get()
    page = asked(visitor, letter, code.lower()).content.decode()
    assert "应于" in page
    assert "期限届满之日：2023年5月10日" in page
    desk.does(letter, "dispatch", desk.clerk, kind="help", matter="building", unit=desk.unit("fagai"))
    desk.does(letter, "accept", desk.officer)
    desk.does(letter, "instruct", desk.clerk, leader="分管副区长", text="内部批示一句", day="2023-04-18")
    desk.drafted(letter)
    page = asked(visitor, letter, code).content.decode()
    assert REPLY[:20] not in page
    desk.does(letter, "approve", desk.reviewer)
    page = asked(visitor, letter, code).content.decode()
    assert REPLY[:20] in page
    assert "内部批示一句" not in page
    page = asked(visitor, letter, code, "/xinjian/pingjia/", stars="4", rating="谢谢", form_key="r" * 20)
    assert "您评价了 4 分" in page.content.decode()
    page = asked(visitor, letter, code, "/xinjian/zhuiwen/", text="什么时候再检查？", form_key="z" * 20)
    assert "什么时候再检查" in page.content.decode()
    letter.case.refresh_from_db()
    assert letter.case.state == "working"


def test_a_wrong_code_finds_nothing(desk, visitor):  # noqa: F811
    letter = desk.written()
    page = asked(visitor, letter, "AAAA-AAAA-AAAA").content.decode()
    assert "没有查到" in page
    assert letter.text not in page


def test_what_is_published_is_the_masked_text_and_only_after_approval(desk, visitor):  # noqa: F811
    letter = desk.replied(text="我家天山路100号302室门口的路灯坏了一周，晚上很黑。")
    made = desk.selected(letter, text="小区门口的路灯坏了一周。")
    assert visitor.get(f"/xinjian/{made.pk}/").status_code == 404
    desk.does(made, "approve", desk.reviewer)
    page = visitor.get(f"/xinjian/{made.pk}/").content.decode()
    assert "小区门口的路灯坏了一周。" in page
    assert "302室" not in page and "天山路" not in page
    assert "路灯不亮怎么办" in visitor.get("/xinjian/").content.decode()


def test_published_letters_are_offered_before_the_first_sending(desk, visitor, settings):  # noqa: F811
    settings.MINGZHENG_SEARCH = "sql"
    made = desk.selected(desk.replied())
    desk.does(made, "approve", desk.reviewer)
    refresh_all()
    page = post(visitor, "/xinjian/xie/", **{**TYPED, "looked": ""})
    said = page.content.decode()
    assert "这些也许已经回答了您" in said
    assert f"/xinjian/{made.pk}/" in said
    assert 'name="looked" value="1"' in said
    assert Letter.objects.count() == 1
    post(visitor, "/xinjian/xie/", **TYPED)
    assert Letter.objects.count() == 2


def test_the_statistics_rank_nobody_with_few_letters(desk, visitor):  # noqa: F811
    desk.replied()
    page = visitor.get("/xinjian/tongji/").content.decode()
    assert "件数少" in page
    assert "不足 5 次，不列满意率" in page
    assert visitor.get("/xinjian/tongji/?year=99999999999").status_code == 200
