"""The desk's pages of the library and of corners in a real browser: accessible on a desktop and on a phone."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt

import pytest
from tests.disclosure.filing.conftest import library, newest, work  # noqa: F401 - fixtures
from tests.support.at_the_desk import sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Person
from mingzheng.disclosure.corners import commands as corners
from mingzheng.disclosure.filing import monthly, reconciling
from mingzheng.disclosure.filing.models import MonthlyFiling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(papers, library, work, open_page, size):
    library.refuse = ("营商环境",)
    document = papers.released()
    papers.released(title="关于便民服务的通知", doc_number="长发改〔2023〕13号")
    work()
    reconciling.reconcile()
    with timekeeping.standing_at(dt.date(2023, 5, 4)):
        monthly.open_due()
    filing = MonthlyFiling.objects.get(unit=papers.unit)
    corner = corners.open_corner(
        papers.unit,
        papers.district.clerk,
        {
            "name": "查阅点", "kind": "library", "address": "某路1号", "place": "一楼", "phone": "021-1",
            "hours_text": "周一至周五 9:00-17:00", "opened_on": dt.date(2023, 1, 1),
        },
    )  # fmt: skip
    page = open_page("/desk/filing/", size=size)
    sign_in(page, Person.objects.get(pk=papers.district.clerk.person_id))
    paths = ["", "records/", "records/?status=", f"records/{newest(document).pk}/", "reconcile/"]
    paths += [f"months/{filing.pk}/report/"]
    for path in [f"/desk/filing/{path}" for path in paths] + [
        f"/desk/cases/{filing.case_id}/",
        "/desk/corners/",
        "/desk/corners/new/",
        "/desk/corners/deliveries/new/",
        f"/desk/corners/{corner.pk}/",
        f"/desk/corners/{corner.pk}/edit/",
        f"/desk/corners/{corner.pk}/activity/",
    ]:
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
