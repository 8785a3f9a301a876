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

from mingzheng.config import demonstration
from mingzheng.config.management.commands import setup
from mingzheng.core import timekeeping


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


@pytest.fixture(scope="package")
def _district_files(_built, tmp_path_factory):
    """The district as a database file, for a server's threads cannot share the connection on which it was built; and its search."""
    folder = tmp_path_factory.mktemp("district")
    file, index = folder / "district.sqlite3", folder / "search"
    file.write_bytes(connection.connection.serialize())
    # Plain addresses of static files, as the tests have them: the guides are read here, once for the process.
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    changed = override_settings(MINGZHENG_SEARCH_DIR=str(index), STORAGES=settings.STORAGES | plain)
    with _standing_on(file), changed:
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
