"""What was linked or written down by mistake, taken back with a reason."""

from __future__ import annotations

from functools import partial

from mingzheng.core.procedures.table import Duty, Step
from mingzheng.participation.decisions.basis import ART_15, ART_32, ART_33, POINT_19_PARTS
from mingzheng.participation.decisions.forms import matters as forms
from mingzheng.participation.decisions.rows.common import (
    CHECKERS,
    CONSULTED,
    INSIDE,
    MENDING,
    OFFICER,
    OURS,
    PREPARING,
    RELATED,
    RESULT_SHOWN,
    SHOWN,
    WORKING,
)
from mingzheng.participation.decisions.steps import matters, parts

mending = partial(Step, target=None, whose=OURS, duty=Duty.OPEN, group=MENDING)

ROWS: tuple[Step, ...] = (
    mending(
        command="unconsult",
        label="取消关联意见征集",
        source=("listed", *PREPARING),
        posts=OFFICER,
        basis=ART_15,
        form=forms.UnconsultForm,
        guards=(CONSULTED,),
        effect=matters.unconsult,
    ),
    mending(
        command="unrelate",
        label="取消关联政策",
        source=("listed", *WORKING),
        posts=OFFICER,
        basis=POINT_19_PARTS,
        form=forms.UnrelateForm,
        guards=(RELATED,),
        effect=matters.unrelate,
    ),
    mending(
        command="drop_record",
        label="作废登记有误的记录",
        source=WORKING,
        posts=OFFICER,
        basis=ART_33,
        form=forms.DropForm,
        guards=(INSIDE,),
        effect=parts.drop,
        contributes=True,
        help="登记错的、不是这件事的记录。记录和理由留在办理记录里，不再算数；需要的，重新登记。",
    ),
    mending(
        command="correct_result",
        label="更正决策结果",
        source=("public", "archived", "suspended"),
        posts=OFFICER,
        basis=ART_32,
        form=forms.CorrectResultForm,
        guards=(RESULT_SHOWN,),
        effect=parts.correct_result,
        contributes=True,
        help="公布的决策结果写错了的，登记更正后的结果和理由；由另一人用「公开」公布后代替原来的，页面写明更正的日期和理由。决策本身有改变的，用「依法调整」。",
    ),
    mending(
        command="take_down",
        label="撤下已公开的记录",
        source=(*WORKING, "refused", "ended", "stopped"),
        posts=CHECKERS,
        basis=POINT_19_PARTS,
        form=forms.TakeDownForm,
        guards=(SHOWN,),
        effect=parts.drop,
        help="登记有误、不能公开的记录立即从公开页面撤下，页面写明撤下的日期和理由。",
    ),
)
