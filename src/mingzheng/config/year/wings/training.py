"""Leading and learning: meetings that heard or coordinated, people and money, trainings with their quiz, what was learned, cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import make_aware

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.files.fields import Upload, check_upload
from mingzheng.core.units.models import Unit
from mingzheng.supervision.training import commands, demo, quiz_text
from mingzheng.supervision.training.models import Item, Session

COORDINATED = (dt.date(2023, 4, 20), dt.date(2023, 6, 8), dt.date(2023, 9, 14), dt.date(2023, 12, 7))
SESSIONS = (
    ("foi", "依申请公开办理实务培训", dt.date(2023, 5, 10)),
    ("policy", "政策发布和解读工作培训", dt.date(2023, 6, 14)),
    ("interaction", "政民互动和留言办理培训", dt.date(2023, 9, 20)),
)
LISTED = dt.date(2023, 5, 5)
SLOW = 7  # who needs a second try
ASKED = (Unit.Kind.DEPARTMENT, Unit.Kind.STREET, Unit.Kind.TOWN)
Row = dict[str, Any]


def rows() -> Row:
    """Titles, questions and cases: the room's own for its demonstration."""
    found: Row = yaml.safe_load(demo.DATA.read_text(encoding="utf-8"))
    return found


def plan(stage: Stage) -> None:
    """The office's meetings and trainings; what every unit states and learns; the cases that are chosen."""
    held = rows()
    for day in COORDINATED:
        tell(stage, stage.workday(day, 1), _coordinated(stage, day))
    for unit in stage.units.values():
        dice = stage.dice("training", unit.code)
        tell(stage, stage.within(dice, dt.date(2023, 3, 1), dt.date(2023, 10, 13)), _heard(stage, unit))
        tell(stage, stage.within(dice, dt.date(2023, 2, 1), dt.date(2023, 5, 26)), _supported(stage, unit))
        tell(stage, stage.within(dice, dt.date(2023, 6, 1), dt.date(2023, 11, 24)), _learned(stage, unit))
    stage.at(LISTED, lambda: _items(stage, held["items"]))
    for number, (field, title, day) in enumerate(SESSIONS):
        tell(
            stage, stage.workday(day - dt.timedelta(days=16)), _session(stage, number, field, title, day, held["quiz"])
        )
    for number, row in enumerate(held["cases"][:2]):
        tell(stage, dt.date(2023, 6 + 4 * number, 12), _case(stage, row))


def _paper(name: str, text: str) -> Upload:
    return check_upload(SimpleUploadedFile(name, f"{text}（演示材料）".encode()))


def _writer(stage: Stage, unit: Unit) -> Actor:
    office = unit.kind == Unit.Kind.GOV_OFFICE
    return stage.officer(unit, Post.OFFICE_CLERK if office else Post.OFFICER)


def _checker(stage: Stage) -> Actor:
    """The second clerk: the first writes for 区府办 itself."""
    return stage.office(nth=1)


# --- what is stated and checked --------------------------------------------------------------------------------------


def _coordinated(stage: Stage, day: dt.date) -> Story:
    others = [unit for unit in stage.units.values() if unit.kind != Unit.Kind.GOV_OFFICE]
    facts = {
        "topic": f"{day.month}月政务公开工作协调会",
        "decided": "通报各单位进展，研究公文备案、解读同步和栏目更新中的问题，明确责任和时间。",
        "people": 40,
        "held_on": day,
        "chair": "区府办主任 孙主任",
        "units": others,
        "minutes": [_paper("会议纪要.txt", "政务公开工作协调会")],
    }
    made = commands.record_meeting(stage.units["qufuban"], stage.office(), "coordination", facts)
    stage.count("training")
    yield stage.workday(timekeeping.today(), 2)
    stage.do(made, "check", _checker(stage))


def _heard(stage: Stage, unit: Unit) -> Story:
    planted = stage.defect("not_heard", unit)
    if planted is not None:
        planted.on(f"units.unit:{unit.pk}")
        return
    today = timekeeping.today()
    facts = {
        "topic": "听取政务公开工作情况汇报",
        "held_on": today,
        "chair": f"主要负责同志 {stage.officer(unit, Post.HEAD).person_name}",
        "decided": "听取政务公开工作汇报，研究标准目录更新和公文备案，明确下一步责任分工。",
        "people": 9,
        "minutes": [_paper("会议纪要.txt", f"{unit.short}听取政务公开工作汇报")],
    }
    made = commands.record_meeting(unit, _writer(stage, unit), "heard", facts)
    stage.count("training")
    yield stage.workday(today, 3)
    stage.do(made, "check", _checker(stage))


def _supported(stage: Stage, unit: Unit) -> Story:
    planted = stage.defect("not_supported", unit)
    if planted is not None:
        planted.on(f"units.unit:{unit.pk}")
        return
    dice = stage.dice("support", unit.code)
    facts = {
        "full_time": dice.choice([0, 1, 1, 2]),
        "part_time": dice.randint(2, 8),
        "amount": Decimal(dice.randint(2, 30)),
        "about": "由办公室承担政务公开日常工作，各科室设联络员；经费列入部门预算的日常公用经费。",
        "proof": [_paper("分工文件.txt", f"{unit.short}政务公开工作分工")],
    }
    made = commands.state_support(unit, _writer(stage, unit), 2023, facts)
    stage.count("training")
    yield stage.workday(timekeeping.today(), 3)
    stage.do(made, "check", _checker(stage))


# --- trainings -------------------------------------------------------------------------------------------------------


def _session(stage: Stage, number: int, field: str, title: str, day: dt.date, quiz: Row) -> Story:
    """Planned, announced to the units, which name their people; held, with a quiz where there is one, and certified."""
    office, asked = stage.units["qufuban"], stage.of_kind(*ASKED)
    begins = make_aware(dt.datetime.combine(day, dt.time(14)))
    facts = {
        "field": field,
        "title": title,
        "about": "讲清要求，分析案例，现场答疑。",
        "teacher": "区府办政务公开科",
        "place": "区机关大楼三楼报告厅",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
    }
    made = commands.plan_session(office, stage.office(), facts)
    stage.count("training")
    until = (day - dt.timedelta(days=2)).isoformat()
    stage.do(made, "invite", stage.office(), units=asked, name_until=until)
    yield stage.workday(timekeeping.today(), 2)
    for unit in asked:
        officer = stage.officer(unit)
        commands.name_people(made, unit, officer, [(officer.person_id, officer.person_name)], [])
    yield stage.workday(day, 1)
    present = [str(one.pk) for one in made.attendees.all()]
    stage.do(made, "check_in", stage.office(), present=present, others="")
    stage.do(made, "hold", stage.office(), summary="参训人员就办理中的问题现场提问，讲师逐一解答。")
    made.refresh_from_db()
    if number == 0:
        _quizzed(stage, made, quiz)
    stage.do(made, "certify", stage.office())


def _quizzed(stage: Stage, session: Session, quiz: Row) -> None:
    """Everybody who came takes it; one does not pass at once."""
    written = quiz_text.read(quiz["questions"])
    facts = {"title": quiz["title"], "pass_mark": quiz["pass_mark"], "questions": written}
    made = commands.begin_quiz(session.unit, stage.office(), session, facts)
    stage.do(made, "open", stage.office(Post.OFFICE_HEAD))
    made.refresh_from_db()
    right = {place: list(question.key) for place, question in enumerate(written, 1)}
    wrong = right | {1: [0], 2: [0], 3: [0]}
    for number, one in enumerate(session.attendees.filter(present_at__isnull=False).select_related("unit")):
        if number == SLOW:
            commands.take_quiz(made, stage.officer(one.unit), wrong)
        commands.take_quiz(made, stage.officer(one.unit), right)


# --- learning and cases ----------------------------------------------------------------------------------------------


def _items(stage: Stage, items: list[Row]) -> None:
    for row in items:
        unit = stage.units[row["unit"]]
        facts = {name: row[name] for name in ("field", "title", "about", "minutes")} | {"url": ""}
        made = commands.begin_item(unit, _writer(stage, unit), facts)
        stage.do(made, "submit", _writer(stage, unit))
        decider = Post.OFFICE_HEAD if unit.kind == Unit.Kind.GOV_OFFICE else Post.REVIEWER
        stage.do(made, "list", stage.officer(unit, decider))


def _learned(stage: Stage, unit: Unit) -> Story:
    planted = stage.defect("not_trained", unit)
    if planted is not None:
        planted.on(f"units.unit:{unit.pk}")
        return
    item = stage.dice("learned", unit.code).choice(list(Item.objects.filter(listed_on__isnull=False).order_by("pk")))
    commands.learned(item, stage.officer(unit))
    stage.count("training")
    yield from ()


def _case(stage: Stage, row: Row) -> Story:
    """Written and nominated by the unit, judged by two, chosen by the head of the office, published."""
    unit = stage.units[row["unit"]]
    facts = {name: row[name] for name in ("field", "title", "summary", "background", "practice", "effect")}
    made = commands.begin_case(unit, stage.officer(unit), facts)
    stage.count("training")
    stage.do(made, "submit", stage.officer(unit))
    stage.do(made, "nominate", stage.officer(unit, Post.HEAD))
    yield stage.workday(timekeeping.today(), 6)
    for judge, score in ((stage.office(), 88), (stage.office(Post.ASSESSOR), 91)):
        stage.do(made, "judge", judge, recommends="yes", score=score, text="做法具体，别的单位照着能做。")
    yield stage.workday(timekeeping.today(), 4)
    stage.do(made, "select", stage.office(Post.OFFICE_HEAD))
    stage.do(made, "publish", stage.office(nth=1))
