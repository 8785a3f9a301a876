"""«由此证明»: one policy walked through its whole life by different people, each stage read on its public page."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from tests.policy.push.conftest import Pushing, drain
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.interpretations import Explaining
from tests.support.public_forms import send
from tests.support.questions import ANSWER, Desk
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents import commands as documents
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.outreach import commands as outreach
from mingzheng.policy.policies import commands
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import matching
from mingzheng.policy.push.models import Delivery, Profile
from mingzheng.policy.questions.models import Entry, Message, Often

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2025-12-31", "doc_number": "长发改规〔2023〕1号"}
ASK = "/zhengce/liuyan/tiwen/"
MINE = "/wode/"


def does(record, command, by, **data):
    entry = act(Case.objects.get(pk=record.case_id), command, by, data)
    record.refresh_from_db()
    return entry


def stages_on(page: str) -> dict[str, str]:
    """Each stage of the public life line by its label: what a reader sees under it, without marks."""
    found = {}
    for part in re.findall(r'<li class="life-line__stage.*?(?=<li class="life-line__stage|</ol>)', page, re.S):
        words = re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", part)).strip()
        found[words.split(" ")[0]] = words
    return found


def line_of(client, policy) -> dict[str, str]:
    """The public page as it is once the worker has done what it owes."""
    drain()
    return stages_on(client.get(f"/zhengce/quancheng/{policy.pk}/").content.decode())


def test_one_policy_from_its_first_need_to_its_evaluation(papers, client, on_day):  # noqa: F811
    matching.BOARD.forget()
    drafter, reviewer, head = papers.drafter, papers.reviewer, papers.head
    begun = {
        "title": "支持小企业若干措施（暂定名）",
        "begun_on": dt.date(2023, 4, 3),
        "pays": True,
        "for_enterprises": True,
    }
    policy = commands.begin(papers.unit, drafter, begun)
    need = {"kind": "meeting", "day": "2023-04-06", "title": "小企业座谈会", "who": "12 家企业", "public": "on"}
    does(policy, "need", drafter, **need, text="企业希望少跑路、早兑现。")
    does(policy, "start_making", drafter)
    assert client.get(f"/zhengce/quancheng/{policy.pk}/").status_code == 404  # nothing is public before the document

    # The draft, and the gate: refused without an approved interpretation, then both in the same moment.
    edition = papers.draft(**NORMATIVE)
    does(policy, "tie", drafter, edition=str(edition.document_id))
    explaining = Explaining(papers)
    with pytest.raises(Refused, match="还没有解读方案"):
        papers.does(edition, "submit", drafter)
    one = explaining.drafted(explaining.planned(edition.document))
    papers.does(edition, "submit", drafter)
    papers.reviewed(edition)
    with pytest.raises(Refused, match="解读还没有批准"):
        papers.does(edition, "release", head)
    assert not Document.objects.filter(pk=edition.document_id, listed=True).exists()
    explaining.passed(one)
    papers.does(edition, "release", head)
    one.refresh_from_db()
    assert one.status == Interpretation.Status.RELEASED and one.published_at == edition.published_at
    line = line_of(client, policy)
    policy.refresh_from_db()
    document = policy.document
    assert "小企业座谈会" in line["酝酿"] and "12 家企业" in line["酝酿"]
    assert "签发" in line["制订"] and "长发改规〔2023〕1号" in line["发布"] and one.title in line["解读"]
    for ahead in ("推送", "回应", "兑现", "评价"):
        assert "还没到期限" in line[ahead], ahead

    # An enterprise comes in by its mailbox; the rule is written by one and approved by another.
    send(client, MINE, kind="enterprise", email="boss@example.com")
    drain()
    client.post(re.search(r"https?://[^/]+(/wode/jin\S+)", mail.outbox[-1].body)[1])
    client.post("/wode/tongyi/", {"purpose": "push", "do": "consent"})
    client.post("/wode/huaxiang/", {"size": "small", "revenue": "800万", "founded_on": "2018-05-01"})
    pushing = Pushing(papers)
    pushing.profile("大企业", size="large", revenue=900_000_000, founded_on=dt.date(2000, 1, 1))
    rule = pushing.draft(policy)
    act(rule.case, "submit", drafter)
    with pytest.raises(Refused):
        act(rule.case, "approve", drafter)
    act(rule.case, "approve", head)
    assert "告知 不足 10 个人和企业" in line_of(client, policy)["推送"]
    assert list(Delivery.objects.values_list("profile", "policy")) == [(Profile.objects.get(name="").pk, policy.pk)]
    assert "因为贵单位是微型企业或者小型企业" in client.get(MINE).content.decode()

    # Somebody asks; two people answer; the answer is published.
    asked = {"topic": "补贴怎样申请", "text": "小企业怎样申请补贴？", "consent": "yes", "document": document.doc_number}
    assert send(client, ASK, **asked).status_code == 302
    message = Message.objects.get()
    assert message.unit == papers.unit and "还没到期限" in line_of(client, policy)["回应"]
    does(message, "accept", drafter)
    does(message, "draft", drafter, answer=ANSWER, source="《若干措施》第五条")
    with pytest.raises(Refused):
        does(message, "approve", drafter)
    does(message, "approve", reviewer)
    does(message, "publish", drafter, public_text="小企业怎样申请补贴？", public_answer=ANSWER)
    assert "公开答复政策留言" in line_of(client, policy)["回应"]

    # Payments are reported by one and confirmed by another; what was achieved is evaluated.
    on_day("2023-06-20")
    figures = {"since": "2023-05-01", "until": "2023-05-31", "applications": "12", "approved": "9"}
    does(policy, "report_payment", drafter, **figures, amount="450000.50", enterprises="9")
    assert "450,000.50" not in str(line_of(client, policy))
    with pytest.raises(Refused, match="由责任单位的审核人"):
        does(policy, "confirm_payment", drafter)
    does(policy, "confirm_payment", papers.actor_of("reviewer", 2))
    review = {"kind": "review", "day": "2023-06-19", "title": "实施情况评估", "text": "申报简便。", "public": "on"}
    does(policy, "evaluate", drafter, **review)
    line = line_of(client, policy)
    assert "申请 12 件，通过 9 件，450,000.50 元" in line["兑现"] and "实施情况评估" in line["评价"]
    assert [label for label, words in line.items() if "已有记录" not in words] == []
    assert list(line) == ["酝酿", "制订", "发布", "解读", "推送", "回应", "兑现", "评价"]
    people = {drafter.person_id, reviewer.person_id, head.person_id, papers.secrecy.person_id}
    assert len(people) == 4


@pytest.fixture
def desk(papers):  # noqa: F811
    return Desk(papers, papers.released())


WAYS = ["技术改造补贴要哪些材料", "请问技术改造补贴要准备哪些材料？", "想问一下技术改造补贴要哪些材料"]


def test_the_tenth_question_stands_on_the_policys_page_after_somebody_approved_it(desk, client):
    policy = Policy.objects.filter(document=desk.document).first() or commands.issue_from(desk.document)
    asked = {"text": "请说明。", "consent": "yes", "document": desk.document.doc_number}
    for number in range(9):
        send(client, ASK, **asked, topic=WAYS[number % 3])
    drain()
    assert Message.objects.count() == 9 and not Often.objects.exists()
    send(client, ASK, **asked, topic=WAYS[0])
    drain()
    found = Often.objects.get()
    question = "申请技术改造补贴，要交哪些材料？"
    desk.act(found, "draft", desk.officer, question=question, answer=ANSWER, document=desk.document.doc_number)
    address = desk.document.get_absolute_url()
    assert question not in client.get(address).content.decode()
    with pytest.raises(Refused):
        desk.act(found.entry, "approve", desk.officer)
    desk.act(found.entry, "approve", desk.reviewer)
    page = client.get(address).content.decode()
    assert question in page and "常见问题" in page
    assert "其中常见问题 1 条" in line_of(client, policy)["回应"]


def test_a_repealed_document_makes_answers_and_courseware_ask_for_review(desk, client):
    policy = Policy.objects.filter(document=desk.document).first() or commands.issue_from(desk.document)
    entry = desk.published()
    row = outreach.begin_courseware(desk.papers.unit, desk.officer, {"policy": policy, "title": "技术改造补贴申请课件"})
    words = {"who": "在区内纳税的企业", "standards": "每户 1000 元", "steps": "登录：打开一网通办"}
    does(row, "edit", desk.officer, title="技术改造补贴申请课件", **words, papers="", tips="")
    does(row, "submit", desk.officer)
    does(row, "publish", desk.reviewer)
    drain()
    addresses = (f"/zhengce/wenda/{entry.pk}/", f"/zhengce/kejian/{row.pk}/")
    before = [client.get(address).content.decode() for address in addresses]
    assert "待复核" not in before[0] and "正在核对" not in before[1]

    newer = desk.papers.draft(title="关于优化营商环境的新措施", doc_number="长发改〔2023〕20号")
    repeal = {"target": desk.document, "kind": "repeal", "effective_on": dt.date(2023, 4, 18), "article": "第九条"}
    documents.plan_effect(newer, desk.officer, **repeal)
    desk.papers.does(newer, "submit", desk.officer)
    desk.papers.does(desk.papers.reviewed(newer), "release", desk.papers.head)
    drain()
    entry, row = Entry.objects.get(pk=entry.pk), type(row).objects.get(pk=row.pk)
    assert "废止" in entry.doubt and "废止" in row.doubt
    for record in (entry, row):
        case = Case.objects.get(pk=record.case_id)
        assert case.due_on is not None and case.unit_id == desk.papers.unit.pk
    after = [client.get(address).content.decode() for address in addresses]
    assert "废止" in after[0] and "正在核对" in after[1]


def test_opting_out_by_the_link_of_one_letter_stops_the_next(papers, client, on_day):  # noqa: F811
    from mingzheng.policy.push import commands as push
    from mingzheng.policy.push import telling

    matching.BOARD.forget()
    on_day("2023-06-05")
    pushing = Pushing(papers)
    profile = pushing.profile("甲公司", size="small", revenue=8_000_000, founded_on=dt.date(2018, 5, 1))
    settled = {"rhythm": "daily", "by_mail": True, "by_sms": False, "by_portal": False, "mobile": "", "name": ""}
    push.settle(profile, **settled)
    pushing.in_force(pushing.policy())
    drain()
    mail.outbox.clear()
    telling.owe_daily()
    drain()
    (letter,) = mail.outbox
    stop = re.search(r"<https?://[^/]+(/wode/tingzhi/[^>]+)>", letter.extra_headers["List-Unsubscribe"])[1]
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200

    second = papers.released(title="关于小企业贷款贴息的通知", doc_number="长发改〔2023〕33号")
    policy = Policy.objects.filter(document=second).first() or commands.issue_from(second)
    pushing.in_force(policy)
    on_day("2023-06-06")
    drain()
    telling.owe_daily()
    drain()
    assert len(mail.outbox) == 1
    assert not Delivery.objects.filter(policy=policy).exists()
