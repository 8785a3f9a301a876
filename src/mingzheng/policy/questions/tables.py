"""What the tables of the room share."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import Basis, ClockEffect, ClockMove

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
WINDOWS = (Post.WINDOW, Post.HOTLINE)
WRITERS = (Post.OFFICER, Post.REVIEWER, Post.LEGAL, Post.HEAD, *OFFICE)
REVIEWERS = (Post.REVIEWER, Post.LEGAL, Post.HEAD, Post.OFFICE_HEAD)
HEADS = (Post.HEAD, Post.OFFICE_HEAD)

KNOWLEDGE = Basis("政务公开工作要点第十五点：不断丰富和精准政策咨询知识库内容")
BOARD = Basis("政务公开工作要点第十五点：发挥政策留言板功能，及时回应和解答相关问题")
OFTEN = Basis("政务公开工作要点第十五点：咨询量较大的问题，形成常见问题解答清单，在同一页面发布")
HANDOUT = Basis("政务公开工作要点第十五点：提炼常见问题问答向咨询窗口推送")
WINDOW = Basis("政务公开工作要点第十五点：窗口提高政策咨询服务水平")


def start(clock: str, rule: str) -> ClockEffect:
    return ClockEffect(ClockMove.START, clock, rule=rule)


def stop(clock: str) -> ClockEffect:
    return ClockEffect(ClockMove.STOP, clock, if_running=True)
