"""Frozen figures on the portal and on the desk: who sees what, what is refused, what a changed row looks like."""

from __future__ import annotations

import hashlib

import pytest
from tests.support.browser import assert_accessible, assert_fits, assert_pages, enter_as
from tests.support.tampering import sql

from mingzheng.core.actors import Post
from mingzheng.core.submissions.keys import new_key
from mingzheng.supervision.indicators import commands as indicators
from mingzheng.supervision.indicators.models import Reading
from mingzheng.supervision.open_data import commands
from mingzheng.supervision.open_data.models import Freeze

REASON = "半年总结引用的数字。"


@pytest.fixture
def read(work, on_day):
    on_day("2023-06-20")
    indicators.take_readings()
    return work


@pytest.fixture
def frozen(read):
    return commands.ask(read.plan, read.district.clerk, REASON)


def enter(client, read, unit="qufuban", post=Post.OFFICE_CLERK):
    client.force_login(read.district.person(unit, post), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_public_takes_the_file_its_hash_and_the_script(client, frozen):
    page = client.get(frozen.get_absolute_url()).content.decode()
    assert frozen.sha256 in page and frozen.journal_hash in page and REASON not in page and frozen.made_by not in page
    data = client.get(f"{frozen.get_absolute_url()}shuzi.json").content
    assert hashlib.sha256(data).hexdigest() == frozen.sha256
    assert b"hashlib" in client.get("/gongzuoyaodian/dongjie/verify.py").content
    assert frozen.sha256 in client.get("/gongzuoyaodian/dongjie/").content.decode()
    assert frozen.sha256 in b"".join(client.get("/shuju/figure-freezes.csv").streaming_content).decode()
    assert "/gongzuoyaodian/dongjie/" in client.get("/gongzuoyaodian/zhibiao/").content.decode()


def test_nothing_frozen_yet_is_said_and_what_is_not_there_is_not_found(client, work):
    assert "还没有冻结过" in client.get("/gongzuoyaodian/dongjie/").content.decode()
    assert client.get("/gongzuoyaodian/dongjie/99/").status_code == 404
    assert client.get("/gongzuoyaodian/dongjie/99/shuzi.json").status_code == 404


def test_the_office_freezes_on_the_desk_once(client, read):
    enter(client, read)
    answer = client.post("/desk/figures/freezes/new/", {"reason": "", "form_key": new_key()})
    assert "请写明为什么冻结" in answer.content.decode() and not Freeze.objects.exists()
    typed = {"reason": REASON, "form_key": new_key()}
    answers = [client.post("/desk/figures/freezes/new/", typed) for _ in range(2)]
    made = Freeze.objects.get()
    assert [one.headers["Location"] for one in answers] == [f"/desk/figures/freezes/{made.pk}/"] * 2
    again = client.post("/desk/figures/freezes/new/", {"reason": REASON, "form_key": new_key()}).content.decode()
    assert "已经冻结过" in again and REASON in again
    data = client.get(f"/desk/figures/freezes/{made.pk}/full.json").content
    assert hashlib.sha256(data).hexdigest() == made.inner_sha256


def test_units_and_the_public_do_not_get_the_full_file(client, frozen, read):
    for _ in range(2):
        for path in ("", "full.json"):
            assert client.get(f"/desk/figures/freezes/{frozen.pk}/{path}").status_code in (302, 403)
        assert client.post("/desk/figures/freezes/new/", {"reason": REASON, "form_key": new_key()}).status_code in (
            302,
            403,
        )
        enter(client, read, "xinhua", Post.OFFICER)
    assert Freeze.objects.count() == 1


def test_the_desk_names_a_row_that_was_changed(client, frozen, read):
    enter(client, read)
    path = f"/desk/figures/freezes/{frozen.pk}/check/"
    assert "核对相符" in client.post(path).content.decode()
    row = Reading.objects.filter(task=read.task(4)).first()
    sql("UPDATE indicators_reading SET numerator = 5 WHERE id = %s", row.pk)
    page = client.post(path).content.decode()
    assert "核对不相符" in page and f"第4项 {row.task.bindings.get(indicator=row.indicator).label}" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_page_fits_and_is_accessible(open_page, client, frozen, read):
    page = open_page("/gongzuoyaodian/dongjie/")
    enter_as(page, client, read.district.person("qufuban", Post.OFFICE_CLERK))
    desk = "/desk/figures/freezes/"
    assert_pages(
        page,
        ["/gongzuoyaodian/dongjie/", frozen.get_absolute_url(), desk, f"{desk}new/", f"{desk}{frozen.pk}/"],
    )
    row = Reading.objects.filter(task=read.task(4)).first()
    sql("UPDATE indicators_reading SET numerator = 5 WHERE id = %s", row.pk)
    page.get_by_role("button", name="现在核对").click()
    page.get_by_text("核对不相符").wait_for()
    assert_fits(page)
    assert_accessible(page)
