"""The one source of "now" for the whole system.

In a demonstration the day stands where the office put it; in production it is the real day.
"""

from mingzheng.core.timekeeping.clock import demo_day, now, owed_on, set_demo_day, standing_at, today, today_given

__all__ = ["demo_day", "now", "owed_on", "set_demo_day", "standing_at", "today", "today_given"]
