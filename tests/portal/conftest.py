"""A plan for the portal to show, and clean registries around every test."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.documents import papers  # noqa: F401 - fixtures for the pages of documents
from tests.support.workplan import district, reference  # noqa: F401

from mingzheng.portal import providers
from mingzheng.portal.providers import PlanChange
from mingzheng.search import following
from mingzheng.supervision.indicators.public import PublicPart, PublicPlan, PublicPoint, PublicTask

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


class SamplePlan:
    """Four tasks: done, late, near and on time."""

    def current(self) -> PublicPlan:
        tasks = [
            PublicTask(1, "健全完善公开属性认定机制、流程", "各委办局、各街（镇）", "上半年", "done"),
            PublicTask(7, "开发公开标准目录创新应用产品", "天山路街道", "全年", "red", "逾期 4 个工作日"),
        ]
        meeting = PublicTask(42, "列席区政府常务会议不少于4次", "区府办", "全年", "amber", "", "3 / 4 次", 75.0)
        return PublicPlan(
            title="2023年上海市长宁区政务公开工作要点",
            number="长府办〔2023〕12号",
            issuer="上海市长宁区人民政府办公室",
            date=dt.date(2023, 4, 17),
            as_of=dt.date(2023, 9, 28),
            parts=[
                PublicPart("二", "进一步夯实政务公开基础", [PublicPoint("（八）", "规范发布公开政府信息", tasks)]),
                PublicPart("四", "深化政民互动", [PublicPoint("（十八）", "听取意见", [meeting])]),
            ],
        )

    def changes(self, limit: int) -> list[PlanChange]:
        moment = dt.datetime(2023, 9, 26, 9, 0, tzinfo=SHANGHAI)
        return [PlanChange("task-1-closed", moment, "任务1办结", "<各单位>均已核实")][:limit]


@pytest.fixture(autouse=True)
def clean_registries(monkeypatch):
    monkeypatch.setattr(providers, "_plan", [])
    monkeypatch.setattr(providers, "_home", {slot: [] for slot in providers.HOME_SLOTS})


@pytest.fixture
def plan():
    """The sample plan, handed in."""
    providers.register_plan(SamplePlan())
    return SamplePlan().current()


@pytest.fixture
def searchable(db, plan):
    """The portal's pages and the sample plan, in the index."""
    following.rebuild_all().work()
