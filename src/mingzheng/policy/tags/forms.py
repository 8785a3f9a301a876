"""What a person fills in for the catalogue and for older documents. Errors stand in place; nothing typed is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.fields import offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.disclosure.documents.forms import WordsField
from mingzheng.policy.tags import catalogue
from mingzheng.policy.tags.content import RETIRED, Content, Entry, apply
from mingzheng.policy.tags.models import Tagging, Version
from mingzheng.policy.tags.texts import check_private

PICK = ("", _("请选择"))


class BeginForm(forms.Form):
    """A new version: what it is for, and for the first one, from what it starts."""

    form_key = KeyField()
    note = text(_("这一版为什么改"), _("会写在版本说明里，公布后公开。"), most=500)
    take_over = forms.BooleanField(
        label=_("从随软件提供的目录开始"),
        required=False,
        initial=True,
        help_text=_(
            "22 类主题、面向对象、国民经济行业门类和大类、企业规模、人生事、区域举措，共三百多个标签，可以逐项增改。"
        ),
    )

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not first:
            del self.fields["take_over"]

    def clean_note(self) -> str:
        return check_private(self.cleaned_data["note"])


class ChangeForm(forms.Form):
    """A change to the draft; it is tried on the draft's catalogue before it is kept."""

    wants_case = True
    kind = ""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version: Version = case.subject
        self.drafted: Content = catalogue.drafted(self.version)
        self.offer()

    def offer(self) -> None:
        """Fill the choices from the drafted catalogue."""

    def choices(self, *, status: str = "active", facets: bool = False) -> list[Any]:
        """(code, name) of tags, facet by facet; or of the facets themselves."""
        if facets:
            return [PICK, *((one.code, one.label) for one in self.drafted.facets if not one.derived)]
        rows: list[Any] = [PICK]
        for facet in self.drafted.facets:
            held = [
                (one.code, one.name) for one in self.drafted.entries if one.facet == facet.code and one.status == status
            ]
            rows += [(facet.label, held)] if held else []
        return rows

    def change(self) -> dict[str, Any]:
        """What ``content.apply`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if not self.errors and "definition" in held:
            try:
                check_private(held["definition"])
            except forms.ValidationError as error:
                self.add_error("definition", error)
        if not self.errors:
            try:
                apply(self.drafted, self.kind, self.change())
            except Refused as refused:
                say_no(self, refused)
        return held


def _name(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=32,
        help_text=_("不超过 32 字，不用空格、逗号和斜线；不能与任何标签现在或从前的名称相同。"),
        error_messages={"required": _("请填写名称。")},
    )


def _code(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, error_messages={"required": _("请选择标签。"), "invalid_choice": _("没有这个标签，请重新选择。")}
    )


def _reason() -> forms.CharField:
    return text(_("理由"), _("审批的人会看到，公布后随版本说明公开。"), most=300, rows=2, required=False)


def _suggesting() -> WordsField:
    return WordsField(
        label=_("推荐用词"), required=False, help_text=_("文件里出现这些词，就推荐这个标签。用顿号隔开。")
    )


class AddForm(ChangeForm):
    kind = "add"
    facet = forms.ChoiceField(label=_("分面"), error_messages={"required": _("请选择分面。")})
    name = _name(_("名称"))
    parent = forms.ChoiceField(label=_("上级标签"), required=False, help_text=_("没有上级的留空。"))
    definition = text(_("含义"), _("一句话说明哪些文件用这个标签，会公开显示。"), most=500)
    words = _suggesting()
    former = WordsField(label=_("旧词"), required=False, help_text=_("旧文件里用过的词；公布后并到这个标签。"))
    reason = _reason()

    def offer(self) -> None:
        offer(self, "facet", self.choices(facets=True))
        offer(self, "parent", self.choices())


class RenameForm(ChangeForm):
    kind = "rename"
    code = _code(_("标签"))
    name = _name(_("新名称"))
    reason = _reason()

    def offer(self) -> None:
        offer(self, "code", self.choices())


class MergeForm(ChangeForm):
    kind = "merge"
    code = _code(_("并掉的标签"))
    into = _code(_("并入"))
    reason = _reason()

    def offer(self) -> None:
        for name in ("code", "into"):
            offer(self, name, self.choices())


class RetireForm(ChangeForm):
    kind = "retire"
    code = _code(_("标签"))
    reason = _reason()

    def offer(self) -> None:
        offer(self, "code", self.choices())


class ReviveForm(ChangeForm):
    kind = "revive"
    code = _code(_("已停用的标签"))
    reason = _reason()

    def offer(self) -> None:
        offer(self, "code", self.choices(status=RETIRED))


class DefineForm(ChangeForm):
    kind = "define"
    code = _code(_("标签"))
    definition = text(_("含义"), _("会公开显示。"), most=500)
    words = _suggesting()
    parent = forms.ChoiceField(label=_("上级标签"), required=False)
    reason = _reason()

    def offer(self) -> None:
        offer(self, "code", self.choices())
        offer(self, "parent", self.choices())


class RequireForm(ChangeForm):
    kind = "require"
    facet = forms.ChoiceField(label=_("分面"), error_messages={"required": _("请选择分面。")})
    required = forms.BooleanField(label=_("公开时必须有这一面的标签"), required=False)
    reason = _reason()

    def offer(self) -> None:
        offer(self, "facet", self.choices(facets=True))


class UndoForm(forms.Form):
    """Take one change out of the draft."""

    wants_case = True
    change = forms.ChoiceField(
        label=_("改动"), error_messages={"required": _("请选择改动。"), "invalid_choice": _("这一条已经撤销，请刷新。")}
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version: Version = case.subject
        rows = self.version.changes.order_by("-id")
        offer(self, "change", [PICK, *((str(one.pk), one.words) for one in rows)])

    def clean_change(self) -> int:
        """What is left must still hold together: later changes may stand on this one."""
        chosen = int(self.cleaned_data["change"])
        content = catalogue.latest()
        for one in self.version.changes.exclude(pk=chosen):
            try:
                content = catalogue.after(content, one)
            except Refused as refused:
                raise forms.ValidationError(
                    _("后面的改动「%(words)s」以它为前提，请先撤销那一条。") % {"words": one.words}
                ) from refused
        return chosen


@dataclass(frozen=True)
class Line:
    """One document of a list: words outside the catalogue, what is offered (name, why, ticked), what was written, what is wrong."""

    row: Tagging
    outside: list[str]
    offered: list[tuple[str, str, bool]]
    more: str
    fault: str


class ConfirmForm(forms.Form):
    """Rows of a list of older documents: for each the tags that a person ticked, and others written beside them."""

    wants_case = True
    PER_PAGE = 10

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list = case.subject
        self.held = catalogue.in_force()
        asked = (
            self.data.getlist("row")
            if hasattr(self.data, "getlist")
            else [str(one) for one in self.data.get("row", ())]
        )
        rows = (
            self.list.rows.filter(confirmed_at=None)
            .select_related("document__live")
            .prefetch_related("document__tag_rows")
        )
        if self.is_bound:
            numbers = [int(one) for one in asked if re.fullmatch(r"[0-9]{1,12}", one)]
            rows = rows.filter(pk__in=numbers)
        self.rows: list[Tagging] = list(rows[: self.PER_PAGE])

    def lines(self) -> list[Line]:
        """What the page shows of each row."""
        content = self.held.content if self.held else Content()
        found = []
        for row in self.rows:
            now = [one.tag for one in row.document.tag_rows.all()]
            reasons = {
                entry.name: one["reason"]
                for one in row.suggested
                if (entry := content.entry(one["code"])) is not None and entry.active
            }
            kept = [name for name in now if self.held and name in self.held.known]
            ticked = self.picked(row) if self.is_bound else list(dict.fromkeys([*kept, *reasons]))
            names = list(dict.fromkeys([*kept, *reasons, *(one for one in ticked if one in content.current())]))
            offered = [(name, reasons.get(name, ""), name in ticked) for name in names]
            fault = getattr(self, "faults", {}).get(row.pk, "")
            found.append(Line(row, [one for one in now if one not in kept], offered, self.more(row), fault))
        return found

    def every_name(self) -> list[str]:
        return [one.name for one in self.held.content.active()] if self.held else []

    def more(self, row: Tagging) -> str:
        return str(self.data.get(f"more-{row.pk}", "") or "")

    def picked(self, row: Tagging) -> list[str]:
        """The names ticked and written for a row."""
        key = f"tags-{row.pk}"
        given = self.data.getlist(key) if hasattr(self.data, "getlist") else list(self.data.get(key, ()))
        more = self.more(row)
        return list(dict.fromkeys([*map(str, given), *(one for one in re.split(r"[，,;；\s]+", more) if one)]))

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if not self.rows:
            raise forms.ValidationError(_("请勾选要确认的文件；刚才的可能已经由同事确认。"))
        chosen: dict[int, list[str]] = {}
        self.faults: dict[int, str] = {}
        for row in self.rows:
            codes, fault = self._codes(self.picked(row))
            if fault:
                self.faults[row.pk] = fault
            chosen[row.pk] = codes
        if self.faults:
            raise forms.ValidationError(
                _("有 %(n)s 份文件的标签要改，见各份文件下面的说明。") % {"n": len(self.faults)}
            )
        return {**held, "chosen": chosen}

    def _codes(self, names: list[str]) -> tuple[list[str], str]:
        """The codes of the names; or what is wrong with them."""
        from mingzheng.policy.tags.vocabulary import VOCABULARY

        if self.held is None:
            return [], str(_("标签目录还没有公布。"))
        if not names:
            return [], str(_("至少选一个标签。"))
        said = VOCABULARY.problems(names, self.held.published_on)
        return ([], " ".join(said)) if said else ([self.held.known[name] for name in names], "")


def described(kind: str, data: dict[str, Any], before: Content) -> str:
    """A change in a sentence: 把「低保」改名为「低收入家庭」."""

    def name(key: str = "code") -> str:
        entry: Entry | None = before.entry(str(data.get(key, "")))
        return f"「{entry.name}」" if entry else ""

    facets = {one.code: one.label for one in before.facets}
    facet = f"「{facets.get(str(data.get('facet', '')), '')}」"
    said = {
        "add": f"在{facet}新增「{data.get('name', '')}」",
        "rename": f"把{name()}改名为「{data.get('name', '')}」",
        "merge": f"把{name()}并入{name('into')}",
        "retire": f"停用{name()}",
        "revive": f"恢复使用{name()}",
        "define": f"修改{name()}的含义、推荐用词或上级",
        "require": f"公开时{'必须' if data.get('required') else '不要求'}有{facet}的标签",
    }
    return said[kind][:300]
