"""Published selections as they can be found."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.letters import presenting, queries

WORD = "留言选登"


def found(pk: int) -> Entry | None:
    one = queries.public_one(pk)
    if one is None:
        return None
    return Entry(
        key=f"letters.selection:{one.pk}",
        kind=WORD,
        title=one.title,
        body=f"{one.text}\n{one.reply}",
        url=one.get_absolute_url(),
        agency=one.unit.short,
        theme=presenting.matter_word(one.letter.matter),
        published_on=one.published_on,
        weight=0.9,
    )


def _ids(after: int, limit: int) -> list[int]:
    rows = queries.public().filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


SELECTIONS = SearchKind("letters.selection", WORD, found, _ids)
