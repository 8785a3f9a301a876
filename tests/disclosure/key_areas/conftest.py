"""Areas loaded into a small district, standing on 20 June 2023."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.workplan import district, once_by, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Actor, Post
from mingzheng.disclosure.catalogue import seeding
from mingzheng.disclosure.key_areas import commands, tables
from mingzheng.disclosure.key_areas.forms import RowsForm, UpdateForm
from mingzheng.disclosure.key_areas.models import Matter

TODAY = dt.date(2023, 6, 20)
FACTS = {
    "kind": "major",
    "title": "医院迁建",
    "summary": "新建综合楼",
    "place": "",
    "starts_on": dt.date(2023, 1, 1),
    "ends_on": dt.date(2023, 12, 31),
    "update_days": 31,
    "milestones": [(dt.date(2023, 3, 1), "开工", None), (dt.date(2023, 6, 30), "封顶", None)],
}


@pytest.fixture
def areas(district, on_day):  # noqa: F811
    """The matters of 2023 by code; 区发改委 has several."""
    on_day(TODAY)

    def load():
        seeding.seed_columns(Actor.system("测试"))
        commands.load_areas(district.clerk)
        return {matter.code: matter for matter in Matter.objects.select_related("area", "column")}

    return once_by(district, "key areas", load)


@pytest.fixture
def project(areas, district):  # noqa: F811
    return commands.add_project(areas["zhongda-touzi"], FACTS, actor=district.actor("fagai"))


@pytest.fixture
def report(district):  # noqa: F811
    """``report(project, "2023-06-01", 40, …)`` submits progress by the officer of 区发改委."""

    def made(project, day, percent, files=None, **more):
        typed = {"text": "施工到第八层。", "happened_on": day, "percent": str(percent), **more}
        form = UpdateForm(typed, files or {}, project=project)
        assert form.is_valid(), form.errors
        return commands.submit_update(project, form.cleaned_data, actor=district.actor("fagai"))

    return made


@pytest.fixture
def fill(district):  # noqa: F811
    """``fill(table, "a|b|c")`` submits rows by the officer of 区发改委."""

    def made(table, *lines):
        form = RowsForm({"lines": "\n".join(lines)}, spec=tables.specs()[table.spec])
        assert form.is_valid(), form.errors
        return commands.submit_version(table, form.cleaned_data, actor=district.actor("fagai"))

    return made


@pytest.fixture
def table(areas, district):  # noqa: F811
    return commands.add_table(areas["zhongda-touzi"], "rectification", "整改结果", "", actor=district.actor("fagai"))


@pytest.fixture
def reviewer(district):  # noqa: F811
    return district.actor("fagai", Post.REVIEWER)
