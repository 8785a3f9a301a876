"""Meetings, staffing and funding: with their proof."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import PastDay, line, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit, held_on
from mingzheng.supervision.training.models import Meeting


class MeetingForm(PublicTextForm):
    """What the minutes say; the minutes themselves are the proof."""

    topic = line(_("议题"), most=120)
    held_on = PastDay(_("召开日期"))
    chair = line(_("听取汇报或主持的负责同志"), _("写职务和姓名，与纪要一致。"), most=60)
    decided = text(_("听取和议定的事项"), _("汇报了什么，议定了什么。"), most=3000, rows=5)
    people = number(_("参加人数"), least=1, most=5000)
    units = forms.ModelMultipleChoiceField(
        label=_("参加单位"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("有的单位今天已经不在名录里，请重新勾选。")},
    )
    minutes = UploadsField(label=_("会议纪要"), help_text=_("签发的纪要或会议记录；由区府办核对。"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if kind == Meeting.Kind.COORDINATION:
            offer(self, "units", Unit.objects.filter(held_on(timekeeping.today())))
            fields["units"].required = True
            fields["units"].error_messages["required"] = _("请勾选参加单位。")
        else:
            del fields["units"]


class NewMeetingForm(MeetingForm):
    form_key = KeyField()


class AgainMeetingForm(MeetingForm):
    """After it was sent back: begins with what stands there; new minutes are added to those that were handed in."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found: Meeting = case.subject
        names = ("topic", "held_on", "chair", "decided", "people")
        kwargs["initial"] = {name: getattr(found, name) for name in names} | {"units": list(found.units.all())}
        super().__init__(*args, kind=found.kind, **kwargs)
        self.fields["minutes"].required = False
        self.fields["minutes"].help_text = _("需要补充时再上传；原来的保留。")


class SupportForm(PublicTextForm):
    """People and money for the openness work of a year."""

    full_time = number(_("专职人数"), most=500)
    part_time = number(_("兼职人数"), most=2000)
    amount = forms.DecimalField(
        label=_("保障经费（万元）"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("纳入本年预算、用于政务公开工作的经费；没有单列的写 0，并在说明里写明列支渠道。"),
        error_messages={
            "required": _("请填写经费，没有的写 0。"),
            "invalid": _("请填写数字，最多两位小数。"),
            "min_value": _("经费不能小于 0。"),
            "max_decimal_places": _("最多两位小数。"),
        },
    )
    about = text(_("说明"), _("机构和人员怎样落实，经费从哪里列支。"), most=1000)
    proof = UploadsField(label=_("证明材料"), help_text=_("机构设置或分工文件、预算批复等。"))

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("full_time") == 0 and held.get("part_time") == 0:
            self.add_error("part_time", _("专职和兼职不能都是 0：至少要有一名工作人员。"))
        return held


class NewSupportForm(SupportForm):
    form_key = KeyField()


class AgainSupportForm(SupportForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found = case.subject
        kwargs["initial"] = {name: getattr(found, name) for name in ("full_time", "part_time", "amount", "about")}
        super().__init__(*args, **kwargs)
        self.fields["proof"].required = False
        self.fields["proof"].help_text = _("需要补充时再上传；原来的保留。")
