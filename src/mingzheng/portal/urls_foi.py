"""Addresses of the citizen's side of 依申请公开; included in ``portal.urls``. No address holds a code or anything typed."""

from django.urls import path

from mingzheng.portal.views.foi import aid, apply, figures, keeping, status

FOI = [
    path("yishenqing/", apply.start, name="foi"),
    path("yishenqing/xuqiu/", apply.part, {"key": "what"}, name="foi-what"),
    path("yishenqing/yigongkai/", apply.offer, name="foi-offers"),
    path("yishenqing/danwei/", apply.part, {"key": "unit"}, name="foi-unit"),
    path("yishenqing/shenfen/", apply.part, {"key": "kind"}, name="foi-kind"),
    path("yishenqing/shenqingren/", apply.part, {"key": "who"}, name="foi-who"),
    path("yishenqing/fangshi/", apply.part, {"key": "way"}, name="foi-way"),
    path("yishenqing/queren/", apply.confirm, name="foi-confirm"),
    path("yishenqing/huizhi/", apply.receipt, name="foi-receipt"),
    path("yishenqing/caogao/", keeping.draft, name="foi-draft"),
    path("yishenqing/chaxun/", status.query, name="foi-query"),
    path("yishenqing/jindu/", status.status, name="foi-status"),
    path("yishenqing/jindu/pingjia/", status.rate, name="foi-rate"),
    path("yishenqing/jindu/wenshu/<int:pk>/", status.letter, name="foi-letter"),
    path("yishenqing/jindu/wenshu/<int:pk>/<uuid:file_id>/", status.download, name="foi-file"),
    path("yishenqing/jindu/<slug:kind>/", status.hand_in, name="foi-hand-in"),
    path("yishenqing/shenqingbiao.pdf", aid.blank, {"ending": "pdf"}, name="foi-blank"),
    path("yishenqing/shenqingbiao.docx", aid.blank, {"ending": "docx"}, name="foi-blank-word"),
    path("yishenqing/tongji/", figures.statistics, name="foi-statistics"),
    path("yishenqing/bangzhu/", aid.helping, name="foi-help"),
]
