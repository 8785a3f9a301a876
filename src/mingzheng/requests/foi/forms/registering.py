"""登记申请: what a window or an officer types of an application that came on paper, by mail, by fax or by mouth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.submissions.fields import PastDay
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.forms.applicant import ApplicantForm
from mingzheng.requests.foi.models import Application

Channel = Application.Channel


@dataclass(frozen=True)
class Coming:
    """How an application comes to the desk. ``rule``: which day counts as that of receipt (Art. 31), in plain words."""

    code: str
    channel: str
    label: Any
    rule: Any
    helped: bool = False


COMINGS = (
    Coming(
        "written", Channel.IN_PERSON, _("当面提交书面申请"), _("以提交之日为收到申请之日（第三十一条第（一）项）。")
    ),
    Coming(
        "oral",
        Channel.IN_PERSON,
        _("当面口头提出，由我代为填写"),
        _("书写确有困难的，由受理的工作人员代为填写（第二十九条）；以提出之日为收到申请之日。"),
        helped=True,
    ),
    Coming(
        "signed_post",
        Channel.SIGNED_POST,
        _("挂号信、特快专递"),
        _("以本机关签收之日为收到申请之日（第三十一条第（二）项），请填写签收日期。"),
    ),
    Coming(
        "ordinary_mail",
        Channel.ORDINARY_MAIL,
        _("平常信函"),
        _("收信当日与申请人确认，确认之日为收到申请之日（第三十一条第（二）项）。"),
    ),
    Coming(
        "internet",
        Channel.INTERNET,
        _("电子邮件"),
        _("以双方确认之日为收到申请之日（第三十一条第（三）项）。"),
    ),
    Coming("fax", Channel.FAX, _("传真"), _("以双方确认之日为收到申请之日（第三十一条第（三）项）。")),
)
BY_CODE = {one.code: one for one in COMINGS}


class RegisterForm(ApplicantForm):
    """Everything on one page; what does not concern this way of coming is left empty."""

    form_key = KeyField()
    came = forms.ChoiceField(
        label=_("怎样提交的"),
        choices=[(one.code, one.label) for one in COMINGS],
        widget=forms.RadioSelect,
        initial="written",
        error_messages={"required": _("请选择怎样提交的。")},
    )
    submitted_on = PastDay(_("提交日期"), _("当面提交写提交的日期；邮寄写寄出的日期；电子邮件、传真写发来的日期。"))
    received_on = PastDay(_("签收日期"), _("挂号信、特快专递填写：在回执上签收的日期。"), required=False)
    envelope = UploadsField(
        label=_("来件原件"), required=False, help_text=_("申请书、信封、邮件回执、传真件的扫描件，可以选几个文件。")
    )
    identity = UploadField(label=_("身份证明"), required=False, help_text=_("身份证、营业执照等的扫描件。"))

    unit = forms.ModelChoiceField(
        label=_("由哪个单位办理"),
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text=_("在查阅点当面提交的，可以代收其他单位的申请：提交之日就是收到之日，随即转给办理单位。"),
        error_messages={"required": _("请选择办理单位。"), "invalid_choice": _("没有这个单位。请重新选择。")},
    )

    def __init__(self, *args: Any, own: int, units: QuerySet[Unit] | None = None, **kwargs: Any) -> None:
        """``units``: those for which applications are taken in here; None where it is the own unit alone."""
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = None
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.initial = own
        if units is None:
            del self.fields["unit"]
        else:
            field.queryset = units

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        sent, signed = values.get("submitted_on"), values.get("received_on")
        if values.get("came") != "signed_post":
            values["received_on"] = None
        elif not signed and "received_on" not in self.errors:
            self.add_error("received_on", _("请填写签收日期：以签收之日为收到申请之日。"))
        elif sent and signed and signed < sent:
            self.add_error("received_on", _("签收日期早于寄出日期。请核对。"))
        return values


def facts_of(data: dict[str, Any]) -> dict[str, Any]:
    """What ``commands.take_in`` takes."""
    coming = BY_CODE[data["came"]]
    return {**data, "channel": coming.channel, "helped": coming.helped}


def files_of(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """(label, upload), as ``commands.take_in`` takes them."""
    found = [("来件原件", upload) for upload in data.get("envelope") or ()]
    return [*found, ("身份证明", data["identity"])] if data.get("identity") else found
