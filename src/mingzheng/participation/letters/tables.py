"""What the tables of the room share."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, ClockEffect, ClockMove
from mingzheng.participation.letters import clocks

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
WRITERS = (Post.OFFICER, Post.REVIEWER, Post.LEGAL, Post.HEAD, *OFFICE)
TRIAGE = (*WRITERS, Post.HOTLINE)
REVIEWERS = (Post.REVIEWER, Post.LEGAL, Post.HEAD, Post.OFFICE_HEAD)
HEADS = (Post.HEAD, Post.OFFICE_HEAD)

CHANNELS = Basis("政务公开工作要点第二十点：统筹做好各政民互动渠道的日常维护")
TERMS = Basis("政务公开工作要点第二十点：严格落实各渠道办理时限，确保回复质量")
SELECTING = Basis("政务公开工作要点第二十点：规范做好留言选登；《个人信息保护法》第二十五条")
PETITION = Basis("《信访工作条例》第二十二条、第二十三条（分送、转送、受理）")
JOINT = Basis("政务公开工作要点第二十点；涉及几个单位的，由主办单位会同办理")

INTAKE, WORK, ANSWER, WATCH = "分办和受理", "办理", "答复", "督办"
HEADINGS = (INTAKE, WORK, ANSWER, WATCH)


def start(clock: str, rule: str) -> ClockEffect:
    return ClockEffect(ClockMove.START, clock, rule=rule)


def stop(clock: str) -> ClockEffect:
    return ClockEffect(ClockMove.STOP, clock, if_running=True)


REPLY = ClockEffect(ClockMove.START, "reply", rule_of=clocks.rule_of, on=lambda act: clocks.began(act.subject))
"""From the day of receipt, or of what was asked on, under the rule of channel and kind."""

REPLY_ANEW = (
    ClockEffect(ClockMove.STOP, "reply", when=clocks.other_rule, if_running=True),
    ClockEffect(
        ClockMove.START,
        "reply",
        rule_of=clocks.rule_of,
        on=lambda act: clocks.began(act.subject),
        when=clocks.none_runs,
    ),
)
"""Another kind has another term, counted from the same day; the same kind changes nothing."""
