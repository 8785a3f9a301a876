"""What a fixture writes by commands is written once per process; later tests get the same rows put back at once.

``once("district", build)`` calls ``build()`` the first time and keeps the rows it added or changed, the files it stored and
what it returned. Later it puts these back, provided that the test stands where that one stood: the same kept fixtures
before it, the same day, the same database and as many rows in every table it writes to. Otherwise it builds afresh.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from tests.support.tables import Row, Table, all_tables, quoted

from mingzheng.core import timekeeping

T = TypeVar("T")


@dataclass(frozen=True)
class Difference:
    """Rows that were added to a table and rows that were changed in it; ``before``: how many it held."""

    table: Table
    before: int
    last: Any
    added: list[Row]
    changed: list[Row]


@dataclass
class Kept:
    differences: list[Difference]
    files: dict[str, bytes]
    value: bytes
    script: str = field(default="", compare=False)  # PostgreSQL: all of it in one statement


_kept: dict[tuple[Any, ...], Kept] = {}
_standing: tuple[Any, ...] = ()  # what the present test has had put up so far


def nothing_stands() -> None:
    """A test begins with an empty database."""
    global _standing
    _standing = ()


def once(name: str, build: Callable[[], T]) -> T:
    """What ``build`` writes and returns, by building or by putting back.

    Args:
        build: writes by commands; what it returns is pickled, so it holds models and plain values only.
    """
    global _standing
    key = (*_standing, name, timekeeping.today(), settings.MINGZHENG_DEMO, connection.in_atomic_block)
    kept = _kept.get(key)
    if kept is None:
        _kept[key], value = _recorded(build)
    elif _counts(kept.differences) == [one.before for one in kept.differences]:
        _put_back(kept)
        value = pickle.loads(kept.value)  # noqa: S301 - written by this process
    else:
        key, value = (*key, object()), build()  # stands elsewhere: nothing that builds on it is kept for others
    _standing = key
    return value


def _recorded(build: Callable[[], T]) -> tuple[Kept, T]:
    tables, files = all_tables(), _files()
    before = [table.rows() for table in tables]
    value = build()
    found = [_difference(table, old, table.rows()) for table, old in zip(tables, before, strict=True)]
    differences = [one for one in found if one.added or one.changed]
    new = {name: content for name, content in _files().items() if files.get(name) != content}
    return Kept(differences, new, pickle.dumps(value), _script(differences)), value


def _difference(table: Table, old: dict[Any, Row], new: dict[Any, Row]) -> Difference:
    gone = old.keys() - new.keys()
    if gone:
        raise AssertionError(f"a kept fixture removed rows of {table.name}: {sorted(gone)}")
    added = [row for key, row in new.items() if key not in old]
    changed = [row for key, row in new.items() if key in old and old[key] != row]
    return Difference(table, len(old), max(new)[0] if table.counted and new else None, added, changed)


def _put_back(kept: Kept) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if kept.script:
            cursor.execute(kept.script)
        else:
            for one in kept.differences:
                if one.added:
                    cursor.executemany(one.table.insert(), one.added)
                if one.changed:
                    cursor.executemany(one.table.update(), [(*row, *one.table.key_of(row)) for row in one.changed])
    for name, content in kept.files.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _script(differences: list[Difference]) -> str:
    """PostgreSQL takes everything in one message, and its counters stand outside transactions."""
    if connection.vendor != "postgresql":
        return ""
    composed, lines = connection.ops.compose_sql, []
    for one in differences:
        table = one.table
        if one.added:
            lines.append(composed(table.insert(len(one.added)), [value for row in one.added for value in row]))
        lines += [composed(table.update(), [*row, *table.key_of(row)]) for row in one.changed]
        if one.last is not None:
            names = (quoted(table.name), table.columns[table.key[0]], one.last)
            lines.append(composed("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", names))
    return ";\n".join(lines)


def _counts(differences: list[Difference]) -> list[int]:
    asked = ", ".join(f"(SELECT COUNT(*) FROM {quoted(one.table.name)})" for one in differences)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return list(cursor.fetchone())


def _files() -> dict[str, bytes]:
    return dict(_walked(Path(settings.MEDIA_ROOT)))


def _walked(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in root.rglob("*") if root.exists() else []:
        if path.is_file():
            yield str(path.relative_to(root)), path.read_bytes()
