"""Fixtures that every room's tests share."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings
from tests.support import databases, snapshots
from tests.support.browser import browser, browser_page, open_page  # noqa: F401 - fixtures for every room

from mingzheng.core import timekeeping

# Tests assert no times: a busy machine must not fail a property.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """The folder of built assets exists: the static files middleware warns of its absence on every page.

    And a browser keeps style sheets and scripts of a test's server from page to page, as it does in earnest.
    """
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin

    gc.set_threshold(10_000, 10, 50)  # looked for garbage less often: see pytest_collection_finish
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    serve = StaticFilesHandlerMixin.serve

    def kept(self, request):
        answer = serve(self, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    StaticFilesHandlerMixin.serve = kept


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only one database can do is asked of that one alone, and what touches none is asked once, on SQLite.

    Both legs run, so nothing is left out. That a test touches no database is certain: pytest-django forbids it there. Only
    what is built once for many tests (the demonstration, the played years: minutes each) opens it by itself; it is asked on
    SQLite alone, and first, so that one process builds each and the others take the rest.
    """
    from django.db import connection

    postgres = connection.vendor == "postgresql"
    other = "sqlite" if postgres else "postgres"
    left = [item for item in items if item.get_closest_marker(other) or (postgres and not touches_database(item))]
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]
    items.sort(key=lambda item: not BUILT_ONCE.intersection(getattr(item, "fixturenames", ())))


def pytest_collection_finish(session: pytest.Session) -> None:
    """The programme and the tests stay until the end: who looks for garbage need not go through all of them each time.

    With looking less often this takes a fifteenth of the time off the tests; none of them sees a difference.
    """
    gc.freeze()


BUILT_ONCE = {"_played", "_built"}


def touches_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db") or item.get_closest_marker("postgres"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings) -> Iterator[None]:
    """pytest-django's fixture of that name, but the migrations are run once for all processes."""
    with django_db_blocker.unblock(), databases.test_database():
        yield


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
    from mingzheng.api.rates import COUNTER
    from mingzheng.design import kept
    from mingzheng.disclosure.documents.facets import INDEX
    from mingzheng.policy.tags import catalogue

    COUNTER.forget()
    kept.forget()
    INDEX.forget()
    catalogue.forget()
    snapshots.nothing_stands()


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
