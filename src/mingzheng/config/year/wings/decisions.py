"""Catalogues of the district and of every unit by 31 March; matters from their start to the archive, each part in its time."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.config.year.stage import NOON, Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.config.year.wings import consultations
from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.participation.consultations import commands as asking
from mingzheng.participation.decisions import commands, terms
from mingzheng.participation.decisions.forms.matters import waiting_to_be_shown
from mingzheng.participation.decisions.models import Catalogue, Matter, Scope

DATA = Path(__file__).parents[1] / "data" / "decisions.yaml"
DISTRICT, OWN = dt.date(2023, 2, 13), dt.date(2023, 2, 27)
LATE = 30  # working days that a late catalogue waits for its consent
Row = dict[str, Any]


@cache
def data() -> dict[str, Any]:
    """The words and rows; read once."""
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def plan(stage: Stage) -> None:
    """Catalogues in February and March, then each matter that is started."""
    tell(stage, DISTRICT, _district(stage))
    for nth, unit in enumerate(terms.units_with_duty(2023, DISTRICT)):
        tell(stage, stage.workday(OWN, nth % 8), _own(stage, unit))
    for row in data()["district"]:
        if "start" in row:
            tell(stage, row["start"], _Matter(stage, row, Scope.DISTRICT).life(), order=NOON)
    for row in data()["units"]:
        tell(stage, row["start"], _Matter(stage, row, Scope.UNIT).life(), order=NOON)


# --- catalogues ------------------------------------------------------------------------------------------------------


def _district(stage: Stage) -> Story:
    office = stage.units["qufuban"]
    made = commands.begin_catalogue(office, stage.office(), 2023, Scope.DISTRICT)
    stage.do(made, "arrange", stage.office(), **_lines(stage, data()["district"], with_unit=True))
    yield stage.workday(timekeeping.today(), 5)
    stage.do(made, "submit", stage.office())
    stage.do(made, "approve", stage.office(Post.OFFICE_HEAD))
    yield stage.workday(timekeeping.today(), 12)
    consent: dict[str, Any] = {"consent_body": "中共长宁区委", "consent_number": "长委〔2023〕8号（演示）"}
    stage.do(made, "consent", stage.office(), consent_on=timekeeping.today(), **consent)
    stage.do(made, "publish", stage.office(Post.OFFICE_HEAD))
    stage.count("decisions")


def _own(stage: Stage, unit: Unit) -> Story:
    planted = stage.defect("catalogue_late", unit)
    made: Catalogue = commands.begin_catalogue(unit, stage.officer(unit), 2023, Scope.UNIT)
    rows = [row for row in data()["units"] if row["unit"] == unit.code]
    if rows:
        stage.do(made, "arrange", stage.officer(unit), **_lines(stage, rows, with_unit=False))
    if planted is not None:
        planted.on(made.ref)
    stage.do(made, "submit", stage.officer(unit))
    stage.do(made, "approve", stage.officer(unit, Post.REVIEWER))
    yield stage.workday(timekeeping.today(), LATE if planted else 6)
    consent: dict[str, Any] = {
        "consent_body": f"{unit.short}党组（党工委）",
        "consent_number": "党组（党工委）会议（演示）",
    }
    stage.do(made, "consent", stage.officer(unit), consent_on=timekeeping.today(), **consent)
    stage.do(made, "publish", stage.officer(unit, Post.HEAD))
    stage.count("decisions")


def _title(row: Row) -> str:
    return f"{'编制' if row['kind'] == 'planning' else '制定'}{row['about']}方案"


def _lines(stage: Stage, rows: list[Row], *, with_unit: bool) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for number, row in enumerate(rows):
        said = {"title": _title(row), "kind": row["kind"], "planned_by": row["by"], "about": _about(row)}
        if with_unit:
            said["unit"] = stage.units[row["unit"]]
        typed |= {f"row{number}-{name}": value for name, value in said.items()}
    return typed


def _about(row: Row) -> str:
    said: str = data()["words"]["about"].format(about=row["about"])
    return said


# --- matters ---------------------------------------------------------------------------------------------------------


class _Matter:
    """One matter on its way; what is done by whom follows from whose catalogue it stands in."""

    def __init__(self, stage: Stage, row: Row, scope: Scope) -> None:
        self.stage, self.row, self.scope = stage, row, scope
        self.unit: Unit = stage.units[row["unit"]]
        self.waived: list[str] = row.get("waived", [])

    @property
    def found(self) -> Matter:
        return Matter.objects.get(title=_title(self.row))

    def after(self, workdays: int) -> dt.date:
        return self.stage.workday(timekeeping.today(), workdays)

    def does(self, command: str, post: Post = Post.OFFICER, at: Unit | str | None = None, **typed: Any) -> None:
        self.stage.do(self.found, command, self.stage.officer(at or self.unit, post), **typed)

    def dated(self, name: str, title: str) -> dict[str, Any]:
        return data()["words"][name] | {"day": timekeeping.today(), "title": title}

    def life(self) -> Story:
        self.does("start", about=_about(self.row))
        self.stage.count("matters")
        yield self.after(3)
        planted = self.stage.defect("no_interpretation", self.unit)
        if planted is not None:
            planted.on(self.found.ref)
        yield from self.asked(interpreted=planted is None)
        if planted is not None:
            return
        yield from self.prepared()
        yield from self.reviewed()
        yield from self.decided()

    # --- before --------------------------------------------------------------------------------------------------

    def asked(self, *, interpreted: bool) -> Story:
        """The public is asked for thirty days, with the interpretation of the draft beside it."""
        opens = self.after(4)
        row = {
            "unit": self.row["unit"],
            "about": self.row["about"],
            "kind": "decision",
            "opens": opens,
            "days": 31,
            "said": {2: 4, 3: 3, 4: 2},
            "ways": ["visit"],
            "end": "matter",
        }
        self.asking = consultations.Teller(self.stage, row)
        closes = self.asking.announced()
        self.does("consult", consultation=self.asking.found)
        if interpreted:
            text = "为什么做：现有办法已经不适应。\n做什么：明确标准和程序。\n想听什么：标准和办理时间是否合适。"
            self.does(
                "write", part="interpretation", day=timekeeping.today(), title=f"一图读懂{self.row['about']}", text=text
            )
            self.shown()
        yield opens
        asking.keep_phases()
        yield from self.asking.said_online(closes)
        yield from self.asking.said_elsewhere()
        yield closes + dt.timedelta(days=1)
        asking.keep_phases()

    def shown(self) -> None:
        parts = [str(one.pk) for one in waiting_to_be_shown(self.found)]
        self.does("show", Post.REVIEWER, parts=parts)

    def prepared(self) -> Story:
        """Experts, risk, fair competition, or why not; then the draft for the meeting."""
        about = self.row["about"]
        yield self.after(4)
        self.asking.sorted_out()
        for part in self.waived:
            self.does("waive", part=part, reason=data()["words"]["waived"][part])
            self.does("confirm_waiver", Post.REVIEWER, part=part)
        if "experts" not in self.waived:
            self.does("argue", signed=True, disinterested=True, **self.dated("argue", f"{about}专家论证会"))
        self.does("assess", **self.dated("assess", f"{about}风险评估"))
        if "competition" not in self.waived:
            text = "标准统一适用于各类经营者，没有排除、限制竞争的内容。"
            self.does("compete", by="公平竞争审查小组", day=timekeeping.today(), title="公平竞争审查结论", text=text)
        yield self.after(2)
        for part, title in (("draft", "送审稿"), ("note", "起草说明")):
            text = f"根据公众意见修改后的{title}，说明主要内容和采纳情况。"
            self.does("write", part=part, day=timekeeping.today(), title=f"{about}方案（{title}）", text=text)

    def reviewed(self) -> Story:
        """Legality: the district's by 区司法局, a unit's own by its own reviewer, not within seven working days."""
        unit = self.stage.units["sifa"] if self.scope is Scope.DISTRICT else self.unit
        self.does("hand_over", unit=unit, note="")
        yield self.after(9)
        self.does("pass_legality", Post.LEGAL, unit, **data()["words"]["legality"])
        yield self.after(1)
        self.does("put_up")

    # --- the decision --------------------------------------------------------------------------------------------

    def decided(self) -> Story:
        yield self.after(4)
        district, today = self.scope is Scope.DISTRICT, timekeeping.today()
        number = "区政府常务会议（演示）" if district else f"{self.unit.short}办公会议（演示）"
        typed: dict[str, Any] = {
            "number": number,
            "day": today,
            "title": f"{number}讨论情况",
            "head_last": True,
            "dissent": "",
        }
        day = f"{today.year}年{today.month}月{today.day}日"
        text = f"{day}，会议讨论并通过{self.row['about']}方案。"
        if district:
            self.does("decide", Post.OFFICE_CLERK, "qufuban", kind="standing", text=text, **typed)
        else:
            self.does("decide", kind="office", text=text, **typed)
        yield self.after(2)
        words = data()["words"]
        self.does(
            "result",
            day=today,
            title=f"{self.row['about']}方案确定",
            document="",
            channels=["site"],
            text="自公布之日起施行，由主管单位组织实施，每半年公布一次进展。",
            public_views=words["public_views"],
            expert_views="" if "experts" in self.waived else words["expert_views"],
            reported_on=today,
            reported_number="党委（党组）会议（演示）",
        )
        self.does("publish", Post.HEAD)
        yield self.after(3)
        self.asking.found.refresh_from_db()
        self.asking.answered()
        yield self.after(10)
        self.does("archive", archive_number="2023-决策（演示）", archived_on=timekeeping.today(), whole=True)
