"""The figures of tasks 1, 2, 4, 20 and 21 move with the records and agree with a recount of their items."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.documents import facts

from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.disclosure.documents.models import Document

pytestmark = pytest.mark.django_db
YEAR = ["documents.determined", "documents.in_time", "documents.reviewed", "documents.findings_settled",
        "documents.normative_in_column", "documents.normative_marked", "documents.procedure_published"]  # fmt: skip


def figure(code, day="2023-04-18", unit=None):
    indicator = indicator_of(code)
    scope = Scope(dt.date.fromisoformat(day), unit_id=unit)
    found, items = indicator.measure(scope), indicator.items(scope)
    if code != "documents.findings_settled":  # counts places, lists documents
        assert (found.numerator, found.denominator) == (sum(item.counts for item in items), len(items))
    return found.numerator, found.denominator


@pytest.mark.parametrize("code", YEAR)
def test_without_documents_there_is_nothing_to_measure(papers, code):
    assert figure(code)[0] == 0


def test_a_paper_that_went_through_the_steps_counts(papers):
    papers.released()
    assert figure("documents.determined") == (1, 1)
    assert figure("documents.reviewed") == (1, 1)
    assert figure("documents.in_time") == (1, 1)


def test_an_emergency_counts_as_reviewed_but_not_as_determined_in_three_steps(papers):
    edition = papers.submitted()
    papers.does(edition, "force", papers.head, reason="台风预警。", reviewed="on")
    assert figure("documents.determined") == (0, 1)
    assert figure("documents.reviewed") == (1, 1)


def test_a_late_release_and_an_overdue_draft_do_not_count(papers, on_day):
    edition = papers.reviewed(papers.submitted())
    papers.draft(title="还在起草的", doc_number="长发改〔2023〕13号")
    on_day("2023-05-16")
    assert figure("documents.in_time", "2023-05-16") == (0, 0)
    on_day("2023-05-17")
    papers.does(edition, "release", papers.head)
    assert figure("documents.in_time", "2023-05-17") == (0, 2)
    notes = [item.note for item in indicator_of("documents.in_time").items(Scope(dt.date(2023, 5, 17)))]
    assert sorted(notes) == ["期限 2023年5月16日，公开时已过 1 日", "期限 2023年5月16日，至今已过 1 日"]


def test_a_dropped_draft_is_nobodys_debt(papers, on_day):
    edition = papers.draft()
    papers.does(edition, "drop", papers.drafter, reason="不再制定。")
    on_day("2023-06-20")
    assert figure("documents.in_time", "2023-06-20") == (0, 0)


def test_findings_count_when_decided_or_removed(papers):
    edition = papers.draft(body="<p>联系手机 13812345678，证件 310105199001010018。</p>")
    assert figure("documents.findings_settled") == (0, 2)
    papers.does(edition, "edit", papers.drafter, **facts(body="<p>联系手机 13812345678。</p>"))
    assert figure("documents.findings_settled") == (1, 2)


def test_a_normative_document_counts_with_number_and_dates(papers):
    papers.released(normative="on", expires_on="2028-04-30", doc_number="长发改规〔2023〕1号")
    assert figure("documents.normative_marked") == (1, 1)
    assert figure("documents.normative_in_column") == (0, 1)


def test_a_unit_with_its_procedure_published_counts(papers):
    before = figure("documents.procedure_published")
    papers.released(title="公文公开属性认定办法", tags="公开属性认定")
    assert figure("documents.procedure_published") == (before[0] + 1, before[1])


def test_another_units_documents_are_not_counted(papers):
    papers.released()
    other = papers.district.units["sifa"].pk
    assert figure("documents.in_time", unit=other) == (0, 0)
    assert figure("documents.in_time", unit=Document.objects.get().unit_id) == (1, 1)
