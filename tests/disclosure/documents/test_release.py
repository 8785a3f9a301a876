"""From the draft to the public page, by different people; and whoever may not, may not."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from tests.support.documents import facts

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import may_read
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.models import Clock
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.documents import queries
from mingzheng.disclosure.documents.commands import begin, correct
from mingzheng.disclosure.documents.models import Document, Edition, Finding

pytestmark = pytest.mark.django_db
PRIVATE = "<p>联系人身份证号 310105199001010018。</p>"


def test_a_paper_goes_through_all_steps_and_is_public(papers):
    document = papers.released()

    edition = document.live
    assert edition.status == Edition.Status.LIVE
    assert document.listed
    assert document.index_number == "SYYS00000260202300001"
    assert document in queries.public()
    assert list(Placement.objects.values_list("column__code", "title")) == [("zcwj", edition.title)]
    assert edition.case.state == "published"
    assert edition.case.closed_at is not None
    owed = set(Message.objects.values_list("topic", flat=True))
    assert "search.index" in owed


def test_every_step_names_its_article_in_the_journal(papers):
    document = papers.released()
    steps = Entry.objects.filter(case_id=document.live.case_id, action__startswith="documents.release")
    assert [entry.action.rsplit(".", 1)[1] for entry in steps.order_by("id")] == [
        "opened", "edit", "submit", "check", "pass_secrecy", "pass_privacy", "release",
    ]  # fmt: skip
    assert all(entry.basis for entry in steps)


def test_two_documents_of_a_year_have_neighbouring_index_numbers(papers):
    first = papers.released()
    second = papers.released(doc_number="长发改〔2023〕13号")
    assert first.index_number[-5:] == "00001"
    assert second.index_number[-5:] == "00002"


@pytest.mark.parametrize("command", ["check", "pass_secrecy", "pass_privacy", "release"])
def test_the_drafter_cannot_review_or_release_even_when_holding_the_post(papers, command):
    """The person who drafted also holds every other post of the unit: still no."""
    edition = papers.submitted()
    person = papers.district.person("fagai", Post.OFFICER)
    state = {"check": "checking", "pass_secrecy": "reviewing", "pass_privacy": "reviewing", "release": "signing"}
    post = {"check": Post.REVIEWER, "pass_secrecy": Post.SECRECY, "pass_privacy": Post.REVIEWER, "release": Post.HEAD}
    if command != "check":
        papers.does(edition, "check", papers.reviewer)
    if command == "release":
        papers.does(edition, "pass_secrecy", papers.secrecy)
        papers.does(edition, "pass_privacy", papers.reviewer)
    assert edition.case.__class__.objects.get(pk=edition.case_id).state == state[command]
    both = Actor(person.pk, person.name, post[command], papers.unit.pk, papers.unit.short)
    with pytest.raises(Refused) as refused:
        papers.does(edition, command, both)
    assert refused.value.code == "contributed"


def test_a_reviewer_of_another_unit_cannot_review(papers):
    edition = papers.submitted()
    with pytest.raises(Refused) as refused:
        papers.does(edition, "check", papers.district.actor("sifa", Post.REVIEWER))
    assert refused.value.code == "wrong_unit"


def test_the_administrator_cannot_release(papers):
    edition = papers.reviewed(papers.submitted())
    with pytest.raises(Refused) as refused:
        papers.does(edition, "release", papers.district.actor("fagai", Post.ADMIN))
    assert refused.value.code == "wrong_post"


def test_the_database_itself_refuses_what_was_not_reviewed(papers):
    edition = papers.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(status="live", published_at="2023-04-18T00:00:00Z")


def test_every_problem_is_named_before_submission(papers):
    edition = papers.draft(doc_number="长发改[2023]012号", summary="", theme="")
    with pytest.raises(Refused) as refused:
        papers.does(edition, "submit", papers.drafter)
    assert "发文字号的写法不对" in refused.value.message
    assert "没有内容概述" in refused.value.message
    assert "没有选择主题分类" in refused.value.message


def test_an_excerpt_masks_the_neighbours_of_a_finding_whole(papers):
    edition = papers.submitted(body="<p>联系人张建国，身份证号31010519900101123X，电话13812345678，微信同号。</p>")
    shown = {one.type: one.excerpt for one in edition.findings.all()}
    assert shown["resident_id"] == "联系人张建国，身份证号310105********123X，电话138****5678…"
    assert shown["mobile"].startswith("…") and shown["mobile"].endswith("，电话138****5678，微信同号。")
    assert not re.search(r"[0-9X]{8}", "".join(shown.values()))


def test_a_resident_id_must_be_decided_about_before_release(papers):
    edition = papers.submitted(body=PRIVATE)
    papers.does(edition, "check", papers.reviewer)
    papers.does(edition, "pass_secrecy", papers.secrecy)
    with pytest.raises(Refused) as refused:
        papers.does(edition, "pass_privacy", papers.reviewer)
    assert refused.value.code == "guard"
    finding = edition.findings.get()
    assert finding.kind == Finding.Kind.PRIVACY
    assert "310105199001010018" not in finding.excerpt
    papers.does(
        edition,
        "resolve",
        papers.reviewer,
        findings=[str(finding.pk)],
        resolution="false",
        reason="样例号码，不是真实证件。",
    )
    papers.does(edition, "pass_privacy", papers.reviewer)
    papers.does(edition, "release", papers.head)
    assert edition.status == Edition.Status.LIVE


def test_a_finding_that_was_removed_from_the_text_no_longer_waits(papers):
    edition = papers.draft(body=PRIVATE)
    assert edition.findings.filter(gone=False).count() == 1
    papers.does(edition, "edit", papers.drafter, **facts())
    assert edition.findings.filter(gone=False).count() == 0


def test_a_return_voids_the_reviews(papers):
    edition = papers.reviewed(papers.submitted())
    papers.does(edition, "send_back", papers.head, reason="第二部分表述不清，请修改。")
    assert edition.secrecy_reviewed_at is None
    assert edition.privacy_reviewed_at is None
    assert edition.reviews.filter(voided_at=None).count() == 0
    assert edition.reviews.count() == 3


def test_after_submission_the_drafter_cannot_change_the_text(papers):
    edition = papers.submitted()
    with pytest.raises(Refused) as refused:
        papers.does(edition, "edit", papers.drafter, **facts(title="偷换的标题"))
    assert refused.value.code == "wrong_state"


def test_what_is_not_public_is_registered_and_never_served(papers):
    edition = papers.reviewed(papers.submitted(attribute="withheld", ground="internal", normative=""))
    with pytest.raises(Refused):
        papers.does(edition, "release", papers.head)
    papers.does(edition, "register", papers.head)
    assert edition.status == Edition.Status.REGISTERED
    assert edition.document.index_number
    assert not queries.public().exists()
    assert not queries.sees_edition(edition, None)


def test_withholding_needs_its_reason(papers):
    edition = papers.draft(attribute="withheld", ground="")
    with pytest.raises(Refused, match="不主动公开的，要写明理由"):
        papers.does(edition, "submit", papers.drafter)


def test_a_withdrawal_takes_the_attachments_with_it(papers):
    edition = papers.draft()
    papers.does(edition, "attach", papers.drafter, files={"附表.txt": "项目清单".encode()})
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    file = StoredFile.objects.get(owner_kind="documents.edition", owner_id=str(edition.pk))
    assert may_read(file, None)
    papers.does(edition, "withdraw", papers.head, explanation="内容有误，正在核实。")
    assert not may_read(file, None)
    assert not queries.public().exists()
    assert not Placement.objects.exists()
    assert edition.document.live is None


def test_a_correction_is_a_new_edition_with_a_public_note(papers):
    document = papers.released()
    first = document.live
    edition = correct(document, papers.drafter, change_note="更正第一部分的金额。")
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    first.refresh_from_db()
    assert first.status == Edition.Status.SUPERSEDED
    assert edition.status == Edition.Status.LIVE
    assert edition.document.live_id == edition.pk
    assert list(queries.public_editions(document)) == [edition, first]


def test_two_corrections_at_once_are_refused(papers):
    document = papers.released()
    correct(document, papers.drafter, change_note="更正一处。")
    with pytest.raises(Refused) as refused:
        correct(document, papers.drafter, change_note="又更正一处。")
    assert refused.value.code == "draft_in_hand"


def test_forced_release_is_the_heads_and_is_reviewed_afterwards(papers):
    edition = papers.submitted()
    with pytest.raises(Refused) as refused:
        papers.does(edition, "force", papers.reviewer, reason="紧急", reviewed="on")
    assert refused.value.code == "wrong_post"
    papers.does(edition, "force", papers.head, reason="台风橙色预警，须立即公开。", reviewed="on")
    assert edition.status == Edition.Status.LIVE
    assert edition.forced_at is not None
    clock = Clock.objects.get(case=edition.case_id, name="after")
    assert clock.due_on.isoformat() == "2023-04-24"  # Sunday the 23rd is worked
    head = papers.district.person("fagai", Post.HEAD)
    as_reviewer = Actor(head.pk, head.name, Post.SECRECY, papers.unit.pk, papers.unit.short)
    with pytest.raises(Refused) as refused:
        papers.does(edition, "after_secrecy", as_reviewer)
    assert refused.value.code == "contributed"
    papers.does(edition, "after_secrecy", papers.secrecy)
    papers.does(edition, "after_privacy", papers.reviewer)
    assert edition.case.__class__.objects.get(pk=edition.case_id).state == "published"


def test_a_forced_release_still_needs_every_finding_decided(papers):
    edition = papers.submitted(body=PRIVATE)
    with pytest.raises(Refused) as refused:
        papers.does(edition, "force", papers.head, reason="紧急", reviewed="on")
    assert refused.value.code == "guard"


def test_the_twenty_working_days_count_from_the_day_of_the_text(papers):
    edition = papers.draft()
    clock = Clock.objects.exclude(status="stopped").get(case=edition.case_id, name="publish")
    assert clock.due_on.isoformat() == "2023-05-16"
    papers.does(edition, "edit", papers.drafter, **facts(formed_on="2023-04-10"))
    clock = Clock.objects.exclude(status="stopped").get(case=edition.case_id, name="publish")
    assert clock.events.get().effective_on.isoformat() == "2023-04-10"


def test_a_word_that_entered_the_lexicon_after_the_reviews_stops_the_release(papers):
    from mingzheng.core.privacy.commands import add_word

    edition = papers.reviewed(papers.submitted())
    add_word("服务水平", "sensitive", actor=Actor.system("测试"))
    with pytest.raises(Refused) as refused:
        papers.does(edition, "release", papers.head)
    assert refused.value.code == "findings"


def test_a_scheduled_paper_is_released_when_its_time_has_come(papers, on_day):
    from mingzheng.disclosure.documents.commands import release_all_due

    edition = papers.reviewed(papers.submitted())
    papers.does(edition, "schedule", papers.head, release_at="2023-04-20 09:00")
    release_all_due()
    edition.refresh_from_db()
    assert edition.status == Edition.Status.DRAFT
    on_day("2023-04-21")
    release_all_due()
    edition.refresh_from_db()
    assert edition.status == Edition.Status.LIVE


def test_a_scheduled_paper_that_may_not_go_public_any_more_goes_back_and_holds_up_no_other(papers, on_day):
    from mingzheng.core.privacy.commands import add_word
    from mingzheng.disclosure.documents.commands import release_all_due

    stopped, other = (
        papers.reviewed(papers.submitted(title=title)) for title in ("关于服务水平的通知", "关于开放时间的通知")
    )
    for edition in (stopped, other):
        papers.does(edition, "schedule", papers.head, release_at="2023-04-20 09:00")
    add_word("关于服务水平", "sensitive", actor=Actor.system("测试"))
    on_day("2023-04-21")
    release_all_due()
    stopped.refresh_from_db()
    other.refresh_from_db()
    assert (stopped.case.state, stopped.release_at, other.status) == ("signing", None, Edition.Status.LIVE)
    assert "机器检查又发现" in Entry.objects.filter(case_id=stopped.case_id).latest("pk").summary


def test_no_title_no_draft(papers):
    with pytest.raises(Refused) as refused:
        begin(papers.unit, papers.drafter, {"title": "  "})
    assert refused.value.field == "title"
    assert not Document.objects.exists()


def test_an_attachment_that_is_not_published_is_never_given_to_the_public(papers):
    edition = papers.draft()
    papers.does(edition, "attach", papers.drafter, files={"公开的.txt": b"1", "内部的.txt": b"2"})
    inner = edition.attachments.get(title="内部的")
    papers.does(edition, "describe", papers.drafter, attachment=inner.pk, title="内部的", alt="")
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    files = {row.name: row for row in StoredFile.objects.all()}
    other = papers.district.actor("sifa")
    assert may_read(files["公开的.txt"], None)
    assert not may_read(files["内部的.txt"], None)
    assert not may_read(files["内部的.txt"], other)
    assert may_read(files["内部的.txt"], papers.reviewer)


def test_what_a_correction_took_out_can_be_taken_out_of_the_history_too(papers):
    document = papers.released()
    first = document.live
    edition = correct(document, papers.drafter, change_note="删除第三段。")
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    papers.does(first, "withdraw", papers.secrecy, explanation="原稿含有不应公开的内容。")
    document.refresh_from_db()
    assert document.listed
    assert document.live_id == edition.pk
    assert list(queries.public_editions(document)) == [edition]
    assert not queries.sees_edition(Edition.objects.get(pk=first.pk), None)


def word_with_a_hidden_id() -> bytes:
    """A list whose deleted words, still in the file, are a resident ID."""
    import io

    from docx import Document as Word
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paper = Word()
    paragraph = paper.add_paragraph("拟聘人员：张三")
    deleted = (
        f'<w:del {nsdecls("w")} w:id="1" w:author="某" w:date="2023-04-01T00:00:00Z">'
        "<w:r><w:delText>310105199001010018</w:delText></w:r></w:del>"
    )
    paragraph._p.append(parse_xml(deleted))
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


@pytest.mark.parametrize("resolution", ["lawful", "false"])
def test_a_resident_id_hidden_in_a_tracked_change_cannot_be_reasoned_away(papers, resolution):
    edition = papers.draft()
    papers.does(edition, "attach", papers.drafter, files={"名单.docx": word_with_a_hidden_id()})
    papers.does(edition, "submit", papers.drafter)
    papers.does(edition, "check", papers.reviewer)
    hidden = edition.findings.get(type="hidden_private")
    with pytest.raises(Refused, match="藏在文件里"):
        papers.does(
            edition, "resolve", papers.reviewer, findings=[str(hidden.pk)], resolution=resolution, reason="可以公开。"
        )
    with pytest.raises(Refused):
        papers.does(edition, "pass_privacy", papers.reviewer)
    papers.does(edition, "send_back", papers.reviewer, reason="请清除附件中的修订。")
    listed = edition.attachments.get()
    papers.does(edition, "describe", papers.drafter, attachment=listed.pk, title="名单", alt="")
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    assert not may_read(StoredFile.objects.get(), None)
