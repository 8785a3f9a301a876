"""Who may cover parts of an application's files, and when: the officer, while the answer is not handed in."""

from __future__ import annotations

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.requests.foi.models import Application

OPEN = ("reviewing", "correcting", "handling", "paying")


def why_not(application: Application, actor: Actor) -> Refused | None:
    """The reason why the actor may not redact for the application now; None when they may."""
    if actor.unit_id != application.unit_id or actor.post is not Post.OFFICER:
        return Refused("遮盖由办理单位的信息员办理。", remedy="请切换岗位。", code="wrong_post")
    if application.case is None or application.case.state not in OPEN:
        return Refused(
            "答复已经提交审核或者发出，不能再遮盖。", remedy="需要改动的，请先退回重拟。", code="wrong_state"
        )
    return None
