"""The assessment of streets and towns: an example system published in spring, a round from November to December, marked blind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.supervision.assessment import commands, demo_rows, machine, sampling, scoring
from mingzheng.supervision.assessment.models import Round, Score, Sheet, System

SYSTEM, OPENED = dt.date(2023, 4, 24), dt.date(2023, 11, 6)
DAYS = {
    "as_of": dt.date(2023, 10, 31),
    "self_due": dt.date(2023, 11, 17),
    "mark_due": dt.date(2023, 12, 8),
    "appeal_due": dt.date(2023, 12, 15),
}
FAULTS = ("答复没有写明依据的文件。", "没有留下联系人。", "只说“请到窗口咨询”，没有答到问题。")


def plan(stage: Stage) -> None:
    """The system first, then its round."""
    tell(stage, SYSTEM, _system(stage))
    tell(stage, OPENED, _round(stage), order=MORNING)


def _system(stage: Stage) -> Story:
    facts = {"year": 2023, "title": "2023年度政务公开考核指标", "whole": Decimal(100), "note": demo_rows.NOTE}
    made: System = commands.new_system(facts, demo_rows.ROWS_2023, stage.office(), example=True)
    stage.count("assessment")
    yield stage.workday(timekeeping.today(), 2)
    head = stage.office(Post.OFFICE_HEAD)
    stage.do(made, "adopt", head)
    stage.do(made, "publish", head)


def _round(stage: Stage) -> Story:
    kinds = [Unit.Kind.STREET.value, Unit.Kind.TOWN.value]
    system = System.objects.get(year=2023)
    made: Round = commands.open_round(
        {"system": system, "title": "2023年街镇政务公开考核", "kinds": kinds, **DAYS}, stage.office()
    )
    stage.count("assessment")
    assessors = [stage.office(Post.ASSESSOR, nth=nth) for nth in range(3)]
    yield dt.date(2023, 11, 15)
    for sheet in _sheets(made):
        _filled(stage, sheet)
    yield DAYS["self_due"]
    stage.do(made, "close_self", stage.office())
    machine.run({"round": made.pk})  # the worker would; here everything happens on its day
    seed_on = dt.date(2023, 11, 22)
    stage.do(made, "freeze", assessors[0], seed_source="福利彩票双色球当日开奖号码（示例）", seed_on=seed_on)
    yield seed_on
    _drawn(stage, made, assessors)
    yield dt.date(2023, 11, 29)
    _marked(stage, made, assessors)
    yield dt.date(2023, 12, 4)
    _checked(stage, made)
    yield dt.date(2023, 12, 18)
    stage.do(made, "conclude", stage.office())
    yield dt.date(2023, 12, 20)
    stage.do(made, "approve", stage.office(Post.OFFICE_HEAD), audience="public")


def _sheets(made: Round) -> list[Sheet]:
    return list(Sheet.objects.filter(round=made).select_related("unit").order_by("unit__order"))


def _filled(stage: Stage, sheet: Sheet) -> None:
    """Each unit scores itself item by item; its head hands it in."""
    for score in Score.objects.filter(sheet=sheet, item__way="self").select_related("item").order_by("item__order"):
        note = demo_rows.SAID.get(score.item.name, "已按要求落实，材料存档备查。")
        stage.do(sheet, "fill", stage.officer(sheet.unit), score=score.pk, value=score.item.points, note=note)
    stage.do(sheet, "submit", stage.officer(sheet.unit, Post.HEAD), remark="")


def _drawn(stage: Stage, made: Round, assessors: list[Actor]) -> None:
    draw = sampling.draw_of(made)
    if draw is None:
        raise LookupError("the round has no draw")
    seed = "03 09 14 21 26 30 + 07"
    draws.type_seed(draw, seed, assessors[0])
    draws.draw(Draw.objects.get(pk=draw.pk), seed, assessors[1])
    stage.do(made, "take", assessors[0])


def _marked(stage: Stage, made: Round, assessors: list[Actor]) -> None:
    """Two mark each record; where one says yes and the other no, a third."""
    dice = stage.dice("assessment")
    for one in sampling.to_mark(Round.objects.get(pk=made.pk)):
        value = dice.choices(["1", "0.5", "0"], [7, 2, 1])[0]
        second = value if dice.random() < 0.85 else dice.choice(["1", "0.5", "0"])
        for said, assessor in zip((value, second), assessors, strict=False):
            commands.mark(one.pk, said, "" if said == "1" else dice.choice(FAULTS), assessor)
    for one in sampling.to_mark(Round.objects.get(pk=made.pk)):
        if scoring.settled_mark(one) is None:
            commands.mark(one.pk, "0.5", "答到了问题，但没有写依据。", assessors[2])
    stage.do(made, "end_marking", assessors[0])


def _checked(stage: Stage, made: Round) -> None:
    for sheet in _sheets(made):
        rows = Score.objects.filter(sheet=sheet, item__way__in=("self", "bonus")).exclude(self_score=None)
        for score in rows.select_related("item").order_by("item__order"):
            stage.do(sheet, "check", stage.office(), score=score.pk, value=score.self_score, note="")
        stage.do(sheet, "finish", stage.office())
    stage.do(made, "open_appeals", stage.office())
