"""Questions with their answers, pictures with consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit
from mingzheng.participation.open_days.models import Photo, Question


class SpotQuestionForm(PublicTextForm):
    """Raised on the spot, written down by the unit."""

    form_key = KeyField()
    text = text(_("问题"), _("现场提的问题；不写提问人。"), most=500)


class AnswerForm(PublicTextForm):
    """The question as it may be read by everybody, and its answer."""

    wants_case = True

    shown = text(_("公开的问题"), _("隐去能认出人的内容；意思不变。"), most=500)
    answer = text(_("答复"), _("直接回答；有依据的写明依据。审核后公开。"), most=2000, rows=6)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question: Question = case.subject
        self.initial = {"shown": question.shown or question.text, "answer": question.answer, **self.initial}


class KeepForm(forms.Form):
    reason = text(_("不公开的理由"), _("答复只给提问的人看。"), most=300, rows=2)


class PassOnForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("转给"),
        queryset=Unit.objects.filter(valid_to=None),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择单位。")},
    )


class PhotoForm(PublicTextForm):
    """One picture. Whoever can be recognised agreed, and the unit says how it knows."""

    form_key = KeyField()
    file = UploadField(label=_("图片"), help_text=_("JPG、PNG 或 WebP。拍摄地点、设备等信息会自动去掉。"))
    alt = forms.CharField(
        label=_("图上有什么"),
        max_length=200,
        help_text=_("一句话写给看不见图的人，如“居民在展板前听讲解”。"),
        error_messages={"required": _("请写明图上有什么。")},
    )
    who = forms.ChoiceField(label=_("图上的人"), choices=Photo.Who.choices)
    consent = forms.CharField(
        label=_("怎样同意的"), max_length=200, required=False, help_text=_("如“现场签了同意书，存办公室”。不写姓名。")
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("who") not in (None, Photo.Who.NOBODY) and not held.get("consent") and "consent" not in self.errors:
            self.add_error("consent", _("认得出人的，写明怎样同意的。"))
        return held


class RemovePhotoForm(forms.Form):
    reason = forms.CharField(
        label=_("移除的理由"), max_length=200, help_text=_("如“图上的人不再同意公开”。"),
        error_messages={"required": _("请写明理由。")},
    )  # fmt: skip
