"""An independent assessor: records drawn by lot, a case to judge, the draw recomputed."""

from __future__ import annotations

from tests.support.guided import Walk


def walk(w: Walk) -> None:
    w.enter("qfb.pinggu", "/desk/")
    w.task("看抽中的记录，逐件评定")
    w.follow("考核评估")
    w.follow("2023年街镇政务公开试评")
    w.see("抽中")
    w.see("您的评定")
    w.picture("assessor-marks")
    w.first("/desk/assessment/marks/")
    w.see("评定")

    w.task("核对抽签")
    w.page.go_back()
    w.follow("抽签核对")
    w.see("种子")
    w.see("名单")
    w.picture("assessor-draw")

    w.task("评审推荐的案例")
    w.go("/desk/")
    w.follow("养老床位信息每月一表")
    w.follow("评审")
    w.picture("assessor-case")
