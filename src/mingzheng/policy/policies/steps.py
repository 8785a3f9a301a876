"""What each step of a policy's life changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.models import Contribution
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.policies import which
from mingzheng.policy.policies.models import Note, NotNeeded, Payment, Policy
from mingzheng.policy.policies.stages import Stage


def changed(policy: Policy) -> None:
    """Pages that show the policy, and the index, follow with the commit."""
    touch("policies", f"policy:{policy.pk}", *([f"document:{policy.document_id}"] if policy.document_id else []))
    searchable.changed("policies.policy", policy.pk)


def describe(act: Act) -> None:
    policy: Policy = act.subject
    act.facts = {"fields": take_over(act, act.data)}
    act.case.title = policy.title[:300]
    changed(policy)


def _note(act: Act, stage: Stage) -> None:
    policy: Policy = act.subject
    data = act.data
    made = Note(
        policy=policy,
        stage=stage.value,
        kind=data["kind"],
        day=data["day"],
        title=data["title"],
        who=data.get("who", ""),
        text=data["text"],
        public=data.get("public", False),
        written_by=str(act.actor)[:200],
        written_at=timekeeping.now(),
    )
    upload = data.get("material")
    if upload is not None:
        made.file_id = files.store(
            upload.data, upload.name, owner=policy.ref, actor=act.actor, label=made.title[:60]
        ).pk
        files.keep(policy.ref, act.actor)
    made.save()
    act.note, act.facts = shortened(str(made)), {"note": made.pk, "stage": stage.value}
    changed(policy)


def need(act: Act) -> None:
    _note(act, Stage.BREWING)


def making(act: Act) -> None:
    _note(act, Stage.MAKING)


def evaluate(act: Act) -> None:
    _note(act, Stage.EVALUATING)


def has_notes(policy: Policy, _actor: Actor) -> bool:
    return policy.notes.exists()


def remove_note(act: Act) -> None:
    made = act.subject.notes.get(pk=act.data["note"])
    act.note = f"{shortened(str(made), 60)}；{shortened(act.data['reason'], 60)}"
    act.facts = {"note": made.pk}
    made.delete()
    changed(act.subject)


# --- the document ------------------------------------------------------------------------------------------------


def tie(act: Act) -> None:
    policy: Policy = act.subject
    document = Document.objects.get(pk=act.data["edition"])
    if document.live_id is not None:
        raise Refused("这份文稿刚刚公开。", remedy="请刷新页面。", code="public_meanwhile")
    policy.draft = document
    policy.save(update_fields=["draft"])
    act.note, act.facts = shortened(document.title), {"document": document.pk}


def has_draft(policy: Policy, _actor: Actor) -> bool:
    return policy.draft_id is not None


def has_no_draft(policy: Policy, _actor: Actor) -> bool:
    return policy.draft_id is None


def untie(act: Act) -> None:
    act.subject.draft = None
    act.subject.save(update_fields=["draft"])
    note_reason(act)


def issue(act: Act) -> None:
    """By the machine, when the document is public: the policy is called as its document from now on."""
    policy: Policy = act.subject
    document: Document = act.data["document"]
    policy.document, policy.draft = document, None
    policy.title = document.title
    policy.issued_on = which.issued_on(document)
    policy.save(update_fields=["document", "draft", "title", "issued_on"])
    act.case.title, act.case.number = policy.title[:300], document.doc_number
    act.note, act.facts = shortened(document.title), {"document": document.pk}
    changed(policy)


# --- figures, stages that do not apply, the end -------------------------------------------------------------------


def is_paid(policy: Policy, _actor: Actor) -> bool:
    return policy.pays


def report_payment(act: Act) -> None:
    data = {name: value for name, value in act.data.items() if name != "form_key"}
    made = Payment.objects.create(
        policy=act.subject, reported_by=str(act.actor)[:200], reported_at=timekeeping.now(), **data
    )
    act.note = f"{made}：申请 {made.applications} 件，通过 {made.approved} 件，{made.amount:,.2f} 元"
    act.facts = {"payment": made.pk}


def _waiting(act: Act) -> Payment:
    found: Payment | None = act.subject.payments.filter(confirmed_at=None).first()
    if found is None:
        raise Refused("没有待审核的兑现数字。", remedy="请刷新页面。", code="no_payment")
    return found


def confirm_payment(act: Act) -> None:
    made = _waiting(act)
    made.confirmed_by, made.confirmed_at = str(act.actor)[:200], timekeeping.now()
    made.save(update_fields=["confirmed_by", "confirmed_at"])
    act.note, act.facts = f"{made}", {"payment": made.pk}
    changed(act.subject)


def return_payment(act: Act) -> None:
    made = _waiting(act)
    act.facts = {"payment": made.pk}
    note_reason(act)
    act.note = f"{made}：{act.note}"
    made.delete()


def did_not_draft(policy: Policy, actor: Actor) -> bool:
    """Whoever drafted the document does not decide that a stage of it is not needed."""
    document = policy.document or policy.draft
    if document is None:
        return True
    return not Contribution.objects.filter(case__edition__document=document, person_id=actor.person_id).exists()


def waive(act: Act) -> None:
    NotNeeded.objects.create(
        policy=act.subject,
        stage=act.data["stage"],
        reason=act.data["reason"],
        decided_by=str(act.actor)[:200],
        decided_at=timekeeping.now(),
    )
    act.note = f"{Stage(act.data['stage']).label}：{shortened(act.data['reason'])}"
    act.facts = {"stage": act.data["stage"]}
    changed(act.subject)


def has_waived(policy: Policy, _actor: Actor) -> bool:
    return policy.not_needed.exists()


def unwaive(act: Act) -> None:
    act.subject.not_needed.filter(stage=act.data["stage"]).delete()
    act.note = f"{Stage(act.data['stage']).label}：{shortened(act.data['reason'])}"
    act.facts = {"stage": act.data["stage"]}
    changed(act.subject)


def end(act: Act) -> None:
    act.subject.ended_on = act.day
    act.subject.draft = None
    act.subject.save(update_fields=["ended_on", "draft"])
    note_reason(act)
    changed(act.subject)


def reopen(act: Act) -> None:
    act.subject.ended_on = None
    act.subject.save(update_fields=["ended_on"])
    note_reason(act)
    changed(act.subject)
