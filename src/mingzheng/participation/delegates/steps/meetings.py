"""A meeting from the plan to its public record."""

from __future__ import annotations

import random
from typing import Any

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.commands import publish as announce_event
from mingzheng.core.procedures import days
from mingzheng.core.procedures.editing import changes, named, take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.delegates import eligibility, inviting
from mingzheng.participation.delegates.models import Entrant, Invitation, Meeting, Quota, Topic
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as draw_queries

FACTS = (
    "level", "title", "about", "starts_at", "place", "seats", "alternates", "from_pool", "calls_until", "cutoff_on",
)  # fmt: skip


def fill_rows(meeting: Meeting, data: dict[str, Any]) -> None:
    """Topics and quotas, as the form gives them."""
    meeting.topics.all().delete()
    Topic.objects.bulk_create(
        [Topic(meeting=meeting, title=title, note=note, order=at) for at, (title, note) in enumerate(data["topics"], 1)]
    )
    meeting.quotas.all().delete()
    Quota.objects.bulk_create([Quota(meeting=meeting, **row) for row in data["quotas"]])


def edit(act: Act) -> None:
    meeting: Meeting = act.subject
    changed = take_over(act, FACTS)
    fill_rows(meeting, act.data)
    act.case.title = meeting.title
    act.note = named(meeting, changed, "议题或者名额")
    act.facts = {"fields": changed}
    if meeting.announced_at:
        shown(meeting)


another_day = changes("starts_at")


day_of = days.held("day")


stop_day = days.not_before("day")


def announce(act: Act) -> None:
    meeting: Meeting = act.subject
    if meeting.starts_at <= timekeeping.now():
        raise Refused("会议时间已经过去。", remedy="请修改时间。", code="past")
    if meeting.calls_until is not None and meeting.calls_until < act.day:
        raise Refused("报名截止日期已经过去。", remedy="请修改报名截止日期。", code="past")
    meeting.announced_at = timekeeping.now()
    meeting.save(update_fields=["announced_at"])
    shown(meeting)
    announce_event("delegates.announced", {"meeting": meeting.pk})


def freeze(act: Act) -> None:
    """Who may be drawn is fixed now: nobody comes in or falls out afterwards by anybody's hand."""
    meeting: Meeting = act.subject
    found = eligibility.pool(meeting)
    eligibility.insist_decided(meeting, found)
    if act.data["seed_on"] > meeting.cutoff_on:
        raise Refused("种子产生的日期晚于候补递补截止日期。", field="seed_on", code="late")
    codes = draws.fresh_codes(len(found.eligible))
    random.SystemRandom().shuffle(codes)
    prepared = eligibility.prepared(meeting, found.eligible, codes)
    made = draws.freeze_prepared(
        meeting.ref,
        f"{meeting.title}公众代表",
        prepared,
        act.data["seed_source"],
        act.data["seed_on"],
        meeting.unit,
        act.actor,
    )
    Entrant.objects.bulk_create(
        [
            Entrant(meeting=meeting, draw=made, candidate=one, code=code)
            for one, code in zip(found.eligible, codes, strict=True)
        ]
    )
    shown(meeting)
    act.note = f"{len(found.eligible)} 人，{made.seed_source}（{chinese_date(made.seed_on)}）"
    act.facts = {"draw": made.pk, "people": len(found.eligible), "list_sha256": made.list_sha256}


def drawn(act: Act) -> None:
    meeting: Meeting = act.subject
    draw = draw_queries.of_owner(meeting.ref)
    if draw is None or draw.drawn_at is None:
        raise Refused("还没有抽签。", code="not_drawn")
    invited = inviting.from_lots(meeting, draw)
    shown(meeting)
    act.note = f"邀请 {invited} 人"


def unfrozen(act: Act) -> None:
    act.note = "抽签作废，可以重新冻结名单"
    shown(act.subject)


def reply(act: Act) -> None:
    """An answer by telephone, written down by staff."""
    from mingzheng.participation.delegates.commands import answer

    row: Invitation = act.data["invitation"]
    answer(row, accepts=act.data["accepts"] == "yes", actor=act.actor, journalled=False)
    act.note = f"抽签代码 {row.code}：{'接受' if act.data['accepts'] == 'yes' else '谢绝'}（电话）"


def told(act: Act) -> None:
    """Somebody was told by telephone, because no message could reach them."""
    row: Invitation = act.data["invitation"]
    row.told_by = Invitation.ToldBy.PHONE
    row.save(update_fields=["told_by"])
    act.note = f"抽签代码 {row.code}"


def hold(act: Act) -> None:
    meeting: Meeting = act.subject
    if meeting.starts_at > timekeeping.now():
        raise Refused("会议还没有开始。", remedy="请在会议开始以后登记。", code="future")
    came = {row.pk for row in act.data["came"]}
    for row in meeting.invitations.filter(status=Invitation.Status.ACCEPTED):
        row.attended = row.pk in came
        row.save(update_fields=["attended"])
    meeting.summary, meeting.held_on = act.data["summary"], act.day
    meeting.save(update_fields=["summary", "held_on"])
    act.note = f"{len(came)} 名代表到会"
    act.facts = {"came": len(came)}


def say(act: Act) -> None:
    from mingzheng.participation.delegates.commands import state

    made = state(act.subject, act.data["invitation"], act.data["unit"], act.data["text"], act.actor)
    act.note = shortened(made.text, 60)


def publish(act: Act) -> None:
    meeting: Meeting = act.subject
    meeting.published_at = meeting.published_at or timekeeping.now()
    meeting.save(update_fields=["published_at"])
    shown(meeting)
    announce_event("delegates.published", {"meeting": meeting.pk})
    act.note = f"{meeting.statements.count()} 条意见"


def cancel(act: Act) -> None:
    meeting: Meeting = act.subject
    meeting.cancelled_why = act.data["reason"]
    meeting.save(update_fields=["cancelled_why"])
    for row in meeting.invitations.filter(status__in=Invitation.HOLDS):
        enqueue("delegates.cancelled", {"invitation": row.pk})
    shown(meeting)
    note_reason(act)


def shown(meeting: Meeting) -> None:
    touch("delegates", f"meeting:{meeting.pk}")
    searchable.changed("delegates.meeting", meeting.pk)


# --- guards -----------------------------------------------------------------------------------------------------


def call_is_over(meeting: Meeting, _actor: Actor) -> bool:
    return meeting.calls_until is None or timekeeping.today() > meeting.calls_until


def no_draw_runs(meeting: Meeting, _actor: Actor) -> bool:
    return draw_queries.of_owner(meeting.ref) is None


def no_open_draw(meeting: Meeting, _actor: Actor) -> bool:
    draw = draw_queries.of_owner(meeting.ref)
    return draw is None or draw.drawn_at is not None
