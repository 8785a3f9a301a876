"""A year of the district in the test's own database, made once for all modules that ask the same one, and undone.

A module says which: ``YEAR = "all"`` or ``"none"`` (the defects that are planted), ``WINGS`` where it looks at some wings
alone, ``AT_WORK`` where it looks at the shares of some units alone; tests of one year run together, whatever module they
stand in. What a test changes is undone.
"""

from __future__ import annotations

import io

import pytest
from django.db import transaction
from django.test.utils import override_settings

from mingzheng.config import year as years
from mingzheng.config.management.commands import setup
from mingzheng.core import timekeeping


@pytest.fixture(scope="package")
def _played(request, django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    changed = override_settings(
        MINGZHENG_DEMO=True,
        MEDIA_ROOT=folder / "media",
        MINGZHENG_SEARCH_DIR=str(folder / "search"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with changed, django_db_blocker.unblock(), transaction.atomic():
        setup.Command(stdout=io.StringIO())._reference()
        defects, wings, at_work = request.param
        yield years.play(say=lambda _line: None, defects=defects, wings=wings, at_work=at_work)
        transaction.set_rollback(True)


def pytest_generate_tests(metafunc):
    """The year of the module."""
    if "year" in metafunc.fixturenames:
        module = metafunc.module
        asked = (module.YEAR, getattr(module, "WINGS", ()), getattr(module, "AT_WORK", ()))
        metafunc.parametrize(
            "_played", [asked], indirect=True, scope="package", ids=["-".join([asked[0], *asked[1][:1]])]
        )


@pytest.fixture
def year(_played, django_db_blocker):
    """What was played; the day is the last one of 2023."""
    with django_db_blocker.unblock(), timekeeping.standing_at(years.LAST_OF_YEAR):
        sid = transaction.savepoint()
        yield _played
        transaction.savepoint_rollback(sid)
