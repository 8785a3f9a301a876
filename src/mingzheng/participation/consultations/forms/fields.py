"""Fields that several forms of the room share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mingzheng.core.numbers import pk_of

MOST = 2000


class NumbersField(forms.MultipleChoiceField):
    """Numbers of chosen rows, sent as several hidden values; ``cleaned_data`` holds a list of int."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.MultipleHiddenInput, **kwargs})

    def clean(self, value: Any) -> list[int]:
        given = value if isinstance(value, list | tuple) else [value] if value else []
        texts = [str(one) for one in given if str(one).strip()]
        if not texts and self.required:
            raise ValidationError(_("请先选择要处理的意见。"), code="required")
        if len(texts) > MOST:
            raise ValidationError(_("一次最多选择 2000 条。请分几次处理。"), code="too_many")
        numbers = [number for one in texts if (number := pk_of(one)) is not None]
        if len(numbers) < len(texts):
            raise ValidationError(_("选择的意见不对。请重新选择。"), code="invalid")
        return list(dict.fromkeys(numbers))
