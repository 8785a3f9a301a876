"""From data to PDF: a fixed template reads plain data. Text of a document is never read as typst code.

The template and its data lie side by side in a folder of their own; strings reach the page as values of that data, so there is
nothing to escape and nothing to forget. Nothing is fetched: no packages, no fonts of the system, no clock. The same data gives
the same bytes. The file keeps PDF/A-2a (for the archive) and PDF/UA-1 (for screen readers); typst refuses what breaks them, a
character without a shape among it.
"""

from __future__ import annotations

import datetime
import json
import tempfile
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from mingzheng.core.errors import Refused
from mingzheng.papers import fonts

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: list[Any] = ["a-2a", "ua-1"]


def compose(template: str, data: dict[str, Any], *, images: dict[str, bytes], day: datetime.date) -> bytes:
    """The PDF of ``template`` filled with ``data``.

    Args:
        template: name of a file under ``typst/``, without ending.
        data: plain values; every string is checked against the faces.
        images: pictures by the names that the data uses.
        day: the date of the paper, written into the file.

    Raises:
        Refused: for characters that no face draws.
    """
    moment = datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())
    options = {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": int(moment.timestamp())}
    return _made(template, data, images, day, options)


def picture(
    template: str, data: dict[str, Any], *, images: dict[str, bytes], day: datetime.date, dots: float = 144.0
) -> bytes:
    """The PNG of a ``template`` that fills one page, as long as it grows.

    Args:
        dots: per inch.

    Raises:
        Refused: as ``compose``.
    """
    return _made(template, data, images, day, {"format": "png", "ppi": dots})


def _made(
    template: str, data: dict[str, Any], images: dict[str, bytes], day: datetime.date, options: dict[str, Any]
) -> bytes:
    faces = fonts.faces()
    ready = _ready(data)
    with tempfile.TemporaryDirectory(prefix="paper-") as place:
        root = Path(place)
        for source in TEMPLATES.glob("*.typ"):
            (root / source.name).write_bytes(source.read_bytes())
        for name, content in images.items():
            (root / name).write_bytes(content)
        whole = {**ready, "fonts": faces.for_template(), "day": [day.year, day.month, day.day]}
        (root / "data.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return _compile(root / f"{template}.typ", root, faces, options)


def _compile(main: Path, root: Path, faces: fonts.Faces, options: dict[str, Any]) -> bytes:
    try:
        made = typst.compile(
            main,
            root=root,
            font_paths=faces.fonts,
            ignore_system_fonts=True,
            package_path=root / "no-packages",
            package_cache_path=root / "no-packages",
            **options,
        )
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            raise Refused("有的字在现有字体里没有字形，不能生成 PDF。", code="glyph") from error
        raise
    return bytes(made)


def _ready(value: Any) -> Any:
    if isinstance(value, str):
        return fonts.drawn(fonts.cleaned(value))
    if isinstance(value, dict):
        return {key: _ready(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_ready(part) for part in value]
    return value
