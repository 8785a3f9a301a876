"""The parts of 互动交流 that rooms hand in. One function and one line in ``PARTS`` for each room."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.core import timekeeping
from mingzheng.participation.consultations import queries as consultations
from mingzheng.participation.delegates import queries as delegates
from mingzheng.participation.letters import queries as letters
from mingzheng.participation.open_days import queries as open_days
from mingzheng.participation.surveys import queries as surveys
from mingzheng.participation.surveys.phases import Phase
from mingzheng.portal import running
from mingzheng.portal.running import Item, Part


def consultations_now(limit: int) -> Sequence[Item]:
    return [
        Item(one.title, one.get_absolute_url(), one.get_kind_display(), one.unit.short, one.closes_on, act=_("提意见"))
        for one in consultations.open_now(timekeeping.today())[:limit]
    ]


def consultations_answered(limit: int) -> Sequence[Item]:
    rows = list(consultations.public().filter(answered_on__isnull=False).order_by("-answered_on", "-pk")[:limit])
    return [
        Item(
            one.title, one.get_absolute_url(), one.get_kind_display(), one.unit.short, on=one.answered_on,
            act=_("收到意见 %(n)s 条") % {"n": one.opinions.count()},
        )
        for one in rows
    ]  # fmt: skip


def surveys_now(limit: int) -> Sequence[Item]:
    return [
        Item(
            one.title, one.get_absolute_url(), one.get_purpose_display(), one.unit.short, one.closes_on, act=_("答问卷")
        )
        for one in surveys.running_surveys(timekeeping.today())[:limit]
    ]


def surveys_answered(limit: int) -> Sequence[Item]:
    rows = surveys.listed_surveys().filter(results_on__isnull=False).order_by("-results_on", "-pk")[:limit]
    return [
        Item(
            one.title, one.get_absolute_url(), one.get_purpose_display(), one.unit.short, on=one.results_on,
            act=_("收到 %(n)s 份") % {"n": (one.results or {}).get("responses", 0)},
        )
        for one in rows
    ]  # fmt: skip


def calls_now(limit: int) -> Sequence[Item]:
    today = timekeeping.today()
    return [
        Item(
            one.title, one.get_absolute_url(), one.get_kind_display(), one.unit.short, surveys.end_of(one, today),
            act=_("投票") if one.phase is Phase.VOTING else _("提建议"),
        )
        for one in surveys.running_calls(today)[:limit]
    ]  # fmt: skip


def calls_answered(limit: int) -> Sequence[Item]:
    rows = surveys.public_calls().filter(results_on__isnull=False).order_by("-results_on", "-pk")[:limit]
    return [
        Item(
            one.title, one.get_absolute_url(), one.get_kind_display(), one.unit.short, on=one.results_on,
            act=_("收到建议 %(n)s 条") % {"n": (one.result or {}).get("ideas", 0)},
        )
        for one in rows
    ]  # fmt: skip


def letters_answered(limit: int) -> Sequence[Item]:
    """Letters that were published with their replies, the newest first."""
    rows = letters.public().order_by("-published_on", "-pk")[:limit]
    return [
        Item(
            one.title, one.get_absolute_url(), one.letter.get_channel_display(), one.unit.short, on=one.published_on,
            act=_("答复已公开"),
        )
        for one in rows
    ]  # fmt: skip


def delegates_now(limit: int) -> Sequence[Item]:
    return [
        Item(
            one.title, one.get_absolute_url(), _("公众代表列席"), one.unit.short, one.calls_until,
            act=_("报名，%(n)s 个名额") % {"n": one.seats},
        )
        for one in delegates.calling(timekeeping.today())[:limit]
    ]  # fmt: skip


def delegates_answered(limit: int) -> Sequence[Item]:
    return [
        Item(
            one.title, one.get_absolute_url(), _("公众代表列席"), one.unit.short, on=localtime(one.published_at).date(),
            act=_("代表意见 %(n)s 条") % {"n": one.statements.count()},
        )
        for one in delegates.attended().order_by("-published_at", "-pk")[:limit]
    ]  # fmt: skip


def open_days_now(limit: int) -> Sequence[Item]:
    """Sessions that can be signed up for now, and those that need none; what closes first first."""
    rows = list(open_days.open_now()[:limit])
    return [
        Item(
            one.title, one.get_absolute_url(), _("政府开放"), one.unit.short,
            localdate(one.sign_up_until or one.starts_at), act=_("报名") if one.capacity else _("直接来"),
        )
        for one in rows
    ]  # fmt: skip


def open_days_held(limit: int) -> Sequence[Item]:
    rows = open_days.public_days().filter(result_on__isnull=False).order_by("-result_on", "-pk")[:limit]
    return [
        Item(
            one.title, one.get_absolute_url(), _("政府开放"), one.unit.short, on=one.result_on,
            act=_("%(n)s 人参加") % {"n": one.people},
        )
        for one in rows
    ]  # fmt: skip


PARTS = (
    Part(
        "consultations",
        gettext_lazy("意见征集"),
        gettext_lazy("对决策和文件草案逐条提意见；决定后公布收到的意见、采纳情况和不采纳的原因。"),
        "portal:consultations",
        consultations_now,
        consultations_answered,
        10,
        "file-text",
    ),
    Part(
        "surveys",
        gettext_lazy("问卷调查"),
        gettext_lazy("民意调查、政策需求和满意度问卷；截止后公布结果、数据和落实情况。"),
        "portal:surveys",
        surveys_now,
        surveys_answered,
        20,
        "clipboard-list",
    ),
    Part(
        "calls",
        gettext_lazy("建议征集"),
        gettext_lazy("人民建议、实事项目、政策需求和开放活动主题；可以提建议，有的还可以投票。"),
        "portal:calls",
        calls_now,
        calls_answered,
        30,
        "speakerphone",
    ),
    Part(
        "decisions",
        gettext_lazy("重大行政决策"),
        gettext_lazy("今年要决定的大事，走到了哪一步，怎样听取了意见。"),
        "portal:decisions",
        order=40,
        icon="scale",
    ),
    Part(
        "letters",
        gettext_lazy("来信和回应"),
        gettext_lazy("在线咨询、领导信箱、人民建议征集信箱：在这里写信，凭查询码看办理经过和答复。"),
        "portal:letters",
        answered=letters_answered,
        order=50,
        icon="mail",
    ),
    Part(
        "delegates",
        gettext_lazy("公众代表列席"),
        gettext_lazy("报名列席区政府和各单位的会议；代表公开抽签产生，说了什么、采纳没有，都会公布。"),
        "portal:delegates",
        delegates_now,
        delegates_answered,
        45,
        "users",
    ),
    Part(
        "open-days",
        gettext_lazy("政府开放"),
        gettext_lazy("走进机关和公共服务场所：七月选主题，八月集中开放，全年都有；来看、来问、来提意见。"),
        "portal:open-days",
        open_days_now,
        open_days_held,
        50,
        "calendar-event",
    ),
    Part(
        "messages",
        gettext_lazy("政策留言板"),
        gettext_lazy("没有查到答案的政策问题，随时可以问，由政策制定单位按期答复。"),
        "portal:messages",
        order=60,
        icon="message-circle",
    ),
)


def register() -> None:
    for part in PARTS:
        running.register(part)
