"""Fields that forms of several rooms ask: a mobile number, a way to be reached, a moment, a whole number, what can be chosen; their errors say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingzheng.core.ways_out import MOBILE, way_to


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
