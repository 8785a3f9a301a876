"""Builders of the steps that sessions, courseware and relays have in common: who writes, who reviews, who gives up."""

from __future__ import annotations

from functools import partial

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Duty,
    Step,
    Whose,
)
from mingzheng.disclosure.documents.forms import ReasonForm

OURS = Whose.CASE_UNIT
OFFICER, REVIEWER, HEAD = (Post.OFFICER,), (Post.REVIEWER,), (Post.HEAD,)
EITHER = (Post.REVIEWER, Post.HEAD)

# What the officer does in a state without leaving it.
by_officer = partial(
    Step,
    target=None,
    posts=OFFICER,
    whose=OURS,
    duty=Duty.OPEN,
)

# What somebody else decides about what was submitted.
reviewed = partial(
    Step,
    source=("checking",),
    posts=EITHER,
    whose=OURS,
    reviews=True,
)

# Not to be after all.
given_up = partial(
    Step,
    target="dropped",
    posts=(Post.OFFICER, Post.HEAD),
    whose=OURS,
    duty=Duty.OPEN,
    form=ReasonForm,
)
