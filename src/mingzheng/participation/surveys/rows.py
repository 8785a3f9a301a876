"""Builders of the steps that a survey and a call have in common: who writes, who decides, who sends back, who corrects."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Step, Whose
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.surveys.basis import ART_17, POINT_20
from mingzheng.participation.surveys.forms.surveys import StopForm

OURS = Whose.CASE_UNIT
WRITERS = (Post.OFFICER, Post.OFFICE_CLERK)
REVIEWERS = (Post.REVIEWER, Post.HEAD, Post.OFFICE_HEAD)

# Whoever writes: words, questions, what came in. Whoever did any of it reviews nothing afterwards.
writes = partial(Step, target=None, posts=WRITERS, whose=OURS, duty=Duty.OPEN, contributes=True)

# The same people hand their work on to review.
hands_on = partial(Step, posts=WRITERS, whose=OURS, contributes=True, primary=True)

# Somebody else looks at it and lets it go out.
lets_out = partial(Step, posts=REVIEWERS, whose=OURS, reviews=True, primary=True)

# … or sends it back with a reason.
sends_back = partial(
    Step,
    posts=REVIEWERS,
    whose=OURS,
    basis=ART_17,
    duty=Duty.OPEN,
    form=ReasonForm,
    effect=note_reason,
    reviews=True,
)

# What changes what the public was told already: its reason is published with it.
changes_course = partial(Step, source=("released",), posts=REVIEWERS, whose=OURS, duty=Duty.OPEN)

submits = partial(hands_on, command="submit", label="提交审核", source=("composing",), target="checking", basis=ART_17)
rewrites = partial(hands_on, command="rewrite", source=("rewriting",), target="reporting", basis=POINT_20)
amends = partial(writes, command="amend", source=("answered",), target="reporting", basis=ART_17)
stops = partial(changes_course, command="stop", target="stopped", form=StopForm)

drops = partial(
    Step,
    command="drop",
    label="作废",
    source=("composing",),
    target="dropped",
    posts=WRITERS,
    whose=OURS,
    basis=POINT_20,
    duty=Duty.OPEN,
    form=ReasonForm,
    effect=note_reason,
)
sends_draft_back = partial(sends_back, command="send_back", label="退回修改", source=("checking",), target="composing")
sends_report_back = partial(
    sends_back, command="send_back_report", label="退回重写", source=("reporting",), target="rewriting"
)
