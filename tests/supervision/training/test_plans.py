"""A year's plan of trainings: drafted by one, approved by another, and what was added later is seen."""

from __future__ import annotations

import pytest
from tests.support.browser import assert_pages, enter_as

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.keys import new_key
from mingzheng.supervision.training import commands, presenting, queries
from mingzheng.supervision.training.models import YearPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(room):
    return commands.draft_plan(room.unit("qufuban"), room.clerk, 2023, {"about": "全年三个领域各一场。"})


def marks(plan):
    return [(one.title, mark) for one, _state, mark in presenting.plan_rows(plan)]


def test_a_plan_without_trainings_is_not_handed_in_and_its_writer_does_not_approve(room, plan):
    with pytest.raises(Refused, match="还没有列入培训"):
        room.does(plan, "submit", room.clerk)
    room.invited("xinhua")
    room.does(plan, "submit", room.clerk)
    with pytest.raises(Refused):
        room.does(plan, "approve", room.clerk)
    with pytest.raises(Refused, match="已经有了"):
        commands.draft_plan(room.unit("qufuban"), room.clerk, 2023, {"about": "又一份。"})


def test_what_was_added_after_approval_is_marked_and_a_revision_is_approved_anew(room, plan):
    first = room.invited("xinhua")
    room.does(plan, "submit", room.clerk)
    room.does(plan, "approve", room.head)
    assert [row["session"] for row in plan.rows] == [first.pk] and plan.approved_on is not None
    second = room.invited("fagai")
    assert marks(plan) == [(first.title, "批准的"), (second.title, "批准以后增加")]
    assert queries.sees_plan(plan, room.by("xinhua", Post.OFFICER))
    room.does(plan, "revise", room.clerk, reason="增加一场。")
    assert plan.approved_on is None and not queries.sees_plan(plan, room.by("xinhua", Post.OFFICER))
    room.does(plan, "submit", room.clerk)
    room.does(plan, "approve", room.head)
    assert {mark for _title, mark in marks(plan)} == {"批准的"}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_plan_fit_and_are_accessible(browser_page, client, room):
    room.invited("xinhua")
    enter_as(browser_page, client, room.work.district.person("qufuban", Post.OFFICE_CLERK))
    answer = client.post("/desk/training/plans/2023/new/", {"about": "", "form_key": new_key()}).content.decode()
    assert "目标和安排" in answer and not YearPlan.objects.exists()
    client.post("/desk/training/plans/2023/new/", {"about": "三个领域。", "form_key": new_key()})
    made = YearPlan.objects.get()
    paths = ["/desk/training/", f"/desk/cases/{made.case_id}/", f"/desk/cases/{made.case_id}/edit/"]
    assert_pages(browser_page, paths)
    assert_pages(browser_page, ["/desk/training/plans/2024/new/"])
