"""What a matter's steps ask for, beside the records of its parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.submissions.fields import day as day_field
from mingzheng.core.submissions.fields import offer
from mingzheng.core.submissions.fields import text as text_field
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.participation.decisions import dates, listening, policies, terms
from mingzheng.participation.decisions.forms.catalogues import PICK, past_day
from mingzheng.participation.decisions.forms.records import MatterForm, RecordForm
from mingzheng.participation.decisions.gathering import WAIVABLE, gathered
from mingzheng.participation.decisions.models import (
    Code,
    Legality,
    Matter,
    Meeting,
    Part,
)
from mingzheng.participation.decisions.steps import parts

CHANNELS = [("site", _("政府网站")), ("gazette", _("政府公报")), ("paper", _("报纸")), ("other", _("其他途径"))]
OFFERED = 200


class StartForm(MatterForm):
    """What the matter touches decides what cannot be left out."""

    about = text_field(_("主要内容"), _("要解决什么问题、涉及哪些人；公开显示。"), most=1000, rows=4)
    touches_market = forms.BooleanField(
        label=_("涉及市场主体经济活动"), required=False, help_text=_("须有公平竞争审查，不能认定为不适用。")
    )
    group_rights = forms.BooleanField(
        label=_("与企业或者特定群体利益密切相关"),
        required=False,
        help_text=_("须有听取企业、行业协会或者特定群体意见的记录（第十四条）。"),
    )

    def offer(self) -> None:
        names = ("about", "touches_market", "group_rights")
        self.initial = {**{name: getattr(self.matter, name) for name in names}, **self.initial}


class ConsultForm(MatterForm):
    """Which of the unit's consultations is on this matter."""

    consultation = forms.ChoiceField(
        label=_("意见征集"),
        help_text=_("只列本单位还没有关联的征集。关联后，草案、说明和意见采纳情况显示在这件事的页面上。"),
        error_messages={"required": _("请选择意见征集；还没有的，先到「意见征集」里起草。")},
    )

    def offer(self) -> None:
        rows = listening.to_link(self.matter.unit_id, self.matter.pk)[:OFFERED]
        offer(self, "consultation", [PICK, *((str(one.pk), one.title) for one in rows)])


class UnconsultForm(MatterForm):
    """A consultation that was linked by mistake."""

    consultation = forms.ChoiceField(label=_("意见征集"), error_messages={"required": _("请选择意见征集。")})
    reason = text_field(_("理由"), most=300, rows=2)
    private = frozenset({"reason"})

    def offer(self) -> None:
        rows = listening.of([self.matter.pk]).get(self.matter.pk, [])
        offer(self, "consultation", [(str(one.pk), one.title) for one in rows])


class UnrelateForm(MatterForm):
    """A policy that was linked by mistake."""

    policy = forms.ChoiceField(label=_("关联的政策"), error_messages={"required": _("请选择政策。")})
    reason = text_field(_("理由"), _("写入办理记录。"), most=300, rows=2)
    private = frozenset({"reason"})

    def offer(self) -> None:
        rows = policies.of(self.matter)
        offer(self, "policy", [(one.ref.id, one.title) for one in rows])


class DropForm(MatterForm):
    """A record that was written down by mistake."""

    shown = False
    record = forms.ChoiceField(label=_("哪一条记录"), error_messages={"required": _("请选择记录。")})
    reason = text_field(_("理由"), _("写入办理记录。"), most=300, rows=2)
    private = frozenset({"reason"})

    def offer(self) -> None:
        rows = parts.to_drop(self.matter, shown=self.shown)
        choices = [PICK, *((str(one.pk), f"{one}（{one.day}）") for one in rows)]
        offer(self, "record", choices)


class TakeDownForm(DropForm):
    """The same of one that the public can read: the page says that it was taken down, and why."""

    shown = True
    reason = text_field(_("理由"), _("公开显示。"), most=300, rows=2)
    private = frozenset()


class WaiveForm(MatterForm):
    """A part that does not apply. Valid once somebody else agreed."""

    part = forms.ChoiceField(label=_("环节"), error_messages={"required": _("请选择环节。")})
    reason = text_field(_("不适用的理由"), _("公开显示。"), most=300)

    def offer(self) -> None:
        offer(self, "part", [PICK, *((code.value, code.label) for code in waivable(self.matter))])


def waivable(matter: Matter) -> list[Code]:
    """Parts without record and without waiver that may be declared not to apply."""
    found = gathered(matter)
    free = [code for code in WAIVABLE if not found.of(code).rows and found.of(code).waiver is None]
    must = {Code.COMPETITION} if matter.touches_market else set()
    must |= {Code.OPINIONS} if matter.group_rights or found.of(Code.OPINIONS).heard else set()
    return [code for code in free if code not in must]


class WaiverForm(MatterForm):
    """Which of the waiting proposals is decided."""

    part = forms.ChoiceField(label=_("环节"), error_messages={"required": _("请选择环节。")})

    def offer(self) -> None:
        rows = self.matter.waivers.filter(confirmed_on=None)
        choices = [(one.code, f"{Code(one.code).label}：{one.reason}") for one in rows]
        offer(self, "part", choices)


class RefuseWaiverForm(WaiverForm):
    reason = text_field(_("理由"), most=300)


class ShowForm(MatterForm):
    """Which records become public now."""

    parts = forms.MultipleChoiceField(
        label=_("公开哪些"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要公开的内容。")},
    )

    def offer(self) -> None:
        choices = [(str(one.pk), f"{one}（{one.day}）") for one in waiting_to_be_shown(self.matter)]
        offer(self, "parts", choices)


def waiting_to_be_shown(matter: Matter) -> list[Part]:
    return list(matter.parts.filter(shown_on=None, replaced=False, withheld_why="").order_by("day", "pk"))


class HandOverForm(MatterForm):
    """To whom the draft goes for the review of its legality."""

    unit = forms.ModelChoiceField(
        label=_("审查单位"),
        queryset=Unit.objects.none(),
        empty_label=None,
        error_messages={"required": _("请选择审查单位。")},
    )
    note = text_field(_("说明"), _("送审的依据、重点问题等，供审查用。"), most=500, rows=2, required=False)
    private = frozenset({"note"})

    def offer(self) -> None:
        offices = [one.pk for one in terms.legal_units(self.matter.year)]
        own = [] if self.matter.district else [self.matter.unit_id]
        offer(self, "unit", Unit.objects.filter(pk__in=[*own, *offices]))
        self.initial.setdefault("unit", own[0] if own else next(iter(offices), None))


class LegalityForm(MatterForm):
    """The three contents (Art. 28), each with its own sentence."""

    private = frozenset({"authority", "procedure", "content", "early_why"})

    authority = text_field(_("是否符合法定权限"), most=2000)
    procedure = text_field(_("草案的形成是否履行法定程序"), most=2000)
    content = text_field(_("草案内容是否符合法律、法规、规章和国家政策的规定"), most=2000)
    text = text_field(_("公开的审查情况"), _("网上显示的一段话：由谁审查、审查了什么、结论。"), most=2000)
    opinion = UploadField(label=_("审查意见书"), required=False, help_text=_("随会议材料报送，不公开。"))
    early_why = forms.CharField(
        label=_("少于7个工作日的理由"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def offer(self) -> None:
        self.earliest = dates.earliest_opinion(self.matter)
        if self.earliest is None or timekeeping.today() >= self.earliest:
            del self.fields["early_why"]

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if "early_why" in self.fields and not held.get("early_why"):
            said = {"day": self.earliest}
            self.add_error(
                "early_why", _("审查时间一般不少于7个工作日，到 %(day)s 才满。提前出具的，请写明理由。") % said
            )
        return held


class ReturnLegalityForm(LegalityForm):
    conclusion = forms.ChoiceField(
        label=_("结论"),
        choices=[(one.value, one.label) for one in (Legality.Conclusion.MEND, Legality.Conclusion.UNLAWFUL)],
    )


class MeetingForm(RecordForm):
    """The collective discussion as it went (Art. 30)."""

    private = frozenset({"inside", "dissent", "against_why"})
    field_order = ("kind", "number", "day", "title", "head_last", "dissent", "against_why")

    kind = forms.ChoiceField(label=_("会议"))
    number = forms.CharField(
        label=_("会议名称或者次数"),
        max_length=80,
        help_text=_("如 区政府第45次常务会议。"),
        error_messages={"required": _("请填写会议名称或者次数。")},
    )
    head_last = forms.BooleanField(
        label=_("行政首长在其他人员充分发表意见的基础上，最后发表意见"),
        error_messages={"required": _("行政首长应当最后发表意见（第三十条）；没有做到的，应当重新讨论。")},
    )
    dissent = text_field(_("不同意见"), _("如实记录，不公开；没有不同意见的留空。"), most=3000, rows=3, required=False)
    against_why = text_field(
        _("行政首长的决定与多数人意见不一致的，在会上说明的理由"), most=1000, rows=2, required=False
    )

    def offer(self) -> None:
        kinds = Meeting.Kind
        offered = (kinds.STANDING, kinds.PLENARY) if self.matter.district else (kinds.OFFICE, kinds.COLLECTIVE)
        offer(self, "kind", [(one.value, one.label) for one in offered])

    def clean_day(self) -> dt.date:
        found = super().clean_day()
        given = dates.lawful_opinion(self.matter)
        if given and found < given.given_on:
            raise forms.ValidationError(
                _("会议早于合法性审查意见（%(day)s）。") % {"day": chinese_date(given.given_on)}
            )
        return found


class ResultForm(RecordForm):
    """What was decided, where it is published, what became of the views (Art. 32); the report to the Party committee."""

    private = frozenset({"inside", "reported_number"})
    field_order: tuple[str, ...] = (
        "day",
        "title",
        "document",
        "channels",
        "text",
        "public_views",
        "expert_views",
        "reported_on",
        "reported_number",
    )

    document = forms.ModelChoiceField(
        label=_("决策文件"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("没有文件，或者文件还没有公开"),
        help_text=_("只列承办单位和区政府已经公开的文件。"),
    )
    channels = forms.MultipleChoiceField(
        label=_("公布渠道"),
        choices=CHANNELS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择至少一个公布渠道。")},
    )
    public_views = text_field(
        _("公众意见采纳情况"), _("一段话；逐条的采纳情况在意见征集里公布。"), most=3000, required=False
    )
    expert_views = text_field(_("专家论证意见采纳情况"), most=3000, required=False)
    reported_on = day_field(_("向同级党委请示报告日期"), required=True)
    reported_number = forms.CharField(
        label=_("请示报告文号或者会议"), max_length=100, error_messages={"required": _("请填写文号或者会议。")}
    )

    def offer(self) -> None:
        rows = Document.objects.filter(listed=True, unit__in=_issuers(self.matter)).order_by("-published_on", "-pk")
        keys = list(rows.values_list("pk", flat=True)[:OFFERED])
        offer(self, "document", Document.objects.filter(pk__in=keys))
        self.initial.setdefault("day", self.matter.decided_on)
        self.initial.setdefault("channels", ["site"])

    def clean_reported_on(self) -> dt.date:
        """Art. 31: of this decision, before it is published. A report of an earlier round says nothing of this one."""
        found = past_day(self.cleaned_data["reported_on"])
        begun = self.matter.started_on
        if begun and found < begun:
            raise forms.ValidationError(
                _("请示报告早于这一轮决策的启动（%(day)s）。请填写就这次决策请示报告的日期。")
                % {"day": chinese_date(begun)}
            )
        return found

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        found = gathered(self.matter)
        asked = found.of(Code.OPINIONS)
        if (asked.rows or asked.heard) and not held.get("public_views"):
            self.add_error("public_views", _("这件事征求过公众意见，请说明采纳情况（第三十二条）。"))
        if found.of(Code.EXPERTS).rows and not held.get("expert_views"):
            self.add_error("expert_views", _("这件事经过专家论证，请说明采纳情况（第三十二条）。"))
        return held


class CorrectResultForm(ResultForm):
    """The result as it should have been published, beginning with what stands."""

    field_order: tuple[str, ...] = ("reason", *ResultForm.field_order)
    reason = text_field(_("更正的理由"), _("公开显示：写明原来哪里写错了。"), most=300, rows=2)

    def offer(self) -> None:
        super().offer()
        del self.fields["withheld_why"]  # what is published is not withheld afterwards by a correction
        part = self.matter.parts.filter(code=Code.RESULT, replaced=False, shown_on__isnull=False).last()
        if part is None:
            return
        stands = {name: getattr(part, name) for name in ("day", "title", "text")}
        names = ("channels", "public_views", "expert_views", "reported_on", "reported_number")
        result = {name: getattr(part.result, name) for name in names}
        self.initial.update(stands, document=self.matter.document_id, **result)


def _issuers(matter: Matter) -> list[int]:
    office = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).values_list("pk", flat=True)
    return [matter.unit_id, *(office if matter.district else ())]


class ArchiveForm(forms.Form):
    archive_number = forms.CharField(
        label=_("档号"), max_length=80, error_messages={"required": _("请填写档号，以便查找。")}
    )
    archived_on = day_field(_("归档日期"), required=True)
    whole = forms.BooleanField(
        label=_("履行决策程序形成的记录、材料已全部归档"),
        error_messages={"required": _("材料齐全后再登记归档（第三十三条）。")},
    )

    def clean_archived_on(self) -> dt.date:
        return past_day(self.cleaned_data["archived_on"])


class WhyForm(PublicTextForm):
    """A reason that the public reads."""

    reason = text_field(_("理由"), _("公开显示。"), most=300)


class ByMeetingForm(WhyForm):
    """Changing or stopping what was decided needs a decision of its own (Art. 37)."""

    decided_at = forms.CharField(
        label=_("由哪次会议决定"), max_length=120, error_messages={"required": _("请填写会议名称或者次数。")}
    )
    decided_on = day_field(_("决定日期"), required=True)

    def clean_decided_on(self) -> dt.date:
        return past_day(self.cleaned_data["decided_on"])
