"""Applications of the demonstration district in spring 2023, played through the procedure by different people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import LAST, Cast, Diary
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import commands, demo_helping
from mingzheng.requests.foi.letters.texts import seed
from mingzheng.requests.foi.models import Application

DATA = Path(__file__).parent / "data" / "demo-applications.yaml"
BY = {
    "pass_check": Post.REVIEWER,
    "send_back": Post.REVIEWER,
    "pass_legal": Post.LEGAL,
    "send_back_legal": Post.LEGAL,
    "sign": Post.HEAD,
    "send_back_sign": Post.HEAD,
    "void": Post.HEAD,
    "approve_extension": Post.HEAD,
    "refuse_extension": Post.HEAD,
}
REPLY = ("pass_check", "pass_legal", "sign")


def play(*, say: Callable[[str], None]) -> None:
    """Every outcome, pause and end of the table; some are still open, one is late."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["applications"]
    rows += demo_helping.rows()["applications"]
    say(f"演示区：{len(rows)} 件依申请公开，从接收到归档……")
    seed()
    units = {unit.code: unit for unit in Unit.objects.all()}
    diary, cast = Diary(), Cast()
    for row in rows:
        Story(row, units[row["unit"]], cast, diary).plan()
    demo_helping.plan(units, cast, diary)
    diary.play()


@dataclass
class Story:
    """One application of the data on its way. Days are written as days after its arrival."""

    row: dict[str, Any]
    unit: Unit
    cast: Cast
    diary: Diary
    application: Application | None = None

    def plan(self) -> None:
        arrived: dt.date = self.row["arrived"]
        self.diary.note(arrived, self._arrive)
        for step in self.row.get("steps", ()):
            day = arrived + dt.timedelta(days=step["after"])
            self.diary.note(day, self._doing(step["do"], self._facts(step, arrived)))
        if "reply" in self.row:
            self._plan_reply(arrived)

    def _facts(self, step: dict[str, Any], arrived: dt.date) -> dict[str, Any]:
        """What is typed; a number of days under a name in ``…_on`` becomes that day."""
        plain = {key: value for key, value in step.items() if key not in ("after", "do")}
        for key, value in plain.items():
            if key.endswith("_on") and isinstance(value, int):
                plain[key] = (arrived + dt.timedelta(days=value)).isoformat()
        return plain

    def _plan_reply(self, arrived: dt.date) -> None:
        reply = dict(self.row["reply"])
        day = arrived + dt.timedelta(days=reply.pop("after"))
        until = reply.pop("until", "archive")
        served = day + dt.timedelta(days=2)
        self.diary.note(day, self._doing("propose", reply))
        for command in REPLY:
            if until == command:
                return
            self.diary.note(day, self._doing(command, {}))
        sent = {"way": self.row.get("served", "post"), "sent_on": day.isoformat(), "tracking": "演示"}
        self.diary.note(day, self._doing("send", sent))
        if until == "send":
            return
        self.diary.note(served, self._doing("delivered", {"delivered_on": served.isoformat(), "receiver": "本人"}))
        self.diary.note(served, self._doing("archive", {}))

    def _arrive(self) -> None:
        person = self.row.get("person", {})
        facts = {
            "applicant_kind": self.row.get("kind", "natural"),
            "id_kind": "resident" if self.row.get("kind", "natural") == "natural" else "uscc",
            "id_number": f"演示-{person.get('name', '')}",  # no real document
            "phone": "（演示）",
            "name": "演示申请人",
            "channel": self.row["channel"],
            "wanted": self.row["wanted"],
            "submitted_on": self.row["arrived"],
            "received_on": self.row["arrived"],
            **person,
        }
        origin = Application.Origin.PORTAL if self.row["channel"] == "internet" else Application.Origin.DESK
        actor = Actor.system("门户") if origin == Application.Origin.PORTAL else self.cast.of(self.unit, Post.OFFICER)
        self.application = commands.take_in(self.unit, actor, facts, origin=origin).application

    def _doing(self, command: str, facts: dict[str, Any]) -> Callable[[], None]:
        def deed() -> None:
            assert self.application is not None  # noqa: S101 - it arrived on an earlier day
            case = Case.objects.get(foi_application=self.application)
            act(case, command, self.cast.of(case.unit, BY.get(command, Post.OFFICER)), facts)

        return deed


__all__ = ["LAST", "play"]
