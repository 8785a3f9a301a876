"""Projects and public tables of the key areas: reported by one person of a unit, made public by another, all year long."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.config.year.wings.columns import next_day
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.key_areas import commands, tables
from mingzheng.disclosure.key_areas.demo import picture
from mingzheng.disclosure.key_areas.forms import ProjectForm, RowsForm, UpdateForm
from mingzheng.disclosure.key_areas.models import Matter, Project, ProjectUpdate, PublicTable

DATA = Path(__file__).parents[1] / "data" / "key_areas.yaml"
FIRST = dt.date(2023, 1, 9)  # the areas are loaded before


@cache
def data() -> dict[str, Any]:
    """The projects and tables; read once."""
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def plan(stage: Stage) -> None:
    for row in data()["projects"]:
        for phase in range(1, stage.times(1) + 1):
            title = row["title"] if phase == 1 else f"{row['title']}（{phase}期）"
            begun = max(stage.workday(row["starts"]), FIRST)
            tell(stage, begun, _project(stage, row | {"title": title}))
    for row in data()["tables"]:
        for number, day in enumerate(row["dates"]):
            stage.at(stage.workday(day), partial(_version, stage, row, first=number == 0))


def _cleaned(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise ValueError(form.errors.as_json())
    return form.cleaned_data


# --- projects ---------------------------------------------------------------------------------------------------------


def _project(stage: Stage, row: dict[str, Any]) -> Story:
    """Progress is public before each time has run out, until the project is finished."""
    unit = stage.units[row["unit"]]
    project = _entered(stage, unit, row)
    number = 0
    while project.finished_on is None:
        number += 1
        _progress(stage, project, row, number)
        project.refresh_from_db()
        yield next_day(stage, stage.today, row["days"])


def _entered(stage: Stage, unit: Unit, row: dict[str, Any]) -> Project:
    typed = {
        **{name: row[name] for name in ("kind", "title", "place")},
        "summary": f"{row['title']}的建设（演示数据）。",
        "update_days": row["days"],
        "starts_on": str(row["starts"]),
        "ends_on": str(row["ends"]),
        "milestones": "\n".join(row["nodes"]),
    }
    stage.count("key_areas")
    matter = Matter.objects.get(code=row["matter"])
    return commands.add_project(matter, _cleaned(ProjectForm(typed)), actor=stage.officer(unit))


def _progress(stage: Stage, project: Project, row: dict[str, Any], number: int) -> None:
    """Reported and confirmed on one day; one is sent back and revised, one taken down and reported anew."""
    unit, typed = stage.unit(stage.units[row["unit"]]), _typed(stage, project, row)
    reviewer = stage.officer(unit, Post.REVIEWER)
    made = _reported(stage, project, typed, photo=bool(row.get("photo")) and number % 3 == 0)
    if number == row.get("back"):
        stage.do(made, "send_back", reviewer, reason="没有写对出行的影响，请补充。")
        stage.do(made, "revise", stage.officer(unit), **{**typed, "text": f"{typed['text']}施工期间人行道绕行。"})
    stage.do(made, "confirm", reviewer)
    if number == row.get("wrong"):
        stage.do(made, "withdraw", reviewer, reason="总进度写错，重新公开。")
        stage.do(_reported(stage, project, typed, photo=False), "confirm", reviewer)


def _typed(stage: Stage, project: Project, row: dict[str, Any]) -> dict[str, Any]:
    """How far it is by the days that have passed; a node is reached on the first report from its day on."""
    whole, passed = (row["ends"] - row["starts"]).days, (stage.today - row["starts"]).days
    percent = min(100, passed * 100 // whole)
    typed = {
        "text": f"总进度{percent}%，各工序按计划推进。",
        "happened_on": stage.today.isoformat(),
        "percent": str(percent),
    }
    node = project.milestones.filter(done_on=None, planned_on__lte=stage.today).order_by("planned_on").first()
    return typed if node is None else typed | {"milestone": str(node.pk), "reached": "on"}


def _reported(stage: Stage, project: Project, typed: dict[str, Any], *, photo: bool) -> ProjectUpdate:
    files: MultiValueDict[str, Any] = MultiValueDict()
    if photo:
        files["photo"] = SimpleUploadedFile("现场.png", picture(int(typed["percent"])))
        typed = typed | {"caption": f"{project.title}现场（演示图）", "alt": "示意图：一栋在建的楼。"}
    stage.count("key_areas")
    form = UpdateForm(typed, files, project=project)
    return commands.submit_update(project, _cleaned(form), actor=stage.officer(project.unit))


# --- tables -----------------------------------------------------------------------------------------------------------


class _Part:
    """``{part[3200]}``: as much of a number as of the year has passed."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def __getitem__(self, whole: str) -> str:
        return f"{int(whole) * self.day.timetuple().tm_yday / 365:.1f}"


def _version(stage: Stage, row: dict[str, Any], *, first: bool) -> None:
    """The rows of a table anew; personal data in them is covered before somebody else makes them public."""
    unit = stage.units[row["unit"]]
    officer = stage.officer(unit)
    if first:
        matter = Matter.objects.get(code=row["matter"])
        commands.add_table(matter, row["spec"], row["title"], "", actor=officer)
    table = PublicTable.objects.get(unit=unit, title=row["title"])
    lines = "\n".join(row["lines"]).format(on=stage.today.isoformat(), part=_Part(stage.today))
    form = RowsForm({"lines": lines}, spec=tables.specs()[row["spec"]])
    version = commands.submit_version(table, _cleaned(form), actor=officer)
    found: dict[str, Any] = {f"finding_{one.pk}": "masked" for one in version.findings.filter(outcome="open")}
    if found:
        stage.do(version, "settle", officer, **found)
    stage.do(version, "confirm", stage.officer(unit, Post.REVIEWER))
    stage.count("key_areas")
