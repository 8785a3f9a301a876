"""我的办件: what somebody verified sent, read from the rooms by its mark. Each room's reader gives what the list says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.identity.models import Mark
from mingzheng.core.identity.people import Verified
from mingzheng.core.identity.queries import sent_by
from mingzheng.participation.consultations.models import Hearing, HearingSignUp, Opinion
from mingzheng.participation.letters import answering
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.open_days.models import OpenDay, SignUp
from mingzheng.participation.surveys import gate
from mingzheng.participation.surveys import queries as surveys
from mingzheng.participation.surveys.models import Admission, Call, Idea, Survey
from mingzheng.policy.outreach.models import Session
from mingzheng.policy.outreach.models import SignUp as LectureSignUp
from mingzheng.requests.foi import telling
from mingzheng.requests.foi.models import Application

SHOWN = 100


@dataclass(frozen=True)
class Matter:
    """One line. ``kind`` and ``pk`` are posted to look at it; with ``url`` it is a public page."""

    what: str
    title: str
    state: str
    day: dt.date | None = None
    kind: str = ""
    pk: int = 0
    url: str = ""


Reader = Callable[[Sequence[int]], Mapping[int, Matter]]


def _opinions(ids: Sequence[int]) -> dict[int, Matter]:
    rows = Opinion.objects.filter(pk__in=ids).select_related("consultation", "group")
    return {
        one.pk: Matter(_("意见"), one.consultation.title, _opinion_state(one), one.received_on, one.ref.kind, one.pk)
        for one in rows
    }


def _opinion_state(one: Opinion) -> str:
    return _("已反馈") if one.consultation.answered_on else _("已收到")


def _letters(ids: Sequence[int]) -> dict[int, Matter]:
    rows = Letter.objects.filter(pk__in=ids).select_related("unit", "case")
    return {
        one.pk: Matter(_("来信"), one.title, answering.state_word(one), one.received_on, one.ref.kind, one.pk)
        for one in rows
    }


def _applications(ids: Sequence[int]) -> dict[int, Matter]:
    rows = Application.objects.filter(pk__in=ids, purged_on=None).select_related("unit", "case")
    return {
        one.pk: Matter(
            _("信息公开申请"),
            one.number or _("向%(unit)s的申请") % {"unit": one.unit.short},
            telling.told(one).state,
            one.submitted_on,
            one.ref.kind,
            one.pk,
        )
        for one in rows
    }


def _ideas(ids: Sequence[int]) -> dict[int, Matter]:
    rows = Idea.objects.filter(pk__in=ids).select_related("call", "group")
    return {
        one.pk: Matter(_("建议"), one.topic, _idea_state(one), one.received_on, one.ref.kind, one.pk) for one in rows
    }


def _idea_state(one: Idea) -> str:
    outcome = one.group.get_outcome_display() if one.group and one.call.results_on else ""
    return str(outcome or one.get_state_display())


def _hearings(ids: Sequence[int]) -> dict[int, Matter]:
    rows = HearingSignUp.objects.filter(pk__in=ids).select_related("hearing")
    return {
        one.pk: _place(_("听证会报名"), one, one.hearing, _("听证会已取消") if one.hearing.cancelled_why else "")
        for one in rows
    }


def _lectures(ids: Sequence[int]) -> dict[int, Matter]:
    rows = LectureSignUp.objects.filter(pk__in=ids).select_related("session")
    return {
        one.pk: _place(_("宣讲报名"), one, one.session, _("活动已取消") if one.session.cancelled else "")
        for one in rows
    }


def _sign_ups(ids: Sequence[int]) -> dict[int, Matter]:
    rows = SignUp.objects.filter(pk__in=ids).select_related("open_day")
    return {
        one.pk: _place(_("活动报名"), one, one.open_day, _("活动已取消") if one.open_day.cancelled else "")
        for one in rows
    }


def _place(
    what: str, one: HearingSignUp | LectureSignUp | SignUp, held: Hearing | Session | OpenDay, cancelled: str
) -> Matter:
    """A sign-up for what is held on a day; everybody may look at its page."""
    state = cancelled or one.get_status_display()
    return Matter(what, held.title, state, localdate(one.signed_at), url=held.get_absolute_url())


READERS: dict[str, Reader] = {
    "consultations.opinion": _opinions,
    "letters.letter": _letters,
    "foi.application": _applications,
    "open_days.sign_up": _sign_ups,
    "surveys.idea": _ideas,
    "consultations.hearing_sign_up": _hearings,
    "outreach.sign_up": _lectures,
}


def of(verified: Verified) -> list[Matter]:
    """The newest first; what was purged meanwhile is left out."""
    marks = list(sent_by(verified).filter(record_kind__in=READERS)[:SHOWN])
    read = {kind: reader(_ids(marks, kind)) for kind, reader in READERS.items()}
    found = [read[one.record_kind].get(int(one.record_id)) for one in marks]
    return [one for one in found if one is not None] + answered_or_voted(verified)


def _ids(marks: Sequence[Mark], kind: str) -> list[int]:
    return [int(one.record_id) for one in marks if one.record_kind == kind]


def answered_or_voted(verified: Verified) -> list[Matter]:
    """Surveys and calls keep no list of a person: each that runs or waits for its result is asked whether it knows this one."""
    asked = surveys.public_surveys().filter(answering=Admission.IDENTITY, forgotten_on=None)[:SHOWN]
    called = surveys.public_calls().filter(voting=Admission.IDENTITY, forgotten_on=None)[:SHOWN]
    known = gate.answered_by([*(one.ref for one in asked), *(one.ref for one in called)], verified)
    today = timekeeping.today()
    return [
        *(
            Matter(_("问卷"), one.title, _survey_state(one, today), one.closes_on, url=one.get_absolute_url())
            for one in asked
            if one.ref in known
        ),
        *(
            Matter(_("投票"), one.title, _ballot_state(one, today), one.ends_on, url=one.get_absolute_url())
            for one in called
            if one.ref in known
        ),
    ]


def _survey_state(one: Survey, today: dt.date) -> str:
    if one.results_on is not None:
        return _("已答，结果已公布")
    return _("已答，问卷还没有截止") if one.closes_on >= today else _("已答，等待公布结果")


def _ballot_state(one: Call, today: dt.date) -> str:
    if one.results_on is not None:
        return _("已投票，结果已公布")
    return _("已投票，投票还没有截止") if one.ends_on >= today else _("已投票，等待公布结果")
