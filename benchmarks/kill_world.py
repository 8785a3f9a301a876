"""What is killed during: a unit with its people, an open consultation, papers that wait for their five steps. And the count afterwards."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from benchmarks.databases import say
from benchmarks.participation_submissions import opened
from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.journal.models import Entry, Head
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units import commands as units
from mingzheng.core.units.models import Person, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.core.workdays import commands as workdays
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.documents.commands import begin
from mingzheng.disclosure.documents.models import Document
from mingzheng.participation.consultations import commands as consultations
from mingzheng.participation.consultations import samples
from mingzheng.participation.consultations.models import Consultation, Opinion
from mingzheng.search.models import FoundRecord

# The way of a paper: who takes which step (documents.procedure).
STEPS = (
    ("submit", Post.OFFICER),
    ("check", Post.REVIEWER),
    ("pass_secrecy", Post.SECRECY),
    ("pass_privacy", Post.REVIEWER),
    ("release", Post.HEAD),
)
DRAIN = 300  # seconds for what is owed afterwards


@dataclass(frozen=True)
class World:
    consultation: int
    cases: list[int]
    people: dict[Post, int]


@dataclass
class Promised:
    """What was acknowledged: query codes of opinions; (case, step) of decisions and releases."""

    codes: list[str] = field(default_factory=list)
    steps: list[tuple[int, str]] = field(default_factory=list)


def made(papers: int) -> World:
    """The world in a database that has its tables and nothing else."""
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    load_rules()
    day = timekeeping.today()
    for name, plan in workdays.shipped():
        if abs(plan.year - day.year) <= 1:
            workdays.import_year(plan, samples.MACHINE, name)
    unit = Unit.objects.create(
        code="bench", name="测量单位", short="测量单位", kind=Unit.Kind.DEPARTMENT, org_code="YS0000026"
    )
    people = {post: _person(unit, post) for post in dict.fromkeys(post for _command, post in STEPS)}
    Column.objects.create(code="zcwj", title="政策文件", owner=unit, opened_on=day)
    say(f"拟 {papers} 件公文…")
    drafter = next(iter(actors_for(people[Post.OFFICER], day)))
    cases = [_drafted(unit, drafter, number) for number in range(papers)]
    return World(opened(unit).pk, cases, {post: person.pk for post, person in people.items()})


def _person(unit: Unit, post: Post) -> Person:
    person = units.add_person(f"bench.{post.value}", f"测量{post.label}", samples.MACHINE)
    units.hold_post(person, unit, post, samples.MACHINE, since=timekeeping.today())
    return person


def _drafted(unit: Unit, drafter: Any, number: int) -> int:
    edition = begin(unit, drafter, {"title": "草稿"})
    case = Case.objects.get(pk=edition.case_id)
    act(case, "edit", drafter, _typed(number))
    return case.pk


def _typed(number: int) -> MultiValueDict[str, str]:
    day = timekeeping.today().isoformat()
    facts = {
        "title": f"关于第{number + 1}号道路养护安排的通知", "doc_number": f"测〔{day[:4]}〕{number + 1}号", "issuer": "测量单位",
        "official": "on", "genre": "notice", "theme": "综合政务/政务公开", "group": "other", "secrecy": "none",
        "formed_on": day, "effective_on": day, "attribute": "proactive", "scope": "public", "carriers": "site",
        "columns": "zcwj", "tags": "交通", "keywords": "养护", "summary": "道路养护的安排。",
        "body": f"<p>现将第{number + 1}号道路的养护安排通知如下。</p><p>夜间施工，白天通行。</p>",
    }  # fmt: skip
    return MultiValueDict({name: [value] for name, value in facts.items()})


# --- afterwards ------------------------------------------------------------------------------------------------------


def drain() -> int:
    """Let time pass for what killed workers held, and do all that is owed. Returns how many killed workers left in hand."""
    left = Message.objects.filter(status=Message.Status.RUNNING)
    # The sweep takes back what was in hand for ten minutes; these are not waited for here.
    held = left.update(taken_at=timezone.now() - outbox.STUCK_AFTER * 2)
    until = time.monotonic() + DRAIN
    while time.monotonic() < until:
        outbox.sweep()
        Message.objects.filter(status=Message.Status.WAITING).update(due_at=timezone.now())
        call_command("worker", once=True, verbosity=0)
        if not Message.objects.filter(status__in=[Message.Status.WAITING, Message.Status.RUNNING]).exists():
            break
    seal_all()
    return held


def faults(world: World, promised: Promised) -> dict[str, int]:
    """How often each promise was broken; all zero when none was."""
    report = journal.verify()
    steps = Counter(promised.steps)
    taken = Counter(
        (case, action.rpartition(".")[2])
        for case, action in Entry.objects.filter(case_id__in=world.cases).values_list("case_id", "action")
    )
    documents = Document.objects.filter(editions__case__in=world.cases)
    released = [case for case, step in steps if step == "release"]
    states = dict(Case.objects.filter(pk__in=world.cases).values_list("pk", "state"))
    numbers = list(documents.exclude(index_number=None).values_list("index_number", flat=True))
    public = Document.objects.filter(editions__case__in=released, live__isnull=False)
    found = FoundRecord.objects.filter(gone=False, code="documents.document")
    return {
        "丢失的意见": _lost_codes(world, promised.codes),
        "重复的意见": _doubled(world),
        "丢失的办理": sum(taken[step] == 0 for step in steps),
        "重复的办理": sum(count > 1 for (_case, name), count in taken.items() if name in dict(STEPS)),
        "没有公开的签发": sum(states[case] != "published" for case in released) + len(released) - public.count(),
        "用了两次的索引号": len(numbers) - len(set(numbers)),
        "没有编号的公开": documents.filter(live__isnull=False, index_number=None).count(),
        "公开了却检索不到": public.count() - min(public.count(), found.count()),
        "日志核验的毛病": len(report.faults),
        "没有封印的日志": report.waiting,
        "没有办完的后台事项": Message.objects.exclude(status=Message.Status.DONE).count(),
    }


def _lost_codes(world: World, promised: list[str]) -> int:
    held = set(_opinions(world).values_list("code_digest", flat=True))
    return sum(codes.digest(consultations.CODE, code) not in held for code in promised)


def _doubled(world: World) -> int:
    rows = _opinions(world).values("text").annotate(n=Count("pk")).filter(n__gt=1)
    return sum(row["n"] - 1 for row in rows)


def _opinions(world: World) -> Any:
    return Opinion.objects.filter(consultation=Consultation.objects.get(pk=world.consultation))


def left_over() -> list[str]:
    """What was not carried out, with the reason, for whoever looks into it."""
    rows = Message.objects.exclude(status=Message.Status.DONE)
    return [f"{row.topic} {row.status} {row.attempts}: {row.last_error[:200]}" for row in rows[:20]]
