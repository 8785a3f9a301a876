"""The defects of the wings where people ask, write, are heard, learn and report: (kind, units, board, words)."""

from __future__ import annotations

# Boards: rules of inspections ("record.…"), figures, or a list that a page shows; several where it shows in several.
LATE_REQUEST, LATE_LETTER = "record.request_late", "record.letter_late letters.mailboxes_in_time"

ROWS: list[tuple[str, tuple[str, ...], str, str]] = [
    ("foi_late", ("tianshan",), LATE_REQUEST, "答复政府信息公开申请超过20个工作日"),
    ("foi_unanswered", ("yingji",), LATE_REQUEST, "申请到期没有答复，也没有延长"),
    ("letter_late", ("lvhua",), LATE_LETTER, "来信超过期限才答复"),
    ("letter_unanswered", ("beixinjing",), LATE_LETTER, "来信受理以后没有答复"),
    ("letter_beside", ("shangwuwei",), "letters.clean_replies", "答复没有回答来信问的事"),
    ("feedback_late", ("fagaiwei",), "record.feedback_late", "决定以后10个工作日内没有公布采纳情况"),
    ("catalogue_late", ("hezuo",), "decisions.catalogue_units", "重大行政决策事项目录3月31日以后才公布"),
    ("no_interpretation", ("xinhua",), "decisions.integrated", "决策草案征求意见，没有同时公开草案解读"),
    ("no_delegates", ("guodong",), "delegates.units", "全年没有邀请公众代表列席办公会"),
    ("not_heard", ("qiaoban",), "training.heard", "主要负责同志全年没有听取政务公开工作汇报"),
    ("not_supported", ("dangan",), "training.supported", "没有填报工作力量和经费保障"),
    ("not_trained", ("linkong",), "training.learning", "没有组织政务公开知识学习"),
    ("not_august", ("minzongban",), "open_days.august", "开放活动没有在8月举办，9月才补办"),
    (
        "annual_report_late",
        ("kewei",),
        "annual_report.standing annual_report.with_plan",
        "2022年年度报告1月31日以后才公布",
    ),
    ("bulletin_unsigned", ("yibao",), "bulletins.signed", "第三季度通报没有签收"),
    ("point_missed", ("waiban",), "workplan.shares", "每月一次的任务从10月起没有报进展"),
    ("unattested", ("xinfang",), "workplan.attested", "没有平台记录的任务没有提交情况说明"),
]
