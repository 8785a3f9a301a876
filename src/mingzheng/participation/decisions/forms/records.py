"""Records of the parts of a matter as they are written down."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day as day_field
from mingzheng.core.submissions.fields import text as text_field
from mingzheng.participation.decisions import dates
from mingzheng.participation.decisions.forms.catalogues import PICK, past_day
from mingzheng.participation.decisions.models import Argument, Code, Evaluation, Matter, Part, Risk


class MatterForm(PublicTextForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.matter: Matter = case.subject
        self.offer()

    def offer(self) -> None:
        """Fill choices and initial values from the matter."""


class RecordForm(MatterForm):
    """A record of a part: day, name, what the public reads, files; or why it is not public."""

    private = frozenset({"inside"})
    day = day_field(_("日期"), required=True)
    title = forms.CharField(label=_("名称"), max_length=200, error_messages={"required": _("请填写名称。")})
    text = text_field(
        _("公开的内容"), _("网上显示的文字。由另一位同事核对后公开。"), most=30_000, rows=8, required=False
    )
    file = UploadField(label=_("公开的附件"), required=False)
    inside = text_field(_("内部记录"), _("供讨论和归档，不公开。"), most=10_000, rows=3, required=False)
    inside_file = UploadField(label=_("内部材料"), required=False, help_text=_("随会议材料报送，不公开。"))
    withheld_why = forms.CharField(
        label=_("依法不公开的理由"), max_length=300, required=False, help_text=_("只在依法不公开时填写，理由会公开。")
    )

    def clean_day(self) -> dt.date:
        return past_day(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        said = held.get("text") or held.get("file") or held.get("withheld_why")
        if not said and "text" not in self.errors and "file" not in self.errors:
            self.add_error("text", _("请写明公开的内容，或者附公开的文件；依法不公开的，写明理由。"))
        return held


class WriteForm(RecordForm):
    """决策草案、起草说明、草案解读. A newer one takes the place of the one before."""

    field_order = ("part",)
    part = forms.ChoiceField(
        label=_("哪一份"),
        choices=[PICK, *((code.value, code.label) for code in (Code.DRAFT, Code.NOTE, Code.INTERPRETATION))],
        error_messages={"required": _("请选择是哪一份。")},
    )


class ListenForm(RecordForm):
    """Other ways of hearing people than a public consultation on this platform."""

    field_order = ("kind", "by", "day", "title", "count")
    kind = forms.ChoiceField(
        label=_("方式"), choices=[PICK, *Part.Way.choices], error_messages={"required": _("请选择方式。")}
    )
    by = forms.CharField(
        label=_("听取了谁的意见"),
        max_length=200,
        help_text=_("写企业、行业协会、群体的类别，不写个人姓名。"),
        error_messages={"required": _("请填写对象。")},
    )
    count = forms.IntegerField(
        label=_("意见条数"),
        min_value=0,
        max_value=1_000_000,
        error_messages={"required": _("请填写条数，没有收到意见的填 0。"), "invalid": _("请填写整数。")},
    )


class ExpertsField(forms.CharField):
    """One expert a line: 姓名｜单位和专业. ``cleaned_data`` holds pairs."""

    def clean(self, value: Any) -> list[tuple[str, str]]:
        found = []
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            name, bar, what = line.replace("|", "｜", 1).partition("｜")
            if not bar or not name.strip() or not what.strip():
                raise forms.ValidationError(_("第 %(n)s 行请写成：姓名｜单位和专业。") % {"n": number})
            if len(name.strip()) > 60 or len(what.strip()) > 120:
                raise forms.ValidationError(_("第 %(n)s 行太长。") % {"n": number})
            found.append((name.strip(), what.strip()))
        return found


class ArgueForm(RecordForm):
    private = frozenset({"inside", "experts"})
    field_order = ("form", "by", "day", "title", "experts", "signed", "disinterested", "adopted")

    form = forms.ChoiceField(label=_("形式"), choices=Argument.Form.choices)
    by = forms.CharField(
        label=_("组织论证的机构"), max_length=200, error_messages={"required": _("请填写机构；自行组织的写承办单位。")}
    )
    experts = ExpertsField(
        label=_("专家"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("每行一位：姓名｜单位和专业。姓名不公开，公开人数和专业。"),
        error_messages={"required": _("请填写参加论证的专家。")},
    )
    signed = forms.BooleanField(
        label=_("全部专家已签署论证意见"), error_messages={"required": _("没有全部签署的，不能登记论证（第二十条）。")}
    )
    disinterested = forms.BooleanField(
        label=_("已核对：全部专家与决策事项没有利害关系"),
        error_messages={"required": _("有利害关系的专家不得参加论证，请更换后再登记（第二十一条）。")},
    )
    adopted = text_field(
        _("研究采纳情况"), _("采纳了什么，没有采纳的为什么。随会议材料报送，决策公布时说明。"), most=3000, rows=4
    )


class RiskForm(RecordForm):
    private = frozenset({"inside", "points", "measures", "plan"})
    field_order = ("by", "day", "title", "level", "points", "measures", "plan", "reused")

    by = forms.CharField(label=_("评估单位"), max_length=200, error_messages={"required": _("请填写评估单位。")})
    level = forms.ChoiceField(
        label=_("结论"), choices=[PICK, *Risk.Level.choices], error_messages={"required": _("请选择风险等级。")}
    )
    points = text_field(_("风险点"), most=3000)
    measures = text_field(_("防控措施"), most=3000)
    plan = text_field(_("处置预案"), most=3000)
    reused = forms.BooleanField(
        label=_("采用已有的评估，不重复评估"), required=False, help_text=_("按照有关规定已对有关风险进行评价、评估的。")
    )


class CompeteForm(RecordForm):
    field_order = ("by", "day", "title")
    by = forms.CharField(label=_("审查单位"), max_length=200, error_messages={"required": _("请填写审查单位。")})


class EvaluateForm(RecordForm):
    field_order = ("trigger", "by", "day", "title", "advice")

    trigger = forms.ChoiceField(
        label=_("评估缘由"),
        choices=[PICK, *Evaluation.Trigger.choices],
        error_messages={"required": _("请选择评估缘由（第三十六条的三种情形）。")},
    )
    by = forms.CharField(
        label=_("评估单位"),
        max_length=200,
        help_text=_("决策前承担主要论证评估工作的单位不得评估。"),
        error_messages={"required": _("请填写评估单位。")},
    )
    advice = forms.ChoiceField(
        label=_("评估建议"),
        choices=[PICK, *Evaluation.Advice.choices],
        error_messages={"required": _("请选择评估建议。")},
    )

    def clean_by(self) -> str:
        body = str(self.cleaned_data["by"]).strip()
        if dates.bodies(body) & dates.prepared_by(self.matter):
            raise forms.ValidationError(
                _("「%(body)s」在决策前承担过论证或者评估，不能评估这件事（第三十六条）。请换一个单位。")
                % {"body": body}
            )
        return body
