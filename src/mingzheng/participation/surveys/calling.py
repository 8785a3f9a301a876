"""What the public does with a call: suggest, support, vote."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from mingzheng.core import codes, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.privacy import scan
from mingzheng.core.privacy.findings import Severity
from mingzheng.participation.surveys import counting, gate
from mingzheng.participation.surveys.models import Ballot, Call, Idea, IdeaContact, Participant
from mingzheng.participation.surveys.phases import Phase

CODE = "mingzheng.surveys.idea"
ELEMENTS = ("topic", "reason", "proposal")


def require(call: Call, phase: Phase, what: str) -> None:
    """
    Raises:
        Refused: naming the phase and what can be done instead.
    """
    now = call.phase
    if now is phase:
        return
    remedy = {
        Phase.BEFORE: f"{chinese_date(call.opens_on)} 开始，请到时再来。",
        Phase.OPEN: "现在可以提建议。",
        Phase.BETWEEN: "主办单位正在整理候选项，公布后在投票期间可以投票。",
        Phase.VOTING: "现在可以投票。",
        Phase.STOPPED: "征集已经停止，理由写在征集页上。",
    }.get(now, "反馈会在征集页上公布。")
    raise Refused(f"现在不能{what}。", remedy=remedy, code="phase")


def refuse_own_data(text: str, field: str, *, apart: bool = True) -> None:
    """In the author's words: who they are belongs into the fields that are kept apart and deleted.

    Args:
        apart: the form has such fields; a questionnaire has none.

    Raises:
        Refused: naming what was seen, never the value.
    """
    kinds = {one.label for one in scan(text) if one.severity in (Severity.PRIVATE, Severity.STOP)}
    if kinds:
        raise Refused(
            f"这里写了{'、'.join(sorted(kinds))}，为了保护个人信息，没有提交。",
            remedy="请删去；联系方式写在下面单独的栏里。" if apart else "请删去再继续。",
            field=field,
            code="personal",
        )


@transaction.atomic
def suggest(call: Call, values: Mapping[str, Any], code: str, verified: Verified | None = None) -> Idea:
    """Take a suggestion; it is shown after moderation.

    Args:
        values: topic, reason, proposal; perhaps name, email, phone.
        code: the query code that its receipt shows.
        verified: who sends it and lets that be known; the suggestion is marked, nobody is named.

    Raises:
        Refused: not open, or somebody's data stand in it.
    """
    require(call, Phase.OPEN, "提建议")
    for name in ELEMENTS:
        refuse_own_data(values.get(name, ""), name)
    made = new_idea(call, values, channel=Idea.Channel.WEB, code_digest=codes.digest(CODE, code))
    contact = {name: values.get(name, "") for name in ("name", "email", "phone")}
    if any(contact.values()):
        IdeaContact.objects.create(idea=made, **contact)
    identity.mark(made.ref, verified)
    return made


def new_idea(call: Call, values: Mapping[str, Any], **facts: Any) -> Idea:
    """An idea with its number: the day and the row's own id."""
    day = facts.setdefault("received_on", timekeeping.today())
    made = Idea.objects.create(
        call=call, number=f"-{uuid.uuid4().hex[:16]}", **{name: values.get(name, "") for name in ELEMENTS}, **facts
    )
    made.number = f"ZJ{day:%Y%m%d}-{made.pk:05}"
    made.save(update_fields=["number"])
    return made


@transaction.atomic
def support(idea: Idea) -> None:
    """One more; a hint only.

    Raises:
        Refused: this call has no supports, is not open, or the idea is not public.
    """
    call = idea.call
    require(call, Phase.OPEN, "点赞")
    if not call.supports or idea.state != Idea.State.SHOWN:
        raise Refused("这条建议不能点赞。", code="no_support")
    Idea.objects.filter(pk=idea.pk).update(supports=F("supports") + 1)
    touch(f"call:{call.pk}")


@transaction.atomic
def vote(call: Call, choices: Sequence[int], participant: Participant | None) -> int:
    """Cast a ballot.

    Args:
        choices: candidates' numbers; in order of preference where the rule is ranked.

    Returns:
        the call's id, never the ballot's.

    Raises:
        Refused: no ballot now, a person who has voted, or a ballot that the rule does not accept.
    """
    require(call, Phase.VOTING, "投票")
    gate.require(call.ref, call.voting, participant)
    candidates = call.candidate_numbers()
    most = call.most or 1
    if not counting.valid(choices, candidates, most):
        raise Refused(f"请选 1 到 {most} 项，每项只选一次。", remedy="改好后再投。", field="choices", code="ballot")
    if participant is not None:
        gate.use(participant.pk)
    kept = list(choices) if call.rule == counting.Rule.RANKED else sorted(choices)
    Ballot.objects.create(call=call, choices=kept, day=timekeeping.today())
    touch(f"call:{call.pk}")
    return call.pk
