"""The queue: what is in it, in what order, how it is narrowed and paged."""

import datetime as dt
import re

import pytest

D = dt.date


def titles(answer):
    return re.findall(r'class="is-title"><a href="/desk/cases/\d+/">([^<]+)</a>', answer.content.decode())


@pytest.fixture
def three_lights(many):
    return many(
        [("正常的", D(2023, 5, 10)), ("没有期限的", None), ("逾期的", D(2023, 4, 10)), ("临期的", D(2023, 4, 24))]
    )


def test_overdue_first_then_by_days_left_then_without_a_date(desk, client, sign_in, three_lights):
    case = three_lights[1]
    case.due_on = None
    case.save()
    sign_in("xie")
    answer = client.get("/desk/")
    assert titles(answer) == ["逾期的", "临期的", "正常的", "没有期限的"]
    page = answer.content.decode()
    for words in ("逾期 8 个工作日", "还有 3 个工作日", "未计时"):
        assert words in page
    assert "测试办法第二条" in page  # the pill opens into its reasons


def test_only_what_this_post_owes_is_in_it(desk, client, sign_in, three_lights):
    sign_in("jiao")
    assert titles(client.get("/desk/")) == []
    assert "现在没有待您办理的事项" in client.get("/desk/").content.decode()
    sign_in("clerk")
    assert titles(client.get("/desk/")) == []
    assert len(titles(client.get("/desk/?tab=unit"))) == 4
    assert titles(client.get("/desk/?tab=late")) == ["逾期的"]


def test_narrowing_by_light_procedure_and_text(desk, client, sign_in, three_lights):
    sign_in("xie")
    assert titles(client.get("/desk/?light=amber")) == ["临期的"]
    assert titles(client.get("/desk/?light=red")) == ["逾期的"]
    assert titles(client.get("/desk/?text=正常")) == ["正常的"]
    assert titles(client.get("/desk/?procedure=nothing")) == []
    assert "没有符合筛选的事项" in client.get("/desk/?text=nothing").content.decode()
    assert len(titles(client.get("/desk/?light=purple&tab=x&after=bad~x"))) == 4


def test_pages_neither_repeat_nor_lose_a_row_and_lead_back(desk, client, sign_in, many):
    days = [D(2023, 5, 4), D(2023, 5, 5), None]
    cases = many([(f"第{n}件", days[n % 3] or D(2023, 6, 1)) for n in range(45)])
    for case in cases[2::3]:
        case.due_on = None
        case.save()
    sign_in("xie")
    seen, url, back = [], "/desk/", []
    while url:
        answer = client.get(url)
        seen += titles(answer)
        page = answer.content.decode()
        found = re.search(r'rel="next" href="([^"]+)"', page)
        back = re.findall(r'rel="prev" href="([^"]+)"', page)
        url = "/desk/" + found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == 45
    assert titles(client.get("/desk/" + back[0].replace("&amp;", "&"))) == seen[20:40]


def test_fifty_pills_with_reasons_need_a_handful_of_queries(desk, many, django_assert_max_num_queries):
    from mingzheng.core.procedures.models import Case
    from mingzheng.desk.pills import pills

    many([(f"第{n}件", None) for n in range(50)])
    cases = list(Case.objects.all())
    with django_assert_max_num_queries(6):
        held = pills(cases)
    assert all(pill.reasons for pill in held.values())


def test_search_finds_by_number_title_and_unit_only_what_may_be_seen(desk, client, sign_in, many):
    many([("公开目录编制", None), ("提到 T-1 的事项", None)])
    many([("教育局的事", None)], unit=desk.other)
    sign_in("xie")
    assert titles(client.get("/desk/search/?q=T-1"))[0] == "公开目录编制"
    assert titles(client.get("/desk/search/?q=目录")) == ["公开目录编制"]
    assert titles(client.get("/desk/search/?q=教育局的事")) == []
    assert "没有找到您可以查看的事项" in client.get("/desk/search/?q=教育局的事").content.decode()
    sign_in("clerk")
    assert titles(client.get("/desk/search/?q=教育局")) == ["教育局的事"]
    assert len(titles(client.get("/desk/search/?q=新华街道"))) == 2
    assert titles(client.get("/desk/search/?q=")) == []
