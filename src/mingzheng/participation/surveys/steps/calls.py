"""What each step changes in a call. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

from collections.abc import Sequence

from mingzheng.core import likeness, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.participation.surveys import calling, counting, figures, telling
from mingzheng.participation.surveys.forms.calls import CALL_TYPED, ScreenIdeaForm
from mingzheng.participation.surveys.models import Call, Idea, IdeaGroup
from mingzheng.participation.surveys.phases import Phase
from mingzheng.participation.surveys.steps import ties


def shown(call: Call) -> None:
    """Whatever shows this call is drawn anew and found anew."""
    touch("calls", f"call:{call.pk}")
    searchable.changed("surveys.call", call.pk)


def edit(act: Act) -> None:
    take_over(act, CALL_TYPED)
    act.case.title = act.subject.title


def submit(act: Act) -> None:
    """
    Raises:
        Refused: the period is over already.
    """
    if act.subject.closes_on < act.day:
        raise Refused("截止日期已经过了。", remedy="请先改日期。", code="past")


def release(act: Act) -> None:
    call: Call = act.subject
    submit(act)
    call.released_on, call.opens_on = act.day, max(call.opens_on, act.day)
    call.save(update_fields=["released_on", "opens_on"])
    shown(call)
    publish("surveys.called", {"call": call.pk})
    act.note = f"{chinese_date(call.opens_on)} 至 {chinese_date(call.closes_on)}"


def extend(act: Act) -> None:
    call: Call = act.subject
    act.note = f"{chinese_date(call.closes_on)} 改为 {chinese_date(act.data['closes_on'])}，{shortened(act.data['reason'], 80)}"
    names = ("closes_on", "votes_from", "votes_until") if call.rule else ("closes_on",)
    for name in names:
        setattr(call, name, act.data[name])
    call.extended_why = act.data["reason"]
    call.save(update_fields=[*names, "extended_why"])
    shown(call)


def stop(act: Act) -> None:
    call: Call = act.subject
    call.stopped_why = act.data["reason"]
    call.save(update_fields=["stopped_why"])
    shown(call)
    act.note = shortened(call.stopped_why)


# --- ideas ---------------------------------------------------------------------------------------------------------


def screen(act: Act) -> None:
    """Show an idea as masked, grouped with those that say the same; or hold it back, its author told why."""
    idea: Idea = act.data["idea"]
    if act.data["decision"] == ScreenIdeaForm.SHOW:
        for name in ScreenIdeaForm.PUBLIC:
            setattr(idea, name, act.data[name])
        idea.state, idea.held_why = Idea.State.SHOWN, ""
        idea.group = idea.group or _group_for(act.subject, idea)
    else:
        idea.state, idea.held_why = Idea.State.HELD, act.data["reason"]
        idea.public_topic = idea.public_reason = idea.public_proposal = ""
        left, idea.group = idea.group, None
    idea.save()
    if idea.state == Idea.State.HELD:
        _drop_if_empty([left] if left else [])
    telling.idea_screened(idea)
    shown(act.subject)
    act.note = f"{idea.number} {idea.get_state_display()}"


def _group_for(call: Call, idea: Idea) -> IdeaGroup:
    """The group whose first idea it resembles most, or a new one of its own."""
    groups = list(call.groups.prefetch_related("ideas"))
    held = [[_said(one) for one in group.ideas.all()] for group in groups]
    texts = [text for said in held for text in said] + [_said(idea)]
    kept, at = [], 0
    for said in held:
        kept.append(list(range(at, at + len(said))))
        at += len(said)
    found = likeness.groups(texts, figures.likeness(timekeeping.today()), kept)
    for group, positions in zip(groups, found, strict=False):
        if at in positions:
            return group
    return IdeaGroup.objects.create(call=call, title=idea.public_topic)


def _said(idea: Idea) -> str:
    return f"{idea.public_topic}。{idea.public_proposal}"


def _drop_if_empty(groups: Sequence[IdeaGroup]) -> None:
    for group in groups:
        if group.candidate is None and not group.ideas.exists():
            group.delete()


def enter(act: Act) -> None:
    """A suggestion that came by letter, telephone, at a meeting or out of data; late ones say so and are answered too."""
    call: Call = act.subject
    facts = {name: act.data[name] for name in ("channel", "received_on", "entered_how")}
    idea = calling.new_idea(call, act.data, late=act.data["received_on"] > call.closes_on, **facts)
    shown(call)
    act.note = f"{idea.number} {idea.get_channel_display()}{'，逾期收到' if idea.late else ''}"


def regroup(act: Act) -> None:
    call: Call = act.subject
    group: IdeaGroup = act.data["into"] or IdeaGroup(call=call)
    if act.data["title"]:
        group.title = act.data["title"]
    if act.data["summary"]:
        group.summary = act.data["summary"]
    group.save()
    ideas = list(act.data["ideas"])
    left = [one.group for one in ideas if one.group_id and one.group_id != group.pk and one.group is not None]
    Idea.objects.filter(pk__in=[one.pk for one in ideas]).update(group=group)
    _drop_if_empty(left)
    shown(call)
    act.note = f"{len(ideas)} 条归入「{shortened(group.title, 40)}」"


def answer(act: Act) -> None:
    groups: list[IdeaGroup] = list(act.data["groups"])
    for group in groups:
        group.outcome, group.answer = act.data["outcome"], act.data["answer"]
        group.save(update_fields=["outcome", "answer"])
    shown(act.subject)
    act.note = f"{len(groups)} 组，{IdeaGroup.Outcome(act.data['outcome']).label}"


# --- the ballot ----------------------------------------------------------------------------------------------------


def propose(act: Act) -> None:
    """Number the candidates in the order in which they came.

    Raises:
        Refused: somebody has voted already.
    """
    call: Call = act.subject
    if call.ballots.exists():
        raise Refused("已经有人投票，候选项不能再改。", remedy="需要改的，停止这次征集并说明理由。", code="voted")
    call.groups.update(candidate=None)
    chosen = sorted(act.data["groups"], key=lambda one: one.pk)
    for number, group in enumerate(chosen, 1):
        group.candidate = number
        group.save(update_fields=["candidate"])
    act.note = f"{len(chosen)} 项"


def approve_list(act: Act) -> None:
    call: Call = act.subject
    call.listed_on = act.day
    call.save(update_fields=["listed_on"])
    shown(call)


def report(act: Act) -> None:
    call: Call = act.subject
    call.summary, call.feedback = act.data["summary"], act.data["feedback"]
    call.save(update_fields=["summary", "feedback"])


def publish_result(act: Act) -> None:
    """What is published is kept as it is; a correction changes the words alone."""
    call: Call = act.subject
    words = {"summary": call.summary, "feedback": call.feedback}
    if call.results_on is not None:
        call.result = {**(call.result or {}), **words, "amended_on": act.day.isoformat()}
        call.save(update_fields=["result"])
        shown(call)
        act.note = "更正文字"
        return
    if call.ends_on >= act.day or not call.feedback.strip():
        raise Refused("还没有截止，或者还没有写采纳和落实情况。", remedy="截止后先拟写，再公布。", code="not_over")
    places = [_place(one) for one in counted(call)]
    numbers = {"ideas": call.ideas.count(), "groups": call.groups.count(), "ballots": call.ballots.count()}
    call.result, call.results_on = {"places": places, **numbers, **words, "amended_on": ""}, act.day
    call.save(update_fields=["result", "results_on"])
    shown(call)
    telling.result_out(call.ref)
    publish("surveys.call_answered", {"call": call.pk})
    act.note = f"收到建议 {numbers['ideas']} 条，选票 {numbers['ballots']} 张"


def _place(one: counting.Place) -> dict[str, int | bool]:
    return {
        "candidate": one.candidate, "rank": one.rank, "points": one.points, "named": one.named, "firsts": one.firsts,
        "chosen": one.chosen, "tied": one.tied, "drawn": one.drawn,
    }  # fmt: skip


def counted(call: Call) -> list[counting.Place]:
    """Every candidate with its points, equals across the last place as the draw decided; empty where there was no ballot."""
    return ties.settled(call, ties.raw_count(call))


# --- guards --------------------------------------------------------------------------------------------------------


def is_over(call: Call, _actor: Actor) -> bool:
    return call.phase is Phase.CLOSED


def is_not_over(call: Call, _actor: Actor) -> bool:
    return timekeeping.today() <= call.ends_on


def is_collected(call: Call, _actor: Actor) -> bool:
    return bool(call.rule) and timekeeping.today() > call.closes_on


def ideas_are_screened(call: Call, _actor: Actor) -> bool:
    return not call.ideas.filter(state=Idea.State.WAITING).exists()


def has_groups(call: Call, _actor: Actor) -> bool:
    return call.groups.exists()


def groups_are_answered(call: Call, _actor: Actor) -> bool:
    return not call.groups.filter(outcome="").exists()


def ballot_was_listed(call: Call, _actor: Actor) -> bool:
    return not call.rule or call.listed_on is not None
