"""What every form of the portal carries besides its questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.keys import KeyField

BY_HAND = {"autocomplete": "off", "spellcheck": "false"}


class PublicForm(forms.Form):
    """A form that anybody may send, once.

    ``website`` is for machines that fill in everything: people do not see it. ``question`` holds the plain question that is
    to be answered first (``portal.posting`` sets it); ``{% guards form %}`` draws all three.
    """

    form_key = KeyField()
    website = forms.CharField(required=False)
    question: forms.Form | None = None


class CodeField(forms.CharField):
    """The code that somebody got when they sent something; how it is written does not matter to who reads it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("查询码"))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("error_messages", {"required": _("请填写%(label)s。") % {"label": kwargs["label"]}})
        super().__init__(widget=forms.TextInput(attrs=BY_HAND), **kwargs)


class QueryForm(PublicForm):
    """Number and code lead to what was sent, together; posted, never in an address."""

    number = forms.CharField(label=_("编号"), max_length=24, error_messages={"required": _("请填写编号。")})
    code = CodeField()


class SolvedForm(PublicForm):
    """Whether an answer solved it, five values, and what its reader adds."""

    stars = forms.TypedChoiceField(
        label=_("这个答复解决您的问题了吗"),
        choices=[(5, _("解决了，很清楚")), (4, _("基本解决")), (3, _("一般")), (2, _("没说清楚")), (1, _("没有解决"))],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    rating = text(_("想补充的话"), _("可以不写；请不要写个人信息。"), most=200, rows=2, required=False)
