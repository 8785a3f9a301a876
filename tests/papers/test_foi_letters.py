"""Letters of an application as finished papers: for every outcome, every kind, PDF and Word alike."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from docx import Document
from tests.papers.reading import Paper
from tests.support.requests import Foi, foi  # noqa: F401 - fixture

from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import may_read
from mingzheng.core.outbox.commands import enqueue, run_due
from mingzheng.papers import foi_letters
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.letters import composing, keep_files
from mingzheng.requests.foi.letters.issuing import FILES
from mingzheng.requests.foi.letters.kinds import kinds
from mingzheng.requests.foi.models import Application, Letter, Outcome
from mingzheng.requests.foi.procedure import APPLICATION

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 3, 5)
ANSWERED = [code for code, leaf in outcomes.LEAVES.items() if code not in ("F1", "F2", "F3")]
FACTS = {
    "not_application": {"原因": "您询问的是办事流程。", "渠道": "12345 热线"},
    "receipt": {"答复期限": "2024年4月2日", "查询方式": "请凭申请号和查询码查询。"},
    "correction": {"补正事项": "请写明年份", "补正期限": "10"},
    "explain": {"情况": "本月已提出三十件申请。"},
    "delay": {"答复日期": "2024年6月3日"},
    "extension": {"理由": "材料较多", "天数": "20", "延长至": "2024年5月6日"},
    "third_party": {"征求内容": "评估报告中的经营数据"},
    "co_agency": {"征求内容": "联合印发的文件"},
    "consult_notice": {"征求对象": "第三方的合法权益"},
    "assist": {"协办事项": "查找2021年的批复", "办理时限": "2024年3月12日"},
    "disclosure_notice": {"公开内容": "评估报告", "理由": "关系重大公共利益"},
    "fee": {"金额": "720", "计算": "第101页", "缴纳方式": "网上缴纳"},
    "notice_correction_lapsed": {"补正期限届满": "2024年3月1日"},
    "notice_fee_lapsed": {"金额": "720", "缴费期限届满": "2024年3月1日"},
}
TOLD = {"F1": "notice_correction_lapsed", "F2": "notice_fee_lapsed"}


def word_text(data: bytes) -> str:
    """Everything written in a Word document: heads, text, tables, without white space."""
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    parts = [*section.first_page_header.paragraphs, *document.paragraphs]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join(part.text for part in (*parts, *cells)).split())


def letter_from(found: Application, kind: str, composed: composing.Composed, serial: int) -> Letter:
    row = kinds()[kind]
    numbered = {"word": f"{found.unit.short}{row.word}", "serial": serial} if row.word else {"word": ""}
    facts = {"title": composed.title, "addressee": composed.addressee, "paragraphs": list(composed.paragraphs)}
    facts |= {"remedy": composed.remedy, "kind": kind, "year": DAY.year, "signed_on": DAY, "signed_by": "王五"}
    return Letter.objects.create(application=found, unit=found.unit, **numbered, **facts)


def both(letter: Letter) -> tuple[str, str]:
    """The text of the PDF and of the Word document."""
    return Paper(foi_letters.pdf_of(letter)).text(), word_text(foi_letters.word_of(letter))


def close(text: str) -> str:
    return "".join(text.split())


def test_the_answer_of_every_outcome_says_title_article_and_remedy_in_both_files(foi: Foi):  # noqa: F811
    facts = {"reason": "经核对，情况属实。", "pointer": "政务服务大厅", "agency": "区教育局", "supplied": "评估报告"}
    facts |= {"withheld": ["C5"], "drafted_on": DAY, "drafted_by": "李四"}
    found = foi.arrives(on=DAY)
    for serial, leaf in enumerate(ANSWERED, 1):
        found.outcome = Outcome.objects.update_or_create(application=found, defaults={"leaf": leaf, **facts})[0]
        composed = composing.compose_answer(found, DAY)
        letter = letter_from(found, "answer", composed, serial)
        assert "60日内" in composed.remedy
        for text in both(letter):
            wanted = [composed.title, outcomes.leaf(leaf, DAY).cited, composed.remedy]
            wanted += [f"区发改委公复〔2024〕{serial}号", "张三丰：", "2024年3月5日"]
            assert [part for part in wanted if close(part) not in text] == [], leaf


def test_a_lapse_is_told_with_its_article_and_its_remedy(foi: Foi):  # noqa: F811
    found = foi.arrives(on=DAY)
    for serial, (leaf, kind) in enumerate(TOLD.items(), 1):
        letter = letter_from(found, kind, composing.compose(found, kind, DAY, facts=FACTS[kind]), serial)
        article = {"F1": "第三十条", "F2": "第四十二条"}[leaf]
        for text in both(letter):
            assert [part for part in ("不再处理告知书", article, "申请行政复议") if part not in text] == [], leaf


def test_other_endings_need_no_letter():
    assert set(outcomes.LEAVES) == {*ANSWERED, *TOLD, "F3"}
    assert outcomes.LEAVES["F3"].letter == ""


def test_every_other_kind_in_both_files(foi: Foi):  # noqa: F811
    assert set(FACTS) == set(kinds()) - {"answer"}, "FACTS holds the must of every kind of letters.yaml"
    found = foi.arrives(on=DAY)
    for serial, kind in enumerate(FACTS, 1):
        row = kinds()[kind]
        to = "" if row.to == "applicant" else "某公司"
        letter = letter_from(found, kind, composing.compose(found, kind, DAY, facts=FACTS[kind], addressee=to), serial)
        for text in both(letter):
            wanted = [letter.title, f"{letter.addressee}：", letter.number, *FACTS[kind].values()]
            assert [part for part in wanted if close(part) not in text] == [], kind
            assert ("〔2024〕" in text) == bool(row.word), kind
            assert ("张三丰" in text) == (row.to == "applicant"), kind
            assert ("征求意见确认函" in text) == bool(row.encloses), kind


def test_a_step_names_a_letter_that_there_is():
    assert {step.letter for step in APPLICATION.steps if step.letter} - set(kinds()) == set()


def test_files_are_made_once_and_read_by_the_case_alone(foi: Foi, district):  # noqa: F811
    letter = foi.answers(foi.handled(), "A2", dt.date(2023, 4, 20), supplied="评估报告")
    assert letter.pdf is None
    run_due()
    letter.refresh_from_db()
    assert letter.pdf.name == "政府信息公开申请答复书（区发改委公复〔2023〕1号）.pdf"
    assert letter.word_file.type == "docx"
    assert letter.pdf.owner == letter.application.ref
    assert letter.pdf.kept_at is not None
    assert "张三丰" in letter.pdf.text
    assert may_read(letter.pdf, foi.actor())
    assert not may_read(letter.pdf, district.clerk)
    assert not may_read(letter.pdf, None)
    before = StoredFile.objects.count()
    enqueue(FILES, {"letter": letter.pk})
    run_due()
    assert StoredFile.objects.count() == before
    assert not [file.name for file in StoredFile.objects.all() if "张三丰" in file.name]


def test_a_death_between_the_two_files_leaves_nothing_twice(foi: Foi):  # noqa: F811
    letter = foi.answers(foi.handled(), "A2", dt.date(2023, 4, 20), supplied="评估报告")
    keep_files(letter, word=foi_letters.word_of(letter))
    run_due()
    letter.refresh_from_db()
    assert letter.pdf is not None
    assert StoredFile.objects.filter(type="docx", name=letter.word_file.name).count() == 1


def test_the_same_letter_gives_the_same_bytes(foi: Foi):  # noqa: F811
    letter = foi.answers(foi.handled(), "E2", dt.date(2023, 4, 20))
    assert foi_letters.pdf_of(letter) == foi_letters.pdf_of(letter)
    assert foi_letters.word_of(letter) == foi_letters.word_of(letter)


def test_a_name_that_no_face_draws_still_gives_the_word_file(foi: Foi):  # noqa: F811
    from mingzheng.core.outbox.models import Message

    letter = foi.answers(foi.handled(name="王\U00020001"), "E2", dt.date(2023, 4, 20))
    run_due()
    letter.refresh_from_db()
    assert letter.word_file is not None
    assert letter.pdf is None
    failed = [message for message in Message.objects.filter(topic=FILES) if message.payload["letter"] == letter.pk]
    assert "字" in failed[0].last_error
    assert "王" not in failed[0].last_error
    assert foi_letters.not_made(letter.application) == []
    Message.objects.filter(pk=failed[0].pk).update(status=Message.Status.GIVEN_UP)
    assert foi_letters.not_made(letter.application) == [letter]


def test_what_is_typed_is_text_in_word_and_never_code(foi: Foi):  # noqa: F811
    typed = "{{ 7*7 }} {% for x in y %} <w:p/> & \x0c第二行"
    letter = foi.answers(foi.handled(wanted=typed), "E2", dt.date(2023, 4, 20))
    text = word_text(foi_letters.word_of(letter))
    assert "{{7*7}}{%forxiny%}<w:p/>&" in text
    assert "第二行" in text


def test_the_office_puts_its_own_template(foi: Foi, settings, tmp_path):  # noqa: F811
    from mingzheng.core.errors import Refused

    letter = foi.answers(foi.handled(), "E2", dt.date(2023, 4, 20))
    settings.MINGZHENG_WORD_TEMPLATES = str(tmp_path)
    with pytest.raises(Refused, match=r"letter\.docx"):
        foi_letters.word_of(letter)
    own = Document()
    own.add_paragraph("本机关自用格式 {{ title }} {{ signature }}")
    own.save(str(tmp_path / "letter.docx"))
    assert word_text(foi_letters.word_of(letter)) == f"本机关自用格式{letter.title}{letter.unit.name}"
    own.add_paragraph("{{ nobody_knows }}")
    own.save(str(tmp_path / "letter.docx"))
    with pytest.raises(Refused, match="模板"):
        foi_letters.word_of(letter)
