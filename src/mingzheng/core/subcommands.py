"""A management command of several: each is a method of its own."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingzheng.core.errors import Refused


class Subcommands(BaseCommand):
    """``add_arguments`` names them as ``what``; ``_name`` does it. A refusal is said and ends with 1."""

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what}")(options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
