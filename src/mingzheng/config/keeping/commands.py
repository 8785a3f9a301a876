"""Backing up and restoring: database first, then the uploads that it names."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mingzheng.config.keeping import archive, databases
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile, storage_key
from mingzheng.core.journal import queries as journal

Say = Callable[[str], None]
KEY = "secret_key"  # of a trial; in production it stands in the environment
EVERY = 2000  # files, between two lines of progress


@dataclass
class Restored:
    """What came back. ``faults``: what does not fit, in words; empty when all is well."""

    made_at: str
    files: int
    entries: int
    aside: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def back_up(folder: Path, *, say: Say) -> Path:
    """Write database, uploads and heads of the journal into one file; people go on working meanwhile.

    Args:
        folder: where the file goes; made when it is not there, for its owner alone.

    Returns:
        The file, ``mingzheng-<moment>.tar``.

    Raises:
        Refused: the folder cannot be written, or the database's client is missing.
    """
    moment = timezone.localtime()
    path = folder / f"mingzheng-{moment:%Y%m%d-%H%M%S}.tar"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with archive.Writer(path) as out, tempfile.TemporaryDirectory(dir=folder) as room:
            _write(out, Path(room), moment, say)
    except OSError as error:
        raise Refused(
            f"写不进 {folder}：{error.strerror}。", remedy="请换一个有空间、可写的目录。", code="no_room"
        ) from error
    return path


def _write(out: archive.Writer, room: Path, moment: dt.datetime, say: Say) -> None:
    head = journal.head()  # before the database: what the database holds goes at least so far
    say("备份数据库……")
    dumped = room / databases.name()
    databases.dump(dumped)
    out.add(dumped.name, dumped)
    dumped.unlink()
    say("备份上传的文件和日志链头……" if in_folder() else "备份日志链头（上传的文件在对象存储，不在这份备份里）……")
    for name, source in _kept_files():
        out.add(name, source)
        if out.count % EVERY == 0:
            say(f"  {out.count:,} 个文件……")
    out.close(
        {
            "made_at": moment.isoformat(timespec="seconds"),
            "engine": connection.vendor,
            "journal": {"position": head.position, "hash": head.hash},
            "key": _key_print(),
            "migrations": sorted(map(list, MigrationLoader(connection).applied_migrations)),
        }
    )


def _kept_files() -> Iterator[tuple[str, Path]]:
    # Uploads in a bucket are not on this machine: whoever runs the bucket keeps its versions and its copy.
    for top in ("media", "heads") if in_folder() else ("heads",):
        root = _place(top)
        for source in sorted(root.rglob("*")) if root.exists() else ():
            if source.is_file():
                yield f"{top}/{source.relative_to(root).as_posix()}", source
    key = settings.VAR_DIR / KEY
    if not settings.PRODUCTION and key.exists():
        yield KEY, key


def in_folder() -> bool:
    """Do uploads lie in a folder of this machine?"""
    return isinstance(storages["default"], FileSystemStorage)


def _place(top: str) -> Path:
    return Path(settings.MEDIA_ROOT) if top == "media" else Path(settings.VAR_DIR) / top


def _key_print() -> str:
    """Tells whether the key is the same, and nothing of it."""
    return salted_hmac("mingzheng.backup", "key", algorithm="sha256").hexdigest()[:16]


# --- the way back ----------------------------------------------------------------------------------------------------


def restore(path: Path, *, replace: bool, say: Say) -> Restored:
    """Put a backup in place of what is here; the service must be stopped. What was here is kept aside.

    Args:
        replace: also where the database holds units already.

    Raises:
        Refused: the backup is damaged, of another kind of database, or of a newer version; or the database is not empty.
            Nothing was changed then.
    """
    if not replace and databases.holds_records():
        raise Refused(
            "数据库里已经有单位和记录。", remedy="确认要用备份代替现有内容的，请加 --replace。", code="not_empty"
        )
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="restoring-") as room:
        say("核对备份文件……")
        listed = archive.unpack(path, Path(room))
        _refuse_foreign(listed)
        return _put_back(listed, Path(room), say)


def _refuse_foreign(listed: dict[str, Any]) -> None:
    if listed["engine"] != connection.vendor:
        raise Refused(
            f"备份来自 {listed['engine']}，现在的数据库是 {connection.vendor}，不能互相恢复。",
            remedy="请设好 DATABASE_URL，使两者相同。",
            code="engine",
        )
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    ours = {app for app, _name in known}
    newer = [f"{app}.{name}" for app, name in listed["migrations"] if app in ours and (app, name) not in known]
    if newer:
        raise Refused(
            f"备份由较新的版本制作（{newer[0]}）。", remedy="请先升级到制作备份的版本，再恢复。", code="newer"
        )


def _put_back(listed: dict[str, Any], room: Path, say: Say) -> Restored:
    stamp = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}"  # two within a second keep two aside
    found = Restored(listed["made_at"], len(listed["files"]), 0)
    if databases.holds_records():
        aside = settings.VAR_DIR / f"before-restore-{stamp}-{databases.name()}"
        databases.dump(aside)
        aside.chmod(0o600)
        found.aside.append(aside)
    say("恢复数据库……")
    databases.load(room / databases.name())
    say("恢复上传的文件……")
    _swap(room / "media", _place("media"), stamp, found)
    _merge(room / "heads", _place("heads"))
    if (room / KEY).exists() and not settings.PRODUCTION:
        _swap(room / KEY, settings.VAR_DIR / KEY, stamp, found)
    say("核对升级、日志和文件……")
    call_command("migrate", verbosity=0, interactive=False)
    shutil.rmtree(settings.MINGZHENG_KEPT_FOLDER, ignore_errors=True)  # pages that were drawn from other records
    _examine(listed, found)
    return found


def _swap(fresh: Path, place: Path, stamp: str, found: Restored) -> None:
    if place.exists():
        aside = place.with_name(f"{place.name}.before-restore-{stamp}")
        place.rename(aside)
        found.aside.append(aside)
    if fresh.exists():
        shutil.move(fresh, place)


def _merge(fresh: Path, place: Path) -> None:
    """A head that is there already is never overwritten: it may be the proof."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for source in fresh.glob("*") if fresh.exists() else ():
        if not (place / source.name).exists():
            shutil.move(source, place / source.name)


def _examine(listed: dict[str, Any], found: Restored) -> None:
    head = listed["journal"]
    report = journal.verify((int(head["position"]), str(head["hash"])))
    found.entries = report.entries
    found.faults += [f"工作日志：{fault}" for fault in report.faults]
    found.faults += [f"文件：{said}" for said in missing_files()]
    if listed["key"] != _key_print() and settings.PRODUCTION:
        found.faults.append("SECRET_KEY 与制作备份时不同：已存的申请草稿和查询码对不上。请设回原来的 SECRET_KEY。")


def missing_files() -> Iterator[str]:
    """Uploads that the database names and that are not there, or not as they were, in words."""
    for file in StoredFile.objects.only("id", "sha256", "owner_kind", "owner_id").iterator(chunk_size=2000):
        key = storage_key(file.pk)
        if not default_storage.exists(key):
            yield f"{file.owner_kind} {file.owner_id} 的一个文件（{file.pk}）不在了"
        elif _digest(key) != file.sha256:
            yield f"{file.owner_kind} {file.owner_id} 的一个文件（{file.pk}）与登记的不同"


def _digest(key: str) -> str:
    with default_storage.open(key) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
