"""A backup and the way back from it, as the administrator does it: by command, on another machine's empty folder."""

from __future__ import annotations

import io
import os
import secrets
import stat
import subprocess
import sys
import tarfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.config.test_cli import run
from tests.support import databases

from mingzheng.config.keeping import commands
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import storage_key
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit

UNITS = settings.BASE_DIR / "docs" / "samples" / "units-sample.csv"
STORE = """
import django; django.setup()
from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
unit = Unit.objects.first()
print(files.store("说明".encode(), "说明.txt", owner=RecordRef("units.unit", str(unit.pk)), actor=Actor.system("测试")).pk)
"""


class Machine:
    """A machine with a data folder and a database of its own."""

    def __init__(self, var: Path, database: str = "") -> None:
        self.var, self.database = var, database
        var.mkdir()
        if not database:
            databases.copy_sqlite_template(var / "mingzheng.sqlite3")

    @property
    def environment(self) -> dict[str, str]:
        return {"MINGZHENG_VAR": str(self.var), "DATABASE_URL": self.database, "MINGZHENG_DEMO": "0"}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return run(*words, **self.environment)

    def does(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def store(self) -> Path:
        """An upload; its file."""
        more = {"PYTHONPATH": str(settings.BASE_DIR / "src"), "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings"}
        environment = os.environ | more | self.environment
        done = subprocess.run(
            [sys.executable, "-c", STORE], env=environment, capture_output=True, text=True, check=True
        )
        name = done.stdout.strip()
        return self.var / "media" / "files" / name[:2] / name[2:4] / name


@pytest.fixture
def machines(tmp_path):
    """``machines("a")``: on SQLite, or on a database of PostgreSQL's that goes after the test."""
    made: list[str] = []

    def machine(name: str) -> Machine:
        if connection.vendor == "sqlite":
            return Machine(tmp_path / name)
        database = f"mingzheng_keeping_{secrets.token_hex(6)}"
        with databases._maintenance() as cursor:
            cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE "{databases._postgres_template()}"')
        made.append(database)
        facts = connection.settings_dict
        server = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST'] or '127.0.0.1'}:{facts['PORT'] or 5432}"
        return Machine(tmp_path / name, f"postgres://{server}/{database}")

    yield machine
    for database in made:
        with databases._maintenance() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@pytest.mark.django_db
def test_what_was_backed_up_comes_back_on_an_empty_machine_and_verifies(machines, tmp_path):
    old, new = machines("old"), machines("new")
    old.does("units", "import", str(UNITS))
    upload = old.store()
    old.does("backup", str(tmp_path / "kept"))
    (made,) = (tmp_path / "kept").glob("mingzheng-*.tar")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert "核对通过" in new.does("restore", str(made))
    assert (new.var / upload.relative_to(old.var)).read_bytes() == "说明".encode()
    assert "核验通过" in new.does("journal", "verify")
    refused = new.run("restore", str(made))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr


# --- within this process ---------------------------------------------------------------------------------------------


@pytest.fixture
def here(transactional_db, settings, tmp_path):
    """This machine, with a unit and an upload of it."""
    settings.VAR_DIR = tmp_path / "here"
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"
    settings.MINGZHENG_KEPT_FOLDER = settings.VAR_DIR / "pages"
    unit = Unit.objects.create(code="fagai", name="区发展改革委", short="区发改委", kind=Unit.Kind.DEPARTMENT)
    owner = RecordRef("units.unit", str(unit.pk))
    return files.store("说明".encode(), "说明.txt", owner=owner, actor=Actor.system("测试"))


def back_up(tmp_path) -> Path:
    return commands.back_up(tmp_path / "kept", say=lambda _line: None)


def restore(path: Path, *, replace: bool = True) -> commands.Restored:
    return commands.restore(path, replace=replace, say=lambda _line: None)


def test_what_is_replaced_is_kept_aside(here, tmp_path):
    made = back_up(tmp_path)
    Unit.objects.create(code="later", name="后来的单位", short="后来", kind=Unit.Kind.DEPARTMENT)
    found = restore(made)
    assert found.faults == []
    assert [unit.code for unit in Unit.objects.all()] == ["fagai"]
    assert all(path.exists() for path in found.aside)
    assert {path.name.split(".")[0].split("-")[0] for path in found.aside} == {"before", "media"}


def test_a_head_that_is_there_is_never_overwritten(here, settings, tmp_path):
    heads = settings.VAR_DIR / "heads"
    heads.mkdir()
    (heads / "head-2026-11-23.json").write_text("as it was")
    made = back_up(tmp_path)
    (heads / "head-2026-11-23.json").write_text("the proof")
    restore(made)
    assert (heads / "head-2026-11-23.json").read_text() == "the proof"


def test_a_file_that_is_missing_or_changed_in_what_came_back_is_named(here, settings, tmp_path):
    place = settings.MEDIA_ROOT / storage_key(here.pk)
    place.write_bytes(b"another")
    assert "与登记的不同" in restore(back_up(tmp_path)).faults[0]
    place.unlink()
    assert "不在了" in restore(back_up(tmp_path / "more")).faults[0]


def test_a_damaged_backup_is_refused_and_nothing_is_changed(here, settings, tmp_path):
    made = back_up(tmp_path)
    whole = made.read_bytes()
    cut, changed, outside = tmp_path / "cut.tar", tmp_path / "changed.tar", tmp_path / "outside.tar"
    cut.write_bytes(whole[: len(whole) // 2])
    at = whole.index("说明".encode())
    changed.write_bytes(whole[:at] + b"X" + whole[at + 1 :])
    with tarfile.open(outside, "w") as tar:
        tar.addfile(tarfile.TarInfo("../outside"), io.BytesIO())
    Unit.objects.update(name="现在的名称")
    broken = "不是完整的备份"
    for path, said in (
        (cut, broken),
        (changed, "与写入时不同"),
        (outside, broken),
        (UNITS, broken),
        (tmp_path / "no", broken),
    ):
        with pytest.raises(Refused, match=said):
            restore(path)
    assert Unit.objects.get().name == "现在的名称"
    assert not (tmp_path / "outside").exists()
    assert not list(settings.VAR_DIR.glob("restoring-*"))


def test_a_backup_of_a_newer_version_is_refused(here, tmp_path):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("units", "0999_later")
    try:
        made = back_up(tmp_path)
    finally:
        recorder.record_unapplied("units", "0999_later")
    with pytest.raises(Refused, match="较新的版本"):
        restore(made)


def test_a_backup_of_another_kind_of_database_is_refused(here, tmp_path, monkeypatch):
    made = back_up(tmp_path)
    monkeypatch.setattr(commands, "connection", SimpleNamespace(vendor="another"))
    with pytest.raises(Refused, match="不能互相恢复"):
        restore(made)


def test_a_folder_that_cannot_be_written_is_said_plainly(here, tmp_path):
    (tmp_path / "blocked").write_text("")
    with pytest.raises(Refused, match="写不进"):
        commands.back_up(tmp_path / "blocked" / "kept", say=lambda _line: None)
