"""What the room tells the core when the application loads."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core import records
from mingzheng.participation.letters import queries
from mingzheng.participation.letters.models import Assist, Letter, Selection


def _case_url(found: Letter | Assist | Selection) -> str:
    return reverse("desk:case", args=[found.case_id]) if found.case_id else ""


def _letter_url(found: Letter) -> str:
    return _case_url(found) or reverse("desk:letter", args=[found.pk])


def declare_records() -> None:
    records.register(
        "letters.letter",
        label="来信",
        model=Letter,
        title=str,
        url=_letter_url,
        visible_to=queries.sees_letter,
    )
    records.register(
        "letters.assist", label="来信会办", model=Assist, title=str, url=_case_url, visible_to=queries.sees_assist
    )
    records.register(
        "letters.selection",
        label="留言选登",
        model=Selection,
        title=str,
        url=lambda found: found.get_absolute_url() if found.published_on else _case_url(found),
        visible_to=queries.sees_selection,
    )
