"""What a step of an application stands on: drawn above its form, so that nobody has to go back and look."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.workdays.queries import calendar
from mingzheng.desk import foi_panel
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.models import Application, Delivery, Extension

CONTACT = ("confirm", "correction_delivered", "fee_delivered", "send", "ask_correction")
WANTED = (
    "confirm",
    "register",
    "not_application",
    "transfer",
    "accept",
    "ask_correction",
    "consult",
    "search",
    "merge",
)
CORRECTION = ("correction_delivered", "correct", "correction_lapsed")
CONSULTATIONS = ("consult", "consult_delivered", "consult_answered", "consult_lapsed")
DELIVERIES = ("send", "delivered", "failed")
EXTENSIONS = ("approve_extension", "refuse_extension")
FEES = ("fee_delivered", "pay", "fee_lapsed")
EXPLANATIONS = ("reasons_given",)
ALL = tuple(
    dict.fromkeys(
        (*CONTACT, *WANTED, *CORRECTION, *CONSULTATIONS, *DELIVERIES, *EXTENSIONS, *FEES, *EXPLANATIONS)
    )
)  # fmt: skip


def note(application: Application, case: Case, actor: Actor, command: str) -> dict[str, Any]:
    """The facts for one step; empty ones are not drawn."""
    contact = queries.contact_for(application, actor) if command in CONTACT else None
    extension = _pending(application) if command in EXTENSIONS else None
    found: dict[str, Any] = {
        "wanted": application.wanted if command in WANTED else "",
        "contact": foi_panel.contact_pairs(contact)[1:] if contact else [],
        "way": application.get_way_display() if command == "send" else "",
        "correction": getattr(application, "correction", None) if command in CORRECTION else None,
        "asked": foi_panel.consultations(application, case) if command in CONSULTATIONS else [],
        "deliveries": _deliveries(application) if command in DELIVERIES else [],
        "extension": extension,
        "until": _until(case, extension),
        "fee": getattr(application, "fee", None) if command in FEES else None,
        "explanation": getattr(application, "explanation", None) if command in EXPLANATIONS else None,
    }
    return found | {"shown": any(found.values())}


def _deliveries(application: Application) -> list[Delivery]:
    return list(Delivery.objects.filter(letter__application=application, letter__kind="answer"))


def _pending(application: Application) -> Extension | None:
    return application.extensions.filter(approved_on=None, refused_on=None).first()


def _until(case: Case, extension: Extension | None) -> dt.date | None:
    """To which day the reply's clock would run, if it were approved."""
    clock = case.clocks.filter(name="reply").exclude(status="stopped").order_by("-pk").first()
    if extension is None or clock is None or clock.due_on is None:
        return None
    return calendar().add_workdays(clock.due_on, extension.days).due
