"""Columns, the standard catalogue and the matters of the key areas are kept within their rules all year long.

Whoever owns a column or answers for a matter registers what is new before its time has run out.
"""

from __future__ import annotations

import datetime as dt

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.core.actors import Actor, Post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue import commands, importing, products, queries, seeding
from mingzheng.disclosure.catalogue.demo import workbook
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.key_areas import commands as areas
from mingzheng.disclosure.key_areas.models import Matter

BEGUN = dt.date(2023, 1, 5)
STOPPED = dt.date(2023, 9, 1)  # from then on a column or matter that carries a defect is left alone
YEARLY = 366
# What other wings and the portal itself put there.
FED = ("zcwj-gfxwj", "zcwj-qtwj", "zfgb")
REST = "zdly-6"  # where the office lets items stand for which the sheet names no column
SITE = "https://www.shcn.gov.cn/xxgk"


def plan(stage: Stage) -> None:
    stage.at(BEGUN, lambda: _begin(stage), order=MORNING)


def _begin(stage: Stage) -> None:
    seeding.seed_columns(Actor.system("演示数据"))
    office = stage.office()
    report = importing.import_workbook(
        workbook(), year=2023, title="长宁区政务公开标准目录", name="标准目录2023.xlsx", actor=office
    )
    if report.catalogue is None or report.refused:
        raise LookupError("the demonstration's catalogue was refused")
    importing.publish(report.catalogue, actor=office)
    products.publish_own(actor=office)
    areas.load_areas(office)
    for item in report.catalogue.items.filter(column=None):
        importing.bind_column(item, Column.objects.get(code=REST), actor=office)
    _keep_all(stage)


def _keep_all(stage: Stage) -> None:
    """Every column that is held to its rule, and every matter, from today on."""
    wanted = _rules()
    for node in queries.tree():
        for one in node.walk():
            if one.leaf and one.column.code not in FED and one.column.owner is not None:
                _keep_column(stage, one.column, one.column.owner, wanted.get(one.column.pk, YEARLY))
    for matter in Matter.objects.filter(closed_on=None).select_related("column").prefetch_related("units"):
        _keep_matter(stage, matter, matter.units.order_by("order")[0])


def _rules() -> dict[int, int]:
    """The shortest rule of each column: its own, or that of an item of the catalogue which it shows."""
    found: dict[int, int] = {}
    for column in Column.objects.filter(closed_on=None).prefetch_related("items"):
        days = [column.update_days, *(item.update_days for item in column.items.all())]
        found[column.pk] = min((one for one in days if one), default=YEARLY)
    return found


def next_day(stage: Stage, day: dt.date, rule: int) -> dt.date:
    """The working day on which the next one comes: before the rule has run out."""
    following = day + dt.timedelta(days=rule - (1 if rule <= 31 else 7))
    while not stage.days.is_workday(following):
        following -= dt.timedelta(days=1)
    return following if following > day else stage.workday(day, 1)


def _keep_column(stage: Stage, column: Column, owner: Unit, rule: int) -> None:
    defect = stage.defect("column_stale", owner) if rule <= 31 else None
    if defect is not None:
        defect.on(RecordRef("catalogue.column", str(column.pk)))

    def deed() -> None:
        _register(stage, owner, column, column.title)
        following = next_day(stage, stage.today, rule)
        if defect is None or following < STOPPED:
            stage.at(following, deed)

    stage.at(stage.workday(BEGUN, 1), deed)


def _keep_matter(stage: Stage, matter: Matter, unit: Unit) -> None:
    rule, defect = matter.update_days or YEARLY, None
    if rule <= 92 and matter.units.count() == 1:  # what several answer for falls on each of them
        defect = stage.defect("matter_stale", unit)
    if defect is not None:
        defect.on(RecordRef("key_areas.matter", str(matter.pk)))

    def deed() -> None:
        if matter.column is not None:
            ref = _register(stage, unit, matter.column, matter.title)
            areas.bind_record(matter, ref, actor=stage.officer(unit))
        following = next_day(stage, stage.today, rule)
        if defect is None or following < STOPPED:
            stage.at(following, deed)

    stage.at(stage.workday(BEGUN, 1), deed)


def _register(stage: Stage, unit: Unit, column: Column, words: str) -> RecordRef:
    title, url = f"{words}（{stage.today:%Y年%-m月%-d日}）", f"{SITE}/{stage.today:%Y%m%d}/{column.code}.html"
    actor = stage.officer(unit, Post.OFFICER)
    entry = commands.register_link(title, url, [column.code], unit=unit, published_on=stage.today, actor=actor)
    stage.count("catalogue")
    return RecordRef("catalogue.entry", str(entry.pk))
