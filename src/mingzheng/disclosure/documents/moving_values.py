"""A row of an archive as the values of an edition: dates, lists and choices read as offices write them. No database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.disclosure.documents.intake import dates, docnumbers
from mingzheng.disclosure.documents.vocabulary import Attribute, Genre, Group, Secrecy, theme_codes

DATES = ("formed_on", "printed_on", "published_on", "effective_on", "expires_on", "repealed_on")
LISTS = ("co_issuers", "keywords", "tags", "audience", "columns")
TEXTS = ("title", "issuer", "addressee", "signature", "summary")
_LABELS = {"formed_on": "成文日期", "printed_on": "印发日期", "published_on": "发布日期", "effective_on": "施行日期",
           "expires_on": "失效日期", "repealed_on": "废止日期"}  # fmt: skip
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_YES = frozenset({"是", "y", "yes", "true", "1", "√", "规范性文件", "行政规范性文件"})
_OTHER_WORDS: dict[str, str] = {
    "命令": Genre.ORDER.value, "令": Genre.ORDER.value, "纪要": Genre.MINUTES.value, "其他": Genre.OTHER.value,
    "公开": Attribute.PROACTIVE.value, "公开发布": Attribute.PROACTIVE.value, "主动": Attribute.PROACTIVE.value,
    "申请公开": Attribute.ON_REQUEST.value, "不公开": Attribute.WITHHELD.value, "免予公开": Attribute.WITHHELD.value,
    "非密": Secrecy.NONE.value, "无": Secrecy.NONE.value, "公开信息": Secrecy.NONE.value,
}  # fmt: skip


def day(field: str, value: Any) -> dt.date | None:
    """A date as a cell holds it: a date, 2023年5月6日, 2023-05-06 10:00, 20230506, Excel's number of days.

    Raises:
        Refused: it is none.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = re.sub(r"\s+", " ", str(value)).strip()
    if text in ("", "-", "/", "无", "长期", "长期有效", "None"):
        return None
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _EXCEL_EPOCH + dt.timedelta(days=int(text[:5]))
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = dates.find(text) or dates.find(text.replace(" ", ""))
    if not found:
        label = _LABELS.get(field, field)
        raise Refused(f"{label}「{text[:30]}」不是日期。", remedy="请写成 2023-05-06 或 2023年5月6日。", field=field)
    return found[0].day


def words(value: Any) -> list[str]:
    """Several words of one cell."""
    given = value if isinstance(value, list) else re.split(r"[、，,;；|\n]+", str(value))
    return list(dict.fromkeys(str(one).strip() for one in given if str(one).strip()))


def text(value: Any) -> str:
    """A cell as text; whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return str(value).replace("\0", "").strip()


def choice(choices: list[tuple[str, str]], value: Any) -> str:
    """The code of a choice by its code, its label, or the label's first words; "" when unknown."""
    wanted = text(value)
    for code, label in choices:
        if wanted in (code, str(label)) or str(label).partition("（")[0] == wanted:
            return code
    other = _OTHER_WORDS.get(wanted, "")
    return other if other in dict(choices) else ""


def theme(value: Any) -> str:
    """综合政务/政务公开 however the levels are parted; "" when it is none of the 22 themes."""
    parts = [part.strip() for part in re.split(r"[/\\>›＞\-—、,， ]+", text(value)) if part.strip()]
    known = theme_codes()
    for wanted in ("/".join(parts[:2]), parts[-1] if parts else ""):
        if wanted in known:
            return wanted
    below = [code for code in known if parts and code.endswith(f"/{parts[-1]}")]
    return below[0] if len(below) == 1 else ""


def values(row: Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """The header fields of a row. What is not understood and not needed is left out and noted.

    Raises:
        Refused: a date that is none, a secrecy mark, an attribute that is not 主动公开.
    """
    found: dict[str, Any] = {name: text(row[name]) for name in TEXTS if name in row}
    found |= {name: words(row[name]) for name in LISTS if name in row}
    for name in DATES:
        if name in row and (held := day(name, row[name])):
            found[name] = held
    if "doc_number" in row:
        found["doc_number"] = _number(text(row["doc_number"]), notes)
    if "normative" in row:
        found["normative"] = text(row["normative"]).lower() in _YES
    for name, choices, label in (("genre", Genre.choices, "体裁"), ("group", Group.choices, "组配分类")):
        if name in row:
            found[name] = choice(choices, row[name])
            if not found[name]:
                notes.append(f"{label}「{text(row[name])[:20]}」不在列表中，未迁入。")
    if "theme" in row:
        found["theme"] = theme(row["theme"])
        if not found["theme"]:
            notes.append(f"主题分类「{text(row['theme'])[:20]}」不在 22 类之中，未迁入。")
    _refuse_not_public(row)
    return found


def _number(given: str, notes: list[str]) -> str:
    number = docnumbers.whole(given)
    if number is None:
        if given:
            notes.append(f"发文字号「{given[:30]}」的写法不规范，按原样迁入。")
        return given
    if number.text != given:
        notes.append(f"发文字号「{given[:30]}」改写为「{number.text}」。")
    return number.text


def _refuse_not_public(row: Mapping[str, Any]) -> None:
    secrecy = choice(Secrecy.choices, row["secrecy"]) if "secrecy" in row else Secrecy.NONE.value
    if secrecy != Secrecy.NONE.value:
        raise Refused(
            f"密级写着「{text(row['secrecy'])[:10]}」，不能迁入公开平台。", remedy="涉密文件按保密规定处理；确属非密的，改正后再迁入。",
            field="secrecy", code="secret",
        )  # fmt: skip
    if "attribute" in row:
        attribute = choice(Attribute.choices, row["attribute"])
        if attribute != Attribute.PROACTIVE.value:
            raise Refused(
                f"公开属性是「{text(row['attribute'])[:10]}」，迁入只收已经主动公开的文件。",
                remedy="不公开的文件请在工作台登记；属性写错的，改正后再迁入。", field="attribute", code="not_public",
            )  # fmt: skip


def from_text(name: str, value: Any) -> Any:
    """A proposal's value as the edition keeps it."""
    if name == "genre":
        return choice(Genre.choices, value)
    if name == "signature" and isinstance(value, tuple):
        return "　".join(value)
    return list(value) if isinstance(value, tuple) else value


def judged(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the rules look at (``rules.values_of`` for values that are no edition yet)."""
    from mingzheng.core import timekeeping
    from mingzheng.disclosure.documents import texts

    body = str(values.get("body") or "")
    return {
        **values,
        "scope": "public",
        "secrecy": Secrecy.NONE.value,
        "today": timekeeping.today(),
        "body_text": texts.plain_text(body),
        "issuers": [name for name in [values.get("issuer"), *values.get("co_issuers", [])] if name],
        "correction": False,
        "grants": False,
        "pictures_described": not texts.has_undescribed_picture(body),
    }
