"""A training: planning, inviting, naming who comes, the door, the result, rating."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import cells
from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, line, moment, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Person, PostHolding, Unit, held_by_people, held_on
from mingzheng.core.units.queries import Directory
from mingzheng.supervision.training.models import Session
from mingzheng.supervision.training.models.sessions import FieldOfWork

MOST_NAMES = 500
NAME = re.compile(r"[\w·．.\- ]{1,40}")
FACTS = ("field", "title", "about", "teacher", "place", "starts_at", "ends_at")


class SessionForm(PublicTextForm):
    own = {"place": frozenset({"address"})}

    field = forms.ChoiceField(label=_("领域"), choices=FieldOfWork.choices)
    title = line(_("名称"), most=120)
    about = text(_("内容"), _("讲什么、要解决什么问题。"), most=2000, rows=4)
    teacher = line(_("授课人"), _("单位和职务即可。"), most=100, required=False)
    place = line(_("地点"), _("写到房间；线上的写会议号怎样取得。"), most=200)
    starts_at = moment(_("开始时间"))
    ends_at = moment(_("结束时间"))

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("starts_at") and held.get("ends_at") and held["ends_at"] <= held["starts_at"]:
            self.add_error("ends_at", _("结束时间应在开始时间之后。"))
        return held


class NewSessionForm(SessionForm):
    form_key = KeyField()


class EditSessionForm(SessionForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(case.subject, name) for name in FACTS}
        super().__init__(*args, **kwargs)


class InviteForm(forms.Form):
    """Whom to ask. A unit's own training asks the unit alone."""

    wants_case = True

    units = forms.ModelMultipleChoiceField(
        label=_("通知的单位"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("请勾选要通知的单位。"),
            "invalid_choice": _("有的单位今天已经不在名录里，请重新勾选。"),
        },
    )
    name_until = day(_("报名截止"), required=True, lacking=_("请选择报名截止日期。"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        session: Session = case.subject
        kwargs["initial"] = {
            "units": list(session.invitations.values_list("unit_id", flat=True)) or [session.unit_id],
            "name_until": session.name_until or session.day,
        }
        super().__init__(*args, **kwargs)
        self.session = session
        offer(self, "units", Unit.objects.filter(held_on(timekeeping.today())))

    def clean_name_until(self) -> Any:
        day = self.cleaned_data["name_until"]
        if day > self.session.day:
            raise forms.ValidationError(_("报名截止不能晚于培训当天。"))
        return day


def staff_of(unit_id: int) -> list[Person]:
    """Who holds a post in a unit today."""
    rows = PostHolding.objects.filter(held_by_people(timekeeping.today()), unit_id=unit_id)
    return list(Person.objects.filter(is_active=True, holdings__in=rows).distinct().order_by("name", "pk"))


def names_in(typed: str) -> list[str]:
    """Names, one a line.

    Raises:
        ValidationError: something that is no name.
    """
    found = list(dict.fromkeys(" ".join(one.split()) for one in typed.splitlines() if one.strip()))
    wrong = [one for one in found if not NAME.fullmatch(one) or any(sign.isdigit() for sign in one)]
    if wrong:
        raise forms.ValidationError(_("「%(one)s」不像姓名；每行只写一个姓名，不写电话。") % {"one": wrong[0][:20]})
    return found


class NameForm(forms.Form):
    """Who comes from a unit: people with an account are ticked, others written."""

    people = forms.MultipleChoiceField(
        label=_("参加的同事"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    others = text(
        _("没有账号的同事"), _("每行一个姓名。没有账号的同事不计学习记录，只计人数。"), most=2000, required=False
    )
    form_key = KeyField()

    def __init__(self, *args: Any, unit_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", [(str(one.pk), one.name) for one in staff_of(unit_id)])

    def clean_others(self) -> list[str]:
        return names_in(self.cleaned_data["others"])

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if not held.get("people") and not held.get("others") and not self.errors:
            self.add_error("people", _("请至少选一位参加的同事。"))
        return held


class AttendanceForm(forms.Form):
    """The check-in list: ticks, those who came unnamed, or a sheet."""

    wants_case = True

    present = forms.MultipleChoiceField(
        label=_("已到"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    others = text(_("没有报名的"), _("每行写：单位｜姓名。"), most=8000, rows=4, required=False)
    sheet = UploadField(
        label=_("签到表"), required=False, help_text=_("xlsx 或 csv，两列：单位、姓名；第一行可以是表头。")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        rows = list(case.subject.attendees.select_related("unit"))
        kwargs["initial"] = {"present": [str(one.pk) for one in rows if one.present_at]}
        super().__init__(*args, **kwargs)
        offer(self, "present", [(str(one.pk), f"{one.unit.short}　{one.name}") for one in rows])

    def clean_others(self) -> list[tuple[Unit, str]]:
        lines = filter(str.strip, self.cleaned_data["others"].splitlines())
        return _people([line.replace("|", "｜").split("｜") for line in lines])

    def clean_sheet(self) -> list[tuple[Unit, str]]:
        upload = self.cleaned_data["sheet"]
        if upload is None:
            return []
        try:
            rows = [[str(cell or "") for cell in row[:2]] for row in cells(upload.data, upload.name)]
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if rows and "单位" in rows[0][0]:
            rows = rows[1:]
        return _people([row for row in rows if any(cell.strip() for cell in row)])


def _people(rows: list[list[str]]) -> list[tuple[Unit, str]]:
    if len(rows) > MOST_NAMES:
        raise forms.ValidationError(_("一次最多 %(n)s 人，请分几次登记。") % {"n": MOST_NAMES})
    directory, found = Directory.load(), []
    for place, row in enumerate(rows, 1):
        unit = directory.unit(row[0].strip()) if row[0].strip() else None
        if unit is None:
            raise forms.ValidationError(_("第 %(n)s 行：名录里没有这个单位，请写单位全称或简称。") % {"n": place})
        if len(row) != 2 or not row[1].strip():
            raise forms.ValidationError(_("第 %(n)s 行：请写成“单位｜姓名”。") % {"n": place})
        found += [(unit, name) for name in names_in(row[1])]
    return found


class HoldForm(PublicTextForm):
    summary = text(_("情况"), _("讲了什么、解决了什么问题、大家还关心什么。"), most=2000, rows=5)


class MaterialForm(forms.Form):
    materials = UploadsField(label=_("培训材料"), help_text=_("课件、讲义、案例；收到通知的单位都能看。"))


class CancelForm(PublicTextForm):
    reason = text(_("取消原因"), _("收到通知的单位会看到。"), most=300)


class RatingForm(forms.Form):
    useful = forms.TypedChoiceField(
        label=_("对您的工作有用吗"),
        coerce=int,
        choices=[(5, _("很有用")), (4, _("有用")), (3, _("一般")), (2, _("用处不大")), (1, _("没有用"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )
    comment = text(_("意见"), _("不记名。"), most=500, required=False)
    form_key = KeyField()
