"""The desk's pages of the library: who sees which record, what a refusal says, where a month is filed."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.disclosure.filing.conftest import library, newest, work  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.disclosure.filing import monthly, reconciling
from mingzheng.disclosure.filing.models import MonthlyFiling, Push, Reconciliation

pytestmark = pytest.mark.django_db


def test_a_refusal_tells_the_unit_what_to_mend_and_nobody_else(papers, library, work, enter):
    library.refuse = ("营商环境",)
    document = papers.released()
    work()
    push = newest(document)
    client = enter(papers.drafter)
    assert "请重新选择主题分类后更正。" in client.get("/desk/filing/records/").content.decode()
    page = client.get(f"/desk/filing/records/{push.pk}/").content.decode()
    for words in ("公文库退回", "分类差错", "themeOne", f"/desk/cases/{push.edition.case_id}/"):
        assert words in page
    stranger = papers.district.actor("xinhua", Post.OFFICER)
    assert enter(stranger).get(f"/desk/filing/records/{push.pk}/").status_code == 404
    assert enter(stranger).post(f"/desk/filing/records/{push.pk}/again/").status_code == 404
    assert document.title not in enter(stranger).get("/desk/filing/records/?status=").content.decode()


def test_a_record_is_pushed_again_by_hand(papers, library, work, enter):
    library.mode = "reject"
    document = papers.released()
    work()
    library.mode = "accept"
    path = f"/desk/filing/records/{newest(document).pk}/"
    assert enter(papers.drafter).get(f"{path}again/").status_code == 405
    assert enter(papers.drafter).post(f"{path}again/").status_code == 302
    work()
    assert newest(document).status == Push.Status.ACCEPTED
    assert "不用再推送" in enter(papers.drafter).post(f"{path}again/", follow=True).content.decode()


def test_without_an_address_every_page_says_so(papers, settings, enter):
    settings.MINGZHENG_LIBRARY_URL, settings.MINGZHENG_DEMO = "", False
    client = enter(papers.district.clerk)
    for path in ("", "records/", "reconcile/"):
        assert "没有设置公文库地址" in client.get(f"/desk/filing/{path}").content.decode()


def test_a_demonstration_without_a_library_says_how_to_start_its_stand_in(papers, settings, enter):
    settings.MINGZHENG_LIBRARY_URL, settings.MINGZHENG_DEMO = "", True
    page = enter(papers.district.clerk).get("/desk/filing/").content.decode()
    assert "./run library standin" in page and "没有设置公文库地址" not in page


def test_when_the_line_is_down_the_pages_say_since_when(papers, library, work, enter):
    library.mode = "down"
    papers.released()
    work()
    page = enter(papers.district.clerk).get("/desk/filing/records/").content.decode()
    assert "公文库现在不通" in page
    assert "恢复后自动补推" in page


def test_a_month_is_filed_on_its_page_and_printed(papers, library, work, enter, on_day):
    papers.released()
    work()
    on_day("2023-05-04")
    monthly.open_due()
    filing = MonthlyFiling.objects.get(unit=papers.unit)
    client = enter(papers.drafter)
    assert "待报" in client.get("/desk/filing/").content.decode()
    page = client.get(f"/desk/cases/{filing.case_id}/").content.decode()
    assert "2023年4月形成的公文 1 件" in page
    form = client.get(f"/desk/cases/{filing.case_id}/submit/").content.decode()
    assert "核对并报送" in form
    client.post(f"/desk/cases/{filing.case_id}/submit/", {"revision": filing.case.revision, "remark": ""})
    filing.refresh_from_db()
    assert filing.documents == 1
    report = client.get(f"/desk/filing/months/{filing.pk}/report/").content.decode()
    assert "公文 1 件；缺少要素 0 处" in report
    book = load_workbook(BytesIO(client.get(f"/desk/filing/months/{filing.pk}/report.xlsx").content))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "关于优化营商环境若干措施的通知" in cells
    assert "齐全" in cells


def test_another_units_month_is_not_shown(papers, enter, on_day):
    on_day("2023-05-04")
    monthly.open_due()
    filing = MonthlyFiling.objects.get(unit=papers.unit)
    client = enter(papers.district.actor("xinhua", Post.OFFICER))
    for path in (f"/desk/filing/months/{filing.pk}/report/", f"/desk/filing/months/{filing.pk}/report.xlsx"):
        assert client.get(path).status_code == 404
    assert client.get(f"/desk/cases/{filing.case_id}/").status_code == 404
    assert enter(papers.district.clerk).get(f"/desk/filing/months/{filing.pk}/report/").status_code == 200


def test_the_comparison_is_the_offices(papers, library, work, enter):
    document = papers.released()
    work()
    del library.records[document.index_number]
    for path in ("", "now/"):
        assert enter(papers.drafter).post(f"/desk/filing/reconcile/{path}").status_code in (403, 405)
    client = enter(papers.district.clerk)
    assert "还没有对过账" in client.get("/desk/filing/reconcile/").content.decode()
    client.post("/desk/filing/reconcile/now/")
    work()
    row = Reconciliation.objects.get().differences.get()
    assert "公文库没有" in client.get("/desk/filing/reconcile/").content.decode()
    assert enter(papers.drafter).post(f"/desk/filing/reconcile/differences/{row.pk}/").status_code == 403
    page = enter(papers.district.clerk).post(f"/desk/filing/reconcile/differences/{row.pk}/", follow=True)
    assert "以第 2 版重新推送" in page.content.decode()
    work()
    assert reconciling.reconcile().equal == 1


@pytest.mark.parametrize(
    "path",
    [
        "records/99999999999999999999/",
        "records/0/",
        "months/99999999/report/",
        "months/1/report.xlsx",
    ],
)
def test_unknown_records_are_not_found(papers, enter, path):
    assert enter(papers.district.clerk).get(f"/desk/filing/{path}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["?year=x", "?year=99999999999999999999", "?status=nonsense", "?before=-1", "?before=99999999999999999999999"],
)
def test_nonsense_in_the_address_is_passed_over(papers, enter, query):
    for path in ("", "records/"):
        assert enter(papers.district.clerk).get(f"/desk/filing/{path}{query}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_units_and_months(
    papers, enter, on_day, django_assert_max_num_queries
):
    on_day("2023-05-04")
    monthly.open_due()
    for month in (1, 2, 3):
        monthly.open_month(dt.date(2023, month, 1))
    client = enter(papers.district.clerk)
    with django_assert_max_num_queries(25):
        client.get("/desk/filing/")
