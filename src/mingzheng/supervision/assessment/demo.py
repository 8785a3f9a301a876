"""Two example systems, a finished trial of streets and towns, this year's round in its first phase; by the room's own commands.

Nothing here is official: weights, items and scores are examples, and say so wherever they are shown.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.supervision.assessment import commands, demo_rows, machine, sampling, scoring
from mingzheng.supervision.assessment.models import Round, Score, Sheet, System

SEED = 24
BONUS_UNIT, APPEALING = "xinhua", "huayang"
KINDS = [Unit.Kind.STREET.value, Unit.Kind.TOWN.value]
ALL_KINDS = [Unit.Kind.DEPARTMENT.value, *KINDS]
FAULTS = ("答复没有写明依据的文件。", "没有留下联系人。", "只说“请到窗口咨询”，没有答到问题。")


def _day(month: int, day: int) -> dt.date:
    return dt.date(2023, month, day)


def play(*, say: Callable[[str], None]) -> None:
    """The trial ran from 15 May to 16 June; this year's round began on 12 June."""
    say("演示区：考核评估……")
    stage = _Stage()
    first = stage.system(2022, "2022年度政务公开考核指标", demo_rows.ROWS_2022, _day(4, 20))
    stage.trial(first)
    second = stage.system(2023, "2023年度政务公开考核指标", demo_rows.ROWS_2023, _day(6, 5))
    stage.this_year(second)
    with timekeeping.standing_at(_day(6, 19)):
        facts = {
            "year": 2023,
            "title": "2023年度政务公开考核指标（修订草案）",
            "whole": Decimal(100),
            "note": demo_rows.NOTE,
        }
        commands.new_system(facts, demo_rows.revised(), stage.clerk, example=True)


class _Stage:
    """Who acts, and the dice."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret
        with timekeeping.standing_at(_day(4, 20)):
            self.clerk, self.head = self._by("qufuban", Post.OFFICE_CLERK), self._by("qufuban", Post.OFFICE_HEAD)
            self.assessors = self._all("qufuban", Post.ASSESSOR)

    def _all(self, unit: str, post: Post) -> list[Actor]:
        day = timekeeping.today()
        rows = PostHolding.objects.filter(held_on(day), unit__code=unit, post=post.value).select_related("person")
        found = [one for row in rows.order_by("id") for one in actors_for(row.person, day)]
        return [one for one in found if one.post is post and one.unit_id == rows[0].unit_id]

    def _by(self, unit: str, post: Post) -> Actor:
        found = self._all(unit, post)
        if not found:
            raise LookupError(f"nobody is {post} of {unit} on {timekeeping.today()}")
        return found[0]

    def system(self, year: int, title: str, rows: list[Any], day: dt.date) -> System:
        facts = {"year": year, "title": title, "whole": Decimal(100), "note": demo_rows.NOTE}
        with timekeeping.standing_at(day):
            made = commands.new_system(facts, rows, self.clerk, example=True)
            for command in ("adopt", "publish"):
                act(Case.objects.get(assessment_system=made), command, self.head, {})
        return System.objects.get(pk=made.pk)

    # --- the trial ------------------------------------------------------------------------------------------------

    def trial(self, system: System) -> None:
        days = {"as_of": _day(5, 31), "self_due": _day(5, 26), "mark_due": _day(6, 7), "appeal_due": _day(6, 14)}
        facts = {"system": system, "title": "2023年街镇政务公开试评", "kinds": KINDS, **days}
        with timekeeping.standing_at(_day(5, 15)):
            made = commands.open_round(facts, self.clerk)
        with timekeeping.standing_at(_day(5, 24)):
            for sheet in self._sheets(made):
                self._fills(sheet)
                self._on(sheet, "submit", self._by(sheet.unit.code, Post.HEAD), remark="")
        with timekeeping.standing_at(_day(6, 1)):
            self._does(made, "close_self", self.clerk)
            machine.run({"round": made.pk})  # the worker would; here everything happens on its day
            self._does(
                made,
                "freeze",
                self.assessors[0],
                seed_source="福利彩票双色球第2023062期开奖号码（示例）",
                seed_on=_day(6, 2),
            )
        self._drawn(made)
        self._marked(made)
        self._checked(made)
        self._ended(made)

    def _sheets(self, made: Round) -> list[Sheet]:
        return list(Sheet.objects.filter(round=made).select_related("unit", "case"))

    def _on(self, sheet: Sheet, command: str, actor: Actor, **data: Any) -> None:
        act(
            Case.objects.get(assessment_sheet=sheet), command, actor, {name: str(value) for name, value in data.items()}
        )

    def _does(self, made: Round, command: str, actor: Actor, **data: Any) -> None:
        case = Case.objects.get(assessment_round=made)
        act(case, command, actor, {name: str(value) for name, value in data.items()})

    def _fills(self, sheet: Sheet, *, most: int = 99) -> None:
        officer = self._by(sheet.unit.code, Post.OFFICER)
        rows = Score.objects.filter(sheet=sheet, item__way="self").select_related("item").order_by("item__order")
        for score in rows[:most]:
            value = score.item.points - self.dice.choice([Decimal(0), Decimal(0), Decimal("0.5"), Decimal(1)])
            note = demo_rows.SAID.get(score.item.name, "已按要求落实，材料存档备查。")
            self._on(sheet, "fill", officer, score=score.pk, value=value, note=note)
        if sheet.unit.code == BONUS_UNIT:
            bonus = Score.objects.filter(sheet=sheet, item__way="bonus").first()
            if bonus is not None:
                said = "“社区政策下午茶”经验在区政务公开工作会议上交流。"
                self._on(sheet, "fill", officer, score=bonus.pk, value=2, note=said)

    def _drawn(self, made: Round) -> None:
        with timekeeping.standing_at(_day(6, 2)):
            draw = sampling.draw_of(made)
            if draw is None:
                raise LookupError("the trial has no draw")
            draws.type_seed(draw, "03 09 14 21 26 30 + 07", self.assessors[0])
            draws.draw(Draw.objects.get(pk=draw.pk), "03 09 14 21 26 30 + 07", self.assessors[1])
            self._does(made, "take", self.assessors[0])

    def _marked(self, made: Round) -> None:
        with timekeeping.standing_at(_day(6, 6)):
            for one in sampling.to_mark(Round.objects.get(pk=made.pk)):
                value = self.dice.choices(["1", "0.5", "0"], [7, 2, 1])[0]
                second = value if self.dice.random() < 0.85 else self.dice.choice(["1", "0.5", "0"])
                for said, assessor in zip((value, second), self.assessors, strict=False):
                    commands.mark(one.pk, said, "" if said == "1" else self.dice.choice(FAULTS), assessor)
            for one in sampling.to_mark(Round.objects.get(pk=made.pk)):
                if scoring.settled_mark(one) is None:
                    commands.mark(one.pk, "0.5", "答到了问题，但没有写依据。", self.assessors[2])
            self._does(made, "end_marking", self.assessors[0])

    def _checked(self, made: Round) -> None:
        with timekeeping.standing_at(_day(6, 8)):
            for sheet in self._sheets(made):
                rows = Score.objects.filter(sheet=sheet, item__way__in=("self", "bonus")).exclude(self_score=None)
                for at, score in enumerate(rows.select_related("item").order_by("item__order")):
                    cut = sheet.unit.code == APPEALING and at == 1
                    value = (score.self_score or Decimal(0)) - (2 if cut else 0)
                    note = "只提供了一次培训的签到表。" if cut else ""
                    self._on(sheet, "check", self.clerk, score=score.pk, value=value, note=note)
                self._on(sheet, "finish", self.clerk)
            self._does(made, "open_appeals", self.clerk)

    def _ended(self, made: Round) -> None:
        with timekeeping.standing_at(_day(6, 9)):
            sheet = Sheet.objects.get(round=made, unit__code=APPEALING)
            score = Score.objects.get(sheet=sheet, item__name="业务培训")
            said = {"reason": "另一次培训与区司法局合办，签到表在合办单位，现已补上。", "wanted": score.self_score}
            found = commands.appeal(score.pk, said, self._by(APPEALING, Post.OFFICER))
        with timekeeping.standing_at(_day(6, 13)):
            case = Case.objects.get(assessment_appeal=found)
            act(case, "change", self.head, {"value": str(score.self_score), "reason": "补交的签到表属实，予以调整。"})
        with timekeeping.standing_at(_day(6, 15)):
            self._does(made, "conclude", self.clerk)
        with timekeeping.standing_at(_day(6, 16)):
            self._does(made, "approve", self.head, audience="public")

    # --- this year ------------------------------------------------------------------------------------------------

    def this_year(self, system: System) -> None:
        """Units still assess themselves on the day of the demonstration."""
        days = {"as_of": _day(6, 30), "self_due": _day(6, 30), "mark_due": _day(7, 21), "appeal_due": _day(8, 11)}
        facts = {"system": system, "title": "2023年度政务公开年中考核", "kinds": ALL_KINDS, **days}
        with timekeeping.standing_at(_day(6, 12)):
            made = commands.open_round(facts, self.clerk)
        with timekeeping.standing_at(_day(6, 19)):
            for sheet in self._sheets(made):
                if sheet.unit.code in demo_rows.HANDED_IN:
                    self._fills(sheet)
                    self._on(sheet, "submit", self._by(sheet.unit.code, Post.HEAD), remark="")
                elif sheet.unit.code in demo_rows.HALF:
                    self._fills(sheet, most=1)
