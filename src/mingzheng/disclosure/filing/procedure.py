"""The declared table of the monthly filing (全量备案): opened for every unit, checked, submitted, supplemented."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import (
    Basis,
    ClockEffect,
    ClockMove,
    Duty,
    Guard,
    Opening,
    Procedure,
    State,
    Step,
    Whose,
)
from mingzheng.disclosure.filing import effects, forms

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
# 区府办 files its own months too, by its office posts.
UNIT = (Post.OFFICER, Post.HEAD, *OFFICE)

POINT_8 = Basis("要点第八点、任务3：每月向市政务公开平台全量备案公文至少一次")
POINT_13 = Basis("要点第十三点、任务23：全量覆盖、要素齐全、格式规范、分类准确")

LATER = Guard(effects.has_later, "报送之后没有新的或变化的公文。", "有新形成的公文时再补报。")
DUE = ClockEffect(ClockMove.START, "file", rule="filing.monthly", on=effects.began_on)
STOP = ClockEffect(ClockMove.STOP, "file", if_running=True)

MONTHLY = Procedure(
    code="filing.monthly",
    label="公文全量备案",
    subject_kind="filing.month",
    group="basics",
    states=(
        State("open", "待报送", tone="active"),
        State("returned", "退回重报", tone="warn"),
        State("submitted", "已报送", open=False, tone="good"),
    ),
    initial="open",
    opening=Opening("开立全量备案", (Post.SYSTEM,), Whose.CASE_UNIT, POINT_8, clocks=(DUE,)),
    steps=(
        Step(
            command="submit",
            label="核对并报送",
            source=("open", "returned"),
            target="submitted",
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_8,
            form=forms.SubmitForm,
            effect=effects.submit,
            clocks=(STOP,),
            primary=True,
            help="清单由系统按成文日期列出，不用填报。请核对有没有漏登记的公文，再报送。没有公文的月份报“无”。",
        ),
        Step(
            command="supplement",
            label="补报",
            source=("submitted",),
            target=None,
            posts=UNIT,
            whose=Whose.CASE_UNIT,
            basis=POINT_8,
            duty=Duty.OPEN,
            form=forms.SupplementForm,
            guards=(LATER,),
            effect=effects.submit,
            help="报送之后又登记了这个月的公文，或公文的入库情况、差错有变化时，按最新清单再报一次。",
        ),
        Step(
            command="send_back",
            label="退回重报",
            source=("submitted",),
            target="returned",
            posts=OFFICE,
            whose=Whose.OFFICE,
            basis=POINT_13,
            duty=Duty.OPEN,
            form=forms.ReasonForm,
            effect=effects.send_back,
            clocks=(ClockEffect(ClockMove.START, "file", rule="filing.redo"),),
        ),
    ),
    facts=effects.facts,
    panels=("desk/filing/month_panel.html",),
    clock_names={"file": "报送期限"},
    sample=effects.sample_case,
)
