"""The sealed case file and the list of what will be purged, over HTTP."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt
import io
import zipfile

import pytest
from tests.support.at_the_desk import sign_in, words
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due

MONDAY = dt.date(2023, 4, 17)


def test_the_case_offers_the_file_that_proves_itself(enter_foi, foi, on_day):
    on_day(MONDAY)
    found = foi.handled()
    client = enter_foi()
    assert "文书的文件生成后" in words(client.get(f"/desk/cases/{found.case_id}/"))
    assert client.post(f"/desk/foi/cases/{found.case_id}/sealed/", {"purpose": "archive"}).status_code == 409
    run_due()
    answer = client.post(f"/desk/foi/cases/{found.case_id}/sealed/", {"purpose": "archive"})
    data = b"".join(answer.streaming_content)
    assert answer["Cache-Control"] == "private, no-store"
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert "制作案卷封存包" in words(client.get(f"/desk/cases/{found.case_id}/"))
    assert client.post(f"/desk/foi/cases/{found.case_id}/sealed/", {"purpose": "x"}).status_code == 400
    assert client.get(f"/desk/foi/cases/{found.case_id}/sealed/").status_code == 405


def test_strangers_get_no_case_file(enter_foi, foi, on_day):
    on_day(MONDAY)
    found = foi.handled()
    run_due()
    sealed = f"/desk/foi/cases/{found.case_id}/sealed/"
    for post, unit in ((Post.OFFICER, "sifa"), (Post.OFFICE_CLERK, "qufuban")):
        client = enter_foi(post, unit)
        assert client.post(sealed, {"purpose": "archive"}).status_code == 404
    client = enter_foi(Post.WINDOW)
    assert client.post(sealed, {"purpose": "archive"}).status_code == 409
    assert not Entry.objects.filter(action="foi.sealed").exists()


def test_the_case_and_a_list_say_when_the_person_is_forgotten(enter_foi, foi, on_day):
    found = foi.handled()
    foi.answers(found, "E2", MONDAY)
    foi.does(found, "archive", on=MONDAY)
    on_day("2026-03-25")
    client = enter_foi()
    assert "将于2026年4月17日起清除" in words(client.get(f"/desk/cases/{found.case_id}/"))
    page = words(client.get("/desk/foi/retention/"))
    assert found.number in page
    assert "归档满3年" in page
    assert "张三丰" not in page
    assert found.number not in words(enter_foi(Post.OFFICER, "sifa").get("/desk/foi/retention/"))
    assert enter_foi(Post.ADMIN, "qufuban").get("/desk/foi/retention/").status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_case_file_and_the_list_are_accessible_and_fit(foi, open_page, on_day, size):
    found = foi.handled()
    foi.answers(found, "E2", MONDAY)
    run_due()
    foi.does(found, "archive", on=MONDAY)
    on_day("2026-03-25")
    page = open_page(f"/desk/cases/{found.case_id}/", size=size)
    sign_in(page, foi.district.person("fagai", Post.OFFICER))
    assert_fits(page)
    assert_accessible(page)
    with page.expect_download() as handed:
        page.get_by_role("button", name="制作并下载").click()
    assert handed.value.suggested_filename.startswith(f"案卷封存包-{found.number}")
    page.get_by_role("link", name="看本单位即将清除的").click()
    settled(page)
    assert_fits(page)
    assert_accessible(page)
