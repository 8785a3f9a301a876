"""A form field that takes a public document by what people know of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mingzheng.disclosure.documents import lookup
from mingzheng.disclosure.documents.models import Document


class DocumentField(forms.CharField):
    """A public document by its 索引号, 发文字号 or words of its title; ``cleaned_data`` holds the document or None."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("写索引号、发文字号或者标题中的词，例如 长发改〔2023〕12号。")
        super().__init__(**{"max_length": 300, "required": False, "help_text": help_text, **kwargs})

    def clean(self, value: Any) -> Document | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = lookup.named(typed, 4)
        if not found:
            raise ValidationError(_("没有找到公开的文件「%(typed)s」。请核对文号，或者改用索引号。") % {"typed": typed})
        if len(found) > 1:
            names = "；".join(f"{one.doc_number or one.index_number}《{one.title[:24]}》" for one in found[:3])
            raise ValidationError(_("有几份文件符合，请写文号或索引号：%(names)s") % {"names": names})
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        return (value.doc_number or value.index_number) if isinstance(value, Document) else value
