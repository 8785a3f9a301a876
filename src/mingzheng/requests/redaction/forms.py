"""Forms of the redaction page. Places are typed in percent of the page, from its left and upper edge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.requests.redaction import grounds
from mingzheng.requests.redaction.copying.places import Rect


def choices() -> list[tuple[str, str]]:
    """The grounds in force today, with their articles."""
    held = grounds.on(timekeeping.today()).values()
    return [(one.code, f"{one.label}（{one.short}）") for one in held]


class GroundForm(forms.Form):
    """A ground, and a note that only colleagues read."""

    ground = forms.ChoiceField(
        label=_("遮盖理由"), error_messages={"required": _("请选择遮盖理由。"), "invalid_choice": _("请从列表中选择。")}
    )
    note = forms.CharField(label=_("内部说明"), max_length=100, required=False)

    def __init__(self, *args: Any, last: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("请选择")), *choices()]
        field.initial = last


def _percent(label: Any) -> forms.FloatField:
    wrong = _("请填 0 至 100 的数字。")
    return forms.FloatField(
        label=label,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class BoxForm(GroundForm):
    """A box by its four sides."""

    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    x0 = _percent(_("左边 %"))
    y0 = _percent(_("上边 %"))
    x1 = _percent(_("右边 %"))
    y1 = _percent(_("下边 %"))
    field_order = ["page", "ground", "x0", "y0", "x1", "y1", "note"]

    @property
    def rect(self) -> Rect:
        return Rect(*(self.cleaned_data[side] / 100 for side in ("x0", "y0", "x1", "y1")))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for low, high, words in (("x0", "x1", _("右边应大于左边。")), ("y0", "y1", _("下边应大于上边。"))):
            if low in data and high in data and data[low] >= data[high]:
                self.add_error(high, words)
        return data


class WordForm(GroundForm):
    """Every place of a word."""

    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    word = forms.CharField(
        label=_("要遮盖的字词"),
        max_length=100,
        help_text=_("不分全角半角、大小写，跨行也能找到。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写要遮盖的字词。")},
    )
    whole = forms.BooleanField(label=_("整份文件都遮盖"), required=False, initial=True)
    field_order = ["page", "ground", "word", "whole", "note"]


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("作废原因"),
        min_length=2,
        max_length=200,
        widget=forms.TextInput,
        error_messages={"required": _("请写明作废的原因。"), "min_length": _("请写明作废的原因。")},
    )
