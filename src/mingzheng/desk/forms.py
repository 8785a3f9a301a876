"""Forms of the desk itself; the forms of steps belong to the procedures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.core.actors import Post
from mingzheng.core.submissions.fields import DAY_ERRORS, ISO_DAY, day, offer
from mingzheng.core.units.models import Person, PostHolding, held_by_people, held_on


def shut(form: forms.Form) -> None:
    """What cannot be handed in now is shown and not offered for typing."""
    for field in form.fields.values():
        field.disabled = True


class SignInForm(LoginForm):
    """allauth's sign-in in our words; in a demonstration it also carries the list of accounts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("账号")
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    @property
    def demo_accounts(self) -> list[Any]:
        from mingzheng.core import timekeeping
        from mingzheng.desk.demo_accounts import key_people

        return key_people(timekeeping.today()) if settings.MINGZHENG_DEMO else []

    @property
    def demo_password(self) -> str:
        from mingzheng.desk.demo_accounts import PASSWORD

        return PASSWORD if settings.MINGZHENG_DEMO else ""


class PasswordForm(ChangePasswordForm):
    """allauth's change of password in our words; the page itself says what a password must be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("现在的密码"), "password1": _("新密码"), "password2": _("再写一遍新密码")}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)


class DemoDayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("演示日期"), widget=ISO_DAY, error_messages=DAY_ERRORS)


class DelegateForm(forms.Form):
    """Lend one of my posts to a colleague of the same unit for a span of days."""

    holding = forms.ModelChoiceField(PostHolding.objects.none(), label=gettext_lazy("委托的岗位"), empty_label=None)
    to = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("委托给"),
        empty_label=gettext_lazy("请选择同事"),
        error_messages={"required": gettext_lazy("请选择接受委托的同事。")},
    )
    since = day(gettext_lazy("代理开始"), gettext_lazy("当天起可以代理。"), required=True)
    until = day(gettext_lazy("代理结束"), gettext_lazy("当天仍可以代理。"), required=True)
    reason = forms.CharField(
        label=gettext_lazy("事由"),
        max_length=200,
        help_text=gettext_lazy("例如：休假、出差、培训。"),
        error_messages={"required": gettext_lazy("请填写委托的事由。")},
    )

    def __init__(self, data: Any = None, *, person: Person, today: dt.date) -> None:
        super().__init__(data)
        mine = PostHolding.objects.filter(held_on(today), person=person).select_related("unit")
        units = mine.values("unit")
        colleagues = PostHolding.objects.filter(held_by_people(today), unit__in=units).values("person")
        offer(self, "holding", mine)
        self.fields["holding"].label_from_instance = holding_label  # type: ignore[attr-defined]
        offer(
            self,
            "to",
            (Person.objects.filter(pk__in=colleagues, is_active=True).exclude(pk=person.pk).order_by("name")),
        )
        self.today = today

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        holding, to = held.get("holding"), held.get("to")
        since, until = held.get("since"), held.get("until")
        if since and until and until < since:
            self.add_error("until", _("代理结束早于代理开始。请改正起止日期。"))
        if holding and to and not to.holdings.filter(held_on(self.today), unit=holding.unit).exists():
            self.add_error(
                "to",
                _("%(name)s不在%(unit)s任职，只能委托给同一单位的同事。")
                % {"name": to.name, "unit": holding.unit.short},
            )
        return held


def holding_label(holding: PostHolding) -> str:
    return f"{holding.unit.short} · {Post(holding.post).label}"
