"""The declared table of a typical case: drafted, checked by somebody else, open to all staff or dropped."""

from __future__ import annotations

from mingzheng.core.actors import Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.procedures.table import Basis, Duty, Opening, Procedure, State, Step, Whose
from mingzheng.requests.foi import typical
from mingzheng.requests.foi.forms.asking import ReasonForm
from mingzheng.requests.foi.forms.helping import TypicalEditForm
from mingzheng.requests.foi.rows.common import OURS
from mingzheng.requests.foi.sample import sample_typical_case

LEARN = Basis("政务公开工作要点第十一点、任务16：定期组织依申请办理工作业务交流（典型案例）")
CHECKERS = (Post.REVIEWER, Post.LEGAL)

TYPICAL = Procedure(
    code="foi.typical",
    label="典型案例",
    subject_kind="foi.typical",
    group="basics",
    states=(
        State("draft", "待审核", tone="active"),
        State("shared", "已入库", open=False, tone="good"),
        State("dropped", "不采用", open=False),
    ),
    initial="draft",
    opening=Opening("提交案例", (*typical.DRAFTERS, Post.SYSTEM), OURS, LEARN, contributes=True),
    steps=(
        Step(
            "share",
            "审核入库",
            ("draft",),
            "shared",
            CHECKERS,
            OURS,
            LEARN,
            effect=typical.share,
            reviews=True,
            primary=True,
            help="核对个人信息已经隐去、启示对别的单位有用。入库后全区工作人员都看得到。",
        ),
        Step(
            "share_by_office",
            "区府办审核入库",
            ("draft",),
            "shared",
            OFFICE_POSTS,
            Whose.OFFICE,
            LEARN,
            duty=Duty.OPEN,
            effect=typical.share,
            reviews=True,
        ),
        Step(
            "edit",
            "修改",
            ("draft", "shared"),
            "draft",
            (*typical.DRAFTERS, Post.REVIEWER),
            OURS,
            LEARN,
            duty=Duty.OPEN,
            form=TypicalEditForm,
            effect=typical.edit,
            contributes=True,
            help="修改后要由没有参与修改的人重新审核。",
        ),
        Step(
            "drop",
            "不采用",
            ("draft", "shared"),
            "dropped",
            (*CHECKERS, Post.HEAD),
            OURS,
            LEARN,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=typical.drop,
            reviews=True,
        ),
        Step(
            "drop_by_office",
            "区府办移出案例库",
            ("draft", "shared"),
            "dropped",
            OFFICE_POSTS,
            Whose.OFFICE,
            LEARN,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=typical.drop,
            reviews=True,
        ),
    ),
    facts=typical.facts,
    sample=sample_typical_case,
)
