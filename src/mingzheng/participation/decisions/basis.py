"""The articles and points on which this room's steps stand."""

from __future__ import annotations

from mingzheng.core.procedures.table import Basis

RULES = "《重大行政决策程序暂行条例》（国务院令第713号）"


def _article(text: str) -> Basis:
    return Basis(f"{RULES}{text}")


ART_3 = _article("第三条：目录经同级党委同意后向社会公布，并根据实际情况调整")
POINT_19 = Basis("政务公开工作要点第十九点：目录于3月31日前公开，提高重大行政决策公开集成度")
POINT_19_PARTS = Basis("政务公开工作要点第十九点：归集展示决策草案、起草说明、合法性审查、集体讨论决定等信息")
ART_12 = _article("第十二条：决策事项的建议、研究论证和启动")
ART_13 = _article("第十三条：拟订决策草案")
ART_14 = _article("第十四条：公众参与，与特定群体利益密切相关的应当充分协商")
ART_15 = _article("第十五条：公布决策草案及其说明，期限一般不少于30日")
ART_19 = _article("第十九条至第二十一条：专家论证，签署意见，避免利害关系")
ART_22 = _article("第二十二条至第二十四条：风险评估")
ART_24 = _article("第二十四条：风险不可控的，在采取调整措施之前不作出决策")
COMPETITION = Basis(f"《公平竞争审查条例》；{RULES}第二十九条第（一）项")
ART_25 = _article("第二十五条：不得以征求意见等方式代替合法性审查")
ART_27 = _article("第二十七条：保证必要的审查时间，一般不少于7个工作日")
ART_28 = _article("第二十八条：法定权限、法定程序、草案内容")
ART_29 = _article("第二十九条：提请讨论时应当报送的材料")
ART_30 = _article("第三十条：集体讨论，行政首长最后发表意见，不同意见如实记录")
ART_31 = _article("第三十一条：出台前向同级党委请示报告")
ART_32 = _article("第三十二条：公布决策，说明公众意见、专家论证意见的采纳情况")
ART_33 = _article("第三十三条：材料归档")
ART_36 = _article("第三十六条：决策后评估")
ART_37 = _article("第三十七条：依照法定程序变更或者停止执行，情况紧急的行政首长可以先决定中止执行")
ART_17_INFO = Basis("《政府信息公开条例》第十七条：先审查、后公开")
NOT_NEEDED = Basis(f"{RULES}第十四条、第十九条、第二十二条：依法不适用的环节，写明理由，由另一人认定")
