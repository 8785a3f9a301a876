"""The declared table of an application, from receipt to archive (条例 Arts 29–45). Its rows stand in ``rows``."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ClockEffect, Opening, Procedure, State, Whose
from mingzheng.requests.foi import presenting, queries
from mingzheng.requests.foi.law.ledgers import pause_in_words
from mingzheng.requests.foi.rows.asking import ASKING
from mingzheng.requests.foi.rows.common import FRONT, HEADINGS, RECEIPT
from mingzheng.requests.foi.rows.deciding import DECIDING
from mingzheng.requests.foi.rows.receiving import ENDING, RECEIVING, START_CONFIRM, START_REPLY
from mingzheng.requests.foi.sample import sample_case
from mingzheng.requests.foi.steps import receiving

CODE = "foi.application"

APPLICATION = Procedure(
    code=CODE,
    label="依申请公开",
    subject_kind=CODE,
    group="basics",
    headings=HEADINGS,
    states=(
        State("incoming", "待登记", tone="active"),
        State("reviewing", "审查", tone="active"),
        State("correcting", "待申请人补正"),
        State("handling", "办理", tone="active"),
        State("paying", "待申请人缴费"),
        State("checking", "审核", tone="active"),
        State("legal", "法制审核", tone="active"),
        State("signing", "待签发", tone="active"),
        State("sending", "待送达", tone="active"),
        State("sent", "送达中"),
        State("settled", "待归档"),
        State("archived", "已归档", open=False, tone="good"),
        State("returned", "非申请事项，已退回", open=False),
    ),
    initial="incoming",
    opening=Opening(
        "接收申请",
        (*FRONT, Post.HEAD, Post.SYSTEM),
        Whose.ANY,  # at a 查阅点 for another unit; ``commands.take_in`` says where
        RECEIPT,
        clocks=(
            *START_CONFIRM,
            *(
                ClockEffect(
                    one.move, one.clock, rule=one.rule, on=one.on, when=lambda act: receiving.receipt_known(act.subject)
                )
                for one in START_REPLY
            ),
        ),
    ),
    steps=(*RECEIVING, *ASKING, *DECIDING, *ENDING),
    facts=presenting.facts,
    panels=("desk/foi/panel.html", "desk/foi_papers/panel.html", "desk/foi/_talks.html"),
    clock_names={
        "confirm": "确认收到期限",
        "reply": "答复期限",
        "review": "补正告知期限",
        "correction": "申请人补正期限",
        "consult": "征求意见答复期限",
        "fee": "缴费期限",
    },
    sample=sample_case,
    visible=queries.seen_applications,
    pause_name=pause_in_words,
)
