"""Typical cases, conferences and exchanges, and what many ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import PastDay, line, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit, held_on
from mingzheng.requests.foi.forms.fields import CaseForm
from mingzheng.requests.foi.models import Conference

MOST_LINKED = 50


class TypicalForm(forms.Form):
    """What a typical case says. Nothing of a person may stand in it."""

    title = line(_("标题"), _("一句话说明这是什么情形，不写姓名、单位名称。"), most=120)
    facts = text(_("案情"), _("已从案卷带入并隐去个人信息；请删去与启示无关的细节。"), rows=6, most=4000)
    question = text(_("争议焦点"), rows=3, most=2000)
    handling = text(_("处理"), _("怎样认定，依据哪一条，怎样答复。"), rows=5, most=4000)
    lesson = text(_("启示"), _("下次遇到同类申请怎样办。"), rows=4, most=2000)


class TypicalDraftForm(TypicalForm):
    form_key = KeyField()


class TypicalEditForm(TypicalForm):
    """Begins with what stands there."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.initial = getattr(case.subject, name)


class ConferenceForm(forms.Form):
    form_key = KeyField()
    kind = forms.ChoiceField(label=_("种类"), choices=Conference.Kind.choices)
    topic = line(_("议题"), _("不写申请人的个人信息。"), most=120)
    held_on = PastDay(_("日期"))
    units = forms.ModelMultipleChoiceField(
        label=_("参加单位"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾选参加单位。"), "invalid_choice": _("有的单位今天已经不在名录里。")},
    )
    people = number(_("参加人数"), least=1, most=5000)
    minutes = text(_("纪要"), _("讨论了什么，形成什么意见；不写申请人的个人信息。"), rows=8, most=10000)
    numbers = text(
        _("涉及的申请"),
        _("每行一个申请号；没有的不填。没有阅卷权限的人只看到申请号和申请人类别。"),
        rows=3,
        most=2000,
        required=False,
    )
    papers = UploadsField(label=_("纪要文件、签到表等"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = Unit.objects.filter(held_on(timekeeping.today())).order_by("order", "id")
        units.label_from_instance = lambda unit: unit.short

    def clean_numbers(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["numbers"].upper().split()))
        if len(found) > MOST_LINKED:
            raise forms.ValidationError(_("一次会商最多登记 %(n)s 件申请。") % {"n": MOST_LINKED})
        return found


class SuggestForm(forms.Form):
    form_key = KeyField()
    topic = line(_("建议公开的信息"), _("写信息的名称或者内容，不写申请人；决定公开前只有本单位看得到。"), most=200)


class SameAcceptForm(CaseForm):
    topic = line(_("要公开的信息"), _("写信息的名称，不写任何人的姓名、住址；决定后区府办看得到。"), most=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].initial = self.application.topic


class SamePublishForm(forms.Form):
    document = line(_("公开文件的索引号"), _("先按“公文公开”办完审查和公开，再填写公开页面上的索引号。"), most=32)

    def clean_document(self) -> str:
        return "".join(str(self.cleaned_data["document"]).split()).upper()
