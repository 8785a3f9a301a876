"""What a person fills in for a draw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.submissions.fields import text
from mingzheng.participation.draws.order import plain_seed

__all__ = ["SeedForm", "VoidForm"]


class SeedForm(forms.Form):
    """The seed, as its source gives it."""

    seed = forms.CharField(
        label=_("种子"),
        max_length=200,
        help_text=_("照公布的写；多余的空格不算，全角和半角不分。"),
        error_messages={"required": _("请填写种子。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_seed(self) -> Any:
        seed = plain_seed(self.cleaned_data["seed"])
        if not seed or not seed.isprintable():
            raise forms.ValidationError(_("种子里有看不见的字符，请重新输入。"))
        return seed


class VoidForm(PublicTextForm):
    """Why there is no draw; public."""

    reason = text(_("作废原因"), _("公开显示。"), most=300)


class RejectForm(forms.Form):
    reason = text(_("哪里不对"), _("录入的人会看到。"), most=300, rows=2)
