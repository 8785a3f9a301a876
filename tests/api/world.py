"""A small district with something public of every kind, and beside each something that is not: it says ``UNSEEN``."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from tests.support.consultations import Asking
from tests.support.decisions import LINE, Deciding
from tests.support.delegates import Hall
from tests.support.documents import DRAFTED, Papers
from tests.support.gazette import Gazette
from tests.support.interpretations import Explaining
from tests.support.letters import Desk as Letters
from tests.support.open_days import Days
from tests.support.questions import Desk as Questions
from tests.support.surveys import Office
from tests.support.workplan import once_by

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.disclosure.documents.models import Document, Grant
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.participation.open_days import commands
from mingzheng.participation.open_days.models import Programme

UNSEEN = "不应看见"
STANDS = dt.date(2023, 6, 1)


def build(papers: Papers, on_day: Any) -> dict[str, Any]:
    """Returns what the tests ask for by number."""
    on_day(DRAFTED)
    shown = papers.released()
    gone = papers.released(doc_number="长发改〔2023〕13号", title=f"{UNSEEN}的撤下文件")
    papers.does(gone.live, "withdraw", papers.head, explanation="数据有误，重新核对。")
    papers.draft(title=f"{UNSEEN}的草稿", doc_number="长发改〔2023〕14号")
    secret = papers.draft(scope="targeted", title=f"{UNSEEN}的定向公开", doc_number="长发改〔2023〕15号")
    Grant.objects.create(edition=secret, kind="code", code_hash=make_password("K7M2-Q9PX"))
    papers.does(secret, "submit", papers.drafter)
    papers.does(papers.reviewed(secret), "release", papers.head)
    explaining = Explaining(papers)
    explained = explaining.passed(explaining.drafted(explaining.planned(shown, reason="企业问得多")))
    explaining.does(explained, "release", papers.head)
    papers.released(doc_number="长发改〔2023〕16号", title="关于做好中小企业服务的通知")
    _knowledge(papers, shown)
    _letters(papers)
    _decisions(papers)
    hall = Hall(papers.district)
    hall.person(name=UNSEEN)
    hall.meeting()
    hall.meeting(title="区发改委第10次主任办公会")
    hall.meeting(title=f"{UNSEEN}的会议", announced=False)
    _open_days(papers)
    survey, call = _surveys(papers)
    asked = _consultations(papers, on_day)
    run_due(1000)
    secret.refresh_from_db()
    return {
        "document": shown.index_number,
        "withdrawn": gone.index_number,
        "targeted": secret.document.index_number,
        "interpretation": explained.pk,
        "consultation": asked,
        "survey": survey,
        "call": call,
    }


def _knowledge(papers: Papers, document: Any) -> None:
    desk = Questions(papers, document)
    desk.published()
    desk.published(question="补贴多久到账？")
    desk.drafted(question=f"{UNSEEN}的问题")
    desk.answered(text=f"{UNSEEN}的留言，没有同意公开。", consent=False)
    message = desk.answered(text=f"{UNSEEN}：原话不公开")
    desk.act(message, "publish", desk.officer, public_text="企业申请补贴要哪些材料？", public_answer="营业执照和发票。")


def _letters(papers: Papers) -> None:
    desk = Letters(papers.district)
    chosen = desk.selected(desk.replied(text=f"{UNSEEN}的原信：路灯坏了。"), text="小区门口的路灯坏了一周。")
    desk.does(chosen, "approve", desk.reviewer)
    desk.written(text=f"{UNSEEN}的来信，没有选登。")


def _decisions(papers: Papers) -> None:
    deciding = Deciding(papers.district)
    deciding.published(deciding.catalogue(LINE, {**LINE, "title": "制定区养老服务设施规划"}))
    deciding.catalogue({**LINE, "title": f"{UNSEEN}的事项"}, year=2024)


def _open_days(papers: Papers) -> None:
    with pytest.MonkeyPatch.context() as patch:
        days = Days(papers.district, patch)
        days.announced()
        days.announced(title="走进城运中心（第二场）")
        days.begun(title=f"{UNSEEN}的活动")
        for year in (2023, 2024):
            _programme(days, year)


def _programme(days: Days, year: int) -> None:
    clerk = days.actor(Post.OFFICE_CLERK, "qufuban")
    facts = {"year": year, "title": f"{year}年政府开放月", "about": "请进来看。"}
    span = {"opens_on": dt.date(year, 8, 1), "closes_on": dt.date(year, 8, 31)}
    made = commands.begin_programme(days.district.units["qufuban"], clerk, {**facts, **span})
    # By its deed it takes a call with its vote (tests/participation/open_days); what is said of it is the same.
    decided = {"theme": "看得见的便民", "planned": 12, "decided_why": "得票最多。", "decided_on": dt.date(2023, 5, 30)}
    Programme.objects.filter(pk=made.pk).update(**decided)


def _surveys(papers: Papers) -> tuple[int, int]:
    office = Office(papers.unit, papers.actor(Post.OFFICER), papers.actor(Post.REVIEWER), papers.actor(Post.HEAD))
    survey, call = office.survey(), office.call()
    with timekeeping.standing_at(dt.date(2023, 4, 20)):
        office.written(title=f"{UNSEEN}的问卷")
    with timekeeping.standing_at(dt.date(2023, 5, 10)):
        office.idea(call, f"{UNSEEN}的建议，还没有审核")
        office.answers(survey, q1="o1", q2="o1", q3=["o1"], q5=4)
    with timekeeping.standing_at(dt.date(2023, 5, 22)):
        office.report(survey)
    return survey.pk, call.pk


def _consultations(papers: Papers, on_day: Any) -> int:
    asking = Asking(papers, on_day)
    asking.drafted(title=f"{UNSEEN}的征求意见")
    found = asking.announced()
    on_day("2023-04-25")
    asking.says(found, "建议延长办理时间")
    held = asking.says(found, f"{UNSEEN}：请不要公布我说的", publish=False)
    while run_due(1000):
        pass  # what came before is owed first
    asking.over(found)
    asking.answers(found)
    asking.published(asking.decided(found))
    assert held.pk
    return found.pk


@pytest.fixture
def world(papers: Papers, on_day: Any) -> dict[str, Any]:
    """On 1 June 2023."""
    held = once_by(papers.district, "api_world", lambda: build(papers, on_day))
    on_day(STANDS)
    return held


@pytest.fixture
def issue(world: dict[str, Any], papers: Papers) -> Issue:
    """Of the gazette, with the document. What is printed cannot be put back as the rest is: it is made each time."""
    return Gazette(papers).published([Document.objects.get(index_number=world["document"])])
