"""Lectures and visits, and what is still needed after them."""

from __future__ import annotations

from mingzheng.core import gathering, searchable, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.editing import changes, take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.outreach.models import Need, Raised, Session, SignUp

FACTS = (
    "kind", "brand", "theme", "title", "about", "speaker", "place", "online_url", "starts_at", "ends_at", "seats",
    "sign_up_until", "partner",
)  # fmt: skip


def edit(act: Act) -> None:
    session: Session = act.subject
    changed = take_over(act, FACTS)
    session.policies.set(act.data["policies"])
    act.case.title = session.title
    act.facts = {"fields": changed}
    if session.announced_at:
        promote(session)
        shown(session)


another_day = changes("starts_at")


def announce(act: Act) -> None:
    session: Session = act.subject
    if session.starts_at <= timekeeping.now():
        raise Refused("开始时间已经过去。", remedy="请修改时间；已经办过的活动，公布后直接登记结果。", code="past")
    session.announced_at = timekeeping.now()
    session.save(update_fields=["announced_at"])
    shown(session)
    publish("outreach.announced", {"session": session.pk})


def announce_past(act: Act) -> None:
    """A visit that took place without sign-up is written down afterwards."""
    session: Session = act.subject
    if session.ends_at > timekeeping.now():
        raise Refused("活动还没有结束。", remedy="请用「公布」。", code="future")
    session.announced_at = timekeeping.now()
    session.save(update_fields=["announced_at"])
    hold(act)


def cancel(act: Act) -> None:
    """The sign-ups stay until they are forgotten: whoever asks with the code reads why."""
    session: Session = act.subject
    session.cancelled_why = act.data["reason"]
    session.save(update_fields=["cancelled_why"])
    shown(session)
    note_reason(act)


def hold(act: Act) -> None:
    session: Session = act.subject
    if session.starts_at > timekeeping.now():
        raise Refused("活动还没有开始。", remedy="请在活动开始以后登记。", code="future")
    session.people, session.enterprises = act.data["people"], act.data["enterprises"]
    session.summary, session.held_at = act.data["summary"], timekeeping.now()
    session.save(update_fields=["people", "enterprises", "summary", "held_at"])
    policy = session.policies.first() if session.policies.count() == 1 else None
    session.raised.all().delete()
    rows = [Raised(session=session, policy=policy, text=one, answer=two) for one, two in act.data["raised"]]
    Raised.objects.bulk_create(rows)
    shown(session)
    if rows:
        publish("outreach.raised", {"session": session.pk})
    act.note = f"{session.people} 人参加，{len(rows)} 个问题"
    act.facts = {"people": session.people, "questions": len(rows)}


def add_need(act: Act) -> None:
    from mingzheng.policy.outreach.commands import raise_need

    need = raise_need(act.subject, act.data["need"], act.data["contact"], act.actor)
    act.note = shortened(need.text, 60)


def promote(session: Session) -> None:
    """Whoever waits longest and fits comes in, as long as there are places (the rule stands on the page)."""
    waiting = list(session.sign_ups.filter(status=SignUp.Status.WAITING).order_by("id"))
    taken = sum(session.sign_ups.filter(status=SignUp.Status.IN).values_list("people", flat=True))
    free = None if session.seats is None else session.seats - taken
    came = waiting[: gathering.coming_in((row.people for row in waiting), free)]
    SignUp.objects.filter(pk__in=[row.pk for row in came]).update(status=SignUp.Status.IN)


def shown(session: Session) -> None:
    policies = list(session.policies.values_list("pk", flat=True))
    touch("outreach", f"session:{session.pk}", *(f"policy:{pk}" for pk in policies))
    searchable.changed("outreach.session", session.pk)


# --- needs ------------------------------------------------------------------------------------------------------


def settle(act: Act) -> None:
    need: Need = act.subject
    need.outcome, need.answer, need.settled_on = act.data["outcome"], act.data["answer"], act.day
    need.contact = ""
    need.save(update_fields=["outcome", "answer", "settled_on", "contact"])
    act.note = need.get_outcome_display()


def pass_on(act: Act) -> None:
    need: Need = act.subject
    if act.data["unit"] == need.unit:
        raise Refused("已经由这个单位办理。", remedy="请选择另一个单位。", field="unit")
    need.unit = act.data["unit"]
    need.save(update_fields=["unit"])
    act.case.unit = need.unit
    act.note = f"转{need.unit.short}：{shortened(act.data['reason'], 60)}"


# --- guards -----------------------------------------------------------------------------------------------------
