"""Words that everybody will read carry no personal data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import review


def check_private(text: str) -> str:
    """The text, if it may be published.

    Raises:
        ValidationError: naming what was found, never repeating it.
    """
    found = [finding for finding in review(text) if finding.severity in (Severity.PRIVATE, Severity.STOP)]
    if found:
        labels = "、".join(dict.fromkeys(finding.label for finding in found))
        raise forms.ValidationError(_("文字中有%(labels)s，不能公开。请删去后再提交。") % {"labels": labels})
    return text
