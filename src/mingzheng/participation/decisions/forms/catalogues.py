"""Composing a catalogue, its consent, a proposal for the district's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit, held_on
from mingzheng.participation.decisions.models import Catalogue, Kind, Line, Proposal, Version

BLANK = 3  # rows offered beyond those that are there
MOST = 60
PICK = ("", _("请选择"))
FACTS = ("title", "kind", "unit", "about", "planned_by")


def past_day(value: dt.date) -> dt.date:
    if value > timekeeping.today():
        raise forms.ValidationError(_("日期在今天之后。请填写已经发生的日期。"))
    return value


def units_today() -> Any:
    return Unit.objects.filter(held_on(timekeeping.today())).order_by("order", "id")


class BeginCatalogueForm(forms.Form):
    """The year; the scope follows from the unit (区府办: the district's or its own)."""

    form_key = KeyField()
    year = forms.IntegerField(
        label=_("年度"),
        validators=[MinValueValidator(2019), MaxValueValidator(2100)],
        error_messages={"required": _("请填写年度。"), "invalid": _("请写四位数字的年度，如 2023。")},
    )


class LineForm(PublicTextForm):
    """One row of the catalogue. Left wholly empty it is none."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("事项名称"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    unit = forms.ModelChoiceField(
        label=_("承办单位"), queryset=Unit.objects.none(), required=False, empty_label=_("请选择")
    )
    planned_by = day(_("计划完成时间"))
    about = text(_("主要内容"), most=1000, rows=2, required=False)
    drop = forms.BooleanField(label=_("移出"), required=False)
    why = forms.CharField(label=_("调整说明"), max_length=300, required=False)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        fields: dict[str, Any] = self.fields
        offer(self, "kind", [PICK, *Kind.choices])
        offer(self, "unit", units_today())
        if not version.catalogue.district:
            del fields["unit"]
        if version.number == 1:
            del fields["why"]

    @property
    def blank(self) -> bool:
        held = self.cleaned_data
        return not any((held.get("title"), held.get("planned_by"), held.get("about"), held.get("line")))

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if not any((held.get("title"), held.get("planned_by"), held.get("about"), held.get("line"))):
            return held
        if held.get("drop") and not (self.version.number > 1 and held.get("line")):
            return held
        wanted = {"title": _("请填写事项名称。"), "kind": _("请选择类别。"), "planned_by": _("请选择计划完成时间。")}
        wanted |= {"unit": _("请选择承办单位。")} if "unit" in self.fields else {}
        for name, message in wanted.items():
            if not held.get(name) and name not in self.errors:
                self.add_error(name, message)
        return held


class ArrangeForm(forms.Form):
    """All rows at once: those that are there, and some empty ones. ``rows`` of the cleaned data are plain dicts."""

    wants_case = True

    def __init__(self, data: Any = None, files: Any = None, *, case: Case, initial: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, initial=initial, **kwargs)
        catalogue: Catalogue = case.subject
        self.version = catalogue.draft or Version(catalogue=catalogue, number=1)
        known = list(self.version.lines.all()) if self.version.pk else []
        self.known = {line.pk: line for line in known}
        count = min(MOST, len(known) + BLANK)
        if data is not None:
            sent = [
                int(name.split("-")[0][3:])
                for name in data
                if name.startswith("row") and name.endswith("-title") and name.split("-")[0][3:].isdecimal()
            ]
            count = min(MOST, max([count, *(number + 1 for number in sent if number < MOST)]))
        self.rows = [self._row(data, number, known[number] if number < len(known) else None) for number in range(count)]

    def _row(self, data: Any, number: int, line: Line | None) -> LineForm:
        initial = (
            {"line": line.pk, "drop": line.dropped, "why": line.why, **{name: getattr(line, name) for name in FACTS}}
            if line
            else {}
        )
        return LineForm(data, prefix=f"row{number}", initial=initial, version=self.version)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        faults = [number for number, row in enumerate(self.rows, 1) if not row.is_valid()]
        if faults:
            said = "、".join(map(str, faults))
            raise forms.ValidationError(_("第 %(rows)s 行还要改正，原因写在各行下面。") % {"rows": said})
        held["rows"] = [row.cleaned_data for row in self.rows if not row.blank]
        titles = [row["title"] for row in held["rows"] if not row["drop"]]
        twice = {title for title in titles if titles.count(title) > 1}
        if twice:
            raise forms.ValidationError(_("有同名的事项：%(names)s。") % {"names": "、".join(sorted(twice))})
        foreign = [row["line"] for row in held["rows"] if row["line"] and row["line"] not in self.known]
        if foreign:
            raise forms.ValidationError(_("目录刚刚改动过。请刷新页面后再编制。"))
        return held


class AdjustForm(PublicTextForm):
    reason = text(_("调整理由"), _("公开显示：为什么增加、减少或者改变事项。"), most=500)


class ConsentForm(forms.Form):
    """同级党委（党组）同意: which body, when, under which number."""

    wants_case = True

    consent_body = forms.CharField(
        label=_("党委（党组）"), max_length=100, error_messages={"required": _("请填写是哪个党委（党组）同意的。")}
    )
    consent_on = day(_("同意日期"), required=True)
    consent_number = forms.CharField(
        label=_("文号或者会议"),
        max_length=100,
        help_text=_("如 长委〔2023〕8号，或者“区委常委会第12次会议”。公开显示。"),
        error_messages={"required": _("请填写文号或者会议。")},
    )
    proof = UploadField(label=_("证明材料"), required=False, help_text=_("批复或者会议纪要，只供内部查阅。"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_consent_on(self) -> dt.date:
        return past_day(self.cleaned_data["consent_on"])

    def clean_consent_number(self) -> str:
        check_public(self.cleaned_data["consent_number"])
        return str(self.cleaned_data["consent_number"])


class ProposalForm(PublicTextForm):
    """A matter that a unit wants taken into the district's catalogue."""

    private = frozenset({"grounds"})

    year = forms.IntegerField(label=_("列入哪一年度"), validators=[MinValueValidator(2019), MaxValueValidator(2100)])
    title = forms.CharField(label=_("事项名称"), max_length=200, error_messages={"required": _("请填写事项名称。")})
    kind = forms.ChoiceField(
        label=_("类别"), choices=[PICK, *Kind.choices], error_messages={"required": _("请选择类别。")}
    )
    about = text(_("主要内容"), _("列入目录后公开。"), most=1000)
    planned_by = day(_("计划完成时间"), required=True)
    origin = forms.ChoiceField(
        label=_("建议来源"),
        choices=[PICK, *Proposal.Origin.choices],
        error_messages={"required": _("请选择建议来源。")},
    )
    grounds = text(_("理由和依据"), _("必要性、可行性、法律政策依据；供区府办研究，不公开。"), most=1000)


class NewProposalForm(ProposalForm):
    form_key = KeyField()


class EditProposalForm(ProposalForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**{name: getattr(case.subject, name) for name in self.fields}, **self.initial}


class AnswerForm(forms.Form):
    reason = text(_("理由"), _("提出单位会看到。"), most=300)
