"""Fields that several forms of this room share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case


def text(label: Any, help_text: Any = "", *, most: int = 1000, rows: int = 3, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请填写%(label)s。") % {"label": label}},
    )


def line(label: Any, help_text: Any = "", *, most: int = 100, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        error_messages={"required": _("请填写%(label)s。") % {"label": label}},
    )


class PastDay(forms.DateField):
    """A day that has come already."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            initial=timekeeping.today,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": _("请选择日期。"), "invalid": _("日期请写成 2023-06-30。")},
        )

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day is not None and day > timekeeping.today():
            raise forms.ValidationError(_("日期在今天之后。请填写已经发生的日期。"))
        return day


class SuggestInput(forms.TextInput):
    """A line for which the browser offers usual answers; anything else may be typed."""

    def __init__(self, list_id: str, choices: Sequence[str]) -> None:
        super().__init__(attrs={"list": list_id, "maxlength": 200})
        self.list_id, self.offered = list_id, tuple(choices)

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', super().render(*args, **kwargs), self.list_id, options)


class CaseForm(forms.Form):
    """A form that looks at the application behind the case."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.application = case, case.subject
