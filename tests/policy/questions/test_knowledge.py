"""An entry from its draft to its review when the document behind it changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.models import Stamp
from mingzheng.disclosure.documents import commands as documents
from mingzheng.disclosure.documents import effects
from mingzheng.policy.questions import knowledge, marks, queries
from mingzheng.policy.questions.models import Entry

pytestmark = pytest.mark.django_db
D = dt.date


def mark_of(entry, day=None):
    return marks.mark(queries.public_entry(entry.pk), day or timekeeping.today())


def test_who_wrote_it_does_not_publish_it(desk):
    entry = desk.drafted()
    desk.act(entry, "submit", desk.officer)
    assert queries.public_entry(entry.pk) is None
    with pytest.raises(Refused):  # the head, had they edited it, would be kept out just so
        desk.act(entry, "approve", desk.officer)
    with pytest.raises(Refused, match="岗位在新华街道"):
        desk.act(entry, "approve", desk.papers.district.actor("xinhua", Post.REVIEWER))
    desk.act(entry, "approve", desk.reviewer)
    assert mark_of(entry).current
    assert entry.review_by == D(2024, 4, 18)
    assert entry.live.where == "《关于优化营商环境若干措施的通知》（长发改〔2023〕12号）第五条"
    found = searchable.kind_of("questions.entry").entry_of(entry.pk)
    assert found.url == f"/zhengce/wenda/{entry.pk}/"
    assert Stamp.objects.filter(tag=f"document:{desk.document.pk}").exists()


def test_a_reviewer_who_wrote_is_a_writer(desk):
    entry = desk.drafted()
    desk.act(entry, "edit", desk.reviewer, question="补贴怎样申请？", answer="到窗口申请。", source="《措施》")
    desk.act(entry, "submit", desk.officer)
    with pytest.raises(Refused, match="参与过"):
        desk.act(entry, "approve", desk.reviewer)


def test_nothing_is_submitted_without_answer_and_source(desk):
    for gap in ({"answer": ""}, {"document": None, "source": ""}):
        with pytest.raises(Refused, match="没有填写"):
            desk.act(desk.drafted(**gap), "submit", desk.officer)


def test_personal_data_does_not_enter_the_base(desk):
    with pytest.raises(Refused, match="手机号码") as refused:
        desk.drafted(answer="请打 13812345678")
    assert refused.value.field == "answer"


def test_a_new_version_is_read_only_after_its_own_review(desk):
    entry = desk.published()
    desk.act(entry, "revise", desk.officer, reason="补充办理地点")
    desk.act(entry, "edit", desk.officer, question=entry.question, answer="新的答案", document="长发改〔2023〕12号")
    assert queries.public_entry(entry.pk).live.answer != "新的答案"
    desk.act(entry, "submit", desk.officer)
    desk.act(entry, "approve", desk.reviewer, note="补充地点")
    assert queries.public_entry(entry.pk).live.answer == "新的答案"
    assert [version.serial for version in entry.versions.all()] == [2, 1]


def test_a_repealed_document_makes_its_entries_ask_for_review(desk):
    entry, other = desk.published(), desk.published(question="另一个问题怎样办？", document=None, source="《其他》")
    newer = desk.papers.draft(title="关于优化营商环境的新措施", doc_number="长发改〔2023〕20号")
    documents.plan_effect(
        newer, desk.officer, target=desk.document, kind="repeal", effective_on=D(2023, 4, 18), article="第九条"
    )
    desk.papers.does(newer, "submit", desk.officer)
    desk.papers.reviewed(newer)
    desk.papers.does(newer, "release", desk.papers.head)
    # Before the worker has heard of it the answer already carries its mark: it is judged on every read.
    assert not mark_of(entry).current
    desk.worked()
    entry.refresh_from_db()
    assert entry.case.state == "due"
    assert "废止" in entry.doubt
    assert entry.case.due_on == D(2023, 4, 24)
    assert mark_of(other).current
    with pytest.raises(Refused, match="已经失效"):
        desk.act(entry, "confirm", desk.papers.head, opinion="仍然正确")
    # Working on it does not take the mark away; a version on the new document does.
    desk.act(entry, "revise", desk.officer, reason="文件已被新措施代替")
    assert not mark_of(entry).current
    desk.act(
        entry, "edit", desk.officer, question=entry.question, answer="按新措施办理。", document="长发改〔2023〕20号"
    )
    desk.act(entry, "submit", desk.officer)
    desk.act(entry, "approve", desk.reviewer)
    assert mark_of(entry).current
    assert entry.doubt == ""


def test_a_corrected_and_a_withdrawn_document(desk):
    entry = desk.published()
    again = documents.correct(desk.document, desk.officer, change_note="更正第五条")
    desk.papers.does(again, "submit", desk.officer)
    desk.papers.reviewed(again)
    desk.papers.does(again, "release", desk.papers.head)
    desk.worked()
    entry.refresh_from_db()
    assert "第2版" in entry.doubt
    desk.act(entry, "confirm", desk.papers.head, opinion="第五条没有变化")
    assert mark_of(entry).current
    desk.papers.does(again, "withdraw", desk.papers.head, explanation="发布有误")
    assert not mark_of(entry).current
    desk.worked()
    entry.refresh_from_db()
    assert entry.case.state == "due"


def test_what_runs_out_by_its_own_date_is_found_every_day(desk, on_day):
    dated = desk.papers.released(doc_number="长发改〔2023〕30号", title="关于临时措施的通知", expires_on="2023-06-30")
    entry, late = desk.published(document=dated), desk.published(review_by=D(2023, 6, 1))
    assert knowledge.doubt_overdue() == 0
    on_day("2023-07-01")
    assert not mark_of(late).current  # nobody has run the job yet
    effects.refresh_all()
    assert knowledge.doubt_overdue() == 2
    assert knowledge.doubt_overdue() == 0
    assert {one.case.state for one in Entry.objects.filter(pk__in=[entry.pk, late.pk])} == {"due"}


def test_a_window_may_doubt_and_the_unit_retires(desk):
    entry = desk.published()
    desk.act(entry, "flag", desk.window, reason="办理地点已经搬迁")
    assert mark_of(entry).why == "办理地点已经搬迁"
    desk.act(entry, "retire", desk.reviewer, reason="不再办理")
    assert queries.public_entry(entry.pk) is None
    assert searchable.kind_of("questions.entry").entry_of(entry.pk) is None


def test_the_database_keeps_published_entries_dated(desk):
    entry = desk.published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(review_by=None)
