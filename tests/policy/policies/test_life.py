"""One policy through its whole life by different people; what is released becomes issued; who drafted waives nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.timekeeping import today
from mingzheng.disclosure.documents.commands import begin as begin_document
from mingzheng.policy.policies import commands, lifeline, queries, which
from mingzheng.policy.policies.lifeline import Standing
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage

pytestmark = pytest.mark.django_db
NEED = {
    "kind": "meeting",
    "day": "2023-04-03",
    "title": "企业座谈会",
    "who": "12 家中小企业",
    "text": "企业希望简化申报。",
    "public": "on",
}
NORMATIVE = {"normative": "on", "expires_on": "2025-12-31", "doc_number": "长发改规〔2023〕1号"}


def does(policy: Policy, command: str, by, **data):
    entry = act(Case.objects.get(pk=policy.case_id), command, by, data)
    policy.refresh_from_db()
    return entry


def standing(policy: Policy, stage: Stage, actor=None):
    return lifeline.of([Policy.objects.get(pk=policy.pk)], today(), actor)[policy.pk].at(stage)


@pytest.fixture
def policy(papers):
    data = {
        "title": "营商环境若干措施（暂定名）",
        "begun_on": dt.date(2023, 4, 1),
        "pays": True,
        "for_enterprises": True,
    }
    return commands.begin(papers.unit, papers.drafter, data)


def test_a_policy_lives_from_its_first_need_to_its_evaluation(papers, policy, on_day):
    assert standing(policy, Stage.BREWING).standing is Standing.DUE
    does(policy, "need", papers.drafter, **NEED)
    assert standing(policy, Stage.BREWING).standing is Standing.DONE
    does(policy, "start_making", papers.drafter)
    edition = papers.draft(**NORMATIVE)
    does(policy, "tie", papers.drafter, edition=str(edition.document_id))
    assert policy.draft_id == edition.document_id
    assert standing(policy, Stage.MAKING, papers.drafter).traces[0].public is False
    papers.interpreted(edition)
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    run_due(300)
    policy.refresh_from_db()
    assert (policy.document_id, policy.draft_id, policy.issued_on) == (edition.document_id, None, today())
    assert policy.title == edition.title and policy.case.state == "issued"
    assert Policy.objects.count() == 1  # no second one by the rule for normative documents
    assert [one.title for one in standing(policy, Stage.MAKING).traces][-1] == "签发"
    assert standing(policy, Stage.ISSUING).standing is Standing.DONE
    assert standing(policy, Stage.PAYING).due_on == dt.date(2023, 5, 1) + dt.timedelta(days=180)

    on_day("2023-06-20")
    figures = {
        "since": "2023-05-01",
        "until": "2023-05-31",
        "applications": "12",
        "approved": "9",
        "amount": "450000.50",
        "enterprises": "9",
    }
    does(policy, "report_payment", papers.drafter, **figures)
    assert standing(policy, Stage.PAYING).standing is not Standing.DONE
    with pytest.raises(Refused, match="由责任单位的审核人"):
        does(policy, "confirm_payment", papers.drafter)
    does(policy, "confirm_payment", papers.actor_of("reviewer", 2))
    assert standing(policy, Stage.PAYING).traces[0].note == "申请 12 件，通过 9 件，450,000.50 元"
    assert queries.paid(policy)["approved"] == 9
    review = {
        "kind": "review",
        "day": "2023-06-19",
        "title": "实施情况评估",
        "text": "效果好，申报简便。",
        "public": "on",
    }
    does(policy, "evaluate", papers.drafter, **review)
    assert standing(policy, Stage.EVALUATING).standing is Standing.DONE
    does(policy, "close", papers.head, reason="措施已并入新文件。")
    assert policy.ended_on == today()


@pytest.mark.parametrize(
    ("command", "data", "field"),
    [
        ("need", {**NEED, "day": "2023-05-03"}, "day"),
        ("need", {**NEED, "text": "联系人手机13812345678"}, "text"),
        ("need", {**NEED, "kind": "decision"}, "kind"),
        ("tie", {"edition": "999999"}, "edition"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed(papers, policy, command, data, field):
    with pytest.raises(FormRefused) as refused:
        does(policy, command, papers.drafter, **data)
    assert field in refused.value.form.errors
    assert not policy.notes.exists()


def test_figures_that_contradict_themselves_or_each_other_are_refused(papers, on_day):
    document = papers.released(**NORMATIVE)
    policy = commands.issue_from(document)
    does(policy, "describe", papers.drafter, pays="on")
    on_day("2023-07-10")
    good = {"since": "2023-05-01", "until": "2023-05-31", "applications": "3", "approved": "2", "amount": "100"}
    for wrong, field in [
        ({"approved": "4"}, "approved"),
        ({"until": "2023-04-30"}, "until"),
        ({"until": "2023-08-30"}, "until"),
        ({"since": "2023-01-01"}, "since"),
        ({"at_once": "3"}, "at_once"),
        ({"amount": "-1"}, "amount"),
    ]:
        with pytest.raises(FormRefused) as refused:
            does(policy, "report_payment", papers.drafter, **{**good, **wrong})
        assert field in refused.value.form.errors, wrong
    does(policy, "report_payment", papers.drafter, **good)
    does(policy, "return_payment", papers.actor_of("reviewer", 2), reason="金额单位写错。")
    assert not policy.payments.exists()
    does(policy, "report_payment", papers.drafter, **good)
    does(policy, "confirm_payment", papers.actor_of("reviewer", 2))
    with pytest.raises(FormRefused, match="重叠"):
        does(policy, "report_payment", papers.drafter, **{**good, "since": "2023-05-31", "until": "2023-06-30"})


def test_who_drafted_the_document_does_not_waive_a_stage_and_somebody_else_does(papers):
    document = papers.released(**NORMATIVE)
    policy = commands.issue_from(document)
    assert policy.case.contributions.count() == 0  # begun by the machine
    drafter_as_head = papers.district.actor("fagai", papers.head.post)
    papers.district.person("fagai", papers.head.post)
    from mingzheng.core.procedures.models import Contribution

    Contribution.objects.create(case=document.live.case, person_id=drafter_as_head.person_id, command="edit")
    with pytest.raises(Refused, match="您起草过这份文件"):
        does(policy, "waive", drafter_as_head, stage="brewing", reason="上级部署，不另作征集。")
    does(policy, "waive", papers.reviewer, stage="brewing", reason="上级部署，不另作征集。")
    view = standing(policy, Stage.BREWING)
    assert (view.standing, view.why) == (Standing.NOT_NEEDED, "上级部署，不另作征集。")
    does(policy, "unwaive", papers.reviewer, stage="brewing", reason="认定有误。")
    assert standing(policy, Stage.BREWING).standing is Standing.MISSING


def test_a_released_policy_document_begins_its_life_line_by_itself_and_others_do_not(papers):
    papers.released(**NORMATIVE)
    papers.released(title="关于公布任免事项的通知", doc_number="长发改〔2023〕15号", genre="notice")
    papers.released(title="优化营商环境若干措施", doc_number="长发改〔2023〕16号", genre="opinion")
    run_due(500)
    assert sorted(Policy.objects.values_list("document__doc_number", flat=True)) == [
        "长发改〔2023〕16号",
        "长发改规〔2023〕1号",
    ]
    run_due(500)
    assert Policy.objects.count() == 2
    policy = Policy.objects.get(document__doc_number="长发改规〔2023〕1号")
    assert policy.for_enterprises and policy.begun_on == dt.date(2023, 4, 17)
    line = lifeline.of([policy], today())[policy.pk]
    assert [one.label for one in line.missing] == ["酝酿"]
    assert indicator_of("policies.complete").measure(Scope(today())).text == "0%（0/2）"
    does(policy, "need", papers.drafter, **NEED)
    assert indicator_of("policies.complete").measure(Scope(today())).text == "50%（1/2）"


def test_a_correction_renames_the_policy_and_a_withdrawal_takes_it_off_the_public_pages(papers):
    from mingzheng.disclosure.documents.commands import correct

    document = papers.released(**NORMATIVE)
    policy = commands.issue_from(document)
    edition = correct(document, papers.drafter, change_note="改标题")
    from tests.support.documents import facts

    papers.does(edition, "edit", papers.drafter, **facts(**NORMATIVE, title="新标题的措施", change_note="改标题"))
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    run_due(500)
    policy.refresh_from_db()
    assert policy.title == "新标题的措施"
    assert [one.note for one in standing(policy, Stage.ISSUING).traces] == ["长发改规〔2023〕1号", "第 2 版"]
    assert queries.public().count() == 1
    papers.does(edition, "withdraw", papers.head, explanation="内容有误。")
    assert queries.public().count() == 0
    assert not queries.sees(Policy.objects.get(), None)


def test_a_policy_that_is_stopped_owes_nothing_and_its_draft_is_free_again(papers, policy):
    edition = begin_document(papers.unit, papers.drafter, {"title": "一份草稿"})
    does(policy, "tie", papers.drafter, edition=str(edition.document_id))
    does(policy, "stop", papers.head, reason="条件不成熟。")
    assert policy.draft_id is None
    line = lifeline.of([policy], today())[policy.pk]
    assert not line.missing
    assert line.at(Stage.BREWING).why == "政策没有发布，已停止制定"


def test_a_policy_is_issued_on_the_first_public_day_and_no_correction_moves_it(papers, on_day):
    from mingzheng.disclosure.documents.commands import correct

    document = papers.released(**NORMATIVE)
    first = today()
    on_day("2023-05-10")
    edition = correct(document, papers.drafter, change_note="改一个字")
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    assert commands.issue_from(document).issued_on == first


def test_the_name_of_the_issuer_makes_no_policy_of_its_papers(papers):
    """区规划资源局 publishes notices: 规划 in its name is no plan."""
    unit = papers.unit
    unit.name, unit.short = "某区规划和自然资源局", "区规划资源局"
    unit.save()
    notice = papers.draft(title="区规划资源局关于做好防汛值守的通知", issuer=unit.name)
    plan = papers.draft(
        title="区规划资源局关于印发商业网点规划的通知", issuer=unit.name, doc_number="长发改〔2023〕13号"
    )
    assert not which.judge(notice, today()).is_policy
    assert which.judge(plan, today()).is_policy
