"""The field profile: limits, words, one XML for each record."""

from __future__ import annotations

import pytest

from mingzheng.disclosure.filing import checking, profile

GOOD = {
    "index_number": "SYYS00000260202300001", "title": "关于某事的通知", "doc_number": "长府办〔2023〕12号",
    "issuer": "某区人民政府办公室", "official": True, "formed_on": "2023-04-17", "attribute": "主动公开", "carriers": ["网站"],
    "url": "https://x/d/1/", "secrecy": "非密", "content": "正文", "summary": "概述", "theme_one": "综合政务",
    "theme_two": "政务公开", "genre": "通知", "group": "政策法规",
}  # fmt: skip


def kinds(**changes):
    return [(fault.kind, fault.field) for fault in checking.of_profile({**GOOD, **changes})]


def test_a_good_record_has_no_faults():
    assert kinds() == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": "长" * 201}, ("format", "docTitle")),
        ({"title": ""}, ("element", "docTitle")),
        ({"doc_number": "长府办(2023)12号"}, ("format", "authNo")),
        ({"doc_number": ""}, ("element", "authNo")),
        ({"issuer": "长" * 101}, ("format", "authUnit")),
        ({"formed_on": "2023年4月17日"}, ("format", "authDate")),
        ({"index_number": "SY1"}, ("format", "syId")),
        ({"summary": "长" * 1501}, ("format", "briefContent")),
        ({"content": ""}, ("element", "content")),
        ({"theme_two": ""}, ("class", "themeTwo")),
        ({"genre": "便笺"}, ("class", "docType")),
        ({"group": "别的"}, ("class", "groupType")),
        ({"carriers": []}, ("element", "openCarrier")),
        ({"carriers": ["广播"]}, ("format", "openCarrier")),
        ({"attribute": "不予公开", "ground": ""}, ("class", "notopenReason")),
        ({"url": "x" * 501}, ("format", "openUrl")),
        ({"change_note": "长" * 501}, ("format", "note")),
    ],
)
def test_each_limit_is_kept(changes, found):
    kind, name = found
    assert kinds(**changes) == [(kind, checking.OF_FIELD.get(name, name))]


def test_what_is_not_public_needs_no_text_and_what_is_no_missive_no_number():
    assert kinds(attribute="不予公开", ground="其他", content="", summary="", carriers=[]) == []
    assert kinds(official=False, doc_number="", genre="") == []
    assert kinds(genre="其他") == []
    read = profile.values({**GOOD, "genre": "其他"})
    assert (read["missiveFlag"], read["docType"]) == ("N", "")


def test_the_xml_is_read_back_and_holds_what_was_said():
    data = profile.to_xml({**GOOD, "title": '<&> "引号"\x0b', "carriers": ["网站", "公报"]})
    read = profile.from_xml(data)
    assert read["docTitle"] == '<&> "引号"'
    assert read["missiveFlag"] == "Y"
    assert read["note"] == "其他公开载体：公报"
    assert data.startswith(b"<?xml")


@pytest.mark.parametrize(
    "data",
    [b"", b"no", b"<other/>", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><other>&a;</other>'],
)
def test_another_document_is_not_taken_for_it(data):
    with pytest.raises(ValueError, match="not"):
        profile.from_xml(data)
