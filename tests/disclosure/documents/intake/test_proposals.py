"""Header fields proposed from whole papers: measured over the corpus, and each hard case by itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
from tests.disclosure.documents.intake.papers import CODES, PAPERS, UNITS

from mingzheng.disclosure.documents.intake import agencies, cleaning, proposals

KNOWN = agencies.known(UNITS, CODES)
SCORED = [name for name in proposals.FIELDS if name != "keywords"]


def shown(value):
    return value.isoformat() if isinstance(value, dt.date) else value


def read(paper):
    cleaned = cleaning.read_text(paper.text)
    return cleaned, proposals.propose(cleaned, KNOWN)


def measured():
    right, all_of, wrong = defaultdict(int), defaultdict(int), []
    for paper in PAPERS:
        _, reading = read(paper)
        for name in SCORED:
            wanted, got = paper.expected.get(name), shown(reading.value(name)) or None
            if wanted is None and got is None:
                continue
            all_of[name] += 1
            if wanted == got:
                right[name] += 1
            else:
                wrong.append(f"{paper.name} · {name}: 应为 {wanted!r}，读作 {got!r}")
    return right, all_of, wrong


def test_field_accuracy_over_the_corpus(capsys):
    right, all_of, wrong = measured()
    with capsys.disabled():
        print(f"\n{len(PAPERS)} papers")
        for name in SCORED:
            print(f"  {name:13} {right[name]:3}/{all_of[name]:3}")
        print("\n".join(wrong))
    assert len(PAPERS) >= 30
    assert sum(right.values()) / sum(all_of.values()) >= 0.97, "\n".join(wrong)
    for name in ("title", "doc_number", "formed_on", "attribute"):
        assert right[name] / all_of[name] >= 0.95, "\n".join(wrong)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_contradictions_are_reported_and_only_there(paper):
    _, reading = read(paper)
    told = {doubt.code for doubt in reading.doubts} - {"no_issuer", "no_formed_on", "no_effective_on", "no_expires_on"}
    assert told == set(paper.doubts)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_source_words_stand_where_they_are_said_to(paper):
    cleaned, reading = read(paper)
    for proposal in reading.proposals.values():
        if proposal.end:
            place = cleaned.text[proposal.start : proposal.end]
            assert place and (proposal.source in place or place in proposal.source), proposal.field


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_body_holds_neither_head_nor_colophon(paper):
    cleaned, reading = read(paper)
    assert "印发日期" not in cleaned.html and "日印发<" not in cleaned.html and "此件" not in cleaned.html
    number = reading.value("doc_number")
    if number:
        assert f"<p>{number}</p>" not in cleaned.html
