"""Who asks, for what, in which form (Art. 29): the same questions and checks at the window and on the net."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import line, text
from mingzheng.requests.foi.forms.identity import id_fault
from mingzheng.requests.foi.models import Applicant, Application

IdKind = Applicant.IdKind
Way = Application.Way
SHORTEST_ID = 5
# What must be known of the applicant so that the answer can be sent in the way that was asked for.
REACHED_BY: dict[str, tuple[str, Any]] = {
    Way.POST: ("address", _("选择邮寄的，请填写通信地址。")),
    Way.EMAIL: ("email", _("选择电子邮件的，请填写电子邮箱。")),
    Way.FAX: ("phone", _("选择传真的，请填写传真或者联系电话。")),
    Way.PICKUP: ("phone", _("选择自行领取的，请填写联系电话，以便通知领取。")),
}


class ApplicantForm(forms.Form):
    """Fields of ``Applicant`` and of what is asked for. Extend it; do not write these checks again."""

    applicant_kind = forms.ChoiceField(
        label=_("申请人类别"),
        choices=Application.Kind.choices,
        help_text=_("公民选自然人；单位按年度报告的分类选择。"),
        error_messages={"required": _("请选择申请人类别。")},
    )
    name = line(_("姓名或者名称"))
    id_kind = forms.ChoiceField(
        label=_("证件种类"), choices=IdKind.choices, error_messages={"required": _("请选择证件种类。")}
    )
    id_number = line(_("证件号码"), most=40)
    representative = line(_("法定代表人或者负责人"), _("申请人是单位时填写。"), most=60, required=False)
    contact = line(_("联系人"), _("申请人是单位时填写。"), most=60, required=False)
    phone = line(_("联系电话"), most=30, required=False)
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("电子邮箱的写法不对，如 name@example.cn。")},
    )
    address = line(_("通信地址"), most=200, required=False)
    postcode = line(_("邮政编码"), most=10, required=False)
    wanted = text(_("申请公开的信息"), _("名称、文号，或者便于查询的其他特征。一件申请写一项内容。"), rows=5, most=4000)
    form = forms.ChoiceField(label=_("提供形式"), choices=Application.Form.choices, initial=Application.Form.ELECTRONIC)
    way = forms.ChoiceField(label=_("获取方式"), choices=Way.choices, initial=Way.EMAIL)

    def clean_id_number(self) -> str:
        return re.sub(r"[\s\-－—]", "", self.cleaned_data["id_number"]).upper()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self._identity(values)
        if self._organisation(values):
            self._organisation_people(values)
        self._reachable(values)
        return values

    @staticmethod
    def _organisation(values: dict[str, Any]) -> bool:
        return values.get("applicant_kind", Application.Kind.NATURAL) != Application.Kind.NATURAL

    def _identity(self, values: dict[str, Any]) -> None:
        kind, number = values.get("id_kind"), values.get("id_number")
        if not kind:
            return
        if self._organisation(values) and kind not in (IdKind.USCC, IdKind.OTHER):
            self.add_error("id_kind", _("申请人是单位的，请选择统一社会信用代码，或者其他证件。"))
        elif kind == IdKind.USCC and not self._organisation(values):
            self.add_error("id_kind", _("自然人没有统一社会信用代码。请选择个人证件，或者改正申请人类别。"))
        elif number and (fault := id_fault(kind, number)):
            self.add_error("id_number", fault)
        elif number and len(number) < SHORTEST_ID:
            self.add_error("id_number", _("证件号码太短。请对照证件核对。"))

    def _organisation_people(self, values: dict[str, Any]) -> None:
        for name, said in (
            ("representative", _("申请人是单位的，请填写法定代表人或者负责人。")),
            ("contact", _("申请人是单位的，请填写联系人。")),
        ):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, said)

    def _reachable(self, values: dict[str, Any]) -> None:
        needed = REACHED_BY.get(values.get("way", ""))
        if needed and not values.get(needed[0]) and needed[0] not in self.errors:
            self.add_error(needed[0], needed[1])
        elif not any(values.get(name) or name in self.errors for name in ("phone", "email", "address")):
            self.add_error("phone", _("电话、邮箱、地址至少填写一项，以便联系申请人。"))
