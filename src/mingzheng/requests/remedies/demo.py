"""Remedies over three answers of the demonstration district, and a 提示单: one upheld, one corrected and answered again, one pending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import Cast, Diary
from mingzheng.core.units.queries import office
from mingzheng.requests.foi.models import Application
from mingzheng.requests.remedies import commands
from mingzheng.requests.remedies.models import RemedyCase

LETTER = {
    "name": "政府信息公开申请答复书",
    "source": "本机关制作",
    "proves": "已在法定期限内作出答复并告知救济渠道",
    "pages": "2",
}
RECEIPT = {
    "name": "登记回执和送达凭证",
    "source": "本机关制作、邮政企业出具",
    "proves": "收到申请和答复送达的日期",
    "pages": "3",
}
NOTICE = {
    "kind": "hint",
    "facts": "本年有1件答复因检索不充分被行政复议纠正。",
    "demands": "查明检索工作中的问题，修订检索办法，将整改情况反馈区政府办公室。",
}


@dataclass(frozen=True)
class Told:
    """A remedy of the demonstration. ``leaf`` finds the answered application of the unit."""

    unit: str
    leaf: str
    filed: dt.date
    received: dt.date
    answered: dt.date | None = None
    concluded: dt.date | None = None
    result: str = ""
    cause: str = ""
    decision: str = ""
    lesson: str = ""


STORIES = (
    Told(
        "renshe", "C5", dt.date(2023, 5, 15), dt.date(2023, 5, 17), dt.date(2023, 5, 24), dt.date(2023, 6, 12),
        result="upheld", decision="答复认定事实清楚，适用依据正确，程序合法，决定维持。",
        lesson="内部事务信息的答复写明了事实，今后同类答复照此办理。",
    ),
    Told(
        "fangguan", "C6", dt.date(2023, 5, 9), dt.date(2023, 5, 11), dt.date(2023, 5, 18), dt.date(2023, 6, 8),
        result="corrected", cause="search", decision="未提供检索会议材料的证据，决定撤销原答复，责令重新答复。",
        lesson="",
    ),
    Told("gongan", "C3", dt.date(2023, 6, 12), dt.date(2023, 6, 14)),
)  # fmt: skip


def play(*, say: Callable[[str], None]) -> None:
    """After the applications were played."""
    say(f"演示区：{len(STORIES)} 件复议诉讼、1 份提示单……")
    diary, cast = Diary(), Cast()
    for told in STORIES:
        _Story(told, cast).plan(diary)
    diary.note(dt.date(2023, 6, 13), lambda: _warn(cast))
    diary.play()


@dataclass
class _Story:
    told: Told
    cast: Cast
    remedy: RemedyCase | None = None

    def plan(self, diary: Diary) -> None:
        told = self.told
        diary.note(told.received, self._report)
        diary.note(told.received + dt.timedelta(days=1), lambda: self._do("add_evidence", LETTER))
        diary.note(told.received + dt.timedelta(days=2), lambda: self._do("add_evidence", RECEIPT))
        if told.answered:
            diary.note(told.answered, lambda: self._do("answer", {"answered_on": _iso(told.answered)}))
        if told.concluded:
            diary.note(told.concluded, self._conclude)
        if told.concluded and told.lesson:
            diary.note(told.concluded + dt.timedelta(days=2), lambda: self._do("learn", {"lesson": told.lesson}))

    def _application(self) -> Application:
        found = (
            Application.objects.filter(unit__code=self.told.unit, leaf=self.told.leaf).select_related("unit").first()
        )
        if found is None:
            raise Refused(f"演示区没有{self.told.unit}办理结果为 {self.told.leaf} 的申请。")
        return found

    def _report(self) -> None:
        found = self._application()
        facts = {
            "kind": "reconsideration",
            "organ": "区人民政府",
            "number": "",
            "claim": "请求撤销答复，责令重新答复。",
            "filed_on": self.told.filed,
            "received_on": self.told.received,
        }
        self.remedy = commands.report(found, self.cast.of(found.unit, Post.OFFICER), facts)

    def _do(self, command: str, facts: dict[str, Any]) -> None:
        assert self.remedy is not None  # noqa: S101 - it was reported on an earlier day
        case = Case.objects.get(remedy=self.remedy)
        act(case, command, self.cast.of(case.unit, Post.OFFICER), facts)

    def _conclude(self) -> None:
        told = self.told
        facts = {"concluded_on": _iso(told.concluded), "result": told.result, "decision": told.decision}
        self._do("conclude", facts | (self._ordered() if told.cause else {}))

    def _ordered(self) -> dict[str, str]:
        """To answer anew within 15 working days; received on the day of the decision."""
        period = {"told_on": _iso(self.told.concluded), "redo_days": "15", "redo_unit": "workday"}
        return {"cause": self.told.cause, "redo": "on", **period}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _warn(cast: Cast) -> None:
    found = list(RemedyCase.objects.filter(result=RemedyCase.Result.CORRECTED).select_related("unit")[:1])
    unit = office()
    if found and unit is not None:
        commands.warn(found[0].unit, cast.of(unit, Post.OFFICE_CLERK), NOTICE, found)
