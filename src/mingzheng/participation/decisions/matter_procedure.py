"""The declared table of a matter: from its listing to its evaluation (国务院令第713号)."""

from __future__ import annotations

from django.db.models import Q

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.procedures.table import (
    ClockEffect,
    ClockMove,
    Opening,
    Procedure,
    State,
    Whose,
)
from mingzheng.participation.decisions import presenting, samples
from mingzheng.participation.decisions.basis import (
    ART_3,
)
from mingzheng.participation.decisions.rows import deciding, mending, preparing
from mingzheng.participation.decisions.rows.common import (
    AFTERWARDS,
    MAKING,
    MENDING,
    OMITTED,
    ONWARDS,
    SHOWING,
)
from mingzheng.participation.decisions.steps import matters


def visible(actor: Actor) -> Q:
    """The unit that carries it out, whoever has it in hand, and 区府办."""
    if actor.post in OFFICE_POSTS or actor.is_machine:
        return Q()
    return Q(unit_id=actor.unit_id) | Q(decision_matter__unit_id=actor.unit_id)


MATTER = Procedure(
    code="decisions.matter",
    label="重大行政决策",
    subject_kind="decisions.matter",
    group="interaction",
    states=(
        State("listed", "已列入目录，待启动", tone="plain"),
        State("preparing", "前期工作", tone="active"),
        State("legality", "合法性审查中", tone="active"),
        State("reviewed", "待提请讨论", tone="active"),
        State("tabled", "待集体讨论", tone="active"),
        State("decided", "已决定，待公布", tone="active"),
        State("public", "已公布，执行中", tone="good"),
        State("archived", "执行中，已归档", open=False, tone="good"),
        State("suspended", "中止执行", tone="warn"),
        State("refused", "不予通过", open=False),
        State("ended", "已终止", open=False),
        State("stopped", "已停止执行", open=False, tone="warn"),
        State("removed", "已调出目录", open=False),
    ),
    initial="listed",
    opening=Opening(
        "列入目录",
        (Post.SYSTEM,),
        Whose.ANY,
        ART_3,
        clocks=(ClockEffect(ClockMove.START, "plan", rule="decisions.plan", value=matters.planned),),
    ),
    steps=(*preparing.ROWS, *deciding.ROWS, *mending.ROWS),
    facts=presenting.matter_facts,
    panels=("desk/decisions/matter_panel.html",),
    clock_names={"plan": "目录中的完成时间", "publish": "公布决策期限", "archive": "归档期限"},
    sample=samples.matter_case,
    visible=visible,
    headings=(ONWARDS, MAKING, OMITTED, SHOWING, AFTERWARDS, MENDING),
)
