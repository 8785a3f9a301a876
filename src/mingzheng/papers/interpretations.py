"""图解 as one long picture: made once from its approved blocks, kept with the interpretation, for passing on by phone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import storages

from mingzheng.core import timekeeping
from mingzheng.core.outbox.registry import handler
from mingzheng.papers import brochure, pictures, typesetting
from mingzheng.policy.interpretations.blocks import Block, Kind, parts_of
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.interpretations.steps import PICTURE, keep_picture, picture_files, wanting_picture


def png_of(one: Interpretation) -> bytes:
    """The long picture, 750 dots wide; the same blocks give the same bytes on the same day.

    Raises:
        Refused: for characters that no face draws.
    """
    images = _pictures(one)
    url = f"{settings.MINGZHENG_SITE_URL}{one.get_absolute_url()}"
    day = one.published_on or timekeeping.today()
    document = one.document
    data: dict[str, Any] = {
        "title": one.title,
        "summary": one.summary,
        "about": one.task.about,
        "number": document.doc_number if document is not None else "",
        "organ": one.unit.name,
        "url": url if settings.MINGZHENG_SITE_URL else "",
        "blocks": [_block(block, images) for block in one.parts],
    }
    if data["url"]:
        images = {**images, "code.svg": brochure.code_svg(url)}
    return typesetting.picture("long-picture", data, images=images, day=day)


def _block(block: Block, images: dict[str, bytes]) -> dict[str, Any]:
    parts = parts_of(block)
    name = next((name for name in images if block.file and name.startswith(block.file)), "")
    return {
        "kind": block.kind.value,
        "title": block.title,
        "rows": [list(part.cells) for part in parts if part.cells],
        "lines": [[part.level, part.said] for part in parts if not part.cells],
        "image": name,
        "alt": block.text if block.kind is Kind.PICTURE else "",
    }


def _pictures(one: Interpretation) -> dict[str, bytes]:
    """The pictures of the blocks by file name; one that cannot be decoded is left out, its words stay."""
    found = {}
    for pk, file in picture_files(one).items():
        with storages["default"].open(file.key) as stream:
            usable = pictures.usable(stream.read())
        if usable is not None:
            found[f"{pk}.{usable.ending}"] = usable.content
    return found


@handler(PICTURE, label="政策解读长图", max_attempts=3, slow=True)
def make_picture(payload: dict[str, Any]) -> None:
    """``{interpretation}``: what is there already is not made again."""
    one = wanting_picture(payload["interpretation"])
    if one is not None:
        keep_picture(one, png_of(one))
