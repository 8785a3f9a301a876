"""What the public fills in. Nothing but the letter itself is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import ReachField, offer
from mingzheng.core.submissions.fields import text as area
from mingzheng.core.submissions.public import PublicForm
from mingzheng.participation.letters import dated
from mingzheng.participation.letters.models.letter import Channel


def portal_channels() -> list[tuple[str, Any]]:
    return [(row.code, Channel(row.code).label) for row in dated.channels().values() if row.portal]


def mailboxes() -> list[str]:
    return [box for row in dated.channels().values() for box in row.mailboxes]


class WriteForm(PublicForm):
    """``looked``: the writer saw what was answered before and wants to send all the same."""

    channel = forms.ChoiceField(
        label=_("写到哪里"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择写到哪里。"), "invalid_choice": _("请在列出的渠道中选择。")},
    )
    mailbox = forms.ChoiceField(
        label=_("哪个信箱"), required=False, help_text=_("写给领导信箱的，请选一个；写到别处的不用选。")
    )
    title = forms.CharField(
        label=_("标题"),
        max_length=60,
        help_text=_("一句话说明是什么事，例如：天山路某某小区门口路灯不亮。"),
        error_messages={"required": _("请写一句话的标题。")},
    )
    text = area(
        _("内容"),
        _("什么时间、什么地点、什么事，希望怎样解决。可以写办理时用得着的地址；姓名和电话请写在下面，不写在这里。"),
        most=2000,
        rows=9,
    )
    consent = forms.TypedChoiceField(
        label=_("答复后是否同意选登"),
        choices=[
            ("yes", _("同意：隐去个人信息后，信和答复可以公开，方便有同样问题的人")),
            ("no", _("不同意：只有我凭查询码能看到")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda typed: typed == "yes",
        error_messages={"required": _("请选择是否同意选登。")},
    )
    name = forms.CharField(label=_("怎样称呼您"), max_length=40, required=False)
    reach = ReachField(
        label=_("手机或电子邮箱"),
        required=False,
        help_text=_("留下的，承办单位会先与您联系核实情况；与信分开保存，办结后按期删除。"),
    )
    looked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "channel", portal_channels())
        offer(self, "mailbox", [("", _("请选择")), *((box, box) for box in mailboxes())])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        channel = data.get("channel")
        boxes = dated.channels()[channel].mailboxes if channel else []
        if boxes and not data.get("mailbox") and "mailbox" not in self.errors:
            self.add_error("mailbox", _("请选择写给哪个信箱。"))
        if not boxes:
            data["mailbox"] = ""
        return data


class AskOnForm(PublicForm):
    text = area(_("追问"), _("答复里哪一点没有说清，或者答应的事没有做到。"), most=1000, rows=4)


class ReachForm(PublicForm):
    reach = ReachField(
        label=_("手机或电子邮箱"), help_text=_("代替以前留下的；只用来联系您和告知有了答复，办结后按期删除。")
    )
