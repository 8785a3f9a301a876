"""How a letter comes in: from the portal, registered by staff, once each; its proposal and its case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.privacy import scan
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Unit, UnitName
from mingzheng.participation.letters import counting, dated, sorting
from mingzheng.participation.letters.models import Letter, LetterPerson, Round, Serial
from mingzheng.participation.letters.models.letter import Channel

VISITOR = Actor.system("来信人")
PURPOSE = "letters.letter"  # of query codes
RECEIPT = dt.timedelta(days=1)
GROUPING = "letters.group"


@transaction.atomic
def submit(values: Mapping[str, Any], verified: Verified | None = None) -> Letter:
    """A visitor's letter becomes a case of the unit that hands out the letters of its channel.

    Args:
        values: channel, title, text, consent; perhaps mailbox, name, reach.
        verified: who sends it and lets that be known; the letter is marked, nobody is named.

    Raises:
        Refused: the title holds personal data, the channel takes no letters here, or no unit could take them.
    """
    channel = values["channel"]
    if channel not in dated.channels() or not dated.channels()[channel].portal:
        raise Refused("这个渠道不在网上收信。", remedy="请另选一个渠道。", field="channel", code="channel")
    refuse_in_title(values["title"])
    unit = dated.intake(channel)
    if unit is None:
        raise Refused("网站还没有设好受理单位，暂时不能收。", remedy="请拨打 12345。", code="no_unit")
    key = new_key()
    letter = _taken(channel, unit, values, key=key, code_digest=codes.digest(PURPOSE, code_of(key)))
    identity.mark(letter.ref, verified)
    return letter


def refuse_in_title(title: str) -> None:
    """A title stands in lists and in the journal: nobody's number may be in it.

    Raises:
        Refused: naming what was seen, never the value.
    """
    kinds = {finding.label for finding in scan(title) if finding.severity in (Severity.PRIVATE, Severity.STOP)}
    if kinds:
        raise Refused(
            f"标题里写了{'、'.join(sorted(kinds))}，为了保护您的个人信息，没有提交。",
            remedy="请从标题中删去；需要办理的人知道的，可以写在内容里，联系方式写在下面单独的一栏。",
            field="title",
            code="personal",
        )


def _taken(channel: str, unit: Unit, values: Mapping[str, Any], **facts: Any) -> Letter:
    day = values.get("received_on") or timekeeping.today()
    letter = Letter(
        number=next_number(day),
        channel=channel,
        mailbox=values.get("mailbox", "")[:40],
        unit=unit,
        intake=unit,
        title=values["title"],
        text=values["text"],
        consent=bool(values.get("consent")),
        received_at=timekeeping.now(),
        received_on=day,
        **facts,
    )
    propose(letter, kind=values.get("kind", ""))
    letter.save()
    Round.objects.create(letter=letter, asked_on=day)
    keep_person(letter, values.get("name", ""), values.get("reach", ""))
    counting.write(counting.adds([letter]))
    letter.case = open_case(
        "letters.letter", letter.ref, unit=unit, actor=VISITOR, title=f"来信：{letter.title}", number=letter.number
    )
    letter.save(update_fields=["case"])
    enqueue(GROUPING, {"letter": letter.pk})
    touch("letters")
    return letter


@transaction.atomic
def register(values: Mapping[str, Any], actor: Actor) -> Letter:
    """A letter that came on paper, at a visit or from a national site, entered by staff of the unit that hands it out.

    Args:
        values: channel, title, text, received_on, consent; perhaps kind, source_ref, mailbox, name, reach.

    Raises:
        Refused: it was entered before, or the unit does not hand out letters of this channel.
    """
    channel, ref = values["channel"], values.get("source_ref", "").strip()
    unit = dated.intake(channel)
    if unit is None or (actor.unit_id != unit.pk and not actor.is_machine):
        where = unit.short if unit else "区府办"
        raise Refused(f"{Channel(channel).label}的来信由{where}登记。", field="channel", code="wrong_unit")
    refuse_in_title(values["title"])
    if ref and Letter.objects.filter(channel=channel, source_ref=ref).exists():
        raise Refused("这个来源编号已经登记过。", remedy="请在来信列表里查找。", field="source_ref", code="twice")
    return _taken(channel, unit, values, source_ref=ref, origin=Letter.Origin.DESK)


def propose(letter: Letter, kind: str = "") -> sorting.Sorted:
    """Kind, matter and alarms from the words of the letter; a person confirms them when handing it out."""
    found = sorting.sort(letter.title, letter.text, letter.channel)
    letter.kind = kind or found.kind.code
    letter.matter = found.matter.code if found.matter else ""
    letter.urgent = bool(found.alarms)
    letter.urgent_words = [{"label": one.label, "do": one.do, "words": list(one.words)} for one in found.alarms]
    return found


def unit_names() -> dict[str, list[str]]:
    """Unit code → the names by which it is called."""
    found: dict[str, list[str]] = {unit.code: [unit.short, unit.name] for unit in Unit.objects.all()}
    for code, text in UnitName.objects.values_list("unit__code", "text"):
        found[code].append(text)
    return found


def keep_person(letter: Letter, name: str, reach: str) -> None:
    """Apart from the letter; nothing where nothing was given."""
    if name.strip() or reach.strip():
        LetterPerson.objects.create(
            letter=letter, name=name.strip()[:40], reach=reach.strip()[:120], digest=reach_digest(reach)
        )


def keep_reach(letter: Letter, reach: str) -> None:
    """The way to reach the author in place of what was kept before; the name stays."""
    facts = {"reach": reach.strip()[:120], "digest": reach_digest(reach)}
    LetterPerson.objects.update_or_create(letter=letter, defaults=facts)
    enqueue(GROUPING, {"letter": letter.pk})


def reach_digest(reach: str) -> str:
    plain = "".join(reach.split()).lower()
    return salted_hmac("letters.reach", plain, algorithm="sha256").hexdigest() if plain else ""


def next_number(day: dt.date, count: int = 1) -> str:
    """The next number of the day; of ``count`` numbers that are taken at once, the first. The day's row is the lock."""
    Serial.objects.get_or_create(day=day)
    row = Serial.objects.select_for_update().get(day=day)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return number(day, first)


def number(day: dt.date, serial: int) -> str:
    return f"XJ{day:%Y%m%d}-{serial:04}"


def code_of(key: str) -> str:
    """The query code, as long as its receipt may be looked at: made from the receipt's secret."""
    return codes.code_for("letters.code", key)


@transaction.atomic
def receipts_over() -> QuerySet[Letter]:
    """After a day nobody sees a query code again, the office neither."""
    return Letter.objects.filter(key__isnull=False, received_at__lt=timekeeping.now() - RECEIPT)


@forgets(
    "letters.receipts",
    label="清除来信回执的查询码",
    what="来信：回执页的查询码",
    term=f"{RECEIPT.days}日",
    due=receipts_over,
)
def forget_receipts() -> int:
    return receipts_over().update(key=None)


def persons_over() -> QuerySet[LetterPerson]:
    return LetterPerson.objects.filter(remove_after__lt=timekeeping.today())


@forgets(
    "letters.persons",
    label="清除到期的来信人联系方式",
    what="来信：来信人的姓名和联系方式",
    term=lambda: f"办结后{dated.value('person_days', timekeeping.today())}日",
    due=persons_over,
)
@transaction.atomic
def forget_persons() -> int:
    """Names and ways to reach people go when their term is over; returns how many."""
    gone, _by_model = persons_over().delete()
    return gone
