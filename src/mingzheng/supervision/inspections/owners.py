"""Which unit answers for a page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory, office
from mingzheng.disclosure.catalogue.models import Column, Placement

COLUMN = re.compile(r"/lanmu/([a-z][a-z0-9-]*)/")  # a column's own page on the portal
BETWEEN = re.compile(r"[、,，;；/\s]+")


class Owners:
    """Read once for a piece of work: the names of all units; where a record stands is asked page by page."""

    def __init__(self) -> None:
        self.directory = Directory.load()
        self._paths: dict[str, Unit | None] = {}

    def unit_of(self, address: str, agency: str = "") -> Unit | None:
        """The agency that the page names (the first of several), else the owner of the column in which it stands."""
        for name in BETWEEN.split(agency):
            unit = self.directory.unit(name) if name else None
            if unit is not None:
                return unit
        return self._of_path(urlsplit(address).path)

    def _of_path(self, path: str) -> Unit | None:
        if path not in self._paths:
            self._paths[path] = self._owner(path)
        return self._paths[path]

    def _owner(self, path: str) -> Unit | None:
        """The owner of the column that the page is, or in which it stands."""
        column = COLUMN.fullmatch(path)
        if column:
            found = Column.objects.filter(code=column[1]).select_related("owner").first()
            return found.owner if found else None
        placed = Placement.objects.filter(url=path, column__owner__isnull=False).select_related("column__owner")
        first = placed.order_by("id").first()
        return first.column.owner if first else None


def owner_or_office(path: str) -> Unit | None:
    """For a visitor's report: the unit that answers for the page, else 区府办."""
    return Owners().unit_of(path) or office()
