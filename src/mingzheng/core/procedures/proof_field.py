"""A field for the address of a case on the desk, as proof of something else."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef


class ProofField(forms.CharField):
    """What is typed is the address of a case; cleaned, the record of it, or None where nothing was typed."""

    not_this: Case | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("平台记录"), "required": False, "max_length": 200, **kwargs})

    def clean(self, value: Any) -> RecordRef | None:
        typed = super().clean(value).strip()
        if not typed:
            return None
        found = re.search(r"/desk/cases/(\d{1,18})(?!\d)", typed)
        case = Case.objects.filter(pk=found[1]).first() if found else None
        if case is None:
            raise forms.ValidationError(_("没有找到这条记录。请打开事项页面，复制浏览器地址栏中的地址。"))
        if self.not_this is not None and case.pk == self.not_this.pk:
            raise forms.ValidationError(_("这就是本事项。请粘贴另一件事项的地址。"))
        return case.ref


def no_proof_of_itself(form: forms.BaseForm, name: str, case: Case) -> None:
    """This case is refused in a ``ProofField`` of its own form.

    Raises:
        TypeError: the field is no ``ProofField``.
    """
    field = form.fields[name]
    if not isinstance(field, ProofField):
        raise TypeError(f"{type(form).__name__}.{name}")
    field.not_this = case
