"""A spring of letters in the demonstration district, played through the room's own commands by different people."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.playing import LAST, Cast, Diary, take
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.core.workdays.queries import calendar
from mingzheng.participation.letters import answering, importing, intake, related, selecting, sorting
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.letters.models.letter import Channel, Kind
from mingzheng.participation.letters.sheets import Row

DATA = Path(__file__).parent / "data" / "demo.yaml"
SEED = 20
CALLS = 420  # work orders of the hotline
FIRST = dt.date(2023, 1, 3)
QUICK = (Kind.CONSULT, Kind.PRAISE)
Data = dict[str, Any]


def play(*, say: Callable[[str], None]) -> None:
    """Letters of every portal channel in every state, and the hotline's work orders as they are imported."""
    rows: list[Data] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["letters"]
    say(f"演示区：{len(rows)} 封来信，{CALLS} 件 12345 工单，答复、评价和选登……")
    Play(rows).play()


class Play:
    """What happens on which day."""

    def __init__(self, rows: list[Data]) -> None:
        self.rows, self.diary, self.cast, self.days = rows, Diary(), Cast(), calendar()
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.made: dict[str, int] = {}  # title → id of the letter
        self.dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret

    def play(self) -> None:
        for row in self.rows:
            self._plan(row)
        self._plan_calls()
        self.diary.play()

    def _after(self, day: dt.date, workdays: int) -> dt.date:
        return self.days.due(day, workdays) if workdays else day

    def _letter(self, row: Data) -> Letter:
        return Letter.objects.select_related("unit", "intake", "case").get(pk=self.made[row["title"]])

    def _do(self, row: Data, command: str, post: Post, at: Unit | None = None, **data: Any) -> None:
        """One step by the post of the unit that has the letter, or of another."""
        letter = self._letter(row)
        take(letter, command, self.cast.of(at or letter.unit, post), data)

    # --- one letter --------------------------------------------------------------------------------------------------

    def _plan(self, row: Data) -> None:
        day, end = row["day"], row["end"]
        self.diary.note(day, lambda: self._write(row))
        if end == "triage":
            return
        handed = self._after(day, 1)
        if end == "declined":
            self.diary.note(handed, lambda: self._do(row, "decline", Post.REVIEWER, reason=row["declined"]))
            return
        handed = self._plan_handing(row, handed)
        if end == "received":
            return
        accepted = self._after(handed, 1)
        self.diary.note(accepted, lambda: self._do(row, "accept", Post.OFFICER))
        if end == "joined":
            self.diary.note(accepted, lambda: self._join(row))
            return
        self._plan_meanwhile(row, accepted)
        if "reply" in row:
            self._plan_reply(row, accepted)

    def _write(self, row: Data) -> None:
        values: Data = {name: row[name] for name in ("channel", "title", "text")}
        values |= {"consent": row.get("consent", True), "mailbox": row.get("mailbox", "")}
        if "reach" in row:
            values |= {"name": "来信人", "reach": f"演示联系方式{len(self.made):02}"}
        self.made[row["title"]] = intake.submit(values).pk

    def _dispatch(self, row: Data, code: str) -> None:
        data = {"kind": row["kind"], "matter": row["matter"], "unit": self.units[code].pk}
        self._do(row, "dispatch", Post.OFFICER, **data)

    def _plan_handing(self, row: Data, day: dt.date) -> dt.date:
        """Handed out, perhaps to the wrong unit first; returns the day on which the right one has it."""
        if "returned" in row:
            wrong, reason = row["returned"]
            self.diary.note(day, lambda: self._dispatch(row, wrong))
            self.diary.note(self._after(day, 1), lambda: self._do(row, "give_back", Post.OFFICER, reason=reason))
            day = self._after(day, 2)
        first = row.get("forward", [[row["unit"], ""]])[0]
        self.diary.note(day, lambda: self._dispatch(row, first[0]))
        if "forward" in row:
            day = self._after(day, 1)
            to = self.units[row["unit"]].pk
            self.diary.note(day, lambda: self._do(row, "forward", Post.OFFICER, unit=to, reason=first[1]))
        return day

    def _join(self, row: Data) -> None:
        main = Letter.objects.get(pk=self.made[row["joined_to"]])
        self._do(row, "join", Post.OFFICER, main=main.number)

    def _plan_meanwhile(self, row: Data, day: dt.date) -> None:
        if "contact" in row:
            self.diary.note(day, lambda: self._contact(row, day))
        if "instruct" in row:
            self.diary.note(day, lambda: self._instruct(row, day))
        if "supervise" in row:
            self.diary.note(
                self._after(day, 2),
                lambda: self._by_office(row, "supervise", Post.OFFICE_CLERK, reason=row["supervise"]),
            )
        for code, what, opinion in row.get("assist", ()):
            self._plan_assist(row, day, self.units[code], what, opinion)
        if "extend" in row or "extend_asked" in row:
            days, reason = row.get("extend") or row["extend_asked"]
            asked = self._after(day, 1)
            self.diary.note(asked, lambda: self._do(row, "ask_extension", Post.OFFICER, days=days, reason=reason))
            if "extend" in row:
                self.diary.note(self._after(asked, 1), lambda: self._do(row, "grant_extension", Post.HEAD))

    def _plan_assist(self, row: Data, day: dt.date, other: Unit, what: str, opinion: str) -> None:
        to = [str(other.pk)]
        self.diary.note(day, lambda: self._do(row, "ask_assist", Post.OFFICER, units=to, what=what))
        self.diary.note(self._after(day, 2), lambda: self._opinion(row, other, opinion))

    def _contact(self, row: Data, day: dt.date) -> None:
        self._do(row, "contact", Post.OFFICER, day=day, how="phone", note="已联系，核实了情况。")

    def _instruct(self, row: Data, day: dt.date) -> None:
        self._by_office(row, "instruct", Post.OFFICE_CLERK, leader="分管副区长", text=row["instruct"], day=day)

    def _by_office(self, row: Data, command: str, post: Post, **data: Any) -> None:
        self._do(row, command, post, office(), **data)

    def _opinion(self, row: Data, unit: Unit, opinion: str) -> None:
        assist = self._letter(row).assists.get(unit=unit)
        take(assist, "answer", self.cast.of(unit, Post.OFFICER), {"opinion": opinion})

    # --- reply and afterwards ----------------------------------------------------------------------------------------

    def _plan_reply(self, row: Data, accepted: dt.date) -> None:
        drafted = row.get("replied") or self._after(row["day"], 3 if row["kind"] in QUICK else 12)
        drafted = max(drafted, accepted)
        self.diary.note(drafted, lambda: self._do(row, "draft", Post.OFFICER, reply=row["reply"]))
        if row["end"] == "checking":
            return
        self.diary.note(drafted, lambda: self._do(row, "approve", Post.REVIEWER))
        if "stars" in row:
            self.diary.note(self._after(drafted, 1), lambda: self._rate(row))
        if "follow" in row:
            asked = self._after(drafted, 2)
            self.diary.note(asked, lambda: self._ask_on(row))
            again = self._after(asked, 4)
            self.diary.note(again, lambda: self._do(row, "draft", Post.OFFICER, reply=row["reply2"]))
            self.diary.note(again, lambda: self._do(row, "approve", Post.REVIEWER))
        if "related" in row:
            day, named = row["related"]
            self.diary.note(day, lambda: self._relate(row, named))
        if "select" in row:
            self.diary.note(self._after(drafted, 3), lambda: self._select(row))

    def _rate(self, row: Data) -> None:
        answering.rate(self._letter(row), row["stars"], "")

    def _ask_on(self, row: Data) -> None:
        answering.ask_on(self._letter(row), row["follow"])

    def _relate(self, row: Data, named: str) -> None:
        """With the policy that came out on what the letter asks."""
        (policy,) = (one for one in related.policies(self._letter(row)) if named in one.title)
        self._do(row, "relate", Post.OFFICER, target=str(policy.ref))

    def _select(self, row: Data) -> None:
        letter = self._letter(row)
        officer, reviewer = self.cast.of(letter.unit, Post.OFFICER), self.cast.of(letter.unit, Post.REVIEWER)
        made = selecting.propose(letter, {"title": row["select"], "why": "同类问题多，答复讲清了怎样办。"}, officer)
        take(made, "mask", officer, {"title": made.title, "text": made.text, "reply": made.reply})
        take(made, "approve", reviewer, {})

    # --- the hotline -------------------------------------------------------------------------------------------------

    def _plan_calls(self) -> None:
        """Work orders month by month, as the hotline's sheet brings them; those of June are partly open."""
        calls = [self._call(number) for number in range(CALLS)]
        for month in range(1, 7):
            self._plan_sheet(month, [call for call in calls if call.received.month == month])
        self.diary.note(dt.date(2023, 6, 19), lambda: self._import(self._national(), Channel.NATIONAL))

    def _plan_sheet(self, month: int, calls: list[Row]) -> None:
        self.diary.note(_sheet_day(month), lambda: self._import(calls, Channel.HOTLINE))

    def _import(self, rows: list[Row], channel: str) -> None:
        report = importing.import_rows(rows, channel, Actor.system("工单导入"))
        if report.refused:
            raise LookupError(str(report.refused[0]))

    def _call(self, number: int) -> Row:
        matters = [one for one in sorting.words().matters if one.unit in self.units]
        weights = [
            9 if one.code in ("property", "building", "enforcement", "police", "greening") else 2 for one in matters
        ]
        matter = self.dice.choices(matters, weights)[0]
        received = FIRST + dt.timedelta(days=self.dice.randrange((LAST - FIRST).days))
        kind = self.dice.choices(["consult", "help", "complaint", "advice", "report"], [25, 30, 30, 10, 5])[0]
        word = self.dice.choice(list(matter.words))
        taken = self.dice.choices([0, 1, 2, 3, 4, 6], [10, 25, 20, 15, 20, 4 if kind != "consult" else 1])[0]
        taken = min(taken, 1) if kind in ("consult", "advice") and self.dice.random() < 0.9 else taken
        replied = self._after(received, taken)
        open_still = received > dt.date(2023, 6, 14)
        replied = min(replied, _sheet_day(received.month))
        stars = self.dice.choices([None, 5, 4, 3, 2], [30, 40, 20, 6, 4])[0]
        asked = {
            "consult": f"来电人咨询{word}的有关规定，想知道怎样办理。",
            "help": f"来电人反映{word}的问题，请求帮助解决。",
            "complaint": f"来电人投诉{word}的问题，影响正常生活，要求处理。",
            "advice": f"来电人建议改进{word}方面的管理。",
            "report": f"来电人举报{word}方面有违法情况，要求核查。",
        }[kind]
        return Row(
            line=number + 2,
            ref=f"YS2023{number:06}",
            received=received,
            kind=kind,
            title=f"{matter.label}：{word}",
            text=f"{asked}（演示工单 {number}）",
            unit=self.units[matter.unit].short,
            reply=""
            if open_still
            else f"{self.units[matter.unit].short}已与来电人联系，核实情况并于{replied.month}月{replied.day}日办结。",
            replied=None if open_still else replied,
            stars=None if open_still else stars,
            consent=False,
            name="",
            reach="",
        )

    def _national(self) -> list[Row]:
        texts = [
            ("希望优化跨省医保备案", "建议优化异地就医备案的线上流程，减少重复上传材料。", "advice", "yibao"),
            ("高校毕业生落户咨询", "请问应届毕业生在长宁就业，落户需要什么条件、找谁办理？", "consult", "renshe"),
            ("小区充电桩安装难", "小区物业以电容不够为由不让安装新能源车充电桩，请帮忙协调。", "help", "jianguan"),
        ]
        return [
            Row(
                line=number + 2,
                ref=f"GB2023{number:04}",
                received=dt.date(2023, 6, 16),
                kind=kind,
                title=title,
                text=text,
                unit=self.units[code].short,
                reply="",
                replied=None,
                stars=None,
                consent=False,
                name="",
                reach="",
            )
            for number, (title, text, kind, code) in enumerate(texts)
        ]


def _sheet_day(month: int) -> dt.date:
    """The day on which a month's sheet comes: its last, or that of the demonstration."""
    return min(LAST, dt.date(2023, month + 1, 1) - dt.timedelta(days=1))
