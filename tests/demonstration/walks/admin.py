"""An administrator: units and posts, what waits in the background, the journal."""

from __future__ import annotations

from tests.support.guided import Walk


def walk(w: Walk) -> None:
    w.enter("qfb.guanli", "/desk/")
    w.task("查单位、人员和岗位")
    w.follow("单位与岗位")
    w.see("单位")
    w.picture("admin-units")

    w.task("看后台事项有没有卡住")
    w.follow("后台事项")
    w.see("后台事项")

    w.task("核对日志没有被改过")
    w.follow("日志核对")
    w.see("核对")
    w.picture("admin-journal")
