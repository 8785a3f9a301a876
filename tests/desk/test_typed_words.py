"""A form refused as a whole gives back what was written: the sign-in ran out, the post ended, another was faster."""

import pytest
from django.test import Client
from tests.desk.conftest import PASSWORD

LONG = "第一行：已经编好目录。\n第二行：还差附件。"
FORM = {"revision": 0, "note": LONG}


@pytest.fixture
def case(desk):
    return desk.open(desk.street)


def test_a_sign_in_that_ran_out_shows_what_has_no_form_to_go_back_into(case, client):
    here = "/desk/questions/window/entries/1/answered/"
    answer = client.post(here, FORM, headers={"Referer": "http://testserver/desk/questions/window/?q=x"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "登录已过期，这一步没有办理" in page
    assert LONG in page
    assert "/account/login/?next=/desk/questions/window/%3Fq%3Dx" in page


def test_a_step_written_before_the_sign_in_ran_out_is_put_back_into_its_form(case, client):
    here = f"/desk/cases/{case.pk}/report/"
    answer = client.post(here, FORM)
    assert answer.headers["Location"] == f"/account/login/?next={here}"
    client.post(answer.headers["Location"], {"login": "xie", "password": PASSWORD})
    assert LONG in client.get(here).content.decode()
    case.refresh_from_db()
    assert case.revision == 0


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/desk/search/", "/desk/search/"),
        ("http://elsewhere.example/desk/x/", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_nothing_written_leads_straight_to_the_sign_in_and_back_to_a_page(client, referer, back):
    answer = client.post("/desk/questions/window/entries/1/answered/", {"began": "1"}, headers={"Referer": referer})
    assert answer.headers["Location"] == f"/account/login/?next={back}"


def test_the_forgery_check_gives_the_words_back_and_no_password(sign_in, case):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {"login": "xie", "password": "我的 密码 就是 这个", "note": LONG})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert LONG in page
    assert "我的 密码" not in page


def test_a_wrong_post_reads_what_it_wrote(case, client, sign_in):
    sign_in("xie")
    answer = client.post("/desk/bulletins/new/", {"year": "2023", "note": "<b>写了一段</b>话"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "没有办成" in page
    assert "&lt;b&gt;写了一段&lt;/b&gt;话" in page


def test_a_look_shows_nothing_of_the_kind(case, client, sign_in):
    sign_in("xie")
    assert "您刚才写的文字" not in client.get("/desk/bulletins/new/?note=写了一段").content.decode()
