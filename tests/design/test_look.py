"""The switches of the look, and the pages that say no."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from mingzheng.design import preferences

pytestmark = pytest.mark.django_db
LOOK = "/style/look/"


def test_elder_mode_is_turned_on_remembered_and_turned_off(client):
    answer = client.post(LOOK, {"switch": "elder", "next": "/zfxxgk/?a=1"})
    assert answer.status_code == 302 and answer["Location"] == "/zfxxgk/?a=1"
    assert 'data-mode="elder"' in client.get("/").content.decode()
    client.post(LOOK, {"switch": "contrast", "next": "/"})
    both = client.get("/").content.decode()
    assert 'data-mode="elder"' in both and 'data-contrast="high"' in both
    client.post(LOOK, {"switch": "elder", "next": "/"})
    page = client.get("/").content.decode()
    assert 'data-mode="plain"' in page and 'data-contrast="high"' in page


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_the_way_back_never_leaves_the_site(client, away):
    assert client.post(LOOK, {"switch": "elder", "next": away})["Location"] == "/"


def test_the_switch_works_without_a_token_and_only_by_post():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(LOOK, {"switch": "elder"}).status_code == 302
    assert strict.get(LOOK).status_code == 405


def test_a_forged_cookie_means_the_plain_look(client):
    client.cookies[preferences.COOKIE] = '"><script>'
    page = client.get("/").content.decode()
    assert 'data-mode="plain"' in page and "<script>" not in page


def test_unknown_switches_change_nothing():
    assert preferences.Look(elder=True).turned("colour") == preferences.Look(elder=True)


def test_the_plain_look_leaves_no_cookie():
    answer = HttpResponse()
    preferences.remember(answer, preferences.Look())
    assert answer.cookies[preferences.COOKIE].value == ""


def test_the_style_page_shows_every_component(client):
    page = client.get("/style/").content.decode()
    for name in ("light--red", "badge--repealed", "clock--amber", "heatmap", "line-chart", "bars", "form-errors",
                 "timeline", "steps", "deflist", "pagination", "empty", "callout--danger", "figure-bar", "stat--red"):  # fmt: skip
        assert name in page, name


def test_the_desk_frame_draws_its_navigation_and_post_switcher(client):
    page = client.get("/style/desk/").content.decode()
    assert "依申请公开" in page and 'name="post"' in page and "data-queue" in page and "2023年9月28日" in page


def test_a_lost_page_offers_the_search(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "没有找到这一页" in page and 'action="/search/"' in page


def test_a_submission_refused_for_forgery_gives_back_what_was_written():
    from django.middleware.csrf import CsrfViewMiddleware
    from django.views.csrf import csrf_failure

    request = RequestFactory().post("/x/", {"note": "写了很久的一段话"}, headers={"Referer": "http://testserver/x/"})
    CsrfViewMiddleware(lambda _: HttpResponse()).process_request(request)
    page = csrf_failure(request).content.decode()
    assert "写了很久的一段话" in page and 'href="/x/"' in page


def test_the_page_for_failure_needs_nothing():
    from django.template.loader import get_template

    page = get_template("500.html").render()
    assert "系统出了问题" in page and "{" not in page
