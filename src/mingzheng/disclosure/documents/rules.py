"""Every conditional rule of the header fields, declared once. Form, import, API, filing and inspections ask here.

Pure: rules look at plain values (``Values``), not at the database.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q

from mingzheng.disclosure.documents.models import Edition
from mingzheng.disclosure.documents.vocabulary import Attribute, Scope, Secrecy, theme_codes

Values = Mapping[str, Any]
NUMBER = re.compile(r"[一-鿿（）()]{1,20}〔(\d{4})〕(?!0)\d{1,5}号")
LONGEST_SUMMARY = 1500
SERVICE = re.compile(r"https?://[^\s<>\"']{4,290}|/[^/\\\s<>\"'][^\s<>\"'\\]{0,290}")
HEAD_LINES = 8  # of the text, in which its own number may stand on a line of its own


class Stage(StrEnum):
    """When a rule must hold: whenever a draft is saved, or only before release (or registration)."""

    SAVE = "save"
    RELEASE = "release"


@dataclass(frozen=True)
class Rule:
    """A rule speaks when ``when`` holds and ``ok`` does not.

    Args:
        field: the field at which the problem is shown.
        message: what is wrong. ``remedy``: what to do.
        article: on what the rule stands.
        hard: False for what only a person can judge: shown, but it does not stop the release.
    """

    code: str
    field: str
    ok: Callable[[Values], bool]
    message: str
    remedy: str
    article: str
    when: Callable[[Values], bool] = lambda _: True
    stage: Stage = Stage.RELEASE
    hard: bool = True


@dataclass(frozen=True)
class Problem:
    """A rule that does not hold, in words that say what to do. ``url``: where to do it, when that is not the draft itself."""

    code: str
    field: str
    message: str
    remedy: str
    article: str
    hard: bool
    url: str = ""

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}"


def _has(*names: str) -> Callable[[Values], bool]:
    return lambda values: all(bool(values.get(name)) for name in names)


def _is(name: str, *wanted: Any) -> Callable[[Values], bool]:
    return lambda values: values.get(name) in wanted


def _year_of_number(values: Values) -> int | None:
    match = NUMBER.fullmatch(values.get("doc_number") or "")
    return int(match[1]) if match else None


def _year_agrees(values: Values) -> bool:
    year, formed = _year_of_number(values), values.get("formed_on")
    return year is None or not isinstance(formed, dt.date) or year == formed.year


def _number_in_text(values: Values) -> bool:
    """No number at the head is fine; a line that is a number is ours. Numbers within a sentence are of cited papers."""
    head = [line.strip("（）() ") for line in str(values.get("body_text") or "").split("\n")[:HEAD_LINES]]
    found = [bare for line in head if NUMBER.fullmatch(bare := re.sub(r"\s", "", line))]
    own = values.get("doc_number") or ""
    return not found or own in found


def _not_in_future(values: Values) -> bool:
    formed, today = values.get("formed_on"), values.get("today")
    return not isinstance(formed, dt.date) or not isinstance(today, dt.date) or formed <= today


def _in_order(first: str, second: str) -> Callable[[Values], bool]:
    def ok(values: Values) -> bool:
        one, two = values.get(first), values.get(second)
        return not (isinstance(one, dt.date) and isinstance(two, dt.date)) or one <= two

    return ok


official = _is("official", True)
public = _is("attribute", Attribute.PROACTIVE.value)
not_public = _is("attribute", Attribute.ON_REQUEST.value, Attribute.WITHHELD.value)
FORMAT = "GB/T 9704-2012"
FILING = "公文备案数据项（索引号、标题、文号等）"
ART_26 = "《政府信息公开条例》第十二条（目录应当包括索引、名称、内容概述、生成日期）"

RULES: tuple[Rule, ...] = (
    Rule("title", "title", _has("title"), "没有标题。", "请填写标题。", ART_26, stage=Stage.SAVE),
    Rule(
        "title_length", "title", lambda v: len(v.get("title") or "") <= 200,
        "标题超过 200 字，公文库不收。", "请核对标题。", FILING,
    ),
    Rule("body", "body", _has("body_text"), "没有正文。", "请录入或上传正文。", ART_26, when=public),
    Rule(
        "attribute", "attribute", _has("attribute"),
        "没有认定公开属性。", "请选择主动公开、依申请公开或不予公开。", "《政府信息公开条例》第十三条；要点第八点（公开属性认定）",
    ),
    Rule(
        "ground", "ground", _has("ground"),
        "不主动公开的，要写明理由。", "请选择理由，系统会给出对应条款。", "《政府信息公开条例》第十三条至第十六条", when=not_public,
    ),
    Rule(
        "ground_on_request", "ground", lambda v: v.get("ground") != "on_request",
        "「可以依申请提供」不是不予公开的理由。", "请选择第十四条至第十六条的理由，或改为依申请公开。", "《政府信息公开条例》第十四条至第十六条",
        when=_is("attribute", Attribute.WITHHELD.value),
    ),
    Rule(
        "secret_not_public", "attribute", _is("secrecy", Secrecy.NONE.value),
        "标有密级的文件不能主动公开。", "请核对密级；确已解密的，改为非密并在保密审查中说明。", "《政府信息公开条例》第十四条；保密法第三十五条",
        when=public,
    ),
    Rule(
        "relayed", "attribute", lambda v: v["attribute"] == v["relayed_attribute"],
        "转发的文件，公开属性应与被转发的文件一致。", "请对照被转发的文件改正公开属性。", "要点第八点；公文公开属性认定做法（转发类从其原件）",
        when=_has("attribute", "relayed_attribute"),
    ),
    Rule("doc_number", "doc_number", _has("doc_number"), "公文没有发文字号。", "请填写发文字号。", FILING, when=official),
    Rule(
        "doc_number_form", "doc_number", lambda v: bool(NUMBER.fullmatch(v["doc_number"])),
        "发文字号的写法不对。", "应为 机关代字＋六角括号年份＋序号＋号，如 长府办〔2023〕12号；序号前不加“第”和“0”。",
        FORMAT + " 7.2.5", when=_has("doc_number"),
    ),
    Rule(
        "number_year", "doc_number", _year_agrees,
        "发文字号的年份与成文日期的年份不一致。", "请核对两处；跨年印发的，请在理由中说明。", FORMAT + " 7.2.5；评估常见差错",
        when=_has("doc_number", "formed_on"),
    ),
    Rule(
        "number_in_text", "doc_number", _number_in_text,
        "正文开头的文号与填写的发文字号不一致。", "请对照原文核对，网页上的文号要与正文一致。", "评估常见差错：页面文号与正文不符",
        when=_has("doc_number", "body_text"),
    ),
    Rule("issuer", "issuer", _has("issuer"), "没有发文机关。", "请填写发文机关全称。", FILING),
    Rule("genre", "genre", _has("genre"), "公文没有选择文种。", "请选择体裁（文种）。", FILING, when=official),
    Rule("formed_on", "formed_on", _has("formed_on"), "没有成文日期。", "请填写成文日期。", ART_26),
    Rule(
        "formed_future", "formed_on", _not_in_future,
        "成文日期在今天之后。", "请核对日期。", "评估常见差错：先公开后成文", when=_has("formed_on"), stage=Stage.SAVE,
    ),
    Rule(
        "printed_order", "printed_on", _in_order("formed_on", "printed_on"),
        "印发日期早于成文日期。", "请核对两个日期。", FORMAT + " 7.3.5、7.4.3",
    ),
    Rule(
        "expires_order", "expires_on", _in_order("effective_on", "expires_on"),
        "有效期的最后一日早于施行日期。", "请核对两个日期。", "《上海市行政规范性文件管理规定》（有效期）", stage=Stage.SAVE,
    ),
    Rule("theme", "theme", _has("theme"), "没有选择主题分类。", "请选择到二级主题。", FILING),
    Rule(
        "theme_known", "theme", lambda v: v["theme"] in theme_codes(),
        "主题分类不在 22 类主题之中。", "请从列表中选择。", FILING, when=_has("theme"), stage=Stage.SAVE,
    ),
    Rule("group", "group", _has("group"), "没有选择组配分类。", "请选择组配分类。", FILING),
    Rule("summary", "summary", _has("summary"), "没有内容概述。", "请用一两句话写明主要内容。", ART_26, when=public),
    Rule(
        "summary_length", "summary", lambda v: len(v.get("summary") or "") <= LONGEST_SUMMARY,
        "内容概述超过 1500 字，公文库不收。", "请压缩内容概述。", FILING,
    ),
    Rule("carriers", "carriers", _has("carriers"), "没有选择公开载体。", "请至少选择一种公开载体。", FILING, when=public),
    Rule("columns", "columns", _has("columns"), "没有选择栏目。", "请选择要列入的栏目。", "国办公开办函〔2019〕61号", when=public),
    Rule("tags", "tags", _has("tags"), "没有标签。", "请至少选择一个标签。", "要点第十二点（政策标签）", when=public),
    Rule(
        "effective", "effective_on", _has("effective_on"),
        "规范性文件没有施行日期。", "请填写施行日期；正文写“自印发之日起施行”的，填印发日期。", "《上海市行政规范性文件管理规定》",
        when=_is("normative", True),
    ),
    Rule(
        "expiry", "expires_on", _has("expires_on"),
        "规范性文件没有有效期。", "请填写有效期的最后一日；正文没有写明的，按规则推定后由人确认。", "《上海市行政规范性文件管理规定》（有效期）",
        when=_is("normative", True),
    ),
    Rule(
        "normative_number", "doc_number", lambda v: "规" in v["doc_number"],
        "规范性文件的发文字号里没有“规”字。", "请核对是否为行政规范性文件，或核对文号。", "沪府规、沪府办规等编号做法",
        when=lambda v: bool(v.get("normative") and v.get("doc_number")), hard=False,
    ),
    Rule(
        "normative_is_public", "attribute", public,
        "行政规范性文件应当主动公开。", "请改为主动公开；不是规范性文件的，取消该项。", "《政府信息公开条例》第二十条第（一）项",
        when=_is("normative", True),
    ),
    Rule(
        "targets", "scope", _has("grants"),
        "定向公开没有写明对象。", "请指定单位、单位组，或设置查阅码。", "要点第八点（定点、定向公开）", when=_is("scope", Scope.TARGETED.value),
    ),
    Rule(
        "pictures_alt", "body", _has("pictures_described"),
        "正文中有图片没有替代文字。", "请为每张图片写一句说明，读屏软件会读出来。", "《无障碍环境建设法》；WCAG 2.1 1.1.1",
        when=public,
    ),
    Rule(
        "service_url", "service_url", lambda v: bool(SERVICE.fullmatch(v["service_url"])),
        "办理入口的网址写法不对。", "请写完整的网址，如 https://zwdt.sh.gov.cn/…；没有的留空。", "要点第十三点（政策集成发布：附办理入口）",
        when=_has("service_url"), stage=Stage.SAVE,
    ),
    Rule(
        "change_note", "change_note", _has("change_note"),
        "更正没有说明改了什么。", "请写一句公开的更正说明。", "《政府信息公开条例》第二十六条（变更之日）", when=_is("correction", True),
    ),
    Rule(
        "signature", "signature", lambda v: v["signature"] in ("", *(v.get("issuers") or ())),
        "署名与发文机关不一致。", "请对照原文核对；确属正常的（如联合署名），可以继续。", "评估常见差错：机关代字、标题主语和署名不一致",
        when=_has("signature", "issuer"), hard=False,
    ),
)  # fmt: skip


def problems(values: Values, stage: Stage = Stage.RELEASE) -> list[Problem]:
    """Every rule of the stage that does not hold, in the order of the fields; RELEASE includes SAVE."""
    return [_problem(rule) for rule in RULES if _applies(rule, stage) and rule.when(values) and not rule.ok(values)]


def hard(found: Iterable[Problem]) -> list[Problem]:
    """Those that stop a release."""
    return [problem for problem in found if problem.hard]


def _applies(rule: Rule, stage: Stage) -> bool:
    return stage is Stage.RELEASE or rule.stage is Stage.SAVE


def _problem(rule: Rule) -> Problem:
    return Problem(rule.code, rule.field, rule.message, rule.remedy, rule.article, rule.hard)


FIELDS = (
    "title", "doc_number", "issuer", "co_issuers", "official", "genre", "theme", "group", "normative", "decision_draft",
    "party", "secrecy", "formed_on", "printed_on", "effective_on", "expires_on", "attribute", "ground", "ground_note",
    "scope", "carriers", "addressee", "signature", "relays", "keywords", "tags", "audience", "summary", "columns",
    "service_url", "release_plan", "body", "change_note",
)  # fmt: skip


def values_of(edition: Edition, *, today: dt.date) -> dict[str, Any]:
    """What the rules look at, for an edition."""
    from mingzheng.disclosure.documents.texts import has_undescribed_picture, plain_text

    found: dict[str, Any] = {name: getattr(edition, name) for name in FIELDS}
    found |= {
        "today": today,
        "body_text": plain_text(edition.body),
        "issuers": edition.issuers,
        "relayed_attribute": _relayed_attribute(edition),
        "correction": edition.serial > 1,
        "grants": edition.grants.exists() if edition.pk and edition.scope == Scope.TARGETED else False,
        "pictures_described": not has_undescribed_picture(edition.body),
    }
    return found


def _relayed_attribute(edition: Edition) -> str:
    """The attribute of the relayed document, when its number is named and the drafter's unit may know it; "" otherwise."""
    match = NUMBER.search(edition.relays)
    if match is None:
        return ""
    known = Q(document__listed=True) | Q(document__unit=edition.document.unit_id)
    found = Edition.objects.filter(known, doc_number=match.group()).exclude(status=Edition.Status.DROPPED)
    return found.order_by("-serial").values_list("attribute", flat=True).first() or ""
