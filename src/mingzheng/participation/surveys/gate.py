"""Who is let in where one answer or one ballot for each person is promised: by a link, a code of another room, a sign-in.

Only keyed digests say who was let in. Nothing blank lets anybody in: two people without a token are nobody, never one.
"""

from __future__ import annotations

import datetime as dt
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac

from mingzheng.core import mail, records, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.identity.people import Verified
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.records import RecordRef
from mingzheng.core.tries import commands as tries
from mingzheng.participation.surveys import figures
from mingzheng.participation.surveys.models import Admission, Participant

MOST_MAILS, WITHIN = 5, 3600
TOKEN_BYTES, SHORTEST_TOKEN = 24, 20
_doors: dict[str, Callable[[str, str], str]] = {}


def register_codes(owner_kind: str, check: Callable[[str, str], str]) -> None:
    """Let a room that owns questionnaires say whom its codes stand for.

    Args:
        check: ``(owner id, code as typed) -> who``: a stable name of the person or sign-up, "" for a code it does not know.
    """
    _doors[owner_kind] = check


def who_digest(record: RecordRef, who: str) -> str:
    """What is kept of an address or a code.

    Raises:
        ValueError: for nobody; a blank name would make one person of many.
    """
    plain = unicodedata.normalize("NFKC", who).strip().lower()
    if not plain:
        raise ValueError("nobody")
    return salted_hmac("mingzheng.surveys.who", f"{record}|{plain}", algorithm="sha256").hexdigest()


@transaction.atomic
def ask(record: RecordRef, email: str) -> None:
    """Send a link to the address, unless it has answered; the same answer in either case.

    Raises:
        Refused: the address was asked several times lately.
    """
    if not tries.take("surveys.link", email.lower(), most=MOST_MAILS, seconds=WITHIN):
        raise Refused("这个邮箱一小时内已经要过几次链接。", remedy="请先到邮箱里找，一小时后再试。", code="often")
    row, _new = Participant.objects.get_or_create(
        record_kind=record.kind, record_id=record.id, digest=who_digest(record, email), defaults={"email": email}
    )
    if row.done:
        return
    Participant.objects.filter(pk=row.pk, done=False).update(email=email)
    enqueue("surveys.link", {"participant": row.pk})


@handler("surveys.link", label="发送答卷或投票链接", slow=True)
def send_link(payload: dict[str, Any]) -> None:
    """``{participant}``: the token is made here, so that it stands nowhere but in the letter."""
    row = Participant.objects.filter(pk=payload["participant"], done=False).exclude(email="").first()
    record = records.fetch(RecordRef(row.record_kind, row.record_id)) if row else None
    if row is None or record is None:
        return
    token, hours = secrets.token_urlsafe(TOKEN_BYTES), figures.value("link_hours", timekeeping.today())
    Participant.objects.filter(pk=row.pk, done=False).update(
        token_digest=_token_digest(token), until=timekeeping.now() + dt.timedelta(hours=hours)
    )
    page = "portal:survey-enter" if row.record_kind == "surveys.survey" else "portal:call-vote-enter"
    text = (
        f"您好！\n\n请点开链接参加「{record}」，{hours} 小时内有效，只能用一次：\n"
        f"{mail.site_url()}{reverse(page, args=[record.pk, token])}\n\n"
        "我们只记下这个邮箱已经参加过，不记是谁答了什么。\n不是您要的，不用理会。\n"
    )
    mail.send(row.email, f"{mail.site_name()}：{record}", text)


def _token_digest(token: str) -> str:
    return salted_hmac("mingzheng.surveys.token", token, algorithm="sha256").hexdigest()


def by_token(record: RecordRef, token: str) -> Participant | None:
    """Whom a link lets in; None when it is blank, wrong, run out or used."""
    if len(token.strip()) < SHORTEST_TOKEN:
        return None
    return Participant.objects.filter(
        record_kind=record.kind,
        record_id=record.id,
        token_digest=_token_digest(token),
        until__gte=timekeeping.now(),
        done=False,
    ).first()


@transaction.atomic
def by_code(record: RecordRef, owner: RecordRef, code: str) -> Participant:
    """Whom a code of the owning room lets in.

    Raises:
        Refused: the room does not know the code, or it has answered.
    """
    check = _doors.get(owner.kind)
    who = check(owner.id, code) if check and code.strip() else ""
    if not who.strip():
        raise Refused(
            "没有这个签到码。", remedy="请核对后再填；签到码在报名回执或者签到页上。", field="code", code="no_code"
        )
    row, _new = Participant.objects.get_or_create(
        record_kind=record.kind, record_id=record.id, digest=who_digest(record, who)
    )
    if row.done:
        raise answered()
    return row


@transaction.atomic
def by_identity(record: RecordRef, verified: Verified) -> Participant:
    """Whom a verified identity lets in; after a change of the house's key, the same person still.

    Raises:
        Refused: this person has answered.
    """
    digests = _identity_digests(record, verified)
    held = Participant.objects.filter(record_kind=record.kind, record_id=record.id, digest__in=digests)
    row = held.order_by("-done").first()
    if row is None:
        row, _new = Participant.objects.get_or_create(record_kind=record.kind, record_id=record.id, digest=digests[0])
    if row.done:
        raise answered()
    return row


def _identity_digests(record: RecordRef, verified: Verified) -> list[str]:
    return [who_digest(record, f"identity:{one}") for one in verified.pseudonyms]


def answered_by(records_asked: Iterable[RecordRef], verified: Verified) -> set[RecordRef]:
    """Which of these this person has answered; that somebody did is forgotten with the publication of the result."""
    asked = {digest: ref for ref in records_asked for digest in _identity_digests(ref, verified)}
    found = Participant.objects.filter(digest__in=list(asked), done=True).values_list("digest", flat=True)
    return {asked[digest] for digest in found}


NOT_LET_IN = {
    Admission.VERIFIED: ("请凭邮箱里的链接进入。", "没有链接的，填写邮箱取得。"),
    Admission.CODED: ("请凭签到码进入。", "签到码在报名回执或者签到页上。"),
    Admission.IDENTITY: ("请先登录，身份核验后再提交。", "填好、选好的都还在。"),
}


def require(record: RecordRef, way: str, participant: Participant | None) -> None:
    """One for each was promised in every way but the open one: then somebody was let in, and to this very record.

    Raises:
        Refused: nobody was; it says how one is.
    """
    if way == Admission.OPEN:
        return
    if participant is None or (participant.record_kind, participant.record_id) != (record.kind, record.id):
        said, remedy = NOT_LET_IN[Admission(way)]
        raise Refused(said, remedy=remedy, code="no_link")


def answered() -> Refused:
    return Refused("已经收到过您的一份。", remedy="每人一份，不能再交。", code="answered")


def use(participant_id: int) -> None:
    """The one answer is given, within the caller's transaction; of two at one moment one is refused.

    Raises:
        Refused: it was given before.
    """
    row = Participant.objects.select_for_update().filter(pk=participant_id).first()
    if row is None or row.done:
        raise answered()
    row.done, row.email, row.token_digest, row.until = True, "", None, None
    row.save(update_fields=["done", "email", "token_digest", "until"])


def unused() -> QuerySet[Participant]:
    return Participant.objects.filter(done=False, until__lt=timekeeping.now())


@forgets(
    "surveys.links",
    label="清除过期的答卷链接",
    what="问卷、投票：没有使用的链接和收件人",
    term=lambda: f"{figures.value('link_hours', timekeeping.today())}小时",
    due=unused,
)
def drop_unused() -> int:
    """Who did not use the link is forgotten; returns how many."""
    gone, _models = unused().delete()
    return gone


def forget(record: RecordRef) -> None:
    """Nobody can be asked any more whether they took part."""
    Participant.objects.filter(record_kind=record.kind, record_id=record.id).delete()
