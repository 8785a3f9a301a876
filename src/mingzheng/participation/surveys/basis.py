"""The articles and points on which this room's steps stand."""

from __future__ import annotations

from mingzheng.core.procedures.table import Basis

POINT_18 = Basis("政务公开工作要点第十八点：调研座谈、问卷调查、大数据分析等，开展政策需求征集")
POINT_20 = Basis(
    "政务公开工作要点第二十点：决策草案意见征集、人民意见征集、民意调查、实事项目征集、政府开放活动主题征集"
)
RULES_8 = Basis("《上海市人民建议征集若干规定》第八条：专项征集应当公布征集的议题、途径和方式、期限")
RULES_10 = Basis("《上海市人民建议征集若干规定》第十条：建议的主题、事由、对策和基本信息")
RULES_12 = Basis("《上海市人民建议征集若干规定》第十二条：专项征集的建议，集中向社会反馈")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
PIPL = Basis("《个人信息保护法》第二十五条：未经单独同意不得公开个人信息")
