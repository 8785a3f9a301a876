"""What a person fills in for a topic. Errors stand in place; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.rules import SERVICE
from mingzheng.policy.topics import queries
from mingzheng.policy.topics.models import Topic, TopicItem

__all__ = [
    "AddForm",
    "BeginForm",
    "CloseForm",
    "ItemForm",
    "OrderForm",
    "ReasonForm",
    "RemoveForm",
    "RenewForm",
    "TopicForm",
]


class BeginForm(PublicTextForm):
    """A new topic of the actor's unit. Sent twice, it makes one."""

    form_key = KeyField()
    title = forms.CharField(
        label=_("专题名称"),
        max_length=100,
        help_text=_("网友看得懂的说法，如“中小企业用工政策一站看”。"),
        error_messages={"required": _("请填写专题名称。")},
    )
    lead = forms.CharField(label=_("一句话说明"), max_length=300, required=False)


class TopicForm(PublicTextForm):
    """The words of the page."""

    wants_case = True
    own = {"phone": frozenset({"landline"}), "address": frozenset({"address"})}

    title = forms.CharField(label=_("专题名称"), max_length=100, error_messages={"required": _("请填写专题名称。")})
    lead = text(_("一句话说明"), _("谁可以看这一页，能解决什么问题。"), most=300, rows=2, required=False)
    office = forms.CharField(label=_("咨询科室"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("咨询电话"), max_length=60, required=False, help_text=_("单位的座机；不写个人手机。")
    )
    address = forms.CharField(label=_("咨询地点"), max_length=200, required=False)
    hours = forms.CharField(label=_("咨询时间"), max_length=100, required=False)
    no_entry = forms.CharField(
        label=_("没有办理入口的说明"),
        max_length=200,
        required=False,
        help_text=_("不需要申请就能享受，或者只能到窗口办理的，写在这里；有办理入口的留空。"),
    )
    update_days = forms.IntegerField(
        label=_("核对周期（日）"),
        min_value=1,
        max_value=366,
        help_text=_("最长多少天把这一页从头核对一遍。"),
        error_messages={
            "required": _("请填写核对周期。"),
            "invalid": _("核对周期请填写整数，如 30。"),
            "min_value": _("核对周期最短 1 日。"),
            "max_value": _("核对周期最长 366 日。"),
        },
    )
    english_title = forms.CharField(label=_("英文名称"), max_length=200, required=False)
    english = text(
        _("英文摘要"), _("涉及外贸、外资的政策应当有；公开后另有一个英文页。"), most=3000, rows=6, required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic: Topic = case.subject
        self.initial = {**{name: getattr(topic, name) for name in self.fields}, **self.initial}

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if bool(held.get("english")) != bool(held.get("english_title")):
            missing = "english_title" if held.get("english") else "english"
            if missing not in self.errors:
                self.add_error(missing, _("英文名称和英文摘要要一起填写。"))
        return held


class AddForm(forms.Form):
    """Policies to put on the page."""

    wants_case = True

    policies = forms.MultipleChoiceField(
        label=_("政策"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("列出的是本单位已公开的政策；其他单位的，请在专题页上用名称或文号查找。"),
        error_messages={
            "required": _("请选择要加入的政策。"),
            "invalid_choice": _("这项政策不能加入：没有公开，或者已经在专题里。"),
        },
    )
    words = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (self.data.get("words") or self.initial.get("words") or "").strip()
        found = queries.offered(case.subject, words[:100])
        offer(self, "policies", [(str(one.pk), f"{one.title}（{one.unit.short}）") for one in found])


class ItemForm(PublicTextForm):
    """An entry, a piece of news, an event."""

    kind = forms.ChoiceField(label=_("类别"), choices=TopicItem.Kind.choices)
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    url = forms.CharField(
        label=_("网址"),
        max_length=300,
        required=False,
        help_text=_("办理入口必填；写 https:// 开头的网址，或本站的 /… 地址。"),
    )
    day = day(_("日期"), _("工作动态和活动必填。"))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if url and not SERVICE.fullmatch(url):
            raise forms.ValidationError(_("网址写法不对，请写 https:// 开头的网址，或本站的 /… 地址。"))
        return url

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("kind") == TopicItem.Kind.ENTRY and not held.get("url") and "url" not in self.errors:
            self.add_error("url", _("办理入口要有网址。"))
        happening = held.get("kind") in (TopicItem.Kind.NEWS, TopicItem.Kind.EVENT)
        if happening and not held.get("day") and "day" not in self.errors:
            self.add_error("day", _("请填写日期。"))
        return held


class _RowsForm(forms.Form):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic: Topic = case.subject
        self.bundle = list(self.topic.bundle.select_related("policy"))


class RemoveForm(_RowsForm):
    """What leaves the page."""

    rows = forms.MultipleChoiceField(
        label=_("移出"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要移出的内容。"), "invalid_choice": _("列表已变化，请刷新页面后再选。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        choices = [(f"p{one.pk}", one.policy.title) for one in self.bundle]
        choices += [(f"i{one.pk}", f"{one.get_kind_display()}：{one.title}") for one in self.topic.items.all()]
        offer(self, "rows", choices)


class OrderForm(_RowsForm):
    """Numbers before the policies, and a line for each."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        for place, one in enumerate(self.bundle, 1):
            self.fields[f"order_{one.pk}"] = forms.IntegerField(
                label=_("《%(title)s》的次序") % {"title": one.policy.title},
                min_value=1,
                max_value=999,
                initial=place,
                error_messages={"invalid": _("次序请填写整数。"), "required": _("请填写次序。")},
            )
            self.fields[f"note_{one.pk}"] = forms.CharField(
                label=_("一句话说明"), max_length=120, required=False, initial=one.note
            )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        for name, value in list(held.items()):
            if name.startswith("note_") and value:
                try:
                    check_public(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return held


class RenewForm(forms.Form):
    """Gone through from top to bottom."""

    checked = forms.BooleanField(
        label=_("文件、入口、电话和动态已逐项核对，仍然正确"),
        error_messages={"required": _("请先逐项核对；有变化的，用「修改专题」。")},
    )


class CloseForm(forms.Form):
    """The address stays and says why."""

    closing = text(_("关闭说明"), _("公开显示在原网址上，写明到哪里看。"), most=300)

    def clean_closing(self) -> str:
        check_public(self.cleaned_data["closing"])
        return str(self.cleaned_data["closing"])
