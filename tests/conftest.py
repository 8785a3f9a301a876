"""Fixtures that every room's tests share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import settings as hypothesis_settings
from tests.support.browser import browser, browser_page, open_page  # noqa: F401 - fixtures for every room

from mingzheng.core import timekeeping

# Tests assert no times: a busy machine must not fail a property.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """The folder of built assets exists: the static files middleware warns of its absence on every page."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only one database can do is asked of that one alone: both legs run, so nothing is skipped."""
    from django.db import connection

    other = {"postgresql": "sqlite", "sqlite": "postgres"}[connection.vendor]
    left = [item for item in items if item.get_closest_marker(other)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture(autouse=True)
def _fast_and_plain(settings, tmp_path):
    """Cheap password hashing, plain static files and a media folder of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MINGZHENG_SEARCH_DIR = str(tmp_path / "search")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # Every test has its own records: nothing is kept from one to the next, and changes are heard of at once.
    settings.MINGZHENG_KEEP_PAGES, settings.MINGZHENG_FRESHNESS_SECONDS = False, 0


@pytest.fixture(autouse=True)
def _nothing_heard_before():
    """What a process remembers of the records goes with the records."""
    from mingzheng.disclosure.documents.facets import INDEX
    from mingzheng.policy.tags import catalogue
    from mingzheng.portal import kept

    kept.forget()
    INDEX.forget()
    catalogue.forget()


@pytest.fixture
def on_day() -> Iterator[object]:
    """``on_day("2023-04-20")`` lets the rest of the test happen on that day."""
    contexts = []

    def stand(day: str | dt.date) -> dt.date:
        day = dt.date.fromisoformat(day) if isinstance(day, str) else day
        context = timekeeping.standing_at(day)
        context.__enter__()
        contexts.append(context)
        return day

    yield stand
    for context in reversed(contexts):
        context.__exit__(None, None, None)


@pytest.fixture(scope="session", autouse=True)
def _flush_respects_the_journal() -> Iterator[None]:
    """Tests that commit are cleaned by a flush, which the journal's triggers rightly refuse: lift them for it."""
    from django.apps import apps
    from django.db import connections

    from mingzheng.core.journal import triggers
    from mingzheng.core.journal.chain import GENESIS
    from mingzheng.disclosure.gazette import triggers as printed

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self, sql_list):
        held = connections[self.connection.alias]
        with triggers.lifted(held), printed.lifted(held):
            plain(self, sql_list)
        apps.get_model("journal", "Head").objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})

    BaseDatabaseOperations.execute_sql_flush = flush
    yield
    BaseDatabaseOperations.execute_sql_flush = plain
