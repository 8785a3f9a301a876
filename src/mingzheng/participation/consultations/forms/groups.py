"""A group's sentence and key words."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import check_public
from mingzheng.core.submissions.fields import text

MOST_WORDS = 8


class DescribeForm(forms.Form):
    headline = text(_("意见概括"), _("采纳情况表上写的一句话，照原意概括，不写提出人。"), most=300, rows=3)
    tags = forms.CharField(
        label=_("关键词"), max_length=200, required=False, help_text=_("用顿号隔开，例如：收费、学校周边；最多8个。")
    )

    def clean_headline(self) -> str:
        typed: str = self.cleaned_data["headline"]
        check_public(typed)
        return typed

    def clean_tags(self) -> list[str]:
        words = [word.strip() for word in re.split(r"[、,，;；\s]+", self.cleaned_data["tags"]) if word.strip()]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(_("关键词最多 8 个。"))
        if any(len(word) > 20 for word in words):
            raise forms.ValidationError(_("一个关键词不超过 20 个字，用顿号隔开。"))
        return list(dict.fromkeys(words))
