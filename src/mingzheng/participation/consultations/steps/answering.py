"""From the groups to the published feedback: drafted inside, approved by somebody else, published in one transaction."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import publish as publish_event
from mingzheng.core.procedures.table import Act
from mingzheng.core.relations.commands import link
from mingzheng.disclosure.documents.texts import plain_text
from mingzheng.participation.consultations import commands, dated, screening, splitting, telling
from mingzheng.participation.consultations.models import Consultation, FinalArticle, Opinion, State, Told
from mingzheng.participation.consultations.steps.drafting import changed


def answer(act: Act) -> None:
    """One answer for however many groups of the consultation."""
    found: Consultation = act.subject
    screening.refuse_own_data(act.data["answer"], "answer")
    wanted = set(act.data["groups"])
    rows = found.groups.filter(pk__in=wanted)
    if not wanted or rows.count() != len(wanted):
        raise Refused("没有找到选中的意见。", remedy="请在分组页面选择。", field="groups", code="no_group")
    rows.update(
        state=act.data["state"],
        answer=act.data["answer"],
        drafted_by=str(act.actor)[:200],
        drafted_at=timekeeping.now(),
    )
    act.note = f"{len(wanted)} 组：{State(act.data['state']).label}"
    act.facts = {"groups": sorted(wanted), "state": str(act.data["state"])}


def decide(act: Act) -> None:
    """决策出台: its date and its document, or why there is none. The clock of ten working days runs from that date."""
    found: Consultation = act.subject
    facts = act.data
    found.decided_on, found.document = facts["decided_on"], facts["document"]
    found.no_document_why = "" if found.document else facts["no_document_why"]
    found.save(update_fields=["decided_on", "document", "no_document_why"])
    text = facts["final_text"]
    if found.document is not None:
        link(found.ref, "consults_on", found.document.ref, commands.MACHINE)
        if not text and found.document.live is not None:
            text = plain_text(found.document.live.body)
    _final(found, text)
    changed(found)
    act.note = f"{chinese_date(found.decided_on)}，" + (
        f"《{found.document.title}》" if found.document else found.no_document_why[:100]
    )


def decide_with_matter(act: Act) -> None:
    """The matter that the consultation is on was decided (``commands.decided_with``)."""
    if not act.data.get("decided_on"):
        raise Refused(
            "这一步随重大行政决策的讨论结果登记。", remedy="没有列入决策事项的，用「登记决定」。", code="no_matter"
        )
    act.data = {**act.data, "document": None, "final_text": ""}
    decide(act)


def become(act: Act) -> None:
    """The document of what was decided is public now (``commands.became``)."""
    found: Consultation = act.subject
    document = act.data.get("document")
    if document is None:
        raise Refused("没有正式文件。", code="no_document")
    found.document, found.no_document_why = document, ""
    found.save(update_fields=["document", "no_document_why"])
    link(found.ref, "consults_on", document.ref, commands.MACHINE)
    if document.live is not None:
        _final(found, plain_text(document.live.body))
    changed(found)
    act.note = f"《{document.title}》"


def _final(found: Consultation, text: str) -> None:
    found.final_articles.all().delete()
    FinalArticle.objects.bulk_create(
        FinalArticle(consultation=found, place=place, label=part.label[:40], heading=part.heading, text=part.text)
        for place, part in enumerate(splitting.split(text), 1)
    )


def submit(act: Act) -> None:
    found: Consultation = act.subject
    for name in ("summary", "not_adopted"):
        screening.refuse_own_data(act.data[name], name)
    found.summary, found.not_adopted = act.data["summary"], act.data["not_adopted"]
    found.save(update_fields=["summary", "not_adopted"])
    act.note = f"意见 {found.opinions.count()} 条"


def publish(act: Act) -> None:
    """Every answer becomes public at once, with how many put it; every author is told."""
    found: Consultation = act.subject
    raw = Count(Coalesce("part_of", "pk"), distinct=True)
    counted = Opinion.handled.filter(group=OuterRef("pk")).order_by().values("group").annotate(n=raw)
    groups = found.groups.filter(opinions__isnull=False).distinct()
    found.groups.filter(pk__in=groups.values("pk")).update(
        public_state=F("state"),
        public_answer=F("answer"),
        public_raw=Coalesce(Subquery(counted.values("n")), 0),
        published_on=act.day,
    )
    what = Told.What.ANSWERED if found.answered_on is None else Told.What.CORRECTED
    if found.answered_on is None:
        found.answered_on = act.day
    else:
        found.corrected_on = act.day
    found.public_raw = found.opinions.count()
    found.save(update_fields=["answered_on", "corrected_on", "public_raw"])
    told = telling.owe(found.opinions.all(), what)
    commands.date_authors(found, act.day + dt.timedelta(days=dated.value("author_days", act.day)))
    changed(found)
    publish_event("consultations.answered", {"consultation": found.pk})
    act.note = f"意见 {told} 条"


def correct(act: Act) -> None:
    """A fault in what was published: worked on again; until then the page keeps what it said."""
    act.note = act.data["reason"][:120]
