"""Meetings, staffing, trainings, learning and cases of the demonstration district; played by the room's own commands."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import make_aware

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.files.fields import check_upload
from mingzheng.core.procedures import playing
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.supervision.training import commands, quiz_text
from mingzheng.supervision.training.models import Item, Session

DATA = Path(__file__).parent / "data" / "demo.yaml"
SEED = 59
PLANNED = dt.date(2023, 4, 26)
STANDS = dt.date(2023, 6, 20)
OFFICE = "qufuban"


def play(*, say: Callable[[str], None]) -> None:
    """From the end of April to 20 June: the year's plan, three district trainings, meetings, cases."""
    say("演示区：会议、培训、学习和案例……")
    rows: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = Stage()
    stage.meetings(rows["meetings"])
    stage.support(rows)
    for row in rows["items"]:
        stage.item(row)
    made = [(stage.planned(row), row) for row in rows["sessions"]]
    for session, row in sorted(made, key=lambda pair: pair[1]["day"]):
        stage.session(session, row, rows["quiz"])
    stage.learning()
    for row in rows["cases"]:
        stage.case(row)


def _paper(name: str, text: str) -> Any:
    return check_upload(SimpleUploadedFile(name, f"{text}（演示材料）".encode()))


class Stage(playing.Stage):
    """Who plays what."""

    def __init__(self) -> None:
        super().__init__()
        self.dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret

    def writer(self, unit: str) -> Actor:
        return self.by(unit, Post.OFFICE_CLERK if unit == OFFICE else Post.OFFICER)

    def decider(self, unit: str) -> Actor:
        return self.by(unit, Post.OFFICE_HEAD if unit == OFFICE else Post.REVIEWER)

    def other_clerk(self) -> Actor:
        """The second clerk of 区府办: who handed in does not check."""
        day = timekeeping.today()
        holding = PostHolding.objects.filter(held_on(day), post=Post.OFFICE_CLERK.value).order_by("-id")[0]
        return next(one for one in actors_for(holding.person, day) if one.post is Post.OFFICE_CLERK)

    # --- meetings, people and money ---------------------------------------------------------------------------------

    def meetings(self, rows: dict[str, Any]) -> None:
        for row in rows["coordination"]:
            with timekeeping.standing_at(row["day"] + dt.timedelta(days=1)):
                facts = {
                    **{name: row[name] for name in ("topic", "decided", "people")},
                    "held_on": row["day"],
                    "chair": "区府办主任 孙主任",
                    "units": [unit for unit in self.units.values() if unit.code != OFFICE][: row["people"] - 4],
                    "minutes": [_paper("会议纪要.txt", row["topic"])],
                }
                made = commands.record_meeting(
                    self.units[OFFICE], self.by(OFFICE, Post.OFFICE_CLERK), "coordination", facts
                )
                self.do(made, "check", self.other_clerk())
        for place, code in enumerate([*rows["heard"], *rows["waiting"], *rows["returned"]]):
            self._heard(code, dt.date(2023, 5, 4) + dt.timedelta(days=2 * place), rows)

    def _heard(self, code: str, day: dt.date, rows: dict[str, Any]) -> None:
        with timekeeping.standing_at(day):
            facts = {
                "topic": "听取政务公开工作情况汇报",
                "held_on": day,
                "chair": f"主要负责同志 {self.by(code, Post.HEAD).person_name}",
                "decided": "听取上半年政务公开工作汇报，研究标准目录更新和公文备案，明确下一步责任分工。",
                "people": self.dice.randint(6, 15),
                "minutes": [_paper("会议纪要.txt", f"{self.units[code].short}听取政务公开工作汇报")],
            }
            made = commands.record_meeting(self.units[code], self.by(code, Post.OFFICER), "heard", facts)
        if code in rows["waiting"]:
            return
        with timekeeping.standing_at(min(day + dt.timedelta(days=2), STANDS)):
            clerk = self.by(OFFICE, Post.OFFICE_CLERK)
            if code in rows["returned"]:
                self.do(made, "send_back", clerk, reason="上传的是会议通知，请补充签发的会议纪要。")
            else:
                self.do(made, "check", clerk)

    def support(self, rows: dict[str, Any]) -> None:
        for code in [*rows["support"], *rows["support_waiting"]]:
            with timekeeping.standing_at(dt.date(2023, 5, self.dice.randint(8, 26))):
                facts = {
                    "full_time": self.dice.choice([0, 1, 1, 1, 2]),
                    "part_time": self.dice.randint(2, 8),
                    "amount": Decimal(self.dice.randint(2, 30)),
                    "about": "由办公室承担政务公开日常工作，各科室设联络员；经费列入部门预算的日常公用经费。",
                    "proof": [_paper("分工文件.txt", f"{self.units[code].short}政务公开工作分工")],
                }
                made = commands.state_support(self.units[code], self.by(code, Post.OFFICER), 2023, facts)
                if code in rows["support"]:
                    self.do(made, "check", self.by(OFFICE, Post.OFFICE_CLERK))

    # --- trainings ------------------------------------------------------------------------------------------------

    def planned(self, row: dict[str, Any]) -> Session:
        begins = make_aware(dt.datetime.combine(row["day"], dt.time(14)))
        with timekeeping.standing_at(PLANNED):
            facts = {
                **{name: row[name] for name in ("field", "title", "about", "teacher", "place")},
                "starts_at": begins,
                "ends_at": begins + dt.timedelta(hours=2, minutes=30),
            }
            return commands.plan_session(self.units[row["unit"]], self.writer(row["unit"]), facts)

    def session(self, session: Session, row: dict[str, Any], quiz: dict[str, Any]) -> None:
        if row["route"] == "planned":
            return
        asked = [self.units[row["unit"]]] if row["route"] == "own" else self._asked()
        told = min(row["day"] - dt.timedelta(days=9), STANDS - dt.timedelta(days=1))
        with timekeeping.standing_at(told):
            until = (row["day"] - dt.timedelta(days=2)).isoformat()
            units = [str(unit.pk) for unit in asked]
            self.do(session, "invite", self.writer(row["unit"]), units=units, name_until=until)
        with timekeeping.standing_at(told + dt.timedelta(days=1)):
            for unit in asked if row["route"] != "invited" else asked[:12]:
                self._named(session, unit)
        if row["route"] in ("held", "own"):
            self._held(session, row, quiz)

    def _asked(self) -> list[Unit]:
        kinds = (Unit.Kind.DEPARTMENT, Unit.Kind.STREET, Unit.Kind.TOWN)
        return [unit for unit in self.units.values() if unit.kind in kinds]

    def _named(self, session: Session, unit: Unit) -> None:
        officer, reviewer = self.cast.of(unit, Post.OFFICER), self.cast.of(unit, Post.REVIEWER)
        people = [(one.person_id, one.person_name) for one in (officer, reviewer)]
        commands.name_people(session, unit, officer, people[: self.dice.choice([1, 1, 2])], [])

    def _held(self, session: Session, row: dict[str, Any], quiz: dict[str, Any]) -> None:
        writer = self.writer(row["unit"])
        with timekeeping.standing_at(row["day"] + dt.timedelta(days=1)):
            missing = set(
                self.dice.sample(sorted(set(session.attendees.values_list("unit_id", flat=True))), row["absent"])
            )
            present = [str(one.pk) for one in session.attendees.all() if one.unit_id not in missing]
            self.do(session, "check_in", writer, present=present, others="")
            self.do(session, "hold", writer, summary=row["summary"])
            session.refresh_from_db()
            if row["quiz"]:
                self._quiz(session, quiz)
            came = list(session.attendees.filter(present_at__isnull=False, person__isnull=False))
            for useful, one in zip(row["ratings"], came, strict=False):
                if one.person is not None:
                    commands.rate(session, actors_for(one.person, timekeeping.today())[0], useful, "")
            if row["route"] == "held":
                self.do(session, "certify", writer)

    def _quiz(self, session: Session, quiz: dict[str, Any]) -> None:
        written = quiz_text.read(quiz["questions"])
        facts = {"title": quiz["title"], "pass_mark": quiz["pass_mark"], "questions": written}
        made = commands.begin_quiz(session.unit, self.writer(OFFICE), session, facts)
        self.do(made, "open", self.decider(OFFICE))
        made.refresh_from_db()
        for one in session.attendees.filter(present_at__isnull=False, person__isnull=False):
            actor = actors_for(one.person, timekeeping.today())[0] if one.person else None
            if actor is None or self.dice.random() < 0.1:
                continue
            right = {place: list(question.key) for place, question in enumerate(written, 1)}
            for place in self.dice.sample(sorted(right), self.dice.choice([0, 0, 1, 1, 2, 3])):
                right[place] = [next(n for n in range(3) if n not in right[place])]
            commands.take_quiz(made, actor, right)

    # --- learning and cases -----------------------------------------------------------------------------------------

    def item(self, row: dict[str, Any]) -> None:
        with timekeeping.standing_at(dt.date(2023, 5, 5)):
            facts = {name: row[name] for name in ("field", "title", "about", "minutes")} | {"url": ""}
            made = commands.begin_item(self.units[row["unit"]], self.writer(row["unit"]), facts)
            self.do(made, "submit", self.writer(row["unit"]))
            self.do(made, "list", self.decider(row["unit"]))

    def learning(self) -> None:
        items = list(Item.objects.filter(listed_on__isnull=False))
        for unit in self._asked():
            if self.dice.random() < 0.6:
                with timekeeping.standing_at(dt.date(2023, 6, self.dice.randint(1, 19))):
                    for item in self.dice.sample(items, self.dice.randint(1, 3)):
                        commands.learned(item, self.cast.of(unit, Post.OFFICER))

    def case(self, row: dict[str, Any]) -> None:
        unit, route = row["unit"], row["route"]
        with timekeeping.standing_at(dt.date(2023, 5, 29)):
            facts = {name: row[name] for name in ("field", "title", "summary", "background", "practice", "effect")}
            made = commands.begin_case(self.units[unit], self.writer(unit), facts)
            if route == "writing":
                return
            self.do(made, "submit", self.writer(unit))
            self.do(made, "nominate", self.by(unit, Post.HEAD))
        with timekeeping.standing_at(dt.date(2023, 6, 6)):
            said = {"recommends": "yes", "score": 88, "text": "做法具体，别的单位照着能做。"}
            self.do(made, "judge", self.by(OFFICE, Post.OFFICE_CLERK), **said)
            if route == "judging":
                return
            said = {"recommends": "yes", "score": 91, "text": "有记录、有反馈，成效写得实在。"}
            self.do(made, "judge", self.by(OFFICE, Post.ASSESSOR), **said)
        with timekeeping.standing_at(dt.date(2023, 6, 12)):
            self.do(made, "select", self.by(OFFICE, Post.OFFICE_HEAD))
            self.do(made, "publish", self.other_clerk())
