"""What a person fills in for projects, updates, tables. Errors stand in place; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.public_text import check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.catalogue.queries import column_choices
from mingzheng.disclosure.key_areas import tables
from mingzheng.disclosure.key_areas.models import Project, ProjectUpdate, TableFinding
from mingzheng.disclosure.key_areas.tables import Spec

RESERVED = ("rili", "xiangmu", "biaoge")
PICTURES = ("png", "jpeg", "webp", "gif")


class ReasonForm(forms.Form):
    reason = text(_("理由"), most=500, lacking=_("请写明理由。"))


Node = tuple[dt.date, str, dt.date | None]
NODE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(.{1,80}?)(?:\s+实际\s*(\d{4}-\d{2}-\d{2}))?", re.ASCII)


def _node(line: str) -> Node:
    """2023-06-30 主体结构封顶, or with 实际 2023-06-19 behind it when it was reached before the project is entered."""
    unread = forms.ValidationError(_("「%(line)s」看不懂，请写成 2023-09-30 节点名称。") % {"line": line[:40]})
    parts = NODE.fullmatch(line)
    if parts is None:
        raise unread
    try:
        done = dt.date.fromisoformat(parts[3]) if parts[3] else None
        planned = dt.date.fromisoformat(parts[1])
    except ValueError:
        raise forms.ValidationError(
            _("「%(line)s」看不懂，请写成 2023-09-30 节点名称。") % {"line": line[:40]}
        ) from None
    if done is not None and done > timekeeping.today():
        raise forms.ValidationError(_("「%(line)s」的实际日期在今天之后。") % {"line": line[:40]})
    return planned, parts[2], done


class ProjectForm(forms.Form):
    """The facts of a project; milestones one per line."""

    kind = forms.ChoiceField(label=_("类别"), choices=Project.Kind.choices)
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    summary = text(_("建设内容"), most=1000, rows=4)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    starts_on = day(_("计划开始"), required=True)
    ends_on = day(_("计划完成"), required=True)
    update_days = number(_("更新周期（日）"), least=1, most=366, help_text=_("最长多少天公开一次进展。"))
    milestones = text(
        _("节点"),
        _("每行一个：计划日期、空格、节点名称，例如“2023-09-30 主体结构封顶”。已经达到的在后面写“实际 2023-09-20”。"),
        most=2000,
        rows=5,
        lacking=_("请至少写一个节点。"),
    )

    def clean_milestones(self) -> list[Node]:
        lines = [line.strip() for line in self.cleaned_data["milestones"].splitlines() if line.strip()]
        found = [_node(line) for line in lines]
        if len({title for _day, title, _done in found}) < len(found):
            raise forms.ValidationError(_("节点名称有重复。"))
        return found

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("starts_on") and held.get("ends_on") and held["ends_on"] < held["starts_on"]:
            self.add_error("ends_on", _("计划完成早于计划开始。"))
        for name in ("title", "summary", "place"):
            try:
                check_public(held.get(name) or "")
            except forms.ValidationError as error:
                self.add_error(name, error)
        return held


class NewProjectForm(ProjectForm):
    """Sent twice, it makes one project."""

    form_key = KeyField()


class UpdateForm(forms.Form):
    """Progress of a project. With the case (revising) or the project (a new one)."""

    wants_case = True
    text = forms.CharField(
        label=_("进展"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写事实：完成了什么、下一步做什么、对出行和生活有什么影响。"),
        error_messages={"required": _("请填写进展。")},
    )
    happened_on = day(_("日期"), required=True)
    percent = number(_("总进度（%）"), least=0, most=100)
    milestone = forms.ChoiceField(label=_("节点"), required=False)
    reached = forms.BooleanField(label=_("这个节点已经达到"), required=False)
    replanned_on = day(_("节点的新计划日期"), _("计划调整时填写，并在进展中说明原因。"))
    photo = UploadField(label=_("照片"), required=False, help_text=_("PNG 或 JPEG。不要拍到可以辨认的个人。"))
    caption = forms.CharField(label=_("照片说明"), max_length=120, required=False)
    alt = forms.CharField(
        label=_("照片的替代文字"),
        max_length=200,
        required=False,
        help_text=_("给看不到照片的人：照片里有什么。附照片时必须填写。"),
    )

    def __init__(self, *args: Any, case: Case | None = None, project: Project | None = None, **kwargs: Any) -> None:
        update: ProjectUpdate | None = case.subject if case is not None else None
        if update is not None:
            names = ("text", "happened_on", "percent", "reached", "replanned_on")
            start = {name: getattr(update, name) for name in names}
            kwargs.setdefault("initial", {**start, "milestone": str(update.milestone_id or "")})
        super().__init__(*args, **kwargs)
        self.project = update.project if update is not None else project
        assert self.project is not None  # noqa: S101 - the caller names one of them
        nodes = [(str(node.pk), node.title) for node in self.project.milestones.all()]
        offer(self, "milestone", [("", _("（不涉及节点）")), *nodes])

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        check_public(text)
        return text

    def clean_happened_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["happened_on"]
        if day > timekeeping.today():
            raise forms.ValidationError(_("日期在今天之后。请填写已经发生的日期。"))
        return day

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        if photo is not None and photo.kind.code not in PICTURES:
            raise forms.ValidationError(_("这不是图片。请上传 PNG、JPEG 或 WebP 图片。"))
        return photo

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("photo") and not held.get("alt"):
            self.add_error("alt", _("请写明照片里有什么，看不到照片的人要靠它。"))
        if (held.get("reached") or held.get("replanned_on")) and not held.get("milestone"):
            self.add_error("milestone", _("请选择是哪一个节点。"))
        if held.get("reached") and held.get("replanned_on"):
            self.add_error("replanned_on", _("节点已经达到，不必再调整计划。"))
        for name in ("caption", "alt"):
            try:
                check_public(held.get(name) or "")
            except forms.ValidationError as error:
                self.add_error(name, error)
        return held


class NewUpdateForm(UpdateForm):
    """A new report: sent twice, it is reported once."""

    form_key = KeyField()


class RowsForm(forms.Form):
    """The rows of a table: a workbook, or pasted and typed lines."""

    wants_case = True
    file = UploadField(
        label=_("从工作簿导入"), required=False, help_text=_("xlsx，第一行写列名。选了文件就不看下面的文字。")
    )
    lines = forms.CharField(
        label=_("表的内容"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off"}),
    )
    change_note = forms.CharField(label=_("修改说明"), max_length=200, required=False, help_text=_("公开在表的下面。"))

    def __init__(self, *args: Any, case: Case | None = None, spec: Spec | None = None, **kwargs: Any) -> None:
        if case is not None:
            version = case.subject
            spec = tables.specs()[version.table.spec]
            start = {"lines": tables.as_lines(spec, version.rows), "change_note": version.change_note}
            kwargs.setdefault("initial", start)
        super().__init__(*args, **kwargs)
        assert spec is not None  # noqa: S101 - the caller names one of them
        self.spec = spec
        heads = "｜".join(tables.head(spec, field) + ("*" if field.required else "") for field in spec.fields)
        self.fields["lines"].help_text = _(
            "可以从 Excel 复制粘贴。每行一条，列之间用制表符或“|”隔开，依次为：%(heads)s。带 * 的必填。"
        ) % {"heads": heads}

    def clean_lines(self) -> str:
        return str(self.cleaned_data["lines"])

    def clean_change_note(self) -> str:
        note: str = self.cleaned_data["change_note"]
        check_public(note)
        return note

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        where = "file" if held.get("file") else "lines"
        if where in self.errors:
            return held
        try:
            read = (
                tables.read_workbook(self.spec, held["file"].data)
                if held.get("file")
                else tables.read_text(self.spec, held.get("lines") or "")
            )
        except Refused as refused:
            self.add_error("file", str(refused))
            return held
        if read.faults:
            more = [_("还有 %(n)d 处。") % {"n": len(read.faults) - 12}] if len(read.faults) > 12 else []
            self.add_error(where, [*read.faults[:12], *more])
        elif not read.rows:
            self.add_error(where, _("没有读到任何一行。"))
        held["rows"] = read.rows
        return held


class SettleForm(forms.Form):
    """Findings of a version one by one: mask, or keep with a reason what may lawfully be public."""

    wants_case = True
    reason = forms.CharField(
        label=_("依法公开的理由"), max_length=200, required=False, help_text=_("有一处选了“依法公开”就要写。")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = case.subject
        spec = tables.specs()[version.table.spec]
        self.open = list(version.findings.filter(outcome=TableFinding.Outcome.OPEN))
        for finding in self.open:
            choices = [("", _("以后再处理")), ("masked", _("遮盖为 %(mask)s") % {"mask": finding.mask})]
            if finding.severity == Severity.CHECK.value:
                choices.append(("kept", _("依法公开，保留")))
            label = _("第 %(row)d 行「%(column)s」：%(label)s") % {
                "row": finding.row, "column": spec.field(finding.key).label, "label": finding.label,
            }  # fmt: skip
            self.fields[f"finding_{finding.pk}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields([*(f"finding_{finding.pk}" for finding in self.open), "reason"])

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        chosen = {finding.pk: held.get(f"finding_{finding.pk}") or "" for finding in self.open}
        if "kept" in chosen.values() and not held.get("reason", "").strip():
            self.add_error("reason", _("请写明依法公开的理由。"))
        if not any(chosen.values()):
            raise forms.ValidationError(_("没有选择任何处理办法。"))
        held["chosen"] = chosen
        return held


class TableForm(forms.Form):
    spec = forms.ChoiceField(label=_("表种"))
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "spec", [(code, spec.title) for code, spec in tables.specs().items()])


class MatterForm(forms.Form):
    """A matter of an area, kept by 区府办."""

    code = forms.RegexField(
        r"\A[a-z][a-z0-9-]*\Z",
        label=_("代码"),
        max_length=48,
        help_text=_("小写字母、数字和短横，公开页的地址由它组成，以后不能改。"),
        error_messages={"required": _("请填写代码。"), "invalid": _("代码只能用小写字母、数字和短横，以字母开头。")},
    )
    title = forms.CharField(label=_("名称"), max_length=80, error_messages={"required": _("请填写名称。")})
    wording = text(_("要点原文"), most=500, required=False)
    required = forms.CharField(label=_("公开内容"), max_length=300, error_messages={"required": _("请填写公开内容。")})
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("责任单位"), error_messages={"required": _("请选择责任单位。")}
    )
    update_days = number(_("更新周期（日）"), least=1, most=3660, required=False, help_text=_("不填表示随事件公开。"))
    update_event = forms.CharField(label=_("随什么事件公开"), max_length=100, required=False)
    channel = forms.CharField(label=_("公开渠道"), max_length=200, required=False)
    column = forms.ChoiceField(label=_("对应栏目"), required=False)
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, editing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing:
            del self.fields["code"]
        offer(self, "units", Unit.objects.filter(valid_to=None))
        offer(self, "column", [("", _("（没有）")), *column_choices()])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in RESERVED:
            raise forms.ValidationError(_("「%(code)s」是页面地址的一部分，不能用作代码。") % {"code": code})
        return code

    def clean_column(self) -> Column | None:
        code = self.cleaned_data["column"]
        return Column.objects.filter(code=code).first() if code else None
