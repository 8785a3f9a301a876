"""The articles and points on which this room's steps stand."""

from __future__ import annotations

from mingzheng.core.procedures.table import Basis

POINT_16 = Basis("政务公开工作要点第十六点：打造“政策公开讲”品牌，政策进社（园）区、楼宇、高校")
POINT_16_NEEDS = Basis("政务公开工作要点第十六点：精细培训、需求跟踪、体验评价")
POINT_17_COURSEWARE = Basis("政务公开工作要点第十七点：制作辅导课件等可复用形式，针对性辅导")
POINT_17_RELAY = Basis("政务公开工作要点第十七点：政策推送“接力”，跑好“最后一公里”")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")
