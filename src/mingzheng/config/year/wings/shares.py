"""The work on the plan: every share accepted in time and finished before it is due, points reported, statements checked.

Only what was asked to be extended goes on after the year.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from mingzheng.config.year.stage import EVENING, Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.supervision.workplan import demo
from mingzheng.supervision.workplan.models import Assignment

MONTHS_MISSED = 10  # from this month on a unit with the defect reports no more
EXTENDED, URGED = ("kewei", "guizi"), ("jiguan", "waiban", "huayang")
JOINED, INVITING = 23, 44  # 对接市公文库 waits for others' systems; 邀请公众代表列席 is put off until somebody asks


def plan(stage: Stage) -> None:
    """Shares exist once the notice is issued; the units take them on in the following days."""
    stage.at(demo.ISSUED, lambda: _shared_out(stage), order=EVENING)


def _shared_out(stage: Stage) -> None:
    by_unit: dict[Unit, list[Assignment]] = defaultdict(list)
    held = Assignment.objects.filter(unit__code__in=stage.at_work).select_related("task", "unit")
    for share in held.order_by("unit__order", "task__number"):
        by_unit[share.unit].append(share)
    for unit, shares in by_unit.items():
        dice = stage.dice("shares", unit.code)
        day = stage.workday(timekeeping.today(), dice.randint(1, 3))
        stage.at(day, _UnitPlan(stage, unit, shares, dice).begins)


class _UnitPlan:
    """What one unit does with its shares."""

    def __init__(self, stage: Stage, unit: Unit, shares: list[Assignment], dice: random.Random) -> None:
        self.stage, self.unit, self.shares, self.dice = stage, unit, shares, dice

    @property
    def officer(self) -> Actor:
        post = Post.OFFICE_CLERK if self.unit.kind == Unit.Kind.GOV_OFFICE else Post.OFFICER
        return self.stage.officer(self.unit, post)

    @property
    def checker(self) -> Actor:
        """A clerk of 区府办 who took no part: the second one, where it is the office's own share."""
        return self.stage.office(nth=int(self.unit.kind == Unit.Kind.GOV_OFFICE))

    def does(self, share: Assignment, command: str, **typed: Any) -> None:
        self.stage.do(share, command, self.officer, **typed)

    def begins(self) -> None:
        """All accepted on one day; then each share goes its way."""
        rest = []
        for share in self.shares:
            self.does(share, "accept")
            self.stage.count("shares")
            task = share.task
            if len(task.due_points) > 1:
                self._tell(self._points(share))
            elif task.attest:
                self._tell(self._attested(share))
            elif task.due_on.month < 12:
                self._tell(self._finished(share, task.due_on))
            else:
                rest.append(share)
        if self.unit.code in EXTENDED:
            self._tell(self._extended(_taken(rest, JOINED)))
        if self.unit.code in URGED:
            self._tell(self._urged(_taken(rest, INVITING)))
        for share in rest:
            self._tell(self._finished(share, dt.date(2023, self.dice.randint(6, 12), 20)))

    def _tell(self, story: Story) -> None:
        tell(self.stage, timekeeping.today(), story)

    def after(self, workdays: int) -> dt.date:
        return self.stage.workday(timekeeping.today(), workdays)

    # --- ways of a share -----------------------------------------------------------------------------------------

    def _reported(self, share: Assignment, point: str = "") -> None:
        text = self.dice.choice(demo.DEEDS).format(n=self.dice.randint(2, 40))
        self.does(share, "report", text=text, done_on=timekeeping.today(), counts_for=point)

    def _finished(self, share: Assignment, due: dt.date) -> Story:
        """Reported and handed in some days before it is due; what was due before the notice came, at once."""
        earliest = self.after(2)
        wanted = self.stage.workday(due - dt.timedelta(days=self.dice.randint(12, 30)))
        yield max(earliest, wanted)
        self._reported(share)
        yield from self._closed(share)

    def _closed(self, share: Assignment) -> Story:
        self.does(share, "submit", remark="任务已完成，请核实。")
        yield self.after(self.dice.randint(1, 5))
        self.stage.do(share, "verify", self.checker, remark="")

    def _points(self, share: Assignment) -> Story:
        """Each point on its day or before; the last one ends the share."""
        planted = self.stage.defect("point_missed", self.unit)
        for point in share.task.points_from(demo.ISSUED):
            due = dt.date.fromisoformat(point["on"])
            if planted is not None and due.month >= MONTHS_MISSED:
                planted.on(f"workplan.assignment:{share.pk}")
                return
            yield max(self.after(0), self._before(due))
            self._reported(share, point["label"])
        yield from self._closed(share)

    def _before(self, day: dt.date) -> dt.date:
        """The working day on or before a day."""
        while not self.stage.days.is_workday(day):
            day -= dt.timedelta(days=1)
        return day

    def _attested(self, share: Assignment) -> Story:
        """No record of the platform shows it: a statement with proof, checked by the office."""
        planted = self.stage.defect("unattested", self.unit)
        if planted is not None:
            planted.on(f"workplan.assignment:{share.pk}")
            return
        yield self.stage.workday(dt.date(2023, self.dice.randint(6, 11), self.dice.randint(1, 25)))
        proof = SimpleUploadedFile("演练记录.txt", f"{self.unit.short}应急演练记录（演示材料）".encode())
        words = {"statement": "开展网站和新媒体安全检查、应急演练各一次，问题已整改。", "dated": timekeeping.today()}
        self.stage.do(share, "attest", self.officer, files={"proof": [proof]}, **words)
        yield self.after(2)
        self.stage.do(share, "check_attest", self.checker, remark="材料齐全。")
        yield from self._closed(share)

    def _extended(self, share: Assignment) -> Story:
        yield dt.date(2023, 11, 6)
        reason = "涉及跨部门数据对接，需与全市平台改造同步完成。"
        self.does(share, "ask_extension", until=dt.date(2024, 1, 31), reason=reason)
        yield self.after(2)
        self.stage.do(share, "grant_extension", self.stage.office(Post.OFFICE_HEAD))

    def _urged(self, share: Assignment) -> Story:
        """A 督办单, answered in time; then what was promised is done."""
        yield dt.date(2023, 9, 12)
        text = "请说明该项任务的推进安排，并提交已开展工作的证明材料。"
        self.stage.do(share, "supervise", self.stage.office(), text=text)
        yield self.after(3)
        self.does(share, "answer", answer="已明确责任人和时间表，按月推进，年底前完成。")
        yield from self._finished(share, share.task.due_on)


def _taken(shares: list[Assignment], number: int) -> Assignment:
    """The share of a task, taken out of the others."""
    share = next(one for one in shares if one.task.number == number)
    shares.remove(share)
    return share
