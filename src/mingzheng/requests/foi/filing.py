"""From a draft to an application, and what the applicant hands in afterwards. Only the office's posts take steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.fields import Upload
from mingzheng.core.files.queries import files_of
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.journal import commands as journal
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import draft_box, drafts
from mingzheng.requests.foi.commands import take_in
from mingzheng.requests.foi.drafts import APPLICANT
from mingzheng.requests.foi.handed_in import settle
from mingzheng.requests.foi.models import Acknowledgement, Application, Draft, Letter, Offer, Rating, Supplement, Visit

BASIS = "《政府信息公开条例》第二十九条（申请）、第三十条（补正）"
MOST_WAITING = 20


@dataclass(frozen=True)
class Filed:
    """``visit`` shows the receipt with the code from now on."""

    application: Application
    code: str


@transaction.atomic
def file(visit: Visit, unit: Unit, values: Mapping[str, Any], verified: Verified | None = None) -> Filed:
    """Send what a draft holds (Art. 29). The draft is gone afterwards: two postings of it make one application.

    Args:
        values: of the application and its applicant, cleaned; ``needs`` is help that the applicant asks for (Art. 43).
        verified: the applicant, proven at the provider to be who stands in ``values``.

    Raises:
        Refused: the draft was sent or deleted meanwhile.
    """
    draft = Draft.objects.select_for_update().filter(visits=visit.pk).first()
    if draft is None:
        raise Refused("这份草稿已经提交或者删除。", remedy="请用查询码查看办理情况。", code="no_draft")
    facts = {name: value for name, value in values.items() if name != "needs"}
    facts |= {"channel": Application.Channel.INTERNET, "submitted_on": timekeeping.today()}
    taken = take_in(unit, APPLICANT, facts, origin=Application.Origin.PORTAL)
    identity.mark(taken.application.ref, verified)
    for proof in files_of(draft.ref):
        files.move(proof, taken.application.ref, actor=APPLICANT)
    if values.get("needs"):
        _keep(taken.application, Supplement.Kind.HELP, str(values["needs"]))
    Visit.objects.filter(pk=visit.pk).update(
        draft=None, application=taken.application, fresh_code=draft_box.seal(taken.code)
    )
    drafts.forget(draft)
    return Filed(taken.application, taken.code)


def fresh_code(visit: Visit) -> str:
    """The query code of an application just sent, as long as it was not written down."""
    return str(draft_box.unseal(visit.fresh_code) or "")


def written_down(visit: Visit) -> None:
    """The applicant has the code: it is shown no more."""
    Visit.objects.filter(pk=visit.pk).update(fresh_code="")


def count_offers(units: Iterable[Unit], *, what: str) -> None:
    """One more time shown, opened or avoided, on this day, for each of these units. No person, no words.

    Args:
        what: "shown", "opened" or "avoided".
    """
    if what not in ("shown", "opened", "avoided"):
        raise ValueError(what)
    for unit in sorted(units, key=lambda one: one.pk):  # always in one order: two at a time do not wait for each other
        row, _new = Offer.objects.get_or_create(day=timekeeping.today(), unit=unit)
        Offer.objects.filter(pk=row.pk).update(**{what: F(what) + 1})


@transaction.atomic
def hand_in(application: Application, kind: str, text: str, uploads: Sequence[Upload] = ()) -> Supplement:
    """The applicant adds something online; it waits for an officer.

    Raises:
        Refused: the case does not stand so, or too much waits already.
    """
    held = Application.objects.select_for_update(of=("self",)).select_related("case").get(pk=application.pk)
    refusal = why_not(held, kind)
    if refusal:
        raise Refused(refusal, remedy="请联系办理单位。", code="not_now")
    if held.supplements.filter(state=Supplement.State.WAITING).count() >= MOST_WAITING:
        raise Refused("已提交的材料还没有确认完。", remedy="请等办理单位确认，或者打电话说明。", code="many")
    made = _keep(held, kind, text)
    files.store_all(uploads, owner=made.ref, actor=APPLICANT, label=made.get_kind_display())
    return made


def _keep(application: Application, kind: str, text: str) -> Supplement:
    made = Supplement.objects.create(
        application=application, kind=kind, text=text.strip(), handed_in_on=timekeeping.today()
    )
    _note(application, APPLICANT, "foi.handed_in", f"申请人网上提交：{made.get_kind_display()}，待确认")
    return made


def why_not(application: Application, kind: str) -> str:
    """Why the applicant cannot hand this in now; "" when it is possible."""
    case = application.case
    if application.purged_on or case is None:
        return "这件申请的档案已经清理。"
    if application.leaf or not case.state_now.open:
        return "这件申请已经办结。"
    if kind == Supplement.Kind.CORRECTION and case.state != "correcting":
        return "现在不需要补正。"
    waiting = application.supplements.filter(kind=kind, state=Supplement.State.WAITING)
    if kind == Supplement.Kind.WITHDRAWAL and waiting.exists():
        return "撤回申请已经提交，正在等办理单位确认。"
    return ""


@transaction.atomic
def settle_supplement(supplement: Supplement, actor: Actor, *, taken: bool, note: str = "") -> Supplement:
    """An officer says what became of it; the files go into the case's. The step itself is taken on the case.

    Raises:
        Refused: another unit handles the case, it was settled already, or declined without a reason.
    """
    held = Supplement.objects.select_for_update().get(pk=supplement.pk)
    application = held.application
    if actor.unit_id != application.unit_id or actor.post not in (Post.OFFICER, Post.WINDOW):
        raise Refused("申请人的补充由办理单位的信息员或者窗口确认。", code="wrong_post")
    if held.state != Supplement.State.WAITING:
        raise Refused("这份补充已经确认过。", remedy="请刷新页面。", code="settled")
    if not taken and not note.strip():
        raise Refused("请写明不采用的原因，申请人看得到。", field="note")
    settle(held, actor, taken=taken, note=note)
    word = "采用" if taken else "不采用"
    _note(application, actor, "foi.supplement_settled", f"{word}申请人网上提交的{held.get_kind_display()}")
    return held


@transaction.atomic
def acknowledge(letter: Letter) -> Acknowledgement:
    """The applicant says that a letter put online has come; said again it changes nothing."""
    made, new = Acknowledgement.objects.get_or_create(letter=letter, defaults={"said_on": timekeeping.today()})
    if new:
        _note(letter.application, APPLICANT, "foi.acknowledged", f"申请人在网上确认收到{letter.number}")
    return made


@transaction.atomic
def rate(application: Application, stars: int, text: str) -> Rating:
    """Once, after the reply.

    Raises:
        Refused: there is no reply yet, or it was rated already.
    """
    if not application.leaf:
        raise Refused("答复之后可以评价。", code="not_yet")
    made, new = Rating.objects.get_or_create(
        application=application,
        defaults={"stars": stars, "text": text.strip()[:1000], "said_on": timekeeping.today()},
    )
    if not new:
        raise Refused("您已经评价过了，谢谢。", code="rated")
    return made


def _note(application: Application, actor: Actor, action: str, summary: str) -> None:
    journal.append(
        action=action,
        actor=actor,
        subject=application.ref,
        summary=summary,
        basis=BASIS,
        case_id=application.case_id,
    )
