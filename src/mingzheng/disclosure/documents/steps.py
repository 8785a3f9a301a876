"""What each step changes in an edition before it is public. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.hashers import make_password

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.core.workdays.queries import calendar
from mingzheng.disclosure.documents import gates, rules, scanning, texts
from mingzheng.disclosure.documents.models import Edition, Finding, Grant, Review
from mingzheng.disclosure.documents.vocabulary import Attribute

REVIEW_COLUMN = {
    Review.Kind.CHECK: "checked_at",
    Review.Kind.SECRECY: "secrecy_reviewed_at",
    Review.Kind.PRIVACY: "privacy_reviewed_at",
}
MOST_NAMED = 5


def note_reason(act: Act) -> None:
    act.note = shortened(act.data["reason"])


# --- drafting ---------------------------------------------------------------------------------------------------


def edit(act: Act) -> None:
    """Keep the draft as typed; the journal says which fields changed, not what stands in them."""
    edition: Edition = act.subject
    formed = edition.formed_on
    act.facts = {"fields": take_over(act, [name for name in act.data if name in rules.FIELDS])}
    if edition.serial == 1 and edition.formed_on != formed:
        act.facts["formed_on"] = edition.formed_on.isoformat() if edition.formed_on else ""
    name_case(act, edition)
    scanning.renew(edition)


def name_case(act: Act, edition: Edition) -> None:
    """The case goes by the title and the number of its draft; so does a document that nobody has seen yet."""
    act.case.title, act.case.number = edition.title[:300], edition.doc_number
    document = edition.document
    if document.live_id is None:
        document.title, document.doc_number = edition.title[:300], edition.doc_number
        document.save(update_fields=["title", "doc_number"])


def formed_changed(act: Act) -> bool:
    """The date from which the twenty working days count was set or changed by this edit."""
    return "formed_on" in act.facts


def formed_known(act: Act) -> bool:
    """It was set to a day that the published calendars reach."""
    return formed_changed(act) and _reckonable(act.subject.formed_on)


def opens_with_date(act: Act) -> bool:
    return _reckonable(began_on(act))


def began_on(act: Act) -> dt.date:
    """条例 Art. 26: from the day on which the information was made (成文) or changed (a correction)."""
    edition: Edition = act.subject
    if edition.serial > 1 or edition.formed_on is None:
        return act.day
    return edition.formed_on


def _reckonable(day: dt.date | None) -> bool:
    first = calendar().first_published_year
    return day is not None and first is not None and day.year >= first


def name_targets(act: Act) -> None:
    """Replace the units and groups; the code only when a new one was typed (only its hash is kept)."""
    edition: Edition = act.subject
    edition.grants.exclude(kind=Grant.Kind.CODE).delete()
    rows = [Grant(edition=edition, kind=Grant.Kind.UNIT, unit=unit, label=unit.short) for unit in act.data["units"]]
    rows += [Grant(edition=edition, kind=Grant.Kind.GROUP, group=one, label=one.name) for one in act.data["groups"]]
    if act.data["code"]:
        edition.grants.filter(kind=Grant.Kind.CODE).delete()
        rows.append(Grant(edition=edition, kind=Grant.Kind.CODE, code_hash=make_password(act.data["code"])))
    Grant.objects.bulk_create(rows)
    act.note = f"{edition.grants.count()} 项"


# --- checks and reviews -----------------------------------------------------------------------------------------


def require_ready(edition: Edition, moment: gates.Moment | None = gates.Moment.SUBMIT) -> None:
    """Nothing is missing that the rules of the header fields or another room demands.

    Args:
        moment: at which the gates of other rooms are asked; None does not ask them.

    Raises:
        Refused: naming every problem and what to do.
    """
    found = rules.problems(rules.values_of(edition, today=timekeeping.today()))
    found = rules.hard(found + (gates.problems(edition, moment) if moment else []))
    if found:
        listed = "".join(f"（{place}）{problem}" for place, problem in enumerate(found[:MOST_NAMED], 1))
        more = f"另有 {len(found) - MOST_NAMED} 处，见事项页。" if len(found) > MOST_NAMED else ""
        raise Refused(f"还有 {len(found)} 处问题：{listed}{more}", remedy="请修改后再提交。", code="problems")


def submit(act: Act) -> None:
    _submit(act, gates.Moment.SUBMIT)


def _submit(act: Act, moment: gates.Moment | None) -> None:
    edition: Edition = act.subject
    require_ready(edition, moment)
    waiting = scanning.renew(edition)
    act.note = (
        f"{edition.get_attribute_display()}；机器检查出 {len(waiting)} 处待审"
        if waiting
        else edition.get_attribute_display()
    )
    act.facts = {"attribute": edition.attribute, "findings": len(waiting), "content": content_hash(edition)}


def submit_urgent(act: Act) -> None:
    """The fast lane for emergencies (point (六)): the reviews and the check run side by side, all are recorded.

    What other rooms demand is asked at the release, not here: an emergency is not held up by it.
    """
    _submit(act, None)
    act.subject.urgent = True
    act.subject.save(update_fields=["urgent"])


def send_back(act: Act) -> None:
    """Back to the drafter; the reviews so far are void, because what was reviewed will change."""
    edition: Edition = act.subject
    edition.reviews.filter(voided_at=None).update(voided_at=timekeeping.now())
    for column in REVIEW_COLUMN.values():
        setattr(edition, column, None)
    edition.urgent, edition.release_at = False, None
    edition.save(update_fields=[*REVIEW_COLUMN.values(), "urgent", "release_at"])
    note_reason(act)


def resolve(act: Act) -> None:
    """One decision about the findings that were chosen, with its reason."""
    rows = act.subject.findings.filter(pk__in=act.data["findings"], resolution="", gone=False)
    done = rows.update(
        resolution=act.data["resolution"],
        reason=act.data["reason"],
        resolved_by=str(act.actor)[:200],
        resolved_at=timekeeping.now(),
    )
    act.note = f"{done} 处：{Finding.Resolution(act.data['resolution']).label}"
    act.facts = {"findings": [int(one) for one in act.data["findings"]], "resolution": act.data["resolution"]}


def check(act: Act) -> None:
    record_review(act, Review.Kind.CHECK)


def review_secrecy(act: Act) -> None:
    record_review(act, Review.Kind.SECRECY)


def review_privacy(act: Act) -> None:
    """In the fast lane the reviewer's privacy review includes the check of the attribute."""
    if act.subject.checked_at is None:
        record_review(act, Review.Kind.CHECK)
    record_review(act, Review.Kind.PRIVACY)


def record_review(act: Act, kind: Review.Kind, *, forced: bool = False, after: bool = False) -> None:
    edition: Edition = act.subject
    moment = timekeeping.now()
    Review.objects.create(
        edition=edition,
        kind=kind,
        person_id=act.actor.person_id,
        person=str(act.actor)[:200],
        opinion=act.data.get("opinion", "")[:500],
        content_hash=content_hash(edition),
        at=moment,
        forced=forced,
        after=after,
    )
    if not after:
        setattr(edition, REVIEW_COLUMN[kind], moment)
        edition.save(update_fields=[REVIEW_COLUMN[kind]])
    act.note = shortened(act.data.get("opinion", ""))
    act.facts = {**act.facts, "content": content_hash(edition)}


def review_after_secrecy(act: Act) -> None:
    record_review(act, Review.Kind.SECRECY, after=True)


def review_after_privacy(act: Act) -> None:
    record_review(act, Review.Kind.PRIVACY, after=True)


def content_hash(edition: Edition) -> str:
    """A fingerprint of everything that would be published."""
    shown = edition.attachments.filter(public=True).order_by("order", "id").values_list("file_id", "title", "alt")
    prints = dict(StoredFile.objects.filter(pk__in=[row[0] for row in shown]).values_list("pk", "sha256"))
    parts: list[Any] = [getattr(edition, name) for name in rules.FIELDS]
    return texts.fingerprint(*parts, *[(prints.get(file), title, alt) for file, title, alt in shown])


# --- guards -----------------------------------------------------------------------------------------------------


def _settled(kind: Finding.Kind | None) -> Any:
    def test(edition: Edition, _actor: Actor) -> bool:
        if edition.attribute != Attribute.PROACTIVE:
            return True
        waiting = edition.findings.filter(resolution="", gone=False)
        return not (waiting.filter(kind=kind) if kind else waiting).exists()

    return test


secrecy_settled = _settled(Finding.Kind.SECRECY)
privacy_settled = _settled(Finding.Kind.PRIVACY)
all_settled = _settled(None)


def is_proactive(edition: Edition, _actor: Actor) -> bool:
    return edition.attribute == Attribute.PROACTIVE


def is_not_public(edition: Edition, actor: Actor) -> bool:
    return edition.attribute in (Attribute.ON_REQUEST, Attribute.WITHHELD)


def is_live(edition: Edition, _actor: Actor) -> bool:
    return edition.status == Edition.Status.LIVE


def is_past(edition: Edition, _actor: Actor) -> bool:
    return edition.status == Edition.Status.SUPERSEDED
