"""A collection point (涉企意见征集点)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.submissions.fields import day, offer
from mingzheng.core.units.models import Unit, held_on


class PointForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=100, error_messages={"required": _("请填写名称。")})
    unit = forms.ModelChoiceField(
        label=_("联系单位"), queryset=Unit.objects.none(), error_messages={"required": _("请选择联系单位。")}
    )
    place = forms.CharField(label=_("地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False, help_text=_("办公电话；会公布。"))
    since = day(_("设立日期"), required=True)
    ended_on = day(_("撤销日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.filter(held_on(timekeeping.today())))

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("since") and held.get("ended_on") and held["ended_on"] < held["since"]:
            self.add_error("ended_on", _("撤销日期不能早于设立日期。"))
        return held
