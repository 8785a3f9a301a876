"""Remedies, rates, statistics and the annual report's tables in a real browser: they fit and axe finds nothing."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.requests.remedies import commands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def remedy(foi, on_day):
    found = foi.handled()
    foi.answers(found, "C5", dt.date(2023, 4, 20))
    on_day(dt.date(2023, 6, 20))
    facts = {
        "kind": "reconsideration",
        "organ": "某区人民政府",
        "filed_on": dt.date(2023, 5, 8),
        "received_on": dt.date(2023, 5, 12),
    }
    made = commands.report(found, foi.actor(), facts)
    for command, said in (
        ("add_evidence", {"name": "答复书", "source": "本机关制作", "proves": "已在法定期限内答复", "pages": "2"}),
        ("answer", {"answered_on": "2023-05-15"}),
        ("conclude", {"concluded_on": "2023-06-12", "result": "corrected", "cause": "search", "decision": "撤销"}),
    ):
        act(Case.objects.get(pk=made.case_id), command, foi.actor(), said)
    commands.warn(foi.unit, foi.district.clerk, {"kind": "hint", "facts": "检索不充分", "demands": "查明原因"}, [made])
    return made


@pytest.fixture
def enter(client, foi, live_server):
    def entered(page, post=Post.OFFICER, unit="fagai"):
        client.force_login(foi.district.person(unit, post))
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return entered


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(foi, remedy, open_page, enter, size):
    page = open_page("/", size=size)
    enter(page)
    own = (f"cases/{remedy.application.case_id}/", f"cases/{remedy.case_id}/", f"foi/{remedy.application_id}/remedy/",
           "foi/remedies/", "foi/remedies/?tab=concluded", f"foi/remedies/{remedy.pk}/evidence/", "foi/statistics/",
           "foi/statistics/annual/", "foi/statistics/annual/own/", "foi/statistics/annual/closing/",
           "foi/statistics/annual/rows/?table=3&row=new&column=total")  # fmt: skip
    for path in own:
        page.goto(f"/desk/{path}")
        assert_fits(page)
        assert_accessible(page)
    enter(page, Post.OFFICE_CLERK, "qufuban")
    for path in ("foi/remedies/", "foi/rates/", f"foi/rates/{foi.unit.pk}/", f"foi/rates/{foi.unit.pk}/warn/",
                 "foi/statistics/", "foi/statistics/annual/", "foi/statistics/annual/closing/file/"):  # fmt: skip
        page.goto(f"/desk/{path}")
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_years_tables_need_no_scrolling_sideways(remedy, open_page, enter, size):
    page = open_page("/", size=size)
    enter(page)
    page.goto("/desk/foi/statistics/annual/?year=2023")
    wide = "box => box.scrollWidth - box.clientWidth"
    assert [page.locator(f".annual--table{n}").locator("..").evaluate(wide) for n in (2, 3, 4)] == [0, 0, 0]
