"""What is filled in at the steps of a rule and of a list."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.submissions.fields import day, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.conditions import dump, read
from mingzheng.policy.push.models.deliveries import Channel
from mingzheng.policy.push.tables import meanings


def read_tree(text: str, who: Who) -> dict[str, Any]:
    """A tree as JSON text → JSON values that read well for the rule's subjects.

    Raises:
        forms.ValidationError: with every fault.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise forms.ValidationError(_("条件没有写完整。")) from error
    node, faults = read(data, who)
    if node is None:
        raise forms.ValidationError([f"{_place(fault.path)}{fault.message}" for fault in faults])
    return dump(node)


def _place(path: str) -> str:
    return f"第 {'.'.join(str(int(part) + 1) for part in path.split('.'))} 处：" if path else ""


class EditForm(PublicTextForm):
    """One edit of a draft: tree, what it gives, from when."""

    wants_case = True
    tree = forms.CharField(
        label=_("条件"),
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={"required": _("请写条件。")},
    )
    benefit = forms.CharField(
        label=_("符合的可以享受什么"),
        max_length=200,
        required=False,
        help_text=_("一句话，如「一次性创业补贴 8000 元」。"),
    )
    apply_until = day(_("申请截止日期"), _("没有截止日期的不填。"))
    valid_from = day(_("条件从哪一天起启用"), _("不填为批准当天。不能早于批准当天。"))
    grants = forms.BooleanField(label=_("免申即享：由系统列出名单，审核后直接兑现"), required=False)

    def __init__(self, *args: Any, case: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = case.subject if case is not None else None

    def clean_tree(self) -> dict[str, Any]:
        return read_tree(self.cleaned_data["tree"], self.rule.who if self.rule else Who.ENTERPRISE)

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day is not None and day < timekeeping.today():
            raise forms.ValidationError(_("启用日期不能早于今天。"))
        return day


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明原因；不要写个人信息。"), most=500, lacking=_("请写明理由。"))


class OpinionForm(forms.Form):
    opinion = text(_("意见"), most=500, required=False)


class LimitForm(forms.Form):
    """At most so many messages to one subject by a channel."""

    channel = forms.ChoiceField(label=_("渠道"), choices=Channel.choices)
    most = number(_("最多条数"), least=1, most=30)
    days = number(_("多少天内"), least=1, most=90)
    valid_from = day(_("启用日期"), required=True)
    source = forms.CharField(label=_("依据"), max_length=200, error_messages={"required": _("请写明依据。")})


class ImportForm(forms.Form):
    """A table of profiles and where it comes from."""

    form_key = KeyField()
    of = forms.ChoiceField(
        label=_("表里是"),
        choices=[(who.value, who.label) for who in Who],
        widget=forms.RadioSelect,
        initial=Who.ENTERPRISE.value,
        error_messages={"required": _("请选择个人或者企业。")},
    )
    file = UploadField(
        label=_("表格"),
        help_text=_("csv 或者 xlsx，第一行是表头，一行一个人或者一家企业。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    source = forms.CharField(
        label=_("从哪里来，怎样取得同意"),
        max_length=100,
        help_text=_("如「区人才服务中心登记表，登记时书面同意推送」。记入日志；不要写个人信息。"),
        error_messages={"required": _("请写明来源和取得同意的方式。")},
    )

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"])
        check_public(source)
        return source


class MeaningsForm(forms.Form):
    """What each column of a table means; one choice for each heading."""

    def __init__(self, headings: list[str], means: list[str], who: Who, *args: Any) -> None:
        super().__init__(*args)
        choices = [("", _("不导入")), *meanings(who)]
        for place, heading in enumerate(headings):
            self.fields[f"m{place}"] = forms.ChoiceField(
                label=heading or _("（第 %(n)s 列，没有表头）") % {"n": place + 1},
                choices=choices,
                required=False,
                initial=means[place] if place < len(means) else "",
                error_messages={"invalid_choice": _("请从列表里选。")},
            )

    @property
    def means(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class BackTestForm(forms.Form):
    title = forms.CharField(label=_("名单"), max_length=100, help_text=_("如「2022 年度创业补贴获批名单」。"))
    file = forms.FileField(label=_("表格"), help_text=_("csv 或者 xlsx，表头写画像的栏目名。只用来计数，不保存。"))
