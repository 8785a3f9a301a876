"""Beginning a version and a list of older documents; keeping what was suggested and confirmed at a release."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.permission import still_in_post, why_not_open
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.disclosure.documents import texts
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.tags import queries, suggesting
from mingzheng.policy.tags.catalogue import InForce, in_force, latest
from mingzheng.policy.tags.models import Change, Tagging, TaggingList, Version

MOST_ROWS = 500  # of one list; what is left over comes into the next
BATCH = 200


@transaction.atomic
def begin(actor: Actor, *, note: str, take_over: bool = False) -> Version:
    """The next version of the catalogue, in draft, with its case at 区府办.

    Args:
        take_over: begin with the catalogue that comes with the software; only while there is none.

    Raises:
        Refused: the actor may not, a version is in hand already, or there is a catalogue already.
    """
    home = office()
    if home is None:
        raise Refused("没有区府办。", remedy="请先导入单位。", code="no_office")
    refusal = why_not_open(procedure_of("tags.version"), home, actor)
    if refusal:
        raise refusal
    if take_over and latest().entries:
        raise Refused("目录里已经有标签，不能再整体采用。", remedy="请逐项增改。", code="not_empty")
    try:
        with transaction.atomic():
            version = Version.objects.create(note=note[:500], opened_at=timekeeping.now())
    except IntegrityError as error:
        raise Refused("已有一版在拟订或待公布。", remedy="请打开在办的那一版。", code="in_hand") from error
    if take_over:
        Change.objects.create(
            version=version,
            kind=Change.Kind.TAKE_OVER,
            words="采用随软件提供的目录：22 类主题、面向对象、行业、企业规模、人生事和企业事、区域举措",
            made_by=str(actor)[:200],
            made_at=timekeeping.now(),
        )
    version.case = open_case(
        "tags.version", version.ref, unit=home, actor=actor, title=f"政策文件标签目录：{note[:60] or '新版'}"
    )
    version.save(update_fields=["case"])
    return version


@transaction.atomic
def publish_shipped(actor: Actor) -> Version:
    """Put the shipped catalogue in force at once, without anybody's review: for demonstrations and tests.

    Raises:
        Refused: outside a demonstration, or as ``begin``.
    """
    from django.conf import settings

    from mingzheng.core.procedures.table import Act
    from mingzheng.policy.tags import steps

    if not settings.MINGZHENG_DEMO:
        raise Refused("正式使用中，标签目录要经区府办拟订、批准后公布。", code="not_demo")
    version = begin(actor, note="随软件提供的目录", take_over=True)
    steps.publish(Act(version.case, version, actor, None, {}, timekeeping.today()))
    case = version.case
    assert case is not None  # noqa: S101 - begin opened it
    case.state, case.closed_at = "published", timekeeping.now()
    case.save(update_fields=["state", "closed_at"])
    return version


# --- at a release ----------------------------------------------------------------------------------------------


def record_release(edition: Edition, actor: Actor) -> None:
    """What the machine suggests for a text that has just become public, beside what the signer confirmed.

    A document that was moved in was confirmed by nobody: it waits for a list.
    """
    held = None if edition.adopted_from or not edition.document.listed else in_force()
    if held is None:
        return
    found = suggesting.suggest(edition.title, texts.plain_text(edition.body), held.content)
    Tagging.objects.update_or_create(
        edition=edition,
        how=Tagging.How.RELEASE,
        defaults={
            "document": edition.document,
            "version_id": held.pk,
            "suggested": _kept(found),
            "confirmed": _codes(held, edition.tags),
            "confirmed_by": (str(actor) if not actor.is_machine else "签发人（定时公开）")[:200],
            "confirmed_at": edition.published_at or timekeeping.now(),
        },
    )


def _kept(found: list[suggesting.Found]) -> list[dict[str, str]]:
    return [{"code": one.entry.code, "reason": one.reason} for one in found]


def _codes(held: InForce, names: list[str]) -> list[str]:
    return list(dict.fromkeys(held.known[name] for name in names if name in held.known))


# --- older documents -------------------------------------------------------------------------------------------


@transaction.atomic
def begin_list(unit: Unit, actor: Actor) -> TaggingList:
    """A list of the unit's public documents whose tags do not answer the catalogue yet, each with suggestions.

    Raises:
        Refused: no catalogue is in force, the actor may not, a list is open already, or nothing needs tags.
    """
    held = in_force()
    if held is None:
        raise Refused("标签目录还没有公布。", remedy="区府办公布目录后再补标签。", code="no_catalogue")
    refusal = why_not_open(procedure_of("tags.list"), unit, actor)
    if refusal:
        raise refusal
    still_in_post(actor)
    Unit.objects.select_for_update().get(pk=unit.pk)
    if TaggingList.objects.filter(unit=unit, case__closed_at=None).exists():
        raise Refused("本单位已有一份清单没有完成。", remedy="请打开在办的清单。", code="in_hand")
    waiting = (
        queries.untagged(held).filter(unit=unit).exclude(taggings__how="list", taggings__batch__case__closed_at=None)
    )
    documents = list(_with_text(waiting)[:MOST_ROWS])
    if not documents:
        raise Refused("本单位公开的文件都已按目录选好标签。", remedy="不用补。", code="nothing")
    made = TaggingList.objects.create(unit=unit, version_id=held.pk, opened_at=timekeeping.now())
    Tagging.objects.bulk_create([_row(made, document, held) for document in documents], batch_size=BATCH)
    made.case = open_case("tags.list", made.ref, unit=unit, actor=actor, title=f"为 {len(documents)} 份文件补标签")
    made.save(update_fields=["case"])
    return made


def _with_text(rows: QuerySet[Document]) -> QuerySet[Document]:
    return rows.select_related("live").prefetch_related("tag_rows").order_by("-published_on", "-pk")


def _row(made: TaggingList, document: Document, held: InForce) -> Tagging:
    edition = document.live
    found = suggesting.suggest(document.title, texts.plain_text(edition.body), held.content) if edition else []
    suggested = _kept(found)
    said = {one["code"] for one in suggested}
    # The header already says for whom the document is; that is a suggestion as good as a word of the text.
    for name in edition.audience if edition else ():
        code = held.known.get(name)
        if code and code not in said:
            suggested.append({"code": code, "reason": "公文信息中的“面向”"})
    return Tagging(
        document=document, edition=edition, version_id=held.pk, how=Tagging.How.LIST, batch=made, suggested=suggested
    )
