"""What a person fills in for corners. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.submissions.fields import ISO_DAY, day, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import PostHolding, Unit, held_by_people, held_on
from mingzheng.disclosure.corners.models import Activity, Consultation, CopyDelivery, Corner


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明原因；不要写个人信息。"), most=500)


class AnswerForm(forms.Form):
    answer = text(_("答复内容"), _("写答复的要点和依据的文件；不要写个人信息。"), most=2000)


class SettleForm(AnswerForm):
    service = forms.CharField(
        label=_("办理的事项"),
        required=False,
        max_length=100,
        help_text=_("咨询后接着办了事的，写事项名称；没有的不填。"),
    )


class HandOverForm(forms.Form):
    window = forms.ModelChoiceField(
        label=_("转到哪个窗口"),
        queryset=Unit.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择窗口。"), "invalid_choice": _("这个单位今天没有窗口人员。请另选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = timekeeping.today()
        staffed = PostHolding.objects.filter(held_by_people(day), post=Post.WINDOW.value).values("unit")
        offer(self, "window", Unit.objects.filter(held_on(day), pk__in=staffed))


class CornerForm(forms.ModelForm):
    holds = forms.MultipleChoiceField(
        label=_("设施"), required=False, choices=list(Corner.HOLDS.items()), widget=forms.CheckboxSelectMultiple
    )
    access = forms.MultipleChoiceField(
        label=_("无障碍设施"), required=False, choices=list(Corner.ACCESS.items()), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Corner
        fields = [
            "name",
            "kind",
            "area",
            "address",
            "place",
            "way",
            "phone",
            "hours_text",
            "holiday_rule",
            "holds",
            "access",
            "about",
            "opened_on",
            "closed_on",
        ]
        help_texts = {
            "area": _("专区在哪个街道或镇的范围内；公众按街镇查找。"),
            "place": _("例如：一楼大厅右侧。"),
            "way": _("一行写一步，从最近的车站写到咨询台。"),
            "phone": _("对外的工作电话。"),
            "hours_text": _("一行写一组，例如：周一至周五 9:00-11:30 13:30-17:00"),
            "closed_on": _("不再使用时填写；停用后不在公众页面上列出。"),
        }
        widgets = {
            "way": forms.Textarea(attrs={"rows": 4}),
            "hours_text": forms.Textarea(attrs={"rows": 3}),
            "about": forms.Textarea(attrs={"rows": 3}),
            "opened_on": ISO_DAY,
            "closed_on": ISO_DAY,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Unit.objects.filter(kind__in=[Unit.Kind.STREET, Unit.Kind.TOWN])
        area.empty_label = _("全区")
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("请选择")), *Corner.Kind.choices]


class ClosureForm(forms.Form):
    form_key = KeyField()
    first = day(_("自"), required=True)
    last = day(_("至"), required=True)
    reason = forms.CharField(
        label=_("原因"), max_length=100, help_text=_("公众会看到。"), error_messages={"required": _("请填写原因。")}
    )


class ActivityForm(forms.Form):
    form_key = KeyField()
    kind = forms.ChoiceField(label=_("形式"), choices=Activity.Kind.choices)
    topic = forms.CharField(label=_("主题"), max_length=120, error_messages={"required": _("请填写主题。")})
    held_on = day(_("日期"), required=True)
    begins = forms.TimeField(
        label=_("开始时间"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("请填写开始时间。"), "invalid": _("时间请写成 14:00。")},
    )
    speaker = forms.CharField(
        label=_("由谁讲解"), required=False, max_length=100, help_text=_("写单位或科室；可以不填。")
    )


class RecordForm(forms.Form):
    participants = number(_("参加人数"), least=0, most=100000)
    summary = text(_("情况"), _("讲了什么、反响如何；公众会看到。"), required=False, most=2000)
    questions = text(
        _("现场提问"),
        _("一行写一个问题；答复写在同一行，用“｜”隔开。不写提问人。"),
        required=False,
        rows=6,
        most=20000,
    )
    material = UploadsField(label=_("活动材料"), required=False, help_text=_("课件、宣传册等，公众可以下载。"))

    def clean_questions(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["questions"].splitlines():
            text, _bar, answer = line.replace("|", "｜").partition("｜")
            if not text.strip():
                continue
            if len(text.strip()) > 500 or len(answer.strip()) > 1000:
                raise forms.ValidationError(_("有一行太长：问题不超过 500 字，答复不超过 1000 字。"))
            found.append((text.strip(), answer.strip()))
        return found


class ConsultationForm(forms.Form):
    form_key = KeyField()
    matter = forms.ChoiceField(label=_("类别"), choices=Consultation.Matter.choices)
    question = text(_("咨询内容"), _("写事情本身；不写姓名、证件号、住址。"), most=500)
    called = forms.CharField(
        label=_("称呼"), required=False, max_length=20, help_text=_("需要回复时填写，如“张女士”；办结后即删除。")
    )
    phone = forms.CharField(
        label=_("联系电话"), required=False, max_length=20, help_text=_("需要回复时填写；办结后即删除。")
    )


class DeliveryForm(forms.Form):
    form_key = KeyField()
    corner = forms.ModelChoiceField(
        label=_("送交到"), queryset=Corner.objects.none(), error_messages={"required": _("请选择档案馆或图书馆。")}
    )
    what = forms.CharField(label=_("送交内容"), max_length=200, error_messages={"required": _("请写明送交了什么。")})
    form = forms.ChoiceField(label=_("形式"), choices=CopyDelivery.Form.choices)
    copies = number(_("份数"), least=1, most=100000)
    delivered_on = day(_("送交日期"), required=True)
    received_on = day(_("签收日期"), _("还没有签收的不填。"), required=False)
    receipt = forms.CharField(label=_("回执编号"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["corner"]
        places.queryset = Corner.objects.filter(kind__in=[Corner.Kind.ARCHIVE, Corner.Kind.LIBRARY], closed_on=None)
