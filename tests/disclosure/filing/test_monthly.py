"""The monthly filing: opened for every unit, read from the records, submitted, supplemented, sent."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.disclosure.filing.conftest import newest
from tests.support.documents import facts
from tests.support.recounts.comparing import differing

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import owed_by
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.filing import monthly, queries
from mingzheng.disclosure.filing.models import MonthlyFiling, Push

pytestmark = pytest.mark.django_db
APRIL = dt.date(2023, 4, 1)
MAY = dt.date(2023, 5, 4)


@pytest.fixture
def month(papers, on_day):
    """``month()``: 4 May 2023, April opened for every unit; the filing of 区发改委."""

    def opened():
        on_day(MAY)
        monthly.open_due()
        return MonthlyFiling.objects.select_related("case", "unit").get(unit=papers.unit, month=APRIL)

    return opened


def does(filing, command, actor, **data):
    entry = act(Case.objects.get(pk=filing.case_id), command, actor, {key: str(value) for key, value in data.items()})
    filing.refresh_from_db()
    return entry


def test_it_is_opened_once_for_every_unit_with_its_date(papers, month):
    filing = month()
    assert {row.unit.code for row in MonthlyFiling.objects.all()} == {"qufuban", "fagai", "sifa", "xinhua", "xinjing"}
    assert monthly.open_due() == 0
    assert filing.case.due_on == dt.date(2023, 5, 16)  # ten working days from 1 May; 6 May, a Saturday, is worked
    assert filing.case in owed_by(papers.drafter)


def test_months_that_were_passed_over_are_opened_too(papers, month, on_day):
    month()
    on_day("2023-08-02")
    monthly.open_due()
    assert sorted({row.month.month for row in MonthlyFiling.objects.all()}) == [4, 5, 6, 7]
    assert monthly.open_due() == 0


def test_the_list_holds_everything_formed_in_the_month(papers, library, work, month):
    public = papers.released()
    closed = papers.reviewed(
        papers.submitted(
            title="内部事务通知",
            doc_number="长发改〔2023〕13号",
            attribute="withheld",
            ground="internal",
            carriers=[],
            columns=[],
            tags="",
        )
    )
    papers.does(closed, "register", papers.head)
    secret = papers.draft(
        title="涉密", doc_number="长发改〔2023〕14号", secrecy="secret", attribute="withheld", ground="state_secret"
    )
    in_hand = papers.draft(title="在办的", doc_number="长发改〔2023〕15号")
    papers.released(title="三月的", doc_number="长发改〔2023〕1号", formed_on="2023-03-30")
    work()
    month()
    found = monthly.content(papers.unit, APRIL)
    assert [row.edition.document_id for row in found.rows] == [public.pk, closed.document_id, in_hand.document_id]
    assert (found.secret, found.pending, found.unfiled) == (1, 1, 0)
    assert "content" not in found.rows[1].payload
    assert secret.title not in str([row.as_row() for row in found.rows])


def test_submitted_it_is_fixed_counted_and_sent_to_the_citys_platform(papers, library, work, month):
    papers.released()
    work()
    filing = month()
    assert queries.board(papers.district.clerk, 2023).owed == 5
    does(filing, "submit", papers.drafter, remark="")
    assert (filing.documents, filing.elements, filing.unfiled, filing.rounds) == (1, 0, 0, 1)
    work()
    filing.refresh_from_db()
    assert filing.library_id
    sent = library.filings["YS0000026/2023-04/1"]
    assert sent["documents"][0]["title"] == "关于优化营商环境若干措施的通知"
    assert not {"faults", "edition_id", "document_id"} & set(sent["documents"][0])
    figure = indicator_of("filing.months")
    assert figure.measure(Scope(MAY)).text == "20%（1/5）"
    assert figure.measure(Scope(MAY, unit_id=papers.unit.pk)).text == "100%（1/1）"
    board = queries.board(papers.district.clerk, 2023)
    assert (board.submitted, board.late, board.faults) == (1, 0, 0)
    assert len(queries.board(papers.drafter, 2023).rows) == 1


def test_a_month_without_documents_is_a_filing_too_but_is_confirmed(papers, library, work, month):
    filing = month()
    with pytest.raises(Refused) as refused:
        does(filing, "submit", papers.drafter)
    assert refused.value.field == "nil"
    does(filing, "submit", papers.drafter, nil="on")
    assert filing.nil
    work()
    assert library.filings["YS0000026/2023-04/1"]["documents"] == []
    assert queries.board(papers.drafter, 2023).rows[0].cells[0].text == "无"


def test_errors_are_listed_explained_and_counted(papers, library, work, month):
    library.refuse = ("营商环境",)
    document = papers.released()
    work()
    assert newest(document).status == Push.Status.REJECTED
    filing = month()
    with pytest.raises(Refused) as refused:
        does(filing, "submit", papers.drafter, remark="")
    assert refused.value.field == "remark"
    does(filing, "submit", papers.drafter, remark="主题分类正在更正，5月10日前补报。")
    assert (filing.classes, filing.unfiled) == (1, 1)
    cell = queries.board(papers.drafter, 2023).rows[0].cells[0]
    assert (cell.light, cell.words) == ("amber", "已报送 1 件，差错 1 处")


def test_what_changes_afterwards_is_supplemented(papers, library, work, month, on_day):
    library.refuse = ("营商环境",)
    document = papers.released()
    work()
    filing = month()
    does(filing, "submit", papers.drafter, remark="正在更正")
    with pytest.raises(Refused, match="没有新的或变化"):
        does(filing, "supplement", papers.drafter, remark="补报")
    edition = correct(document, papers.drafter, change_note="改正标题")
    papers.does(edition, "edit", papers.drafter, **facts(title="关于便利办事的通知", change_note="改正标题"))
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    work()
    does(filing, "supplement", papers.drafter, remark="已改正")
    assert (filing.classes, filing.rounds) == (0, 2)
    work()
    filing.refresh_from_db()
    assert filing.sent_round == 2
    assert "YS0000026/2023-04/2" in library.filings


def test_the_office_sends_back_and_the_figure_goes_down(papers, library, month):
    filing = month()
    does(filing, "submit", papers.drafter, nil="on")
    with pytest.raises(Refused):
        does(filing, "send_back", papers.drafter, reason="不")
    does(filing, "send_back", papers.district.clerk, reason="4月印发的通知没有登记")
    assert filing.submitted_on is None
    assert Case.objects.get(pk=filing.case_id).due_on == dt.date(2023, 5, 10)
    assert indicator_of("filing.months").measure(Scope(MAY, unit_id=papers.unit.pk)).text == "0%（0/1）"


@pytest.mark.parametrize("post", [Post.REVIEWER, Post.SECRECY, Post.WINDOW])
def test_other_posts_and_other_units_do_not_submit(papers, month, post):
    filing = month()
    with pytest.raises(Refused):
        does(filing, "submit", papers.district.actor("fagai", post), nil="on")
    with pytest.raises(Refused):
        does(filing, "submit", papers.district.actor("xinhua", Post.OFFICER), nil="on")


def test_down_the_filing_waits_and_the_page_says_so(papers, library, work, month):
    library.mode = "down"
    filing = month()
    does(filing, "submit", papers.drafter, nil="on")
    work()
    filing.refresh_from_db()
    assert "暂时不能受理" in filing.send_error
    library.mode = "accept"
    work()
    filing.refresh_from_db()
    assert (filing.sent_round, filing.send_error) == (1, "")


def test_elements_that_are_missing_are_counted_record_by_record(papers, month):
    filing = month()
    does(filing, "submit", papers.drafter, nil="on")
    MonthlyFiling.objects.filter(pk=filing.pk).update(elements=2)
    figure = indicator_of("filing.missing_elements")
    assert figure.measure(Scope(timekeeping.today())).text == "2"
    assert len(figure.items(Scope(timekeeping.today()))) == 2
    assert differing("filing.missing_elements", timekeeping.today()) == []
