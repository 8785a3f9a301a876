import datetime as dt

import pytest
from tests.support.requests import foi  # noqa: F401 - fixtures
from tests.support.snapshots import once
from tests.support.workplan import MACHINE, district, reference  # noqa: F401 - fixtures

from mingzheng.core.workdays import commands as workdays


@pytest.fixture
def later_years(reference):  # noqa: F811
    """The calendars after those of the small district."""
    once("later years", _import_later_years)


def _import_later_years() -> None:
    for name, plan in workdays.shipped():
        if plan.year > dt.date(2024, 1, 1).year:
            workdays.import_year(plan, MACHINE, name)
