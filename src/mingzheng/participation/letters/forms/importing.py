"""A sheet of work orders, handed in on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadField
from mingzheng.core.submissions.fields import offer
from mingzheng.participation.letters.models.letter import Channel


class ImportForm(forms.Form):
    """``channels``: those that may be chosen."""

    channel = forms.ChoiceField(
        label=_("渠道"),
        error_messages={"required": _("请选择渠道。"), "invalid_choice": _("请选本单位分办的渠道。")},
    )
    file = UploadField(
        label=_("工单表"),
        help_text=_("csv 或者 xlsx，第一行是表头。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, channels: Sequence[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "channel", [(one.value, one.label) for one in channels])
