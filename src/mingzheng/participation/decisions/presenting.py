"""What the case screen says of a catalogue, a proposal, a matter."""

from __future__ import annotations

from typing import Any

from mingzheng.core.dates import chinese_date
from mingzheng.participation.decisions import dates, terms
from mingzheng.participation.decisions.models import Catalogue, Matter, Proposal


def catalogue_facts(catalogue: Catalogue) -> list[tuple[str, Any]]:
    live, draft = catalogue.live, catalogue.draft
    due = terms.catalogue_due(catalogue.year)
    late = catalogue.published_on and catalogue.published_on > due
    return [
        ("年度", catalogue.year),
        ("范围", catalogue.get_scope_display()),
        ("应在什么时候前公布", due),
        ("首次公布", catalogue.published_on),
        ("超过期限", "是" if late else ""),
        ("现行版次", f"第 {live.number} 版（{live.lines.filter(dropped=False).count()} 项）" if live else ""),
        ("正在编制", f"第 {draft.number} 版" if draft else ""),
        ("调整理由", draft.reason if draft else ""),
        ("党委（党组）同意", _consent(draft or live)),
    ]


def _consent(version: Any) -> str:
    if version is None or version.consent_on is None:
        return ""
    return f"{version.consent_body}，{chinese_date(version.consent_on)}，{version.consent_number}（{version.consent_by}登记）"


def proposal_facts(proposal: Proposal) -> list[tuple[str, Any]]:
    return [
        ("列入哪一年度", proposal.year),
        ("类别", proposal.get_kind_display()),
        ("主要内容", proposal.about),
        ("计划完成时间", proposal.planned_by),
        ("建议来源", proposal.get_origin_display()),
        ("理由和依据", proposal.grounds),
        ("区府办意见", proposal.answer),
    ]


def matter_facts(matter: Matter) -> list[tuple[str, Any]]:
    return [
        ("决策机关", matter.get_scope_display()),
        ("承办单位", matter.unit.name),
        ("类别", matter.get_kind_display()),
        ("主要内容", matter.about),
        ("须有公平竞争审查", "是" if matter.touches_market else ""),
        ("须听取企业或者特定群体意见", "是" if matter.group_rights else ""),
        ("第几轮", matter.round if matter.round > 1 else ""),
        ("启动日期", matter.started_on),
        ("合法性审查时间满7个工作日", dates.earliest_opinion(matter) if matter.handed_on else ""),
        ("决定日期", matter.decided_on),
        ("公布日期", matter.published_on),
        ("档号", matter.archive_number),
        ("中止执行", matter.suspended_why),
        ("结束原因", matter.over_why),
    ]
