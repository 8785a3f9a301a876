"""A normative document is filed after its release and evaluated before it runs out; both show on its record."""

from __future__ import annotations

import pytest
from tests.support.workplan import once_by

from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.timekeeping import today
from mingzheng.disclosure.documents import effects, reminders
from mingzheng.disclosure.normative import queries
from mingzheng.disclosure.normative.models import Evaluation, NormativeFiling

pytestmark = pytest.mark.django_db


@pytest.fixture
def normative(papers):
    return once_by(papers.district, "normative document", lambda: _normative(papers))


def _normative(papers):
    document = papers.released(normative="on", expires_on="2023-12-31", doc_number="长发改规〔2023〕1号")
    run_due(200)
    return document


def test_a_released_normative_document_owes_its_filing_within_the_dated_rule(normative):
    filing = NormativeFiling.objects.get(document=normative)
    assert filing.case.due_on.isoformat() == "2023-05-10"
    assert queries.filing_of(normative) is None


def test_an_ordinary_notice_owes_none(papers):
    papers.released()
    run_due(200)
    assert not NormativeFiling.objects.exists()


def test_a_filing_is_recorded_with_its_number_and_counts_as_in_time(papers, normative, on_day):
    case = NormativeFiling.objects.get().case
    on_day("2023-05-12")
    assert indicator_of("normative.filed_in_time").measure(Scope(today())).text == "0%（0/1）"
    with pytest.raises(Refused, match="早于公开日期"):
        act(
            case,
            "file",
            papers.drafter,
            {"organ": "区政府", "number": "长府规备字〔2023〕1号", "filed_on": "2023-04-01"},
        )
    act(case, "file", papers.drafter, {"organ": "区政府", "number": "长府规备字〔2023〕1号", "filed_on": "2023-05-09"})
    assert queries.filing_of(normative).number == "长府规备字〔2023〕1号"
    assert indicator_of("normative.filed_in_time").measure(Scope(today())).text == "100%（1/1）"


def test_filing_and_evaluation_show_on_the_documents_page_and_in_the_column(papers, normative, client, on_day):
    from mingzheng.disclosure.normative.commands import owe_evaluation

    on_day("2023-05-09")
    act(
        NormativeFiling.objects.get().case,
        "file",
        papers.drafter,
        {"organ": "区政府", "number": "长府规备字〔2023〕1号", "filed_on": "2023-05-09"},
    )
    evaluation = owe_evaluation(normative, normative.validity_until)
    act(evaluation.case, "report", papers.drafter, {"conclusion": "extend", "summary": "施行效果好，建议延长。"})
    act(evaluation.case, "confirm", papers.head)
    page = client.get(normative.get_absolute_url()).content.decode()
    assert "长府规备字〔2023〕1号" in page
    assert "施行效果好，建议延长。" in page
    column = client.get("/zhengce/guifanxing/").content.decode()
    assert "备案号 长府规备字〔2023〕1号" in column
    assert "评估结论：延长有效期" in column


def test_half_a_year_before_the_end_the_evaluation_is_opened_once(papers, normative, on_day):
    on_day("2023-06-30")
    effects.refresh_all()
    reminders.remind()
    reminders.remind()
    run_due(200)
    evaluation = Evaluation.objects.get(document=normative)
    assert evaluation.case.due_on.isoformat() == "2023-10-31"
    act(evaluation.case, "report", papers.drafter, {"conclusion": "extend", "summary": "施行效果好，建议延长。"})
    assert not queries.evaluations_of(normative).exists()
    with pytest.raises(Refused):
        act(evaluation.case, "confirm", papers.drafter)
    act(evaluation.case, "confirm", papers.head)
    assert queries.evaluations_of(normative).get().get_conclusion_display() == "延长有效期"


def test_the_public_sees_an_evaluation_only_when_confirmed(papers, normative):
    from mingzheng.disclosure.normative.commands import owe_evaluation

    evaluation = owe_evaluation(normative, normative.validity_until)
    assert not queries.sees(evaluation, None)
    assert not queries.sees(evaluation, papers.district.actor("sifa"))
    assert queries.sees(evaluation, papers.drafter)


def test_a_relayed_document_carries_the_attribute_of_the_original(papers):
    papers.released()
    edition = papers.draft(
        title="转发通知",
        doc_number="长发改〔2023〕14号",
        relays="长发改〔2023〕12号",
        attribute="on_request",
        ground="on_request",
    )
    with pytest.raises(Refused, match="公开属性应与被转发的文件一致"):
        papers.does(edition, "submit", papers.drafter)
