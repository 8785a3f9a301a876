"""典型案例: drafted from a case with everything personal taken out, checked by another person, then open to all staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.privacy.detectors import remove
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.editing import fill, named
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application, Consultation, TypicalCase

FIELDS = ("title", "facts", "question", "handling", "lesson")
DRAFTERS = (Post.OFFICER, Post.LEGAL)
SHORTEST_NAME = 2  # a single character stands in too many words


def traces(application: Application | None) -> dict[str, str]:
    """What would tell who took part, with the word that stands in its place."""
    if application is None:
        return {}
    found: dict[str, str] = {}
    applicant = getattr(application, "applicant", None)
    if applicant is not None:
        named = ("name", "representative", "contact", "id_number", "phone", "email", "address")
        found |= dict.fromkeys((getattr(applicant, name) for name in named), "申请人")
    third = application.consultations.filter(kind=Consultation.Kind.THIRD_PARTY)
    for party, contact in third.values_list("party", "contact"):
        found |= dict.fromkeys((party, contact), "第三方")
    for letter in application.letters.prefetch_related("deliveries"):
        found |= dict.fromkeys((one.receiver for one in letter.deliveries.all() if one.receiver != "本人"), "收件人")
    found[application.number] = "（申请号略）"
    return {name: word for name, word in found.items() if len(_plain(name)) >= SHORTEST_NAME}


def faceless(text: str, application: Application | None) -> str:
    """The text without names of those who took part and without anything that the detectors see."""
    for name, word in sorted(traces(application).items(), key=lambda item: -len(item[0])):
        text = text.replace(name, word)
    return remove(text)


def prefill(application: Application) -> dict[str, str]:
    """What the form begins with: facts and handling of the case, faceless."""
    outcome = getattr(application, "outcome", None)
    leaf = outcomes.leaf(application.leaf)
    reason = f"理由：{outcome.reason}" if outcome is not None and outcome.reason else ""
    asked = f"{application.get_applicant_kind_display()}申请公开：{application.wanted}"
    return {
        "facts": faceless(asked, application),
        "handling": faceless(f"{leaf.name}（{leaf.article}）。{reason}", application),
    }


def refuse_faces(values: Mapping[str, Any], application: Application | None) -> None:
    """Refuse what still shows a person.

    Raises:
        Refused: at the field, naming the kind of what was seen, never the value.
    """
    known = [(_plain(name), word) for name, word in traces(application).items()]
    for field in FIELDS:
        text = str(values.get(field, ""))
        refuse_personal(text, field)
        seen = {word for name, word in known if name in _plain(text)}
        if seen:
            raise Refused(
                f"内容里还有{'、'.join(sorted(seen))}的姓名、名称、联系方式或者编号。",
                remedy="请改成“申请人”“第三方”等称呼后再提交。",
                field=field,
                code="personal",
            )


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def may_draft(application: Application, actor: Actor) -> bool:
    """An officer or the legal post of the handling unit, once the application is settled."""
    return (
        bool(application.leaf)
        and actor.post in DRAFTERS
        and actor.unit_id == application.unit_id
        and queries.sees(application, actor)
    )


@transaction.atomic
def draft(application: Application, actor: Actor, values: Mapping[str, Any]) -> TypicalCase:
    """Propose a case for the library.

    Raises:
        Refused: wrong post or unit, not settled yet, one was drafted already, or something personal is left.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not application.leaf:
        raise Refused("申请还没有办结，不能作为典型案例。", remedy="请在办结后提交。", code="open")
    if not may_draft(application, actor):
        raise Refused("典型案例由办理单位的信息员或者法制审核岗提交。", remedy="请切换岗位。", code="wrong_post")
    if application.typical_cases.exclude(status=TypicalCase.Status.DROPPED).exists():
        raise Refused("这件申请已经提交过典型案例。", remedy="请修改已有的案例。", code="drafted_already")
    refuse_faces(values, application)
    made = TypicalCase.objects.create(
        unit_id=application.unit_id,
        application=application,
        leaf=application.leaf,
        drafted_on=timekeeping.today(),
        drafted_by=actor.person_id,
        **{name: values[name] for name in FIELDS},
    )
    made.case = open_case("foi.typical", made.ref, unit=made.unit, actor=actor, title=made.title)
    made.save(update_fields=["case"])
    return made


def edit(act: Act) -> None:
    """Whatever is changed is checked again before it is open to others."""
    found: TypicalCase = act.subject
    refuse_faces(act.data, found.application)
    act.note = named(found, fill(found, act.data, FIELDS))
    found.status, found.checked_on, found.checked_by = TypicalCase.Status.DRAFT, None, None
    found.save()
    act.case.title = found.title


def share(act: Act) -> None:
    found: TypicalCase = act.subject
    refuse_faces({name: getattr(found, name) for name in FIELDS}, found.application)
    _checked(act, TypicalCase.Status.SHARED)


def drop(act: Act) -> None:
    _checked(act, TypicalCase.Status.DROPPED)
    act.note = str(act.data["reason"])[:120]


def _checked(act: Act, status: str) -> None:
    found: TypicalCase = act.subject
    found.status, found.checked_on, found.checked_by = status, act.day, act.actor.person_id
    found.save(update_fields=["status", "checked_on", "checked_by"])


def facts(found: TypicalCase) -> list[tuple[str, Any]]:
    return [
        ("办理结果", outcomes.leaf(found.leaf).name),
        ("案情", found.facts),
        ("争议焦点", found.question),
        ("处理", found.handling),
        ("启示", found.lesson),
        ("提交日期", found.drafted_on),
        ("审核日期", found.checked_on),
    ]
