"""Getting in where one answer or one ballot for each is promised: a link to a mailbox, a sign-in. Surveys and calls alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from mingzheng.core.records import RecordRef
from mingzheng.participation.surveys import gate
from mingzheng.participation.surveys.forms.answering import EmailForm
from mingzheng.participation.surveys.models import Participant
from mingzheng.portal import posting, visitor

MANY = 300  # a whole school may answer or vote from one address


def link_sent(request: HttpRequest, form: EmailForm, record: RecordRef) -> bool:
    """The mailbox was asked for in this posting, and a link is on its way to it unless it was used before."""
    if request.method != "POST":
        return False

    def act(data: dict[str, Any]) -> str:
        gate.ask(record, data["email"])
        return record.id

    return posting.take(request, form, f"surveys.link:{record}", act, many=MANY) is not None


def signed_in(request: HttpRequest, record: RecordRef) -> Participant | None:
    """Whom the sign-in lets in; None while nobody is signed in. Staff are nobody here.

    Raises:
        Refused: this person has answered.
    """
    verified = visitor.of(request)
    return gate.by_identity(record, verified) if verified is not None else None


def has_answered(request: HttpRequest, record: RecordRef) -> bool:
    """Is somebody signed in who has answered?"""
    verified = visitor.of(request)
    return verified is not None and bool(gate.answered_by([record], verified))
