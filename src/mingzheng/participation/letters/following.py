"""What is owed every day, and what the outbox brings."""

from __future__ import annotations

from typing import Any

from mingzheng.core import ways_out
from mingzheng.core.outbox.registry import handler
from mingzheng.participation.letters import (  # noqa: F401 - what clears, and what hears what came in
    intake,
    joining,
)
from mingzheng.participation.letters.models import LetterPerson

SUBJECT = "您的来信已有答复"
TOLD = "您好！您写来的信（编号 {number}）已有答复。请到本区政府网站“来信和回应”栏目，凭编号和查询码查看、评价。"


@handler("letters.tell", label="告知来信人已有答复", event="letters.replied")
def tell(payload: dict[str, Any]) -> None:
    """``{letter, round}``: whoever left a way to be reached hears that there is a reply, and nothing of what it says."""
    person = LetterPerson.objects.select_related("letter").filter(letter=payload["letter"]).first()
    if person is not None and person.reach and person.letter.code_digest:
        ways_out.tell(person.reach, SUBJECT, TOLD.format(number=person.letter.number))
