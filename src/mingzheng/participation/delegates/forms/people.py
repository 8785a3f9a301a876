"""The pool: what people fill in who want to come, and what staff decide."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.public import CodeField, PublicForm
from mingzheng.participation.delegates import queries
from mingzheng.participation.delegates.models import Age, Category

LARGEST = 5_000_000  # bytes of a list
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)


def plain_mobile(typed: str) -> str:
    """The eleven digits. Raises ValidationError for anything else."""
    plain = re.sub(r"[\s\-－—]", "", typed)
    if not MOBILE.fullmatch(plain):
        raise forms.ValidationError(_("手机号应为 11 位数字，请核对。"))
    return plain


class JoinForm(PublicForm):
    """Name, telephone number and what balances a meeting; no number of an identity card, no date of birth."""

    field_order = ("category", "name", "organisation", "phone", "email", "age", "area", "interest", "consent")

    name = forms.CharField(label=_("姓名"), max_length=30, error_messages={"required": _("请填写姓名。")})
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        help_text=_("用来联系您，不公开。"),
        error_messages={"required": _("请填写手机号。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("邮箱"),
        max_length=100,
        required=False,
        help_text=_("填了的，邀请会发到这里。"),
        error_messages={"invalid": _("邮箱写法不对，请核对。")},
    )
    category = forms.ChoiceField(
        label=_("您以什么身份参加"),
        choices=[("", _("请选择")), *Category.choices],
        error_messages={"required": _("请选择一项。")},
    )
    organisation = forms.CharField(
        label=_("单位"), max_length=100, required=False, help_text=_("企业、协会、专家等请填写；普通市民可以不填。")
    )
    age = forms.ChoiceField(
        label=_("年龄段"),
        choices=Age.choices,
        widget=forms.RadioSelect,
        help_text=_("须年满十八岁。"),
        error_messages={"required": _("请选择一项。")},
    )
    area = forms.ModelChoiceField(
        label=_("您住在或者工作在"),
        queryset=queries.areas().none(),
        empty_label=_("请选择街镇"),
        error_messages={"required": _("请选择街镇。"), "invalid_choice": _("请选择列出的街镇。")},
    )
    interest = forms.CharField(
        label=_("关注领域"), max_length=100, required=False, help_text=_("如住房、养老、营商环境。")
    )
    consent = forms.BooleanField(
        label=_("我同意本区各单位为邀请列席会议使用以上信息"),
        error_messages={"required": _("请勾选同意，否则不能收下报名。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.queryset = queries.areas()

    def clean_phone(self) -> str:
        return plain_mobile(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("category") in (Category.SMALL, Category.ENTERPRISE) and not held.get("organisation"):
            self.add_error("organisation", _("请填写企业名称，以便核对。"))
        return held


class CodeForm(PublicForm):
    code = CodeField(help_text=_("报名时给您的 12 位字符，或者邀请信里的邀请码；横线可写可不写。"))


class RejectForm(forms.Form):
    reason = text(_("不符合的原因"), _("本人用查询码可以看到。"), most=300)


class ImportForm(forms.Form):
    """A list of a unit: 人大代表, 政协委员, experts, those whom an association names."""

    file = forms.FileField(
        label=_("名单"), help_text=_("csv 或者 xlsx，第一行是表头。"), error_messages={"required": _("请选择文件。")}
    )
    source = forms.CharField(
        label=_("名单来源和取得同意的方式"),
        max_length=100,
        help_text=_("如“区政协办公室提供，委员本人书面同意”。记入日志。"),
        error_messages={"required": _("请写明名单的来源。")},
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("文件超过 5 MB，请分成几个文件。"))
        return upload
