"""How many a rule reaches: asked while it is being written, so one statement over one table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.compiling import compiled
from mingzheng.policy.push.conditions import Node
from mingzheng.policy.push.models import facts_model

FEW = 10


@dataclass(frozen=True)
class Audience:
    """``fits``: certainly; ``may``: those who lack a fact. Only profiles that agreed to be pushed to are counted."""

    fits: int
    may: int

    @property
    def fits_text(self) -> str:
        return count_text(self.fits)

    @property
    def may_text(self) -> str:
        return count_text(self.may)


def count_text(number: int) -> str:
    """Small numbers are not said: with a narrow enough rule they would speak of a single person."""
    return f"{number:,}" if number == 0 or number >= FEW else f"不足 {FEW}"


def audience(node: Node, who: Who, day: dt.date) -> Audience:
    """Count whom a rule reaches on a day. The wider question filters; the narrower is asked of what is left."""
    rule = compiled(node, day, "f", connection.ops.quote_name)
    table = connection.ops.quote_name(facts_model(who)._meta.db_table)
    sql = f"SELECT COUNT(*), COUNT(CASE WHEN {rule.fits.sql} THEN 1 END) FROM {table} f WHERE f.open AND {rule.may_fit.sql}"  # noqa: S608 - names are our own columns, values are parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [*rule.fits.params, *rule.may_fit.params])
        possible, fits = cursor.fetchone()
    return Audience(fits, possible - fits)
