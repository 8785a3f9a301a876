"""The file of a backup: a tar whose last member lists every other with size and SHA-256. Knows no database."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from mingzheng.core.errors import Refused

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20
MOST_MANIFEST = 512 << 20  # bytes; a million uploads are listed in about a fifth of it


class Writer:
    """Adds files one by one; the backup has its name only when it is whole.

    Args:
        path: where it will stand. Only its owner may read it: it holds personal data.
    """

    def __init__(self, path: Path) -> None:
        self.path, self._fresh = path, path.with_name(f"{path.name}.part")
        self._files: list[dict[str, Any]] = []
        handle = os.open(self._fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._out = os.fdopen(handle, "wb")
        self._tar = tarfile.open(fileobj=self._out, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - __exit__ closes it

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._tar.close()
        self._out.close()
        if kind is not None:
            self._fresh.unlink(missing_ok=True)

    def add(self, name: str, source: Path) -> None:
        """A file under a name. What grows meanwhile is taken as long as it was when it was opened."""
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            heard = _Hearing(file, size)
            self._tar.addfile(_member(name, size), heard)
        self._files.append({"name": name, "size": size, "sha256": heard.digest.hexdigest()})

    def close(self, facts: dict[str, Any]) -> None:
        """The list of everything, then the name."""
        text = json.dumps({"format": FORMAT, **facts, "files": self._files}, ensure_ascii=False, indent=1).encode()
        self._tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
        self._tar.close()
        self._out.flush()
        os.fsync(self._out.fileno())
        self._fresh.replace(self.path)

    @property
    def count(self) -> int:
        return len(self._files)


class _Hearing:
    """A file that is digested while it is copied."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left, self.digest = file, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        self.digest.update(piece)
        return piece


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder and compare with the list.

    Returns:
        The list: what ``Writer.close`` was given, and ``files``.

    Raises:
        Refused: it is no backup, is cut off, or a file is not as it was written.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            found = dict(_members(tar, folder))
    except (tarfile.TarError, EOFError, OSError) as error:
        raise _broken(path) from error
    listed = _listed(path, folder)
    if {one["name"] for one in listed["files"]} != set(found) - {MANIFEST}:
        raise _broken(path)
    for one in listed["files"]:
        if found[one["name"]] != one["sha256"]:
            raise Refused(
                f"备份中的 {one['name']} 与写入时不同，文件可能损坏或被改动。", remedy="请换一个备份。", code="changed"
            )
    return listed


def _members(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, str]]:
    """Each file's name and SHA-256, written where its name says, which is never outside of the folder."""
    for member in tar:
        target = (folder / member.name).resolve()
        source = tar.extractfile(member) if member.isreg() else None
        if source is None or not target.is_relative_to(folder.resolve()):
            raise tarfile.TarError(member.name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = hashlib.sha256()
        with source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            while piece := source.read(CHUNK):
                digest.update(piece)
                out.write(piece)
        yield member.name, digest.hexdigest()


def _listed(path: Path, folder: Path) -> dict[str, Any]:
    manifest = folder / MANIFEST
    if not manifest.exists() or manifest.stat().st_size > MOST_MANIFEST:
        raise _broken(path)
    try:
        listed: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
        known = listed["format"] == FORMAT and isinstance(listed["files"], list)
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(path) from error
    if not known:
        raise Refused(
            "这个备份的格式不认识，可能由较新的版本制作。", remedy="请用同一版本或更新的版本恢复。", code="format"
        )
    return listed


def _broken(path: Path) -> Refused:
    return Refused(
        f"{path.name} 不是完整的备份文件。", remedy="请核对文件，或者换一个由 ./run backup 制作的备份。", code="broken"
    )
