"""A sheet of work orders, handed in on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.carried import carried
from mingzheng.core.files.fields import UploadField
from mingzheng.core.submissions.fields import offer
from mingzheng.participation.letters.models.letter import Channel

PURPOSE = "letters.import"


class ImportForm(forms.Form):
    """``channels``: those that may be chosen. ``person``: whose sheet, tried before, may come back as ``tried``."""

    channel = forms.ChoiceField(
        label=_("渠道"),
        error_messages={"required": _("请选择渠道。"), "invalid_choice": _("请选本单位分办的渠道。")},
    )
    file = UploadField(
        label=_("工单表"),
        help_text=_("csv 或者 xlsx，第一行是表头。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    tried = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, channels: Sequence[Channel], person: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        self.fields["file"].required = not self.data.get("tried")
        offer(self, "channel", [(one.value, one.label) for one in channels])

    def clean(self) -> dict[str, Any]:
        """A sheet chosen now, or the one that was tried before."""
        data = super().clean() or {}
        if data.get("file") is None and data.get("tried"):
            data["file"] = carried(data["tried"], PURPOSE, self._person)
            if data["file"] is None:
                self.add_error("file", _("试算的表已过一小时。请再选一次这份文件。"))
        return data
