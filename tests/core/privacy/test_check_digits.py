"""Vectors of the standards and of real public codes (synthetic persons)."""

import pytest

from mingzheng.core.privacy import check_digits as cd


@pytest.mark.parametrize("number", ["310105199001010018", "31010519850615002X", "11010519491231002X"])
def test_resident_ids(number):
    assert cd.resident_id_valid(number)
    for wrong in "0123456789X".replace(number[-1], ""):
        assert not cd.resident_id_valid(number[:-1] + wrong)


@pytest.mark.parametrize(
    "number",
    [
        "310105199013010018",  # month 13
        "310105199002300018",  # 30 February
        "310105189901010018",  # too old
        "990105199001010018",  # no such province
        "31010519900101001x",  # not normalised
        "",
    ],
)
def test_what_is_no_resident_id(number):
    assert not cd.resident_id_valid(number)


def test_fifteen_digits():
    assert cd.resident_id15_valid("110105491231002")
    assert not cd.resident_id15_valid("110105491331002")
    assert not cd.resident_id15_valid("11010549123100")


@pytest.mark.parametrize("code", ["91310105MA1FW00002", "11310105002436000T"])
def test_usccs(code):
    assert cd.uscc_valid(code)
    assert not cd.uscc_valid(code[:-1] + ("3" if code[-1] != "3" else "4"))
    assert not cd.uscc_valid(code[:10] + "I" + code[11:])


def test_org_codes():
    assert cd.org_code_valid("002436174")
    assert cd.org_code_valid("00243617-4")
    assert not cd.org_code_valid("002436175")


def test_luhn():
    assert cd.luhn_valid("6222020000000000000")
    assert not cd.luhn_valid("6222020000000000001")
    assert not cd.luhn_valid("")
