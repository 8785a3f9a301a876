"""What subjects and subscribers fill in. Errors say what to do and repeat nothing personal in an address or a log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.submissions.fields import ISO_DAY
from mingzheng.core.submissions.public import PublicForm
from mingzheng.policy.policies.stages import Stage
from mingzheng.policy.push.columns import Column, Kind, Who, columns_of
from mingzheng.policy.push.conditions.wording import amount
from mingzheng.policy.push.facts import parse
from mingzheng.policy.push.models import Profile, Subscription
from mingzheng.policy.push.models.profiles import Rhythm

EMAIL_ERRORS = {"required": _("请填写邮箱。"), "invalid": _("邮箱写得不对，请照「name@example.com」的样子写。")}


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class EnterForm(PublicForm):
    kind = forms.ChoiceField(
        label=_("您要看谁的政策"),
        choices=[(Who.PERSON.value, _("我个人的")), (Who.ENTERPRISE.value, _("我单位的"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。"), "invalid_choice": _("请选择。")},
    )
    email = _email()


class SubjectField(forms.Field):
    """One fact, drawn and read as its column says; an empty one means that nobody knows."""

    def __init__(self, column: Column, **kwargs: Any) -> None:
        self.column = column
        super().__init__(label=column.label, required=False, widget=_widget(column), help_text=_help(column), **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return parse(self.column, value, timekeeping.today())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "是" if value else "否"
        if self.column.money and isinstance(value, int):
            return amount(self.column, value)
        return value.isoformat() if hasattr(value, "isoformat") else value


def _widget(column: Column) -> forms.Widget:
    if column.kind is Kind.FLAG:
        return forms.Select(choices=[("", _("不清楚")), ("是", _("是")), ("否", _("否"))])
    if column.kind is Kind.CHOICE:
        return forms.Select(choices=[("", _("不清楚")), *column.choices.items()])
    if column.kind is Kind.YEARS:
        return ISO_DAY
    return forms.TextInput(attrs={"inputmode": "text" if column.money else "numeric", "autocomplete": "off"})


LABELS = {"age": _("出生日期"), "graduated": _("毕业日期"), "founded": _("成立日期")}


def _help(column: Column) -> Any:
    if column.money:
        return _("可以写 500万。")
    return column.unit if column.kind is Kind.NUMBER else ""


class FactsForm(forms.Form):
    """All facts of a subject, or one of them (``only``)."""

    def __init__(
        self,
        who: Who,
        data: Mapping[str, Any] | None = None,
        *,
        values: Mapping[str, Any] | None = None,
        only: str = "",
        beside: int = 0,
    ) -> None:
        """``beside``: the policy that asks; the same fact may be asked beside several on one page."""
        super().__init__(data, initial=dict(values or {}), prefix=only or None, auto_id=f"id{beside or ''}_%s")
        for column in columns_of(who):
            if (not only or column.field == only) and not (
                who is Who.ENTERPRISE and column.field == "section" and not only
            ):
                made = SubjectField(column)
                made.label = column.ask if only else LABELS.get(column.code, column.label)
                self.fields[column.field] = made


class SettingsForm(forms.Form):
    name = forms.CharField(
        label=_("姓名或者单位名称"), max_length=100, required=False, help_text=_("免申即享名单和短信里用，可以不填。")
    )
    rhythm = forms.ChoiceField(label=_("多久告诉我一次"), choices=Rhythm.choices, widget=forms.RadioSelect)
    by_mail = forms.BooleanField(label=_("发邮件"), required=False)
    by_sms = forms.BooleanField(label=_("发短信"), required=False)
    by_portal = forms.BooleanField(label=_("推送到一网通办主页"), required=False)
    mobile = forms.CharField(
        label=_("手机号码"),
        required=False,
        max_length=11,
        validators=[RegexValidator(r"^1[3-9]\d{9}$", _("请填 11 位手机号码。"))],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    @classmethod
    def of(cls, profile: Profile) -> SettingsForm:
        return cls(initial={name: getattr(profile, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("by_sms") and not data.get("mobile") and "mobile" not in self.errors:
            self.add_error("mobile", _("选了短信，请填手机号码。"))
        return data


class SubscribeForm(PublicForm):
    """``topic`` is chosen from what the portal publishes: "by:topic"."""

    topic = forms.ChoiceField(
        label=_("订阅什么"), error_messages={"required": _("请选择。"), "invalid_choice": _("请从列表里选择。")}
    )
    rhythm = forms.ChoiceField(
        label=_("多久告诉我一次"), choices=Rhythm.choices, initial=Rhythm.WEEKLY, widget=forms.RadioSelect
    )
    email = _email()

    def __init__(self, groups: list[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by = Subscription.By
        stages = [(f"{by.STAGE}:{stage.value}", stage.label) for stage in Stage]
        topic: Any = self.fields["topic"]
        topic.choices = [("", _("请选择")), (f"{by.ALL}:", _("全部政策")), *groups, (by.STAGE.label, stages)]
