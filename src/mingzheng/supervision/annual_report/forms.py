"""What a person fills in for a report. Errors stand in place; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.supervision.annual_report import judging
from mingzheng.supervision.annual_report.cells import Typed, index
from mingzheng.supervision.annual_report.cells import typed as typed_numbers
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.annual_report.reading.files import ENDINGS, LARGEST
from mingzheng.supervision.annual_report.reading.parts import NUMERALS, PARTS

__all__ = [
    "BeginForm",
    "CheckForm",
    "CorrectForm",
    "ExplainForm",
    "ImportForm",
    "ReasonForm",
    "RedrawForm",
    "TextsForm",
]

MOST = 20_000


class TextsForm(PublicTextForm):
    """A field for each section, in the order of the report; beside them the cells that a text may refer to."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report: AnnualReport = case.subject
        self.sections = judging.own_sections(report)
        for one in self.sections:
            made = text(one.title, one.hint, most=MOST, rows=14 if one.key == "plan" else 6, required=False)
            made.widget.attrs["data-cells"] = ""
            self.fields[one.key] = made
            self.initial.setdefault(one.key, report.texts.get(one.key, ""))
        self.groups = groups(report.cells)
        self.known = report.cells

    def rows(self) -> list[Row]:
        """Each section's field, with the part that it opens and the numbers typed in it."""
        found, part, having = [], 0, index(self.known)
        for one in self.sections:
            heading = f"{NUMERALS[one.part - 1]}、{PARTS[one.part]}" if one.part != part else ""
            part = one.part
            typed = list(typed_numbers(str(self[one.key].value() or ""), having))
            found.append(Row(heading, self[one.key], typed))
        return found


@dataclass(frozen=True)
class Row:
    heading: str
    field: forms.BoundField
    typed: list[Typed]


def groups(known: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The cells for the picker: heading → (code, words, number), what is used most first."""
    found: dict[str, list[tuple[str, str, str]]] = {name: [] for name, _test in GROUPS}
    for code, cell in known.items():
        name = next(name for name, test in GROUPS if test(code))
        found[name].append((code, str(cell["label"]), str(cell["text"])))
    return [(name, rows) for name, rows in found.items() if rows]


GROUPS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("表三 总计列", lambda code: code.startswith("table3.total.")),
    ("各类办理结果和诉讼的合计", lambda code: code.startswith("sum.")),
    ("表二", lambda code: code.startswith("table2.")),
    ("表四", lambda code: code.startswith("table4.")),
    ("指标", lambda code: code.startswith("figure.")),
    ("工作要点", lambda code: code.startswith(("task.", "plan."))),
    ("表三 各类申请人", lambda code: code.startswith("table3.")),
    ("其他记录", lambda _code: True),
)


class RedrawForm(forms.Form):
    """Take the figures again; the texts stay unless asked."""

    again = forms.BooleanField(
        label=_("文字也重新起草"),
        required=False,
        help_text=_("勾选后，已经编辑的文字会被新起草的替换；不勾选时只更新数字，文字中引用的数随之更新。"),
    )


class ExplainForm(forms.Form):
    """A reason for each finding that may stand."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report: AnnualReport = case.subject
        self.keys: dict[str, str] = {}
        for at, one in enumerate(judging.judge(report).soft):
            name = f"reason_{at}"
            self.keys[name] = one.key
            self.fields[name] = text(f"{one.where}", one.text, most=300, rows=2, required=False)
            self.initial[name] = report.reasons.get(one.key, "")

    def reasons(self) -> dict[str, str]:
        return {key: self.cleaned_data[name].strip() for name, key in self.keys.items() if self.cleaned_data.get(name)}

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        held["reasons"] = self.reasons()
        return held


class CorrectForm(PublicTextForm):
    reason = text(_("更正理由"), _("随更正后的报告一起公布：哪一处有误，为什么。"), most=500)


class BeginForm(forms.Form):
    """A report of the actor's unit or of the district. Sent twice, it makes one."""

    form_key = KeyField()
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    whose = forms.ChoiceField(label=_("编制"))

    def __init__(self, *args: Any, years: list[int], whose: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "year", [(one, _("%(year)s年") % {"year": one}) for one in years])
        offer(self, "whose", whose)
        if len(whose) == 1:
            self.fields["whose"].widget = forms.HiddenInput()
            self.fields["whose"].initial = whose[0][0]


class ReportFile(forms.FileField):
    """A report's file; what it is, is seen when it is read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
            help_text=_("Word（.docx）、Excel（.xlsx）、网页（.html）或纯文字（.txt），不超过 20 MB。"),
            error_messages={"required": _("请选择文件。"), "empty": _("文件是空的，请重新选择。")},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found is not None and found.size > LARGEST:
            raise forms.ValidationError(_("文件超过 20 MB，请去掉图片后再试。"))
        return found


class CheckForm(forms.Form):
    """A report from anywhere; nothing of it is kept."""

    file = ReportFile(label=_("要检查的年度报告"))
    previous = ReportFile(label=_("上年的年度报告（可以不选）"), required=False)


class ImportForm(forms.Form):
    """A report that was published before the platform."""

    form_key = KeyField()
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    district = forms.BooleanField(label=_("是区政府（全区）的报告"), required=False)
    year = forms.IntegerField(
        label=_("年度"),
        min_value=2008,
        max_value=2100,
        error_messages={"required": _("请填写年度。"), "invalid": _("年度请填写四位数字。")},
    )
    published_on = day(_("公布日期"), required=True)
    source = forms.CharField(
        label=_("来源"),
        max_length=300,
        help_text=_("如：区政府门户网站 2023年1月20日公布。"),
        error_messages={"required": _("请写明来源。")},
    )
    file = ReportFile(label=_("报告文件"))

    def __init__(self, *args: Any, units: Any, office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
        if not office:
            del self.fields["district"]


def read_upload(upload: Any) -> tuple[bytes, str]:
    """Bytes and name of an uploaded file.

    Raises:
        Refused: it is gone.
    """
    if upload is None:
        raise Refused("没有选择文件。", remedy="请选择文件。", field="file")
    upload.seek(0)
    return upload.read(), str(upload.name or "")
