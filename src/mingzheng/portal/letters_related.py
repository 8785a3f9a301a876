"""Where a letter leads on: policies and consultations that it was linked with, and consultations that are open now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.records import Record
from mingzheng.participation.consultations import queries as consultations
from mingzheng.participation.consultations.finding import KIND_WORD
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.consultations.phases import Phase, phase_of
from mingzheng.participation.letters import related
from mingzheng.participation.letters.models import Letter
from mingzheng.search.queries import search

LOOKED_AT = 6


@dataclass(frozen=True)
class Onward:
    """A page to go on to; ``note`` says what it is and what can be done there."""

    title: str
    url: str
    note: str


def onward(letter: Letter) -> list[Onward]:
    """What the letter was linked with, as everybody may read it today."""
    return [_shown(one) for one in related.of(letter)]


def _shown(record: Record) -> Onward:
    if record.ref.kind == related.POLICY:
        return Onward(record.title, reverse("portal:policy-life", args=[record.ref.id]), _("政策"))
    return of_consultation(consultations.public().get(pk=record.ref.id))


def of_consultation(found: Consultation) -> Onward:
    """With its last day while opinions may be put, else with its phase."""
    phase = phase_of(found, timekeeping.today())
    note = str(phase.label)
    if phase is Phase.OPEN:
        note = _("正在征集意见，%(day)s截止") % {"day": chinese_date(found.closes_on)}
    return Onward(found.title, found.get_absolute_url(), note)


def open_on(title: str) -> list[Onward]:
    """Consultations that are open now and speak of what a letter's title says."""
    running = {one.get_absolute_url(): one for one in consultations.open_now(timekeeping.today())}
    if not running:
        return []
    hits = search(title[:60], filters={"kind": KIND_WORD}, note=False).hits[:LOOKED_AT]
    return [of_consultation(running[hit.record.url]) for hit in hits if hit.record.url in running]
