"""The desk's own pages in its navigation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.desk import factor_reset, foi_notes, hints, letters_notes, navigation, step_pages
from mingzheng.desk.access import OFFICE_POSTS, TIME_POSTS
from mingzheng.participation.letters import tables as letter_tables
from mingzheng.policy.questions.tables import WINDOWS
from mingzheng.requests.foi.queries import READERS
from mingzheng.requests.foi.worklist import hints as foi_hints
from mingzheng.requests.remedies.queries import READERS as REMEDY_READERS

CLASSIFIERS = (Post.OFFICER, Post.REVIEWER, Post.HEAD, *OFFICE_POSTS)

navigation.add("queue", _("我的待办"), "desk:home", "inbox")
navigation.add("disclosure", _("重点领域"), "desk:areas", "list-check")
navigation.add("disclosure", _("项目和公开表"), "desk:projects", "clipboard-list")
navigation.add("basics", _("公文公开"), "desk:documents", "file-text")
navigation.add("basics", _("栏目"), "desk:columns", "list-check")
navigation.add("basics", _("标准目录"), "desk:catalogue", "book")
navigation.add("basics", _("目录检查"), "desk:checks", "checklist")
navigation.add("basics", _("分类确认"), "desk:classify", "filter", CLASSIFIERS)
navigation.add("basics", _("公文库备案"), "desk:filing", "archive")
navigation.add("basics", _("政务公开专区"), "desk:corners", "map-pin")
navigation.add("basics", _("政府公报"), "desk:gazette", "book")
navigation.add("basics", _("依申请公开"), "desk:foi", "mail", READERS)
navigation.add("basics", _("复议诉讼"), "desk:foi-remedies", "scale", (*REMEDY_READERS, *OFFICE_POSTS))
navigation.add("basics", _("依申请公开统计"), "desk:foi-statistics", "chart-bar", READERS)
navigation.add("basics", _("纠错率和败诉率"), "desk:foi-rates", "chart-bar", OFFICE_POSTS)
navigation.add("basics", _("依申请公开总览"), "desk:foi-oversight", "chart-bar", OFFICE_POSTS)
navigation.add("basics", _("案例和会商"), "desk:foi-typical", "messages")
navigation.add("policy", _("政策解读"), "desk:interpretations", "book")
navigation.add("policy", _("窗口咨询"), "desk:questions-window", "messages", WINDOWS)
navigation.add("policy", _("政策知识库"), "desk:questions-entries", "book")
navigation.add("policy", _("政策留言"), "desk:questions-messages", "mail")
navigation.add("policy", _("窗口转办"), "desk:questions-handovers", "arrow-right")
navigation.add("policy", _("问答推送"), "desk:questions-handouts", "speakerphone")
navigation.add("policy", _("高频问题"), "desk:questions-often", "message-circle")
navigation.add("policy", _("咨询统计"), "desk:questions-report", "chart-bar")
navigation.add("policy", _("文件清理"), "desk:cleanup", "archive")
navigation.add("policy", _("政策全流程"), "desk:policies", "list-check")
navigation.add("policy", _("标签目录"), "desk:tags", "layout-grid")
navigation.add("policy", _("集成式发布"), "desk:topics", "folder")
navigation.add("policy", _("精准推送"), "desk:push", "send")
navigation.add("policy", _("政策宣讲"), "desk:outreach", "calendar-event")
navigation.add("policy", _("辅导课件"), "desk:outreach-courseware", "book")
navigation.add("policy", _("推送接力"), "desk:outreach-relays", "send")
navigation.add("policy", _("接力伙伴"), "desk:outreach-partners", "users")
navigation.add("interaction", _("来信办理"), "desk:letters", "mail")
navigation.add("interaction", _("登记来信"), "desk:letter-new", "plus", letter_tables.TRIAGE)
navigation.add("interaction", _("留言选登"), "desk:letter-selections", "speakerphone")
navigation.add("interaction", _("来信统计"), "desk:letter-report", "chart-bar")
navigation.add("interaction", _("重大行政决策"), "desk:decisions", "scale")
navigation.add("interaction", _("决策事项目录"), "desk:decisions-catalogues", "list-check")
navigation.add("interaction", _("意见征集"), "desk:consultations", "message-circle")
navigation.add("interaction", _("涉企意见征集点"), "desk:consultation-points", "map-pin")
navigation.add("interaction", _("公众代表列席"), "desk:delegates", "users")
navigation.add("interaction", _("公众代表库"), "desk:delegates-pool", "list-check")
navigation.add("interaction", _("开放活动"), "desk:open-days", "calendar-event")
navigation.add("interaction", _("开放月"), "desk:open-programmes", "calendar-due")
navigation.add("interaction", _("问卷调查"), "desk:surveys", "clipboard-list")
navigation.add("interaction", _("建议征集"), "desk:calls", "speakerphone")
navigation.add("supervision", _("总览"), "desk:command", "chart-bar", OFFICE_POSTS)
navigation.add("supervision", _("工作要点"), "desk:plan", "checklist")
navigation.add("supervision", _("导入要点"), "desk:plan-import", "upload", OFFICE_POSTS)
navigation.add("supervision", _("任务和指标"), "desk:bindings", "list-check", OFFICE_POSTS)
navigation.add("supervision", _("指标怎么算"), "desk:figures", "chart-bar")
navigation.add("supervision", _("冻结的数字"), "desk:freezes", "shield-check", OFFICE_POSTS)
navigation.add("supervision", _("网站检查"), "desk:inspections", "shield-check")
navigation.add("supervision", _("年度报告"), "desk:annual", "book")
navigation.add("supervision", _("组织领导和培训"), "desk:training", "book")
navigation.add("supervision", _("季度通报"), "desk:bulletins", "file-text")
navigation.add("supervision", _("考核评估"), "desk:assessment", "chart-bar")
navigation.add("system", _("帮助"), "desk:help", "help-circle")
navigation.add("system", _("我的岗位"), "desk:my-posts", "users")
navigation.add("system", _("演示日期"), "desk:demo-day", "calendar-event", TIME_POSTS, demo_only=True)
navigation.add("system", _("词库"), "desk:lexicon", "book", TIME_POSTS)
navigation.add("system", _("检索词典"), "desk:search-terms", "search", TIME_POSTS)
navigation.add("system", _("大家找了什么"), "desk:search-report", "chart-bar", TIME_POSTS)
navigation.add("system", _("期限推演"), "desk:foi-calculator", "calendar-due")
navigation.add("system", _("文书文本"), "desk:foi-texts", "file-text", OFFICE_POSTS)
navigation.add("system", _("机关代字"), "desk:foi-prefixes", "file-text", (Post.HEAD, *OFFICE_POSTS))
navigation.add("system", _("依申请公开规则"), "desk:foi-rules", "list-check", OFFICE_POSTS)
navigation.add("system", _("期限规则"), "desk:rules", "clock", TIME_POSTS)
navigation.add("system", _("单位与岗位"), "desk:units", "building", (Post.ADMIN,))
navigation.add("system", _("丢失的两步验证"), "desk:second-factors", "shield-check", factor_reset.POSTS)
navigation.add("system", _("外部系统"), "desk:systems", "switch-horizontal", (Post.ADMIN,))
navigation.add("system", _("事件推送"), "desk:webhooks", "send", (Post.ADMIN,))
navigation.add("system", _("后台事项"), "desk:outbox", "refresh", (Post.ADMIN,))
navigation.add("system", _("日志核对"), "desk:journal", "shield-check", (Post.ADMIN,))


def _edit_address(case: Case) -> str:
    return reverse("desk:document-edit", args=[case.subject_id])


def _files_address(case: Case) -> str:
    return reverse("desk:document-files", args=[case.subject_id])


RELEASE = "documents.release"
step_pages.add_page(RELEASE, "attach", _files_address)
step_pages.tuck_away(RELEASE, ("detach", "describe", "arrange", "clean", "targets"))
step_pages.shows_own_files(RELEASE)
step_pages.add_page(RELEASE, "edit", _edit_address)
step_pages.add_form(RELEASE, "resolve", "desk/documents/_resolve_form.html")
step_pages.add_note(
    RELEASE,
    ("submit", "submit_urgent", "check", "pass_secrecy", "pass_privacy", "release", "schedule", "register", "force",
     "after_secrecy", "after_privacy"),
    "desk/documents/_basis.html",
)  # fmt: skip
step_pages.add_note("bulletins.bulletin", ("edit",), "desk/bulletins/_cells.html")
step_pages.add_note("cleanup.campaign", ("publish",), "desk/cleanup/campaign_note.html")
step_pages.add_note("cleanup.share", ("submit",), "desk/cleanup/share_note.html")
step_pages.add_form("tags.list", "confirm", "desk/tags/_confirm_form.html")
step_pages.add_page("topics.topic", "add", lambda case: reverse("desk:topic-choose", args=[case.subject_id]))
step_pages.add_page(
    "interpretations.interpretation",
    "edit",
    lambda case: reverse("desk:interpretation-edit", args=[case.subject_id]),
)
step_pages.add_note(
    "interpretations.interpretation",
    ("submit", "pass_review", "approve", "release"),
    "desk/interpretations/step_note.html",
)
step_pages.shows_own_files("interpretations.interpretation")
step_pages.add_page("gazette.issue", "arrange", lambda case: reverse("desk:gazette-compose", args=[case.subject_id]))

FOI = "foi.application"
hints.add(foi_hints)
step_pages.shows_own_files(FOI)
step_pages.add_page(FOI, "propose", lambda case: reverse("desk:foi-reply", args=[case.pk]))
step_pages.add_page(FOI, "charge", lambda case: reverse("desk:foi-fee", args=[case.pk]))
step_pages.add_note(
    FOI,
    ("pass_check", "pass_legal", "send_back", "send_back_legal", "sign", "send_back_sign"),
    "desk/foi/draft_note.html",
)
step_pages.add_note(FOI, foi_notes.ALL, "desk/foi/step_note.html")
step_pages.shows_own_files("remedies.case")
step_pages.add_page("push.rule", "edit", lambda case: reverse("desk:push-rule", args=[case.subject_id]))
step_pages.add_page("push.grant", "export", lambda case: reverse("desk:push-export", args=[case.subject_id]))

LETTER = "letters.letter"
hints.add(letters_notes.hints)
step_pages.add_note(LETTER, ("dispatch", "take", "classify"), "desk/letters/sorting_note.html")
step_pages.add_note(LETTER, ("draft", "approve", "send_back"), "desk/letters/reply_note.html")
step_pages.add_note("letters.selection", ("mask", "approve", "send_back"), "desk/letters/selection_note.html")
step_pages.add_page("delegates.meeting", "freeze", lambda case: reverse("desk:delegates-draw", args=[case.subject_id]))
step_pages.add_form("decisions.catalogue", "arrange", "desk/decisions/_arrange_form.html")
step_pages.add_note("decisions.matter", ("publish", "show", "put_up"), "desk/decisions/step_note.html")
step_pages.shows_own_files("decisions.matter")

CONSULTATION = "consultations.consultation"


def _groups_address(case: Case) -> str:
    return reverse("desk:consultation-groups", args=[case.subject_id])


step_pages.add_page(CONSULTATION, "answer", _groups_address)
step_pages.tuck_away(CONSULTATION, ("hold_back", "show"))
step_pages.add_note(CONSULTATION, ("hold_back", "show"), "desk/consultations/chosen_note.html")
step_pages.add_note(
    CONSULTATION, ("submit_feedback", "publish", "return_feedback", "announce"), "desk/consultations/step_note.html"
)

step_pages.shows_own_files("open_days.day")


def _unchecked_texts(case: Case) -> str:
    return reverse("desk:survey-texts", args=[case.subject_id]) + "?state=unchecked"


step_pages.add_page("surveys.survey", "compose", lambda case: reverse("desk:survey-compose", args=[case.subject_id]))
step_pages.add_page("surveys.survey", "screen", lambda case: reverse("desk:survey-texts", args=[case.subject_id]))
step_pages.add_page("surveys.survey", "check_texts", _unchecked_texts)
step_pages.add_page("surveys.call", "screen", lambda case: reverse("desk:call-ideas", args=[case.subject_id]))
step_pages.add_form("annual_report.report", "edit", "desk/annual/_texts_form.html")

SHEET = "assessment.sheet"
step_pages.add_page(SHEET, "fill", lambda case: reverse("desk:assessment-fill-next", args=[case.subject_id]))
step_pages.add_page(SHEET, "check", lambda case: reverse("desk:assessment-check-next", args=[case.subject_id]))
step_pages.shows_own_files(SHEET)
