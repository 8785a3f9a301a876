"""Every read of the catalogue."""

from __future__ import annotations

from mingzheng.disclosure.catalogue.models import Column


def column_choices() -> list[tuple[str, str]]:
    """(code, path) of every open column, in the order of the tree: 政策文件 › 行政规范性文件."""
    rows = list(Column.objects.filter(closed_on=None))
    children: dict[int | None, list[Column]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    found: list[tuple[str, str]] = []

    def walk(parent: int | None, path: str) -> None:
        for row in children.get(parent, []):
            label = f"{path} › {row.title}" if path else row.title
            found.append((row.code, label))
            walk(row.pk, label)

    walk(None, "")
    return found
