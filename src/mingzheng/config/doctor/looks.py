"""The looks themselves. Each gives one or several ``Seen``; none changes anything."""

from __future__ import annotations

import datetime as dt
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.triggers import JOURNAL
from mingzheng.core.outbox import queries as outbox
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.models import Clock
from mingzheng.core.workdays.models import CalendarYear
from mingzheng.portal import content
from mingzheng.search import following
from mingzheng.search.engines.choice import current
from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.fetching import Fetcher

WAITED = dt.timedelta(minutes=5)  # so long a due message, or an unsealed entry, may wait while a worker runs
STUCK = dt.timedelta(minutes=10)  # as the worker itself takes it back
HEAD_DAYS = 2
ROOM = 2 << 30  # bytes that should be free
CERTIFICATE_DAYS = 21
PATIENCE = 5  # seconds for the mail server
NOTICE_MONTH = 12  # by then the next year's arrangement has usually been published (in November)


class State(StrEnum):
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"

    @property
    def label(self) -> str:
        return {"good": "正常", "warn": "留意", "bad": "要处理"}[self.value]


@dataclass(frozen=True)
class Seen:
    """``said``: what was seen; ``remedy``: what to do about it, "" when nothing."""

    what: str
    state: State
    said: str
    remedy: str = ""


Look = Callable[[], Iterator[Seen]]


def mode() -> Iterator[Seen]:
    """Production refuses unsafe settings when it starts (docs/configuration.md)."""
    if settings.PRODUCTION:
        yield Seen("运行方式", State.GOOD, "正式使用，设置符合要求。")
    else:
        yield Seen(
            "运行方式",
            State.WARN,
            "试用：没有 HTTPS、没有动态口令。",
            "正式使用前设 MINGZHENG_MODE=production，见 docs/start-for-real.md。",
        )


def database() -> Iterator[Seen]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        yield Seen("数据库", State.BAD, f"有 {waiting} 步升级没有执行。", "停止服务，运行 ./run setup。")
    else:
        yield Seen("数据库", State.GOOD, f"{connection.vendor}，表结构是最新的。")
    gone = JOURNAL.missing(connection) if not waiting else []
    if gone:
        yield Seen(
            "工作日志的触发器",
            State.BAD,
            f"缺少或被停用：{'、'.join(gone)}。",
            "运行 ./run migrate 重建，再运行 ./run journal verify，并查明是谁停用的。",
        )


def calendar() -> Iterator[Seen]:
    """Deadlines past the last published year are provisional (暂定)."""
    today = timekeeping.today()
    held = set(CalendarYear.objects.values_list("year", flat=True))
    wanted = {today.year} | ({today.year + 1} if today.month >= NOTICE_MONTH else set())
    provisional = Clock.objects.filter(status="running", provisional=True).count()
    remedy = "取得国务院办公厅的放假安排通知，运行 ./run workdays import 文件。"
    if wanted - held:
        years = "、".join(f"{year}年" for year in sorted(wanted - held))
        yield Seen("工作日历", State.BAD, f"缺少{years}的放假安排，这以后的期限都是暂定的。", remedy)
    elif provisional:
        said = f"{provisional} 个期限落在还没有公布放假安排的年份，标为暂定。"
        yield Seen("工作日历", State.WARN, said, f"通知公布后，{remedy}")
    else:
        yield Seen("工作日历", State.GOOD, f"已有 {min(held)}—{max(held)} 年。")


def worker() -> Iterator[Seen]:
    """A worker seals within a second and owes the day's work once: what is left over tells that none runs."""
    waited = outbox.oldest_wait()
    first = journal.unsealed()[1]
    unsealed = timekeeping.now() - first if first else dt.timedelta()
    remedy = "启动 ./run serve 或 ./run worker，查看它的输出。"
    if waited > WAITED:
        yield Seen("后台进程", State.BAD, f"最早的一件事项已经等了 {_words(waited)}。", remedy)
    elif unsealed > WAITED and not timekeeping.demo_day():
        yield Seen("后台进程", State.BAD, f"有工作日志等待封印已 {_words(unsealed)}。", remedy)
    elif not Message.objects.filter(key__endswith=f":{timekeeping.today()}", topic__startswith="daily.").exists():
        yield Seen("后台进程", State.BAD, "今天的每日工作（提醒、读数、检查）还没有安排。", remedy)
    else:
        yield Seen("后台进程", State.GOOD, "在运行：事项没有积压，今天的每日工作已经安排。")


def jobs() -> Iterator[Seen]:
    stuck = Message.objects.filter(status=Message.Status.RUNNING, taken_at__lt=timezone.now() - STUCK).count()
    counts = outbox.counts()
    given_up, failed = counts[Message.Status.GIVEN_UP], outbox.troubled().count()
    page = "系统 › 后台事项"
    if given_up:
        yield Seen(
            "后台事项",
            State.BAD,
            f"{given_up} 件多次失败，不再自动重试。",
            f"在工作台“{page}”查看原因，排除后点“再试一次”。",
        )
    elif stuck:
        yield Seen(
            "后台事项",
            State.WARN,
            f"{stuck} 件处理超过十分钟，进程可能中断过。",
            "后台进程会自动收回重做；反复出现的，查看它的输出。",
        )
    elif failed:
        yield Seen("后台事项", State.WARN, f"{failed} 件失败过，正在自动重试。", f"原因见“{page}”。")
    else:
        yield Seen("后台事项", State.GOOD, "没有失败的。")


def disk() -> Iterator[Seen]:
    for what, place in (("数据目录", Path(settings.VAR_DIR)), ("检索索引目录", Path(settings.MINGZHENG_SEARCH_DIR))):
        there = next(one for one in (place, *place.parents) if one.exists())
        free = shutil.disk_usage(there).free
        if free < ROOM:
            yield Seen(
                what,
                State.BAD,
                f"{place} 所在磁盘只剩 {free / 1e9:.1f} GB。",
                "清理或扩大磁盘；写满以后不能上传、不能备份。",
            )
        else:
            yield Seen(what, State.GOOD, f"{place}，剩余 {free / 1e9:,.0f} GB。")


def heads() -> Iterator[Seen]:
    """The proof that the journal was not rebuilt is a head kept elsewhere; here is only seen whether one is made daily."""
    folder = Path(settings.VAR_DIR) / "heads"
    newest = (
        max((path.stat().st_mtime for path in folder.glob("head-*.json")), default=None) if folder.exists() else None
    )
    if newest is None or timezone.now().timestamp() - newest > HEAD_DAYS * 86400:
        yield Seen(
            "日志链头",
            State.WARN,
            f"{HEAD_DAYS} 天内没有导出。",
            "后台进程每天导出一次；也可以运行 ./run journal export，并把文件另存到别处。",
        )
    else:
        yield Seen("日志链头", State.GOOD, "每天导出；请另存到数据库管理员够不到的地方。")


def index() -> Iterator[Seen]:
    engine = current()
    if engine.standing() is None:
        yield Seen(
            "检索索引",
            State.WARN,
            "还没有建立，检索由数据库回答，慢而且不排序。",
            "启动后台进程，或运行 ./run search rebuild。",
        )
    elif following.needs_building(engine):
        yield Seen(
            "检索索引", State.WARN, "词典或程序更新以后等待重建。", "启动后台进程，或运行 ./run search rebuild。"
        )
    else:
        yield Seen("检索索引", State.GOOD, f"{engine.name}，尚未收入的变化 {following.behind()} 项。")


def mail() -> Iterator[Seen]:
    sender = get_connection(timeout=PATIENCE)
    if not hasattr(sender, "host"):
        state = State.BAD if settings.PRODUCTION else State.WARN
        yield Seen(
            "邮件", state, "没有邮件服务器，邮件只显示在屏幕上。", "设 EMAIL_URL=smtp+tls://账号:密码@主机:587。"
        )
        return
    try:
        sender.open()
    except (OSError, smtplib.SMTPException) as error:
        yield Seen(
            "邮件", State.BAD, f"连不上 {sender.host}（{type(error).__name__}）。", "核对 EMAIL_URL、账号和网络。"
        )
        return
    sender.close()
    yield Seen("邮件", State.GOOD, f"{sender.host} 可以连接、登录。")


def certificate() -> Iterator[Seen]:
    """In real time, whatever day a demonstration stands at."""
    address = settings.MINGZHENG_SITE_URL
    if not address.startswith("https://"):
        if settings.PRODUCTION:
            yield Seen("网站证书", State.WARN, "没有设本网站的网址，没法检查。", "设 MINGZHENG_SITE_URL=https://域名。")
        return
    with Fetcher(Guard.of(settings.MINGZHENG_INSPECT_ALLOW)) as fetcher:
        front = fetcher.fetch(f"{address}/")
    if front.expires is None:
        yield Seen(
            "网站证书", State.BAD, f"{address} 打不开：{front.detail or front.fault}。", "核对代理、证书和域名。"
        )
        return
    left = (front.expires - dt.datetime.now(dt.UTC)).days
    state = State.GOOD if left >= CERTIFICATE_DAYS else State.BAD
    yield Seen(
        "网站证书",
        state,
        f"到 {chinese_date(front.expires)} 为止，还有 {left} 天。",
        "" if state is State.GOOD else "请更新证书。",
    )


def texts() -> Iterator[Seen]:
    """Of the portal's standing texts: whether the district's own stand in the place of the examples."""
    if not settings.PRODUCTION:
        return
    left = content.examples()
    if left:
        said = f"还是示例：{'、'.join(left)}。"
        yield Seen(
            "门户的固定文字",
            State.BAD,
            said,
            f"照 docs/start-for-real.md 写成自己的，放在 {settings.MINGZHENG_CONTENT}。",
        )
    else:
        yield Seen("门户的固定文字", State.GOOD, "都是本区自己的。")


def _words(waited: dt.timedelta) -> str:
    minutes = int(waited.total_seconds() // 60)
    return (
        f"{minutes} 分钟" if minutes < 120 else f"{minutes // 60} 小时" if minutes < 2880 else f"{minutes // 1440} 天"
    )


LOOKS: tuple[Look, ...] = (mode, database, calendar, worker, jobs, disk, heads, index, mail, certificate, texts)
