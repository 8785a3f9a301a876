"""The parts of 互动交流 that rooms hand in. One function and one line in ``PARTS`` for each room."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.core import timekeeping
from mingzheng.participation.surveys import queries as surveys
from mingzheng.participation.surveys.phases import Phase
from mingzheng.portal import running
from mingzheng.portal.running import Item, Part


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


PARTS = (
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
