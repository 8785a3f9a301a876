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
        plan = _import_and_issue(cast)
    shares = list(
        Assignment.objects.filter(task__plan=plan)
        .select_related("task", "unit", "case")
        .order_by("unit__order", "task__number")
    )
    units = sorted(
        {share.unit_id for share in shares}, key=lambda pk: next(s.unit.order for s in shares if s.unit_id == pk)
    )
    for done, unit_id in enumerate(units, 1):
        if done % 10 == 0 or done == len(units):
            say(f"演示区：各单位接收和推进任务……{done}/{len(units)}")
        with transaction.atomic():
            _unit_year([share for share in shares if share.unit_id == unit_id], cast, dice, scale)
    return plan


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


def _import_and_issue(cast: _Cast) -> Plan:
    actor = cast.office()
    draft = importing.start_import(SAMPLE.read_bytes(), SAMPLE.name, actor)
    importing.accept_all(draft, actor)
    plan = importing.confirm_import(draft, actor)
    assert plan.case is not None  # noqa: S101 - make_plan opens it
    act(plan.case, "issue", actor)
    plan.refresh_from_db()
    return plan


def _unit_year(shares: list[Assignment], cast: _Cast, dice: random.Random, scale: int) -> None:
    """One unit from April to June: accepts, reports, asks for completion; some are late, one objects."""
    slow = dice.random() < 0.12
    accepted = ISSUED + dt.timedelta(days=dice.choice([1, 2, 3]) if not slow else 13)
    for share in shares:
        _do(share, "accept", accepted, cast.of, Post.OFFICER)
    for share in shares:
        _carry_on(share, cast, dice, slow=slow)
    rest = [share for share in shares if share.task.due_on.month == 12 and len(share.task.due_points) < 2]
    for share in dice.sample(rest, min(len(rest), 4 * scale)):
        _report(share, dt.date(2023, 5, dice.randint(4, 31)), cast, dice)
    if dice.random() < 0.3 and rest:
        _ask_extension_or_letter(dice.choice(rest), cast, dice)


def _carry_on(share: Assignment, cast: _Cast, dice: random.Random, *, slow: bool) -> None:
    task = share.task
    if task.due_on <= dt.date(2023, 3, 31):
        _finish(share, dt.date(2023, 4, 24 if not slow else 28), cast, dice, verify=dice.random() < 0.9)
    elif task.due_on <= dt.date(2023, 6, 30):
        if dice.random() < (0.45 if slow else 0.75):
            _finish(share, dt.date(2023, 5, dice.randint(15, 31)), cast, dice, verify=dice.random() < 0.8)
    elif len(task.due_points) == 12:
        for month, last in ((4, 28), (5, 31)):
            if not slow or month == 4:
                _report(share, dt.date(2023, month, last), cast, dice, point=f"{month}月")


def _finish(share: Assignment, day: dt.date, cast: _Cast, dice: random.Random, *, verify: bool) -> None:
    _report(share, day, cast, dice, with_file=dice.random() < 0.2)
    _do(share, "submit", day, cast.of, Post.OFFICER, {"remark": "任务已完成，请核实。"})
    if not verify:
        return
    later = day + dt.timedelta(days=dice.randint(1, 8))
    office_head = share.unit_id == cast.office().unit_id
    _do(
        share,
        "verify",
        later,
        lambda _unit, post: cast.office(post),
        Post.OFFICE_HEAD if office_head else Post.OFFICE_CLERK,
        {"remark": ""},
    )


def _report(
    share: Assignment, day: dt.date, cast: _Cast, dice: random.Random, *, point: str = "", with_file: bool = False
) -> None:
    text = dice.choice(DEEDS).format(n=dice.randint(2, 40))
    data: dict[str, Any] = {"text": text, "done_on": day.isoformat()}
    labels = [row["label"] for row in share.task.due_points]
    if point in labels and len(labels) > 1:
        data["counts_for"] = point
    files = None
    if with_file:
        note = f"{share.unit.short}：{text}（演示材料）"
        files = MultiValueDict({"evidence": [SimpleUploadedFile("工作记录.txt", note.encode())]})
    _do(share, "report", day, cast.of, Post.OFFICER, data, files)


def _ask_extension_or_letter(share: Assignment, cast: _Cast, dice: random.Random) -> None:
    if dice.random() < 0.4:
        data = {"until": "2024-01-31", "reason": "涉及跨部门数据对接，需与全市平台改造同步完成。"}
        _do(share, "ask_extension", dt.date(2023, 6, 13), cast.of, Post.HEAD, data)
        return
    text = "请于接到督办单后说明该项任务的推进安排，并提交已开展工作的证明材料。"
    _do(
        share,
        "supervise",
        dt.date(2023, 6, 9),
        lambda _unit, post: cast.office(post),
        Post.OFFICE_CLERK,
        {"text": text},
    )
    if dice.random() < 0.6:
        answer = "已明确责任人和时间表，6 月底前完成阶段性工作。"
        _do(share, "answer", dt.date(2023, 6, 15), cast.of, Post.OFFICER, {"answer": answer})


def _do(
    share: Assignment,
    command: str,
    day: dt.date,
    who: Callable[[int, Post], Actor],
    post: Post,
    data: dict[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None,
) -> None:
    assert share.case is not None  # noqa: S101 - issuing opens it
    with timekeeping.standing_at(day):
        act(share.case, command, who(share.unit_id, post), data, files=files)
