"""The points and articles on which this room's steps stand."""

from __future__ import annotations

from mingzheng.core.procedures.table import Basis

POINT_22 = Basis(
    "政务公开工作要点第二十二点：统筹协调；配齐配强工作力量、保障工作经费，主要负责同志每年至少听取1次工作汇报"
)
POINT_23 = Basis("政务公开工作要点第二十三点：分领域召开工作培训会，加强政务公开工作知识学习")
POINT_23_CASES = Basis("政务公开工作要点第二十三点：加大对各单位经验做法的宣传，推广一批优秀案例和成果")
POINT_25 = Basis("政务公开工作要点第二十五点：加强日常检查和跟踪督查")
ART_4 = Basis("《政府信息公开条例》第四条：建立健全本行政机关的政府信息公开工作制度，指定机构负责日常工作")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
