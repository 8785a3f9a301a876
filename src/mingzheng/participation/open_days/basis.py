"""The points and articles on which this room's steps stand."""

from __future__ import annotations

from mingzheng.core.procedures.table import Basis

POINT_21 = Basis("政务公开工作要点第二十一点：深化政府开放")
POINT_21_THEME = Basis("政务公开工作要点第二十一点：以公开征集意见的方式确定活动主题和场次（7月）")
POINT_21_PARTS = Basis("政务公开工作要点第二十一点：活动期间安排答疑、座谈、活动体验、问卷调查等环节")
POINT_21_ALL_YEAR = Basis("政务公开工作要点第二十一点：常态化开展政府开放活动")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")
PIPL_47 = Basis("《个人信息保护法》第十五条、第四十七条：撤回同意的，删除个人信息")
