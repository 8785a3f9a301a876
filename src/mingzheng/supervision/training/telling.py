"""Letters to units that are asked to a training: one to each officer and head who has an address, once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from mingzheng.core import gathering, mail, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.registry import handler
from mingzheng.core.units.queries import holders
from mingzheng.supervision.training.basis import POINT_23
from mingzheng.supervision.training.models import Invitation, Session

MACHINE = Actor.system("业务培训")
READERS = (Post.OFFICER, Post.HEAD)


@handler("training.notice", label="寄出培训通知", event="training.invited", slow=True)
def send(payload: dict[str, Any]) -> None:
    """``{session, units}``: those that were not written to yet. The addresses stay out of journal and message.

    Raises:
        NotSentError: the mail server did not take one; the units written to by then are not written to again.
    """
    session = Session.objects.select_related("unit", "case").filter(pk=payload["session"], cancelled_why="").first()
    if session is None or session.held_on is not None:
        return
    for one in session.invitations.filter(unit__in=payload["units"], told_at=None).select_related("unit"):
        _write(session, one)


def _write(session: Session, one: Invitation) -> None:
    people = [person for post in READERS for person in holders(one.unit, post, timekeeping.today())]
    found = list(dict.fromkeys(person.email for person in people if person.email and person.is_active))
    for address in found:
        mail.send(address, f"培训通知：{session.title}", text(session, one))
    with transaction.atomic():
        one.told_to, one.told_at = len(found), timekeeping.now()
        one.save(update_fields=["told_to", "told_at"])
        journal.append(
            action="training.told",
            actor=MACHINE,
            subject=session.ref,
            case_id=session.case_id,
            summary=f"给{one.unit.short}的培训通知寄给 {len(found)} 人",
            basis=POINT_23.text,
        )


def text(session: Session, one: Invitation) -> str:
    """When, where, what, until when to say who comes, and where."""
    lines = [
        f"{one.unit.name}：",
        f"{session.unit.name}将举办业务培训“{session.title}”，请派人参加。",
        f"时间：{gathering.span(session.starts_at, session.ends_at)}",
        f"地点：{session.place}",
        *([f"授课：{session.teacher}"] if session.teacher else []),
        f"内容：{session.about}",
        *([f"报名截止：{chinese_date(session.name_until)}"] if session.name_until else []),
        f"报名、看材料：{mail.site_url()}{reverse('desk:training-session', args=[session.pk])}",
    ]
    return "\n".join(lines)
