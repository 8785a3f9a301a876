"""Which characters a font file can draw: its character map, read directly (TrueType, OpenType, collections)."""

from __future__ import annotations

import struct
from pathlib import Path


def of_file(path: Path, index: int = 0) -> frozenset[int]:
    """The code points that font ``index`` of a file draws; a file that cannot be read draws none."""
    data = path.read_bytes()
    try:
        return frozenset(_of_font(data, _start_of(data, index)))
    except (struct.error, IndexError, ValueError):
        return frozenset()


def _start_of(data: bytes, index: int) -> int:
    if data[:4] != b"ttcf":
        return 0
    start: int = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    return start


def _of_font(data: bytes, start: int) -> set[int]:
    table = _table(data, start, b"cmap")
    found: set[int] = set()
    (count,) = struct.unpack_from(">H", data, table + 2)
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * place)
        if (platform == 0 and encoding != 5) or (platform == 3 and encoding in (1, 10)):
            found |= _subtable(data, table + offset)
    return found


def _table(data: bytes, start: int, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, start + 4)
    for place in range(count):
        entry = start + 12 + 16 * place
        if data[entry : entry + 4] == name:
            offset: int = struct.unpack_from(">I", data, entry + 8)[0]
            return offset
    raise ValueError(name)


def _subtable(data: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 4:
        return _segments(data, at)
    if form == 12:
        return _groups(data, at)
    return set()


def _groups(data: bytes, at: int) -> set[int]:
    found: set[int] = set()
    (count,) = struct.unpack_from(">I", data, at + 12)
    for place in range(count):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * place)
        found.update(range(first if glyph else first + 1, min(last, 0x10FFFF) + 1))
    return found


def _segments(data: bytes, at: int) -> set[int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2
    last = struct.unpack_from(f">{count}H", data, at + 14)
    first = struct.unpack_from(f">{count}H", data, at + 16 + double)
    delta = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offset = struct.unpack_from(f">{count}H", data, offsets_at)
    found: set[int] = set()
    for place in range(count):
        for code in range(first[place], min(last[place], 0xFFFE) + 1):
            glyph = code
            if offset[place]:
                (glyph,) = struct.unpack_from(
                    ">H", data, offsets_at + 2 * place + offset[place] + 2 * (code - first[place])
                )
            if glyph and (glyph + delta[place]) % 0x10000:
                found.add(code)
    return found
