"""What the case screen says of a clean-up."""

from __future__ import annotations

from typing import Any

from mingzheng.disclosure.cleanup.models import Campaign, Share


def campaign_facts(campaign: Campaign) -> list[tuple[str, Any]]:
    done = campaign.shares.filter(case__state="submitted").count()
    return [
        ("清理依据", campaign.basis),
        ("范围", campaign.unit.short if campaign.unit else "全区各单位"),
        ("文件", "行政规范性文件" if campaign.normative_only else "全部文件"),
        ("清理截止日", campaign.as_of),
        ("各单位报送期限", campaign.due_on),
        ("已报送单位", f"{done}/{campaign.shares.count()}"),
        ("结果文号", campaign.number),
        ("结果施行日期", campaign.effective_on),
    ]


def share_facts(share: Share) -> list[tuple[str, Any]]:
    waiting = share.lines.filter(proposal="").count()
    return [
        ("清理", share.campaign.title),
        ("清理依据", share.campaign.basis),
        ("列入清理", f"{share.lines.count()} 件"),
        ("还没有建议", f"{waiting} 件"),
    ]
