"""Meetings: what staff fill in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import queries
from mingzheng.participation.delegates.eligibility import AGE, AREA, CATEGORY
from mingzheng.participation.delegates.models import Age, Category, Invitation, Meeting

QUOTA = re.compile(r"(?P<value>.+?)[\s：:]+(?P<least>\d{1,3})(?:\s*[—\-~～至]+\s*(?P<most>\d{1,3}))?\s*人?")
MOST = 200


def known_values() -> dict[str, str]:
    """What a quota may name → which trait it is."""
    found = {str(one.label): CATEGORY for one in Category} | {str(one.label): AGE for one in Age}
    return found | dict.fromkeys(queries.areas().values_list("short", flat=True), AREA)


class MeetingForm(PublicTextForm):
    """A meeting as it will be announced."""

    own = {"place": frozenset({"address"})}

    level = forms.ChoiceField(label=_("会议"), choices=Meeting.Level.choices)
    title = forms.CharField(
        label=_("名称"),
        max_length=120,
        help_text=_("如“区政府第 40 次常务会议”。"),
        error_messages={"required": _("请填写名称。")},
    )
    about = text(_("说明"), _("请公众代表来听什么、说什么。"), most=1000, rows=3, required=False)
    starts_at = forms.DateTimeField(
        label=_("开始时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("请选择时间。"), "invalid": _("时间请写成 2023-06-30 14:00。")},
    )
    place = forms.CharField(label=_("地点"), max_length=200, error_messages={"required": _("请填写地点。")})
    topics = text(_("列席的议题"), _("每行一个：议题｜说明。"), most=4000, rows=4)
    seats = number(_("名额"), least=1, most=MOST)
    quotas = text(
        _("名额分配"),
        _(
            "每行一条，写类别、年龄段或者街镇：“普通市民 3”“小微企业 2”“18—34岁 1—3”。只按类别分、合计等于名额的，分类抽签；"
            "否则按交叉名额抽签。不填就不分。"
        ),
        most=2000,
        rows=5,
        required=False,
    )
    alternates = number(
        _("每类候补人数"),
        most=MOST,
        help_text=_("有人谢绝时，同一类的候补按次序递补；按交叉名额抽签的，递补后名额分配仍然满足的也可以递补。"),
    )
    from_pool = forms.BooleanField(
        label=_("从代表库中抽取"), required=False, help_text=_("不选时，只在这次报名的人中抽取。")
    )
    calls_until = day(_("报名截止"), _("到这一天为止公开报名；不公开报名的留空。"), required=False)
    cutoff_on = day(_("候补递补截止"), _("这一天以后有人不来，名额空着，不再递补。"), required=True)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        executive = Meeting.Level.EXECUTIVE
        own = [one for one in Meeting.Level.choices if unit.kind == Unit.Kind.GOV_OFFICE or one[0] != executive]
        offer(self, "level", own)

    def clean_topics(self) -> list[tuple[str, str]]:
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["topics"].splitlines())):
            title, _bar, note = line.replace("|", "｜", 1).partition("｜")
            if len(title.strip()) > 120 or len(note.strip()) > 300:
                raise forms.ValidationError(_("议题不超过 120 字，说明不超过 300 字。"))
            found.append((title.strip(), note.strip()))
        if not found:
            raise forms.ValidationError(_("请至少写一个议题。"))
        return found

    def clean_quotas(self) -> list[dict[str, Any]]:
        known, found = known_values(), {}
        for place, line in enumerate(filter(None, map(str.strip, self.cleaned_data["quotas"].splitlines())), 1):
            said = QUOTA.fullmatch(line)
            value = said["value"].strip() if said else ""
            if said is None or value not in known:
                names = "、".join(known)
                raise forms.ValidationError(
                    _("第 %(n)s 行读不懂。请写“普通市民 3”或者“普通市民 2—4”，可以写的有：%(names)s。")
                    % {"n": place, "names": names}
                )
            least, most = int(said["least"]), int(said["most"] or said["least"])
            if least > most:
                raise forms.ValidationError(_("第 %(n)s 行最少的人数大于最多的人数。") % {"n": place})
            if value in found:
                raise forms.ValidationError(_("第 %(n)s 行的“%(value)s”写了两次。") % {"n": place, "value": value})
            found[value] = {"trait": known[value], "value": value, "least": least, "most": most}
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        starts = held.get("starts_at")
        last = localtime(starts).date() if starts else None
        calls, cutoff = held.get("calls_until"), held.get("cutoff_on")
        if last and cutoff and cutoff > last:
            self.add_error("cutoff_on", _("不能晚于会议当天。"))
        if calls and cutoff and calls >= cutoff:
            self.add_error("calls_until", _("要早于候补递补截止日期，中间留出抽签和邀请的时间。"))
        if not calls and not held.get("from_pool") and "calls_until" not in self.errors:
            self.add_error("calls_until", _("不从代表库抽取的，要公开报名。"))
        self._check_sums(held)
        return held

    def _check_sums(self, held: dict[str, Any]) -> None:
        seats = held.get("seats")
        for trait in (CATEGORY, AGE, AREA):
            least = sum(row["least"] for row in held.get("quotas") or [] if row["trait"] == trait)
            if seats and least > seats:
                self.add_error("quotas", _("%(trait)s的最少人数合计 %(n)s，超过名额。") % {"trait": trait, "n": least})


class NewMeetingForm(MeetingForm):
    """Sent twice, it makes one."""

    form_key = KeyField()


class EditMeetingForm(MeetingForm):
    """What is planned, or announced and still calling."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, unit=case.unit, **kwargs)
        meeting: Meeting = case.subject
        lines = [f"{one.title}｜{one.note}" if one.note else one.title for one in meeting.topics.all()]
        quotas = [_quota_line(one.value, one.least, one.most) for one in meeting.quotas.all()]
        names = [name for name in self.fields if name not in ("topics", "quotas")]
        self.initial = {
            **{name: getattr(meeting, name) for name in names},
            "topics": "\n".join(lines),
            "quotas": "\n".join(quotas),
            **self.initial,
        }


def _quota_line(value: str, least: int, most: int) -> str:
    return f"{value} {least}" if least == most else f"{value} {least}—{most}"


class FreezeForm(PublicTextForm):
    """Which seed will decide, named before it exists."""

    seed_source = forms.CharField(
        label=_("种子来源"),
        max_length=200,
        help_text=_("谁都能查到、谁都不能左右的数字，写到期号。如“中国体育彩票排列5第23150期开奖号码”。"),
        error_messages={"required": _("请写明种子的来源。")},
    )
    seed_on = day(_("种子产生的日期"), _("明天或者以后。到这一天以后，两个人先后录入，系统抽签。"), required=True)

    def clean_seed_source(self) -> str:
        source: str = self.cleaned_data["seed_source"].strip()
        if "=" in source:
            raise forms.ValidationError(_("请不要用等号。"))
        return source

    def clean_seed_on(self) -> Any:
        chosen = self.cleaned_data["seed_on"]
        if chosen <= timekeeping.today():
            raise forms.ValidationError(_("种子必须在名单冻结之后才产生，请选择明天或者以后。"))
        return chosen


class InvitationChoice(forms.ModelChoiceField):
    """Invitations by the code of the draw and the category; never by name."""

    def label_from_instance(self, row: Any) -> str:
        return f"{row.code}　{row.candidate.get_category_display()}　{row.get_status_display()}"


class InvitationChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return f"{row.code}　{row.candidate.get_category_display()}"


class _OfMeeting(PublicTextForm):
    """A form that chooses among the invitations of the meeting behind the case."""

    wants_case = True
    statuses: tuple[str, ...] = ()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        field: Any = self.fields["came" if "came" in self.fields else "invitation"]
        field.queryset = self.rows(case.subject)
        if "invitation" in self.fields:
            field.empty_label = _("请选择")
        elif not field.queryset.exists():
            field.help_text = _("没有代表接受邀请。")

    def rows(self, meeting: Meeting) -> QuerySet[Invitation]:
        return meeting.invitations.filter(status__in=self.statuses).select_related("candidate")


class ReplyForm(_OfMeeting):
    statuses = tuple(Invitation.HOLDS)

    invitation = InvitationChoice(
        label=_("代表"), queryset=Invitation.objects.none(), error_messages={"required": _("请选择代表。")}
    )
    accepts = forms.ChoiceField(
        label=_("答复"),
        choices=[("yes", _("接受")), ("no", _("谢绝"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择答复。")},
    )


class ToldForm(_OfMeeting):
    statuses = (Invitation.Status.INVITED,)

    invitation = InvitationChoice(
        label=_("已经电话告知的代表"),
        queryset=Invitation.objects.none(),
        error_messages={"required": _("请选择代表。")},
    )


class HoldForm(_OfMeeting):
    """Who came, and what the meeting was like."""

    statuses = (Invitation.Status.ACCEPTED,)

    came = InvitationChoices(
        label=_("到会的代表"),
        queryset=Invitation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有选中的，记为接受邀请但没有到会。"),
    )
    summary = text(_("列席情况"), _("听取了哪些议题、代表怎样发言。公开显示，不写姓名。"), most=2000, rows=4)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        meeting: Meeting = case.subject
        if meeting.held_on:
            came = meeting.invitations.filter(attended=True).values_list("pk", flat=True)
            self.initial = {"came": list(came), "summary": meeting.summary, **self.initial}


class SayForm(_OfMeeting):
    """What one delegate said."""

    invitation = InvitationChoice(
        label=_("代表"),
        queryset=Invitation.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择代表。")},
    )
    text = text(_("意见"), _("公开显示，只标代表的类别。"), most=1000, rows=4)
    unit = forms.ModelChoiceField(
        label=_("由谁研究"),
        queryset=Unit.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择单位。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(valid_to=None)
        self.initial = {"unit": case.unit_id, **self.initial}

    def rows(self, meeting: Meeting) -> QuerySet[Invitation]:
        return meeting.invitations.filter(attended=True).select_related("candidate")


class CancelForm(PublicTextForm):
    reason = text(_("取消原因"), _("公开显示；受邀的代表会收到通知。"), most=300)
