"""What a person types or chooses: closing figures, own figures, the span of the statistics."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.core.files.fields import check_upload
from mingzheng.core.submissions.fields import line, number
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.annual.reading import LARGEST, Closing, read
from mingzheng.requests.foi.law.tables import COLUMNS

MOST = 10_000_000


def count(label: Any, *, initial: int | None = None) -> forms.IntegerField:
    errors = {"required": _("请填写，没有的填 0。"), "invalid": _("请填写整数。")}
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=initial, error_messages=errors)


class ClosingForm(forms.Form):
    """The closing figures of one past year."""

    year = number(_("年度"), least=2008, most=2100)
    regulations = count(_("规章现行有效件数"), initial=0)
    normative = count(_("行政规范性文件现行有效件数"))
    source = line(_("来源"), _("公布的年报的名称和公布日期。"), most=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in COLUMNS.items():
            self.fields[key] = count(_("结转下年度：%(column)s") % {"column": label})
        self.order_fields(["year", "regulations", "normative", *COLUMNS, "source"])

    def closing(self, unit: Unit) -> Closing:
        said = self.cleaned_data
        carried = [said[key] for key in COLUMNS]
        return Closing(unit, said["year"], said["regulations"], said["normative"], carried, said["source"])


class ClosingFileForm(forms.Form):
    """A file of closing figures."""

    file = forms.FileField(
        label=_("JSON 或者 xlsx 文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.xlsx"}),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。")},
    )

    def clean_file(self) -> list[Closing]:
        upload = self.cleaned_data["file"]
        name = upload.name or ""
        if not name.lower().endswith((".json", ".xlsx")):
            raise ValidationError(_("只接受 .json 和 .xlsx 文件。"))
        if upload.size > LARGEST:
            raise ValidationError(_("文件超过 1 MB。请只保留需要的行。"))
        data = upload.read() if name.lower().endswith(".json") else check_upload(upload).data
        try:
            return read(data, name)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused


class OwnFiguresForm(forms.Form):
    """What table 2 needs and no case here yields."""

    licences = count(_("行政许可处理决定数量"))
    penalties = count(_("行政处罚处理决定数量"))
    coercive = count(_("行政强制处理决定数量"))
    fees_wan = forms.DecimalField(
        label=_("行政事业性收费金额（万元）"),
        min_value=0,
        max_digits=14,
        decimal_places=4,
        error_messages={"required": _("请填写，没有的填 0。"), "invalid": _("请填写数字，单位是万元。")},
    )
    source = line(_("来源说明"), _("从哪个系统、哪张报表取的，截至哪一天。"), most=300)


class SpanForm(forms.Form):
    """From–to of the statistics."""

    since = forms.DateField(error_messages={"invalid": _("日期请写成 2023-01-01。")})
    until = forms.DateField(error_messages={"invalid": _("日期请写成 2023-12-31。")})

    def clean(self) -> dict[str, dt.date]:
        said: dict[str, dt.date] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("止于的日期早于起始日期。"))
        return said
