"""What an applicant fills in, part by part (Art. 29). No purpose is asked: the law has not wanted one since 2019.

Each part is kept as it was typed and judged when the person goes on; errors say what happened and what to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.identity.people import Verified
from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.submissions.public import PublicForm
from mingzheng.core.units.models import Unit, held_on
from mingzheng.requests.foi.forms.identity import id_fault
from mingzheng.requests.foi.models import Applicant, Application

Kind, Form, Way = Application.Kind, Application.Form, Application.Way
IdKind = Applicant.IdKind


def _line(label: Any, help_text: Any = "", *, most: int = 100, required: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=most,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": required, "max_length": _("太长了，最多 %(limit_value)d 个字。")},
    )


def _words(label: Any, help_text: Any = "", *, most: int, rows: int = 4) -> forms.CharField:
    field = text(label, help_text, most=most, rows=rows, required=False)
    field.error_messages["max_length"] = _(
        "写了 %(show_value)d 个字，最多 %(limit_value)d 个。请写最要紧的；其余可以在提交之后补充。"
    )
    return field


class WhatForm(forms.Form):
    """名称、文号或者其他特征性描述: any one of them is enough."""

    title = _line(_("信息的名称"), _("知道文件或者材料叫什么，写在这里。不知道准确名称也没关系。"), most=200)
    number = _line(_("文号"), _("文件编号，如“长府办〔2023〕12号”。不知道就不填。"), most=100)
    about = _words(
        _("其他描述"),
        _("什么事、什么时候、哪个地方、哪类材料。写到工作人员能据此找到它就可以。不需要写用途和理由。"),
        most=1000,
        rows=5,
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        typed = [values.get(name, "").strip() for name in ("title", "number", "about")]
        if not self.errors and not any(typed):
            self.add_error("title", _now("请告诉我们您要什么信息：名称、文号、描述，写其中一样就可以。"))
        elif not self.errors and not typed[1] and sum(map(len, typed)) < 4:
            name = "title" if typed[0] else "about"
            self.add_error(name, _now("写得太短，工作人员难以找到。请再写一点：什么事、什么时候、哪里。"))
        return values


def wanted_text(values: dict[str, Any]) -> str:
    """The three as one text, as it stands in the application and its letters."""
    title, number, about = (" ".join(str(values.get(name, "")).split()) for name in ("title", "number", "about"))
    head = title + (f"（{number}）" if title and number else number)
    return "；".join(part for part in (head, about) if part)


class UnitForm(forms.Form):
    unit = forms.ChoiceField(
        label=_("单位"),
        help_text=_("谁制作的向谁要；不知道的，选一个最接近的。"),
        error_messages={"required": _("请选择一个单位。"), "invalid_choice": _("没有这个单位，请从列表中选择。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for unit in Unit.objects.filter(held_on(timekeeping.today())):
            groups.setdefault(unit.get_kind_display(), []).append((unit.code, unit.name))
        field: Any = self.fields["unit"]
        field.choices = [("", _("请选择")), *groups.items()]


class KindForm(forms.Form):
    applicant_kind = forms.ChoiceField(
        label=_("您以什么身份申请"),
        choices=[
            (Kind.NATURAL, _("个人（自然人）")),
            (Kind.BUSINESS, _("商业企业：公司、个体工商户以外的经营组织")),
            (Kind.RESEARCH, _("科研机构：研究院所、高校")),
            (Kind.WELFARE, _("社会公益组织：基金会、社会团体、民办非企业单位")),
            (Kind.LEGAL, _("法律服务机构：律师事务所、法律援助机构")),
            (Kind.OTHER, _("其他组织")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一种身份。"), "invalid_choice": _("请从列出的身份中选一种。")},
    )


def _compact(typed: str) -> str:
    return re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", typed)).upper()


def _same(one: str, other: str) -> bool:
    return bool(one) and _compact(one) == _compact(other)


class IdentityForm(forms.Form):
    """Who applies.

    Args:
        has_proof: files were uploaded before and are kept with the draft.
        verified: who is signed in. Where that is the applicant, to the letter, the verified identity is the proof that
            Art. 29 (1) asks for; somebody else's name needs a document as before.
    """

    kinds: tuple[IdKind, ...] = ()
    verified_kind = ""

    def __init__(self, *args: Any, has_proof: bool = False, verified: Verified | None = None, **kwargs: Any) -> None:
        self.verified = verified if verified is not None and verified.kind == self.verified_kind else None
        typed = {name: value for name, value in (kwargs.get("initial") or {}).items() if value}
        kwargs["initial"] = {**self._known(), **typed}
        super().__init__(*args, **kwargs)
        self.has_proof = has_proof
        kind: Any = self.fields["id_kind"]
        kind.choices = [("", _("请选择")), *((one.value, one.label) for one in self.kinds)]

    def _known(self) -> dict[str, str]:
        """What somebody verified finds filled in, and may change."""
        if self.verified is None:
            return {}
        found = {"name": self.verified.name, "id_number": self.verified.number}
        likely = self.kinds[0]
        return found | ({"id_kind": likely} if found["id_number"] and not id_fault(likely, found["id_number"]) else {})

    def proven(self, values: Mapping[str, Any]) -> bool:
        """Is the applicant the very one who is signed in?"""
        who = self.verified
        return (
            who is not None
            and _same(values.get("name", ""), who.name)
            and _same(values.get("id_number", ""), who.number)
        )

    @property
    def doubtful(self) -> bool:
        """Is the number in doubt, so that the person may say that it is right?"""
        return bool(self.is_bound and ("id_sure" in self.data or self.has_error("id_number", "check")))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["id_number"] = _compact(values.get("id_number", ""))
        fault = id_fault(values.get("id_kind", ""), values["id_number"])
        if fault and "id_number" not in self.errors and not values.get("id_sure"):
            self.add_error("id_number", forms.ValidationError(fault, code="check"))
        shown = values.get("proof") or self.has_proof or values.get("proof_later") or self.proven(values)
        if not shown and "proof" not in self.errors:
            self.add_error("proof", _now("请上传证件的照片或者扫描件；现在手边没有，请勾选下面的“以后再补”。"))
        return values


def _id_number() -> forms.CharField:
    return _line(_("证件号码"), most=40, required=_("请填写证件号码。"), autocomplete="off")


def _id_sure() -> forms.BooleanField:
    return forms.BooleanField(label=_("我对照证件核对过，证件上就是这个号码"), required=False)


def _proof() -> UploadsField:
    return UploadsField(
        label=_("身份证明"),
        required=False,
        help_text=_("证件有姓名（名称）和号码那一面的照片或者扫描件，可以选几个文件。只给办理单位核对身份用。"),
    )


def _proof_later() -> forms.BooleanField:
    return forms.BooleanField(label=_("现在手边没有，以后再补（办理单位可能会与您联系）"), required=False)


def _id_kind(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        error_messages={"required": _("请选择证件种类。"), "invalid_choice": _("请从列出的证件种类中选一种。")},
    )


class PersonForm(IdentityForm):
    verified_kind = "person"
    kinds = (IdKind.RESIDENT, IdKind.PASSPORT, IdKind.HK_MACAO, IdKind.TAIWAN, IdKind.OTHER)

    name = _line(_("姓名"), _("与证件上一致。"), required=_("请填写姓名。"), autocomplete="name")
    id_kind = _id_kind(_("证件种类"))
    id_number = _id_number()
    id_sure = _id_sure()
    proof = _proof()
    proof_later = _proof_later()


class OrganisationForm(IdentityForm):
    verified_kind = "enterprise"
    kinds = (IdKind.USCC, IdKind.OTHER)

    name = _line(_("名称"), _("与证照上一致的全称。"), required=_("请填写名称。"), autocomplete="organization")
    id_kind = _id_kind(_("证照种类"))
    id_number = _id_number()
    id_sure = _id_sure()
    representative = _line(_("法定代表人或者负责人"), most=60, required=_("请填写法定代表人或者负责人的姓名。"))
    contact = _line(_("联系人"), _("我们有事找谁。"), most=60, required=_("请填写联系人的姓名。"), autocomplete="name")
    proof = _proof()
    proof_later = _proof_later()


WAYS_OF = {
    Form.ELECTRONIC: (Way.EMAIL, Way.ONLINE),
    Form.PAPER: (Way.POST, Way.PICKUP, Way.FAX),
    Form.DISK: (Way.POST, Way.PICKUP),
    Form.VIEW: (Way.PICKUP,),
}


class WayForm(forms.Form):
    """形式要求, and how the office reaches the applicant."""

    form = forms.ChoiceField(
        label=_("希望得到什么形式的信息"),
        choices=[
            (Form.ELECTRONIC, _("电子文档：最快，不收邮费")),
            (Form.PAPER, _("纸质：打印或者复印")),
            (Form.DISK, _("光盘等介质：文件很大时适用")),
            (Form.VIEW, _("到场查阅、抄录")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一种形式。"), "invalid_choice": _("请从列出的形式中选一种。")},
    )
    way = forms.ChoiceField(
        label=_("怎样给您"),
        choices=[
            (Way.EMAIL, _("发到电子邮箱")),
            (Way.ONLINE, _("在本网站下载（凭查询码）")),
            (Way.POST, _("邮寄")),
            (Way.PICKUP, _("自己来取，或者到场查阅")),
            (Way.FAX, _("传真")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择怎样给您。"), "invalid_choice": _("请从列出的方式中选一种。")},
    )
    phone = _line(
        _("联系电话"), _("网上提交的申请，要由工作人员与您联系确认收到。"), most=30, autocomplete="tel", inputmode="tel"
    )
    email = forms.CharField(
        label=_("电子邮箱"),
        required=False,
        max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = _line(_("通信地址"), _("要邮寄的请填写。"), most=200, autocomplete="street-address")
    postcode = _line(_("邮政编码"), most=10, autocomplete="postal-code", inputmode="numeric")
    needs = _line(
        _("需要我们怎样帮助您"),
        _("看不清、听不清、书写或者行动有困难的，告诉我们：如大字版、读给我听、请打电话说明、手语。"),
        most=200,
    )

    def clean_phone(self) -> str:
        typed = unicodedata.normalize("NFKC", self.cleaned_data["phone"]).strip()
        digits = sum(char.isdigit() for char in typed)
        if typed and (digits < 7 or re.search(r"[^0-9+()\-\s转#*,]", typed)):
            raise forms.ValidationError(_("看不出是电话号码。手机写 11 位，座机写区号和号码，如 021-12345678。"))
        return typed

    def clean_email(self) -> str:
        typed: str = unicodedata.normalize("NFKC", self.cleaned_data["email"]).strip()
        if not typed:
            return ""
        try:
            cleaned: str = forms.EmailField().clean(typed)
        except forms.ValidationError as error:
            raise forms.ValidationError(_("看不出是电子邮箱。应像 zhangsan@example.com 这样，中间有 @。")) from error
        return cleaned

    def clean_postcode(self) -> str:
        typed = _compact(self.cleaned_data["postcode"])
        if typed and not re.fullmatch(r"[0-9A-Z]{3,10}", typed):
            raise forms.ValidationError(_("邮政编码是 6 位数字，如 200050；不知道就不填。"))
        return typed

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self._fits(values.get("form", ""), values.get("way", ""))
        need = {Way.EMAIL: "email", Way.POST: "address", Way.FAX: "phone"}.get(values.get("way", ""))
        said = {
            "email": _now("选了“发到电子邮箱”，请填写电子邮箱。"),
            "address": _now("选了“邮寄”，请填写通信地址。"),
            "phone": _now("选了“传真”，请填写传真号码。"),
        }
        if need and not values.get(need) and need not in self.errors:
            self.add_error(need, said[need])
        if not (values.get("phone") or values.get("email")) and not {"phone", "email"} & set(self.errors):
            self.add_error(
                "phone", _now("请留电话或者电子邮箱中的一样：网上提交的申请，要与您确认收到后才开始计算答复期限。")
            )
        return values

    def _fits(self, form: str, way: str) -> None:
        if not form or not way or Way(way) in WAYS_OF[Form(form)]:
            return
        ways = "、".join(f"“{one.label}”" for one in WAYS_OF[Form(form)])
        self.add_error(
            "way",
            _now("“%(form)s”可以%(ways)s。请换一种方式，或者换一种形式。") % {"form": Form(form).label, "ways": ways},
        )


class ConfirmForm(PublicForm):
    """Sends the draft, once."""


class DraftCodeForm(PublicForm):
    code = _line(
        _("草稿码"),
        _("保存草稿时页面上给您的 12 位字母和数字。"),
        most=40,
        required=_("请填写草稿码。"),
        autocomplete="off",
    )


class QueryForm(PublicForm):
    code = _line(
        _("查询码"),
        _("提交申请后页面上给您的 12 位字母和数字，大小写、横线都不要紧。"),
        most=40,
        required=_("请填写查询码。"),
        autocomplete="off",
    )
    number = _line(_("申请号"), _("SQ 开头，登记后才有；知道就填，不知道不填。"), most=40, autocomplete="off")


class HandInForm(forms.Form):
    """补正, or anything else that the applicant wants to add."""

    form_key = KeyField()
    text = _words(_("内容"), _("按告知书写的事项逐条写清楚。"), most=3000, rows=6)
    papers = UploadsField(label=_("材料"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not values.get("text", "").strip() and not values.get("papers"):
            self.add_error("text", _now("请写明内容，或者上传材料。"))
        return values


class WithdrawalForm(forms.Form):
    form_key = KeyField()
    sure = forms.BooleanField(
        label=_("我要撤回这件申请"), error_messages={"required": _("要撤回的，请勾选；不想撤回就不用管这一栏。")}
    )
    text = _line(_("想说明的"), _("可以不写。"), most=300)


class RatingForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("对这次办理满意吗"),
        coerce=int,
        choices=[(5, _("5 很满意")), (4, _("4 满意")), (3, _("3 一般")), (2, _("2 不满意")), (1, _("1 很不满意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择 1 到 5 中的一个。"), "invalid_choice": _("请选择 1 到 5 中的一个。")},
    )
    text = _words(_("意见和建议"), _("请不要写姓名、电话等个人信息；不会与您的身份一起公布。"), most=500, rows=3)
