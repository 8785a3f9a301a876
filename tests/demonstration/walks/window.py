"""A clerk at a window: an answer at once, and a question that is passed on."""

from __future__ import annotations

from tests.support.guided import Walk


def walk(w: Walk) -> None:
    w.enter("xinhua.chuangkou", "/desk/")
    w.task("群众来问，当场答")
    w.follow("窗口咨询")
    w.fill("群众问什么", "加装电梯 材料")
    w.press("查")
    w.see("加装电梯补贴要准备哪些材料")
    w.picture("window-answer")
    w.follow("加装电梯补贴要准备哪些材料")
    w.press("已答复")

    w.task("答不了的，转给制定政策的单位")
    w.go("/desk/questions/window/?q=加装电梯")
    w.follow("加装电梯补贴标准是多少")
    w.follow("转政策制定单位")
    w.see("转")
    w.picture("window-handover")
