"""A document that goes through all its steps is found once the worker has passed, and is gone when it is withdrawn."""

from __future__ import annotations

from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.outbox.commands import run_due
from mingzheng.search import following, queries


def worker_passes():
    run_due(1000)
    for _ in range(50):
        if not following.keep_up():
            return
    raise AssertionError("the index never came to rest")


def found(query):
    return [hit.record.title for hit in queries.search(query).hits if hit.record.code == "documents.document"]


def test_a_released_document_is_found_and_a_withdrawn_one_is_not(papers):  # noqa: F811
    draft = papers.draft(title="关于加装电梯补贴标准的通知", doc_number="长发改〔2023〕9号")
    worker_passes()
    assert found("加装电梯") == [], "a draft is nobody's business"
    papers.interpreted(draft)
    papers.does(draft, "submit", papers.drafter)
    papers.does(papers.reviewed(draft), "release", papers.head)
    worker_passes()
    assert found("加装电梯 补贴") == found("长发改[2023]9号") == ["关于加装电梯补贴标准的通知"]
    hit = queries.search("长发改〔2023〕9号").hits[0]
    assert hit.exact and hit.record.url.startswith("/d/") and hit.record.validity
    papers.does(draft, "withdraw", papers.head, explanation="内容有误，正在核实。")
    worker_passes()
    assert found("加装电梯") == [] and found("长发改〔2023〕9号") == []
