"""Histories of an application as the tests of its clock write them down."""

from __future__ import annotations

import datetime as dt

from tests.core.workdays.shipped import shipped_calendar

from mingzheng.requests.foi.law.clockwork import Happening, play, rules_of

CALENDAR, RULES = shipped_calendar(), rules_of()


def d(text):
    return dt.date.fromisoformat(text)


def h(kind, day, **more):
    for name in ("recorded", "delivered", "approved", "notified", "until"):
        if isinstance(more.get(name), str):
            more[name] = d(more[name])
    return Happening(kind, d(day), **more)


def after(*history, calendar=CALENDAR):
    return play(history, RULES, calendar)


def said(one):
    return "\n".join(one.reasons)


def in_person(day):
    return h("submitted", day, channel="in_person")


START = in_person("2023-04-17")  # due 16 May


EXTENDED = {"approved": True, "notified": True}


ASKED = h("correction_requested", "2023-04-20", period_days=10, delivered="2023-04-24")  # until 10 May


def asked_party(day, ref="t1", party="third_party", **more):
    return h("consult_sent", day, ref=ref, party=party, **more)
