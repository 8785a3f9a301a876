"""Secret marks and sensitive words; the office's lexicon."""

import pytest

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.privacy import commands, lexicon, queries

OFFICE = Actor(1, "王某某", Post.OFFICE_CLERK, 1, "区府办")
STREET = Actor(2, "李某某", Post.OFFICER, 2, "某街道")
SEEDS = lexicon.Matcher(lexicon.read_words())


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("绝密★", "绝密★"),
        ("机密★3年", "机密★3年"),
        ("机　密★１０年", "机　密★１０年"),
        ("秘密★6个月\n通知", "秘密★6个月"),
        ("绝密★启用前", "绝密★启用前"),
        ("密级：机密", "机密"),
        ("【秘密】关于", "秘密"),
        ("机密\n关于印发", "机密"),
        ("内部资料，不得外传", "内部资料"),
        ("此件不予公开", "此件不予公开"),
    ],
)
def test_secret_marks(text, mark):
    findings = SEEDS.scan(text)
    assert (findings[0].type, findings[0].text) == ("secret_mark", mark)
    assert text[findings[0].start : findings[0].end] == mark


@pytest.mark.parametrize(
    "text",
    ["依法保护商业秘密、个人隐私", "涉及国家秘密的除外", "确保数据的机密性", "保守秘密", "内部资料性出版物管理办法"],
)
def test_innocent_words(text):
    assert SEEDS.scan(text) == []


@pytest.mark.django_db
def test_an_unfilled_lexicon_is_not_blind():
    assert [finding.type for finding in queries.review("机密★ 13812341234")] == ["secret_mark", "mobile"]


@pytest.mark.django_db
def test_the_office_edits_and_the_matcher_follows():
    commands.seed_lexicon(OFFICE)
    assert queries.review("某项目代号") == []
    commands.add_word("项目代号", "sensitive", actor=OFFICE, exceptions=["公开项目代号"])
    assert [finding.text for finding in queries.review("某项目代号")] == ["项目代号"]
    assert queries.review("公开项目代号") == []
    commands.remove_word("项目代号", actor=OFFICE)
    assert queries.review("某项目代号") == []
    assert commands.seed_lexicon(OFFICE) == 0
    entry = Entry.objects.filter(action="privacy.word_added").last()
    assert "项目代号" not in entry.summary + entry.data_text


@pytest.mark.django_db
def test_what_is_refused():
    with pytest.raises(Refused, match="区府办"):
        commands.add_word("词语", "sensitive", actor=STREET)
    for facts in ({"word": "词"}, {"kind": "other"}, {"mode": "x"}, {"exceptions": ["别的"]}):
        wanted = {"word": "词语", "kind": "sensitive", **facts}
        with pytest.raises(Refused):
            commands.add_word(wanted.pop("word"), wanted.pop("kind"), actor=OFFICE, **wanted)
    with pytest.raises(Refused):
        commands.remove_word("没有的词", actor=OFFICE)
