"""The year's month: what it is, what was decided, what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.open_days import theme_calls
from mingzheng.participation.open_days.models import Programme

FACTS = ("title", "about", "opens_on", "closes_on")


class MonthForm(PublicTextForm):
    """What is known before the theme."""

    title = forms.CharField(
        label=_("名称"),
        max_length=120,
        help_text=_("如：2023年政府开放月"),
        error_messages={"required": _("请填写名称。")},
    )
    about = text(_("介绍"), _("为什么办、面向谁、主要开放哪些场所。"), most=2000, rows=5)
    opens_on = day(_("开始日期"), _("要点要求 8 月集中组织。"), required=True)
    closes_on = day(_("结束日期"), required=True)

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("opens_on") and held.get("closes_on") and held["closes_on"] < held["opens_on"]:
            self.add_error("closes_on", _("结束日期不能早于开始日期。"))
        return held


class NewMonthForm(MonthForm):
    form_key = KeyField()
    year = number(_("年份"), least=2008, most=2150)
    field_order = ("year", *FACTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timekeeping.today().year
        self.initial = {
            "year": year,
            "title": f"{year}年政府开放月",
            "opens_on": f"{year}-08-01",
            "closes_on": f"{year}-08-31",
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        for name in ("opens_on", "closes_on"):
            if held.get("year") and held.get(name) and held[name].year != held["year"]:
                self.add_error(name, _("应在同一年里。"))
        return held


class EditMonthForm(MonthForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Programme = case.subject
        self.initial = {**{name: getattr(programme, name) for name in FACTS}, **self.initial}


class DecideForm(PublicTextForm):
    """Theme and number of sessions; what won the ballot stands there already."""

    wants_case = True

    theme = forms.CharField(label=_("活动主题"), max_length=120, error_messages={"required": _("请填写活动主题。")})
    planned = number(_("场次"), least=1, most=1000)
    decided_why = text(
        _("怎样确定的"), _("征集和投票的情况，为什么这样定；与投票结果不同的，写明理由。公开显示。"), most=2000, rows=4
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Programme = case.subject
        first = next(iter(theme_calls.votes(programme)), None)
        call = theme_calls.of(programme)
        self.initial = {
            "theme": programme.theme or (first.title if first else ""),
            "planned": programme.planned,
            "decided_why": programme.decided_why or (call.feedback if call else ""),
            **self.initial,
        }


class SumUpForm(PublicTextForm):
    summary = text(_("总结"), _("办了多少场、来了多少人、大家提了什么、改了什么。公开显示。"), most=4000, rows=8)
