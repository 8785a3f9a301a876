"""Public delegates of the demonstration district; played by the room's own commands. Names, people and seeds are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.utils.timezone import make_aware

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures import playing
from mingzheng.participation.delegates import commands, queries
from mingzheng.participation.delegates.models import Candidate, Category, Invitation, Meeting
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.queries import of_owner

DATA = Path(__file__).parent / "data" / "demo.yaml"
OPENS = dt.date(2023, 4, 18)
CODE = "DEMO20230001"  # 查询码 of the first candidate, for trying out the page
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def play(*, say: Callable[[str], None]) -> None:
    """A pool from the spring on; meetings on their days; what is still to come stays where it is."""
    say("演示区：公众代表列席……")
    rows: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = Stage()
    with timekeeping.standing_at(OPENS):
        stage.pool(rows["pool"])
    for row in rows["meetings"]:
        stage.meeting(row)
    with timekeeping.standing_at(rows["pending"]["day"]):
        stage.people(rows["pending"]["people"], listed=False)


class Stage(playing.Stage):
    """Who plays what."""

    def __init__(self) -> None:
        super().__init__()
        self.areas = list(queries.areas())
        self.number = 0

    # --- the pool --------------------------------------------------------------------------------------------------

    def pool(self, rows: Sequence[dict[str, Any]]) -> None:
        for row in rows:
            self.people([row], listed=True)

    def people(self, rows: Sequence[dict[str, Any]], *, listed: bool, meeting: Meeting | None = None) -> None:
        for row in rows:
            for _nth in range(row["count"]):
                self._person(row, listed=listed, meeting=meeting)

    def _person(self, row: dict[str, Any], *, listed: bool, meeting: Meeting | None) -> Candidate:
        self.number += 1
        unit, at = row.get("unit", "qufuban"), self.number
        company = row["category"] in (Category.SMALL, Category.ENTERPRISE)
        facts = {
            "name": f"{SURNAMES[at % len(SURNAMES)]}某",
            "phone": f"1380000{at:04d}",
            "email": "",
            "organisation": f"演示小店{at}" if company else "",
            "category": row["category"],
            "age": ("18", "35", "35", "60")[at % 4],
            "area": self.areas[at % len(self.areas)],
            "interest": ("养老服务", "营商环境", "住房保障", "教育", "")[at % 5],
        }
        code = CODE if at == 1 else codes.new_code()
        made = commands.apply(self.units[unit], facts, code, meeting, source=row.get("source", ""))
        if listed:
            self.do(made, "accept", self.by(unit, Post.OFFICER))
        return made

    # --- meetings --------------------------------------------------------------------------------------------------

    def meeting(self, row: dict[str, Any]) -> None:
        with timekeeping.standing_at(row["announced"]):
            made = self._announced(row)
        for sign_ups in row.get("sign_ups", ()):
            with timekeeping.standing_at(sign_ups["day"]):
                self.people([sign_ups], listed=sign_ups.get("listed", True), meeting=made)
        if "frozen" not in row:
            return
        with timekeeping.standing_at(row["frozen"]["day"]):
            officer = self.by(row["unit"], Post.OFFICER)
            self.do(made, "freeze", officer, seed_source=row["frozen"]["source"], seed_on=row["frozen"]["seed_on"])
        if "drawn" in row:
            self._drawn(made, row)

    def _announced(self, row: dict[str, Any]) -> Meeting:
        unit, officer = self.units[row["unit"]], self.by(row["unit"], Post.OFFICER)
        names = ("level", "title", "about", "place", "seats", "alternates", "from_pool", "calls_until", "cutoff_on")
        facts = {name: row.get(name) for name in names}
        facts |= {
            "about": row["about"],
            "starts_at": make_aware(dt.datetime.combine(row["day"], dt.time(14))),
            "topics": [(one["title"], one.get("note", "")) for one in row["topics"]],
            "quotas": row["quotas"],
        }
        made = commands.begin_meeting(unit, officer, facts)
        self.do(made, "submit", officer)
        self.do(made, "announce", self.by(row["unit"], Post.REVIEWER))
        return made

    def _drawn(self, made: Meeting, row: dict[str, Any]) -> None:
        draw = of_owner(made.ref)
        if draw is None:
            raise LookupError(made)
        with timekeeping.standing_at(row["drawn"]["day"]):
            draws.type_seed(draw, row["drawn"]["seed"], self.by(row["unit"], Post.OFFICER))
            draws.draw(Draw.objects.get(pk=draw.pk), row["drawn"]["seed"], self.by(row["unit"], Post.REVIEWER))
            commands.after_draw({"draw": draw.pk})  # the worker would; here everything happens on its day
        with timekeeping.standing_at(row["answered"]):
            self._answers(made, row["declines"])
        self._held(made, row)

    def _answers(self, made: Meeting, declines: int) -> None:
        """The first so many decline, whoever moves up accepts like the rest."""
        made.refresh_from_db()
        for row in made.invitations.filter(status=Invitation.Status.INVITED).order_by("code")[:declines]:
            commands.answer(row, accepts=False)
        for row in made.invitations.filter(status=Invitation.Status.INVITED):
            commands.answer(row, accepts=True)

    def _held(self, made: Meeting, row: dict[str, Any]) -> None:
        unit, held = row["unit"], row["held"]
        officer = self.by
        with timekeeping.standing_at(held["day"]):
            rows = list(made.invitations.filter(status=Invitation.Status.ACCEPTED).order_by("category", "code"))
            came = [str(one.pk) for one in rows[: len(rows) - held["absent"]]]
            self.do(made, "hold", officer(unit, Post.OFFICER), came=came, summary=held["summary"])
            for said in held["said"]:
                who = made.invitations.filter(attended=True, candidate__category=said["category"]).first()
                if who is None:
                    continue  # nobody of that category was drawn
                typed = {"invitation": who.pk, "unit": self.units[said["unit"]].pk, "text": said["text"]}
                self.do(made, "say", officer(unit, Post.OFFICER), **typed)
            self.do(made, "hand_in", officer(unit, Post.OFFICER))
        with timekeeping.standing_at(held["published"]):
            self.do(made, "publish", officer(unit, Post.HEAD))
        for statement in made.statements.all():
            said = next(one for one in held["said"] if one["text"] == statement.text)
            if "answer" in said:
                with timekeeping.standing_at(said["answered"]):
                    code = said["unit"]
                    typed = {"outcome": said["outcome"], "answer": said["answer"]}
                    self.do(statement, "answer", officer(code, Post.OFFICER), **typed)
                    self.do(statement, "publish", officer(code, Post.REVIEWER))
