"""A small procedure of the tests' own: a unit drafts a matter, a colleague reviews it, 区府办 verifies it."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms

from mingzheng.core.actors import Post
from mingzheng.core.procedures import commands, registry
from mingzheng.core.procedures.models import Case, DeadlineRule
from mingzheng.core.procedures.table import (
    Act,
    Basis,
    ClockEffect,
    ClockMove,
    Duty,
    Guard,
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.core.units.models import Unit

BASIS = Basis("政府信息公开条例第三十三条")
UNIT, REVIEWER = (Post.OFFICER, Post.HEAD), (Post.REVIEWER, Post.HEAD)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=20)
    days = forms.IntegerField(label="天数", min_value=1)

    def clean(self):
        if self.cleaned_data.get("reason") == self.data.get("other"):
            raise forms.ValidationError("两处理由相同。")
        return self.cleaned_data


def _keep_reason(act: Act) -> None:
    act.note, act.facts = act.data["reason"], {"days": act.data["days"]}


def _has_phone(unit, actor) -> bool:
    return bool(unit.phone)


def matter(**changes) -> Procedure:
    facts = {
        "code": "test.matter",
        "label": "测试事项",
        "subject_kind": "units.unit",
        "states": (
            State("draft", "起草"),
            State("review", "待审核"),
            State("verify", "待核实"),
            State("paused", "补正中"),
            State("done", "已办结", open=False),
        ),
        "initial": "draft",
        "opening": Opening(
            "立项", (*UNIT, Post.SYSTEM), Whose.CASE_UNIT, BASIS, (ClockEffect(ClockMove.START, "reply", "test.reply"),)
        ),
        "steps": (
            step("submit", ("draft",), "review", UNIT, contributes=True),
            step("approve", ("review",), "verify", REVIEWER, reviews=True),
            step("return", ("review", "verify"), "draft", REVIEWER, duty=Duty.OPEN),
            step("pause", ("draft",), "paused", UNIT, duty=Duty.OPEN, clocks=(ClockEffect(ClockMove.PAUSE, "reply"),)),
            step("resume", ("paused",), "draft", UNIT, clocks=(ClockEffect(ClockMove.RESUME, "reply"),)),
            step(
                "extend",
                ("draft", "review"),
                None,
                (Post.OFFICE_HEAD,),
                whose=Whose.OFFICE,
                duty=Duty.OPEN,
                form=ReasonForm,
                effect=_keep_reason,
                clocks=(ClockEffect(ClockMove.EXTEND, "reply", value=lambda act: act.data["days"]),),
            ),
            step(
                "finish",
                ("verify",),
                "done",
                (Post.OFFICE_CLERK,),
                whose=Whose.OFFICE,
                guards=(Guard(_has_phone, "还没有登记联系电话。", "请先登记电话。"),),
                clocks=(ClockEffect(ClockMove.STOP, "reply"),),
            ),
            step("note", ("draft", "done"), None, (Post.WINDOW,), whose=Whose.ANY, duty=Duty.OPEN),
            step("expire", ("paused",), "done", (Post.SYSTEM,), whose=Whose.ANY, duty=Duty.OPEN),
            step("reopen", ("done",), "draft", (Post.OFFICE_HEAD,), whose=Whose.OFFICE, duty=Duty.OPEN),
        ),
    }
    return Procedure(**(facts | changes))


def step(command, source, target, posts, whose=Whose.CASE_UNIT, **more) -> Step:
    facts = {"basis": BASIS} | more
    return Step(
        command=command, label=f"〔{command}〕", source=source, target=target, posts=posts, whose=whose, **facts
    )


@pytest.fixture
def only_matter(monkeypatch):
    """The project's tables are set aside, the test's own is declared."""
    monkeypatch.setattr(registry, "_procedures", {})
    return registry.declare(matter())


@pytest.fixture
def opened(only_matter, district, years, on_day):
    """``opened("xinhua")`` opens the matter of a unit on 17 April 2023; its reply is due in 20 working days."""
    on_day("2023-04-17")
    DeadlineRule.objects.create(
        code="test.reply", label="答复", length=20, unit="workday", article=BASIS.text, valid_from=dt.date(2019, 5, 15)
    )

    def open_matter(code: str = "xinhua", actor=None) -> Case:
        unit = Unit.objects.get(code=code)
        actor = actor or district.actor(code, Post.OFFICER)
        return commands.open_case("test.matter", subject(unit), unit=unit, actor=actor, title=f"{unit.short}的事项")

    return open_matter


def subject(unit: Unit):
    from mingzheng.core.records import RecordRef

    return RecordRef("units.unit", str(unit.pk))
