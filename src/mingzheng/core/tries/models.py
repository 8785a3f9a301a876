"""How often somebody tried something lately."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """``key``: a keyed digest of what is tried and who tries. Real time: windows are real seconds."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.number} until {self.until}"
