"""The declared table of what many ask for: proposed, accepted, published or declined (条例 Art. 44)."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, ClockEffect, ClockMove, Duty, Opening, Procedure, State, Step
from mingzheng.requests.foi import same
from mingzheng.requests.foi.forms.asking import ReasonForm
from mingzheng.requests.foi.forms.helping import SameAcceptForm, SamePublishForm
from mingzheng.requests.foi.rows.common import HEAD, OURS
from mingzheng.requests.foi.sample import sample_same_case

MANY = Basis(same.ARTICLE_44)
DECIDE = (Post.OFFICER, Post.HEAD)
_stop = ClockEffect(ClockMove.STOP, "same", if_running=True)

SAME = Procedure(
    code="foi.same",
    label="转主动公开",
    subject_kind="foi.same",
    group="basics",
    states=(
        State("proposed", "待研究", tone="active"),
        State("accepted", "待公开", tone="active"),
        State("published", "已主动公开", open=False, tone="good"),
        State("declined", "不转主动公开", open=False),
    ),
    initial="proposed",
    opening=Opening(
        "发现多人申请同一信息",
        (Post.OFFICER, Post.SYSTEM),
        OURS,
        MANY,
        clocks=(ClockEffect(ClockMove.START, "same", rule="foi.same"),),
    ),
    steps=(
        Step(
            "accept",
            "决定转主动公开",
            ("proposed",),
            "accepted",
            DECIDE,
            OURS,
            MANY,
            form=SameAcceptForm,
            effect=same.accept,
            primary=True,
            help="信息可以公开的，纳入主动公开的范围；决定后要公开到底。",
        ),
        Step(
            "publish",
            "登记已公开",
            ("accepted",),
            "published",
            (Post.OFFICER,),
            OURS,
            MANY,
            form=SamePublishForm,
            effect=same.publish,
            clocks=(_stop,),
            primary=True,
        ),
        Step(
            "decline",
            "不转主动公开",
            ("proposed",),
            "declined",
            DECIDE,
            OURS,
            MANY,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=same.decline,
            clocks=(_stop,),
            help="写明为什么不属于可以主动公开的；相同的申请再增加时会再次提出。",
        ),
        Step(
            "take_back",
            "公开审查后不转",
            ("accepted",),
            "declined",
            HEAD,
            OURS,
            MANY,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=same.decline,
            clocks=(_stop,),
            help="公开审查发现不能公开的，由负责人写明理由；仍计入“决定转主动公开”的件数。",
        ),
    ),
    facts=same.facts,
    panels=("desk/foi/_same.html",),
    clock_names={"same": "研究和公开期限"},
    sample=sample_same_case,
    visible=same.seen,
)
