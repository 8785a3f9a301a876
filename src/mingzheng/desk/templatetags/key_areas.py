"""What the panels of progress and tables draw on the case screen."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.files.models import StoredFile
from mingzheng.disclosure.key_areas import tables
from mingzheng.disclosure.key_areas.models import Photo, ProjectUpdate, TableVersion

register = template.Library()
SHOWN = 100


@register.filter
def photo_files(update: ProjectUpdate) -> list[tuple[Photo, StoredFile]]:
    """The pictures of an update with their files."""
    photos = list(update.photos.all())
    files = {file.pk: file for file in StoredFile.objects.filter(pk__in=[photo.file_id for photo in photos])}
    return [(photo, files[photo.file_id]) for photo in photos if photo.file_id in files]


@register.filter
def grid(version: TableVersion) -> dict[str, Any]:
    """Heads, rows and open findings of a version."""
    spec = tables.specs()[version.table.spec]
    return {
        "heads": [(field, tables.head(spec, field)) for field in spec.fields],
        "rows": [
            [(field, tables.shown(field, row.get(field.key, ""))) for field in spec.fields]
            for row in version.rows[:SHOWN]
        ],
        "more": max(0, len(version.rows) - SHOWN),
        "findings": list(version.findings.filter(outcome="open")[:50]),
    }
