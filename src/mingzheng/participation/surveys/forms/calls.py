"""A call as its office composes it, moderates it, groups what came, puts it to the vote and answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.forms.admission import ways
from mingzheng.participation.surveys.models import Admission, Call, Idea, IdeaGroup

VOTING = {
    Admission.OPEN: _("不核实身份：谁都可以投，一张表一票，不能防止同一个人多次投；页面会写明"),
    Admission.VERIFIED: _("每个邮箱一票：向邮箱发一次性链接，只记“已投”，不记投了什么"),
    Admission.IDENTITY: _("实名核验，每人一票：在统一身份认证登录后投，只记“已投”，不记投了什么"),
}
RULES = [("", _("不投票")), *((one.value, one.label) for one in Rule)]


class CallForm(PublicTextForm):
    """What Article 8 of the city's rules requires to be published, and the ballot."""

    own = {"ways": frozenset({"landline", "address", "email"}), "about": frozenset({"landline", "address"})}

    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    kind = forms.ChoiceField(label=_("类别"), choices=Call.Kind.choices)
    about = text(_("议题"), _("征集什么、背景是什么、建议将怎样使用。"), most=4000, rows=5)
    ways = text(
        _("途径和方式"),
        _("除网上提交外，还可以怎样提：信件寄到哪里、打什么电话、在哪里座谈。"),
        most=1000,
        rows=3,
    )
    opens_on = day(_("开始日期"), required=True)
    closes_on = day(_("截止日期"), _("当天仍可以提。"), required=True)
    supports = forms.BooleanField(
        label=_("已公开的建议可以点赞"), required=False, help_text=_("不用登录，可能重复；数字只作参考，不决定结果。")
    )
    rule = forms.ChoiceField(label=_("截止后是否投票"), choices=RULES, required=False)
    votes_from = day(_("投票开始"), _("要晚于截止日期，留出整理候选项的时间。"))
    votes_until = day(_("投票截止"))
    most = number(_("每张票最多选几项"), least=1, most=20, required=False)
    places = number(_("入选名额"), most=99, required=False, help_text=_("没有固定名额的填 0。"))
    voting = forms.ChoiceField(
        label=_("谁可以投票"), required=False, widget=forms.RadioSelect, help_text=_("不投票的不用选。")
    )

    def __init__(self, *args: Any, voting: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "voting", ways(VOTING, voting))
        self.initial.setdefault("voting", voting or Admission.VERIFIED.value)

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        opens, closes = held.get("opens_on"), held.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("截止日期不能早于开始日期。"))
        if held.get("rule"):
            self._clean_ballot(held)
        else:
            held |= {"votes_from": None, "votes_until": None, "most": None, "places": None, "voting": ""}
        return held

    def _clean_ballot(self, held: dict[str, Any]) -> None:
        needed = {"votes_from": _("请选择投票开始日期。"), "votes_until": _("请选择投票截止日期。"), "most": _("请填写每张票最多选几项。"), "voting": _("请选择谁可以投票。")}  # fmt: skip
        for name, say in needed.items():
            if held.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, say)
        held["places"] = held.get("places") or 0
        first, last, closes = held.get("votes_from"), held.get("votes_until"), held.get("closes_on")
        if first and closes and first <= closes:
            self.add_error("votes_from", _("投票应在征集截止之后开始。"))
        if first and last and last < first:
            self.add_error("votes_until", _("投票截止不能早于投票开始。"))


class NewCallForm(CallForm):
    """Sent twice, it makes one."""

    form_key = KeyField()


CALL_TYPED = (
    "title", "kind", "about", "ways", "opens_on", "closes_on", "supports", "rule", "votes_from", "votes_until", "most",
    "places", "voting",
)  # fmt: skip


class EditCallForm(CallForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, voting=case.subject.voting, **kwargs)
        for name in CALL_TYPED:
            self.initial.setdefault(name, getattr(case.subject, name))


class OfCall(forms.Form):
    """A form that looks at the call behind the case."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call: Call = case.subject
        self.choose(dict(self.fields))

    def choose(self, fields: dict[str, Any]) -> None:
        """Set what can be chosen of this call."""


class ExtendCallForm(OfCall, PublicTextForm):
    """Longer periods and why; all of it is published."""

    closes_on = day(_("新的截止日期"), required=True)
    votes_from = day(_("投票开始"))
    votes_until = day(_("投票截止"))
    reason = text(_("理由"), _("与新的日期一起公布。"), most=300, rows=2)

    def choose(self, fields: dict[str, Any]) -> None:
        for name in ("closes_on", "votes_from", "votes_until"):
            self.initial.setdefault(name, getattr(self.call, name))
        if not self.call.rule:
            del self.fields["votes_from"], self.fields["votes_until"]

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        call, closes = self.call, held.get("closes_on")
        if closes and closes < call.closes_on:
            self.add_error("closes_on", _("只能延后，不能提前。"))
        if closes and closes > call.closes_on and closes < timekeeping.today():
            self.add_error("closes_on", _("新的截止日期不能在今天之前。"))
        if not call.rule:
            if closes == call.closes_on:
                self.add_error("closes_on", _("日期没有改动。"))
            return held
        first, last = held.get("votes_from"), held.get("votes_until")
        if not first or not last or (closes and first <= closes) or last < first:
            self.add_error("votes_from", _("投票应在征集截止之后开始，在开始之后截止。"))
        elif call.votes_until and last < call.votes_until:
            self.add_error("votes_until", _("只能延后，不能提前。"))
        return held


class ScreenIdeaForm(OfCall):
    """One decision about one idea: what the public reads, or why it is not shown."""

    SHOW, HOLD = "show", "hold"
    PUBLIC = ("public_topic", "public_reason", "public_proposal")

    idea = forms.ModelChoiceField(
        label=_("建议"), queryset=Idea.objects.none(), error_messages={"required": _("请先选择一条建议。")}
    )
    decision = forms.ChoiceField(label=_("决定"), choices=[(SHOW, _("公开")), (HOLD, _("不公开"))])
    public_topic = forms.CharField(label=_("公开的主题"), max_length=80, required=False)
    public_reason = text(_("公开的事由"), most=1000, rows=3, required=False)
    public_proposal = text(
        _("公开的对策"), _("隐去姓名、电话、住址等；不改变意思。"), most=2000, rows=4, required=False
    )
    reason = forms.CharField(
        label=_("不公开的理由"), required=False, max_length=300, help_text=_("提建议的人会看到；建议仍会研究和反馈。")
    )

    def choose(self, fields: dict[str, Any]) -> None:
        fields["idea"].queryset = self.call.ideas.all()

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        idea: Idea | None = held.get("idea")
        if held.get("decision") == self.HOLD and not held.get("reason", "").strip():
            self.add_error("reason", _("请写明不公开的理由。"))
        if held.get("decision") == self.SHOW and idea is not None:
            for name in self.PUBLIC:
                if not held.get(name, "").strip():
                    held[name] = getattr(idea, name.removeprefix("public_"))
                try:
                    check_public(held[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return held


class EnterIdeaForm(OfCall):
    """A suggestion that came another way."""

    channel = forms.ChoiceField(
        label=_("渠道"), choices=[one for one in Idea.Channel.choices if one[0] != Idea.Channel.WEB]
    )
    received_on = day(_("收到日期"), required=True)
    topic = forms.CharField(label=_("主题"), max_length=80, error_messages={"required": _("请填写主题。")})
    reason = text(_("事由"), most=1000, rows=3, required=False)
    proposal = text(_("对策"), most=2000, rows=4)
    entered_how = forms.CharField(
        label=_("来源说明"),
        max_length=200,
        help_text=_("哪次座谈、哪封信、哪项数据；可以查到原件的编号。"),
        error_messages={"required": _("请写明从哪里来。")},
    )

    def clean_received_on(self) -> Any:
        wanted = self.cleaned_data["received_on"]
        if not self.call.opens_on <= wanted <= timekeeping.today():
            raise forms.ValidationError(_("应在征集开始之后，不晚于今天。"))
        return wanted


class GroupForm(OfCall, PublicTextForm):
    """Put ideas into a group that there is, or into a new one; or say a group better."""

    ideas = forms.ModelMultipleChoiceField(
        label=_("建议"), queryset=Idea.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        label=_("归入"), queryset=IdeaGroup.objects.none(), required=False, empty_label=_("新的一组")
    )
    title = forms.CharField(label=_("归纳"), max_length=120, required=False)
    summary = text(_("说明"), most=500, rows=2, required=False)

    def choose(self, fields: dict[str, Any]) -> None:
        fields["ideas"].queryset = self.call.ideas.filter(state=Idea.State.SHOWN)
        fields["into"].queryset = self.call.groups.all()

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if not held.get("into") and not held.get("title", "").strip():
            self.add_error("title", _("新的一组请写归纳。"))
        if not held.get("into") and not held.get("ideas"):
            self.add_error("ideas", _("新的一组至少要有一条建议。"))
        return held


class AnswerGroupsForm(OfCall, PublicTextForm):
    """The same answer to one or several groups (第十二条)."""

    own = {"answer": frozenset({"landline", "address"})}
    groups = forms.ModelMultipleChoiceField(
        label=_("归纳"),
        queryset=IdeaGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请先选择。")},
    )
    outcome = forms.ChoiceField(label=_("处理"), choices=IdeaGroup.Outcome.choices)
    answer = text(_("处理说明"), _("采纳的写怎样落实，不采纳的写原因。"), most=1000, rows=3)

    def choose(self, fields: dict[str, Any]) -> None:
        fields["groups"].queryset = self.call.groups.all()


class CandidatesForm(OfCall):
    """Which groups are put to the vote; numbers follow the order in which they came."""

    groups = forms.ModelMultipleChoiceField(
        label=_("候选项"),
        queryset=IdeaGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选两项。")},
    )

    def choose(self, fields: dict[str, Any]) -> None:
        fields["groups"].queryset = self.call.groups.all()
        self.initial.setdefault("groups", list(self.call.groups.filter(candidate__isnull=False)))

    def clean_groups(self) -> Any:
        chosen = self.cleaned_data["groups"]
        if len(chosen) < 2:
            raise forms.ValidationError(_("至少要有两项才能投票。"))
        if self.call.most and len(chosen) < self.call.most:
            raise forms.ValidationError(_("候选项少于每张票可选的 %(n)s 项。") % {"n": self.call.most})
        return chosen


class CallReportForm(OfCall, PublicTextForm):
    own = {"feedback": frozenset({"landline", "address"}), "summary": frozenset({"landline"})}
    summary = text(_("征集情况"), _("怎样征集、收到多少、集中在哪些方面。数字由系统列出。"), most=4000, rows=5)
    feedback = text(
        _("采纳和落实情况"),
        _("总的反馈；每组建议的处理另列。没有收到建议的，写明“收到 0 条”和下一步打算。"),
        most=4000,
        rows=6,
    )

    def choose(self, fields: dict[str, Any]) -> None:
        self.initial.setdefault("summary", self.call.summary)
        self.initial.setdefault("feedback", self.call.feedback)


class TieForm(OfCall):
    """The seed that decides between equals, named before it exists."""

    seed_source = forms.CharField(
        label=_("种子来源"),
        max_length=200,
        error_messages={"required": _("请写种子来源。")},
        help_text=_("名单冻结后才会产生、任何人都能查到的数字，例如某一期福利彩票的开奖号码。"),
    )
    seed_on = day(_("种子日期"), _("在今天之后。"), required=True)
