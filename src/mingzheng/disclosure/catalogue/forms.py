"""What a person fills in for columns, entries and the standard catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField
from mingzheng.core.submissions.fields import day, number, offer, text
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import units_on
from mingzheng.disclosure.catalogue import queries
from mingzheng.disclosure.catalogue.models import Column

LONGEST_RULE = 3660


def unit_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ModelChoiceField[Unit]:
    return forms.ModelChoiceField(
        Unit.objects.none(),
        label=label,
        required=required,
        help_text=help_text,
        empty_label=_("请选择单位"),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")},
    )


class ColumnForm(forms.Form):
    """A column. ``code`` is asked for once; the address of its page depends on it."""

    code = forms.RegexField(
        r"\A[a-z][a-z0-9-]*\Z",
        label=_("代码"),
        max_length=48,
        help_text=_("小写字母、数字和短横，栏目页的地址由它组成，以后不能改。"),
        error_messages={"required": _("请填写代码。"), "invalid": _("代码只能用小写字母、数字和短横，以字母开头。")},
    )
    title = forms.CharField(label=_("名称"), max_length=64, error_messages={"required": _("请填写名称。")})
    parent = forms.ChoiceField(label=_("上级栏目"), required=False)
    owner = unit_field(_("责任单位"))
    about = forms.CharField(label=_("说明"), max_length=300, required=False, help_text=_("显示在栏目页的标题下面。"))
    content_rule = forms.CharField(label=_("内容要求"), max_length=300, required=False)
    update_days = number(
        _("更新周期（日）"),
        least=1,
        most=LONGEST_RULE,
        required=False,
        help_text=_("最长多少天更新一次。不填表示随事件更新，不计时。"),
    )
    update_note = forms.CharField(
        label=_("更新要求"), max_length=200, required=False, help_text=_("例如：按季度更新。")
    )
    update_basis = forms.CharField(label=_("更新依据"), max_length=200, required=False)
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, initial=0, help_text=_("小的在前。"))

    def __init__(self, *args: Any, column: Column | None = None, **kwargs: Any) -> None:
        if column is not None:
            names = ("title", "owner", "about", "content_rule", "update_days", "update_note", "update_basis", "order")
            initial = {name: getattr(column, name) for name in names}
            kwargs["initial"] = {**initial, "parent": column.parent.code if column.parent else ""}
        super().__init__(*args, **kwargs)
        below: set[str] = set()
        if column is not None:
            del self.fields["code"]
            node = queries.find(queries.tree(closed=True), column.code)
            below = {one.column.code for one in node.walk()} if node else set()
        choices = [(code, label) for code, label in queries.column_choices() if code not in below]
        offer(self, "parent", [("", _("（顶层）")), *choices])
        offer(self, "owner", Unit.objects.filter(pk__in=[unit.pk for unit in units_on(timekeeping.today())]))

    def clean_parent(self) -> Column | None:
        return Column.objects.filter(code=self.cleaned_data["parent"]).first() if self.cleaned_data["parent"] else None


class CloseForm(forms.Form):
    reason = text(_("停用的理由"), most=200, lacking=_("请写明停用的理由。"))


class EntryForm(forms.Form):
    """Information that is public at its own address."""

    title = forms.CharField(label=_("标题"), max_length=300, error_messages={"required": _("请填写标题。")})
    url = forms.CharField(
        label=_("地址"),
        max_length=300,
        help_text=_("已经公开的网址，以 https:// 开头；本站的页面以 / 开头。"),
        error_messages={"required": _("请填写地址。")},
    )
    published_on = day(_("公开日期"), required=True)
    columns = forms.MultipleChoiceField(
        label=_("列入栏目"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个栏目。"), "invalid_choice": _("请从列表中选择栏目。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "columns", queries.column_choices())


class ImportForm(forms.Form):
    """A workbook of the standard catalogue."""

    year = number(_("年度"), least=2008, most=2100)
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    file = UploadField(label=_("工作簿"), help_text=_("xlsx，每个领域一张工作表，表头用标准目录的十个栏目。"))
