"""What no browser of ours sends: odd numbers, zero bytes, days at the end of time. Never a broken page, never a stuck site."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.workplan import ISSUED, notice

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.supervision.workplan.models import ImportDraft, Plan

HUGE = "9" * 40
HUGER = "9" * 5000
NUMBERS = ["²", "٣", HUGE, HUGER, "-1", "1e3", "0x1", "%00"]
FINE = {200, 302, 400, 403, 404, 405, 409, 413, 429}


@pytest.fixture
def enter(client, enter):
    """A fault of ours is an answer 500 here, as it is to a visitor."""
    client.raise_request_exception = False
    return enter


def broken(client, addresses):
    """The addresses that do not answer as a page of ours would."""
    return [address[:120] for address in addresses if client.get(address).status_code not in FINE]


ADDRESSES = [
    "/desk/plan/plan.xlsx?unit={}",
    "/desk/plan/plan.ics?unit={}",
    "/desk/plan/units/{}/",
    "/desk/plan/tasks/{}/",
    "/desk/plan/tasks/1/figures/{}/",
    "/desk/plan/import/{}/",
    "/desk/cases/{}/",
    "/desk/cases/{}/accept/",
    "/desk/bulk/?case={0}&case=1:{0}&do=workplan.assignment:accept",
    "/desk/?after=2023-01-01~{}",
    "/desk/?light={0}&procedure={0}&text={0}&tab={0}",
    "/desk/search/?q={}",
    "/desk/notices/?before={}",
    "/files/{}/",
    "/sitemap.xml?p={}",
    "/gongzuoyaodian/?show={}",
    "/search/?q={}",
    "/account/login/?next={}",
]


def test_odd_numbers_in_addresses(work, enter):
    client = enter(work.district.clerk)
    assert not broken(client, [address.format(number) for address in ADDRESSES for number in NUMBERS])


def test_an_odd_unit_does_not_give_the_whole_plan_under_its_name(work, enter):
    client = enter(work.district.clerk)
    assert [client.get(f"/desk/plan/plan.xlsx?unit={unit}").status_code for unit in ("", "x", "²", HUGE)] == [404] * 4
    assert client.get("/desk/plan/plan.xlsx").status_code == 200


def test_a_page_that_begins_at_the_end_of_time(work, enter):
    days = ["0001-01-01T00:00:00~1", "9999-12-31T23:59:59-23:00~1", "0001-01-01T00:00:00%2B23:00~1", "0001-01-01~1"]
    lists = ["/desk/?tab=closed&after={}", "/desk/?after={}", "/desk/?before={}", "/desk/notices/?after={}"]
    assert not broken(enter(work.district.clerk), [page.format(day) for page in lists for day in days])


@pytest.mark.parametrize("post", [Post.OFFICE_CLERK, Post.ADMIN])
def test_zero_bytes_in_the_query(work, enter, post):
    pages = [
        "/desk/?text=a%00b",
        "/desk/?procedure=%00",
        "/desk/search/?q=%00x",
        "/desk/admin/units/?text=%00x",
        "/?%00=1",
    ]
    assert not broken(enter(work.district.actor("qufuban", post)), pages)


def test_zero_bytes_in_forms(work, enter, on_day):
    client = enter(work.district.clerk)
    client.post(
        "/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice(title="另一份2023年政务公开工作要点"))}
    )
    draft = ImportDraft.objects.get(plan=None)
    typed = {"do": "save", "revision": draft.revision, "content-1": "改\x00动", "name-\x00": "fagai"}
    assert client.post(f"/desk/plan/import/{draft.pk}/", typed).status_code in FINE
    assert client.post("/desk/post/", {"post": "\x00", "next": "/\x00"}).status_code in FINE
    assert client.post("/account/login/", {"login": "a\x00b", "password": "x\x00"}).status_code in FINE
    assert client.post("/style/look/", {"switch": "\x00", "next": "/\x00"}).status_code in FINE


@pytest.mark.parametrize("sent", ["²", HUGE, HUGER, "-1", "x"])
def test_odd_revisions_and_years_on_the_review_page(district, enter, on_day, sent):
    on_day(ISSUED)
    client = enter(district.clerk)
    client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice())})
    address = f"/desk/plan/import/{ImportDraft.objects.get().pk}/"
    assert client.post(address, {"do": "save", "revision": sent}).status_code in FINE
    assert client.post(address, {"do": "save", "year": sent}).status_code in FINE
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-06-01", "0999-01-01"])
def test_a_day_at_the_end_of_time_on_the_review_page(district, enter, on_day, day):
    on_day(ISSUED)
    client = enter(district.clerk)
    client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice())})
    draft = ImportDraft.objects.get()
    address = f"/desk/plan/import/{draft.pk}/"
    client.post(address, {"do": "save", "revision": draft.revision, "day-1": day})
    assert client.get(address).status_code == 200
    draft.refresh_from_db()
    client.post(address, {"do": "confirm", "revision": draft.revision})
    for case in Case.objects.filter(procedure="workplan.plan"):
        assert client.post(f"/desk/cases/{case.pk}/issue/", {"revision": 0}).status_code in FINE
    for page in (
        "/desk/",
        "/desk/?tab=unit",
        "/desk/plan/",
        "/desk/plan/?view=heat",
        "/desk/plan/plan.ics",
        "/desk/plan/plan.xlsx",
        "/gongzuoyaodian/",
    ):
        assert client.get(page).status_code in {200, 404}, page


def test_a_notice_without_a_year_asks_for_it(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.clerk)
    client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice(title="政务公开工作要点"))})
    draft = ImportDraft.objects.get()
    page = client.get(f"/desk/plan/import/{draft.pk}/")
    assert page.status_code == 200
    assert "年度没有读出" in page.content.decode()
    client.post(f"/desk/plan/import/{draft.pk}/", {"do": "save", "revision": draft.revision, "year": "99999"})
    assert client.get(f"/desk/plan/import/{draft.pk}/").status_code == 200
    draft.refresh_from_db()
    client.post(f"/desk/plan/import/{draft.pk}/", {"do": "confirm", "revision": draft.revision, "year": "2023"})
    assert Plan.objects.get().year == 2023


@pytest.mark.parametrize("cell", ["group", "content", "units", "due"])
def test_a_cell_that_is_too_long_is_named(district, enter, on_day, cell):
    on_day(ISSUED)
    client = enter(district.clerk)
    client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice())})
    draft = ImportDraft.objects.get()
    typed = {f"{cell}-2": "长" * 3000, "day-2": "2023-12-31"}
    answer = client.post(f"/desk/plan/import/{draft.pk}/", {"do": "confirm", "revision": draft.revision, **typed})
    assert answer.status_code in FINE
    assert cell == "content" or "第 2 项" in answer.content.decode()


def test_a_notice_with_long_titles_and_numbers_is_still_taken(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.clerk)
    rows = [
        (40000, "任" * 300, "内容" * 2000, "区司法局", "每年不少于99次"),
        (1, "公开", "公开目录", "区司法局", "全年"),
    ]
    data = notice(rows, title="2023年" + "很" * 300 + "政务公开工作要点")
    client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("名" * 180 + ".csv", data)})
    for draft in ImportDraft.objects.all():
        address = f"/desk/plan/import/{draft.pk}/"
        assert client.get(address).status_code == 200
        assert client.post(address, {"do": "confirm", "revision": draft.revision}).status_code in FINE


def test_a_long_plan_can_be_reviewed_in_one_go(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.clerk)
    rows = [(n, "公开", f"第{n}件要办的事情", "区司法局", "全年") for n in range(1, 301)]
    client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice(rows))})
    draft = ImportDraft.objects.get()
    typed = {
        f"{cell}-{n}": "x" if cell != "units" else "区司法局"
        for n in range(1, 301)
        for cell in ("group", "content", "units", "due")
    }
    answer = client.post(f"/desk/plan/import/{draft.pk}/", {"do": "save", "revision": draft.revision, **typed})
    assert answer.status_code == 302


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-06-01", "2500-01-01"])
def test_the_demonstration_cannot_be_sent_where_nobody_can_bring_it_back(work, enter, settings, on_day, day):
    settings.MINGZHENG_DEMO = True
    on_day(None)  # the tests' own day gives way to the demonstration's
    timekeeping.set_demo_day(ISSUED, work.district.clerk)
    client = enter(work.district.clerk)
    client.post("/desk/demo-day/", {"day": day})
    for page in ("/desk/", "/desk/?tab=unit", "/desk/demo-day/", "/desk/plan/", "/", "/gongzuoyaodian/"):
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_end_of_time_in_the_forms_of_steps(work, enter, on_day, day):
    work.does("xinhua", 1, "accept")
    case = work.case("xinhua", 1)
    client = enter(work.district.actor("xinhua"))
    sent = {
        "revision": case.revision,
        "text": "做了",
        "done_on": day,
        "until": day,
        "reason": "因故",
        "dated": day,
        "statement": "s",
    }
    for command in ("report", "attest", "ask_extension"):
        sent["revision"] = work.case("xinhua", 1).revision
        assert client.post(f"/desk/cases/{case.pk}/{command}/", sent).status_code in FINE
    if work.case("xinhua", 1).state == "extending":
        office = enter(work.district.head)
        answer = office.post(f"/desk/cases/{case.pk}/grant_extension/", {"revision": work.case("xinhua", 1).revision})
        assert answer.status_code in FINE
    for page in (
        "/desk/?tab=unit",
        f"/desk/cases/{case.pk}/",
        "/desk/plan/?view=heat",
        f"/desk/plan/plan.ics?unit={case.unit_id}",
        "/desk/plan/plan.xlsx",
    ):
        assert enter(work.district.clerk).get(page).status_code == 200, page


def test_the_day_moved_back_leaves_every_page_open(work, enter, on_day):
    """Sent back, then extended on an earlier day than the last step: the ledger is read in the order of effect."""
    on_day("2023-06-01")
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "ask_extension", until="2023-09-30", reason="因故")
    work.does("xinhua", 1, "grant_extension", by=work.district.head)
    on_day("2023-05-10")
    work.submits("xinhua", 1)
    on_day("2023-05-12")
    work.does("xinhua", 1, "send_back", by=work.district.other_clerk, reason="请补充")
    client = enter(work.district.clerk)
    for page in (
        "/desk/?tab=unit",
        "/desk/?text=第1项&tab=unit",
        f"/desk/cases/{work.case('xinhua', 1).pk}/",
        "/desk/search/?q=健全",
    ):
        assert client.get(page).status_code == 200, page


def test_other_methods(work, enter):
    client = enter(work.district.clerk)
    pages = [
        "/",
        "/desk/",
        "/desk/plan/",
        "/gongzuoyaodian/plan.xlsx",
        "/account/login/",
        "/desk/demo-day/",
        "/feeds/plan.atom",
        "/robots.txt",
        "/desk/bulk/",
    ]
    for method in (client.head, client.options, client.put, client.delete, client.patch, client.trace):
        assert {method(page).status_code for page in pages} <= FINE | {204}


BODIES = [
    (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"login=%ff%fe&password=%c3%28", "application/x-www-form-urlencoded"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    (b"x", "multipart/form-data"),
    (b"null", "application/json"),
    (b"a=1" + b"&a=1" * 20000, "application/x-www-form-urlencoded"),
    (b"x" * (6 * 1024 * 1024), "application/x-www-form-urlencoded"),
]


def test_bodies_that_are_no_forms(work, enter):
    client = enter(work.district.clerk)
    for address in ("/account/login/", "/desk/bulk/", "/desk/plan/import/", "/style/look/"):
        assert {client.post(address, body, content_type=kind).status_code for body, kind in BODIES} <= FINE, address
