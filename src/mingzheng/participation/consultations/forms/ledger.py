"""Offline opinions, and what is not shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.consultations import queries
from mingzheng.participation.consultations.forms.fields import NumbersField
from mingzheng.participation.consultations.models import (
    Article,
    AuthorKind,
    Channel,
    CollectionPoint,
    Consultation,
    Opinion,
    SheetImport,
)

OFFLINE = [(one.value, one.label) for one in Channel if one is not Channel.WEB]


class EnterForm(forms.Form):
    """An opinion that came by letter, telephone, at a meeting, a hearing, a visit, by a poll or at a collection point."""

    wants_case = True

    channel = forms.ChoiceField(label=_("渠道"), choices=OFFLINE)
    point = forms.ModelChoiceField(
        label=_("征集点"),
        queryset=CollectionPoint.objects.none(),
        required=False,
        empty_label=_("不是征集点收到的"),
        help_text=_("渠道选“涉企意见征集点”时必须选择。"),
    )
    received_on = day(_("收到日期"), required=True)
    author_kind = forms.ChoiceField(label=_("提出人"), choices=AuthorKind.choices)
    name = forms.CharField(
        label=_("姓名或者名称"),
        max_length=100,
        required=False,
        help_text=_("与意见分开保存，公布时个人只写姓，期满删除。"),
    )
    named = forms.BooleanField(label=_("单位同意公布名称"), required=False)
    reach = forms.CharField(
        label=_("手机或者电子邮箱"), max_length=120, required=False, help_text=_("用来告知采纳情况。")
    )
    verified = forms.BooleanField(label=_("已核对身份"), required=False)
    article = forms.ModelChoiceField(
        label=_("针对哪一条"), queryset=Article.objects.none(), required=False, empty_label=_("整个草案")
    )
    text = text(_("意见"), _("照原话写；表示没有意见的，写“无意见”。不写姓名、证件号、电话和住址。"), most=5000, rows=6)
    publish = forms.BooleanField(label=_("同意公布意见内容"), required=False, initial=True)
    proof = forms.CharField(
        label=_("凭据"),
        max_length=300,
        error_messages={"required": _("请写凭据。")},
        help_text=_("在哪里可以查到：来信编号、通话登记号、会议纪要的名称和日期。不写个人姓名。"),
    )
    proof_file = UploadField(label=_("凭据文件"), required=False)
    added_why = forms.CharField(
        label=_("补录的理由"),
        max_length=300,
        required=False,
        help_text=_("截止以后登记的必须填写；截止以后才收到的，标为“逾期收到”，照样答复。"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Consultation = case.subject
        offer(self, "point", queries.points(timekeeping.today()))
        offer(self, "article", found.articles.all())

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("received_on") and held["received_on"] > timekeeping.today():
            self.add_error("received_on", _("收到日期不能在今天之后。"))
        if held.get("channel") == Channel.POINT and not held.get("point") and "point" not in self.errors:
            self.add_error("point", _("请选择是哪个征集点。"))
        return held


class SheetForm(forms.Form):
    """A sheet of offline opinions with its proofs, to be tried."""

    form_key = KeyField()
    file = UploadField(label=_("表格"), help_text=_("csv 或者 xlsx，一次最多 2000 行。"))
    proofs = UploadsField(
        label=_("凭据文件"),
        required=False,
        help_text=_("来信扫描件、签到表、签字的会议纪要等；与这张表的意见一起保存，不公布。"),
    )


class EnterSheetForm(forms.Form):
    """Which of the sheets that were tried goes into the ledger."""

    wants_case = True

    sheet = forms.ModelChoiceField(
        label=_("表格"),
        queryset=SheetImport.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("请先上传表格并试算。"),
            "invalid_choice": _("这份表格已经导入或者放弃。请刷新页面后查看。"),
        },
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sheet", case.subject.sheets.filter(status=SheetImport.Status.TRIED))


class DivideForm(forms.Form):
    """The points of one opinion, each in words of the original."""

    MOST = 8

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, self.MOST + 1):
            self.fields[f"text_{at}"] = forms.CharField(
                label=_("第 %(n)s 点") % {"n": at},
                max_length=5000,
                required=at <= 2,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("至少要分为两点。")},
            )
            self.fields[f"article_{at}"] = forms.ModelChoiceField(
                label=_("第 %(n)s 点针对") % {"n": at},
                queryset=opinion.consultation.articles.all(),
                required=False,
                empty_label=_("整个草案"),
            )

    @property
    def points(self) -> list[tuple[str, Article | None]]:
        """The points that were filled in, in their order."""
        held = self.cleaned_data
        rows = [(held[f"text_{at}"], held[f"article_{at}"]) for at in range(1, self.MOST + 1)]
        return [(words, article) for words, article in rows if words]


class HoldBackForm(PublicTextForm):
    opinions = NumbersField(label=_("意见"))
    reason = forms.CharField(
        label=_("不公布的理由"),
        max_length=300,
        error_messages={"required": _("请写理由。")},
        help_text=_("提出人会看到，例如：含有对他人的人身攻击。意见原文保留，照样计数和答复。"),
    )


class ShowForm(forms.Form):
    opinions = NumbersField(label=_("意见"))
