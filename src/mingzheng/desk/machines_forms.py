"""What an administrator fills in for other systems and for addresses that are told of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.submissions.fields import day
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit, held_on
from mingzheng.machines.systems.commands import FOR, LONGEST, POSTS
from mingzheng.machines.systems.models import Operation
from mingzheng.machines.webhooks.events import KINDS


def _units() -> Any:
    return Unit.objects.filter(held_on(timekeeping.today()))


def _why(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("理由"), max_length=100, help_text=help_text, error_messages={"required": _("请写明理由。")}
    )


class SystemForm(forms.Form):
    form_key = KeyField()
    name = forms.CharField(
        label=_("系统名称"),
        max_length=60,
        help_text=_("日志和事项经过里这样称呼它，如：12345 市民服务热线。"),
        error_messages={"required": _("请填写系统名称。")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("代表哪个单位"),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("没有这个单位。")},
    )
    post = forms.ChoiceField(
        label=_("以哪个岗位办理"),
        choices=[(one.value, one.label) for one in POSTS],
        help_text=_("审核、审查、签发要由人判断，不能交给系统。"),
        error_messages={"required": _("请选择岗位。")},
    )
    contact = forms.CharField(
        label=_("联系人"),
        max_length=100,
        help_text=_("对方系统出了问题找谁：单位、姓名、办公电话。"),
        error_messages={"required": _("请填写联系人。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _units()  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    form_key = KeyField()
    operations = forms.MultipleChoiceField(
        label=_("可用的操作"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只选用得着的。"),
        error_messages={"required": _("请至少选一项。")},
    )
    last_day = day(
        _("有效期至"), _("最长一年。到期前再签发一个，先换后停。"), required=True, lacking=_("请填写有效期。")
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.value, one.label) for one in Operation if post in FOR.get(one, POSTS)]
        self.fields["operations"].choices = offered  # type: ignore[attr-defined]
        self.fields["last_day"].initial = timekeeping.today() + LONGEST / 2


class RevokeForm(forms.Form):
    why = _why(_("如：疑似泄露、人员变动、不再对接。"))


class SubscriptionForm(forms.Form):
    form_key = KeyField()
    name = forms.CharField(
        label=_("接收方"),
        max_length=60,
        help_text=_("如：市级门户、区融媒体中心。"),
        error_messages={"required": _("请填写接收方。")},
    )
    address = forms.CharField(
        label=_("接收地址"),
        max_length=500,
        help_text=_("以 https:// 开头。内网地址要先在配置里放行。"),
        error_messages={"required": _("请填写接收地址。")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("推送哪些事件"),
        choices=[(one.code, one.label) for one in KINDS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项。")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("只推送哪个单位的"), required=False, empty_label=_("全区")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = _units()  # type: ignore[attr-defined]
