"""Pages that could not give what was asked for: what happened, what to do, a search and the ways home, in the face one stands in."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.config.middleware import maintenance_note
from mingzheng.core.actors import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(district, on_day):  # noqa: F811 - the fixture of that name
    on_day("2023-06-20")
    client = Client(raise_request_exception=False)
    client.force_login(district.person("fagai", Post.OFFICER))
    return client


def leads_on(page: str) -> bool:
    return 'action="/search/"' in page and 'href="/sitemap/"' in page and 'href="/bangzhu/"' in page


def test_a_lost_visitor_keeps_the_navigation_and_may_search(client):
    page = client.get("/no/such/").content.decode()
    assert "没有找到这一页" in page and "site-nav" in page and "主办单位" in page and leads_on(page)


def test_lost_on_the_desk_one_keeps_the_desk(staff):
    answer = staff.get("/desk/no/such/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "desk-nav" in page and "区发改委" in page and 'href="/desk/help/"' in page and leads_on(page)


def test_staff_who_are_lost_on_the_portal_stay_on_the_portal(staff):
    page = staff.get("/no/such/").content.decode()
    assert "site-nav" in page and "desk-nav" not in page and "回到我的待办" in page


def test_the_wrong_post_is_told_whose_page_it_is_and_where_to_go(staff):
    answer = staff.get("/desk/command/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "区府办经办" in page and "desk-nav" in page and leads_on(page)


def test_failure_and_maintenance_are_told_without_a_database(client, settings, tmp_path, django_assert_num_queries):
    settings.VAR_DIR = tmp_path
    call_command("maintenance", "on", "--until", "22:30")
    with django_assert_num_queries(0):
        answer = client.get("/yishenqing/")
    page = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "600" and answer["Cache-Control"] == "no-store"
    assert "22:30" in page and "期限照常计算" in page
    assert client.get("/static/design/css/base.css").status_code != 503
    call_command("maintenance", "off")
    assert not maintenance_note().exists()
    assert client.get("/robots.txt").status_code == 200


def test_maintenance_asks_for_a_time_of_day(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match="22:30"):
        call_command("maintenance", "on", "--until", "今晚")
    assert not maintenance_note().exists()
