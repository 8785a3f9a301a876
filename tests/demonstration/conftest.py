"""The whole demonstration district in the test's own database: made once for this folder, a package, and undone at its end."""

from __future__ import annotations

import io
import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections, transaction
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from tests.support.crawling import NOBODY, Crawl

from mingzheng.config import demonstration
from mingzheng.config.management.commands import setup
from mingzheng.core import timekeeping
from mingzheng.core.units.models import Person

# Two units (a department, a street) with every post that they have, and who is there once. The first few are as unlike each
# other as can be: what looks alike to all of them is not opened by the rest.
PEOPLE = (
    "xinhua.xxy",
    "qfb.jingban",
    "fagaiwei.fzr",
    "qfb.guanli",
    "xinhua.chuangkou",
    "qfb.pinggu",
    "qfb.fuzeren",
    "chengyun.rexian",
    *(f"fagaiwei.{post}" for post in ("xxy", "shr", "bm", "fz")),
    *(f"xinhua.{post}" for post in ("shr", "bm", "fz", "fzr")),
)
DESK = ("/desk/", "/account/")


@pytest.fixture(scope="package")
def _built(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Yields the folder of its files."""
    if shutil.which("chromium"):
        # Once the browser's loop runs, a thread is given other connections: it must run before the district is built on one.
        request.getfixturevalue("browser")
    folder = tmp_path_factory.mktemp("demonstration")
    changed = override_settings(
        MINGZHENG_DEMO=True,
        MEDIA_ROOT=folder / "media",
        MINGZHENG_SEARCH_DIR=str(folder / "search"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with changed, django_db_blocker.unblock(), transaction.atomic():
        setup.Command(stdout=io.StringIO())._reference()
        demonstration.build(say=lambda _line: None)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def demonstrated(_built, django_db_blocker, settings):
    """The district as it stands on its last day, with its files; what a test changes is undone."""
    settings.MEDIA_ROOT, settings.MINGZHENG_SEARCH_DIR = _built / "media", str(_built / "search")
    with django_db_blocker.unblock(), timekeeping.standing_at(demonstration.STANDS):
        point = transaction.savepoint()
        yield demonstration.STANDS
        transaction.savepoint_rollback(point)


@contextmanager
def _standing_on(path):
    """This thread and those that begin within the block work on a database file; the built district is left as it stands."""
    building = connections["default"]
    usual, building.settings_dict["NAME"] = building.settings_dict["NAME"], str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        building.settings_dict["NAME"] = usual
        connections["default"] = building


def _plainly(**changed):
    """Settings with plain addresses of static files, as each test has them, for what is done once for many tests."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    return override_settings(STORAGES=settings.STORAGES | plain, **changed)


@pytest.fixture(scope="package")
def crawl(_built, django_db_blocker):
    """All people go through the district once; the tests look at what they found."""
    found = Crawl()
    with (
        django_db_blocker.unblock(),
        timekeeping.standing_at(demonstration.STANDS),
        _plainly(MINGZHENG_KEEP_PAGES=False),
    ):
        found.walk(NOBODY, NOBODY, None, ["/"], stays=("/",), each=2)
        for username in PEOPLE:
            person = Person.objects.get(username=username)
            found.walk(username, username.split(".")[1], person, ["/desk/"], stays=DESK, each=1)
    return found


@pytest.fixture(scope="package")
def _district_files(_built, tmp_path_factory):
    """The district as a database file, for a server's threads cannot share the connection on which it was built; and its search."""
    folder = tmp_path_factory.mktemp("district")
    file, index = folder / "district.sqlite3", folder / "search"
    file.write_bytes(connection.connection.serialize())
    with _standing_on(file), _plainly(MINGZHENG_SEARCH_DIR=str(index)):
        setup.Command(stdout=io.StringIO())._search()
    return file, index


@pytest.fixture
def served_district(_built, _district_files, tmp_path, settings):
    """Address of a server on a copy of the district: what is done there is done to this copy. The test reads the same copy."""
    file, index = _district_files
    settings.MINGZHENG_DEMO, settings.MEDIA_ROOT, settings.MINGZHENG_SEARCH_DIR = True, _built / "media", str(index)
    with _standing_on(shutil.copyfile(file, tmp_path / "district.sqlite3")):
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://localhost:{server.port}"
        server.terminate()
