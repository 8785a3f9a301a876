"""Letters that say the same: found among the recent ones when a letter comes in. A person decides whether they are joined."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from mingzheng.core import likeness
from mingzheng.core.outbox.registry import handler
from mingzheng.participation.letters import dated, intake
from mingzheng.participation.letters.models import Letter, LikeGroup


@handler(intake.GROUPING, label="比对相同的来信")
def look(payload: dict[str, Any]) -> None:
    """``{letter}``"""
    letter = Letter.objects.filter(pk=payload["letter"]).first()
    if letter is not None and letter.group_id is None:
        group(letter)


@transaction.atomic
def group(letter: Letter) -> LikeGroup | None:
    """Put a letter beside the earlier one that it resembles most; how many are compared is bounded by a dated figure."""
    day = letter.received_on
    since = day - dt.timedelta(days=dated.value("compare_days", day))
    rows = Letter.objects.filter(received_on__range=(since, day), pk__lt=letter.pk).order_by("-pk")
    near = list(rows[: dated.value("compare_most", day)])
    texts = [words(letter), *(words(one) for one in near)]
    kept = [[position] for position in range(1, len(texts))]
    found = likeness.groups(texts, dated.likeness(day), kept)
    mine = next((one for one in found if 0 in one and len(one) > 1), None)
    if mine is None:
        return None
    other = near[min(position for position in mine if position) - 1]
    held = Letter.objects.select_for_update().get(pk=other.pk)
    held.group = held.group or LikeGroup.objects.create(topic=held.title[:60], found_on=day)
    held.save(update_fields=["group"])
    letter.group = held.group
    letter.save(update_fields=["group"])
    return letter.group


def words(letter: Letter) -> str:
    """What is compared: title and the beginning of the text."""
    return f"{letter.title}。{letter.text[:400]}"
