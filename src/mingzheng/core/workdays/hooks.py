"""What happens elsewhere when the calendar changes.

``workdays`` lies below the clocks and cannot call them. A room above appends a function here (from its
``AppConfig.ready``); ``commands.import_year`` calls each one with the year, **inside its transaction**, only
when the content changed: a message put into the outbox commits or rolls back with the import::

    from mingzheng.core.workdays.hooks import on_calendar_change

    on_calendar_change.append(lambda year: outbox.enqueue("clocks.recompute", {"year": year}))
"""

from __future__ import annotations

from collections.abc import Callable

on_calendar_change: list[Callable[[int], None]] = []
