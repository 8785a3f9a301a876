"""The second factor in our words: what allauth's forms ask, and what a wrong code means."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StaffMFAAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不对，或者已经换了新的。请看手机上现在显示的六位数字，再填一次。"),
    }


def _in_our_words(form: forms.Form) -> None:
    field = form.fields["code"]
    field.label = _("验证码")
    field.error_messages["required"] = _("请填写验证码。")
    field.widget.attrs.pop("placeholder", None)


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(AuthenticateForm):
    """At sign-in: six digits, or a spare code with letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)


class AgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
