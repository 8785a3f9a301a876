"""Rules of keeping for what no room of ours holds: sessions, sign-ins, stray files, and what is never removed."""

from __future__ import annotations

import datetime as dt

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core.files import commands as files
from mingzheng.core.outbox.forgetting import WORKING, forgets, keeps
from mingzheng.disclosure.catalogue import checking
from mingzheng.supervision.inspections import commands as inspections

SIGN_INS = dt.timedelta(days=183)
LAW = "《网络安全法》（2017年施行）第二十一条（网络日志留存不少于六个月）"


def ended_sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=timezone.now())


@forgets(
    "sessions",
    label="清除过期的会话",
    what="登录会话，和会话里暂存的填写内容",
    term="8小时，次日清除",
    due=ended_sessions,
)
def clear_sessions() -> int:
    gone, _by_model = ended_sessions().delete()
    return gone


def old_sign_ins() -> list[int]:
    limit = timezone.now() - SIGN_INS
    return [
        pk
        for model in (AccessLog, AccessFailureLog, AccessAttempt)
        for pk in model.objects.filter(attempt_time__lt=limit).values_list("pk", flat=True)
    ]


@forgets(
    "sign_ins",
    label="清除六个月以前的登录记录",
    what="工作人员登录、登录失败的账号、时间、地址",
    term=f"{SIGN_INS.days}日",
    basis=LAW,
    due=old_sign_ins,
)
def clear_sign_ins() -> int:
    limit, gone = timezone.now() - SIGN_INS, 0
    for model in (AccessLog, AccessFailureLog, AccessAttempt):
        gone += model.objects.filter(attempt_time__lt=limit).delete()[0]
    return gone


forgets(
    "files.sweep",
    label="清理无主的上传文件",
    what="没有记录指向的上传文件",
    term=f"{files.ORPHAN_AGE.total_seconds() / 3600:.0f}小时，次日清除",
    due=None,
)(files.sweep)

ARCHIVES = "《档案法》；工作日志是平台全部记录的证明"
keeps("journal", what="工作日志、封印和链头", term="长期，不删除", basis=ARCHIVES)
keeps("records", what="公开的文件、案卷、程序、期限、统计事实", term="长期，不删除", basis=ARCHIVES)
keeps(
    "catalogue.checks",
    what="栏目和标准目录的每日检查",
    term=f"{checking.KEEP.days}日，检查时清除",
    basis=WORKING,
)
keeps(
    "inspections.runs",
    what="本门户网站的检查",
    term=f"最近{inspections.KEEP_RUNS}次，链接结果{inspections.KEEP_RESULTS.days}日，检查时清除",
    basis=WORKING,
)
keeps("pages", what="留存页面", term="装满 MINGZHENG_KEPT_DISK_MB 为止，旧的先去", basis=WORKING)
keeps("logs", what="运行日志（不含个人信息）", term="由系统日志服务保存，不少于六个月", basis=LAW)
keeps(
    "backups", what="备份文件", term="由管理员确定；其中的个人信息与原件同期清除", basis="《个人信息保护法》第四十七条"
)
