"""Properties over generated identifiers."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.privacy import check_digits as cd
from mingzheng.core.privacy import mask, scan
from mingzheng.core.units.org_codes import org_code_check_digit

CHINESE = st.text("关于印发工作通知的请示，。：；（）、\n", max_size=12)
SEPARATORS = st.sampled_from(["", " ", "-", "\u3000"])
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@st.composite
def resident_ids(draw):
    region = draw(st.sampled_from(["310105", "110101", "440305", "650102", "510104"]))
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(2023, 4, 17)))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + cd.resident_check_digit(body)


@st.composite
def org_codes(draw):
    body = draw(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
    return body + org_code_check_digit(body)


@st.composite
def usccs(draw):
    body = draw(st.sampled_from(["91", "92", "11", "12", "51", "93"])) + "310105" + draw(org_codes())
    return body + cd.uscc_check_digit(body)


@given(CHINESE, resident_ids(), SEPARATORS, st.booleans(), CHINESE)
def test_a_valid_resident_id_is_always_found_where_it_stands(before, number, separator, wide, after):
    written = separator.join([number[:6], number[6:14], number[14:]])
    written = written.translate(FULL_WIDTH) if wide else written
    text = before + written + after
    findings = [finding for finding in scan(text) if finding.type == "resident_id"]
    assert [(f.start, f.end, f.text) for f in findings] == [(len(before), len(before) + len(written), written)]
    masked = mask(text)
    assert number[6:14] not in masked.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    assert scan(masked) == []


@given(CHINESE, org_codes(), st.integers(0, 1), st.integers(1990, 2030), st.integers(0, 99999), CHINESE)
def test_an_index_number_never_raises_an_alarm(before, code, flag, year, serial, after):
    assert scan(f"{before}SY{code}{flag}{year}{serial:05d}{after}", include_public=True) == []


@given(CHINESE, org_codes(), st.dates(dt.date(2008, 5, 1), dt.date(2030, 1, 1)), st.integers(0, 999), CHINESE)
def test_a_request_number_never_raises_an_alarm(before, code, day, serial, after):
    assert scan(f"{before}SQ{code}0{day:%Y%m%d}{serial:03d}{after}", include_public=True) == []


@given(CHINESE, usccs(), CHINESE)
def test_a_credit_code_is_public_and_hides_nothing_private(before, code, after):
    text = before + code + after
    assert scan(text) == []
    (finding,) = scan(text, include_public=True)
    assert (finding.type, finding.text, finding.mask) == ("uscc", code, code)
    assert mask(text) == text


@given(st.text(max_size=200))
def test_any_text_can_be_scanned_and_findings_never_overlap(text):
    end = 0
    for finding in scan(text, include_public=True):
        assert finding.start >= end
        assert text[finding.start : finding.end] == finding.text
        end = finding.end


@given(
    st.lists(
        st.sampled_from(["13812341234", "a@b.cn", "沪A12345", "021-62345678", "E12345678", "，", "和", " "]), max_size=8
    )
)
def test_a_masked_text_scans_clean(pieces):
    assert scan(mask("，".join(pieces))) == []
