"""Revoking a lost second factor: an administrator asks, somebody else decides, and every sign-in of the person ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.procedures.table import Act, Basis, Duty, Guard, Opening, Procedure, State, Step, Whose
from mingzheng.core.submissions.fields import text
from mingzheng.core.units import commands as units
from mingzheng.core.units.models import Person, Unit
from mingzheng.core.units.queries import office
from mingzheng.desk import commands, sessions
from mingzheng.desk.models import FactorReset
from mingzheng.disclosure.documents.forms import ReasonForm
from mingzheng.disclosure.documents.steps import note_reason

POSTS = (Post.ADMIN, Post.OFFICE_HEAD)
RULE = Basis(
    "《信息安全技术 网络安全等级保护基本要求》（GB/T 22239—2019）身份鉴别、访问控制；本系统约定：一人提出，另一人批准"
)


class AskForm(forms.Form):
    account = forms.CharField(label=_("账号"), max_length=150, error_messages={"required": _("请填写账号。")})
    reason = text(
        _("事由和核对本人的方式"),
        _("例如：手机丢失，备用码也不在；本人到办公室当面核对了工作证。请不要写证件号码和电话。"),
        most=300,
        lacking=_("请写明怎样核对了是本人。"),
    )


@transaction.atomic
def ask(account: str, reason: str, actor: Actor) -> FactorReset:
    """An administrator asks for it; nothing changes yet.

    Raises:
        Refused: no such account with a second factor, it was asked already, or by anybody but an administrator.
    """
    from allauth.mfa.utils import is_mfa_enabled

    person = Person.objects.select_for_update().filter(username=account.strip(), is_active=True).first()
    if person is None or not is_mfa_enabled(person):
        raise Refused(
            "没有这个账号，或者它没有启用两步验证。", remedy="请核对账号。", field="account", code="no_factor"
        )
    if FactorReset.objects.filter(person=person, decided_on=None).exists():
        raise Refused("这个账号已经有一件在等批准。", remedy="请等另一位决定。", field="account", code="twice")
    home = _home()
    made = FactorReset.objects.create(person=person, reason=reason.strip(), asked_on=timekeeping.today())
    title = f"撤销{person.name}的第二因素"
    made.case = open_case("desk.factor_reset", made.ref, unit=home, actor=actor, title=title)
    made.save(update_fields=["case"])
    return made


def _home() -> Unit:
    found = office()
    if found is None:
        raise Refused("还没有区政府办公室。", remedy="请先导入单位表。", code="no_office")
    return found


def approve(act: Act) -> None:
    """The factor and its spare codes go, and so does every sign-in: the person enrols anew at the next one."""
    from allauth.mfa.models import Authenticator

    found: FactorReset = act.subject
    Authenticator.objects.filter(user=found.person).delete()
    sessions.end(sessions.of(found.person))
    units.note_second_factor_reset(found.person, act.actor)
    _decided(found)
    text = "您的两步验证已由管理员撤销，请重新启用。不是您提出的，请马上联系系统管理员。"
    commands.tell([found.person_id], text, key=f"factor_reset:{found.pk}", url=reverse("mfa_index"))


def decline(act: Act) -> None:
    note_reason(act)
    _decided(act.subject)


def _decided(found: FactorReset) -> None:
    found.decided_on = timekeeping.today()
    found.save(update_fields=["decided_on"])


def may_see(_found: Any, actor: Actor | None) -> bool:
    return actor is not None and actor.post in POSTS


def _facts(found: FactorReset) -> list[tuple[str, Any]]:
    return [("人员", f"{found.person.name}（{found.person.username}）"), ("事由和核对方式", found.reason)]


def sample() -> Case:
    """A fresh one, for the test that walks every cell of the table."""
    from allauth.mfa.models import Authenticator

    person = Person.objects.filter(is_active=True).order_by("-pk").first()
    if person is None:
        raise Refused("没有人员。", remedy="请先导入人员。")
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    FactorReset.objects.filter(person=person).update(decided_on=timekeeping.today())
    made = ask(person.username, "样例：当面核对了工作证。", Actor.system("样例"))
    return held(made.case)


NOT_ONE_S_OWN = Guard(
    lambda found, actor: found.person_id != actor.person_id, "这是您自己的第二因素。", "请由另一位同事决定。"
)

PROCEDURE = Procedure(
    code="desk.factor_reset",
    label="撤销丢失的第二因素",
    subject_kind="desk.factor_reset",
    group="system",
    states=(
        State("asked", "待批准", tone="active"),
        State("done", "已撤销", open=False, tone="good"),
        State("declined", "没有同意", open=False),
    ),
    initial="asked",
    opening=Opening("提出撤销", (Post.ADMIN, Post.SYSTEM), Whose.ANY, RULE, contributes=True),
    steps=(
        Step(
            command="approve",
            label="同意撤销",
            source=("asked",),
            target="done",
            posts=POSTS,
            whose=Whose.ANY,
            basis=RULE,
            effect=approve,
            guards=(NOT_ONE_S_OWN,),
            reviews=True,
            primary=True,
            help="两步验证和备用码作废，所有登录结束；本人下次登录时重新启用。",
        ),
        Step(
            command="decline",
            label="不同意",
            source=("asked",),
            target="declined",
            posts=POSTS,
            whose=Whose.ANY,
            basis=RULE,
            duty=Duty.OPEN,
            form=ReasonForm,
            effect=decline,
            guards=(NOT_ONE_S_OWN,),
            reviews=True,
        ),
    ),
    facts=_facts,
    sample=sample,
    visible=lambda actor: Q() if actor.post in POSTS else Q(pk__in=[]),
)
