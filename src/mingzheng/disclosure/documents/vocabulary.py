"""The closed lists from which header fields are chosen, each with its source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models

DATA = Path(__file__).parent / "data"


class Attribute(models.TextChoices):
    """公开属性 (条例 Arts 13, 14; law notes §6)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Scope(models.TextChoices):
    """To whom a released edition is served (定点、定向公开: point (八))."""

    PUBLIC = "public", "向社会公开"
    TARGETED = "targeted", "定向公开"


class Genre(models.TextChoices):
    """公文种类: the fifteen kinds of 《党政机关公文处理工作条例》 Art. 8, those of government organs, and 其他."""

    ORDER = "order", "命令（令）"
    DECISION = "decision", "决定"
    ANNOUNCEMENT = "announcement", "公告"
    PROCLAMATION = "proclamation", "通告"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    MOTION = "motion", "议案"
    REPORT = "report", "报告"
    ASKING = "asking", "请示"
    REPLY = "reply", "批复"
    OPINION = "opinion", "意见"
    LETTER = "letter", "函"
    MINUTES = "minutes", "会议纪要"
    OTHER = "other", "其他"


class Group(models.TextChoices):
    """组配分类 of the city's filing."""

    ORGANISATION = "organisation", "机构职能"
    REGULATION = "regulation", "政策法规"
    PLANNING = "planning", "规划计划"
    ADMINISTRATION = "administration", "行政事务"
    PERSONNEL = "personnel", "人事人才"
    FINANCE = "finance", "财务审计"
    ASSETS = "assets", "国资管理"
    STATISTICS = "statistics", "统计信息"
    SERVICE = "service", "便民信息"
    OTHER = "other", "其它"


class Secrecy(models.TextChoices):
    NONE = "none", "非密"
    SECRET = "secret", "秘密"
    CONFIDENTIAL = "confidential", "机密"
    TOP = "top", "绝密"


class Carrier(models.TextChoices):
    """公开载体 of the city's filing."""

    SITE = "site", "网站"
    GAZETTE = "gazette", "公报"
    SMS = "sms", "短信"
    MAIL = "mail", "邮件"
    TERMINAL = "terminal", "电子终端"
    OTHER = "other", "其他"


@dataclass(frozen=True)
class Ground:
    """A reason for not publishing. ``filing`` is the word of the city's filing; ``article`` what it stands on."""

    code: str
    label: str
    article: str
    filing: str


GROUNDS: tuple[Ground, ...] = (
    Ground("state_secret", "属于国家秘密", "《政府信息公开条例》第十四条", "国家秘密"),
    Ground("forbidden", "法律、行政法规禁止公开", "《政府信息公开条例》第十四条", "其他"),
    Ground("three_safeties", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", "《政府信息公开条例》第十四条", "危及三安全一稳定"),
    Ground("trade_secret", "涉及商业秘密", "《政府信息公开条例》第十五条", "商业秘密"),
    Ground("privacy", "涉及个人隐私", "《政府信息公开条例》第十五条", "个人隐私"),
    Ground("internal", "内部事务信息（人事管理、后勤管理、内部工作流程）", "《政府信息公开条例》第十六条第一款", "内部管理信息"),
    Ground("process", "过程性信息（讨论记录、过程稿、磋商信函、请示报告）", "《政府信息公开条例》第十六条第二款", "过程中信息"),
    Ground("enforcement", "行政执法案卷信息", "《政府信息公开条例》第十六条第二款", "其他"),
    Ground("on_request", "可以依申请提供", "《政府信息公开条例》第二十七条", "其他"),
)  # fmt: skip
GROUND_CHOICES = [(ground.code, ground.label) for ground in GROUNDS]
GROUND_BY_CODE = {ground.code: ground for ground in GROUNDS}

AUDIENCES = ("社会公众", "企业", "个体工商户", "社会组织", "事业单位", "机关单位", "重点人群")


@cache
def themes() -> dict[str, list[str]]:
    """主题分类: 22 classes with their second level (国务院公文主题分类, as on gov.cn)."""
    found: dict[str, list[str]] = json.loads((DATA / "themes.json").read_text(encoding="utf-8"))
    return found


@cache
def theme_codes() -> frozenset[str]:
    """Every theme as it is kept: 综合政务 or 综合政务/政务公开."""
    pairs = {f"{one}/{two}" for one, below in themes().items() for two in below}
    return frozenset(themes().keys() | pairs)


def theme_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: class → its second levels."""
    return [(one, [(f"{one}/{two}", two) for two in below]) for one, below in themes().items()]
