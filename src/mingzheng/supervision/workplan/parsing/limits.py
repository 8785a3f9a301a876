"""Limits on what is read, and the one way to open an Office file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from mingzheng.core.errors import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_LINES = 20_000
MAX_CHARS = 400_000
MAX_UNPACKED = 32 * 1024 * 1024
MAX_PART = 8 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 8_000
MAX_PAGES = 200
MAX_MERGED_AREA = 200_000
MAX_TRIALS = 600_000  # ways of cutting table rows that are tried before giving up
_DAMAGED = "请用 Word、WPS 或 Excel 打开确认无误，另存一份再上传。"


@contextmanager
def open_package(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an Office file after checking that it does not unpack into something monstrous.

    Raises:
        Refused: damaged, encrypted, or a zip bomb.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as bad:
        raise Refused("文件已损坏，打不开。", remedy=_DAMAGED, code="damaged") from bad
    with package:
        infos = package.infolist()
        if any(i.flag_bits & 1 for i in infos):
            raise Refused("文件加了密码。", remedy="请去掉密码后再上传。", code="encrypted")
        if len(infos) > MAX_ENTRIES or sum(i.file_size for i in infos) > MAX_UNPACKED:
            raise Refused("文件解开后过大，为安全起见不读。", remedy="请去掉图片和附件后再上传。", code="too_large")
        yield package


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part, never more than the limit whatever the directory claims.

    Raises:
        Refused: missing, damaged or too large.
    """
    try:
        with package.open(name) as stream:
            data = stream.read(MAX_PART + 1)
    except (
        KeyError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as bad:
        raise Refused("文件内部残缺，打不开。", remedy=_DAMAGED, code="damaged") from bad
    except Exception as bad:  # zlib.error is raised through zipfile without a common base
        if type(bad).__name__ != "error":
            raise
        raise Refused("文件内部残缺，打不开。", remedy=_DAMAGED, code="damaged") from bad
    if len(data) > MAX_PART:
        raise Refused("文件内容过大，为安全起见不读。", remedy="请去掉图片和附件后再上传。", code="too_large")
    return data


def parse_xml(data: bytes) -> Any:
    """Parse XML from outside: no entities, no document type, no network, no huge trees.

    Raises:
        Refused: malformed or carrying a document type.
    """
    if b"\x00" in data[:4096] or re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data):
        raise Refused("文件里有不该有的声明，为安全起见不读。", remedy=_DAMAGED, code="hostile")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as bad:
        raise Refused("文件内部格式有误，打不开。", remedy=_DAMAGED, code="damaged") from bad
