"""Surveys and calls as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.surveys import queries
from mingzheng.participation.surveys.models import Call, Survey


def survey_entry(pk: int) -> Entry | None:
    """None while it is not released, and for those of other rooms' records."""
    found = queries.listed_surveys().filter(pk=pk).first()
    if found is None:
        return None
    published = found.results or {}
    lines = [found.about, *(one.text for one in found.form.questions()), published.get("findings", "")]
    return Entry(
        key=f"surveys.survey:{found.pk}",
        kind="问卷调查",
        title=found.title,
        body="\n".join([*lines, published.get("feedback", "")]),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.results_on or found.released_on,
        tags=(found.get_purpose_display(),),
    )


def call_entry(pk: int) -> Entry | None:
    found = queries.public_call(pk)
    if found is None:
        return None
    published = found.result or {}
    groups = [f"{one.title} {one.answer}" for one in found.groups.all()]
    return Entry(
        key=f"surveys.call:{found.pk}",
        kind="意见建议征集",
        title=found.title,
        body="\n".join([found.about, *groups, published.get("summary", ""), published.get("feedback", "")]),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.results_on or found.released_on,
        tags=(found.get_kind_display(),),
    )


def _survey_ids(after: int, limit: int) -> list[int]:
    return list(Survey.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _call_ids(after: int, limit: int) -> list[int]:
    return list(Call.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


SURVEYS = SearchKind("surveys.survey", "问卷调查", survey_entry, _survey_ids)
CALLS = SearchKind("surveys.call", "意见建议征集", call_entry, _call_ids)
