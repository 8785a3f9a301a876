"""A small district and a small procedure whose records are the units themselves."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.core.cache import cache
from tests.support.at_the_desk import PASSWORD, enter, enter_foi  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.snapshots import once
from tests.support.workplan import district, real_work, reference, whole_district, work  # noqa: F401 - fixtures

from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures import registry, rules
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.procedures.table import (
    Basis,
    ClockEffect,
    ClockMove,
    Duty,
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.core.records import RecordRef
from mingzheng.core.units.commands import add_person, hold_post
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.core.workdays import queries as calendars

DAY = dt.date(2023, 4, 20)
MACHINE = Actor.system("测试")
OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
RULE = Basis("测试办法第一条")


class NoteForm(forms.Form):
    note = forms.CharField(label="说明", min_length=4, widget=forms.Textarea)
    proof = forms.FileField(label="材料", required=False)


def _note(act):
    act.note = act.data["note"]


PROCEDURE = Procedure(
    code="test.matter",
    label="试办事项",
    subject_kind="units.unit",
    states=(
        State("todo", "待办", tone="active"),
        State("checking", "待核实"),
        State("done", "已办结", open=False, tone="good"),
    ),
    initial="todo",
    opening=Opening("交办", (*OFFICE, Post.SYSTEM), Whose.OFFICE, RULE, clocks=(ClockEffect(ClockMove.START, "main", rule="test.main"),)),
    steps=(
        Step("take", "签收", ("todo",), None, (Post.OFFICER,), Whose.CASE_UNIT, RULE, duty=Duty.OPEN, bulk=True),
        Step("report", "上报", ("todo",), "checking", (Post.OFFICER, Post.HEAD), Whose.CASE_UNIT, RULE, form=NoteForm, effect=_note, contributes=True, primary=True, bulk=True, help="写明做了什么。"),
        Step("accept", "同意", ("checking",), "done", OFFICE, Whose.OFFICE, RULE, clocks=(ClockEffect(ClockMove.STOP, "main"),), reviews=True, primary=True, bulk=True),
        Step("back", "退回", ("checking",), "todo", OFFICE, Whose.OFFICE, RULE, form=NoteForm, effect=_note, reviews=True),
    ),
    facts=lambda unit: [("单位全称", unit.name), ("电话", unit.phone)],
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nobody_signed_in_before():
    """Rate limits are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def desk(db, on_day):
    """The people and units of the tests, standing on 20 April 2023; ``desk.open(unit, title, ...)`` opens a case."""
    on_day(DAY)
    registry.declare(PROCEDURE)
    made = once("desk", _house)

    def opened(unit, title="试办一件", number="", due=None):
        case = open_case("test.matter", RecordRef("units.unit", f"{unit.pk}"), unit=unit, actor=MACHINE, title=title, number=number)  # fmt: skip
        return _with_due(case, due)

    made.open = opened
    made.actor = lambda person, post, unit: Actor(person.pk, person.name, post, unit.pk, unit.short)
    yield made
    registry._procedures.pop(PROCEDURE.code, None)
    calendars.forget()


def _house():
    rules.load_rules()
    workdays.load_shipped(MACHINE)
    DeadlineRule.objects.get_or_create(
        code="test.main",
        version=1,
        defaults={"label": "办理", "length": 10, "unit": "workday", "warn": 3, "article": "测试办法第二条", "valid_from": dt.date(2023, 1, 1)},
    )  # fmt: skip
    office = Unit.objects.create(code="ban", name="某区人民政府办公室", short="区府办", kind=Unit.Kind.GOV_OFFICE)
    street = Unit.objects.create(code="jie", name="某区新华路街道办事处", short="新华街道", kind=Unit.Kind.STREET)
    other = Unit.objects.create(code="ju", name="某区教育局", short="区教育局", kind=Unit.Kind.DEPARTMENT)
    made = SimpleNamespace(office=office, street=street, other=other)
    for username, name, unit, *posts in [
        ("clerk", "赵经办", office, Post.OFFICE_CLERK),
        ("chief", "孙主任", office, Post.OFFICE_HEAD),
        ("xie", "钱信息", street, Post.OFFICER),
        ("head", "李负责", street, Post.HEAD, Post.REVIEWER),
        ("jiao", "周教育", other, Post.OFFICER),
        ("root", "吴管理", office, Post.ADMIN),
        ("nobody", "郑无岗", office),
    ]:
        person = add_person(username, name, MACHINE, password=PASSWORD)
        for post in posts:
            hold_post(person, unit, post, MACHINE, since=dt.date(2023, 1, 1))
        setattr(made, username, person)
    return made


def _with_due(case, due):
    """Move the cached date of a case, for tests of order and lights."""
    if due is not None:
        case.due_on, case.warn_on = due, due - dt.timedelta(days=4)
        case.save()
    return case


@pytest.fixture
def many(desk):
    """``many([(title, due), ...])``: cases of the street; one record may carry only one case, so each gets its own unit record."""

    def made(rows, unit=None):
        cases = []
        for number, (title, due) in enumerate(rows, 1):
            record = Unit.objects.create(code=f"r{Unit.objects.count()}", name=f"记录{Unit.objects.count()}", short=f"记{Unit.objects.count()}", kind=Unit.Kind.INSTITUTION)  # fmt: skip
            ref = RecordRef("units.unit", f"{record.pk}")
            case = open_case("test.matter", ref, unit=unit or desk.street, actor=MACHINE, title=title, number=f"T-{number}")  # fmt: skip
            cases.append(_with_due(case, due))
        return cases

    return made


@pytest.fixture
def sign_in(client):
    """``sign_in("xie")`` signs in through the form, as a person does."""

    def signed(username, password=PASSWORD):
        client.logout()
        return client.post("/account/login/", {"login": username, "password": password})

    return signed


@pytest.fixture
def settle():
    """Carry out everything that the outbox owes."""
    return lambda: run_due(1000)


@pytest.fixture
def as_post(client, papers):  # noqa: F811 - the fixture of that name
    """``as_post(Post.OFFICER)``, ``as_post(Post.REVIEWER, "sifa")``: signed in as the person in this post."""

    def signed_in(post, unit="fagai", nth=1):
        person = papers.district.person(unit, post, nth)
        client.force_login(person)
        return person

    return signed_in
