"""The office of the district: the year at a glance, a task that is said to be done, a supervision letter, the bulletin, figures."""

from __future__ import annotations

from tests.support.guided import Walk


def walk(w: Walk) -> None:
    w.enter("qfb.jingban", "/desk/")
    w.task("看全区走到哪里、谁需要帮助")
    w.follow("总览")
    w.see("接下来会出问题的")
    w.see("需要帮助的单位")
    w.see("比上周变了的")
    w.picture("office-command")

    w.task("核实单位提请办结的任务")
    w.go("/desk/?procedure=workplan.assignment")
    w.first("/desk/cases/")
    w.see("待核实")
    w.picture("office-verify")
    w.follow("核实办结")
    w.press("核实办结")
    w.see("已办结")

    w.task("看一个数字怎样算出来")
    w.go("/desk/")
    w.follow("指标怎么算")
    w.see("指标怎么算")
    w.first("/desk/figures/")
    w.picture("office-figure")

    w.task("编季度通报")
    w.go("/desk/")
    w.follow("季度通报")
    w.follow("2023年第二季度政务公开工作情况通报")
    w.see("送审稿")
    w.picture("office-bulletin")
    w.follow("办理")
    w.see("现在可以办")

    w.task("年初定下的数字，年末能证明没有改过")
    w.go("/desk/")
    w.follow("冻结的数字")
    w.see("哈希")
