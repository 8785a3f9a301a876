"""Some months of a plan's life, played through the room's own commands from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import Person, PostHolding, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.supervision.workplan import importing
from mingzheng.supervision.workplan.models import Assignment, Plan

SAMPLE = Path(__file__).parent / "samples" / "workplan-2023-notice.txt"
SEED = 2023
ISSUED = dt.date(2023, 4, 18)

DEEDS = [
    "召开专题会议研究部署，明确分工和时间节点。",
    "完成本单位目录的梳理核对，更新 {n} 项。",
    "制定工作方案并印发各科室执行。",
    "组织业务学习一次，{n} 人参加。",
    "对照要点开展自查，发现并整改问题 {n} 个。",
    "与相关部门会商，落实数据对接和责任人。",
]


def play(*, say: Callable[[str], None], scale: int = 1) -> Plan:
    """Import and issue the 2023 notice, then let the units work until June.

    Args:
        scale: how many further tasks each unit reports on (four times this number).
    """
    dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret
    cast = _Cast()
    say("演示区：导入《2023年上海市长宁区政务公开工作要点》并下达……")
    with timekeeping.standing_at(ISSUED):
        plan = issue(cast.office())
    diary = _Diary()
    for shares in _by_unit(plan):
        _unit_year(shares, cast, dice, diary, scale)
    diary.play(say)
    return plan


def _by_unit(plan: Plan) -> list[list[Assignment]]:
    rows = Assignment.objects.filter(task__plan=plan).select_related("task", "unit", "case")
    found: dict[int, list[Assignment]] = {}
    for row in rows.order_by("unit__order", "task__number"):
        found.setdefault(row.unit_id, []).append(row)
    return list(found.values())


class _Diary:
    """What happens on which day, so that the journal is written in the order of time."""

    def __init__(self) -> None:
        self.days: dict[dt.date, list[Callable[[], None]]] = {}

    def note(self, day: dt.date, deed: Callable[[], None]) -> None:
        self.days.setdefault(day, []).append(deed)

    def play(self, say: Callable[[str], None]) -> None:
        total, done = sum(len(deeds) for deeds in self.days.values()), 0
        for day in sorted(self.days):
            with timekeeping.standing_at(day), transaction.atomic():
                for deed in self.days[day]:
                    deed()
            before, done = done, done + len(self.days[day])
            if done // 500 > before // 500 or done == total:
                say(f"演示区：各单位接收和推进任务……{done}/{total}（{day}）")


class _Cast:
    """Who acts for which unit on a day; looked up once."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, Post, dt.date], Actor] = {}

    def of(self, unit_id: int, post: Post) -> Actor:
        day = timekeeping.today()
        key = (unit_id, post, day)
        if key not in self.found:
            holding = PostHolding.objects.filter(held_on(day), unit_id=unit_id, post=post.value).order_by("id").first()
            if holding is None:
                raise LookupError(f"unit {unit_id} has no {post} on {day}")
            person: Person = holding.person
            self.found[key] = next(
                actor for actor in actors_for(person, day) if actor.post is post and actor.unit_id == unit_id
            )
        return self.found[key]

    def office(self, post: Post = Post.OFFICE_CLERK) -> Actor:
        day = timekeeping.today()
        holding = PostHolding.objects.filter(held_on(day), post=post.value).order_by("id").first()
        if holding is None:
            raise LookupError(f"nobody is {post} on {day}")
        return self.of(holding.unit_id, post)


def issue(actor: Actor) -> Plan:
    """The notice of 2023, imported and issued today by the office."""
    draft = importing.start_import(SAMPLE.read_bytes(), SAMPLE.name, actor)
    importing.accept_all(draft, actor)
    plan = importing.confirm_import(draft, actor)
    assert plan.case is not None  # noqa: S101 - make_plan opens it
    act(plan.case, "issue", actor)
    plan.refresh_from_db()
    return plan


def _unit_year(shares: list[Assignment], cast: _Cast, dice: random.Random, diary: _Diary, scale: int) -> None:
    """One unit from April to June: accepts, reports, asks for completion; some are late, one objects."""
    slow = dice.random() < 0.12
    accepted = ISSUED + dt.timedelta(days=dice.choice([1, 2, 3]) if not slow else 10)
    doing = _Doing(cast, dice, diary)
    for share in shares:
        doing.do(share, "accept", accepted, Post.OFFICER)
    for share in shares:
        _carry_on(share, doing, slow=slow)
    rest = [share for share in shares if share.task.due_on.month == 12 and not share.task.periodic]
    for share in dice.sample(rest, min(len(rest), 4 * scale)):
        doing.report(share, dt.date(2023, 5, dice.randint(4, 31)))
    if dice.random() < 0.3 and rest:
        _ask_extension_or_letter(dice.choice(rest), doing)


def _carry_on(share: Assignment, doing: _Doing, *, slow: bool) -> None:
    task, dice = share.task, doing.dice
    if task.due_on <= dt.date(2023, 3, 31):
        doing.finish(share, dt.date(2023, 4, 24 if not slow else 28), verify=dice.random() < 0.9)
    elif task.due_on <= dt.date(2023, 6, 30):
        if dice.random() < (0.45 if slow else 0.75):
            doing.finish(share, dt.date(2023, 5, dice.randint(15, 31)), verify=dice.random() < 0.8)
    elif len(task.due_points) == 12:
        for month, last in ((4, 28), (5, 31)):
            if not slow or month == 4:
                doing.report(share, dt.date(2023, month, last), point=f"{month}月")


def _ask_extension_or_letter(share: Assignment, doing: _Doing) -> None:
    if doing.dice.random() < 0.4:
        data = {"until": "2024-01-31", "reason": "涉及跨部门数据对接，需与全市平台改造同步完成。"}
        doing.do(share, "ask_extension", dt.date(2023, 6, 13), Post.HEAD, data)
        return
    text = "请于接到督办单后说明该项任务的推进安排，并提交已开展工作的证明材料。"
    doing.do(share, "supervise", dt.date(2023, 6, 9), Post.OFFICE_CLERK, {"text": text})
    if doing.dice.random() < 0.6:
        answer = "已明确责任人和时间表，6 月底前完成阶段性工作。"
        doing.do(share, "answer", dt.date(2023, 6, 15), Post.OFFICER, {"answer": answer})


class _Doing:
    """Puts acts into the diary: an office post acts for 区府办, any other for the unit of the share."""

    def __init__(self, cast: _Cast, dice: random.Random, diary: _Diary) -> None:
        self.cast, self.dice, self.diary = cast, dice, diary

    def finish(self, share: Assignment, day: dt.date, *, verify: bool) -> None:
        self.report(share, day, with_file=self.dice.random() < 0.2)
        self.do(share, "submit", day, Post.OFFICER, {"remark": "任务已完成，请核实。"})
        if verify:
            self.do(
                share, "verify", day + dt.timedelta(days=self.dice.randint(1, 8)), Post.OFFICE_CLERK, {"remark": ""}
            )

    def report(self, share: Assignment, day: dt.date, *, point: str = "", with_file: bool = False) -> None:
        text = self.dice.choice(DEEDS).format(n=self.dice.randint(2, 40))
        data: dict[str, Any] = {"text": text, "done_on": day.isoformat()}
        labels = [row["label"] for row in share.task.due_points]
        if point in labels and len(labels) > 1:
            data["counts_for"] = point
        note = f"{share.unit.short}：{text}（演示材料）" if with_file else ""
        self.do(share, "report", day, Post.OFFICER, data, note)

    def do(
        self,
        share: Assignment,
        command: str,
        day: dt.date,
        post: Post,
        data: dict[str, Any] | None = None,
        note: str = "",
    ) -> None:
        def deed() -> None:
            assert share.case is not None  # noqa: S101 - issuing opens it
            office = post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
            actor = self.cast.office(post) if office else self.cast.of(share.unit_id, post)
            files = None
            if note:
                files = MultiValueDict({"evidence": [SimpleUploadedFile("工作记录.txt", note.encode())]})
            act(share.case, command, actor, data, files=files)

        self.diary.note(day, deed)
