"""The command view: the year at a glance for 区府办, two clicks to the record; bindings and how a figure is made."""

from __future__ import annotations

import pytest

from mingzheng.core.actors import Post
from mingzheng.supervision.indicators import commands
from mingzheng.supervision.indicators.models import Binding

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(work, enter, on_day):
    """The clerk of 区府办, after a day's readings."""
    on_day("2023-04-20")
    commands.take_readings()
    return enter(work.district.clerk)


@pytest.fixture
def officer(work, enter):
    return enter(work.district.actor("xinhua", Post.OFFICER))


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_year_at_a_glance_says_as_of_when(office):
    page = text(office.get("/desk/command/"))
    assert "6 项任务中" in page and "2023年4月20日" in page
    assert page.count("<tr data-row>") == 6 and "新华街道" in page


def test_from_the_matrix_to_the_record_in_two_clicks(office, work):
    cell = f"/desk/plan/tasks/{work.task(6).pk}/units/{work.district.units['qufuban'].pk}/"
    assert f'href="{cell}"' in text(office.get("/desk/command/"))
    work.does("xinhua", 1, "supervise", by=work.district.clerk, text="请说明。")
    work.does("xinhua", 1, "accept")
    unit = work.district.units["xinhua"].pk
    page = text(office.get(f"/desk/plan/tasks/{work.task(6).pk}/units/{unit}/"))
    assert f'href="/desk/cases/{work.case("xinhua", 1).pk}/"' in page and "督办单答复率" in page


@pytest.mark.parametrize("show", ["both", "figures", "work", "nonsense"])
def test_every_view_of_the_matrix_opens(office, show):
    assert "matrix" in text(office.get("/desk/command/", {"show": show}))


@pytest.mark.parametrize("page", ["", "?page=1", "?page=99", "?page=x", "?page=-1"])
def test_the_projector_turns_by_itself_and_offers_nothing_to_click(office, page):
    shown = text(office.get(f"/desk/command/wall/{page}"))
    body = shown[shown.index("<main") :]
    assert 'http-equiv="refresh"' in shown and "<a " not in body and "<form" not in body and "<button" not in body


def test_the_projector_can_be_held(office):
    held = text(office.get("/desk/command/wall/?page=1&still"))
    assert 'http-equiv="refresh"' not in held and 'href="/desk/command/wall/?page=1"' in held
    assert 'href="/desk/command/wall/?page=1&amp;still"' in text(office.get("/desk/command/wall/"))


def test_without_a_plan_the_page_says_what_will_be_here(district, enter):
    client = enter(district.clerk)
    assert "还没有下达的要点" in text(client.get("/desk/command/"))
    assert client.get("/desk/command/wall/").status_code == 404
    assert client.get("/desk/figures/bindings/").status_code == 404


@pytest.mark.parametrize("address", ["/desk/command/", "/desk/command/wall/", "/desk/figures/bindings/"])
def test_the_wrong_person_is_told_who_may(officer, address):
    response = officer.get(address)
    assert response.status_code == 403 and "区府办" in response.content.decode()


def test_a_unit_sees_its_own_figures_and_nobody_elses(officer, work):
    task, units = work.task(1).pk, work.district.units
    assert "公开属性" in text(officer.get(f"/desk/plan/tasks/{task}/units/{units['xinhua'].pk}/"))
    assert officer.get(f"/desk/plan/tasks/{task}/units/{units['fagai'].pk}/").status_code == 403
    other = f"/desk/plan/tasks/{task}/figures/documents.determined/?unit={units['fagai'].pk}"
    assert officer.get(other).status_code == 404
    assert officer.get(f"/desk/plan/tasks/{task}/units/999999/").status_code == 404


def test_how_a_figure_is_made_is_open_to_all_staff(officer):
    page = text(officer.get("/desk/figures/"))
    assert "灯怎么亮" in page and "20个工作日内公开率" in page
    one = text(officer.get("/desk/figures/documents.in_time/"))
    assert "第二十六条" in one and "怎么算" in one
    assert officer.get("/desk/figures/no.such/").status_code == 404


def test_the_office_confirms_ends_aims_and_binds_on_the_screen(office, work):
    task = work.task(2)
    row = task.bindings.get(indicator="filing.months")
    address = f"/desk/figures/bindings/{task.pk}/"
    assert "按月全量备案" in text(office.get(address))
    aim = {"act": "aim", "binding": row.pk, "aim-target": "95", "aim-reason": "本年先到95%。"}
    assert office.post(address, aim).status_code == 302
    end = {"act": "end", "binding": row.pk, "end-reason": "改看入库率。"}
    assert office.post(address, end).status_code == 302
    bind = {"act": "bind", "bind-indicator": "filing.accepted", "bind-reason": "入库也是备案。"}
    assert office.post(address, bind).status_code == 302
    attest = {"act": "attest", "attest-reason": "另附说明。"}
    assert office.post(address, attest).status_code == 302
    row.refresh_from_db()
    task.refresh_from_db()
    assert (row.state, row.target, task.attest) == (Binding.State.ENDED, 95, True)
    assert task.bindings.filter(indicator="filing.accepted", state=Binding.State.CONFIRMED).exists()


def test_what_was_typed_stays_and_the_error_says_what_to_do(office, work):
    task = work.task(2)
    row = task.bindings.get(indicator="filing.months")
    sent = {"act": "aim", "binding": row.pk, "aim-target": "九成", "aim-reason": "写错了数字。"}
    response = office.post(f"/desk/figures/bindings/{task.pk}/", sent)
    page = response.content.decode()
    assert response.status_code == 400 and "目标应是数字" in page and "九成" in page and "写错了数字" in page
    for odd in (
        {},
        {"act": "nonsense"},
        {"act": "confirm", "binding": "x"},
        {"act": "end", "end-reason": "没有这一行。"},
    ):
        assert office.post(f"/desk/figures/bindings/{task.pk}/", odd).status_code == 400


def test_suggestions_are_confirmed_at_once(office, work):
    work.task(2).bindings.update(state=Binding.State.SUGGESTED)
    assert "确认全部 2 个建议" in text(office.get("/desk/figures/bindings/"))
    assert office.post("/desk/figures/bindings/confirm/").status_code == 302
    assert not Binding.objects.filter(state=Binding.State.SUGGESTED).exists()
    assert office.post("/desk/figures/bindings/suggest/").status_code == 302


def test_an_officer_cannot_write_bindings(officer, work):
    task = work.task(2)
    bind = {"act": "bind", "bind-indicator": "filing.accepted", "bind-reason": "入库也是备案。"}
    assert officer.post(f"/desk/figures/bindings/{task.pk}/", bind).status_code == 403
    assert officer.post("/desk/figures/bindings/confirm/").status_code == 403
    assert not task.bindings.filter(indicator="filing.accepted").exists()
