"""The demonstration stands on one day: nothing that its people did is of a later one."""

from __future__ import annotations

import datetime as dt

from mingzheng.core.journal.models import Entry


def test_no_step_of_a_case_is_later_than_the_day_on_which_it_stands(demonstrated):
    late = Entry.objects.filter(case_id__isnull=False, at__date__gt=demonstrated + dt.timedelta(days=1))
    assert list(late.values_list("action", "summary")[:10]) == []
