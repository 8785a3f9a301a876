"""What is found in a text, where, and what is not."""

from pathlib import Path

import pytest

from mingzheng.core.privacy import Severity, mask, remove, scan

ROOT = Path(__file__).resolve().parents[3]
NOTICE = ROOT / "src/mingzheng/supervision/workplan/samples/workplan-2023-notice.txt"


def found(text, include_public=False):
    findings = scan(text, include_public)
    for finding in findings:
        assert text[finding.start : finding.end] == finding.text
    return [(finding.type, finding.text) for finding in findings]


def masks(text):
    return [finding.mask for finding in scan(text)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("身份证号310105199001010018，", "310105199001010018"),
        ("31010519850615002x", "31010519850615002x"),
        ("３１０１０５１９９００１０１００１８", "３１０１０５１９９００１０１００１８"),
        ("号 310105 19900101 0018 号", "310105 19900101 0018"),
        ("310105-19850615-002-X。", "310105-19850615-002-X"),
        ("第3项 310105199001010018", "310105199001010018"),
        ("31010519900\n1010018", "31010519900\n1010018"),
        ("310105199001\u200b010018", "310105199001\u200b010018"),
    ],
)
def test_resident_ids_however_written(text, written):
    assert found(text) == [("resident_id", written)]


def test_a_wrong_check_digit_is_suspect_only_where_the_text_says_identity_card():
    assert found("编号310105199001010019") == []
    assert found("身份证号：310105199001010019") == [("resident_id_suspect", "310105199001010019")]


def test_old_numbers_and_registration_numbers():
    assert found("110105491231002") == [("resident_id", "110105491231002")]
    assert found("营业执照注册号310105000123456") == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("手机13812341234。", "13812341234"),
        ("138 1234 1234", "138 1234 1234"),
        ("138-1234-1234", "138-1234-1234"),
        ("+8613812341234", "+8613812341234"),
        ("１３８１２３４１２３４", "１３８１２３４１２３４"),
        ("微信wx13812341234", "13812341234"),
        ("联系电话1381234\n1234", "1381234\n1234"),
        ("1. 13812341234", "13812341234"),
    ],
)
def test_mobiles(text, written):
    assert found(text) == [("mobile", written)]
    assert masks(text) == ["138****1234"]


@pytest.mark.parametrize(
    "text", ["0.13812341234", "13812341234.00元", "113812341234", "138123412345", "12812341234", "1381234.5678"]
)
def test_numbers_that_are_no_mobiles(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("021-62345678", "021-62345678"),
        ("（021）62345678", "（021）62345678"),
        ("(021) 6234 5678", "(021) 6234 5678"),
        ("02162345678", "02162345678"),
        ("021-62345678转801", "021-62345678转801"),
        ("电话：22050000", "22050000"),
    ],
)
def test_landlines_weigh_less_because_an_office_may_publish_its_own(text, written):
    assert found(text) == [("landline", written)]
    assert scan(text)[0].severity is Severity.CHECK


@pytest.mark.parametrize("text", ["热线12345", "400-820-8820", "800 820 1234", "请拨打110、962000"])
def test_public_service_numbers(text):
    assert found(text) == []


def test_bank_cards():
    assert found("卡号6222020000000000000") == [("bank_card", "6222020000000000000")]
    assert found("6222 0200 0000 0000 000") == [("bank_card", "6222 0200 0000 0000 000")]
    assert found("6222020000000000001") == []
    assert masks("6222020000000000000") == ["*" * 15 + "0000"]


def test_mail_plates_passports():
    assert found("zhangsan@example.com") == [("email", "zhangsan@example.com")]
    assert scan("ab@shcn.gov.cn")[0].severity is Severity.CHECK
    assert found("沪A12345、沪AD12345、沪A·12345、沪A1234警") == [
        ("plate", "沪A12345"),
        ("plate", "沪AD12345"),
        ("plate", "沪A·12345"),
        ("plate", "沪A1234警"),
    ]
    assert found("沪AI2345 沪ABCDEF 沪府令17号") == []
    assert found("护照E12345678") == [("passport", "E12345678")]
    assert found("型号P1234567，护照号码：P1234567") == [("passport", "P1234567")]


def test_addresses_are_masked_from_the_number():
    assert masks("家住长宁区愚园路168弄5号201室") == ["愚园路168弄**号**室"]
    assert masks("住址：江苏路398号") == ["江苏路**号"]
    assert found("区政府位于长宁路599号。") == []
    assert found("地铁2号线、长府办〔2023〕12号") == []
    assert scan("江苏路398号1205室")[0].severity is Severity.CHECK


@pytest.mark.parametrize(
    "text",
    [
        "索引号：SY0024361740202100238",
        "索引号 SY00243617402021002",  # a digit short, as on a real page
        "申请号SQ002456167020170101001",
        "统一社会信用代码91310105MA1FW00002",
        "11310105002436000T",
        "000014349/2017-00110",
        "11370322004222241N/2021-5135380",
        "sha256 9f13812341234c0ffee0123456789abcdef13812341234aa",
        "2023年4月17日 2023-04-17 15:00",
        "预算1381234.56万元，13，812，345，678元",
    ],
)
def test_public_codes_raise_no_alarm(text):
    assert found(text) == []


def test_public_identifiers_on_request_are_not_masked():
    text = "信用代码91310105MA1FW00002，组织机构代码00243617-4"
    assert found(text, include_public=True) == [("uscc", "91310105MA1FW00002"), ("org_code", "00243617-4")]
    assert all(finding.mask == finding.text for finding in scan(text, include_public=True))
    assert mask(text) == text


def test_mask_for_inside_and_removal_for_publication():
    text = "张某某，310105199001010018，13812341234，办公电话021-62345678。"
    assert mask(text) == "张某某，310105********0018，138****1234，办公电话021-****5678。"
    assert remove(text, keep={"landline"}) == "张某某，***，***，办公电话021-62345678。"


def test_the_real_notice_holds_no_personal_data():
    assert scan(NOTICE.read_text(encoding="utf-8"), include_public=True) == []
