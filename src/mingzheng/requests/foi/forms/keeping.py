"""What is filled in for a dated rule of the office and for a unit's 机关代字."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import day, line, number, text
from mingzheng.core.submissions.keys import KeyField

NAME, FIT = 100, 200


class Dated(forms.Form):
    """A version: what it rests on and from when it holds."""

    form_key = KeyField()
    source = line(_("依据"), _("文件的名称和文号，或者会议决定。"), most=200)
    valid_from = day(_("启用日期"), required=True)
    field_order: tuple[str, ...] = ("form_key",)


class PrefixForm(Dated):
    agency_code = line(_("机关代字"), _("编在文号最前面的几个字，如“长发改”，后接公复、公补等。"), most=12)
    field_order = ("form_key", "agency_code")


class TermForm(Dated):
    years = number(
        _("保存年限（年）"),
        least=1,
        most=50,
        help_text=_("自归档之日起算；到期由系统清除个人信息和材料，统计事实保留。"),
    )
    field_order = ("form_key", "years")


class SameForm(Dated):
    alike = number(
        _("相似程度（0–100）"), least=50, most=100, help_text=_("两段申请内容达到这个程度，视为要求同一信息。")
    )
    months = number(_("比对最近几个月"), least=1, most=120, help_text=_("除在办的以外，比对最近几个月收到的。"))
    applicants = number(
        _("至少几个申请人"), least=2, most=100, help_text=_("按证件号码分辨，几个不同的申请人要求同一信息才提示。")
    )
    shortest = number(_("最少字数"), least=1, most=50, help_text=_("去掉套话后不足几个字的不比对：太笼统。"))
    fillers = text(_("套话"), _("比对前去掉的字词，用顿号分开。"), most=1000)
    field_order = ("form_key", "alike", "months", "applicants", "shortest", "fillers")

    def clean_fillers(self) -> list[str]:
        parts = [part.strip() for part in self.cleaned_data["fillers"].replace("，", "、").split("、")]
        return list(dict.fromkeys(part for part in parts if part))


class ChannelsForm(Dated):
    channels = text(
        _("渠道"), _("一行一个：名称：什么时候建议。如“区档案馆：形成满年限、已经移交的档案”。"), most=4000, rows=10
    )
    field_order = ("form_key", "channels")

    def clean_channels(self) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = []
        for n, written in enumerate(self.cleaned_data["channels"].splitlines(), 1):
            if not written.strip():
                continue
            name, _colon, fit = (part.strip() for part in written.replace(":", "：").partition("："))
            if not name or not fit:
                raise forms.ValidationError(_now("第%(n)s行请写成“名称：什么时候建议”。") % {"n": n})
            if len(name) > NAME or len(fit) > FIT:
                raise forms.ValidationError(_now("第%(n)s行太长。") % {"n": n})
            if name in {row["name"] for row in rows}:
                raise forms.ValidationError(_now("第%(n)s行的渠道写了两遍。") % {"n": n})
            rows.append({"name": name, "fit": fit})
        if not rows:
            raise forms.ValidationError(_now("请至少写一个渠道。"))
        return rows
