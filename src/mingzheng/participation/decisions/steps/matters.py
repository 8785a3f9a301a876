"""A matter on its way: started, handed over, discussed, published, archived, changed or stopped."""

from __future__ import annotations

from typing import Any

from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as tell
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.commands import link, unlink
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.consultations import commands as consultations
from mingzheng.participation.decisions import dates, gathering, listening, policies
from mingzheng.participation.decisions.models import Code, Legality, Matter, Meeting
from mingzheng.participation.decisions.steps import parts

DECIDED_AS = "decided_as"


def _keep(matter: Matter, **values: Any) -> None:
    for name, value in values.items():
        setattr(matter, name, value)
    matter.save(update_fields=list(values))


planned = days.held("planned_by")


# --- by the catalogue ---------------------------------------------------------------------------------------------


def relist(act: Act) -> None:
    """The catalogue was adjusted: what it says of the matter now."""
    matter: Matter = act.subject
    _keep(matter, **_said(act, "line"))
    act.case.title = matter.title
    if act.case.unit_id != matter.unit_id and act.case.state not in ("legality", "tabled"):
        act.case.unit = matter.unit
    note_reason(act)
    parts.changed(matter)


def remove(act: Act) -> None:
    _said(act, "reason")
    _over(act)


def _said(act: Act, name: str) -> Any:
    """What the publication of the catalogue hands over."""
    if not act.data.get(name):
        raise Refused("这一步只随目录的公布办理。", remedy="请调整目录。", code="no_line")
    return act.data[name]


def _over(act: Act) -> None:
    _keep(act.subject, over_on=act.day, over_why=act.data["reason"])
    note_reason(act)
    parts.changed(act.subject)


# --- preparation --------------------------------------------------------------------------------------------------


def start(act: Act) -> None:
    names = ("about", "touches_market", "group_rights")
    _keep(act.subject, started_on=act.day, **{name: act.data[name] for name in names})
    parts.changed(act.subject)


def consult(act: Act) -> None:
    """A consultation of the unit stands on this matter from now on."""
    pk = int(act.data["consultation"])
    link(listening.ref(pk), listening.CONSULTS, act.subject.ref, act.actor)
    act.note, act.facts = shortened(str(records.fetch(listening.ref(pk)))), {"consultation": pk}
    parts.changed(act.subject)
    touch(f"consultation:{pk}")


def may_consult(matter: Matter, _actor: Actor) -> bool:
    return listening.to_link(matter.unit_id, matter.pk).exists()


def has_consultation(matter: Matter, _actor: Actor) -> bool:
    return bool(listening.of([matter.pk]))


def unconsult(act: Act) -> None:
    pk = int(act.data["consultation"])
    made = listening.link_of(act.subject.pk, pk)
    if made is not None:
        unlink(made, act.actor)
    act.facts = {"consultation": pk}
    note_reason(act)
    parts.changed(act.subject)
    touch(f"consultation:{pk}")


def relate(act: Act) -> None:
    """Which policy the matter belongs to; its life line shows the decision from then on."""
    target = RecordRef(policies.KIND, act.data["policy"])
    link(act.subject.ref, policies.PART_OF, target, act.actor)
    touch("policies", f"policy:{target.id}")


def may_relate(matter: Matter, _actor: Actor) -> bool:
    return policies.exist_of(matter.unit_id)


def has_policy(matter: Matter, _actor: Actor) -> bool:
    return bool(policies.of(matter))


def unrelate(act: Act) -> None:
    """A policy that was linked by mistake: the journal of both keeps that the link was there, and why it went."""
    made = policies.link_to(act.subject, act.data["policy"])
    if made is None:
        raise Refused("这项政策已经没有关联。", remedy="请刷新页面。", code="no_link")
    unlink(made, act.actor)
    act.facts = {"policy": act.data["policy"]}
    note_reason(act)
    touch("policies", f"policy:{act.data['policy']}")


def end(act: Act) -> None:
    _over(act)


def nothing_lacks(matter: Matter, _actor: Actor) -> bool:
    return not gathering.lacking_for_review(matter)


def hand_over(act: Act) -> None:
    """To the reviewer of legality, whose case it is until the opinion is given."""
    lacking = gathering.lacking_for_review(act.subject)
    if lacking:
        raise Refused(f"还缺：{'、'.join(lacking)}。", remedy="请补齐，或者对不适用的环节提出认定。", code="lacking")
    unit: Unit = act.data["unit"]
    _keep(act.subject, handed_on=act.day)
    act.case.unit = unit
    act.note = f"送{unit.short}" + (f"：{shortened(act.data['note'], 80)}" if act.data["note"] else "")
    parts.changed(act.subject)


def pass_legality(act: Act) -> None:
    parts.give_opinion(act, Legality.Conclusion.LAWFUL)
    act.case.unit = act.subject.unit


def return_legality(act: Act) -> None:
    parts.give_opinion(act, Legality.Conclusion(act.data["conclusion"]))
    act.case.unit = act.subject.unit


def rework(act: Act) -> None:
    """The draft changes after all: its legality is reviewed anew."""
    matter: Matter = act.subject
    matter.parts.filter(code=Code.LEGALITY, replaced=False).update(replaced=True)
    note_reason(act)
    parts.changed(matter)


# --- discussion ---------------------------------------------------------------------------------------------------


def put_up(act: Act) -> None:
    """With every piece of Art. 29; what is missing is named and stops it."""
    from mingzheng.participation.decisions import pack

    lacking = pack.missing(act.subject)
    if lacking:
        raise Refused(f"会议材料还缺：{'、'.join(lacking)}。", remedy="请补齐后再提请讨论。", code="lacking")
    if act.subject.district:
        act.case.unit = _office()
    act.note = "材料齐全"


def _office() -> Unit:
    found = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()
    if found is None:
        raise Refused("没有区府办。", remedy="请先登记单位。", code="no_office")
    return found


def _discussed(act: Act, outcome: Meeting.Outcome) -> Meeting:
    legality = dates.lawful_opinion(act.subject)
    if legality is None:
        raise Refused(
            "没有合法性审查意见，或者意见认为不能提请讨论。",
            remedy="请先送交合法性审查（第二十五条）。",
            code="no_legality",
        )
    made = parts.hold(act, outcome, legality)
    act.case.unit = act.subject.unit
    return made


def decide(act: Act) -> None:
    made = _discussed(act, Meeting.Outcome.PASSED)
    _keep(act.subject, decided_on=made.part.day)
    for one in listening.of([act.subject.pk]).get(act.subject.pk, []):
        consultations.decided_with(one.consultation, made.part.day, f"{act.data['number']}通过，文件公布后列出。")
    tell("decisions.decided", {"matter": act.subject.pk, "decided_on": made.part.day.isoformat()})
    parts.changed(act.subject)


def again(act: Act) -> None:
    """Mended and discussed once more: legality is reviewed anew."""
    _discussed(act, Meeting.Outcome.AGAIN)
    _next_round(act.subject)


def refuse(act: Act) -> None:
    _discussed(act, Meeting.Outcome.REFUSED)
    _keep(act.subject, over_on=act.day, over_why=f"{act.data['number']}不予通过"[:300])
    parts.changed(act.subject)


def withdraw(act: Act) -> None:
    """The meeting's staff send it back, or the unit's head takes it back."""
    act.case.unit = act.subject.unit
    note_reason(act)


def _next_round(matter: Matter) -> None:
    matter.parts.filter(code=Code.LEGALITY, replaced=False).update(replaced=True)
    _keep(matter, round=matter.round + 1, handed_on=None)
    parts.changed(matter)


# --- publication --------------------------------------------------------------------------------------------------


def has_result(matter: Matter, _actor: Actor) -> bool:
    return matter.parts.filter(code=Code.RESULT, replaced=False, round=matter.round).exists()


def publish(act: Act) -> None:
    """The decision, and with it whatever of the matter is not public yet and not withheld by law."""
    matter: Matter = act.subject
    rows = list(matter.parts.select_for_update().filter(shown_on=None, replaced=False, withheld_why=""))
    parts.show_these(act, rows)
    _keep(matter, published_on=act.day)
    if matter.document is not None:
        link(matter.ref, DECIDED_AS, matter.document.ref, act.actor)
        for one in listening.of([matter.pk]).get(matter.pk, []):
            consultations.became(one.consultation, matter.document)
    act.note = f"{shortened(matter.title, 60)}，同时公开 {len(rows)} 项"
    tell("decisions.published", {"matter": matter.pk, "document": matter.document_id})


def archive(act: Act) -> None:
    _keep(act.subject, **{name: act.data[name] for name in ("archived_on", "archive_number")})
    act.note = f"档号 {act.data['archive_number']}"
    parts.changed(act.subject)


# --- afterwards ---------------------------------------------------------------------------------------------------


def suspend(act: Act) -> None:
    _keep(act.subject, suspended_on=act.day, suspended_why=act.data["reason"])
    note_reason(act)
    parts.changed(act.subject)


def resume(act: Act) -> None:
    _keep(act.subject, suspended_on=None, suspended_why="")
    _by_meeting(act)


def stop(act: Act) -> None:
    _keep(act.subject, over_on=act.day, over_why=act.data["reason"])
    _by_meeting(act)


def change(act: Act) -> None:
    """The procedure begins again for the adjustment; what was decided stands until the new decision."""
    matter: Matter = act.subject
    kept = {"suspended_on": None, "suspended_why": "", "started_on": act.day}
    _keep(matter, **kept, decided_on=None, published_on=None, archived_on=None, archive_number="")
    _next_round(matter)
    _by_meeting(act)


def _by_meeting(act: Act) -> None:
    note_reason(act)
    act.note = f"{act.data['decided_at']}（{act.data['decided_on']}）：{act.note}"
    parts.changed(act.subject)
