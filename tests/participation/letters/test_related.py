"""A letter leads on to the policy that it asks about and to the consultation in which its author may have a say."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from tests.support.consultations import AFTER, OPENS, asking  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.letters import Desk

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.core.relations.queries import links_of
from mingzheng.participation.letters.models import Letter
from mingzheng.policy.policies.models import Policy
from mingzheng.search.commands import refresh_all

pytestmark = pytest.mark.django_db
TEXT = "《停车场管理办法》草案里老小区的夜间停车收费太高，请问补贴标准是多少？"

TYPED = {
    "channel": "suggestion",
    "title": "停车场管理办法",
    "text": TEXT,
    "consent": "yes",
    "mailbox": "",
    "name": "",
    "reach": "",
    "form_key": "q" * 20,
}


@pytest.fixture
def draft(asking):  # noqa: F811
    """A consultation on parking that is open on the day."""
    found = asking.announced(title="停车场管理办法（征求意见稿）")
    asking.on_day(OPENS)
    return found


@pytest.fixture
def desk(papers):  # noqa: F811
    return Desk(papers.district)


def policy(papers, title: str = "停车场补贴办法", **more) -> Policy:  # noqa: F811
    document = papers.released(title=title)
    return Policy.objects.create(
        unit=document.unit, title=title, document=document, begun_on="2023-04-01", issued_on="2023-04-18", **more
    )


def related(desk, letter: Letter, record) -> None:
    desk.does(letter, "relate", desk.officer, target=str(record.ref))


def read(letter: Letter, code: str) -> str:
    typed = {"number": letter.number, "code": code}
    return Client().post("/xinjian/chaxun/", typed, HTTP_ORIGIN="http://testserver").content.decode()


def test_the_author_and_who_reads_the_selection_go_on_from_the_letter(desk, draft, papers, asking):  # noqa: F811
    sent = Client().post("/xinjian/xie/", {**TYPED, "looked": "1"}, follow=True, HTTP_ORIGIN="http://testserver")
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", sent.content.decode()).group()
    letter = Letter.objects.get()
    desk.does(letter, "dispatch", desk.clerk, kind="consult", matter="building", unit=desk.unit("fagai"))
    desk.does(letter, "accept", desk.officer)
    issued = policy(papers)
    for record in (issued, draft):
        related(desk, letter, record)
    page = read(letter, code)
    assert f'href="/zhengce/quancheng/{issued.pk}/"' in page
    assert f'href="/yijian/{draft.pk}/"' in page
    assert "正在征集意见，2023年5月20日截止" in page
    desk.does(desk.drafted(letter, note="请审核。"), "approve", desk.reviewer)
    made = desk.selected(letter)
    desk.does(made, "approve", desk.reviewer)
    asking.on_day(AFTER)
    page = Client().get(f"/xinjian/{made.pk}/").content.decode()
    assert "停车场管理办法（征求意见稿）" in page and "截止" not in page


def test_what_the_letter_speaks_of_stands_first_and_nothing_else_is_taken(desk, draft, papers):  # noqa: F811
    letter = desk.handed(text=TEXT)
    policy(papers, "养老服务补贴办法（停用）", ended_on=dt.date(2023, 4, 19))
    issued = policy(papers)
    inside = Policy.objects.create(unit=letter.unit, title="停车场内部方案", begun_on="2023-04-01")
    client = Client()
    client.force_login(desk.district.person("fagai", Post.OFFICER))
    form = client.get(f"/desk/cases/{letter.case_id}/relate/").content.decode()
    assert form.index("来信说到的") < form.index(draft.title)
    assert issued.title in form
    for title in ("停用", inside.title):
        assert title not in form
    for target in (str(inside.ref), "policies.policy:999", "letters.letter:1", "x"):
        with pytest.raises(FormRefused):
            desk.does(letter, "relate", desk.officer, target=target)


def test_a_wrong_link_is_taken_back_with_its_reason(desk, draft):
    letter = desk.handed(text=TEXT)
    with pytest.raises(Refused, match="没有关联"):
        desk.does(letter, "unrelate", desk.officer, target=str(draft.ref), reason="关联错了。")
    related(desk, letter, draft)
    assert letter.ref in [one.record.ref for one in links_of(draft.ref, desk.officer)]
    with pytest.raises(Refused):
        desk.does(letter, "unrelate", desk.officer, target=str(draft.ref), reason="打13812345678问过")
    desk.does(letter, "unrelate", desk.officer, target=str(draft.ref), reason="说的是另一件事。")
    assert not links_of(draft.ref, desk.officer)
    assert any("说的是另一件事" in one.summary for one in journal.timeline(letter.ref))


def test_another_unit_links_nothing(desk, draft):
    letter = desk.handed(text=TEXT)
    with pytest.raises(Refused):
        desk.does(letter, "relate", desk.by(Post.OFFICER, "sifa"), target=str(draft.ref))


def test_an_open_consultation_is_offered_before_the_letter_is_sent(draft, asking, settings):  # noqa: F811
    settings.MINGZHENG_SEARCH = "sql"
    refresh_all()
    typed = {**TYPED, "looked": ""}
    page = Client().post("/xinjian/xie/", typed, HTTP_ORIGIN="http://testserver").content.decode()
    assert "正在就这些征求意见" in page and f'href="/yijian/{draft.pk}/"' in page
    assert TEXT in page
    assert not Letter.objects.exists()
    asking.on_day(AFTER)
    Client().post("/xinjian/xie/", typed, HTTP_ORIGIN="http://testserver")  # over: nothing to offer, it is taken
    assert Letter.objects.count() == 1
