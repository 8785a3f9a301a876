"""What staff fill in for the steps of a letter. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer
from mingzheng.core.submissions.fields import text as area
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit, held_on
from mingzheng.participation.letters import intake, replies, sorting
from mingzheng.participation.letters.models import Contact, Letter
from mingzheng.participation.letters.models.letter import Channel, Kind


def units_today() -> Any:
    return Unit.objects.filter(held_on(timekeeping.today()))


def unit_field(label: Any, **more: Any) -> forms.ModelChoiceField:
    errors = {"required": _("请选择单位。"), "invalid_choice": _("没有这个单位，请重选。")}
    return forms.ModelChoiceField(
        label=label, queryset=Unit.objects.none(), empty_label=_("请选择"), error_messages=errors, **more
    )


def matter_choices() -> list[tuple[str, Any]]:
    return [("", _("请选择")), *((one.code, one.label) for one in sorting.words().matters)]


class ReasonForm(forms.Form):
    reason = area(_("理由"), _("写明原因；不要写个人信息。"), most=300)


class ClassifyForm(forms.Form):
    """Begins with what is there: the machine's proposal, or what was decided before."""

    wants_case = True
    kind = forms.ChoiceField(label=_("性质"), choices=Kind.choices, help_text=_("性质不同，答复期限不同。"))
    matter = forms.ChoiceField(
        label=_("事项"), error_messages={"required": _("请选择事项。"), "invalid_choice": _("请重选事项。")}
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        letter: Letter = case.subject
        kwargs["initial"] = {"kind": letter.kind, "matter": letter.matter, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        offer(self, "matter", matter_choices())


class DispatchForm(ClassifyForm):
    unit = unit_field(_("分给哪个单位"), help_text=_("已按来信的词推荐，请核对。"))
    reason = area(_("说明"), _("可以不写；分给退回过的单位时必须写理由。"), most=300, rows=2, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        letter: Letter = case.subject
        offer(self, "unit", units_today())
        proposed = sorting.sort(letter.title, letter.text, letter.channel, intake.unit_names()).units
        likely = units_today().filter(code=proposed[0].code).first() if proposed else None
        if likely is not None:
            self.initial.setdefault("unit", likely.pk)


class MoveForm(ReasonForm):
    unit = unit_field(_("转给哪个单位"))

    field_order = ["unit", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units_today())


class JoinForm(forms.Form):
    """The main letter by its number; ``cleaned_data`` holds the letter."""

    wants_case = True
    main = forms.CharField(
        label=_("并入哪一件"),
        max_length=20,
        help_text=_("写主件的编号；主件答复时，这一件同时得到答复。"),
        error_messages={"required": _("请填写主件的编号。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.letter: Letter = case.subject
        near = self.letter.group.letters.exclude(pk=self.letter.pk).order_by("pk") if self.letter.group else None
        first = near.filter(case__closed_at=None, joined_to=None).first() if near is not None else None
        kwargs["initial"] = {"main": first.number if first else "", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_main(self) -> Letter:
        number = self.cleaned_data["main"].strip().upper()
        found = Letter.objects.select_related("case").filter(number=number).first()
        if found is None or found.unit_id != self.letter.unit_id:
            raise ValidationError(_("本单位没有编号为 %(number)s 的来信。请核对编号。") % {"number": number[:20]})
        return found


class ContactForm(forms.Form):
    day = day(_("联系日期"), required=True)
    how = forms.ChoiceField(label=_("方式"), choices=Contact.How.choices)
    note = area(_("情况"), _("核实了什么、来信人希望怎样；不写姓名、号码和住址。"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": timekeeping.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_day(self) -> Any:
        return not_later(self.cleaned_data["day"])


def not_later(chosen: Any) -> Any:
    if chosen > timekeeping.today():
        raise ValidationError(_("日期不能在今天之后。"))
    return chosen


class InstructForm(forms.Form):
    leader = forms.CharField(
        label=_("批示领导"),
        max_length=60,
        help_text=_("写职务，例如：分管副区长。"),
        error_messages={"required": _("请填写职务。")},
    )
    text = area(_("批示内容"), _("只在内部看得到，不公开。"), most=500)
    day = day(_("批示日期"), required=True)

    def clean_day(self) -> Any:
        return not_later(self.cleaned_data["day"])


class UrgencyForm(ReasonForm):
    urgent = forms.TypedChoiceField(
        label=_("按什么办理"),
        choices=[("yes", _("紧急件，先办")), ("no", _("核实后不作紧急件"))],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    field_order = ["urgent", "reason"]


class AssistForm(forms.Form):
    units = forms.ModelMultipleChoiceField(
        label=_("会办单位"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择会办单位。"), "invalid_choice": _("有一个单位今天不存在，请重选。")},
    )
    what = area(_("请会办的事项"), _("写明要它核实什么、就哪一点提出意见；不写个人信息。"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "units", units_today())


class OpinionForm(forms.Form):
    opinion = area(_("会办意见"), _("写明情况、依据和意见；主办单位据此统一答复。"), most=2000, rows=6)


class ExtendForm(ReasonForm):
    days = forms.IntegerField(
        label=_("延长几个工作日"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写延长的工作日数。"), "invalid": _("请填写整数。")},
    )
    field_order = ["days", "reason"]


class ReplyForm(forms.Form):
    """A reply is handed on when the check finds nothing, or when what it found is explained."""

    wants_case = True
    reply = area(
        _("答复"),
        _("先写调查的情况和结论，再写依据、怎样办、什么时候办到、向谁问；不写来信人的个人信息。"),
        most=5000,
        rows=12,
    )
    basis = forms.CharField(
        label=_("依据"), max_length=300, required=False, help_text=_("文件名称、文号和条款；没有的不填。")
    )
    note = area(
        _("对检查提示的说明"),
        _("检查有提示而仍要提交的，写明理由，审核人会看到。"),
        most=300,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        latest = case.subject.round
        held = {"reply": latest.reply, "basis": latest.basis, "note": latest.findings_note}
        kwargs["initial"] = {**held, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = data.get("reply", "")
        if not typed:
            return data
        given, latest, letter = replies.rules(), self.case.subject.round, self.case.subject
        asked = latest.asked or f"{letter.title}。{letter.text}"
        found = replies.check(asked, typed, self.case.unit.short, given)
        data["findings"] = [{"kind": one.kind, "label": given.label(one.kind), "text": one.text} for one in found]
        blocking = [one for one in found if given.blocks(one.kind)]
        explained = bool(data.get("note", "").strip())
        for one in blocking if explained else found:
            self.add_error("reply", one.text)
        if found and not blocking and not explained:
            self.add_error("note", _("请照上面的提示修改；确需这样答复的，在这里写明理由。"))
        return data


class RegisterForm(forms.Form):
    """A letter that came on paper, at a visit or from a national site."""

    form_key = KeyField()
    channel = forms.ChoiceField(label=_("渠道"), choices=Channel.choices)
    source_ref = forms.CharField(
        label=_("来源编号"), max_length=64, required=False, help_text=_("12345 工单号、国家平台的编号；没有的不填。")
    )
    received_on = day(_("收到日期"), required=True)
    title = forms.CharField(label=_("标题"), max_length=60, error_messages={"required": _("请写标题。")})
    text = area(_("内容"), _("照原文登记，不改写。"), most=5000, rows=9)
    consent = forms.BooleanField(label=_("来信人同意选登"), required=False)
    name = forms.CharField(label=_("称呼"), max_length=40, required=False)
    reach = forms.CharField(
        label=_("联系方式"), max_length=120, required=False, help_text=_("与来信分开保存，办结后按期删除。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"received_on": timekeeping.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_received_on(self) -> Any:
        return not_later(self.cleaned_data["received_on"])
