"""Form texts that become public without a review of their own: no personal data, no words of the lexicon that stop."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import review


def check_public(value: str, *, allow: frozenset[str] = frozenset()) -> None:
    """Nothing in the text may not be public (《个人信息保护法》第二十五条).

    Args:
        allow: types of finding that are meant to be read, such as an office's own "landline" or "address".

    Raises:
        ValidationError: naming what was found, never repeating it.
    """
    stops = (Severity.PRIVATE, Severity.STOP)
    labels = [one.label for one in review(value) if one.severity in stops and one.type not in allow]
    if labels:
        found = {"labels": "、".join(dict.fromkeys(labels))}
        raise forms.ValidationError(_("文字中有%(labels)s，不能公开。请删去后再提交。") % found)


class PublicTextForm(forms.Form):
    """Every text of it becomes public, but for the fields in ``private``; ``own`` names, by field, what is meant to be read."""

    private: ClassVar[frozenset[str]] = frozenset()
    own: ClassVar[dict[str, frozenset[str]]] = {}

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        for name, value in list(held.items()):
            if isinstance(value, str) and value and name != "form_key" and name not in self.private:
                try:
                    check_public(value, allow=self.own.get(name, frozenset()))
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return held
