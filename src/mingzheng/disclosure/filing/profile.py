"""The field profile of the city's filing system: names, order, limits and words, one XML for each document.

Known from a public client of 2007–2018 (``importInfo``); the interface of 2023 is not public and may differ. So the neutral form is
the usual one, and this profile is a setting. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

Payload = dict[str, Any]
NUMBER = re.compile(r".{1,20}〔\d{4}〕.{0,3}\d{1,5}号")
INDEX = re.compile(r"[0-9A-Z]{21}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

OPEN_TYPES = ("主动公开", "依申请公开", "不予公开", "非政府信息")
OPEN_CARRIERS = ("网站", "公报", "短信", "邮件", "电子终端", "其他")
NOT_OPEN = ("国家秘密", "商业秘密", "个人隐私", "过程中信息", "内部管理信息", "危及三安全一稳定", "其他")
SECRECY = ("非密", "秘密", "机密", "绝密")
DOC_TYPES = (
    "命令（令）", "决定", "公告", "通告", "通知", "通报", "议案", "报告", "请示", "批复", "意见", "函", "会议纪要",
)  # fmt: skip
GROUPS = (
    "机构职能", "政策法规", "规划计划", "行政事务", "人事人才", "财务审计", "国资管理", "统计信息", "便民信息", "其它",
)  # fmt: skip
YES_NO = ("Y", "N")
OTHER = "其他"


@dataclass(frozen=True)
class Field:
    """One element of the profile. ``shape`` and ``words`` are what a filled value must be; ``limit`` its length."""

    name: str
    label: str
    value: Callable[[Payload], str]
    limit: int = 0
    shape: re.Pattern[str] | None = None
    words: tuple[str, ...] = ()
    needed: Callable[[Payload], bool] = lambda _: False
    kind: str = "format"  # what kind of error a wrong value is


def _flag(name: str) -> Callable[[Payload], str]:
    return lambda payload: "Y" if payload.get(name) else "N"


def _plain(name: str) -> Callable[[Payload], str]:
    return lambda payload: str(payload.get(name) or "")


def _first_carrier(payload: Payload) -> str:
    carriers = payload.get("carriers") or []
    return str(carriers[0]) if carriers else ""


def _note(payload: Payload) -> str:
    others = "、".join(str(one) for one in (payload.get("carriers") or [])[1:])
    parts = [str(payload.get("change_note") or ""), f"其他公开载体：{others}" if others else ""]
    return "；".join(part for part in parts if part)


def _always(_payload: Payload) -> bool:
    return True


def _public(payload: Payload) -> bool:
    return payload.get("attribute") == "主动公开"


def _closed(payload: Payload) -> bool:
    return payload.get("attribute") == "不予公开"


def _official(payload: Payload) -> bool:
    return bool(payload.get("official"))


def _missive(payload: Payload) -> bool:
    """公文类: of one of the profile's kinds. 办法, 细则, 计划 and the like (体裁「其他」) are filed as 公文类 N, without a kind."""
    return _official(payload) and payload.get("genre") != OTHER


def _genre(payload: Payload) -> str:
    return str(payload.get("genre") or "") if _missive(payload) else ""


def _missive_flag(payload: Payload) -> str:
    return "Y" if _missive(payload) else "N"


FIELDS: tuple[Field, ...] = (
    Field("syId", "索引号", _plain("index_number"), 21, INDEX, needed=_always),
    Field("docTitle", "标题", _plain("title"), 200, needed=_always),
    Field("authNo", "文号", _plain("doc_number"), 50, NUMBER, needed=_official),
    Field("authUnit", "发文机关", _plain("issuer"), 100, needed=_always),
    Field("partyFlag", "党政混合", _flag("party"), words=YES_NO),
    Field("unitedocFlag", "联合发文", _flag("co_issuers"), words=YES_NO),
    Field("authDate", "生成日期", _plain("formed_on"), 10, DAY, needed=_always),
    Field("openType", "公开属性", _plain("attribute"), words=OPEN_TYPES, needed=_always, kind="class"),
    Field("openCarrier", "公开载体", _first_carrier, words=OPEN_CARRIERS, needed=_public),
    Field("openUrl", "公开地址", _plain("url"), 500),
    Field("notopenReason", "不公开理由", _plain("ground"), words=NOT_OPEN, needed=_closed, kind="class"),
    Field("docSecret", "密级", _plain("secrecy"), words=SECRECY, needed=_always),
    Field("content", "正文", _plain("content"), needed=_public),
    Field("briefContent", "内容概述", _plain("summary"), 1500, needed=_public),
    Field("missiveFlag", "公文类", _missive_flag, words=YES_NO),
    Field("themeOne", "主题分类一级", _plain("theme_one"), needed=_always, kind="class"),
    Field("themeTwo", "主题分类二级", _plain("theme_two"), needed=_always, kind="class"),
    Field("docType", "文种", _genre, words=DOC_TYPES, needed=_missive, kind="class"),
    Field("groupType", "组配分类", _plain("group"), words=GROUPS, needed=_always, kind="class"),
    Field("decisionFlag", "重大决定草案", _flag("decision_draft"), words=YES_NO),
    Field("standardFlag", "规范性文件", _flag("normative"), words=YES_NO),
    Field("invalidDate", "失效日期", _plain("expires_on"), 10, DAY),
    Field("note", "备注", _note, 500),
)  # fmt: skip


def values(payload: Payload) -> dict[str, str]:
    """Name → text, in the order in which they are sent."""
    return {field.name: field.value(payload) for field in FIELDS}


def to_xml(payload: Payload) -> bytes:
    """``<importInfo>`` with one element for each field; an empty field is an empty element."""
    root = etree.Element("importInfo")
    for name, text in values(payload).items():
        etree.SubElement(root, name).text = _FORBIDDEN.sub("", text)
    found: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return found


def from_xml(data: bytes) -> dict[str, str]:
    """What a receiver reads; no entity is resolved, nothing is fetched.

    Raises:
        ValueError: it is not the profile's document.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not XML") from error
    if root.tag != "importInfo":
        raise ValueError("not importInfo")
    return {str(child.tag): child.text or "" for child in root}
