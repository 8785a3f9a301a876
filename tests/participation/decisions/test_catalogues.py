"""The yearly catalogue: composed, agreed to, published, adjusted."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.support.decisions import LINE, rows

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.participation.decisions import commands, queries
from mingzheng.participation.decisions.models import Catalogue, Matter, Proposal, Version

pytestmark = pytest.mark.django_db

SECOND = {**LINE, "title": "编制区养老设施布局规划", "kind": "planning", "unit": "sifa"}


def test_it_is_due_on_31_march_and_published_after_the_party_committee_agreed(deciding):
    found = deciding.catalogue(LINE, SECOND)
    clock = Clock.objects.get(case=found.case_id)
    assert clock.due_on.isoformat() == "2023-03-31"
    with pytest.raises(Refused):
        deciding.does(found, "publish", deciding.district.head)
    found = deciding.published(found)
    assert (found.published_on.isoformat(), found.live.consent_number) == ("2023-03-15", "某委〔2023〕8号")
    assert "区府办" in found.live.consent_by
    assert [one.title for one in Matter.objects.order_by("pk")] == [LINE["title"], SECOND["title"]]
    assert {one.case.state for one in Matter.objects.all()} == {"listed"}
    clock.refresh_from_db()
    assert not clock.late


def test_who_composed_or_recorded_consent_does_not_publish(deciding):
    found = deciding.of_unit("fagai", {**LINE, "unit": ""})
    officer = deciding.of("fagai", Post.OFFICER)
    deciding.agreed(found)
    with pytest.raises(Refused):
        deciding.does(found, "publish", officer)
    deciding.does(found, "publish", deciding.of("fagai", Post.HEAD))
    assert deciding.state(found) == "published"


def test_the_database_refuses_publication_without_consent(deciding):
    found = deciding.catalogue(LINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(catalogue=found).update(published_on="2023-03-15", published_by=99)


def test_no_matter_at_all_is_a_published_result(deciding):
    found = deciding.published(deciding.of_unit("xinhua"))
    assert queries.lines_now(found) == []
    assert [(one.unit.code, one.size) for one in queries.of_units(2023)] == [("xinhua", 0)]


def test_a_row_that_is_not_whole_is_refused_in_place(deciding):
    found = deciding.catalogue()
    with pytest.raises(FormRefused) as refused:
        deciding.does(found, "arrange", deciding.district.clerk, **rows({"title": "只有名称"}))
    row = refused.value.form.rows[0]
    assert set(row.errors) == {"kind", "unit", "planned_by"}


def test_an_adjustment_needs_a_reason_a_new_consent_and_says_what_changed(deciding, on_day):
    found = deciding.published(deciding.catalogue(LINE, SECOND))
    first, second = queries.lines_now(found)
    on_day("2023-06-01")
    clerk = deciding.district.clerk
    deciding.does(found, "adjust", clerk, reason="上级规划调整，部分事项推迟。")
    draft = found.draft
    kept = {line.title: line.pk for line in draft.lines.all()}
    new = {**LINE, "title": "新增的公共建设项目", "kind": "project", "why": "新列入市级计划"}
    later = {**LINE, "line": kept[first.title], "planned_by": "2023-12-31", "why": "方案论证需要更多时间"}
    out = {**SECOND, "line": kept[second.title], "drop": "on", "why": "改由市级统一编制"}
    with pytest.raises(Refused, match="调整说明"):
        deciding.does(found, "arrange", clerk, **rows({**later, "why": ""}, out, new, units=deciding.units))
    deciding.does(found, "arrange", clerk, **rows(later, out, new, units=deciding.units))
    assert [line.title for line in queries.lines_now(found)] == [
        first.title,
        second.title,
    ]  # the public reads the old one
    found = deciding.published(found, consent_on="2023-05-30", consent_number="某委〔2023〕20号")
    newest, oldest = queries.history(found)
    assert [(one.what, one.line.title) for one in newest.changes] == [
        ("改变", LINE["title"]),
        ("移出", SECOND["title"]),
        ("增加", "新增的公共建设项目"),
    ]
    assert newest.changes[0].fields == ("计划完成时间",)
    assert (oldest.changes, oldest.size, newest.size) == ([], 2, 2)
    removed = Matter.objects.get(title=SECOND["title"])
    assert (removed.case.state, removed.over_why) == ("removed", "改由市级统一编制")
    moved = Matter.objects.get(title=LINE["title"])
    assert (moved.planned_by.isoformat(), moved.case.due_on.isoformat()) == ("2023-12-31", "2023-12-31")


def test_an_adjustment_that_changes_nothing_is_not_submitted_but_may_be_given_up(deciding):
    found = deciding.published(deciding.catalogue(LINE))
    clerk = deciding.district.clerk
    deciding.does(found, "adjust", clerk, reason="研究调整。")
    with pytest.raises(Refused, match="没有不同"):
        deciding.does(found, "submit", clerk)
    deciding.does(found, "give_up", clerk, reason="不再调整。")
    assert deciding.state(found) == "published"
    assert found.versions.count() == 1


def test_one_catalogue_a_year_and_the_districts_belongs_to_the_office(deciding):
    deciding.catalogue()
    with pytest.raises(Refused, match="已经有了"):
        deciding.catalogue()
    with pytest.raises(Refused, match="区府办"):
        commands.begin_catalogue(deciding.district.units["fagai"], deciding.of("fagai", Post.OFFICER), 2024, "district")


def test_a_proposal_becomes_a_line_or_is_declined_with_a_reason(deciding):
    facts = {"title": "修订区商业网点规划", "kind": "planning", "about": "优化网点布局。", "planned_by": "2023-11-30"}
    facts |= {"year": 2023, "origin": "unit", "grounds": "现行规划已经到期。"}
    officer, head = deciding.of("fagai", Post.OFFICER), deciding.of("fagai", Post.HEAD)
    made = [commands.begin_proposal(deciding.district.units["fagai"], officer, facts) for _ in range(2)]
    for one in made:
        deciding.does(one, "submit", officer)
        deciding.does(one, "sign", head)
    clerk = deciding.district.clerk
    with pytest.raises(Refused, match="不在编制中"):
        deciding.does(made[0], "take", clerk)
    found = deciding.catalogue()
    deciding.does(made[0], "take", clerk)
    deciding.does(made[1], "decline", clerk, reason="与第一项重复。")
    line = found.draft.lines.get()
    assert (line.title, line.proposal, line.unit.code) == (facts["title"], made[0], "fagai")
    assert Proposal.objects.get(pk=made[1].pk).answer == "与第一项重复。"
    deciding.does(found, "arrange", clerk)  # all rows taken out again
    assert deciding.state(made[0]) == "office"


def test_two_who_begin_the_same_year_make_one(deciding):
    unit, officer = deciding.district.units["fagai"], deciding.of("fagai", Post.OFFICER)
    commands.begin_catalogue(unit, officer, 2023)
    with pytest.raises(Refused):
        commands.begin_catalogue(unit, officer, 2023)
    assert Catalogue.objects.filter(unit=unit).count() == 1
    assert Case.objects.filter(procedure="decisions.catalogue").count() == 1
