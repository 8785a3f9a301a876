"""Form fields for uploads: checked by content, with errors that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.core.files import conf, refusals
from mingzheng.core.files.sniffing import require_uploadable, sniff
from mingzheng.core.files.types import ACCEPT, FileType

MAX_FILES = 20


@dataclass(frozen=True)
class Upload:
    """A checked upload; ``store(upload.data, upload.name, …)`` keeps it."""

    data: bytes
    name: str
    kind: FileType


def check_upload(upload: UploadedFile) -> Upload:
    """Read and judge one upload.

    Raises:
        ValidationError: with the message and the remedy of the refusal.
    """
    limit = conf.limits()
    name = upload.name or ""
    try:
        if (upload.size or 0) > limit.file:
            raise refusals.too_large(upload.size or 0, limit.file)
        data = upload.read()
        kind = sniff(data, name, limit)
        require_uploadable(kind)
    except Refused as refused:
        raise ValidationError(str(refused), code=refused.code) from refused
    return Upload(data, name, kind)


class UploadField(forms.FileField):
    """One file; ``cleaned_data`` holds an ``Upload`` (None when optional and left empty)."""

    default_error_messages = {
        "required": _("请选择要上传的文件。"),
        "invalid": _("没有收到文件。请重新选择文件后提交。"),
        "missing": _("没有收到文件。请重新选择文件后提交。"),
        "empty": _("文件是空的。请确认文件已保存，再重新上传。"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("文件"))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        found = super().clean(data, initial)
        return check_upload(found) if isinstance(found, UploadedFile) else None


class _SeveralInput(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files at once; ``cleaned_data`` holds a list of ``Upload``. Every faulty file is named."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", _SeveralInput(attrs={"accept": ACCEPT, "multiple": True}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # type: ignore[override]
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen:
            super().clean(None, initial)
            return []
        if len(chosen) > MAX_FILES:
            raise ValidationError(_("一次最多上传 20 个文件。请分几次上传。"), code="too_many")
        uploads, faults = [], []
        for item in chosen:
            try:
                found = super().clean(item, initial)
            except ValidationError as error:
                faults += [f"「{getattr(item, 'name', '')}」{message}" for message in error.messages]
            else:
                uploads += [found] if found else []
        if faults:
            raise ValidationError(faults)
        return uploads
