"""The demonstration's matters, projects and tables: reported by one person, confirmed by another, day by day."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image, ImageDraw

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue import products
from mingzheng.disclosure.catalogue.demo import office_clerk, officer
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.key_areas import commands, tables
from mingzheng.disclosure.key_areas.forms import ProjectForm, RowsForm, UpdateForm
from mingzheng.disclosure.key_areas.models import Matter, Project, TableVersion

DATA = Path(__file__).parent / "data" / "demo.yaml"
LOADED = dt.date(2023, 4, 20)
LAST = dt.date(2023, 6, 20)
OPENED = (9, 23, 14)  # how often the demonstration's visitors opened each product, in turn
SKY, WALL, FLOOR = (214, 224, 234), (168, 148, 128), (120, 126, 118)


def play(*, say: Callable[[str], None]) -> None:
    """Load the areas, then play projects and tables in the order of days; leave something waiting and something blocked."""
    say("演示区：重点领域事项、项目进展和公开表……")
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    with timekeeping.standing_at(LOADED):
        commands.load_areas(office_clerk())
        stage = _Stage()
        stage.projects(data["projects"])
    for day, deed in sorted(_deeds(stage, data), key=lambda pair: pair[0]):
        with timekeeping.standing_at(day):
            deed()
    with timekeeping.standing_at(LAST):
        stage.close(data)


def _deeds(stage: _Stage, data: dict[str, Any]) -> Iterator[tuple[dt.date, Callable[[], None]]]:
    for row in data["updates"]:
        yield row["day"], lambda row=row: stage.update(row, confirm=True)  # type: ignore[misc]
    for row in data["waiting"]:
        yield row["day"], lambda row=row: stage.update(row, confirm=False)  # type: ignore[misc]
    for row in data["tables"]:
        yield row["day"], lambda row=row: stage.table(row, confirm=True)  # type: ignore[misc]
    for row in data["blocked"]:
        yield row["day"], lambda row=row: stage.table(row, confirm=False)  # type: ignore[misc]


class _Stage:
    """Who acts for which unit, and what was made so far."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.matters = {matter.code: matter for matter in Matter.objects.select_related("area", "column")}
        self.made: dict[str, Project] = {}

    def who(self, code: str, post: Post = Post.OFFICER) -> Actor:
        return officer(self.units[code], post)

    def projects(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            facts = {name: row[name] for name in ("kind", "title", "summary", "place")}
            facts["update_days"] = row["days"]
            typed = {
                **facts,
                "starts_on": str(row["starts"]),
                "ends_on": str(row["ends"]),
                "milestones": "\n".join(row["nodes"]),
            }
            form = ProjectForm(typed)
            if not form.is_valid():
                raise ValueError(form.errors.as_json())
            made = commands.add_project(self.matters[row["matter"]], form.cleaned_data, actor=self.who(row["unit"]))
            self.made[row["key"]] = made

    def update(self, row: dict[str, Any], *, confirm: bool) -> None:
        project = Project.objects.select_related("unit").get(pk=self.made[row["project"]].pk)
        typed = {"text": row["text"], "happened_on": row["day"].isoformat(), "percent": str(row["percent"])}
        if "node" in row:
            typed |= {"milestone": str(project.milestones.get(title=row["node"]).pk), "reached": "on"}
        files: MultiValueDict[str, Any] = MultiValueDict()
        if row.get("photo"):
            files = MultiValueDict({"photo": [SimpleUploadedFile("现场.png", picture(row["percent"]))]})
            typed |= {
                "caption": f"{project.title}现场（演示图）",
                "alt": f"示意图：一栋在建的楼，已建到约{row['percent']}%的高度。",
            }
        form = UpdateForm(typed, files, project=project)
        if not form.is_valid():
            raise ValueError(form.errors.as_json())
        made = commands.submit_update(project, form.cleaned_data, actor=self.who(project.unit.code))
        if confirm and made.case is not None:
            act(made.case, "confirm", self.who(project.unit.code, Post.REVIEWER))

    def table(self, row: dict[str, Any], *, confirm: bool) -> None:
        actor = self.who(row["unit"])
        table = commands.add_table(self.matters[row["matter"]], row["spec"], row["title"], "", actor=actor)
        form = RowsForm({"lines": "\n".join(row["lines"])}, spec=tables.specs()[row["spec"]])
        if not form.is_valid():
            raise ValueError(form.errors.as_json())
        version = commands.submit_version(table, form.cleaned_data, actor=actor)
        if not confirm or version.case is None:
            return
        self._mask(version, actor)
        act(version.case, "confirm", self.who(row["unit"], Post.REVIEWER))

    def _mask(self, version: TableVersion, actor: Actor) -> None:
        found = {f"finding_{one.pk}": "masked" for one in version.findings.filter(outcome="open")}
        if found and version.case is not None:
            act(version.case, "settle", actor, {**found, "reason": ""})

    def close(self, data: dict[str, Any]) -> None:
        """What the office does at the end: binds entries to matters, offers sheets; visitors open them."""
        clerk = office_clerk()
        for row in data["records"]:
            placed = Placement.objects.filter(title__contains=row["title"]).first()
            if placed is not None:
                commands.bind_record(self.matters[row["matter"]], placed.ref, actor=clerk)
        for code in data["sheets"]:
            commands.publish_sheet(self.matters[code], actor=clerk)
        for number, product in enumerate(products.published()):
            for _visit in range(OPENED[number % len(OPENED)]):
                products.visited(product.code)


def picture(percent: int) -> bytes:
    """A drawn stand-in for a photograph: a building as high as the progress. Nobody is in it."""
    image = Image.new("RGB", (960, 600), SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 520, 960, 600), fill=FLOOR)
    floors = max(1, percent // 6)
    for number in range(floors):
        top = 520 - 26 * (number + 1)
        draw.rectangle((300, top, 660, top + 22), fill=WALL)
        for window in range(8):
            draw.rectangle((316 + 43 * window, top + 5, 340 + 43 * window, top + 17), fill=SKY)
    draw.line((720, 520, 720, 80), fill=(180, 120, 40), width=8)
    draw.line((560, 96, 840, 96), fill=(180, 120, 40), width=6)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
