"""Open days of the demonstration district; played by the rooms' own commands.

The demonstration stands in June: the theme call of July is released and bound to the month, sessions of August are being
prepared and announced, sessions of spring were held. The rest of the year follows when the day is moved.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.utils.timezone import make_aware
from PIL import Image, ImageDraw

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.files.fields import Upload
from mingzheng.core.files.sniffing import sniff
from mingzheng.core.procedures import playing
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as drawn
from mingzheng.participation.open_days import checking, commands, demo_survey, signing, theme_calls
from mingzheng.participation.open_days.checking import Tried
from mingzheng.participation.open_days.models import OpenDay, Photo, Programme, Question, SignUp

DATA = Path(__file__).parent / "data" / "demo.yaml"
STANDS = dt.date(2023, 6, 19)  # the last day on which anything is done
BEGUN = dt.timedelta(days=26)
FROM, SIGNED, UNTIL, FROZEN, SEED = (dt.timedelta(days=n) for n in (22, 18, 15, 14, 11))
SEED_SOURCE = "福利彩票双色球当日开奖号码"


def play(*, say: Callable[[str], None]) -> None:
    """The month with its call, then each session on its days."""
    say("演示区：政府开放活动……")
    rows: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = Stage()
    programme = stage.month(rows["programme"])
    for row in sorted(rows["sessions"], key=lambda one: one["day"]):
        stage.session(row, programme)


class Stage(playing.Stage):
    """Who plays what."""

    def __init__(self) -> None:
        super().__init__()
        self.visitors = 0

    def month(self, row: dict[str, Any]) -> Programme:
        """The theme call is released in June and opens on the first of July."""
        year = row["year"]
        month = {"opens_on": dt.date(year, 8, 1), "closes_on": dt.date(year, 8, 31)}
        with timekeeping.standing_at(dt.date(year, 6, 12)):
            clerk = self.by("qufuban", Post.OFFICE_CLERK)
            made = commands.begin_programme(self.units["qufuban"], clerk, {**row, **month})
            call = theme_calls.begin(made, clerk)
            self.do(call, "submit", clerk)
        with timekeeping.standing_at(dt.date(year, 6, 14)):
            self.do(call, "release", self.by("qufuban", Post.OFFICE_HEAD))
        return made

    # --- sessions --------------------------------------------------------------------------------------------------

    def session(self, row: dict[str, Any], programme: Programme) -> None:
        """As far as its way goes by the day on which the demonstration stands."""
        unit, way = row["unit"], row["route_of"]
        officer, reviewer = Post.OFFICER, Post.REVIEWER
        with timekeeping.standing_at(min(row["day"] - BEGUN, STANDS)):
            made = commands.begin(self.units[unit], self.by(unit, officer), self._facts(row, programme))
            if way != "planning":
                self.do(made, "submit", self.by(unit, officer))
            if way not in ("planning", "checking"):
                self.do(made, "announce", self.by(unit, reviewer))
        if way in ("planning", "checking"):
            return
        self._signed(made, row)
        if way == "cancelled":
            with timekeeping.standing_at(row["day"] - dt.timedelta(days=5)):
                self.do(made, "cancel", self.by(unit, reviewer), reason=row["why"])
        if way in ("drawn", "held", "result_checking"):
            self._settled(made, row)
        if way in ("held", "result_checking"):
            self._held(made, row)

    def _facts(self, row: dict[str, Any], programme: Programme) -> dict[str, Any]:
        day = row["day"]
        begins = make_aware(dt.datetime.combine(day, dt.time(14)))
        words = ("field", "title", "about", "audience", "place", "address", "route", "plan", "access_note")
        facts = {
            **{name: row.get(name, "") for name in words},
            "access": row["access"],
            "programme": programme if row.get("august") else None,
            "contact": self.units[row["unit"]].phone,
            "starts_at": begins,
            "ends_at": begins + dt.timedelta(hours=2),
            "parts": row["parts"],
        }
        if row.get("capacity"):
            facts |= {
                "capacity": row["capacity"],
                "sign_up_from": make_aware(dt.datetime.combine(day - FROM, dt.time())),
                "sign_up_until": make_aware(dt.datetime.combine(day - UNTIL, dt.time(23, 59))),
                "seed_source": SEED_SOURCE,
                "seed_on": day - SEED,
                "promote_until": begins - dt.timedelta(days=1),
            }
        return facts

    def _signed(self, made: OpenDay, row: dict[str, Any]) -> None:
        if row["day"] - SIGNED > STANDS:
            return
        with timekeeping.standing_at(row["day"] - SIGNED):
            for people in row.get("parties", []):
                self.visitors += 1
                who = {"name": f"演示{self.visitors}", "phone": f"1390001{self.visitors:04d}", "email": ""}
                children = 1 if people == 3 else 0
                signing.sign_up(made, {**who, "people": people, "children": children, "needs": ""})

    def _settled(self, made: OpenDay, row: dict[str, Any]) -> None:
        """The machine decides after the window; of a draw, two people type the seed."""
        with timekeeping.standing_at(row["day"] - FROZEN):
            commands.settle()
        draw = drawn.of_owner(made.ref)
        if draw is None:
            return
        with timekeeping.standing_at(row["day"] - SEED):
            draws.type_seed(draw, row["seed"], self.by(row["unit"], Post.OFFICER))
            draws.draw(draw, row["seed"], self.by(row["unit"], Post.REVIEWER))
            commands.drawn({"draw": draw.pk})

    def _held(self, made: OpenDay, row: dict[str, Any]) -> None:
        unit = row["unit"]
        made.refresh_from_db()
        with timekeeping.standing_at(row["day"] + dt.timedelta(days=1)):
            self._came(made, row)
            for number, (text, answer) in enumerate(row["asked"]):
                self._asked(made, unit, text, answer, spot=number > 0)
            for number, alt in enumerate(row["photos"]):
                upload = _picture(alt, number)
                facts = {"alt": alt, "who": Photo.Who.NOBODY, "consent": ""}
                commands.add_photo(made, upload, facts, self.by(unit, Post.OFFICER))
        if row.get("ratings"):
            demo_survey.play(self, made, unit, row["ratings"])
        after = min(row["day"] + dt.timedelta(days=8), STANDS)
        outcomes = {f"part_{kind}": words for kind, words in row["outcomes"].items()}
        with timekeeping.standing_at(after):
            people = checking.counted(made)
            self.do(made, "hold", self.by(unit, Post.OFFICER), people=people, summary=row["summary"], **outcomes)
            if row["route_of"] == "held":
                self.do(made, "publish_result", self.by(unit, Post.REVIEWER))

    def _came(self, made: OpenDay, row: dict[str, Any]) -> None:
        """Scans of the day, as they came in from the phone."""
        held, actor = checking.entrance(made), self.by(row["unit"], Post.OFFICER)
        rows = list(made.sign_ups.filter(status=SignUp.Status.IN).order_by("rank")[: row["came"]])
        for number, one in enumerate(rows):
            at = made.starts_at - dt.timedelta(minutes=25 - 3 * number)
            checking.scan(held, Tried(key=f"demo-{made.pk:04}-{number:04}-in", ticket=one.ticket, scanned_at=at), actor)
        if row["walk_ins"]:
            held.walk_ins = row["walk_ins"]
            held.save(update_fields=["walk_ins"])

    def _asked(self, made: OpenDay, unit: str, text: str, answer: str, *, spot: bool) -> None:
        officer = self.by(unit, Post.OFFICER)
        source = Question.Source.SPOT if spot else Question.Source.PORTAL
        question = commands.raise_question(made, text, source, officer if spot else commands.MACHINE)
        self.do(question, "answer", officer, shown=text, answer=answer)
        self.do(question, "publish", self.by(unit, Post.REVIEWER))


def _picture(alt: str, number: int) -> Upload:
    """A drawing in place of a photograph: nobody is on it, and nobody takes it for one."""
    image = Image.new("RGB", (1200, 800), ("#eaf0f7", "#f4f2ec")[number % 2])
    pen = ImageDraw.Draw(image)
    for at in range(6):
        left = 90 + at * 175
        pen.rectangle((left, 220 - (at % 3) * 30, left + 140, 560), fill="#ffffff", outline="#45423c", width=4)
        pen.line((left + 20, 300, left + 120, 300), fill="#17457a", width=8)
        pen.line((left + 20, 350, left + 95, 350), fill="#b5afa2", width=8)
    pen.rectangle((0, 600, 1200, 800), fill="#e0dcd2")
    out = io.BytesIO()
    image.save(out, "PNG")
    data = out.getvalue()
    name = f"demo-{number}.png"
    return Upload(data, name, sniff(data, name))
