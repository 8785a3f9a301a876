"""Pages begin after a row: nothing is left out, nothing stands twice, both ways."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from mingzheng.core.keyset import Order, page
from mingzheng.core.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db):
    Unit.objects.bulk_create(
        Unit(code=f"keyset{n}", name=f"单位{n}", short=f"单位{n}", kind=Unit.Kind.DEPARTMENT) for n in range(7)
    )
    return Unit.objects.filter(code__startswith="keyset")


@pytest.mark.parametrize("order", [Order("id"), Order("id", descending=True)])
def test_by_number_every_row_stands_on_one_page(units, order):
    seen, query = [], QueryDict("")
    while True:
        found = page(units, order, query, 3)
        seen += [one.pk for one in found.rows]
        if not found.following:
            break
        query = QueryDict(found.following.lstrip("?"))
    wanted = sorted(units.values_list("pk", flat=True), reverse=order.descending)
    assert seen == wanted
    back = page(units, order, QueryDict(found.previous.lstrip("?")), 3)
    assert [one.pk for one in back.rows] == wanted[3:6]
