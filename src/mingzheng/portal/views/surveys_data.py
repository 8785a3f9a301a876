"""Published results as open data: csv and json, the same figures as on the page, small cells kept back there too."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.design.downloads import file_response
from mingzheng.participation.surveys import queries
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.models import Call, Survey
from mingzheng.participation.surveys.questionnaire import Kind
from mingzheng.portal.tabular import FORMULA_STARTS

KINDS = ("csv", "json")
KEPT_BACK = "不公布"


@require_safe
def survey(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = queries.public_survey(pk)
    if found is None or found.results is None or kind not in KINDS:
        raise Http404
    if kind == "json":
        return _json(request, found, _survey_data(found))
    return _csv(f"{found.title}-结果", SURVEY_HEAD, _survey_rows(found))


SURVEY_HEAD = ("题号", "题目", "题型", "问哪些人", "被问份数", "行", "分组", "选项", "份数")


def _survey_rows(found: Survey) -> list[tuple[Any, ...]]:
    result = queries.result(found)
    if result is None:
        return []
    rows: list[tuple[Any, ...]] = []
    for one in result.questions:
        head = (one.number, one.text, Kind(one.kind).label, one.condition or "所有人", _shown(one.base))
        if one.withheld:
            rows.append((*head, "", "", "", one.withheld))
        rows += [(*head, line.label, "", cell.text, _shown(cell.count)) for line in one.lines for cell in line.cells]
    for table in result.groups:
        head = (table.number, table.text, "分组统计", "所有人", result.responses)
        for label, counts, total in table.rows:
            groups = zip(table.columns, counts, strict=True)
            rows += [(*head, "", group.text, label, _shown(count)) for group, count in groups]
            rows.append((*head, "", "合计", label, total))
    form = found.form
    for text in queries.shown_texts(found):
        question = form.question(text.question)
        if question is not None:
            number = form.number_of(question.key)
            rows.append((number, question.text, Kind.TEXT.label, "", "", "", "", text.public_text, ""))
    return rows


def _shown(count: int | None) -> int | str:
    return KEPT_BACK if count is None else count


def _survey_data(found: Survey) -> dict[str, Any]:
    published = found.results or {}
    texts: dict[str, list[str]] = {}
    for one in queries.shown_texts(found):
        texts.setdefault(one.question, []).append(one.public_text)
    return {
        "title": found.title,
        "agency": found.unit.name,
        "opens_on": found.opens_on.isoformat(),
        "closes_on": found.closes_on.isoformat(),
        "answering": found.get_answering_display(),
        "published_on": found.results_on.isoformat() if found.results_on else "",
        "questions_sha256": found.sha256,
        "suppression": f"少于 {published['threshold']} 份的格子和由此可以推算的格子不公布，写作 null。",
        **{name: published[name] for name in ("responses", "threshold", "questions", "breakdown", "groups")},
        "texts": texts,
        "findings": published["findings"],
        "feedback": published["feedback"],
    }


@require_safe
def call(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = queries.public_call(pk)
    if found is None or found.result is None or kind not in KINDS:
        raise Http404
    if kind == "json":
        return _json(request, found, _call_data(found))
    return _csv(f"{found.title}-结果", CALL_HEAD, _call_rows(found))


CALL_HEAD = ("归纳", "建议条数", "点赞", "处理", "处理说明", "候选项编号", "名次", "得分", "选票数", "入选", "抽签")


def _call_rows(found: Call) -> list[tuple[Any, ...]]:
    places = {one.candidate: one for one in queries.ranking(found)}
    rows: list[tuple[Any, ...]] = []
    for group in queries.answered_groups(found):
        place = places.get(group.candidate or 0)
        ballot = (
            (place.rank, place.points, place.named, "是" if place.chosen else "否", "是" if place.drawn else "否")
            if place
            else ("", "", "", "", "")
        )
        rows.append(
            (group.title, group.ideas_count, group.supports_sum or 0, group.get_outcome_display(), group.answer,
             group.candidate or "", *ballot)
        )  # fmt: skip
    return rows


def _call_data(found: Call) -> dict[str, Any]:
    published = found.result or {}
    groups = [dict(zip(CALL_HEAD, row, strict=True)) for row in _call_rows(found)]
    rule = Rule(found.rule).says(len(published["places"]), found.most or 1) if found.rule else ""
    return {
        "title": found.title,
        "agency": found.unit.name,
        "opens_on": found.opens_on.isoformat(),
        "closes_on": found.closes_on.isoformat(),
        "published_on": found.results_on.isoformat() if found.results_on else "",
        "rule": rule,
        "voting": found.get_voting_display(),
        "groups": groups,
        **published,
    }


# --- as files ------------------------------------------------------------------------------------------------------


def _json(request: HttpRequest, found: Survey | Call, data: dict[str, Any]) -> HttpResponse:
    data = {"url": request.build_absolute_uri(found.get_absolute_url()), **data}
    return _kept(json.dumps(data, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder), f"{found.title}-结果.json")


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([[_safe(one) for one in row] for row in rows])
    return _kept("\ufeff" + out.getvalue(), f"{name}.csv")


def _safe(value: Any) -> Any:
    """A spreadsheet must not take what somebody wrote for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _kept(data: str, name: str) -> HttpResponse:
    answer = file_response(data, name)
    answer["X-Robots-Tag"] = "noindex"
    return answer
