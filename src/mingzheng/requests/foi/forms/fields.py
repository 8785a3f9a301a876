"""Fields that several forms of this room share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingzheng.core.procedures.models import Case


class SuggestInput(forms.TextInput):
    """A line for which the browser offers usual answers; anything else may be typed."""

    def __init__(self, list_id: str, choices: Sequence[str]) -> None:
        super().__init__(attrs={"list": list_id, "maxlength": 200})
        self.list_id, self.offered = list_id, tuple(choices)

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', super().render(*args, **kwargs), self.list_id, options)


class CaseForm(forms.Form):
    """A form that looks at the application behind the case."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.application = case, case.subject
