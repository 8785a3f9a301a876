"""What the platform's own records show to be wrong: a finding for each record that lowers a figure, and no other."""

from __future__ import annotations

import pytest
from django.db.models import F
from tests.support.documents import Papers

from mingzheng.core.actors import Actor, Post
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.models import Clock
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.records import check_records, record_rules
from mingzheng.supervision.inspections.visibility import findings_for

pytestmark = pytest.mark.django_db


def test_every_rule_of_records_names_a_figure_that_some_room_declares():
    assert record_rules()
    assert all(indicator_of(rule.indicator) for rule in record_rules())


def test_a_late_document_is_a_finding_of_its_unit_and_equals_the_figure(papers: Papers, on_day):
    on_day("2023-05-31")
    late = papers.released(formed_on="2023-04-17")
    papers.released(title="关于及时公开的通知", formed_on="2023-05-30")
    check_records()
    rows = Finding.objects.filter(rule="record.document_late")
    assert [(row.title, row.unit) for row in rows] == [(row.title, late.unit) for row in rows] and late.title in rows[
        0
    ].title
    figure = indicator_of("documents.in_time").measure(Scope(late.published_on))
    assert rows.count() == figure.denominator - figure.numerator == 1
    assert rows[0].address.startswith("/desk/cases/") and rows[0].certain


def test_what_was_wrong_in_a_year_stays_so_in_the_next_and_what_is_mended_goes(papers: Papers, on_day):
    def state() -> str:
        check_records()
        return Finding.objects.get(rule="record.document_late").state

    on_day("2023-05-31")
    papers.released(formed_on="2023-04-17")
    assert state() == "open"
    on_day("2024-01-05")  # the figure of this year no longer lists it, which mends nothing
    assert state() == "open"
    Clock.objects.filter(met_on__gt=F("due_on")).update(
        due_on=F("met_on")
    )  # the calendar was corrected: it was in time
    assert state() == "gone"


def test_a_unit_sees_its_own_and_the_office_all(papers: Papers, on_day, client):
    on_day("2023-05-31")
    papers.released(formed_on="2023-04-17")
    check_records()
    found = Finding.objects.get(rule="record.document_late")
    other = Unit.objects.exclude(pk=found.unit_id).first()

    def of(unit: Unit, post: Post) -> Actor:
        return Actor(person_id=1, person_name="甲", post=post, unit_id=unit.pk, unit_name=unit.short)

    assert found in findings_for(of(found.unit, Post.OFFICER))
    assert found not in findings_for(of(other, Post.OFFICER))
    assert found in findings_for(of(other, Post.OFFICE_CLERK))
