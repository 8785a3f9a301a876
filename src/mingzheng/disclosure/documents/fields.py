"""The form field of a body: an editor where there is script, a text area where there is none; cleaned on the server always."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.disclosure.documents.intake import markup

_BETWEEN = re.compile(r"(</(?:p|h[2-4]|ul|ol|li|table|thead|tbody|tr|figure|blockquote)>|<hr>)(?=<)")
SCRIPTS = ("vendor/prosemirror.min.js", "js/editor-schema.js", "js/editor-tools.js", "js/body-editor.js")


class BodyWidget(forms.Textarea):
    """A text area that ``body-editor.js`` turns into the editor. The page must print ``{{ form.media }}``.

    Args:
        pictures: (address, name) of the pictures that may be put into the text.
        upload: address that takes a picture (multipart field ``file``) and answers ``{"src": …}`` or ``{"message": …}``.
    """

    class Media:
        css = {"all": ["design/css/editor.css"]}
        js = [forms.Script(f"design/{path}", defer=True) for path in SCRIPTS]

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, pictures: Iterable[tuple[str, str]] = (), upload: str = ""
    ) -> None:
        super().__init__({"rows": 18, "data-body-editor": "", **(attrs or {})})
        self.pictures, self.upload = list(pictures), upload

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        if self.pictures:
            attrs["data-pictures"] = json.dumps(self.pictures, ensure_ascii=False)
        if self.upload:
            attrs["data-upload"] = self.upload
        return attrs

    def format_value(self, value: Any) -> str | None:
        """One block a line, for those who see the text area itself."""
        return _BETWEEN.sub(r"\1\n", value) if isinstance(value, str) else None


class BodyField(forms.CharField):
    """A body in the canonical form of ``intake.markup``. Plain text without tags becomes paragraphs."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("正文"))
        kwargs.setdefault("help_text", _("可以从 Word 粘贴。没有编辑工具时，直接写文字，每段一行。"))
        super().__init__(strip=True, **kwargs)

    def to_python(self, value: Any) -> str:
        given = super().to_python(value) or ""
        try:
            return markup.sanitise(given if markup.looks_like_markup(given) else markup.from_text(given))
        except Refused as refused:
            raise forms.ValidationError(str(refused), code=refused.code) from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)
