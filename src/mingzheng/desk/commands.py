"""Every write of the desk: telling people, and remembering what they have read."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.urls import reverse

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.dates import chinese_date, chinese_day
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.procedures.table import Duty, Step, Whose
from mingzheng.core.units.models import Person, PostHolding, Unit, held_by_people
from mingzheng.core.units.queries import holders, office
from mingzheng.core.written import Given, Question
from mingzheng.desk.models import Announced, Notification
from mingzheng.disclosure.documents.models import Document
from mingzheng.machines.webhooks.models import Subscription
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.training.models import Session

OFFICE_POSTS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
# Steps that any unit may take are announced only to posts of which the district has few.
FEW = (*OFFICE_POSTS, Post.WINDOW, Post.HOTLINE, Post.ASSESSOR, Post.ADMIN)
SINGLE_LINES = 3  # more turnings than this on one day are told in one line
BATCH = 500


class Holders:
    """Who holds which post today, each asked once."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self._office = office()
        self._held: dict[tuple[int, Post], list[Person]] = {}

    def in_unit(self, unit: Unit, post: Post) -> list[Person]:
        if (unit.pk, post) not in self._held:
            self._held[unit.pk, post] = holders(unit, post, self.day)
        return self._held[unit.pk, post]

    def owing(self, case: Case, step: Step) -> list[Person]:
        """The people who may take an owed step of a case."""
        found: list[Person] = []
        for post in step.posts:
            if step.whose is Whose.CASE_UNIT:
                found += self.in_unit(case.unit, post)
            elif post in OFFICE_POSTS and self._office is not None:
                found += self.in_unit(self._office, post)
            elif post in FEW:
                found += self.anywhere(post)
        return found

    def anywhere(self, post: Post) -> list[Person]:
        """Everybody in the post, of whatever unit."""
        if (0, post) not in self._held:
            units = Unit.objects.filter(
                pk__in=PostHolding.objects.filter(held_by_people(self.day), post=post.value).values("unit")
            )
            self._held[0, post] = [person for unit in units for person in self.in_unit(unit, post)]
        return self._held[0, post]


def people_owing(case: Case, held: Holders) -> dict[int, list[str]]:
    """Person id → labels of the steps they now owe; contributors are left out of the steps that review their work."""
    contributors = set(case.contributions.values_list("person_id", flat=True))
    found: dict[int, list[str]] = defaultdict(list)
    for step in case.table.steps:
        if step.duty is not Duty.OWED or case.state not in step.source:
            continue
        for person in held.owing(case, step):
            if not (step.reviews and person.pk in contributors) and step.label not in found[person.pk]:
                found[person.pk].append(step.label)
    return {person: labels for person, labels in found.items() if labels}


def tell(person_ids: Iterable[int], text: str, *, key: str, case: Case | None = None, url: str = "") -> None:
    """One line to each person; the same ``key`` is told to a person only once."""
    moment = timekeeping.now()
    rows = [
        Notification(
            person_id=person, text=text[:500], case=case, url=url, created_at=moment, key=f"{key}:{person}"[:160]
        )
        for person in dict.fromkeys(person_ids)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def case_moved(case: Case, entry: Entry, source: str, target: str) -> None:
    """Tell those who now owe a step, and the contributors when their work was reviewed.

    The beginning of a case is not told here: whoever opens cases says so once per unit (topic ``cases.opened``).
    """
    command = entry.action.rpartition(".")[2]
    if command == "opened" and source == target:
        return
    # A later message tells of a later state.
    owing = people_owing(case, Holders(timekeeping.today())) if case.state == target != source else {}
    for person, labels in owing.items():
        if person != entry.person_id:
            text = f"「{case.title}」待您办理：{'、'.join(labels)}。上一步：{entry.unit_name}{entry.person_name} {entry.summary}"
            tell([person], text, key=f"moved:{entry.pk}", case=case, url=case_url(case))
    step = case.table.step(command, source)
    if step is not None and step.reviews:
        told = [person for person in _contributors(case) if person != entry.person_id and person not in owing]
        text = f"「{case.title}」{entry.summary}（{entry.unit_name} {entry.person_name}）"
        tell(told, text, key=f"moved:{entry.pk}", case=case, url=case_url(case))


def _contributors(case: Case) -> list[int]:
    return list(case.contributions.filter(person__is_system=False).values_list("person_id", flat=True))


def case_url(case: Case) -> str:
    return f"/desk/cases/{case.pk}/"


def cases_opened(payload: dict[str, Any]) -> None:
    """Tell the people of each unit once, however many cases were opened for it: those who owe the first step, and its head.

    What was led on before this is read (a policy begun with the release of its document) waits for nobody.

    Args:
        payload: ``procedure``, and either ``cases`` (ids) or ``unit``, ``count``; ``text`` and ``url`` replace ours.
    """
    table, held = procedure_of(payload["procedure"]), Holders(timekeeping.today())
    named = "unit" in payload
    counts = {payload["unit"]: payload["count"]} if named else _count_by_unit(payload["cases"], table.initial)
    owed = [step for step in table.steps if step.duty is Duty.OWED and table.initial in step.source]
    key = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:24]
    for unit in Unit.objects.filter(pk__in=counts):
        posts = {post for step in owed if step.whose is Whose.CASE_UNIT for post in step.posts} | {Post.HEAD}
        people = [person.pk for post in sorted(posts) for person in held.in_unit(unit, post)]
        text = payload.get("text") or f"{unit.short}新到「{table.label}」{counts[unit.pk]} 件，请办理。"
        tell(people, text, key=f"opened:{key}:{unit.pk}", url=payload.get("url") or "/desk/")


def _count_by_unit(case_ids: list[int], initial: str) -> dict[int, int]:
    """Unit id → number of cases still in their first state. The ids of one notice may be thousands: they are asked in portions."""
    found: Counter[int] = Counter()
    for start in range(0, len(case_ids), BATCH):
        portion = Case.objects.filter(pk__in=case_ids[start : start + BATCH], state=initial)
        found.update(portion.values_list("unit_id", flat=True))
    return dict(found)


@transaction.atomic
def remind(today: dt.date) -> int:
    """Tell those who owe a step of the cases whose clock turned amber or red, once per case, light and due date.

    Running it again, or after days without a worker, tells nothing twice and forgets nothing.

    Returns:
        The number of turnings announced.
    """
    return sum(_announce(light, cases, today) for light, cases in _turned(today))


def _turned(today: dt.date) -> list[tuple[str, QuerySet[Case]]]:
    running = Case.objects.filter(closed_at=None).select_related("unit").order_by("due_on", "pk")
    return [
        ("amber", running.filter(due_on__gte=today, warn_on__lte=today)),
        ("red", running.filter(due_on__lt=today)),
    ]


def _announce(light: str, cases: QuerySet[Case], today: dt.date) -> int:
    known = set(Announced.objects.filter(light=light, case__closed_at=None).values_list("case_id", "due_on"))
    fresh = [case for case in cases.iterator(chunk_size=BATCH) if (case.pk, case.due_on) not in known]
    held, by_person = Holders(today), defaultdict(list)
    for case in fresh:
        for person in people_owing(case, held):
            by_person[person].append(case)
    for person, theirs in by_person.items():
        _remind_person(person, theirs, light, today)
    Announced.objects.bulk_create(
        [Announced(case=case, light=light, due_on=case.due_on) for case in fresh if case.due_on], batch_size=BATCH
    )
    return len(fresh)


def _remind_person(person: int, cases: list[Case], light: str, today: dt.date) -> None:
    if len(cases) > SINGLE_LINES:
        what = "临近期限" if light == "amber" else "已超过期限"
        first = chinese_day(cases[0].due_on) if cases[0].due_on else ""
        text = f"您有 {len(cases)} 件待办{what}，最早的一件期限是{first}。"
        key = f"{light}:{today}:{len(cases)}:{cases[0].pk}"
        tell([person], text, key=key, url=f"/desk/?light={light}")
        return
    for case in cases:
        when = chinese_day(case.due_on) if case.due_on else ""
        text = f"「{case.title}」{'将于' + when + '到期' if light == 'amber' else '已于' + when + '到期，尚未办结'}。"
        tell([person], text, key=f"{light}:{case.pk}:{case.due_on}", case=case, url=case_url(case))


def mark_case_read(person_id: int, case_id: int) -> None:
    """The person looks at the case: what they were told of it is read."""
    if UNREAD_OF_CASE.ask(person=person_id, case=case_id):
        mark_read(person_id, case_id=case_id)


UNREAD_OF_CASE = Question(
    lambda: Notification.objects.filter(
        person_id=Given("person", BigIntegerField()), case_id=Given("case", BigIntegerField()), read_at=None
    ).values_list("pk")
)


def mark_read(person_id: int, *, notice_id: int | None = None, case_id: int | None = None) -> int:
    """Mark one notice, those of one case, or (with neither) all notices of a person as read."""
    unread = Notification.objects.filter(person_id=person_id, read_at=None)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    if case_id is not None:
        unread = unread.filter(case_id=case_id)
    return unread.update(read_at=timekeeping.now())


def document_expires(document_id: int, until: str, label: str) -> None:
    """Tell the unit's officers and heads that a document runs out and what is to be done now."""
    document = Document.objects.select_related("unit").filter(pk=document_id).first()
    if document is None:
        return
    held = Holders(timekeeping.today())
    people = [person.pk for post in (Post.OFFICER, Post.HEAD) for person in held.in_unit(document.unit, post)]
    text = f"《{document.title}》有效期至 {chinese_date(dt.date.fromisoformat(until))}，现在应当{label}：延长、修改后重新发布或废止。"
    tell(people, text, key=f"expires:{document_id}:{until}:{label}", url="/desk/cleanup/#expiring")


def training_invited(session_id: int, units: list[int]) -> None:
    """Tell the officers and heads of the units that were asked to a training."""
    session = Session.objects.select_related("unit").filter(pk=session_id, cancelled_why="").first()
    if session is None:
        return
    held = Holders(timekeeping.today())
    until = f"，{chinese_day(session.name_until)}前报名" if session.name_until else ""
    text = f"{session.unit.short}通知参加培训「{session.title}」：{chinese_day(session.day)}，{session.place}{until}。"
    for unit in Unit.objects.filter(pk__in=units):
        people = [person.pk for post in (Post.OFFICER, Post.HEAD) for person in held.in_unit(unit, post)]
        tell(
            people,
            text,
            key=f"training:{session_id}:{unit.pk}",
            url=reverse("desk:training-session", args=[session_id]),
        )


def webhooks_paused(subscription_id: int) -> None:
    """Tell the administrators that an address is told no more."""
    found = Subscription.objects.filter(pk=subscription_id, status=Subscription.Status.PAUSED).first()
    if found is None:
        return
    people = Holders(timekeeping.today()).anywhere(Post.ADMIN)
    text = f"事件推送「{found}」已暂停：{found.paused_why}。其间的事件留着，恢复后再送。"
    key = f"webhooks:{found.pk}:{timekeeping.today()}"
    tell([one.pk for one in people], text, key=key, url=f"/desk/admin/webhooks/{found.pk}/")


def annual_report_reminded(report_id: int) -> None:
    """Tell the writers and the head of the unit that 区府办 asks for the report."""
    report = AnnualReport.objects.select_related("unit", "case").filter(pk=report_id).first()
    if report is None or report.published_on is not None:
        return
    held = Holders(timekeeping.today())
    posts = (Post.OFFICER, Post.OFFICE_CLERK, Post.HEAD, Post.OFFICE_HEAD)
    people = [person.pk for post in posts for person in held.in_unit(report.unit, post)]
    text = f"区府办提醒：{report.year}年政府信息公开工作年度报告应于 {chinese_date(report.due_on)} 或之前公布，现在还没有公布。"
    tell(people, text, key=f"annual:{report_id}:{report.reminded_on}", case=report.case)
