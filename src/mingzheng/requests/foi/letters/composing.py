"""The words of a letter, from the office's wording and the facts of the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.remedy import remedy
from mingzheng.requests.foi.letters import texts
from mingzheng.requests.foi.letters.kinds import kinds
from mingzheng.requests.foi.models import Applicant, Application, Outcome

BLANK = "＿＿＿＿"
AGENCY_KIND = {
    Unit.Kind.GOV_OFFICE: "district_government",
    Unit.Kind.STREET: "subdistrict_office",
    Unit.Kind.TOWN: "town_government",
}
# Where the kind of a unit does not say it: 司法行政部门 and vertically led units have organs of their own.
BY_CODE = {"sifa": "district_justice_bureau", "shuiwu": "district_tax_bureau"}


@dataclass(frozen=True)
class Composed:
    """What a letter would say. ``texts``: which versions of the wording were used."""

    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    remedy: str = ""
    texts: Mapping[str, int] = field(default_factory=dict)


def in_words(day: dt.date | None) -> str:
    """2023年4月17日; a blank to be filled when the day is not known."""
    return BLANK if day is None else chinese_date(day)


def agency_kind(unit: Unit) -> str:
    """The kind of agency in the rules of remedy."""
    return BY_CODE.get(unit.code) or AGENCY_KIND.get(Unit.Kind(unit.kind), "district_department")


def organ_names() -> dict[str, str]:
    return {"区人民政府": f"{settings.MINGZHENG_DISTRICT}人民政府"}


def addressee_of(application: Application) -> str:
    """The name of the applicant.

    Raises:
        Refused: the personal data of the case were removed already.
    """
    found = Applicant.objects.filter(application=application).values_list("name", flat=True).first()
    if found is None:
        raise Refused("这件申请的个人信息已经清除，不能再制作文书。", code="purged")
    return found


def common_facts(application: Application) -> dict[str, str]:
    return {
        "申请人": addressee_of(application),
        "收到日期": in_words(application.received_on),
        "提交日期": in_words(application.submitted_on),
        "申请内容": application.wanted.strip(),
        "申请号": application.number or "（未编号）",
        "机关": application.unit.name,
        "机关电话": application.unit.phone or BLANK,
        "机关地址": application.unit.address or BLANK,
        "提供形式": application.get_form_display(),
        "获取方式": application.get_way_display(),
    }


def compose(
    application: Application, code: str, day: dt.date, *, facts: Mapping[str, str] | None = None, addressee: str = ""
) -> Composed:
    """A letter of a kind other than the answer; one that tells an outcome closes with its remedy.

    Raises:
        Refused: no wording is in force, or a fact that it names is not there.
    """
    kind = kinds()[code]
    wording = texts.text_on(kind.key, day)
    values = {**common_facts(application), **(facts or {})}
    return Composed(
        title=wording.title or kind.title,
        addressee=addressee or values["申请人"],
        paragraphs=filled(wording.body, values),
        remedy=_remedy(application, day, kind.leaf) if kind.leaf else "",
        texts={wording.key: wording.version},
    )


def compose_answer(application: Application, day: dt.date, outcome: Outcome | None = None) -> Composed:
    """The answer: opening, the paragraph of the leaf, and the remedy that the law fixes.

    Args:
        outcome: one that is being typed; the drafted one when None.

    Raises:
        Refused: no outcome is drafted, or no wording is in force.
    """
    outcome = outcome or getattr(application, "outcome", None)
    if outcome is None:
        raise Refused("还没有拟答复。", remedy="请先选定办理结果。", code="no_outcome")
    leaf = outcomes.leaf(outcome.leaf, day)
    opening = texts.text_on("letter.answer", day)
    reason = texts.text_on(f"reason.{leaf.code}", day)
    withheld = [outcomes.leaf(code, day) for code in outcome.withheld]
    values = common_facts(application) | {
        "依据": leaf.cited,
        "事实和理由": outcome.reason.strip(),
        "提供的信息": outcome.supplied.strip() or "所申请的信息（见附件）",
        "渠道": outcome.pointer.strip(),
        "不予公开的情形": "、".join(one.name for one in withheld) or BLANK,
        "不予公开的依据": "、".join(dict.fromkeys(one.cited for one in withheld)) or BLANK,
        "负责机关": _agency(outcome.agency, outcome.agency_contact),
    }
    return Composed(
        title=outcomes.LETTERS[leaf.letter],
        addressee=values["申请人"],
        paragraphs=(*filled(opening.body, values), *filled(reason.body, values)),
        remedy=_remedy(application, day, leaf.code),
        texts={opening.key: opening.version, reason.key: reason.version},
    )


def _remedy(application: Application, day: dt.date, leaf: str) -> str:
    online = application.way in (Application.Way.ONLINE, Application.Way.EMAIL)
    return remedy(day, leaf, agency_kind(application.unit), names=organ_names(), online=online).text


def preview(application: Application, day: dt.date, outcome: Outcome | None = None) -> Composed:
    """The answer as it would be signed today."""
    return compose_answer(application, day, outcome)


def _agency(name: str, contact: str) -> str:
    if not name:
        return ""
    return f"建议您向{name}（联系方式：{contact}）申请。" if contact else f"建议您向{name}申请。"


def filled(body: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Paragraphs with their places filled; one whose places are all empty is left out."""
    lines = []
    for line in body.splitlines():
        names = texts.PLACE.findall(line)
        missing = next((name for name in names if name not in values), None)
        if missing is not None:
            raise Refused(f"文书中的{{{missing}}}没有内容。", remedy="请先登记这项事实。", code="no_fact")
        if line.strip() and (not names or any(values[name] for name in names)):
            lines.append(texts.PLACE.sub(lambda match: values[match[1]], line).strip())
    return tuple(lines)
