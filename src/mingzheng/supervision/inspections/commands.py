"""Every write to runs, findings and probes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.supervision.inspections import mending, thresholds
from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.crawler.outcome import Level, Outcome
from mingzheng.supervision.inspections.defects import Defect, fingerprint
from mingzheng.supervision.inspections.models import (
    Finding,
    InspectionRun,
    LinkResult,
    Probe,
    RunTarget,
    SignInDay,
)
from mingzheng.supervision.inspections.owners import Owners

SLICE = "inspections.slice"
BASIS = "国办秘函〔2019〕19号（政府网站检查指标）"
JUDGES = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)
SETTLED = (Finding.State.GONE, Finding.State.FALSE)  # whether it is seen or not changes nothing about these
KEEP_RUNS = 30
LONGEST_RUN = dt.timedelta(hours=20)
KEEP_RESULTS = dt.timedelta(days=60)


# --- runs --------------------------------------------------------------------------------------


@transaction.atomic
def start_run(source: str, actor: Actor) -> InspectionRun:
    """Begin to inspect a site; the outbox carries it out slice by slice.

    Raises:
        Refused: no address, not an office post, or this site is being inspected already.
    """
    if not actor.is_machine and actor.post not in OFFICE_POSTS:
        raise Refused("检查由区府办发起。", remedy="请切换岗位，或请区府办发起。", code="wrong_post")
    still_in_post(actor)
    try:
        address = normal(source)
    except Forbidden as refused:
        raise Refused(
            f"网站地图的网址不对：{refused.reason}。", remedy="请写完整网址，如 https://…/sitemap.xml。"
        ) from refused
    try:
        with transaction.atomic():
            run = InspectionRun.objects.create(
                source=address, day=timekeeping.today(), started_at=timekeeping.now(), by_name=str(actor)[:64]
            )
    except IntegrityError as error:
        raise Refused("这个网站正在检查中。", remedy="请等这一次检查完成。", code="running") from error
    enqueue(SLICE, {"run": run.pk})
    _say(run, actor, "inspections.started", f"开始检查 {address}")
    return run


def _say(run: InspectionRun, actor: Actor, action: str, summary: str) -> None:
    journal.append(
        action=action,
        actor=actor,
        subject=run.ref,
        summary=summary,
        basis=BASIS,
        data={"pages": run.pages_done, "links": run.links_done, "found": run.found},
    )


@transaction.atomic
def end_run(run: InspectionRun, *, failed: str = "") -> None:
    """Close a run of our portal: what it no longer saw is gone. A run that failed says nothing about what is gone."""
    if not close_run(run, failed):
        return
    if not failed:
        _close_gone(run)
    run.found = Finding.objects.filter(last_run=run).count()
    run.save()
    _say(run, Actor.system("网站检查"), "inspections.ended", f"检查结束：{run.source}，发现 {run.found} 个问题。")
    _drop_old(run)


def close_run(run: InspectionRun, failed: str) -> bool:
    """Mark a run as over, without saving it; False when it was over already."""
    run.refresh_from_db()
    if not run.going:
        return False
    run.stage, run.finished_at = InspectionRun.Stage.END, timekeeping.now()
    run.status = InspectionRun.Status.FAILED if failed else InspectionRun.Status.DONE
    run.notes = [*run.notes, failed] if failed else run.notes
    return True


def _close_gone(run: InspectionRun) -> None:
    """Not seen any more, and its page or link could be looked at: gone. A page that did not open hides its defects."""
    hidden = run.targets.filter(kind=RunTarget.Kind.PAGE, opened=False).values("url")
    unasked = run.targets.filter(kind=RunTarget.Kind.LINK, done=False).values("url")
    rows = Finding.objects.filter(source=run.source).exclude(state__in=SETTLED).exclude(rule="site.unreachable")
    rows = rows.filter(Q(last_run=None) | ~Q(last_run=run))
    rows = rows.exclude(Q(address__in=hidden) & ~Q(rule="page.unreachable")).exclude(subject__in=unasked)
    close_gone(rows, run.day)


def close_gone(rows: QuerySet[Finding], day: dt.date) -> None:
    """Findings that are not seen any more; those that were handed over go through the table. A false alarm stays one."""
    for row in rows.filter(case__closed_at=None).exclude(case=None).select_related("case"):
        mending.no_longer_seen(row)
    rows.exclude(state__in=SETTLED).update(state=Finding.State.GONE, gone_on=day)


def _drop_old(run: InspectionRun) -> None:
    """Only the newest runs keep their lists of addresses."""
    RunTarget.objects.filter(run=run).delete()
    old = InspectionRun.objects.filter(source=run.source).order_by("-id").values_list("pk", flat=True)[KEEP_RUNS:]
    InspectionRun.objects.filter(pk__in=list(old)).delete()
    LinkResult.objects.filter(checked_at__lt=timezone.now() - KEEP_RESULTS).delete()


# --- findings ----------------------------------------------------------------------------------


@transaction.atomic
def record(run: InspectionRun | None, source: str, defects: Iterable[Defect], owners: Owners, day: dt.date) -> int:
    """Keep defects as findings: the same defect on another day is the same finding. Returns how many there were."""
    wanted = {defect.fingerprint: defect for defect in defects}
    held = {
        row.fingerprint: row
        for row in Finding.objects.select_related("case").filter(source=source, fingerprint__in=list(wanted))
    }
    fresh = []
    for mark, defect in wanted.items():
        if mark in held:
            _seen_again(held[mark], defect, run, owners, day)
        else:
            fresh.append(_new(defect, mark, run, source, owners, day))
    Finding.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    return len(wanted)


def _new(defect: Defect, mark: str, run: InspectionRun | None, source: str, owners: Owners, day: dt.date) -> Finding:
    return Finding(
        fingerprint=mark,
        source=source,
        rule=defect.rule,
        first_seen=day,
        last_seen=day,
        last_run=run,
        unit=owners.unit_of(defect.address, defect.agency),
        **facts(defect),
    )


def facts(defect: Defect) -> dict[str, object]:
    return {
        "address": defect.address[:2000],
        "title": (defect.title or defect.address)[:300],
        "subject": defect.subject[:2000],
        "evidence": defect.evidence,
        "unsure": defect.unsure[:300],
        "mend": defect.mend[:300],
        "certain": defect.certain,
        "agency": defect.agency[:300],
    }


def _seen_again(row: Finding, defect: Defect, run: InspectionRun | None, owners: Owners, day: dt.date) -> None:
    """A false alarm stays one as long as it looks the same; what was gone is open again."""
    came_back = row.state == Finding.State.GONE
    changed = row.state == Finding.State.FALSE and row.judged_evidence != defect.evidence
    if came_back or changed:
        row.state, row.reason, row.judged_evidence, row.gone_on = Finding.State.OPEN, "", "", None
        row.mended_on = None
    if row.last_seen != day or came_back:
        row.times += 1
    for name, value in facts(defect).items():
        setattr(row, name, value)
    row.unit = row.unit or owners.unit_of(defect.address, defect.agency)
    row.last_seen, row.last_run = day, run
    row.save()
    mending.still_seen(row, day)


@transaction.atomic
def confirm(finding: Finding, actor: Actor) -> Finding:
    """A person says that it is so: its unit is to mend it, within the days of the rule."""
    row = _judge(finding, actor, Finding.State.CONFIRMED, "", "确认属实")
    mending.hand_over(row, actor)
    row.save(update_fields=["unit", "case"])
    return row


@transaction.atomic
def false_alarm(finding: Finding, reason: str, actor: Actor) -> Finding:
    """A person says, with a reason, that it is no defect.

    Raises:
        Refused: no reason, not of this unit, or the finding is gone.
    """
    reason = " ".join(reason.split())
    if len(reason) < 4:
        raise Refused("请写明为什么是误报。", remedy="如：跨年印发，文号年份确为上一年。", field="reason")
    return _judge(finding, actor, Finding.State.FALSE, reason[:500], "标为误报")


@transaction.atomic
def reopen(finding: Finding, actor: Actor) -> Finding:
    """Take a judgement back."""
    return _judge(finding, actor, Finding.State.OPEN, "", "重新列为待处理")


def _judge(finding: Finding, actor: Actor, state: str, reason: str, word: str) -> Finding:
    row = Finding.objects.select_for_update().get(pk=finding.pk)
    refusal = why_not_judge(row, actor)
    if refusal is not None:
        raise refusal
    still_in_post(actor)
    row.state, row.reason = state, reason
    row.judged_evidence = row.evidence if state == Finding.State.FALSE else ""
    row.save(update_fields=["state", "reason", "judged_evidence"])
    journal.append(
        action=f"inspections.{state}",
        actor=actor,
        subject=RecordRef("inspections.finding", str(row.pk)),
        summary=f"{word}：{row.about.label}" + (f"（{reason[:80]}）" if reason else ""),
        basis=row.about.source[:200],
        data={"rule": row.rule, "state": state},
    )
    return row


def why_not_judge(finding: Finding, actor: Actor) -> Refused | None:
    """The unit's own officer or head, and 区府办; nobody else."""
    if actor.post not in JUDGES:
        who = "、".join(post.label for post in JUDGES)
        return Refused(f"由{who}核对。", remedy="请切换岗位。", code="wrong_post")
    if actor.post not in OFFICE_POSTS and finding.unit_id != actor.unit_id:
        return Refused("这个问题不属于本单位。", remedy="请由责任单位或区府办核对。", code="wrong_unit")
    if finding.state == Finding.State.CONFIRMED:
        return Refused("这个问题已经交办整改。", remedy="请在整改的办理页面上操作。", code="handed_over")
    if finding.state == Finding.State.GONE:
        return Refused("这个问题已经消除。", remedy="再次发现时会自动恢复。", code="gone")
    return None


# --- link results, probes ----------------------------------------------------------------------


def keep_result(outcome: Outcome, day: dt.date) -> Outcome:
    """Keep the outcome of a link; a first failure is only worth a look until it has failed often enough in a row."""
    failed = outcome.level is Level.BROKEN
    row, _created = LinkResult.objects.get_or_create(
        url=outcome.url, defaults={"level": outcome.level.value, "checked_at": timezone.now(), "day": day}
    )
    row.failures = row.failures + 1 if failed else 0
    row.level, row.code, row.seen, row.mend = outcome.level.value, outcome.code, outcome.seen[:300], outcome.mend[:300]
    row.status, row.seconds, row.checked_at, row.day = outcome.status, outcome.seconds, timezone.now(), day
    row.save()
    return as_judged(row, outcome, day)


def as_judged(row: LinkResult, outcome: Outcome, day: dt.date) -> Outcome:
    """The outcome as findings take it: broken only after repeated failures."""
    if outcome.level is Level.BROKEN and row.failures < thresholds.value("failures_before_broken", day):
        return Outcome(
            outcome.url, Level.CAUTION, "first_failure", outcome.seen, outcome.mend, outcome.status, outcome.seconds
        )
    return outcome


@transaction.atomic
def keep_probe(site: str, outcome: Outcome, day: dt.date) -> Probe:
    """One try to open the front page; the statutory limit decides whether it counts as opened."""
    limit = thresholds.value("timeout_seconds", day)
    return Probe.objects.create(
        site=site,
        day=day,
        asked_at=timezone.now(),
        ok=outcome.opens and outcome.seconds <= limit,
        seconds=outcome.seconds,
        seen=outcome.seen[:300],
    )


@transaction.atomic
def judge_reach(site: str, source: str, day: dt.date, owners: Owners) -> None:
    """站点无法访问: of a week's tries, at least so many percent failed; too few tries are no verdict."""
    first = day - dt.timedelta(days=thresholds.value("reach_days", day) - 1)
    tries = Probe.objects.filter(site=site, day__gte=first, day__lte=day)
    total, failed = tries.count(), tries.filter(ok=False).count()
    percent = thresholds.value("unreachable_percent", day)
    mark = fingerprint("site.unreachable", site, "")
    if total and failed * 100 >= percent * total:
        few = total < thresholds.value("reach_times", day) * thresholds.value("reach_days", day)
        unsure = f"只试了 {total} 次，检查要求一周内每日至少 20 次" if few else ""
        evidence = (
            f"{chinese_date(first)} 至 {chinese_date(day)} 试开首页 {total} 次，{failed} 次没有在规定时间内打开。"
        )
        record(None, source, [Defect("site.unreachable", site, site, evidence, unsure=unsure)], owners, day)
    else:
        rows = Finding.objects.filter(source=source, fingerprint=mark).exclude(state__in=SETTLED)
        rows.update(state=Finding.State.GONE, gone_on=day)
    # The figure of a plan's year is still asked for in the year after it.
    Probe.objects.filter(day__lt=dt.date(day.year - 1, 1, 1)).delete()


@transaction.atomic
def count_sign_ins(*, failed: int = 0, locked: int = 0) -> None:
    """Add to today's numbers of failed sign-ins; nothing of the person or the address is kept."""
    row, _made = SignInDay.objects.get_or_create(day=timekeeping.today())
    SignInDay.objects.filter(pk=row.pk).update(failed=F("failed") + failed, locked=F("locked") + locked)


def count_done(run: InspectionRun, **more: int) -> None:
    """Progress, added up in the database."""
    InspectionRun.objects.filter(pk=run.pk).update(**{name: F(name) + by for name, by in more.items()})
