"""The desk's own pages in its navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mingzheng.core.actors import Post
from mingzheng.desk import navigation
from mingzheng.desk.access import OFFICE_POSTS, TIME_POSTS

navigation.add("queue", _("我的待办"), "desk:home", "inbox")
navigation.add("basics", _("公文库备案"), "desk:filing", "archive")
navigation.add("basics", _("政务公开专区"), "desk:corners", "map-pin")
navigation.add("supervision", _("工作要点"), "desk:plan", "checklist")
navigation.add("supervision", _("导入要点"), "desk:plan-import", "upload", OFFICE_POSTS)
navigation.add("system", _("我的岗位"), "desk:my-posts", "users")
navigation.add("system", _("演示日期"), "desk:demo-day", "calendar-event", TIME_POSTS, demo_only=True)
navigation.add("system", _("词库"), "desk:lexicon", "book", TIME_POSTS)
navigation.add("system", _("期限规则"), "desk:rules", "clock", TIME_POSTS)
navigation.add("system", _("单位与岗位"), "desk:units", "building", (Post.ADMIN,))
navigation.add("system", _("后台事项"), "desk:outbox", "refresh", (Post.ADMIN,))
navigation.add("system", _("日志核对"), "desk:journal", "shield-check", (Post.ADMIN,))
