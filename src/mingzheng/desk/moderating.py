"""What pages of moderation have in common, whatever is moderated: one decision at a time, what the machine saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.public_text import check_public
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.desk.access import StaffRequest


@dataclass(frozen=True)
class Decided:
    """What came of a posting: the way on, or why it was refused. Neither where nothing was posted."""

    onward: HttpResponse | None = None
    refusal: Refused | None = None

    @property
    def status(self) -> int:
        return 409 if self.refusal else 200


def decide(request: StaffRequest, case: Case | None, commands: tuple[str, ...], done: Callable[[], str]) -> Decided:
    """Take the step that the posting names (``do``), of these the first where it names none.

    Args:
        done: what is said when it was taken.
    """
    if request.method != "POST" or case is None:
        return Decided()
    asked = request.POST.get("do", "")
    try:
        act(case, asked if asked in commands else commands[0], request.actor, request.POST)
    except Refused as refused:
        return Decided(refusal=refused)
    messages.success(request, done())
    return Decided(onward=redirect(request.get_full_path()))


def own(request: StaffRequest, refusal: Refused | None, field: str, row: Model) -> bool:
    """Is it this row alone whose posting was refused? What was typed there stays."""
    return refusal is not None and request.POST.getlist(field) == [str(row.pk)]


def said(words: str) -> str:
    """What the detectors see in a text; "" when it may be shown as it is."""
    try:
        check_public(words)
    except forms.ValidationError as error:
        return " ".join(error.messages)
    return ""
