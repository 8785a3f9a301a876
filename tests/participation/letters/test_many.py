"""What must not cost more with more letters: lists behind figures by portions, the hot matters of one unit."""

from __future__ import annotations

import pytest

from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.timekeeping import today
from mingzheng.participation.letters import statistics
from mingzheng.participation.letters.models import Letter

pytestmark = pytest.mark.django_db


def received(desk, count, matter="building", unit="fagai"):
    one = desk.handed()
    fields = {field.name: getattr(one, field.name) for field in Letter._meta.fields if field.name != "id"}
    fields |= {"case": None, "code_digest": None, "key": None, "matter": matter, "unit_id": desk.unit(unit)}
    fields.pop("unit")
    numbers = (f"XJ-{matter}-{unit}-{n}" for n in range(count - 1))
    Letter.objects.bulk_create([Letter(**{**fields, "number": number}) for number in numbers])
    Letter.objects.filter(pk=one.pk).update(matter=matter, unit=desk.unit(unit))


@pytest.mark.parametrize("code", ["letters.not_left", "letters.satisfied", "letters.clean_replies"])
def test_portions_are_the_list_cut_in_pieces(desk, code):
    replied = desk.replied()
    replied.round.__class__.objects.filter(letter=replied).update(stars=5, rated_on=today())
    received(desk, 7)
    found, scope = indicator_of(code), Scope(today())
    everything = found.items(scope)
    figure = found.measure(scope)
    assert figure.records == len(everything)
    pieces = [one for start in range(0, len(everything) + 3, 3) for one in found.some(scope, start, start + 3)]
    assert pieces == everything


def test_a_portion_is_cut_by_the_database(desk, django_assert_max_num_queries):
    received(desk, 40)
    found = indicator_of("letters.not_left")
    with django_assert_max_num_queries(1):
        assert len(found.some(Scope(today()), 10, 20)) == 10


def test_hot_matters_of_one_unit_need_enough_letters(desk):
    """Few letters make no list: it would say what single people wrote about."""
    received(desk, 8)
    first, last = today().replace(day=1), today()
    assert statistics.report(first, last, desk.unit("fagai")).matters == []
    received(desk, 3, matter="sports")
    received(desk, 1, matter="market")
    received(desk, 5, unit="xinhua")
    words = dict(statistics.report(first, last, desk.unit("fagai")).matters)
    assert sorted(words.values()) == [3, 8]  # of the third matter there is one letter
    assert statistics.report(first, last, desk.unit("xinhua")).matters == []
