"""The day of the demonstration, the administrator's pages, the navigation, refusals that nobody caught."""

import pytest
from django.urls import path

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.models import Message
from mingzheng.desk import navigation

ADMIN_PAGES = ["/desk/admin/outbox/", "/desk/admin/journal/", "/desk/admin/units/"]


@pytest.fixture
def moving(desk, settings):
    """Without the pinned day of the other tests: the demonstration's own day rules."""
    from mingzheng.core.timekeeping import clock

    settings.MINGZHENG_DEMO = True
    token = clock._pinned.set(None)
    timekeeping.set_demo_day(clock.dt.date(2023, 4, 20), desk.actor(desk.root, Post.ADMIN, desk.office))
    yield
    clock._pinned.reset(token)


class TestDemoDay:
    def test_the_banner_says_the_day(self, moving, client, sign_in):
        sign_in("xie")
        page = client.get("/desk/").content.decode()
        assert "演示日期：<strong>2023年4月20日（周四）</strong>" in page
        assert "调整日期" not in page

    @pytest.mark.parametrize(
        ("data", "day"),
        [
            ({"jump": "workday"}, "2023-04-21"),
            ({"jump": "week"}, "2023-04-27"),
            ({"jump": "month"}, "2023-04-30"),
            ({"day": "2023-09-28"}, "2023-09-28"),
        ],
    )
    def test_office_and_administrator_move_it(self, moving, client, sign_in, data, day):
        sign_in("clerk")
        assert client.post("/desk/demo-day/", data).status_code == 302
        assert timekeeping.today().isoformat() == day
        assert Message.objects.filter(topic="daily.desk.remind", payload__day=day).exists()

    def test_nonsense_is_said_in_place(self, moving, client, sign_in):
        sign_in("root")
        assert client.post("/desk/demo-day/", {"day": "someday"}).status_code == 200

    def test_others_may_not(self, moving, client, sign_in):
        sign_in("xie")
        assert client.get("/desk/demo-day/").status_code == 403
        assert client.post("/desk/demo-day/", {"jump": "week"}).status_code == 403

    def test_in_real_use_there_is_neither_page_nor_banner(self, desk, client, sign_in, settings):
        settings.MINGZHENG_DEMO = False
        sign_in("clerk")
        assert client.get("/desk/demo-day/").status_code == 404
        assert "演示日期" not in client.get("/desk/").content.decode()


@pytest.mark.parametrize("page", ADMIN_PAGES)
def test_only_the_administrator_sees_the_machine(desk, client, sign_in, page):
    sign_in("clerk")
    assert client.get(page).status_code == 403
    assert page not in client.get("/desk/").content.decode()
    sign_in("root")
    assert client.get(page).status_code == 200
    assert page in client.get("/desk/").content.decode()


def test_a_given_up_message_is_tried_again(desk, client, sign_in):
    from django.utils import timezone

    lost = Message.objects.create(
        topic="case.moved", status="given_up", attempts=8, due_at=timezone.now(), last_error="没有网络"
    )
    sign_in("root")
    assert "没有网络" in client.get("/desk/admin/outbox/").content.decode()
    client.post(f"/desk/admin/outbox/{lost.pk}/retry/")
    lost.refresh_from_db()
    assert lost.status == "waiting"


def test_the_journal_is_verified_on_the_page_or_by_the_command(desk, client, sign_in, monkeypatch):
    sign_in("root")
    assert "日志完整，逐条相符" in client.post("/desk/admin/journal/").content.decode()
    monkeypatch.setattr("mingzheng.desk.views.admin.VERIFY_MOST", 1)
    page = client.post("/desk/admin/journal/").content.decode()
    assert "./run journal verify" in page
    assert "逐条相符" not in page


def test_units_and_their_people_are_found_by_either_name(desk, client, sign_in):
    sign_in("root")
    page = client.get("/desk/admin/units/?text=钱信息").content.decode()
    assert "新华街道" in page
    assert "区教育局" not in page


def test_the_navigation_follows_the_notice_and_leaves_empty_sections_out(desk, client, sign_in, monkeypatch):
    kept = {at: link for at, link in navigation._links.items() if link.section != "interaction"}
    monkeypatch.setattr(navigation, "_links", kept)
    navigation.add("supervision", "任务一览", "desk:search", "checklist")
    navigation.add("interaction", "只给窗口", "desk:my-posts", posts=(Post.WINDOW,))
    navigation.add("basics", "不存在的页", "desk:nothing")
    sign_in("xie")
    page = client.get("/desk/").content.decode()
    assert page.index("我的待办") < page.index("五 监督保障") < page.index("系统")
    assert "任务一览" in page
    for absent in ("四 政民互动", "只给窗口", "不存在的页"):
        assert absent not in page
    with pytest.raises(KeyError):
        navigation.add("elsewhere", "x", "desk:home")


def _refuse(request):
    raise Refused("今天不受理。", remedy="请明天再来。")


urlpatterns = [path("refuse/", _refuse)]


def test_a_refusal_that_nobody_caught_is_a_page(desk, client, sign_in, settings):
    from mingzheng.config import urls

    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [*urlpatterns, *urls.urlpatterns]})
    answer = client.get("/refuse/")
    assert (answer.status_code, client.post("/refuse/").status_code) == (403, 409)  # looked at, done
    assert "今天不受理。" in answer.content.decode()
    sign_in("xie")
    page = client.get("/refuse/").content.decode()
    assert "请明天再来。" in page
    assert "我的待办" in page
