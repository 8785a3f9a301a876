"""The reply: drafted, checked, checked in law, signed, sent, served."""

from __future__ import annotations

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store, store_all
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.requests.foi import letters
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application, Consultation, Delivery, Letter, Outcome
from mingzheng.requests.foi.steps.ending import settle

FIELDS = ("leaf", "withheld", "reason", "pointer", "agency", "agency_contact", "supplied", "given")
LISTS = ("withheld", "given")


FOUND = "查找到的材料"


def has_signed(application: Application) -> bool:
    return any(letter.status == Letter.Status.SIGNED for letter in application.letters.all())


def attach(act: Act) -> None:
    """What was found, as it is: kept with the case, covered where needed, never sent as such."""
    store_all(act.data["papers"], owner=act.subject.ref, actor=act.actor, label=FOUND)
    act.note = f"{len(act.data['papers'])} 份"


def propose(act: Act) -> None:
    """The leaf is chosen; everything that it demands is there, or the step is refused."""
    found: Application = act.subject
    values = {name: act.data.get(name, [] if name in LISTS else "") for name in FIELDS}
    values |= {"drafted_on": act.day, "drafted_by": act.actor.person_name}
    outcome, _new = Outcome.objects.update_or_create(application=found, defaults=values)
    found.outcome = outcome
    _overrule(act, found)
    store_all(act.data.get("papers"), owner=found.ref, actor=act.actor, label=letters.SUPPLIED)
    lacking = letters.lacking(found, act.day)
    if lacking:
        raise Refused("现在还不能拟这样的答复：" + "；".join(lacking), remedy="请补上后再提交。", code="lacking")
    act.note = f"{outcomes.leaf(outcome.leaf).name}（{outcome.leaf}）"
    act.facts = {"leaf": outcome.leaf}


def _overrule(act: Act, found: Application) -> None:
    """Art. 32: published against a third party's objection only for the public interest, with the reason."""
    objecting = found.consultations.filter(kind=Consultation.Kind.THIRD_PARTY, position__in=["object", "partly"])
    overruled = act.data.get("overruled", "") if outcomes.leaf(act.data["leaf"]).discloses else ""
    for consultation in objecting:
        consultation.overruled = overruled
        consultation.save(update_fields=["overruled"])


def sign(act: Act) -> None:
    """The letter gets its number; what it says is fixed from now on."""
    found: Application = act.subject
    lacking = letters.lacking(found, act.day)
    if lacking:
        raise Refused("还不能签发：" + "；".join(lacking), remedy="请退回补正。", code="lacking")
    letter = letters.issue_answer(act)
    for consultation in found.consultations.exclude(overruled=""):
        facts = {"公开内容": found.outcome.supplied or found.outcome.reason, "理由": consultation.overruled}
        letters.issue(act, "disclosure_notice", ref=consultation.ref, facts=facts, addressee=consultation.party)
    act.note = letter.number


def answer_of(application: Application) -> Letter:
    """The answer as signed.

    Raises:
        Refused: there is none.
    """
    found = application.letters.filter(kind="answer", status=Letter.Status.SIGNED).order_by("-id").first()
    if found is None:
        raise Refused("答复书还没有签发。", remedy="请先签发。", code="no_answer")
    return found


def void(act: Act) -> None:
    """Signed but not sent, and taken back: the number stays used, the letter is void."""
    letter = answer_of(act.subject)
    letter.status = Letter.Status.VOID
    letter.save(update_fields=["status"])
    act.note = f"{letter.number}作废"


def send(act: Act) -> None:
    """Art. 33: the period is kept by the day on which the reply is sent."""
    found: Application = act.subject
    letter = answer_of(found)
    day = act.data["sent_on"]
    if day < letter.signed_on:
        raise Refused("发出日期早于签发日期。", remedy="请核对。", field="sent_on")
    _own_files_only(letter)
    if act.data.get("signed_copy"):
        _keep_copy(act, letter)
    Delivery.objects.create(letter=letter, way=act.data["way"], sent_on=day, tracking=act.data.get("tracking", ""))
    settle(act, found.outcome.leaf)
    publish("foi.replied", {"application": found.pk})
    act.note = f"{letter.number}，{Delivery.Way(act.data['way']).label}"


def signed_copy(act: Act) -> None:
    """A copy that comes later, or a better one; what it replaces stays among the files of the case."""
    letter = act.subject.letters.get(pk=act.data["letter"], status=Letter.Status.SIGNED)
    replaced = letter.signed_copy is not None
    _keep_copy(act, letter)
    act.note = f"{letter}，{'更换' if replaced else '补传'}盖章件"


def _keep_copy(act: Act, letter: Letter) -> None:
    upload = act.data["signed_copy"]
    label = f"{letter}盖章件"
    letter.signed_copy = store(upload.data, upload.name, owner=act.subject.ref, actor=act.actor, label=label)
    letter.save(update_fields=["signed_copy"])


def _own_files_only(letter: Letter) -> None:
    """Another case's file has been sent elsewhere before now (foi-flow FOIMOD-4270): asked again at the door."""
    owner = letter.application.ref
    stray = [file for file in letter.attachments.all() if file.owner != owner]
    if stray:
        raise Refused("有附件不属于这件申请，不能发出。", remedy="请核对附件。", code="stray_file")


sent_on = days.typed("sent_on")


def _open_delivery(act: Act) -> Delivery:
    letter = answer_of(act.subject)
    found = letter.deliveries.filter(delivered_on=None, failed_on=None).order_by("-id").first()
    if found is None:
        raise Refused("没有在途的送达。", remedy="请先登记发出。", code="nothing_sent")
    return found


def delivered(act: Act) -> None:
    """The applicant's time for a remedy begins here."""
    delivery = _open_delivery(act)
    day = act.data["delivered_on"]
    if day < delivery.sent_on:
        raise Refused("送达日期早于发出日期。", remedy="请核对。", field="delivered_on")
    delivery.delivered_on, delivery.receiver = day, act.data.get("receiver", "")
    upload = act.data.get("proof")
    if upload:
        delivery.proof = store(upload.data, upload.name, owner=act.subject.ref, actor=act.actor, label="送达凭证")
    delivery.save()
    act.subject.delivered_on = day
    act.subject.save(update_fields=["delivered_on"])
    act.note = f"{chinese_date(day)} 送达"


def failed(act: Act) -> None:
    delivery = _open_delivery(act)
    delivery.failed_on, delivery.failure = act.data["failed_on"], act.data["reason"]
    delivery.save(update_fields=["failed_on", "failure"])
    act.note = "未送达，需再次送达"
