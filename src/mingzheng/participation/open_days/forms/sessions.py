"""A session as it will be announced, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, moment, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit
from mingzheng.participation.open_days import allotting, checking, plans
from mingzheng.participation.open_days.models import OpenDay, Part, Programme
from mingzheng.participation.open_days.steps.sessions import FACTS

WINDOW = ("sign_up_from", "sign_up_until", "seed_source", "seed_on", "promote_until")
PARTS = {kind.value: f"part_{kind.value}" for kind in Part.Kind}
OFFICES_OWN = frozenset({"landline", "address"})
HOUR = dt.timedelta(hours=1)


class OpenDayForm(PublicTextForm):
    """A session with its rule: everything that decides who comes stands there before anybody signs up."""

    own = {
        "contact": OFFICES_OWN, "address": OFFICES_OWN, "place": OFFICES_OWN, "route": OFFICES_OWN, "plan": OFFICES_OWN,
    }  # fmt: skip

    programme = forms.ModelChoiceField(
        label=_("开放月"), queryset=Programme.objects.none(), required=False, empty_label=_("不属于开放月，常态化活动")
    )
    field = forms.ChoiceField(label=_("领域"), choices=OpenDay.Field.choices)
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    about = text(_("看什么、做什么"), _("一行一项，按先后写。"), most=2000, rows=6)
    audience = forms.CharField(
        label=_("适合谁"), max_length=200, help_text=_("年龄、身体条件、是否可以带孩子。"),
        error_messages={"required": _("请写明适合谁。")},
    )  # fmt: skip
    part_qa = forms.CharField(label=_("答疑"), max_length=300, required=False, help_text=_("谁来答、在什么时候。"))
    part_seminar = forms.CharField(label=_("座谈"), max_length=300, required=False)
    part_experience = forms.CharField(label=_("活动体验"), max_length=300, required=False)
    part_survey = forms.CharField(label=_("问卷调查"), max_length=300, required=False)
    place = forms.CharField(label=_("场所"), max_length=100, error_messages={"required": _("请填写场所。")})
    address = forms.CharField(label=_("地址"), max_length=200, error_messages={"required": _("请填写地址。")})
    route = forms.CharField(
        label=_("怎么来"), max_length=300, required=False, help_text=_("公交、地铁、停车、从哪个门进。")
    )
    plan = text(
        _("场地示意图"),
        _("一行一排，格子用“｜”分开，同名相连的格子是一间。名称前加 * 是活动地点，加 > 是入口，空格子用 -。"),
        most=1000,
        rows=5,
        required=False,
    )
    access = forms.MultipleChoiceField(
        label=_("无障碍"), choices=OpenDay.Access.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    access_note = forms.CharField(
        label=_("无障碍说明"), max_length=300, required=False, help_text=_("做不到的也要写明。")
    )
    contact = forms.CharField(
        label=_("联系电话"), max_length=60, help_text=_("单位的电话，公开显示。"),
        error_messages={"required": _("请填写单位的联系电话。")},
    )  # fmt: skip
    starts_at = moment(_("开始时间"))
    ends_at = moment(_("结束时间"))
    capacity = number(_("名额"), least=1, required=False, help_text=_("按人数。不用报名的留空，下面五项也留空。"))
    party_most = number(_("每次报名最多几人"), least=1, most=20)
    sign_up_from = moment(_("报名开始"), required=False)
    sign_up_until = moment(_("报名截止"), required=False)
    seed_source = forms.CharField(
        label=_("抽签种子来源"),
        max_length=200,
        required=False,
        help_text=_("报名超过名额时用。写明到时候谁都能查到的数，如“福利彩票双色球第 2023090 期开奖号码”。"),
    )
    seed_on = day(_("抽签种子日期"), _("种子公布的那一天，要在报名截止的次日以后、活动以前。"))
    promote_until = moment(_("候补递补截止"), _("不填就到开始前 24 小时。"), required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        offer(self, "programme", Programme.objects.filter(summed_on=None))
        self.initial = {"party_most": 3, "contact": unit.phone, "address": unit.address, **self.initial}

    def clean_plan(self) -> str:
        typed: str = self.cleaned_data["plan"]
        try:
            plans.rooms(typed)
        except plans.PlanError as error:
            raise forms.ValidationError(str(error)) from None
        return typed

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        begins, ends = held.get("starts_at"), held.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("结束时间应在开始时间之后。"))
        programme = held.get("programme")
        if programme and begins and not programme.opens_on <= begins.date() <= programme.closes_on:
            self.add_error("programme", _("时间不在这个开放月里；平时的活动请选“常态化活动”。"))
        if held.get("capacity") is None:
            self._without_window(held)
        elif begins:
            self._with_window(held, begins)
        held["parts"] = {kind: held.get(name, "") for kind, name in PARTS.items()}
        return held

    def _without_window(self, held: dict[str, Any]) -> None:
        for name in WINDOW:
            if held.get(name) and "capacity" not in self.errors:
                self.add_error(name, _("没有填名额，就不用填这一项。"))
            held[name] = "" if name == "seed_source" else None

    def _with_window(self, held: dict[str, Any], begins: dt.datetime) -> None:
        for name in ("sign_up_from", "sign_up_until", "seed_source", "seed_on"):
            if not held.get(name) and name not in self.errors:
                self.add_error(name, _("有名额的活动要填这一项。"))
        first, last, seed = held.get("sign_up_from"), held.get("sign_up_until"), held.get("seed_on")
        if first and last and last <= first:
            self.add_error("sign_up_until", _("报名截止应在报名开始之后。"))
        if last and last >= begins:
            self.add_error("sign_up_until", _("报名截止应在活动开始之前。"))
        if last and seed and not last.date() + dt.timedelta(days=1) < seed < begins.date():
            self.add_error(
                "seed_on", _("种子要在名单冻结之后、活动之前产生：最早是报名截止后第二天，最晚是活动前一天。")
            )
        held["promote_until"] = held.get("promote_until") or begins - 24 * HOUR
        if last and held["promote_until"] < last:
            held["promote_until"] = begins if held["promote_until"] == begins - 24 * HOUR else held["promote_until"]
        if held["promote_until"] > begins or (last and held["promote_until"] < last):
            self.add_error("promote_until", _("应在报名截止之后、活动开始之前。"))


class NewOpenDayForm(OpenDayForm):
    """Sent twice, it makes one."""

    form_key = KeyField()


class EditOpenDayForm(OpenDayForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, unit=case.unit, **kwargs)
        self.open_day: OpenDay = case.subject
        parts = {part.kind: part.arranged for part in self.open_day.parts.all()}
        held = {name: getattr(self.open_day, name) for name in FACTS}
        self.initial = {**self.initial, **held, **{name: parts.get(kind, "") for kind, name in PARTS.items()}}


class AmendForm(EditOpenDayForm):
    """After it was announced: the rule by which people signed up stays, but for more places and more time."""

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        now = self.open_day
        if not now.sign_ups.exists():
            return held
        if now.capacity and (held.get("capacity") or 0) < now.capacity:
            self.add_error("capacity", _("已经有人报名，名额只能增加。"))
        if held.get("party_most", 0) < now.party_most:
            self.add_error("party_most", _("已经有人报名，不能减少。"))
        if now.settled_at or allotting.drawn.of_owner(now.ref):
            self._kept(held, ("sign_up_from", "sign_up_until", "seed_source", "seed_on"))
        elif now.sign_up_until and held.get("sign_up_until") and held["sign_up_until"] < now.sign_up_until:
            self.add_error("sign_up_until", _("已经公布的报名截止只能推后。"))
        return held

    def _kept(self, held: dict[str, Any], names: tuple[str, ...]) -> None:
        for name in names:
            if held.get(name) != getattr(self.open_day, name):
                self.add_error(name, _("名单已经确定或者冻结，不能再改。"))


class CancelForm(PublicTextForm):
    reason = text(_("取消原因"), _("公开显示，并告诉已报名的人。"), most=300)


class HoldForm(PublicTextForm):
    """What became of it, part by part. Questions that were asked are written down under the session."""

    wants_case = True

    people = number(_("参加人数"))
    summary = text(_("活动情况"), _("看了什么、聊了什么、大家关心什么。审核后公开。"), most=4000, rows=5)
    part_qa = text(_("答疑情况"), most=3000, rows=3, required=False)
    part_seminar = text(_("座谈纪要"), _("谈了哪些意见，单位怎样回应；不写姓名。"), most=3000, rows=5, required=False)
    part_experience = text(_("体验情况"), most=3000, rows=3, required=False)
    part_survey = text(
        _("问卷情况"), _("发了多少、收了多少；用平台问卷的，结果自动列在网页上。"), most=3000, rows=3, required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_day: OpenDay = case.subject
        parts = {part.kind: part for part in open_day.parts.all()}
        for kind, name in PARTS.items():
            if kind in parts:
                self.fields[name].help_text = _("安排：%(words)s") % {"words": parts[kind].arranged}
        self.initial = {
            "people": open_day.people if open_day.held_at else checking.counted(open_day),
            "summary": open_day.summary,
            **{name: parts[kind].outcome for kind, name in PARTS.items() if kind in parts},
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        held["outcomes"] = {kind: held.get(name, "") for kind, name in PARTS.items()}
        return held
