"""A letter as a wording makes it, with sample facts: for whoever edits the wording."""

from __future__ import annotations

import datetime as dt

from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.remedy import remedy
from mingzheng.requests.foi.letters import texts
from mingzheng.requests.foi.letters.composing import Composed, filled, organ_names
from mingzheng.requests.foi.letters.kinds import kinds

SAMPLE = {
    "申请人": "张某某",
    "收到日期": "2023年4月17日",
    "提交日期": "2023年4月17日",
    "申请内容": "2022年度营商环境评估报告",
    "申请号": "SQYS0000026020230417001",
    "机关": "某某局",
    "机关电话": "021-00000000",
    "机关地址": "某某路1号",
    "提供形式": "电子文档",
    "获取方式": "电子邮件",
    "原因": "您询问的是办事流程。",
    "渠道": "政府网站“政府信息公开”栏目",
    "补正事项": "请写明文件的名称、文号或者形成年份。",
    "补正期限": "15",
    "情况": "本年度内已提出申请 60 件。",
    "答复日期": "2023年6月30日",
    "理由": "涉及的材料较多",
    "延长至": "2023年6月14日",
    "天数": "20",
    "征求内容": "项目批复附件中的投资估算表",
    "公开内容": "项目批复及其附件",
    "金额": "720",
    "计算": "第 31–100 页：70 × 10 元 = 700 元",
    "缴纳方式": "上海市公共支付平台",
    "事实和理由": "经核对，情况属实。",
    "提供的信息": "《2022年度营商环境评估报告》",
    "负责机关": "建议您向某某局（联系方式：021-00000000）申请。",
    "不予公开的情形": "内部事务信息",
    "不予公开的依据": "《中华人民共和国政府信息公开条例》第十六条第一款",
}


def sample(key: str, body: str, day: dt.date, title: str = "") -> Composed:
    """What a wording would say.

    Raises:
        Refused: nobody uses a wording of this key.
    """
    must, may = texts.places_of(key)
    values = {name: SAMPLE.get(name, f"（{name}）") for name in (*must, *may)}
    group, _dot, name = key.partition(".")
    if group == "letter":
        kind = kinds()[name]
        return Composed(title or kind.title, SAMPLE["申请人"], filled(body, values), _remedy(kind.leaf, day))
    leaf = outcomes.LEAVES[name]
    values["依据"] = leaf.cited
    return Composed(
        title or outcomes.LETTERS.get(leaf.letter, ""), SAMPLE["申请人"], filled(body, values), _remedy(name, day)
    )


def _remedy(leaf: str, day: dt.date) -> str:
    return remedy(day, leaf, "district_department", names=organ_names()).text if leaf else ""
