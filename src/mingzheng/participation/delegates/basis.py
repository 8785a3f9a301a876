"""On what the duties of this room stand."""

from mingzheng.core.procedures.table import Basis

POINT_18 = Basis("政务公开工作要点第十八点：继续推进邀请公众代表列席政府决策会议工作")
POINT_18_CHOICE = Basis("政务公开工作要点第十八点：优化代表遴选方式，推动更多普通市民、小微企业代表参与列席活动")
ART_6 = Basis("《政府信息公开条例》第六条：及时、准确地公开")
ART_17 = Basis("《政府信息公开条例》第十七条：先审查、后公开")
PRIVACY = "《个人信息保护法》第十三条、第十九条（同意；保存期限为实现目的所必要的最短时间）"
