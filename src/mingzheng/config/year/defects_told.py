"""Defects in what the district publishes: papers, interpretations, columns, months, corners, questions."""

from __future__ import annotations

# (kind, units that have it, board, words)
ROWS: list[tuple[str, tuple[str, ...], str, str]] = [
    ("document_late", ("yingji", "xianxia"), "record.document_late", "公文形成 28 个工作日后才公开"),
    ("correction_late", ("tiyu",), "record.document_late", "更正稿起草 20 个工作日后才公开"),
    ("timed_late", ("weijian",), "record.document_late", "签发及时，定时公开定在期限以后"),
    ("forced_unreviewed", ("xiaofang",), "documents.determined", "没有核对公开属性就紧急公开，事后没有补审"),
    (
        "findings_left",
        ("tuiyi",),
        "documents.findings_settled record.document_late",
        "机器检查出的问题没有人处理，文稿一直没有公开",
    ),
    ("faq_left", ("jianguan",), "questions.faq_formed", "同一问题问了十次以上，没有形成常见问题"),
    ("interpretation_late", ("jiguan",), "record.together", "解读迟于文件发布"),
    ("interpretation_missing", ("shenji",), "record.explained record.together", "申报了解读，没有写"),
    (
        "validity_missing",
        ("chengguan",),
        "record.validity filing.accepted filing.clean filing.equal_versions",
        "迁入的规范性文件没有有效期",
    ),
    ("normative_filed_late", ("wenlv",), "normative.filed_in_time", "规范性文件迟报备案"),
    ("need_late", ("shengtai",), "outreach.needs_settled", "宣讲后的需求没有按期办结"),
    ("message_unanswered", ("minzheng",), "record.message_late", "政策留言没有答复"),
    ("column_stale", ("rongmei",), "catalogue.columns_fresh", "栏目超过更新周期"),
    ("matter_stale", ("shichang",), "record.project_stale", "重点领域事项没有按周期更新"),
    ("month_not_filed", ("guodong",), "filing.months", "一个月没有报送全量备案"),
    ("corner_quiet", ("huayang",), "corners.active_in_quarter", "第四季度专区没有活动"),
    ("report_late", ("qufuban",), "inspections.reports_in_time", "网站纠错没有按期答复"),
]
