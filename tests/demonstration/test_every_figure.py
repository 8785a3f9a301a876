"""Every figure of the house on a district full of records: the same asked in one go, unit by unit, and record by record."""

from __future__ import annotations

import pytest
from tests.support.recounts import CODES, recount
from tests.support.recounts.comparing import differing

from mingzheng.core.indicators import Scope, by_unit, indicators
from mingzheng.core.units.models import Unit
from mingzheng.supervision.workplan.models import PlanTask

# One record stands for several of what is counted; each record is one line and says how many.
SUMMED = {
    "catalogue.next_breach": "days to the nearest one",
    "catalogue.product_visits": "visits of a product",
    "documents.findings_settled": "findings of an edition",
    "inspections.failed_sign_ins": "failures of a day",
    "gazette.copies": "copies of a dispatch",
    "open_days.people": "people at a session",
    "open_days.satisfied": "answers of a session",
    "outreach.people": "people at a session",
    "outreach.reached": "people a partner reached",
    "push.opened": "openings of a policy",
    "push.receivers": "receivers of a policy",
    "push.useful": "answers about a policy",
    "questions.window_seconds": "the median, and who was quicker",
    "training.fields": "trainings of a field; those of no named field do not count",
}


def task() -> int:
    """Over the whole plan, and shared by every unit."""
    return PlanTask.objects.get(number=1).pk


def test_units_at_once_say_what_each_unit_says(demonstrated):
    units = list(Unit.objects.values_list("pk", flat=True))
    wrong, compared = [], 0
    for indicator in indicators():
        scope = Scope(demonstrated, task())
        together = by_unit(indicator, scope, units)
        for unit in units:
            alone = indicator.measure(Scope(demonstrated, scope.task_id, unit))
            compared += alone.numerator > 0 or bool(alone.denominator)
            if alone != together[unit]:
                wrong.append(f"{indicator.code} of unit {unit}: {alone.text} alone, {together[unit].text} together")
    assert wrong == []
    assert compared > 900, "the demonstration holds records of most figures and units"


def test_what_counting_the_units_tells_of_the_district_is_the_districts_figure(demonstrated):
    told = 0
    for indicator in indicators():
        scope = Scope(demonstrated, task())
        found = indicator.by_unit(scope)
        if found.whole is not None:
            told += 1
            assert found.whole == indicator.measure(scope), indicator.code
    assert told > 30


def test_every_figure_is_asked_in_one_go():
    assert [one.code for one in indicators() if one.by_unit is None] == []


def test_the_records_behind_every_figure_add_up_to_it(demonstrated):
    wrong = []
    for indicator in indicators():
        if indicator.code in SUMMED:
            continue
        for unit in (
            None,
            *Unit.objects.filter(code__in=("fagaiwei", "xinhua", "qufuban")).values_list("pk", flat=True),
        ):
            scope = Scope(demonstrated, task(), unit)
            figure, items = indicator.measure(scope), indicator.items(scope)
            counted = sum(item.counts for item in items)
            if (figure.numerator, figure.denominator or 0) != (
                counted,
                len(items) if figure.denominator is not None else 0,
            ):
                wrong.append(f"{indicator.code}: {figure.text}, but {counted} of {len(items)} records")
    assert wrong == []


@pytest.mark.parametrize("code", sorted(SUMMED))
def test_a_summed_figure_has_its_records_too(demonstrated, code):
    indicator = next(one for one in indicators() if one.code == code)
    scope = Scope(demonstrated, task())
    figure = indicator.measure(scope)
    assert bool(figure.numerator or figure.denominator) == bool(indicator.items(scope))


def test_only_what_the_plan_itself_says_differs_from_task_to_task(demonstrated):
    tasks = list(PlanTask.objects.filter(number__in=(1, 4, 65)).values_list("pk", flat=True))
    for indicator in indicators():
        if not indicator.of_task:
            assert len({indicator.measure(Scope(demonstrated, pk)) for pk in tasks}) == 1, indicator.code


# --- recounted in plain SQL, written from their words alone: the district and every unit -----------------------------

# What the demonstration holds none of (it ends in June); the tests of the rooms and the years hold some of each.
NONE_OF = {
    "filing.missing_elements", "foi.satisfied", "inspections.failed_sign_ins", "inspections.links_open",
    "inspections.mended_in_time", "inspections.site_opened", "inspections.site_safe", "letters.national_in_time",
    "open_days.august", "open_days.parts", "open_days.satisfied",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_a_figure_counted_by_other_means_is_the_same(demonstrated, code):
    numbers = (9, 59, 62) if next(one for one in indicators() if one.code == code).of_task else (1,)
    for pk in PlanTask.objects.filter(number__in=numbers).values_list("pk", flat=True):
        assert differing(code, demonstrated, pk) == []


def test_what_is_recounted_is_not_empty(demonstrated):
    """A recount of nothing proves nothing; what the demonstration holds none of is named."""
    empty = {code for code in CODES if recount(code, demonstrated, task()).empty}
    assert empty == NONE_OF
