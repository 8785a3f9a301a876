"""A resident ID hidden in a tracked change stands before the reviewers by its kind and place, and stops the release until it is decided."""

from __future__ import annotations

import pytest
from tests.core.files.test_scrub import NUMBER, deleted, tracked

from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.scrub import scrub

pytestmark = pytest.mark.django_db
NAME = "名单.docx"


def attached(papers, data):
    edition = papers.draft()
    papers.does(edition, "attach", papers.drafter, files={NAME: data}, role="attachment")
    papers.does(edition, "submit", papers.drafter)
    papers.does(edition, "check", papers.reviewer)
    return edition


def test_it_is_named_never_shown_and_stops_both_the_review_and_the_release(papers):
    edition = attached(papers, tracked(deleted(f"张某，身份证号{NUMBER}")))
    found = edition.findings.get(type="hidden_private")
    assert found.serious and found.label == "隐藏内容中有居民身份证号码" and "正文第 2 段" in found.place
    kept = StoredFile.objects.get(name=NAME)
    assert NUMBER not in str(kept.hidden_findings) and NUMBER not in str(list(edition.findings.values()))
    papers.does(edition, "pass_secrecy", papers.secrecy)
    with pytest.raises(Refused):
        papers.does(edition, "pass_privacy", papers.reviewer)
    with pytest.raises(Refused):
        papers.does(edition, "release", papers.head)


def test_the_scrubbed_file_raises_nothing_and_goes_out(papers):
    clean = scrub(tracked(deleted(f"张某，身份证号{NUMBER}")), NAME)
    assert clean.clean
    edition = attached(papers, clean.data)
    assert not edition.findings.filter(serious=True).exists()
    for finding in edition.findings.all():
        pytest.fail(f"nothing should be left to decide: {finding.label}")
    papers.does(edition, "pass_secrecy", papers.secrecy)
    papers.does(edition, "pass_privacy", papers.reviewer)
    papers.does(edition, "release", papers.head)
    assert edition.document.listed


def test_the_number_pieced_together_is_found_as_well(papers):
    data = tracked(f"<w:r><w:t>{NUMBER[:9]}</w:t></w:r>" + deleted(NUMBER[9:]))
    assert attached(papers, data).findings.filter(type="hidden_private", serious=True).exists()
