"""Fields that forms of several rooms ask: words, days, numbers, how to be reached, what can be chosen; errors say what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.ways_out import MOBILE, way_to

ISO_DAY = forms.DateInput(
    attrs={"type": "date"}, format="%Y-%m-%d"
)  # the browser's own; its value is ISO in any language
DAY_ERRORS = {"required": _("请选择日期。"), "invalid": _("日期请写成 2023-06-30。")}


def text(
    label: Any, help_text: Any = "", *, most: int = 500, rows: int = 3, required: bool = True, lacking: Any = ""
) -> forms.CharField:
    """Several lines of words.

    Args:
        most: characters.
        lacking: what is said when nothing was written, 请填写 and the label unless told.
    """
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": lacking or _("请填写%(label)s。") % {"label": label}},
    )


def line(
    label: Any, help_text: Any = "", *, most: int = 100, required: bool = True, lacking: Any = ""
) -> forms.CharField:
    """One line of words; see ``text``."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        error_messages={"required": lacking or _("请填写%(label)s。") % {"label": label}},
    )


def day(label: Any, help_text: Any = "", *, required: bool = False, lacking: Any = "") -> forms.DateField:
    """A day; ``lacking`` is what is said when none was chosen."""
    errors = {**DAY_ERRORS, "required": lacking} if lacking else DAY_ERRORS
    return forms.DateField(label=label, help_text=help_text, required=required, widget=ISO_DAY, error_messages=errors)


class PastDay(forms.DateField):
    """A day that has come already."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            initial=timekeeping.today,
            widget=ISO_DAY,
            error_messages=DAY_ERRORS,
        )

    def clean(self, value: Any) -> dt.date | None:
        found: dt.date | None = super().clean(value)
        if found is not None and found > timekeeping.today():
            raise forms.ValidationError(_("日期在今天之后。请填写已经发生的日期。"))
        return found


class MobileField(forms.CharField):
    """Eleven digits; blanks and dashes do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号"))
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("error_messages", {"required": _("请填写手机号。")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        plain = re.sub(r"[\s\-－—]", "", super().clean(value))
        if plain and not MOBILE.fullmatch(plain):
            raise forms.ValidationError(_("手机号应为 11 位数字，请核对。"))
        return plain


class ReachField(forms.CharField):
    """A mobile number or a mail address: by what else is written there nobody could be told."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("error_messages", {"required": _("请填写手机号或者电子邮箱。")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "email"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if typed and not way_to(typed):
            raise forms.ValidationError(_("请写 11 位手机号或者电子邮箱，例如 name@example.cn。"))
        return typed


def moment(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    """Day and time of day."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("请选择时间。"), "invalid": _("时间请写成 2023-06-30 14:00。")},
    )


def number(
    label: Any, *, least: int = 0, most: int = 100_000, required: bool = True, help_text: Any = ""
) -> forms.IntegerField:
    """A whole number between two bounds."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=help_text,
        error_messages={
            "required": _("请填写%(label)s。") % {"label": label},
            "invalid": _("请填写整数。"),
            "min_value": _("不能小于 %(limit_value)s。"),
            "max_value": _("不能大于 %(limit_value)s，请核对。"),
        },
    )


def offer(form: forms.BaseForm, name: str, what: QuerySet[Any] | Iterable[tuple[Any, Any]]) -> None:
    """Say what can be chosen in a field of this form: rows of a model, or pairs of value and label.

    Raises:
        TypeError: the field is none in which such things are chosen.
    """
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField) and isinstance(what, QuerySet):
        field.queryset = what
    elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        field.choices = list(what)
    else:
        raise TypeError(f"{type(form).__name__}.{name}")
