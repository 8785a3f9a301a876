"""The city's library takes every version as it comes out; units file their months; two months of the gazette make an issue."""

from __future__ import annotations

import datetime as dt
from functools import partial

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.core.actors import Actor, Post
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.filing import monthly, reconciling
from mingzheng.disclosure.filing.library import Library, using
from mingzheng.disclosure.filing.models import MonthlyFiling
from mingzheng.disclosure.filing.standin import StandIn
from mingzheng.disclosure.gazette import commands as gazette
from mingzheng.disclosure.gazette.demo import FIRST_TOTAL, MOST, PLANNED, list_recipients
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.disclosure.gazette.queries import recipients

COMPARED = dt.date(2023, 12, 28)
ISSUES = tuple(dt.date(2023, month, 20) for month in (2, 4, 6, 8, 10, 12))


def plan(stage: Stage) -> None:
    standin = stage.enter(StandIn())
    stage.enter(using(Library(standin.address)))
    for month in range(_first_month(stage), 13):
        stage.at(_first_of_next(month), lambda: _open(stage), order=MORNING)
    stage.at(COMPARED, reconciling.reconcile)
    stage.at(stage.workday(dt.date(2023, 1, 10)), lambda: _begin_gazette(stage))
    for number, day in enumerate(ISSUES, 1):
        stage.at(stage.workday(day), partial(_issue, stage, number))


# --- months -----------------------------------------------------------------------------------------------------------


def _first_month(stage: Stage) -> int:
    """Fifty filings a month are most of a small year: it begins to file late, a large one from January on."""
    return max(1, 11 - stage.scale)


def _first_of_next(month: int) -> dt.date:
    return dt.date(2023 + month // 12, month % 12 + 1, 1)


def _open(stage: Stage) -> None:
    monthly.open_due()
    dice = stage.dice("filing", stage.today)
    for filing in MonthlyFiling.objects.filter(submitted_on=None, month=_past(stage.today)).select_related("unit"):
        defect = stage.defect("month_not_filed", filing.unit)
        if defect is not None:
            defect.on(f"filing.month:{filing.pk}")
            continue
        day = stage.workday(stage.today, dice.randint(1, 6))
        stage.at(day, partial(_submit, stage, filing))


def _past(day: dt.date) -> dt.date:
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def _submit(stage: Stage, filing: MonthlyFiling) -> None:
    found = monthly.content(filing.unit, filing.month)
    nil = not found.rows and not found.secret
    wrong = "差错正在更正，更正后补报。" if found.faulty or found.unfiled else ""
    stage.do(filing, "submit", stage.officer(filing.unit), remark=wrong, nil=nil)
    stage.count("filing")


# --- the gazette ------------------------------------------------------------------------------------------------------


def _begin_gazette(stage: Stage) -> None:
    gazette.plan_year(stage.office(), stage.today.year, PLANNED)
    list_recipients(stage.office())


def _issue(stage: Stage, number: int) -> None:
    """Composed, approved by a second clerk, signed and published within days; every copy arrives."""
    rows = Document.objects.filter(listed=True, published_on__year=stage.today.year, gazette_items=None)
    documents = list(rows.select_related("unit", "live").order_by("published_on", "id")[:MOST])
    composer, reviewer = stage.office(), stage.office(nth=1)
    values = gazette.proposed(stage.today) | ({"total": FIRST_TOTAL + 1} if number == 1 else {})
    issue = gazette.begin(composer, values)
    gazette.add(issue, composer, documents)
    stage.do(issue, "submit", composer)
    stage.do(issue, "approve", reviewer, remark="目录与正文核对无误。")
    stage.at(stage.workday(stage.today, 1), lambda: stage.do(issue, "sign", stage.office(Post.OFFICE_HEAD), remark=""))
    stage.at(stage.workday(stage.today, 2), lambda: _publish(stage, issue, composer))
    stage.count("gazette")


def _publish(stage: Stage, issue: Issue, clerk: Actor) -> None:
    stage.do(issue, "publish", clerk)
    issue.refresh_from_db()
    sent = gazette.dispatch(issue, clerk, {row.pk: row.copies for row in recipients().filter(active=True)})

    def arrived() -> None:
        for row in sent:
            gazette.receive(row, clerk, received_on=stage.today, received_copies=row.copies)

    stage.at(stage.workday(stage.today, 3), arrived)
