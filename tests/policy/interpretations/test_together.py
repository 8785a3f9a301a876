"""三同步: a document that needs an interpretation is refused without one, and both go out at the same moment."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.support.interpretations import SCHEME

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox.models import Message
from mingzheng.core.privacy import commands as privacy
from mingzheng.core.procedures.models import Case
from mingzheng.core.relations.queries import links_of
from mingzheng.disclosure.documents.commands import begin, correct, release_all_due
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.presenting import open_problems
from mingzheng.policy.interpretations import following, queries
from mingzheng.policy.interpretations.commands import begin_task
from mingzheng.policy.interpretations.finding import entry_of
from mingzheng.policy.interpretations.models import Interpretation, Task
from mingzheng.policy.policies.models import Policy

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2028-04-30", "doc_number": "长发改规〔2023〕1号"}


def state(record) -> str:
    return Case.objects.get(pk=record.case_id).state


def refused(doing) -> str:
    with pytest.raises(Refused) as caught:
        doing()
    return str(caught.value)


def test_refused_step_by_step_and_then_released_in_the_same_moment(papers, explaining):
    edition = papers.draft(**NORMATIVE)
    submit = lambda: papers.does(edition, "submit", papers.drafter)  # noqa: E731
    assert "还没有解读方案" in refused(submit)
    task = explaining.planned(edition.document)
    assert "还没有解读稿" in refused(submit)
    one = explaining.drafted(task)
    submit()
    papers.reviewed(edition)
    release = lambda: papers.does(edition, "release", papers.head)  # noqa: E731
    said = refused(release)
    assert "解读还没有批准（现在是「编写」）" in said
    assert Edition.objects.get(pk=edition.pk).status == Edition.Status.DRAFT

    explaining.passed(one)
    release()
    one.refresh_from_db()
    document = Document.objects.get(pk=edition.document_id)
    assert one.status == Interpretation.Status.RELEASED
    assert one.published_at == edition.published_at == document.first_published_at
    assert state(task) == "done"
    assert [(row.label, row.record.title) for row in links_of(one.ref, None)] == [("解读", document.title)]
    assert [(row.label, row.record.title) for row in links_of(document.ref, None)] == [("解读见", one.title)]
    assert queries.of_document(document) == [one]


def test_the_problem_leads_to_where_it_is_mended(papers):
    edition = papers.draft(**NORMATIVE)
    problem = next(one for one in open_problems(edition) if one.code == "interpretation_scheme")
    assert problem.url == f"/desk/interpretations/documents/{edition.document_id}/"
    plain = papers.draft(title="关于公布名单的通知", doc_number="长发改〔2023〕9号")
    assert not [one for one in open_problems(plain) if one.field == "interpretation"]


def test_a_set_time_releases_both_and_keeps_the_approval_until_then(papers, explaining):
    edition = papers.submitted(**NORMATIVE)
    one = Interpretation.objects.get(document=edition.document)
    papers.reviewed(edition)
    moment = timekeeping.now() + dt.timedelta(days=2)
    papers.does(edition, "schedule", papers.head, release_at=f"{moment:%Y-%m-%dT%H:%M}")
    assert "已定时公开" in refused(lambda: explaining.does(one, "send_back", papers.head, reason="再看看。"))
    with timekeeping.standing_at(moment.date() + dt.timedelta(days=1)):
        release_all_due()
    one.refresh_from_db()
    edition.refresh_from_db()
    assert edition.status == Edition.Status.LIVE
    assert one.published_at == edition.published_at


def test_an_emergency_is_not_held_up_and_owes_its_interpretation(papers, explaining):
    edition = papers.draft(**NORMATIVE)
    papers.does(edition, "submit_urgent", papers.drafter, reason="突发事件。")
    papers.does(edition, "force", papers.head, reason="须立即告知公众。", reviewed="on")
    task = queries.with_task(edition.document)
    assert state(task) == "owed"
    assert Case.objects.get(pk=task.case_id).due_on == dt.date(2023, 4, 21)  # three working days
    assert [row.document_id for row in queries.lacking(papers.drafter)] == [edition.document_id]

    explaining.does(task, "plan", papers.drafter, **SCHEME)
    one = explaining.passed(explaining.drafted(task))
    explaining.does(one, "release", papers.head)
    assert state(task) == "done"
    assert Case.objects.get(pk=task.case_id).due_on is None
    assert not queries.lacking(papers.drafter).exists()


def test_what_the_reviewer_did_not_see_stops_both_and_holds_up_no_emergency(papers, explaining, district):
    edition = papers.submitted(**NORMATIVE)
    one = Interpretation.objects.get(document=edition.document)
    papers.reviewed(edition)
    privacy.add_word("跑三个窗口", "sensitive", actor=district.clerk)
    said = refused(lambda: papers.does(edition, "release", papers.head))
    assert f"解读《{one.title}》里又发现" in said
    assert Edition.objects.get(pk=edition.pk).status == Edition.Status.DRAFT
    papers.does(edition, "force", papers.head, reason="须立即告知公众。", reviewed="on")
    one.refresh_from_db()
    assert one.status == Interpretation.Status.APPROVED
    assert state(one.task) == "owed"


def test_one_of_several_is_enough_and_the_rest_follows_by_itself(papers, explaining):
    edition = papers.draft(**NORMATIVE)
    task = explaining.planned(edition.document)
    first, second = explaining.drafted(task), explaining.drafted(task, "qa", blocks=QA)
    explaining.passed(first)
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    explaining.passed(second)
    explaining.does(second, "release", papers.head)
    assert [one.pk for one in queries.of_document(edition.document)] == [first.pk, second.pk]
    first.refresh_from_db()
    assert second.published_at > first.published_at


QA = '[{"kind": "qa", "title": "", "text": "问：谁可以申请？\\n答：小企业。", "file": ""}]'


def test_before_the_document_nothing_goes_out(papers, explaining):
    edition = papers.draft(**NORMATIVE)
    one = explaining.approved(edition.document)
    assert "文件还没有公开" in refused(lambda: explaining.does(one, "release", papers.head))
    assert not queries.sees(one, None)


def test_who_drafted_does_not_review_and_what_was_approved_cannot_be_changed(papers, explaining, district):
    task = explaining.planned(papers.draft(**NORMATIVE).document)
    one = explaining.drafted(task)
    explaining.does(one, "submit", papers.drafter)
    assert "由责任单位的审核人办理" in refused(
        lambda: explaining.does(one, "pass_review", papers.drafter, judgement="好")
    )
    assert "请填写对检查结果的判断" in refused(lambda: explaining.does(one, "pass_review", papers.reviewer))
    stranger = district.actor("sifa", papers.reviewer.post)
    assert "您现在的岗位在" in refused(lambda: explaining.does(one, "pass_review", stranger, judgement="好"))
    explaining.does(one, "pass_review", papers.reviewer, judgement="与文件一致。")
    explaining.does(one, "approve", papers.head)
    refused(lambda: explaining.does(one, "edit", papers.drafter, title="改", blocks="[]"))
    explaining.does(one, "send_back", papers.head, reason="口径要改。")
    assert (one.status, one.reviewed_at, one.content_hash) == (Interpretation.Status.DRAFT, None, "")


def test_normative_cannot_be_exempted_an_important_policy_can(papers, explaining):
    normative = begin_task(papers.draft(**NORMATIVE).document, papers.drafter)
    assert "必须解读，不能免" in refused(lambda: explaining.does(normative, "exempt", papers.head, reason="没有必要。"))

    edition = papers.draft(title="关于三年行动计划的通知", doc_number="长发改〔2023〕8号")
    assert "重要政策文件" in refused(lambda: papers.does(edition, "submit", papers.drafter))
    task = begin_task(edition.document, papers.reviewer)
    assert "理由" in refused(lambda: explaining.does(task, "exempt", papers.reviewer))
    assert "审核人、单位负责人办理" in refused(lambda: explaining.does(task, "exempt", papers.drafter, reason="不用。"))
    explaining.does(task, "exempt", papers.reviewer, reason="转发市里文件，市里已有解读。")
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    assert edition.status == Edition.Status.LIVE
    assert not queries.lacking(papers.drafter).filter(document=edition.document_id).exists()


def test_the_drafter_may_declare_a_need(papers, explaining):
    edition = papers.draft(title="关于公布名单的通知")
    assert "请写明理由申报" in refused(lambda: begin_task(edition.document, papers.drafter))
    task = begin_task(edition.document, papers.drafter, reason="社会关注度高。")
    assert task.declared
    assert "起草人申报解读的文件" in refused(lambda: papers.does(edition, "submit", papers.drafter))


def test_a_correction_of_an_interpreted_document_goes_through(papers):
    document = papers.released(**NORMATIVE)
    fresh = correct(document, papers.drafter, change_note="改正一处。")
    papers.does(fresh, "submit", papers.drafter)
    papers.does(papers.reviewed(fresh), "release", papers.head)
    assert fresh.status == Edition.Status.LIVE


def test_what_is_open_to_some_is_not_interpreted_in_public(papers):
    document = papers.released(**NORMATIVE)
    one = Interpretation.objects.get(document=document)
    assert queries.sees(one, None)
    fresh = correct(document, papers.drafter, change_note="改为定向公开。")
    Edition.objects.filter(pk=fresh.pk).update(scope="targeted")
    papers.does(fresh, "targets", papers.drafter, units=[str(papers.unit.pk)], code="")
    papers.does(fresh, "submit", papers.drafter)
    papers.does(papers.reviewed(fresh), "release", papers.head)
    assert not queries.sees(one, None)


def test_a_withdrawn_document_marks_its_interpretations(papers):
    document = papers.released(**NORMATIVE)
    one = Interpretation.objects.get(document=document)
    papers.does(document.live, "withdraw", papers.head, explanation="内容有误，重新印发。")
    run_outbox()
    shown = queries.public_one(one.pk)
    assert shown is not None
    assert shown.document.live is None
    assert "所解读的文件已撤下" in entry_of(one.pk).title


def test_withdrawing_the_only_interpretation_makes_it_owed_again(papers, explaining):
    document = papers.released(**NORMATIVE)
    one = Interpretation.objects.get(document=document)
    explaining.does(one, "withdraw", papers.head, explanation="口径有误。")
    assert state(queries.with_task(document)) == "owed"
    assert queries.public_one(one.pk) is None


def run_outbox() -> None:
    Message.objects.filter(status=Message.Status.WAITING).update(due_at=timezone.now())
    outbox.run_due(slow=False)


def test_questions_asked_often_and_time_in_force_propose_follow_ups(papers, explaining, on_day):
    document = papers.released(**NORMATIVE)
    policy, _made = Policy.objects.get_or_create(
        document=document,
        defaults={
            "unit": document.unit,
            "title": document.title,
            "begun_on": document.published_on,
            "issued_on": document.published_on,
        },
    )
    for count in (10, 25):
        outbox.publish("questions.asked_often", {"policy": policy.pk, "count": count})
        run_outbox()
    task = Task.objects.get(document=document, kind=Task.Kind.FOLLOW)
    assert (task.asked, state(task)) == (25, "planning")
    assert "已达 25 次" in task.reason
    assert "另定时间" in refused(lambda: explaining.does(task, "plan", papers.drafter, **SCHEME | {"timing": "later"}))
    explaining.does(task, "plan", papers.drafter, **SCHEME | {"timing": "later", "planned_on": "2023-05-20"})
    one = explaining.passed(explaining.drafted(task))
    explaining.does(one, "release", papers.head)
    assert state(task) == "done"

    on_day("2023-06-02")
    assert following.after_effect() == 0  # somebody has already looked at what people ask
    other = papers.released(**{**NORMATIVE, "doc_number": "长发改规〔2023〕2号", "formed_on": "2023-05-04"})
    Edition.objects.filter(pk=other.live_id).update(effective_on=dt.date(2023, 4, 20))
    assert following.after_effect() == 1
    assert following.after_effect() == 0
    proposed = Task.objects.get(document=other, kind=Task.Kind.FOLLOW)
    explaining.does(proposed, "close", papers.head, reason="没有集中的问题。")
    assert state(proposed) == "closed"


def test_a_draft_of_the_plain_kind_needs_nothing(papers):
    begin(papers.unit, papers.drafter, {"title": "便函"})
    papers.released()
    assert not Task.objects.exists()
