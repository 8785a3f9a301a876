"""What the rows of this room's tables have in common."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Duty, Step, Whose
from mingzheng.disclosure.documents.forms import ReasonForm

OURS = Whose.CASE_UNIT
OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
# 区府办 holds trainings and meetings of its own: its posts stand beside those of a unit.
WRITERS = (Post.OFFICER, Post.OFFICE_CLERK)
DECIDERS = (Post.REVIEWER, Post.HEAD, Post.OFFICE_HEAD)
EVERYBODY = (Post.OFFICER, Post.HEAD, *OFFICE)

by_writer = partial(Step, posts=WRITERS, whose=OURS, contributes=True)
by_decider = partial(Step, posts=DECIDERS, whose=OURS, reviews=True)
by_office = partial(Step, posts=OFFICE, whose=Whose.OFFICE, reviews=True)
given_up = partial(Step, posts=(*WRITERS, Post.HEAD), whose=OURS, duty=Duty.OPEN, form=ReasonForm)
