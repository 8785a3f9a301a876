"""One row for each public thing that ever changed."""

from __future__ import annotations

from django.db import models


class Stamp(models.Model):
    """``version`` grows with every change of what is shown under ``tag``; ``touched_at`` is real time."""

    tag = models.CharField(max_length=96, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)
    touched_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tag} {self.version}"
