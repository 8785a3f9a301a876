"""Going public and ceasing to be: what changes at the moment of release, withdrawal and supersession."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.timezone import localtime

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_moment, date_or_unset
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue, publish
from mingzheng.core.procedures.commands import act as take_step
from mingzheng.core.procedures.models import Contribution
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.catalogue import classifying
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.catalogue.queries import columns_of
from mingzheng.disclosure.documents import attaching, gates, index_numbers, scanning, steps, tagging, texts
from mingzheng.disclosure.documents.effects import record_planned, refresh_validity
from mingzheng.disclosure.documents.models import Document, DocumentTag, Edition, Review
from mingzheng.disclosure.documents.vocabulary import Scope

RELEASE_DUE = "documents.release_due"


def release(act: Act) -> None:
    """Sign and publish at once.

    Raises:
        Refused: a rule of the header fields does not hold, or the machine now sees something that nobody decided.
    """
    edition: Edition = act.subject
    # 紧急公开 is not held up by what other rooms demand; they are owed afterwards.
    require_clean(edition, None if edition.forced_at else gates.Moment.RELEASE)
    if edition.signed_at is None:
        edition.signed_at = timekeeping.now()
    go_live(edition, act.actor)
    act.note = f"第 {edition.serial} 版，索引号 {edition.document.index_number}"
    act.facts = {"index_number": edition.document.index_number, "content": steps.content_hash(edition)}


def require_clean(edition: Edition, moment: gates.Moment | None = gates.Moment.RELEASE) -> None:
    """Asked again at the moment of release: words may have entered the lexicon since the reviews."""
    steps.require_ready(edition, moment)
    waiting = scanning.renew(edition)
    if waiting:
        raise Refused(
            f"机器检查又发现 {len(waiting)} 处问题（如「{waiting[0].label}」），还没有人处理。",
            remedy="请退回，由审查人逐项处理后再签发。",
            code="findings",
        )


def schedule(act: Act) -> None:
    """Sign now, publish at a set time: the outbox and the daily round see to it."""
    edition: Edition = act.subject
    require_clean(edition)
    edition.signed_at, edition.release_at = timekeeping.now(), act.data["release_at"]
    edition.save(update_fields=["signed_at", "release_at"])
    wait = act.data["release_at"] - timekeeping.now()
    enqueue(RELEASE_DUE, {"edition": edition.pk}, not_before=timezone.now() + wait)
    act.note = chinese_moment(localtime(edition.release_at))


def unschedule(act: Act) -> None:
    act.subject.release_at, act.subject.signed_at = None, None
    act.subject.save(update_fields=["release_at", "signed_at"])
    steps.note_reason(act)


def force(act: Act) -> None:
    """紧急公开: the head answers for both reviews now; others review it afterwards. Marked on the edition for good."""
    edition: Edition = act.subject
    moment = timekeeping.now()
    edition.forced_at, edition.forced_reason = moment, act.data["reason"]
    for kind in (Review.Kind.CHECK, Review.Kind.SECRECY, Review.Kind.PRIVACY):
        if getattr(edition, steps.REVIEW_COLUMN[kind]) is None:
            steps.record_review(act, kind, forced=True)
    release(act)
    # Who forced it answered for its reviews: somebody else must review it afterwards.
    Contribution.objects.get_or_create(case=act.case, person_id=act.actor.person_id, defaults={"command": "force"})
    act.note = f"{shortened(act.data['reason'])}（{act.note}）"


def adopt(act: Act) -> None:
    """A document that an older system had reviewed and published: taken over with its date, marked with its origin."""
    edition: Edition = act.subject
    edition.adopted_from = act.data["source"]
    go_live(edition, act.actor, at=act.data["published_at"])
    act.note = f"来自{edition.adopted_from}，原公开日期 {date_or_unset(edition.published_on)}"


def register(act: Act) -> None:
    """依申请公开、不予公开: registered with an index number and filed, never served."""
    edition: Edition = act.subject
    steps.require_ready(edition, None)
    edition.status, edition.signed_at = Edition.Status.REGISTERED, timekeeping.now()
    give_index_number(edition)
    edition.save(update_fields=["status", "signed_at"])
    attaching.keep(edition, act.actor)
    publish("documents.registered", {"document": edition.document_id, "edition": edition.pk})
    act.note = f"{edition.get_attribute_display()}：{edition.get_ground_display()}"
    act.facts = {"attribute": edition.attribute, "ground": edition.ground}


def go_live(edition: Edition, actor: Actor, *, at: dt.datetime | None = None) -> None:
    """The one way to the public: the edition becomes the live one, in lists, columns, index and history."""
    document = edition.document
    give_index_number(edition)
    _supersede(document)
    edition.status, edition.published_at = Edition.Status.LIVE, at or timekeeping.now()
    edition.save()
    document.live = edition
    document.first_published_at = document.first_published_at or edition.published_at
    show(document, edition)
    document.save()
    attaching.keep(edition, actor)
    if document.listed:
        catalogue.place(
            document.ref,
            edition.columns,
            title=edition.title,
            url=document.get_absolute_url(),
            published_on=edition.published_on or timekeeping.today(),
            actor=actor,
        )
        _confirm_class(edition, actor)
    else:
        catalogue.displace(document.ref, actor=actor)  # a former edition may have stood there for everybody
    record_planned(edition, actor)
    refresh_validity(document)
    gates.go_with(edition, actor)
    tell(document, "documents.released", edition)


def _confirm_class(edition: Edition, actor: Actor) -> None:
    """Whoever signs the release confirms the classes in the header; a release at a set time is the machine's, and waits."""
    if actor.is_machine or not edition.group or not edition.theme:
        return
    document = edition.document
    classifying.confirm(
        document.ref,
        title=edition.title,
        unit_id=document.unit_id,
        group=edition.group,
        theme=edition.theme,
        column=columns_of(document.ref)[0] if edition.columns else None,
        suggested=classifying.suggest(texts.plain_text(edition.body), edition.title),
        actor=actor,
    )


def give_index_number(edition: Edition) -> None:
    document = edition.document
    if document.index_number is None:
        year = (edition.formed_on or timekeeping.today()).year
        document.index_number = index_numbers.allot(document.unit, year)
        document.save(update_fields=["index_number"])


def show(document: Document, edition: Edition) -> None:
    """Copy to the document what lists need of its live edition (not saved)."""
    document.listed = edition.scope == Scope.PUBLIC
    document.title, document.doc_number = edition.title[:300], edition.doc_number
    document.genre, document.theme, document.normative = edition.genre, edition.theme, edition.normative
    document.theme_class = edition.theme.partition("/")[0][:32]
    document.formed_on, document.published_on = edition.formed_on, edition.published_on
    document.year = (edition.formed_on or edition.published_on or timekeeping.today()).year
    document.tag_rows.all().delete()
    if document.listed:
        DocumentTag.objects.bulk_create(
            [DocumentTag(document=document, tag=tag) for tag in tagging.currents(edition.tags)]
        )


def _supersede(document: Document) -> None:
    former = document.live
    if former is not None and former.case is not None:
        take_step(former.case, "supersede", Actor.system())


def supersede(act: Act) -> None:
    end(act.subject, Edition.Status.SUPERSEDED)


def end(edition: Edition, status: Edition.Status) -> None:
    edition.status, edition.ended_at = status, timekeeping.now()
    edition.save(update_fields=["status", "ended_at"])


def withdraw(act: Act) -> None:
    """Off the public face at once, attachments with it; the address stays and says why (lessons: attachments forgotten)."""
    edition: Edition = act.subject
    edition.withdrawal = act.data["explanation"]
    edition.save(update_fields=["withdrawal"])
    end(edition, Edition.Status.WITHDRAWN)
    document = edition.document
    document.live, document.listed = None, False
    document.save(update_fields=["live", "listed"])
    document.tag_rows.all().delete()
    catalogue.displace(document.ref, actor=act.actor)
    tell(document, "documents.withdrawn", edition)
    act.note = shortened(act.data["explanation"])


def withdraw_past(act: Act) -> None:
    """An old edition leaves the public history: what a correction took out must not be read there."""
    edition: Edition = act.subject
    edition.withdrawal = act.data["explanation"]
    edition.save(update_fields=["withdrawal"])
    end(edition, Edition.Status.WITHDRAWN)
    touch(f"document:{edition.document_id}")
    publish("documents.past_withdrawn", {"document": edition.document_id, "edition": edition.pk})
    act.note = shortened(act.data["explanation"])


def drop(act: Act) -> None:
    act.subject.status = Edition.Status.DROPPED
    act.subject.save(update_fields=["status"])
    steps.note_reason(act)


def tell(document: Document, event: str, edition: Edition) -> None:
    """Pages, index and other rooms hear of it with the commit."""
    touch(f"document:{document.pk}", "documents", f"agency:{document.unit.code}")
    searchable.changed("documents.document", document.pk)
    publish(event, {"document": document.pk, "edition": edition.pk})
