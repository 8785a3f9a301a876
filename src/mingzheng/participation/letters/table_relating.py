"""Steps of a letter that link it with a policy or a consultation, and take a wrong link back."""

from __future__ import annotations

from functools import partial

from mingzheng.core.procedures.table import Duty, Guard, Step, Whose
from mingzheng.participation.letters import related
from mingzheng.participation.letters.forms import relating as forms
from mingzheng.participation.letters.tables import CHANNELS, TRIAGE, WORK

STATES = ("triage", "received", "working", "extending", "checking", "joined", "replied")

_open = partial(
    Step,
    source=STATES,
    target=None,
    posts=TRIAGE,
    whose=Whose.CASE_UNIT,
    basis=CHANNELS,
    duty=Duty.OPEN,
    group=WORK,
)

RELATING = (
    _open(
        command="relate",
        label="关联政策和征集",
        form=forms.RelateForm,
        effect=related.relate,
        help="来信问到一项政策，或者说的事正在征集意见的，关联起来：来信人能接着看、接着提。",
    ),
    _open(
        command="unrelate",
        label="取消关联",
        form=forms.UnrelateForm,
        guards=(Guard(related.is_related, "没有关联的政策和意见征集。"),),
        effect=related.unrelate,
    ),
)
