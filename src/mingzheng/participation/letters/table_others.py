"""The declared tables of another unit's opinion and of what is published."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.table import Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.participation.letters import handling, presenting, queries, sample, selecting
from mingzheng.participation.letters.forms import handling as forms
from mingzheng.participation.letters.forms import selecting as selecting_forms
from mingzheng.participation.letters.models import Assist, Selection
from mingzheng.participation.letters.tables import HEADS, JOINT, REVIEWERS, SELECTING, WRITERS, start, stop


def _asks(assist: Assist, actor: Actor) -> bool:
    return actor.is_machine or actor.unit_id == assist.letter.unit_id


def _nothing_public(selection: Selection, _actor: Actor) -> bool:
    return selecting.public_of(selection.letter) is None


def _allowed(selection: Selection, _actor: Actor) -> bool:
    return selection.consented or selection.rewritten


# A step that is owed, and one that may be taken when there is cause, of each heading.
step_owed = partial(Step, whose=Whose.CASE_UNIT, basis=SELECTING)
step_open = partial(step_owed, duty=Duty.OPEN)

ASSIST = Procedure(
    code="letters.assist",
    label="来信会办",
    subject_kind="letters.assist",
    group="participation",
    states=(
        State("asked", "待会办", tone="active"),
        State("answered", "已提出意见", open=False, tone="good"),
        State("withdrawn", "已撤回", open=False),
    ),
    initial="asked",
    opening=Opening("送会办", (*WRITERS, Post.SYSTEM), Whose.ANY, JOINT, clocks=(start("assist", "letters.assist"),)),
    steps=(
        step_owed(
            command="answer",
            label="提出会办意见",
            source=("asked",),
            target="answered",
            posts=WRITERS,
            basis=JOINT,
            form=forms.OpinionForm,
            effect=handling.answer_assist,
            clocks=(stop("assist"),),
            primary=True,
        ),
        step_open(
            command="withdraw",
            label="撤回会办",
            source=("asked",),
            target="withdrawn",
            posts=WRITERS,
            whose=Whose.ANY,
            basis=JOINT,
            form=forms.ReasonForm,
            guards=(Guard(_asks, "会办由主办单位撤回。", "请与主办单位联系。"),),
            effect=handling.withdraw_assist,
            clocks=(stop("assist"),),
        ),
    ),
    facts=presenting.assist_facts,
    panels=("desk/letters/assist_panel.html",),
    clock_names={"assist": "会办期限"},
    sample=sample.assist_case,
    visible=queries.seen_assists,
)

SELECTION = Procedure(
    code="letters.selection",
    label="留言选登",
    subject_kind="letters.selection",
    group="participation",
    states=(
        State("masking", "待隐名", tone="active"),
        State("checking", "待批准", tone="active"),
        State("published", "已选登", open=False, tone="good"),
        State("dropped", "不选登", open=False),
        State("hidden", "已撤下", open=False, tone="warn"),
    ),
    initial="masking",
    opening=Opening("推荐选登", (*WRITERS, Post.SYSTEM), Whose.ANY, SELECTING, contributes=True),
    steps=(
        step_owed(
            command="mask",
            label="隐名后送审",
            source=("masking",),
            target="checking",
            posts=WRITERS,
            form=selecting_forms.MaskForm,
            effect=selecting.masked,
            contributes=True,
            primary=True,
            help="隐去能认出来信人的内容；不同意选登的，只有改写成认不出来信人的概括才能公开。",
        ),
        step_owed(
            command="send_back",
            label="退回重新隐名",
            source=("checking",),
            target="masking",
            posts=REVIEWERS,
            form=forms.ReasonForm,
            effect=selecting.drop,
            reviews=True,
        ),
        step_owed(
            command="approve",
            label="批准选登",
            source=("checking",),
            target="published",
            posts=REVIEWERS,
            guards=(
                Guard(_allowed, "来信人不同意选登，也没有改写。", "请退回改写。"),
                Guard(_nothing_public, "这封信已经公开过一篇选登。", "请先撤下那一篇。"),
            ),
            effect=selecting.publish,
            reviews=True,
            primary=True,
            help="由没有参与推荐和隐名的同事批准；批准后公开。",
        ),
        step_open(
            command="drop",
            label="不选登",
            source=("masking", "checking"),
            target="dropped",
            posts=WRITERS,
            form=forms.ReasonForm,
            effect=selecting.drop,
        ),
        step_open(
            command="hide",
            label="撤下",
            source=("published",),
            target="hidden",
            posts=HEADS,
            form=forms.ReasonForm,
            effect=selecting.hide,
        ),
    ),
    facts=presenting.selection_facts,
    panels=("desk/letters/selection_panel.html",),
    sample=sample.selection_case,
    visible=queries.seen_selections,
)
