"""Lectures, visits, courseware and relays of the demonstration district; played by the room's own commands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.utils.timezone import make_aware

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures import playing
from mingzheng.policy.outreach import commands
from mingzheng.policy.outreach.models import Brand, Partner, Session
from mingzheng.policy.policies.models import Policy

DATA = Path(__file__).parent / "data" / "demo.yaml"
ANNOUNCED = dt.date(2023, 5, 15)
STANDS = dt.date(2023, 6, 19)  # the last day on which anything is done


def play(*, say: Callable[[str], None]) -> None:
    """Brands and partners from the beginning; sessions on their days; what is still to come stays announced."""
    say("演示区：政策宣讲、课件和接力……")
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = Stage()
    with timekeeping.standing_at(ANNOUNCED):
        for row in rows["brands"]:
            Brand.objects.create(**{**row, "unit": stage.units[row["unit"]]})
        for row in rows["partners"]:
            stage.partner(row)
        for row in rows["courseware"]:
            stage.courseware(row)
    for row in sorted(rows["sessions"], key=lambda one: one["day"]):
        stage.session(row)
    for row in rows["relays"]:
        stage.relay(row)


class Stage(playing.Stage):
    """Who plays what."""

    def policy(self, title: str) -> Policy:
        return Policy.objects.get(document__title=title)

    def partner(self, row: dict[str, Any]) -> None:
        facts = {name: row.get(name) for name in commands.PARTNER_FACTS if name in row}
        commands.keep_partner(None, self.units[row["unit"]], self.by(row["unit"], Post.OFFICER), facts)

    def courseware(self, row: dict[str, Any]) -> None:
        unit, officer = row["unit"], self.by(row["unit"], Post.OFFICER)
        facts = {"policy": self.policy(row["policy"]), "title": row["title"]}
        made = commands.begin_courseware(self.units[unit], officer, facts)
        words = {name: row[name] for name in ("title", "who", "standards", "steps", "papers", "tips")}
        self.do(made, "edit", officer, **words)
        self.do(made, "submit", officer)
        self.do(made, "publish", self.by(unit, Post.REVIEWER))

    # --- sessions --------------------------------------------------------------------------------------------------

    def session(self, row: dict[str, Any]) -> None:
        announced = min(ANNOUNCED + dt.timedelta(days=1), row["day"])
        with timekeeping.standing_at(announced):
            made = self._begun(row)
            if row["route"] == "planning":
                return
            self.do(made, "submit", self.by(row["unit"], Post.OFFICER))
            self.do(made, "announce", self.by(row["unit"], Post.REVIEWER))
            self._signed(made, row.get("sign_ups", 0))
        if row["route"] == "cancelled":
            with timekeeping.standing_at(STANDS):
                self.do(made, "cancel", self.by(row["unit"], Post.HEAD), reason=row["why"])
        if row["route"] == "held":
            self._held(made, row)

    def _begun(self, row: dict[str, Any]) -> Session:
        begins = make_aware(dt.datetime.combine(row["day"], dt.time(14)))
        facts = {
            **{
                name: row.get(name, "")
                for name in ("kind", "theme", "title", "about", "speaker", "place", "online_url")
            },
            "seats": row.get("seats"),
            "starts_at": begins,
            "ends_at": begins + dt.timedelta(hours=2),
            "sign_up_until": begins,
            "brand": Brand.objects.get(name=row["brand"]) if "brand" in row else None,
            "partner": Partner.objects.get(name=row["partner"]) if "partner" in row else None,
            "policies": [self.policy(row["policy"])] if row["policy"] else [],
        }
        return commands.begin_session(self.units[row["unit"]], self.by(row["unit"], Post.OFFICER), facts)

    def _signed(self, made: Session, number: int) -> None:
        for nth in range(number):
            who = {"name": f"演示{nth + 1}", "phone": f"1390000{made.pk:02d}{nth:02d}", "organisation": "", "people": 1}
            commands.sign_up(made, who)

    def _held(self, made: Session, row: dict[str, Any]) -> None:
        after = min(row["day"] + dt.timedelta(days=1), STANDS)
        with timekeeping.standing_at(after):
            typed = {
                "people": row["people"],
                "enterprises": row["enterprises"] or "",
                "summary": row["summary"],
                "raised": row["raised"],
            }
            self.do(made, "hold", self.by(row["unit"], Post.OFFICER), **typed)
            made.refresh_from_db()
            for useful in row["ratings"]:
                commands.rate(made, {"useful": useful, "comment": "", "need": "", "contact": ""}, None)
            for text in row["needs"]:
                commands.raise_need(made, text, "", commands.MACHINE)

    # --- relays ----------------------------------------------------------------------------------------------------

    def relay(self, row: dict[str, Any]) -> None:
        unit, officer = row["unit"], self.by
        with timekeeping.standing_at(row["sent"]):
            names = ("title", "message", "report_by")
            facts = {name: row[name] for name in names}
            facts |= {
                "policy": self.policy(row["policy"]),
                "partners": Partner.objects.filter(name__in=row["partners"]),
            }
            made = commands.begin_relay(self.units[unit], officer(unit, Post.OFFICER), facts)
            self.do(made, "send", officer(unit, Post.REVIEWER))
        for report in row["reports"]:
            with timekeeping.standing_at(report["day"]):
                line = made.lines.get(partner__name=report["partner"])
                commands.opened(line)
                reached = {name: report[name] for name in ("how", "enterprises", "people", "asked")}
                commands.report_reach(line, {**reached, "passed_on": report["day"]})
