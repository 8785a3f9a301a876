"""What visitors fill in: signing up, looking up, asking; and what the door asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import check_public
from mingzheng.core.submissions.fields import MobileField, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.submissions.public import CodeField, PublicForm


class SignUpForm(PublicForm):
    """How to call them, where to reach them, how many come, what they need; nothing else is asked."""

    name = forms.CharField(
        label=_("怎样称呼您"), max_length=30, error_messages={"required": _("请填写称呼，如“张女士”。")}
    )
    phone = MobileField(help_text=_("只用来告诉您这场活动的结果和变动。一个手机号报一次。"))
    email = forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        required=False,
        help_text=_("填了的，用邮件告诉您；不填也可以。"),
        error_messages={"invalid": _("邮箱写得不对，请核对；也可以不填。")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    people = number(_("一共几人来"), least=1, most=20, help_text=_("包括您自己、孩子和陪同的人。"))
    children = number(_("其中 14 岁以下的孩子"), least=0, most=19, required=False, help_text=_("没有就不填。"))
    needs = forms.CharField(
        label=_("需要什么照顾"),
        max_length=300,
        required=False,
        help_text=_("如轮椅、手语、大字材料、饮食。只给准备这场活动的人看。"),
    )

    def __init__(self, *args: Any, most: int = 20, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.fields["people"].widget.attrs["max"] = most

    def clean_children(self) -> int:
        return self.cleaned_data["children"] or 0

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("people") and held["people"] > self.most:
            self.add_error("people", _("这场活动每次报名最多 %(n)s 人。") % {"n": self.most})
        elif held.get("people") and held.get("children", 0) >= held["people"]:
            self.add_error("children", _("孩子要有一位成年人陪同，请把陪同的人也算进人数。"))
        return held


class CodeForm(PublicForm):
    """The query code, posted, never in an address."""

    code = CodeField(help_text=_("报名或提问后给您的 12 位字符，横线可写可不写。"))


class AskForm(PublicForm):
    """A question to the unit; public with its answer, so nobody is named in it."""

    text = text(_("您的问题"), _("请不要写姓名、电话、住址：问题和答复审核后公开。"), most=500, rows=4)

    def clean_text(self) -> str:
        typed: str = self.cleaned_data["text"]
        check_public(typed)
        return typed


class TicketForm(forms.Form):
    """Without a script: the code on a ticket, or what a reader makes of its QR code."""

    form_key = KeyField()
    ticket = forms.CharField(
        label=_("票号"),
        max_length=300,
        error_messages={"required": _("请扫码，或者输入票上的 12 位票号。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_ticket(self) -> str:
        """A link's last part is the code."""
        typed: str = self.cleaned_data["ticket"].strip()
        return typed.rstrip("/").rpartition("/")[2]


class CheckInListForm(forms.Form):
    """A further list, for a part of the session."""

    form_key = KeyField()
    name = forms.CharField(
        label=_("名称"),
        max_length=40,
        help_text=_("写环节，如“座谈”“活动体验”。"),
        error_messages={"required": _("请填写名单的名称。")},
    )


class WalkInForm(forms.Form):
    form_key = KeyField()
    people = number(_("人数"), least=1, most=200)
