"""Many records at once, for whoever looks at a list of them."""

from __future__ import annotations

import pytest
from tests.support.open_days import days  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import records
from mingzheng.core.records import RecordRef
from mingzheng.participation.open_days import queries

pytestmark = pytest.mark.django_db


def test_a_list_of_records_costs_one_query_for_each_kind_whatever_its_length(days, django_assert_num_queries):  # noqa: F811
    made = [days.announced(title=f"第{n}场") for n in range(4)]
    units = [days.district.units[code] for code in ("fagai", "xinhua")]
    refs = [one.ref for one in made] + [RecordRef("units.unit", str(one.pk)) for one in units]
    with django_assert_num_queries(2):
        found = records.shown(refs, days.actor())
    assert found == {ref: records.resolve(ref) for ref in refs}


def test_who_may_not_see_a_record_does_not_get_it_and_what_is_gone_is_left_out(days):  # noqa: F811
    kept, told = days.begun(title="还在筹备"), days.announced(title="已经公布")
    refs = [kept.ref, told.ref, RecordRef("open_days.day", "999999"), RecordRef("nobody.registered", "1")]
    assert [one.title for one in records.shown(refs, None).values()] == [told.title]
    assert set(records.shown(refs, days.actor())) == {kept.ref, told.ref}


def test_places_of_many_sessions_are_those_of_each(days, django_assert_num_queries):  # noqa: F811
    first, second, empty = (days.announced(title=f"第{n}场") for n in range(3))
    days.at("2023-05-12 12:00")
    days.signs(first, 1, people=2)
    days.signs(first, 2)
    days.signs(second, 3, people=3)
    with django_assert_num_queries(1):
        found = queries.places_of([first, second, empty])
    assert [(found[one.pk].entered, found[one.pk].parties, found[one.pk].left) for one in (first, second, empty)] == [
        (3, 2, 3), (3, 1, 3), (0, 0, 3),
    ]  # fmt: skip
